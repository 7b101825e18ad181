//! `enrol`: a code that lets one device in, as a link, to be typed, and as a picture.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use wire::Invitation;

use super::keep::ask_or_do;
use crate::console::Command;
use crate::folder::Folder;

#[derive(clap::Args)]
pub(super) struct Args {
    /// learner, instructor, group or ward.
    #[arg(long, value_parser = ["learner", "instructor", "group", "ward"])]
    role: String,
    /// The residential group.
    #[arg(long, value_name = "NAME")]
    group: Option<String>,
    /// Restores this person on the device (32 hexadecimal digits).
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// The installation of the instructor on whose roster the device's people come.
    #[arg(long, value_name = "ID")]
    instructor: Option<String>,
    /// Where devices reach the hub, `host:port`; once for each address. Without it, where the hub
    /// is listening now.
    #[arg(long, value_name = "ADDR")]
    address: Vec<String>,
    /// Also writes the code as a QR picture.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

pub(super) async fn run(
    folder: &Folder,
    database: Option<&str>,
    args: Args,
) -> anyhow::Result<ExitCode> {
    let Args { role, group, person, instructor, mut address, png } = args;
    if address.is_empty() {
        let serving = folder.serving()?.context(
            "nobody serves this folder now: start it with `hub serve`, or name its address with \
             --address HOST:PORT",
        )?;
        address = reachable(&serving.address)?;
    }
    let command = Command::Enrol { role, group, person, instructor, addresses: address };
    let link = ask_or_do(folder, database, command).await?;
    let invitation = Invitation::from_link(&link)
        .context("an address is wrong: it has to be HOST:PORT, such as 192.168.1.5:8443")?;
    if let Some(file) = png {
        picture(&link, &file)?;
    }
    println!("{}", invitation.to_typed());
    println!("{link}");
    Ok(ExitCode::SUCCESS)
}

/// Where devices in the room reach a hub that listens everywhere.
fn reachable(listening: &str) -> anyhow::Result<Vec<String>> {
    let address: std::net::SocketAddr = listening.parse()?;
    if !address.ip().is_unspecified() {
        return Ok(vec![listening.to_owned()]);
    }
    // The address by which this computer would send something away; nothing is sent.
    let socket = std::net::UdpSocket::bind("0.0.0.0:0")?;
    let found = socket.connect("192.0.2.1:9").and_then(|()| socket.local_addr());
    let found = found.context(
        "this computer is in no network; connect it to one, or name an address with --address",
    )?;
    ensure!(!found.ip().is_unspecified(), "name an address with --address HOST:PORT");
    Ok(vec![format!("{}:{}", found.ip(), address.port())])
}

fn picture(link: &str, file: &Path) -> anyhow::Result<()> {
    let code = qrcode::QrCode::with_error_correction_level(link, qrcode::EcLevel::M)?;
    let picture = code.render::<image::Luma<u8>>().min_dimensions(720, 720).build();
    picture
        .save_with_format(file, image::ImageFormat::Png)
        .with_context(|| format!("{} cannot be written", file.display()))
}
