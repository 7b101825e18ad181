//! How loud the phone is for what is played, `android.media.AudioManager`. Needs no right. It turns
//! nothing up: whether a room is to hear the app is for whoever holds the phone.

use std::sync::Arc;

use super::calls::{Calls as _, Java, Value, calls};
use crate::platform::{Trouble, Volume};

calls! {
    VOLUME = Method "android/media/AudioManager" "getStreamVolume" "(I)I" since 1
        at "android/media/AudioManager#getStreamVolume(int)";
}

/// `Context.AUDIO_SERVICE`.
const SERVICE: &str = "audio";
/// `AudioManager.STREAM_MUSIC`: where AAudio and the phone's own voice are heard.
const MUSIC: i32 = 3;

/// The phone's volume.
pub struct PhoneVolume(pub Arc<dyn Java>);

impl Volume for PhoneVolume {
    fn is_zero(&mut self) -> Result<bool, Trouble> {
        let audio = self.0.service(SERVICE)?;
        match self.0.call(&VOLUME, Some(&audio), &[Value::Int(MUSIC)])? {
            Value::Int(level) => Ok(level <= 0),
            _ => Err(VOLUME.unusable()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    #[test]
    fn a_phone_that_is_turned_down_to_nothing_says_so() {
        let phone = StandIn::of_version(26);
        phone.gives("Context.getSystemService", object("audio"));
        let mut volume = PhoneVolume(phone.clone());
        for (level, nothing) in [(0, true), (1, false), (15, false)] {
            phone.gives("AudioManager.getStreamVolume", Value::Int(level));
            assert_eq!(volume.is_zero(), Ok(nothing), "{level}");
        }
        let asked = phone.last("AudioManager.getStreamVolume");
        assert!(matches!(asked.as_deref(), Some([Value::Int(MUSIC)])), "what is played");
        phone.fails("AudioManager.getStreamVolume", Trouble::Failed);
        assert!(matches!(volume.is_zero(), Err(Trouble::Failed(_))));
        phone.gives("Context.getSystemService", Value::Null);
        assert!(matches!(volume.is_zero(), Err(Trouble::NotThere(_))), "no such service");
    }
}
