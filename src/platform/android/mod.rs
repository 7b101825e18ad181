//! What a phone has of all that, through Android's public interfaces and without Java of ours: one
//! file a service, each with the table of what it calls.
//!
//! Proven on the desktop, against a stand-in for the virtual machine that holds every call to its
//! signature: what each service asks, what it makes of the answers, and what it does where a class is
//! missing, something is thrown or something isn't allowed. Not proven anywhere: that Android answers
//! like that. No file here names a type of Android's; `crate::android` joins them to the activity.

pub mod calls;
pub mod folders;
pub mod insets;
pub mod intent;
pub mod jvm;
pub mod leave;
pub mod letters;
pub mod network;
pub mod reader;
pub mod sharing;
pub mod speech;
#[cfg(test)]
pub mod stand_in;
#[cfg(test)]
mod tables;
pub mod vibration;
pub mod volume;
