//! The ward's hub. Takes in what devices send, keeps it, and shows what has been achieved to those
//! who may see it. The same program is a relay in a class without the Internet.

pub mod accounts;
pub mod http;
pub mod live;
pub mod log;
pub mod metrics;
pub mod storage;
