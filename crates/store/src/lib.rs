//! The event log in one SQLite file, and its projections
