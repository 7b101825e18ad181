//! The program `camtay-hub`.

fn main() -> std::process::ExitCode {
    hub::cli::main()
}
