//! Ways to the screens that no lesson leads to, as what is touched one after the other. Each begins
//! on the home screen of somebody who is new to it. Says nothing about what is right there.

/// Ends an id of which only the beginning is known: a person's, a voice's.
pub const ANY: char = '*';

/// Where time has to pass instead of a touch: until the app does something by itself.
pub const WAIT: &str = "(wait)";

/// Where what is right is done, or waited for.
pub const RIGHT: &str = "(right)";

/// Where the app is closed, and opened again a day later.
pub const NEXT_DAY: &str = "(next day)";

/// Where no sound can be had any more.
pub const NO_SOUND: &str = "(no sound)";
/// Where the sound is switched off.
pub const MUTED: &str = "(muted)";
/// Where it comes back.
pub const SOUND: &str = "(sound)";

/// Begins an id that is touched only if it is there.
pub const MAYBE: char = '?';

/// Every way.
pub const WAYS: [&[&str]; 7] =
    [MY_DATA, SECRET_NUMBER, GUEST, PLACEMENT, VOICES, COMING_AND_GOING, SILENCE];

/// What is kept of somebody, a copy of it, what they allow, and the way to erase it all.
const MY_DATA: &[&str] = &[
    "home.settings",
    "settings.mine",
    "people.join",
    "keyboard.key-a",
    "keyboard.key-b",
    "keyboard.key-a",
    "keyboard.key-b",
    "keyboard.key-a",
    "keyboard.key-b",
    "keyboard.key-a",
    "keyboard.key-b",
    "main",
    "main",
    "fixed.back",
    "people.kept",
    "people.export",
    "main",
    "people.erase",
    "main",
    "main",
    "fixed.back",
    "people.consents",
    "people.consent.0",
    "people.answer.yes",
    "people.consent.1",
    "people.answer.no",
    "fixed.back",
    "people.me",
    "people.change-picture",
    "people.others",
    "fixed.back",
    "fixed.back",
    "people.kept",
    "people.erase",
    "main",
    "people.erase.confirm",
    "main",
];

/// A secret number is set, mistyped and forgotten.
const SECRET_NUMBER: &[&str] = &[
    "home.settings",
    "settings.mine",
    "people.me",
    "people.set-pin",
    "people.key-1",
    "people.key-2",
    "people.key-3",
    "people.key-4",
    "people.key-1",
    "people.key-2",
    "people.key-3",
    "people.key-5",
    "people.key-1",
    "people.key-2",
    "people.key-3",
    "people.key-4",
    "people.key-1",
    "people.key-2",
    "people.key-3",
    "people.key-4",
    "main",
    "fixed.back",
    "fixed.back",
    "fixed.back",
    "home.me",
    "people.person.*",
    "people.key-4",
    "people.delete",
    "people.key-4",
    "people.key-3",
    "people.key-2",
    "people.key-1",
    "people.forgot",
    "main",
    "main",
];

/// Somebody only tries, and keeps it.
const GUEST: &[&str] = &[
    "home.me",
    "people.new",
    "fixed.back",
    "people.guest",
    "home.me",
    "people.guest.keep",
    "welcome.choice.1",
    "welcome.choice.1",
    "people.picture.*",
    "main",
];

/// What is known already is found out.
const PLACEMENT: &[&str] = &[
    "home.settings",
    "settings.door.placement",
    "main",
    "main",
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    "?placement.unknown",
    RIGHT,
    RIGHT,
];

/// A familiar voice is recorded, once too softly.
const VOICES: &[&str] = &[
    "home.settings",
    "settings.door.voices",
    "main",
    "keyboard.key-b",
    "keyboard.key-a",
    "main",
    "main",
    "voices.row.*",
    "voices.second",
    "main",
    WAIT,
    "main",
    "fixed.back",
    "fixed.back",
    "voices.row.erase",
    "voices.second",
    "fixed.back",
];

/// A lesson is left by going back and back, taken up again, and come back to a day later.
const COMING_AND_GOING: &[&str] = &[
    "main",
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    RIGHT,
    "fixed.back",
    "fixed.back",
    "fixed.back",
    "fixed.back",
    "leaving.later",
    RIGHT,
    NEXT_DAY,
    "main",
    NEXT_DAY,
    "coming-back.later",
    "fixed.back",
];

/// Nothing can be heard, in a lesson and on the first page; then it can again.
const SILENCE: &[&str] = &[
    NO_SOUND,
    "fixed.replay",
    "main",
    "main",
    RIGHT,
    RIGHT,
    SOUND,
    WAIT,
    MUTED,
    "fixed.replay",
    "fixed.back",
    SOUND,
];
