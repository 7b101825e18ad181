//! Reads and checks lessons and the app's own words
