//! The code that invites a device: as a `camtay:` link, which is also what a QR picture holds, and
//! in a short form to be typed. Refuses damaged codes with a sentence each.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use segment::{BoxPublicKey, DevicePublicKey, WardPublicKey};

/// What a link begins with, so that a phone's own camera app opens it in ours.
pub const LINK_SCHEME: &str = "camtay:";

const FORMAT: u8 = 1;
const FIXED_BYTES: usize = 1 + 16 + 32 + 64;
const MAX_ADDRESSES: usize = 8;

/// An invitation: where the hub is, how to know it, and a token that works once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Where to try, in this order, each `host:port`.
    pub addresses: Vec<String>,
    /// SHA-256 of the hub's certificate.
    pub certificate_sha256: [u8; 32],
    /// The ward's keys.
    pub ward: WardPublicKey,
    /// Works once.
    pub token: [u8; 16],
}

/// Why a code invites nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It is something else.
    #[error("this is no Cầm Tay code: a code begins with `camtay:`, or is an address and letters")]
    NotACode,
    /// Some of it is missing or was mistyped.
    #[error("the code is damaged: a letter is missing or wrong; please take it over once more")]
    Damaged,
    /// It was made by a newer version.
    #[error("the code was made by a newer version of Cầm Tay: please update the app first")]
    Newer,
}

impl Invitation {
    /// The link.
    #[must_use]
    pub fn to_link(&self) -> String {
        let mut bytes = vec![FORMAT];
        bytes.extend_from_slice(&self.token);
        bytes.extend_from_slice(&self.certificate_sha256);
        bytes.extend_from_slice(&self.ward.verifying.0);
        bytes.extend_from_slice(&self.ward.wrapping.0);
        bytes.extend_from_slice(self.addresses.join(" ").as_bytes());
        bytes.extend_from_slice(&checksum(&bytes));
        format!("{LINK_SCHEME}{}", BASE64URL_NOPAD.encode(&bytes))
    }

    /// Reads what [`to_link`](Self::to_link) wrote, with space around it.
    ///
    /// # Errors
    /// Every [`CodeError`].
    pub fn from_link(text: &str) -> Result<Self, CodeError> {
        let rest = text.trim().strip_prefix(LINK_SCHEME).ok_or(CodeError::NotACode)?;
        let bytes = BASE64URL_NOPAD.decode(rest.as_bytes()).map_err(|_| CodeError::Damaged)?;
        let (bytes, sum) = bytes.split_last_chunk::<4>().ok_or(CodeError::Damaged)?;
        if *sum != checksum(bytes) {
            return Err(CodeError::Damaged);
        }
        if bytes.first().is_some_and(|format| *format > FORMAT) {
            return Err(CodeError::Newer);
        }
        let (fixed, addresses) = bytes.split_at_checked(FIXED_BYTES).ok_or(CodeError::Damaged)?;
        let addresses = std::str::from_utf8(addresses).map_err(|_| CodeError::Damaged)?;
        let addresses: Vec<String> = addresses.split(' ').map(str::to_owned).collect();
        let plausible = fixed[0] == FORMAT
            && addresses.len() <= MAX_ADDRESSES
            && addresses.iter().all(|address| is_address(address));
        let part = |at: usize| -> [u8; 32] {
            let mut part = [0; 32];
            part.copy_from_slice(&fixed[at..at + 32]);
            part
        };
        let mut token = [0; 16];
        token.copy_from_slice(&fixed[1..17]);
        let ward = WardPublicKey {
            verifying: DevicePublicKey(part(49)),
            wrapping: BoxPublicKey(part(81)),
        };
        let invitation = Self { addresses, certificate_sha256: part(17), ward, token };
        if plausible { Ok(invitation) } else { Err(CodeError::Damaged) }
    }

    /// The short form, to be typed.
    #[must_use]
    pub fn to_typed(&self) -> String {
        let address = self.addresses.first().cloned().unwrap_or_default();
        TypedCode { address, token: self.token }.to_string()
    }
}

/// The short form of a code: an address and 28 letters and digits. The rest is asked for; see
/// [`OfferRequest`](crate::OfferRequest).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedCode {
    /// Where the hub is, `host:port`.
    pub address: String,
    /// Works once.
    pub token: [u8; 16],
}

impl std::fmt::Display for TypedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [self.token.as_slice(), &checksum(&self.token)[..1]].concat();
        let letters = BASE32_NOPAD.encode(&bytes);
        write!(f, "{}", self.address)?;
        for (at, letter) in letters.chars().enumerate() {
            write!(
                f,
                "{}{letter}",
                if at % 4 == 0 { if at == 0 { " " } else { "-" } } else { "" }
            )?;
        }
        Ok(())
    }
}

impl std::str::FromStr for TypedCode {
    type Err = CodeError;

    /// Reads what [`Display`](std::fmt::Display) wrote, in any case and with any hyphens and
    /// spaces; 0, 1 and 8, which don't occur, pass for O, I and B.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut words = text.split_whitespace();
        let address = words.next().filter(|word| is_address(word)).ok_or(CodeError::NotACode)?;
        let letters: String = words
            .flat_map(str::chars)
            .filter(|letter| *letter != '-')
            .map(|letter| match letter.to_ascii_uppercase() {
                '0' => 'O',
                '1' => 'I',
                '8' => 'B',
                letter => letter,
            })
            .collect();
        let bytes = BASE32_NOPAD.decode(letters.as_bytes()).map_err(|_| CodeError::Damaged)?;
        let (token, sum) = bytes.split_first_chunk::<16>().ok_or(CodeError::Damaged)?;
        if sum == &checksum(token)[..1] {
            Ok(Self { address: address.to_owned(), token: *token })
        } else {
            Err(CodeError::Damaged)
        }
    }
}

/// `host:port`, with nothing in it that could lead elsewhere.
fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let of_a_name = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
    let (0, 1..=255) = (usize::from(!host.chars().all(of_a_name)), host.len()) else {
        return false;
    };
    port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash = blake3::derive_key("camtay 2026-11 checksum of a code", bytes);
    [hash[0], hash[1], hash[2], hash[3]]
}
