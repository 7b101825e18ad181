//! The pure folds of events: what a person has learnt and when to review it
