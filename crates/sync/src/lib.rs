//! The device's side of sync: seals what this device wrote, sends it to the hubs of each person's
//! ward, and takes in what they have. Beside the transport nothing here touches the network, and
//! nothing reads a clock or draws randomness by itself.

mod device;

pub use device::{DeviceKeys, KEY_NAME};
