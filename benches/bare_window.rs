//! A Slint window with nothing but a colour: what the toolkit alone costs, for the benchmarks.

#![allow(missing_docs, reason = "made by the Slint compiler")]

slint::slint! {
    export component Bare inherits Window {
        width: 360px;
        height: 640px;
        background: #fffaf0;
    }
}

fn main() -> Result<(), slint::PlatformError> {
    Bare::new()?.run()
}
