//! Spoken clips: encoded sentences found by hash, decoded, measured
