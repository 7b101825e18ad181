//! `voices`: the familiar voices of a device, listed, handed on as one file, taken in from one.

use std::path::PathBuf;
use std::process::ExitCode;

use content::Lang;
use narration::ClipId;
use recordings::VoiceId;

use super::Outcome;
use crate::bundled;
use crate::core_thread::Clock;
use crate::launch;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Prints a voice a line: its id, how many texts it says, its name.
    List,
    /// Writes a voice as one file.
    Export {
        /// The voice, as `list` prints it.
        voice: String,
        /// The file, named something.camtay-giong.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Takes in a voice from a file.
    Import {
        /// The file.
        file: PathBuf,
    },
}

pub(super) fn run(data: Option<PathBuf>, command: &Command) -> Outcome {
    let folder = data.ok_or("name the data folder with --data DIR".to_owned())?;
    // The store's lock: nobody else changes the folder meanwhile.
    let now = Clock::new(0).stamp().wall;
    let _opened = super::store_in(&folder).map_err(|error| error.to_string())?;
    let mut recordings = launch::recordings(&folder);
    match command {
        Command::List => {
            for voice in recordings.voices() {
                println!("{} {} {}", voice.id, voice.len(), voice.name);
            }
        }
        Command::Export { voice, out } => {
            let id = VoiceId::from_hex(voice).ok_or(format!(
                "{voice} is no voice's id; it has 32 hexadecimal digits, as `voices list` prints"
            ))?;
            let file = recordings.export(id).map_err(|error| error.to_string())?;
            std::fs::write(out, file)
                .map_err(|error| format!("{} can't be written: {error}", out.display()))?;
        }
        Command::Import { file } => {
            let bytes = std::fs::read(file)
                .map_err(|error| format!("{} can't be read: {error}", file.display()))?;
            let wanted = bundled::catalog().wanted_clips(Lang::Vi);
            let wanted = wanted.iter().map(|clip| ClipId::of(&clip.text)).collect();
            let imported = recordings
                .import(&bytes, &wanted, now)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            println!("{} {} new, {} kept", imported.voice, imported.taken, imported.left);
        }
    }
    Ok(ExitCode::SUCCESS)
}
