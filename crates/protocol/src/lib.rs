//! Versioned event types, frozen byte by byte
