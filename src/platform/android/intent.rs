//! The link that an activity was opened for, `Intent.getDataString`. It reads that and nothing else
//! of an intent: whatever else another app puts there is none of ours.
//!
//! A link that is touched while the app is open begins a second activity, since the call that would
//! tell the first one needs Java; that second one hands it over and closes (see `platform::Links`).

use std::sync::Arc;

use super::calls::{Calls as _, Java, Value, calls};
use crate::platform::Trouble;

calls! {
    INTENT = Method "android/app/Activity" "getIntent" "()Landroid/content/Intent;" since 1
        at "android/app/Activity#getIntent()";
    DATA = Method "android/content/Intent" "getDataString" "()Ljava/lang/String;" since 1
        at "android/content/Intent#getDataString()";
}

/// The link that this activity was opened for; none where it was opened by its icon.
///
/// # Errors
/// Where the system can't tell.
pub fn link(java: &Arc<dyn Java>) -> Result<Option<String>, Trouble> {
    let Some(intent) = java.maybe(&INTENT, &java.activity(), &[])? else { return Ok(None) };
    Ok(match java.call(&DATA, Some(&intent), &[])? {
        Value::Text(link) => Some(link),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    #[test]
    fn a_link_is_read_and_an_icon_brings_none() {
        let phone = StandIn::of_version(26);
        let java: Arc<dyn Java> = phone.clone();
        phone.gives("Activity.getIntent", object("intent"));
        phone.gives("Intent.getDataString", Value::Text("camtay:AAAA".to_owned()));
        assert_eq!(link(&java), Ok(Some("camtay:AAAA".to_owned())));
        phone.gives("Intent.getDataString", Value::Null);
        assert_eq!(link(&java), Ok(None));
        phone.gives("Activity.getIntent", Value::Null);
        assert_eq!(link(&java), Ok(None));
        phone.fails("Activity.getIntent", Trouble::Failed);
        assert!(link(&java).is_err());
    }
}
