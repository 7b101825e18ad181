//! The desktop program: opens the app, or does what a command says.

fn main() -> std::process::ExitCode {
    camtay::cli::main()
}
