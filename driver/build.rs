//! Compiles the planted faults of `tests/screens`. The app's own screens come with the app.

fn main() -> Result<(), slint_build::CompileError> {
    let config = slint_build::CompilerConfiguration::new().with_debug_info(true);
    slint_build::compile_with_config("../tests/screens/planted.slint", config)
}
