//! Compiles `ui/` into the Rust types of the window.
//!
//! It refuses to strip the elements' names from any build but the one that is shipped: tests and
//! the driver find controls by them, and would find nothing without a word of warning.

fn main() -> Result<(), slint_build::CompileError> {
    // The profile `ship` alone optimises for size; its users never query elements.
    let shipped = std::env::var("OPT_LEVEL").is_ok_and(|level| level == "s");
    let config = slint_build::CompilerConfiguration::new().with_debug_info(!shipped);
    slint_build::compile_with_config("ui/app_window.slint", config)
}
