//! How far system bars and cut-outs reach into the window, `android.view.WindowMetrics`, from Android
//! 11 on. Before that, the system lays an app out between them by itself, and the rectangle that the
//! activity is told is the whole truth. From Android 15 on it isn't: apps are laid out behind the bars.

use std::sync::Arc;

use super::calls::{Calls as _, Java, Value, calls};
use crate::platform::Trouble;

calls! {
    WINDOW_MANAGER = Method "android/app/Activity" "getWindowManager"
        "()Landroid/view/WindowManager;" since 1
        at "android/app/Activity#getWindowManager()";
    METRICS = Method "android/view/WindowManager" "getCurrentWindowMetrics"
        "()Landroid/view/WindowMetrics;" since 30
        at "android/view/WindowManager#getCurrentWindowMetrics()";
    WINDOW_INSETS = Method "android/view/WindowMetrics" "getWindowInsets"
        "()Landroid/view/WindowInsets;" since 30
        at "android/view/WindowMetrics#getWindowInsets()";
    SYSTEM_BARS = Static "android/view/WindowInsets$Type" "systemBars" "()I" since 30
        at "android/view/WindowInsets.Type#systemBars()";
    CUT_OUTS = Static "android/view/WindowInsets$Type" "displayCutout" "()I" since 30
        at "android/view/WindowInsets.Type#displayCutout()";
    INSETS = Method "android/view/WindowInsets" "getInsets" "(I)Landroid/graphics/Insets;" since 30
        at "android/view/WindowInsets#getInsets(int)";
    LEFT = Field "android/graphics/Insets" "left" "I" since 29
        at "android/graphics/Insets#left";
    TOP = Field "android/graphics/Insets" "top" "I" since 29
        at "android/graphics/Insets#top";
    RIGHT = Field "android/graphics/Insets" "right" "I" since 29
        at "android/graphics/Insets#right";
    BOTTOM = Field "android/graphics/Insets" "bottom" "I" since 29
        at "android/graphics/Insets#bottom";
}

/// How far something reaches into the window from each side, in physical pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Insets {
    /// From the left.
    pub left: i32,
    /// From above.
    pub top: i32,
    /// From the right.
    pub right: i32,
    /// From below.
    pub bottom: i32,
}

/// How far bars and cut-outs reach into the window now.
///
/// # Errors
/// [`Trouble::NotThere`] before Android 11.
pub fn insets(java: &Arc<dyn Java>) -> Result<Insets, Trouble> {
    let manager = java.object(&WINDOW_MANAGER, Some(&java.activity()), &[])?;
    let metrics = java.object(&METRICS, Some(&manager), &[])?;
    let insets = java.object(&WINDOW_INSETS, Some(&metrics), &[])?;
    let kind = |call| match java.call(call, None, &[])? {
        Value::Int(kind) => Ok(kind),
        _ => Err(call.unusable()),
    };
    let kinds = kind(&SYSTEM_BARS)? | kind(&CUT_OUTS)?;
    let insets = java.object(&INSETS, Some(&insets), &[Value::Int(kinds)])?;
    Ok(Insets {
        left: java.int(&LEFT, &insets, &[])?,
        top: java.int(&TOP, &insets, &[])?,
        right: java.int(&RIGHT, &insets, &[])?,
        bottom: java.int(&BOTTOM, &insets, &[])?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::android::stand_in::{StandIn, object};

    fn phone(version: i32) -> Arc<StandIn> {
        let phone = StandIn::of_version(version);
        phone.gives("Activity.getWindowManager", object("manager"));
        phone.gives("WindowManager.getCurrentWindowMetrics", object("metrics"));
        phone.gives("WindowMetrics.getWindowInsets", object("insets"));
        phone.gives("WindowInsets$Type.systemBars", Value::Int(7));
        phone.gives("WindowInsets$Type.displayCutout", Value::Int(128));
        phone.gives("WindowInsets.getInsets", object("edges"));
        for (edge, pixels) in [("left", 0), ("top", 96), ("right", 0), ("bottom", 126)] {
            phone.gives(&format!("Insets.{edge}"), Value::Int(pixels));
        }
        phone
    }

    #[test]
    fn bars_and_cut_outs_are_asked_for_together() {
        let phone = phone(35);
        let java: Arc<dyn Java> = phone.clone();
        assert_eq!(insets(&java), Ok(Insets { left: 0, top: 96, right: 0, bottom: 126 }));
        assert!(matches!(phone.last("WindowInsets.getInsets").unwrap()[0], Value::Int(135)));
    }

    #[test]
    fn older_phones_are_not_asked_what_they_lack() {
        let phone = phone(29);
        let java: Arc<dyn Java> = phone.clone();
        let missing = "WindowManager.getCurrentWindowMetrics".to_owned();
        assert_eq!(insets(&java), Err(Trouble::NotThere(missing)));
        assert_eq!(phone.count("WindowManager.getCurrentWindowMetrics"), 0);
    }
}
