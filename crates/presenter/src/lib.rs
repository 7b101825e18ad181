//! Intents and view models; knows no toolkit
