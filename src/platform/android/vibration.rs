//! The motor, `android.os.Vibrator`: one soft buzz. Needs `android.permission.VIBRATE`, which nobody
//! is asked for. It makes no pattern, and nothing stronger than soft.

use std::sync::Arc;

use super::calls::{Calls as _, Java, Value, calls};
use crate::platform::{Trouble, Vibration};

calls! {
    HAS_VIBRATOR = Method "android/os/Vibrator" "hasVibrator" "()Z" since 11
        at "android/os/Vibrator#hasVibrator()";
    ONE_SHOT = Static "android/os/VibrationEffect" "createOneShot"
        "(JI)Landroid/os/VibrationEffect;" since 26
        at "android/os/VibrationEffect#createOneShot(long,%20int)";
    VIBRATE = Method "android/os/Vibrator" "vibrate" "(Landroid/os/VibrationEffect;)V" since 26
        at "android/os/Vibrator#vibrate(android.os.VibrationEffect)";
}

/// `Context.VIBRATOR_SERVICE`.
const SERVICE: &str = "vibrator";
/// How long, in milliseconds: felt in the hand, not heard across the room.
const MILLIS: i64 = 60;
/// How strong, of 255.
const STRENGTH: i32 = 80;

/// The phone's motor.
pub struct PhoneMotor(pub Arc<dyn Java>);

impl Vibration for PhoneMotor {
    fn buzz(&mut self) -> Result<(), Trouble> {
        let motor = self.0.service(SERVICE)?;
        if !self.0.truth(&HAS_VIBRATOR, &motor, &[])? {
            return Err(Trouble::NotThere("a motor".to_owned()));
        }
        let effect =
            self.0.object(&ONE_SHOT, None, &[Value::Long(MILLIS), Value::Int(STRENGTH)])?;
        self.0.nothing(&VIBRATE, &motor, &[(&effect).into()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    #[test]
    fn one_soft_buzz_where_there_is_a_motor() {
        let phone = StandIn::of_version(26);
        phone.gives("Context.getSystemService", object("vibrator"));
        phone.gives("Vibrator.hasVibrator", Value::Truth(true));
        phone.gives("VibrationEffect.createOneShot", object("effect"));
        phone.gives("Vibrator.vibrate", Value::Nothing);
        let mut motor = PhoneMotor(phone.clone());
        assert_eq!(motor.buzz(), Ok(()));
        assert_eq!(phone.count("Vibrator.vibrate"), 1);
        phone.fails("Vibrator.vibrate", Trouble::NotAllowed);
        assert_eq!(motor.buzz(), Err(Trouble::NotAllowed("Vibrator.vibrate".to_owned())));
        phone.gives("Vibrator.hasVibrator", Value::Truth(false));
        assert!(matches!(motor.buzz(), Err(Trouble::NotThere(_))));
        phone.gives("Context.getSystemService", Value::Null);
        assert!(matches!(motor.buzz(), Err(Trouble::NotThere(_))), "no such service");
    }
}
