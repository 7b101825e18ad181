//! The device's side of sync: seals what this device wrote, sends it to the hubs of each person's
//! ward, and takes in what they have. Beside [`Https`] nothing here touches the network, and
//! nothing reads a clock or draws randomness by itself.

mod carrier;
mod device;
mod enrol;
mod error;
mod events;
mod network;
mod outbox;
mod random;
mod round;
mod seal;
mod take_in;
mod transport;
mod visit;

pub use carrier::{Carrier, CarryError, To, Traffic};
pub use device::{DeviceKeys, KEY_NAME};
pub use enrol::{Code, EnrolError};
pub use error::SyncError;
pub use events::{Events, SEND_PROGRESS, people_of};
pub use network::{LinkKind, Network};
pub use outbox::{Enrolled, Hub, OUTBOX_NAME, Outbox, Standing};
pub use random::{Fill, Random};
pub use round::{Report, Syncer, Trouble};
pub use transport::Https;
