//! The right to use the microphone, `android.permission.RECORD_AUDIO`: looked up, and asked for when
//! somebody begins to record, never before. The answer can't be delivered without Java; it shows when
//! the app is seen again. After two refusals Android asks no more and says no at once.

use std::sync::Arc;

use super::calls::{Calls as _, Java, Value, calls};
use crate::platform::{Leave, MicrophoneLeave, Trouble};

calls! {
    CHECK = Method "android/content/Context" "checkSelfPermission" "(Ljava/lang/String;)I" since 23
        at "android/content/Context#checkSelfPermission(java.lang.String)";
    REQUEST = Method "android/app/Activity" "requestPermissions" "([Ljava/lang/String;I)V" since 23
        at "android/app/Activity#requestPermissions(java.lang.String[],%20int)";
}

const MICROPHONE: &str = "android.permission.RECORD_AUDIO";
/// `PackageManager.PERMISSION_GRANTED`.
const GRANTED: i32 = 0;
/// What the answer would be told by, if anybody heard it.
const REQUEST_CODE: i32 = 1;

/// The right to listen on this phone.
pub struct PhoneLeave(pub Arc<dyn Java>);

impl MicrophoneLeave for PhoneLeave {
    fn leave(&mut self) -> Result<Leave, Trouble> {
        let answer = self.0.int(&CHECK, &self.0.activity(), &[MICROPHONE.into()])?;
        Ok(if answer == GRANTED { Leave::Given } else { Leave::NotGiven })
    }

    fn ask(&mut self) -> Result<(), Trouble> {
        let java = Arc::clone(&self.0);
        self.0.on_main_thread(Box::new(move || {
            let with = [Value::Texts(vec![MICROPHONE.to_owned()]), Value::Int(REQUEST_CODE)];
            if let Err(trouble) = java.nothing(&REQUEST, &java.activity(), &with) {
                eprintln!("nobody can be asked for the microphone: {trouble}");
            }
        }));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::stand_in::StandIn;

    #[test]
    fn leave_is_looked_up_and_asked_for_by_name() {
        let phone = StandIn::of_version(26);
        phone.gives("Context.checkSelfPermission", Value::Int(-1));
        phone.gives("Activity.requestPermissions", Value::Nothing);
        let mut leave = PhoneLeave(phone.clone());
        assert_eq!(leave.leave(), Ok(Leave::NotGiven));
        assert_eq!(phone.count("Activity.requestPermissions"), 0, "looking asks nobody");
        leave.ask().unwrap();
        let asked = phone.last("Activity.requestPermissions").unwrap();
        assert!(matches!(&asked[0], Value::Texts(rights) if rights == &[MICROPHONE]));
        phone.gives("Context.checkSelfPermission", Value::Int(0));
        assert_eq!(leave.leave(), Ok(Leave::Given));
        phone.fails("Activity.requestPermissions", Trouble::Failed);
        assert_eq!(leave.ask(), Ok(()), "a dialog that doesn't come is no end of the app");
    }
}
