//! The pages about people, in words.

use content::{Arg, Said};
use protocol::UnixMillis;
use vietnamese::Address;

use crate::Context;
use crate::lesson::join;
use crate::people::{
    PeopleButton, PeopleFacts, PeopleIntent, PeoplePage, PeopleTile, PeopleView, SendingFacts,
    Somebody,
};

/// Hanoi's clocks are seven hours ahead, all year.
const HANOI_MILLIS: i64 = 7 * 3_600_000;
const DAY_MILLIS: i64 = 86_400_000;

/// The name of a picture, as a key of the app's words.
#[must_use]
pub fn picture_key(picture: &str) -> &'static str {
    match picture {
        "lotus" => "picture-lotus",
        "hat" => "picture-hat",
        "buffalo" => "picture-buffalo",
        "cat" => "picture-cat",
        "hen" => "picture-hen",
        "carp" => "picture-carp",
        "bamboo" => "picture-bamboo",
        "sun" => "picture-sun",
        "moon" => "picture-moon",
        "bicycle" => "picture-bicycle",
        "teapot" => "picture-teapot",
        "custard-apple" => "picture-custard-apple",
        _ => "people-no-picture",
    }
}

/// *Chào bà*, *Bông sen*: what is said when somebody takes up the phone.
#[must_use]
pub fn people_hello(context: &Context<'_>, picture: Option<&str>) -> Option<Said> {
    let hello = context.said(match context.address? {
        Address::Ong => "people-hello-ong",
        Address::Ba => "people-hello-ba",
        Address::Co => "people-hello-co",
        Address::Chu => "people-hello-chu",
        Address::Bac => "people-hello-bac",
        Address::Anh => "people-hello-anh",
        Address::Chi => "people-hello-chi",
    });
    Some(join(hello, picture.map(|picture| context.said(picture_key(picture)))))
}

/// The words to which somebody agrees.
#[must_use]
pub fn consent_key(purpose: usize) -> &'static str {
    if purpose == 0 { "people-send-ask" } else { "people-recordings-ask" }
}

/// A day, as `2026-03-02`: the one it is in Hanoi.
#[must_use]
pub fn day(at: UnixMillis) -> String {
    let (year, month, day) = civil(at);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A day, as it is written in Vietnam: `2/3/2026`.
fn written_day(at: UnixMillis) -> String {
    let (year, month, day) = civil(at);
    format!("{day}/{month}/{year}")
}

/// A time, as clocks in Hanoi show it: `9:05`, and with the day where that isn't today.
fn written_time(at: UnixMillis, now: UnixMillis) -> String {
    let minutes = at.0.saturating_add(HANOI_MILLIS).rem_euclid(DAY_MILLIS) / 60_000;
    let time = format!("{}:{:02}", minutes / 60, minutes % 60);
    let (year, month, day) = civil(at);
    match civil(now) {
        today if today == (year, month, day) => time,
        (this_year, ..) if this_year == year => format!("{time}, {day}/{month}"),
        _ => format!("{time}, {}", written_day(at)),
    }
}

/// Year, month and day in Hanoi, by the Gregorian calendar.
fn civil(at: UnixMillis) -> (i64, i64, i64) {
    // Counted from 1 March of the year 0, so that a leap day is the last of its year.
    let days = at.0.saturating_add(HANOI_MILLIS).div_euclid(DAY_MILLIS) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// What is said on a page.
#[must_use]
pub fn people_speech(context: &Context<'_>, facts: &PeopleFacts) -> Said {
    if let Some(note) = facts.note {
        return context.said(note);
    }
    if let (PeoplePage::Picture, Some(picture)) = (facts.page, facts.picture) {
        let name = context.said(picture_key(picture));
        let name = Said { shown: format!("{}.", name.shown), ..name };
        return join(name, Some(context.said("people-picture-like")));
    }
    context.said(match facts.page {
        PeoplePage::Picker => "people-who",
        PeoplePage::Picture => "people-picture",
        PeoplePage::PinAsk => "people-pin-ask",
        PeoplePage::PinForgotten => "people-pin-forgotten",
        PeoplePage::PinNoted => "people-pin-noted",
        PeoplePage::PinNew => "people-pin-new",
        PeoplePage::PinAgain => "people-pin-again",
        PeoplePage::PinDone if facts.has_pin => "people-pin-done",
        PeoplePage::PinDone => "people-pin-removed",
        PeoplePage::Data => "people-data",
        PeoplePage::Kept => "people-kept",
        PeoplePage::Exported => "people-exported",
        PeoplePage::Consents => "people-consents",
        PeoplePage::Consent => consent_key(facts.purpose),
        PeoplePage::Me => "people-me",
        PeoplePage::Erase => "people-erase-what",
        PeoplePage::EraseSure => "people-erase-sure",
        PeoplePage::Erased => "people-erased",
        PeoplePage::GuestEnd => "people-guest-end",
    })
}

/// How many digits of a secret number were typed. Which ones is never said.
#[must_use]
pub fn digits_said(context: &Context<'_>, typed: usize) -> Said {
    context.said(match typed {
        0 => "people-pin-none",
        1 => "people-pin-one",
        2 => "people-pin-two",
        _ => "people-pin-three",
    })
}

/// A page about people.
#[must_use]
pub fn people_view(context: &Context<'_>, facts: &PeopleFacts) -> PeopleView {
    let button =
        |intent, key| PeopleButton { intent, label: context.word(key), detail: String::new() };
    let mut view = PeopleView {
        page: facts.page,
        sentence: people_speech(context, facts).shown,
        lines: Vec::new(),
        file: String::new(),
        tiles: Vec::new(),
        typed: None,
        typed_words: String::new(),
        can_forget: false,
        buttons: Vec::new(),
        main: None,
    };
    match facts.page {
        PeoplePage::Picker => {
            view.tiles = facts.everybody.iter().map(|one| person(context, one)).collect();
            view.buttons = vec![
                button(PeopleIntent::New, "people-new"),
                button(PeopleIntent::Guest, "people-guest"),
            ];
        }
        PeoplePage::Picture => {
            view.tiles = facts.offered.0.iter().map(|one| picture(context, one, facts)).collect();
            if facts.offered.1 {
                view.buttons = vec![button(PeopleIntent::OtherPictures, "people-others")];
            }
            let there = facts.picture.is_some_and(|picture| facts.offered.0.contains(&picture));
            view.main = there.then(|| context.word("people-choose"));
        }
        PeoplePage::PinAsk | PeoplePage::PinNew | PeoplePage::PinAgain => {
            view.typed = Some(facts.typed);
            view.typed_words = digits_said(context, facts.typed).shown;
            view.can_forget = facts.page == PeoplePage::PinAsk;
        }
        PeoplePage::PinForgotten => view.main = Some(context.word("people-pin-forgot")),
        PeoplePage::PinNoted | PeoplePage::PinDone | PeoplePage::Erased => {
            view.main = Some(context.word("button-go-on"));
        }
        PeoplePage::Data => {
            if !facts.ward.is_empty() {
                let ward = [("ward", Arg::Text(&facts.ward))];
                view.lines.push(context.word_with("people-joined", &ward));
            }
            view.lines.extend(facts.sending.iter().map(|facts| sending(context, facts)));
            view.buttons = vec![
                button(PeopleIntent::Kept, "people-data-kept"),
                button(PeopleIntent::Consents, "people-data-consents"),
                button(PeopleIntent::Me, "people-data-me"),
            ];
            if facts.can_join {
                view.buttons.push(button(PeopleIntent::Join, "people-join"));
            }
        }
        PeoplePage::Kept => {
            view.lines = kept(context, facts);
            view.buttons = vec![
                button(PeopleIntent::Export, "people-export"),
                button(PeopleIntent::Erase, "people-erase"),
            ];
        }
        PeoplePage::Exported => {
            view.file.clone_from(&facts.file);
            view.main = Some(context.word("button-go-on"));
        }
        PeoplePage::Consents => {
            let keys = ["people-send", "people-recordings"];
            view.buttons = (0..)
                .zip(keys)
                .map(|(purpose, key)| PeopleButton {
                    detail: answered(context, facts.answers[purpose]),
                    ..button(PeopleIntent::Consent(purpose), key)
                })
                .collect();
        }
        PeoplePage::Consent => {
            let answer = facts.answers.get(facts.purpose).copied().flatten();
            view.lines = vec![answered(context, answer)];
            view.buttons = vec![
                button(PeopleIntent::Answer(true), "people-yes"),
                button(PeopleIntent::Answer(false), "people-no"),
            ];
        }
        PeoplePage::Me => {
            view.buttons = vec![
                button(PeopleIntent::ChangePicture, "people-picture-change"),
                PeopleButton {
                    detail: facts.nickname.clone(),
                    ..button(PeopleIntent::Nickname, "people-nickname")
                },
                button(
                    PeopleIntent::SetPin,
                    if facts.has_pin { "people-pin-change" } else { "people-pin-set" },
                ),
            ];
            if facts.has_pin {
                view.buttons.push(button(PeopleIntent::RemovePin, "people-pin-remove"));
            }
        }
        PeoplePage::Erase => view.main = Some(context.word("button-go-on")),
        PeoplePage::EraseSure => {
            view.buttons = vec![button(PeopleIntent::EraseNow, "people-erase-now")];
            view.main = Some(context.word("people-erase-keep"));
        }
        PeoplePage::GuestEnd => {
            view.buttons = vec![
                button(PeopleIntent::KeepGuest, "people-guest-keep"),
                button(PeopleIntent::DropGuest, "people-guest-drop"),
            ];
        }
    }
    view
}

fn person(context: &Context<'_>, one: &Somebody) -> PeopleTile {
    let name = context.word(picture_key(one.picture.unwrap_or_default()));
    let form = one.address.map(Address::capitalised).unwrap_or_default();
    let title = [form, one.nickname.as_deref().unwrap_or_default()].join(" ");
    let mut detail = name;
    if one.has_pin {
        detail = format!("{detail} – {}", context.word("people-locked"));
    }
    PeopleTile {
        intent: PeopleIntent::Person(one.id),
        picture: one.picture.unwrap_or_default().to_owned(),
        title: title.trim().to_owned(),
        detail,
        chosen: false,
        locked: one.has_pin,
    }
}

fn picture(context: &Context<'_>, one: &'static str, facts: &PeopleFacts) -> PeopleTile {
    PeopleTile {
        intent: PeopleIntent::Picture(one),
        picture: one.to_owned(),
        title: context.word(picture_key(one)),
        detail: String::new(),
        chosen: facts.picture == Some(one),
        locked: false,
    }
}

fn answered(context: &Context<'_>, answer: Option<bool>) -> String {
    let Some(answer) = answer else { return context.word("people-unanswered") };
    let answer = context.word(if answer { "people-yes" } else { "people-no" });
    context.word_with("people-answered", &[("answer", Arg::Text(&answer))])
}

/// How far what they did has got. Only what the ward's hub confirmed is said to be sent.
fn sending(context: &Context<'_>, facts: &SendingFacts) -> String {
    let SendingFacts { total, acknowledged, received, last, now } = *facts;
    let time = last.map(|last| written_time(last, now));
    let sent = [("sent", Arg::Number(acknowledged)), ("total", Arg::Number(total))];
    let mut line = match &time {
        _ if acknowledged == 0 => context.word("people-sent-never"),
        // The first visit broke off after something was confirmed.
        None => context.word_with("people-sent-some", &sent),
        Some(time) => {
            let args = [sent[0], sent[1], ("time", Arg::Text(time))];
            context.word_with("people-sent", &args)
        }
    };
    if received > 0 {
        line.push(' ');
        line += &context.word_with("people-sent-on-way", &[("received", Arg::Number(received))]);
    }
    line
}

fn kept(context: &Context<'_>, facts: &PeopleFacts) -> Vec<String> {
    let since = written_day(facts.since);
    let picture = context.word(picture_key(facts.picture.unwrap_or_default()));
    let count = |key, count| context.word_with(key, &[("count", Arg::Number(count))]);
    let mut lines = vec![
        context.word_with("people-kept-since", &[("date", Arg::Text(&since))]),
        context.word_with("people-kept-picture", &[("picture", Arg::Text(&picture))]),
    ];
    if !facts.nickname.is_empty() {
        let name = [("name", Arg::Text(&facts.nickname))];
        lines.push(context.word_with("people-kept-nickname", &name));
    }
    lines.extend([
        count("people-kept-lessons", facts.lessons),
        count("people-kept-touches", facts.touches),
        count("people-kept-recordings", facts.recordings),
    ]);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_hanoi() {
        let check = |millis, expect: &str| assert_eq!(day(UnixMillis(millis)), expect);
        check(0, "1970-01-01");
        check(1_772_413_200_000, "2026-03-02");
        // Seventeen hours after midnight in Greenwich it is the next day.
        check(1_772_413_200_000 + 16 * 3_600_000 - 1, "2026-03-02");
        check(1_772_413_200_000 + 16 * 3_600_000, "2026-03-03");
        check(951_782_400_000, "2000-02-29");
        check(4_107_542_400_000, "2100-03-01");
        check(-1, "1970-01-01");
        check(-2_203_891_200_001, "1900-03-01");
    }
}
