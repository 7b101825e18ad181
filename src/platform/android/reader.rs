//! What a screen reader such as TalkBack needs of the phone: the view that it asks what is on the
//! screen, and whether anybody asks at all. What it is told is `crate::android::accessibility`'s part.

use std::sync::Arc;

use super::calls::{Calls as _, Java, Object, Value, calls};
use crate::platform::Trouble;

calls! {
    FIND_VIEW = Method "android/app/Activity" "findViewById" "(I)Landroid/view/View;" since 1
        at "android/app/Activity#findViewById(int)";
    CHILD = Method "android/view/ViewGroup" "getChildAt" "(I)Landroid/view/View;" since 1
        at "android/view/ViewGroup#getChildAt(int)";
    IS_ENABLED = Method "android/view/accessibility/AccessibilityManager" "isEnabled" "()Z" since 4
        at "android/view/accessibility/AccessibilityManager#isEnabled()";
}

/// `android.R.id.content`, what an activity's own view is in.
/// <https://developer.android.com/reference/android/R.id#content>
const CONTENT: i32 = 0x0102_0002;
/// `Context.ACCESSIBILITY_SERVICE`.
const SERVICE: &str = "accessibility";

/// The view of the activity, which fills the rectangle that the activity is told. There is nothing in
/// it, so that nothing else answers where a finger explores. To be asked for on the main thread.
///
/// # Errors
/// Where the activity has no such view.
pub fn view(java: &Arc<dyn Java>) -> Result<Object, Trouble> {
    let content = java.object(&FIND_VIEW, Some(&java.activity()), &[Value::Int(CONTENT)])?;
    java.object(&CHILD, Some(&content), &[Value::Int(0)])
}

/// Whether TalkBack, or anything else that asks what is on the screen, is switched on.
///
/// # Errors
/// Where Android can't tell.
pub fn is_on(java: &Arc<dyn Java>) -> Result<bool, Trouble> {
    let manager = java.service(SERVICE)?;
    java.truth(&IS_ENABLED, &manager, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    #[test]
    fn the_view_is_the_one_that_the_activity_put_there() {
        let phone = StandIn::of_version(26);
        phone.gives("Activity.findViewById", object("frame"));
        phone.gives("ViewGroup.getChildAt", object("view"));
        let java: Arc<dyn Java> = phone.clone();
        let found = view(&java).unwrap();
        assert_eq!(found.0.downcast_ref::<&str>(), Some(&"view"));
        assert!(matches!(phone.last("Activity.findViewById").unwrap()[0], Value::Int(16_908_290)));
        assert!(matches!(phone.last("ViewGroup.getChildAt").unwrap()[0], Value::Int(0)));
        // An activity that has put nothing there is no reason to fail.
        phone.gives("ViewGroup.getChildAt", Value::Null);
        assert_eq!(view(&java).unwrap_err(), Trouble::NotThere("ViewGroup.getChildAt".to_owned()));
    }

    #[test]
    fn whether_a_reader_is_on_is_asked_of_the_phone() {
        let phone = StandIn::of_version(26);
        phone.gives("Context.getSystemService", object("manager"));
        phone.gives("AccessibilityManager.isEnabled", Value::Truth(true));
        let java: Arc<dyn Java> = phone.clone();
        assert_eq!(is_on(&java), Ok(true));
        let asked = phone.last("Context.getSystemService").unwrap();
        assert!(matches!(&asked[0], Value::Text(name) if name == "accessibility"));
        phone.gives("AccessibilityManager.isEnabled", Value::Truth(false));
        assert_eq!(is_on(&java), Ok(false));
    }
}
