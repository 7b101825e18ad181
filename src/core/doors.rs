//! Where the doors of the settings lead. Each slice of the app adds its line; a door that leads
//! nowhere is not shown, and if it is opened all the same nothing happens.

use presenter::Door;

use super::{Core, Update};

impl Core {
    pub(super) fn open_door(&mut self, door: Door) -> Vec<Update> {
        match door {
            Door::Calibration => self.begin_calibration(),
            Door::Placement => self.offer_placement(),
            Door::Voices => self.open_voices(),
            Door::Demonstration => self.begin_demonstration(None),
            Door::People | Door::MyData => self.show_and_say(),
        }
    }
}
