//! Lessons, practice apps, scoring and the review schedule: pure, with no clock, no randomness and no files
