//! How large the phone's own letters are, `Configuration.fontScale`. Read when an activity begins and
//! when its configuration changes; it judges nothing.

use std::sync::Arc;

use super::calls::{Calls as _, Java, calls};
use crate::platform::Trouble;

calls! {
    RESOURCES = Method "android/content/Context" "getResources"
        "()Landroid/content/res/Resources;" since 1
        at "android/content/Context#getResources()";
    CONFIGURATION = Method "android/content/res/Resources" "getConfiguration"
        "()Landroid/content/res/Configuration;" since 1
        at "android/content/res/Resources#getConfiguration()";
    FONT_SCALE = Field "android/content/res/Configuration" "fontScale" "F" since 1
        at "android/content/res/Configuration#fontScale";
}

/// The usual size, in percent.
pub const USUAL: u16 = 100;
/// What is believed: Android itself offers 85 to 200.
const BELIEVED: std::ops::RangeInclusive<f32> = 50.0..=300.0;

/// How large the phone's own letters are, in percent of the usual.
///
/// # Errors
/// Where the system can't tell, or what it tells makes no sense.
pub fn letters(java: &Arc<dyn Java>) -> Result<u16, Trouble> {
    let resources = java.object(&RESOURCES, Some(&java.activity()), &[])?;
    let configuration = java.object(&CONFIGURATION, Some(&resources), &[])?;
    let percent = (java.float(&FONT_SCALE, &configuration)? * 100.0).round();
    // Also false for what is no number.
    if BELIEVED.contains(&percent) { Ok(percent as u16) } else { Err(FONT_SCALE.unusable()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::calls::Value;
    use crate::platform::android::stand_in::{StandIn, object};

    #[test]
    fn letters_are_in_percent_and_nonsense_is_refused() {
        let phone = StandIn::of_version(26);
        phone.gives("Context.getResources", object("resources"));
        phone.gives("Resources.getConfiguration", object("configuration"));
        let java: Arc<dyn Java> = phone.clone();
        for (scale, percent) in
            [(1.0, Some(100)), (1.15, Some(115)), (0.85, Some(85)), (2.0, Some(200))]
        {
            phone.gives("Configuration.fontScale", Value::Float(scale));
            assert_eq!(letters(&java).ok(), percent, "{scale}");
        }
        for scale in [f32::NAN, 0.0, -1.0, f32::INFINITY] {
            phone.gives("Configuration.fontScale", Value::Float(scale));
            assert_eq!(letters(&java), Err(FONT_SCALE.unusable()), "{scale}");
        }
        phone.gives("Context.getResources", Value::Null);
        assert!(matches!(letters(&java), Err(Trouble::NotThere(_))));
    }
}
