//! The ward's hub. Takes in what devices send, keeps it, and shows what has been achieved to those
//! who may see it. The same program is a relay in a class without the Internet.

pub mod accounts;
pub mod cli;
pub mod console;
pub mod demo;
pub mod folder;
pub mod groups;
pub mod http;
pub mod https;
pub mod keeping;
pub mod listen;
pub mod live;
pub mod log;
pub mod metrics;
pub mod service;
pub mod storage;
