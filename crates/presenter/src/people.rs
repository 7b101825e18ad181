//! Several people on one phone: what can be done about it, and what its pages are made of. Knows no
//! store and no clock; whose picture is whose is told to it.

use protocol::{PersonId, UnixMillis};
use serde::{Serialize, Serializer};
use vietnamese::Address;

use crate::Intent;

/// The pictures that somebody can be known by, in the order in which they are offered.
pub const PICTURES: [&str; 12] = [
    "lotus",
    "hat",
    "buffalo",
    "cat",
    "hen",
    "carp",
    "bamboo",
    "sun",
    "moon",
    "bicycle",
    "teapot",
    "custard-apple",
];

/// What somebody may be asked to agree to. Nothing depends on the answers but what they say.
pub const PURPOSES: [&str; 2] = ["send-progress", "keep-recordings"];

/// Something about people that was done on a screen. Every control has one, and its id says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeopleIntent {
    /// *Ai học hôm nay?*, from the first page; a guest is asked what to keep.
    Open,
    /// This person takes up the phone.
    Person(PersonId),
    /// Somebody new.
    New,
    /// Somebody who only wants to try: nothing is kept.
    Guest,
    /// What the guest did is kept: they become a new person.
    KeepGuest,
    /// What the guest did is let go.
    DropGuest,
    /// A picture was touched: it says its name.
    Picture(&'static str),
    /// Other pictures.
    OtherPictures,
    /// A digit of a secret number.
    Digit(u8),
    /// All digits are taken back.
    DeleteDigits,
    /// *Tôi quên số*.
    Forgot,
    /// *Thông tin của tôi*, from the settings.
    Data,
    /// What is kept.
    Kept,
    /// A copy of all that is kept is written to a file.
    Export,
    /// What I allow.
    Consents,
    /// One of [`PURPOSES`], by its place there.
    Consent(usize),
    /// The answer to it.
    Answer(bool),
    /// Picture, name and secret number.
    Me,
    /// What to be called.
    Nickname,
    /// Another picture.
    ChangePicture,
    /// A secret number is set, or another one.
    SetPin,
    /// The secret number is taken away.
    RemovePin,
    /// *Nối với phường*: the code that the ward gave out is typed.
    Join,
    /// *Xóa hết phần của tôi*: says what will be gone.
    Erase,
    /// *Xóa hết*, after that.
    EraseNow,
}

/// Names without a value, in both directions.
const PLAIN: [(&str, PeopleIntent); 20] = [
    ("home.me", PeopleIntent::Open),
    ("people.new", PeopleIntent::New),
    ("people.guest", PeopleIntent::Guest),
    ("people.guest.keep", PeopleIntent::KeepGuest),
    ("people.guest.drop", PeopleIntent::DropGuest),
    ("people.others", PeopleIntent::OtherPictures),
    ("people.delete", PeopleIntent::DeleteDigits),
    ("people.forgot", PeopleIntent::Forgot),
    ("settings.mine", PeopleIntent::Data),
    ("people.kept", PeopleIntent::Kept),
    ("people.export", PeopleIntent::Export),
    ("people.consents", PeopleIntent::Consents),
    ("people.me", PeopleIntent::Me),
    ("people.nickname", PeopleIntent::Nickname),
    ("people.change-picture", PeopleIntent::ChangePicture),
    ("people.set-pin", PeopleIntent::SetPin),
    ("people.remove-pin", PeopleIntent::RemovePin),
    ("people.join", PeopleIntent::Join),
    ("people.erase", PeopleIntent::Erase),
    ("people.erase.confirm", PeopleIntent::EraseNow),
];

impl PeopleIntent {
    /// The id of the control that does it.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Person(person) => format!("people.person.{person}"),
            Self::Picture(picture) => format!("people.picture.{picture}"),
            Self::Digit(digit) => format!("people.key-{digit}"),
            Self::Consent(purpose) => format!("people.consent.{purpose}"),
            Self::Answer(true) => "people.answer.yes".to_owned(),
            Self::Answer(false) => "people.answer.no".to_owned(),
            plain => {
                let found = PLAIN.iter().find(|(_, intent)| intent == plain);
                found.map_or("", |(id, _)| id).to_owned()
            }
        }
    }

    /// What the control with this id does.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        if let Some((_, intent)) = PLAIN.iter().find(|(known, _)| *known == id) {
            return Some(intent.clone());
        }
        if let Some(hex) = id.strip_prefix("people.person.") {
            return PersonId::from_hex(hex).map(Self::Person);
        }
        if let Some(name) = id.strip_prefix("people.picture.") {
            return PICTURES.iter().find(|known| **known == name).map(|known| Self::Picture(known));
        }
        if let Some(digit) = id.strip_prefix("people.key-") {
            return digit.parse().ok().filter(|digit| *digit < 10).map(Self::Digit);
        }
        if let Some(purpose) = id.strip_prefix("people.consent.") {
            let purpose = purpose.parse().ok();
            return purpose.filter(|purpose| *purpose < PURPOSES.len()).map(Self::Consent);
        }
        match id {
            "people.answer.yes" => Some(Self::Answer(true)),
            "people.answer.no" => Some(Self::Answer(false)),
            _ => None,
        }
    }
}

impl Serialize for PeopleIntent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.id())
    }
}

/// The pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeoplePage {
    /// *Hôm nay ai học?*
    #[default]
    Picker,
    /// A picture is chosen.
    Picture,
    /// The secret number is asked for.
    PinAsk,
    /// What to do about a forgotten number.
    PinForgotten,
    /// It was noted that the number is forgotten.
    PinNoted,
    /// A secret number is chosen.
    PinNew,
    /// It is typed again.
    PinAgain,
    /// It was set or taken away.
    PinDone,
    /// *Thông tin của tôi*.
    Data,
    /// What is kept.
    Kept,
    /// A copy was written.
    Exported,
    /// What I allow.
    Consents,
    /// One purpose.
    Consent,
    /// Picture, name and secret number.
    Me,
    /// What an erasure takes away.
    Erase,
    /// Asked once more.
    EraseSure,
    /// All is erased.
    Erased,
    /// A guest says what to keep.
    GuestEnd,
}

impl PeoplePage {
    /// The screen's name, as drivers tell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Picker => "people",
            Self::Picture => "people-picture",
            Self::PinAsk => "people-pin",
            Self::PinForgotten => "people-pin-forgotten",
            Self::PinNoted => "people-pin-noted",
            Self::PinNew => "people-pin-new",
            Self::PinAgain => "people-pin-again",
            Self::PinDone => "people-pin-done",
            Self::Data => "people-data",
            Self::Kept => "people-kept",
            Self::Exported => "people-exported",
            Self::Consents => "people-consents",
            Self::Consent => "people-consent",
            Self::Me => "people-me",
            Self::Erase => "people-erase",
            Self::EraseSure => "people-erase-sure",
            Self::Erased => "people-erased",
            Self::GuestEnd => "people-guest-end",
        }
    }
}

/// Somebody to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody {
    /// Who.
    pub id: PersonId,
    /// Their picture, one of [`PICTURES`]; none for those who came before there were any.
    pub picture: Option<&'static str>,
    /// Their form of address.
    pub address: Option<Address>,
    /// What to call them, if they said so.
    pub nickname: Option<String>,
    /// Whether a secret number is asked for.
    pub has_pin: bool,
}

/// How far what somebody did has got on its way to their ward.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SendingFacts {
    /// How many events there are.
    pub total: u64,
    /// How many the ward's hub confirmed. Nothing else counts as sent.
    pub acknowledged: u64,
    /// How many only a relay has.
    pub received: u64,
    /// When a hub of their ward last answered, by the wall clock.
    pub last: Option<UnixMillis>,
    /// What the time is.
    pub now: UnixMillis,
}

/// All that a page is made of.
#[derive(Debug, Clone, Default)]
pub struct PeopleFacts {
    /// Which page.
    pub page: PeoplePage,
    /// A sentence said instead of the page's own.
    pub note: Option<&'static str>,
    /// Everybody, on the picker.
    pub everybody: Vec<Somebody>,
    /// The pictures on this page, and whether there are others.
    pub offered: (Vec<&'static str>, bool),
    /// The picture that was touched, or that is theirs.
    pub picture: Option<&'static str>,
    /// How many digits were typed.
    pub typed: usize,
    /// What they are called at home; empty where they didn't say.
    pub nickname: String,
    /// Whether they have a secret number.
    pub has_pin: bool,
    /// What was answered, for each of [`PURPOSES`].
    pub answers: [Option<bool>; PURPOSES.len()],
    /// Which of [`PURPOSES`] is asked about.
    pub purpose: usize,
    /// When they came, by the wall clock.
    pub since: UnixMillis,
    /// How many lessons they passed.
    pub lessons: u64,
    /// How many touches in lessons are kept.
    pub touches: u64,
    /// How many recordings of their voice are kept.
    pub recordings: u64,
    /// The file that was written, within the data folder.
    pub file: String,
    /// Whether the device can be joined to a ward.
    pub can_join: bool,
    /// The ward that has just let them in; empty for none.
    pub ward: String,
    /// How far what they did has got; none where they belong to no ward.
    pub sending: Option<SendingFacts>,
}

/// A page about people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeopleView {
    /// Which.
    pub page: PeoplePage,
    /// The sentence.
    pub sentence: String,
    /// Further lines.
    pub lines: Vec<String>,
    /// The name of a file.
    pub file: String,
    /// Pictures, two abreast, or people, one below the other.
    pub tiles: Vec<PeopleTile>,
    /// Whether digits can be typed, and how many were.
    pub typed: Option<usize>,
    /// The same in words.
    pub typed_words: String,
    /// Whether a forgotten number can be told of.
    pub can_forget: bool,
    /// Buttons with words.
    pub buttons: Vec<PeopleButton>,
    /// The main button's words, where there is one.
    pub main: Option<String>,
}

/// A picture or a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeopleTile {
    /// What touching it does.
    pub intent: PeopleIntent,
    /// Which picture; empty for none.
    pub picture: String,
    /// In large letters.
    pub title: String,
    /// Below it; may be empty.
    pub detail: String,
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// Whether a secret number is behind it.
    pub locked: bool,
}

/// A button with words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeopleButton {
    /// What it does.
    pub intent: PeopleIntent,
    /// Its words.
    pub label: String,
    /// Below them; may be empty.
    pub detail: String,
}

impl PeopleView {
    /// What somebody would do who only wants to get to learning.
    #[must_use]
    pub fn right(&self) -> Intent {
        let first = |tiles: &[PeopleTile]| tiles.first().map(|tile| tile.intent.clone());
        let people = match self.page {
            _ if self.main.is_some() => return Intent::Main,
            PeoplePage::Picker => {
                // Not behind somebody's secret number.
                let open = self.tiles.iter().find(|tile| !tile.locked);
                Some(open.map_or(PeopleIntent::New, |tile| tile.intent.clone()))
            }
            PeoplePage::Picture => first(&self.tiles),
            PeoplePage::GuestEnd => Some(PeopleIntent::DropGuest),
            _ => None,
        };
        people.map_or(Intent::Back, Intent::People)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_says_what_it_does() {
        let mut all: Vec<PeopleIntent> = PLAIN.iter().map(|(_, intent)| intent.clone()).collect();
        all.extend(PICTURES.map(PeopleIntent::Picture));
        all.extend((0..10).map(PeopleIntent::Digit));
        all.extend((0..PURPOSES.len()).map(PeopleIntent::Consent));
        all.extend([true, false].map(PeopleIntent::Answer));
        all.push(PeopleIntent::Person(PersonId([0xa5; 16])));
        for intent in all {
            assert_eq!(PeopleIntent::of_id(&intent.id()), Some(intent));
        }
        for id in ["", "people", "people.key-10", "people.consent.2", "people.picture.dog"] {
            assert_eq!(PeopleIntent::of_id(id), None, "{id}");
        }
    }
}
