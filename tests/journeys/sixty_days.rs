//! Sixty days of five people, on a clock that is moved: one who leaves every lesson in the middle,
//! one whose clock jumps, one abroad, one who first takes the second button everywhere, one who
//! first asks for help everywhere. Each gets on, and each review comes on its day. They touch what a
//! screen offers, and know no lesson.

use std::collections::{BTreeMap, BTreeSet};

use driver::app::MORNING;
use driver::learner::Learner;
use driver::session::Aim;
use engine::calendar::Offset;
use engine::review::STEP_DAYS;
use protocol::UnixMillis;

use crate::newcomer;

const DAYS: i64 = 60;
const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;
/// More than the right touches of the longest lesson.
const MOST: usize = 400;

/// When a lesson that was passed has to come again, by the days as the person counts them.
struct Known {
    step: usize,
    /// None once the intervals are no longer fixed.
    due: Option<i64>,
}

/// A person, the day it is for them, and what they should be asked.
struct Person {
    learner: Learner,
    today: i64,
    seen: u64,
    lessons: BTreeMap<String, Known>,
    /// Reviews that were done on the day they were due, passed or not …
    on_time: usize,
    /// … and those that were done later.
    late: usize,
    /// Days on which the first page was looked at.
    looked: usize,
}

impl Person {
    fn new() -> Self {
        let lessons = BTreeMap::new();
        Self { learner: newcomer(), today: 0, seen: 0, lessons, on_time: 0, late: 0, looked: 0 }
    }

    /// The app is opened on this day, when clocks there show this many minutes after midnight.
    fn open(&mut self, day: i64, clock: i64, here: Offset) {
        self.today = day;
        self.learner.reopen_at(UnixMillis(clock), here).unwrap();
    }

    fn screen(&mut self) -> String {
        self.learner.place().unwrap().screen
    }

    fn has(&mut self, id: &str) -> bool {
        self.learner.session().unwrap().find(&Aim::Id(id)).is_ok()
    }

    fn tap(&mut self, id: &str) {
        self.learner.tap(id).unwrap();
    }

    fn label(&mut self, id: &str) -> String {
        let screen = self.learner.screen().unwrap();
        screen.row(id).unwrap_or_else(|| panic!("there is no {id}")).label.clone()
    }

    /// Notes the checks that were finished since.
    fn note(&mut self) {
        for event in self.learner.events(self.seen).unwrap() {
            self.seen = self.seen.max(event["n"].as_u64().unwrap());
            let body = &event["body"];
            if event["kind"] != "stage-finished" || body["stage"] != "check" {
                continue;
            }
            let (lesson, passed) = (body["lesson"].as_str().unwrap(), body["passed"] == true);
            self.checked(lesson, passed);
        }
    }

    fn checked(&mut self, lesson: &str, passed: bool) {
        let today = self.today;
        let Some(known) = self.lessons.get_mut(lesson) else {
            if passed {
                self.lessons.insert(lesson.to_owned(), Known { step: 0, due: Some(today + 1) });
            }
            return;
        };
        match known.due {
            due if !passed => {
                self.on_time += usize::from(due == Some(today));
                self.late += usize::from(due.is_some_and(|due| today > due));
                known.step = known.step.saturating_sub(1);
                known.due = Some(today + 1);
            }
            Some(due) if today >= due => {
                self.on_time += usize::from(today == due);
                self.late += usize::from(today > due);
                known.step += 1;
                let gap = STEP_DAYS.get(known.step).map(|days| days - STEP_DAYS[known.step - 1]);
                known.due = gap.map(|gap| today + gap);
            }
            _ => {}
        }
    }

    fn is_due(&self) -> bool {
        self.lessons.values().any(|known| known.due.is_some_and(|due| due <= self.today))
    }

    /// Looks at the first page, once a day: the main button says *Ôn bài* when something is due, and
    /// only then.
    fn look(&mut self, may_ask_too_much: bool) {
        self.note();
        assert_eq!(self.screen(), "home");
        self.looked += 1;
        let (main, due) = (self.label("main"), self.is_due());
        let day = self.today;
        if due {
            assert!(main.contains("Ôn bài"), "day {day}: something is due, and it says {main}");
            assert!(self.lessons.keys().any(|lesson| self.learner.session().is_ok_and(|app| {
                app.find(&Aim::Id(&format!("home.review.{lesson}"))).is_ok()
            })));
        } else if !may_ask_too_much && self.lessons.values().all(|known| known.due.is_some()) {
            assert!(!main.contains("Ôn bài"), "day {day}: nothing is due, and it says {main}");
        }
    }

    /// Home by *Quay lại*; whether that led there.
    fn go_back_home(&mut self, touches: usize) -> bool {
        for _ in 0..touches {
            if self.screen() == "home" {
                return true;
            }
            if !self.has("fixed.back") {
                break;
            }
            self.tap("fixed.back");
        }
        self.screen() == "home"
    }

    /// Home by doing what is right.
    fn go_home(&mut self) {
        self.learner
            .do_right_until(MOST, |place| place.screen == "home")
            .unwrap_or_else(|error| panic!("trapped on day {}: {error}", self.today));
    }

    /// All reviews that the main button says, each to its end; most people have two or three.
    fn review(&mut self) {
        for _ in 0..8 {
            if !self.label("main").contains("Ôn bài") {
                return;
            }
            self.tap("main");
            self.go_home();
            self.note();
        }
        panic!("day {}: reviews never end", self.today);
    }

    /// One new lesson, as long as there are fewer than `most`.
    fn learn(&mut self, most: usize) {
        if self.lessons.len() < most && self.label("main").contains("Bắt đầu") {
            self.tap("main");
            self.go_home();
            self.note();
        }
    }
}

/// Half past eight in Hanoi on a day.
fn morning(day: i64) -> i64 {
    MORNING.0 + day * DAY + 30 * MINUTE
}

#[test]
fn one_who_leaves_every_lesson_in_the_middle() {
    let mut person = Person::new();
    person.go_home();
    for day in 0..DAYS {
        person.open(day, morning(day), Offset::VIETNAM);
        if !person.go_back_home(6) {
            // Where *Quay lại* leads nowhere she does some more.
            person.go_home();
        }
        person.look(false);
        // Begins what the button says, and does a little of it: by turns she goes home in the
        // middle, or switches the phone off.
        person.tap("main");
        for _ in 0..9 {
            if person.screen() == "home" {
                break;
            }
            person.learner.do_right().unwrap();
        }
        if day % 2 == 0 {
            person.go_back_home(4);
        }
        person.note();
    }
    assert_eq!(person.looked, 60);
    assert!(person.lessons.len() >= 2, "only {} lessons in {DAYS} days", person.lessons.len());
    assert!(person.on_time + person.late >= 4, "{} and {}", person.on_time, person.late);
}

#[test]
fn one_whose_clock_jumps_to_2124_and_back() {
    /// 3 February 2124, and 1970.
    const FAR: i64 = 4_862_536_200_000;
    const DEAD: i64 = 600_000;
    let mut person = Person::new();
    person.go_home();
    for day in 0..DAYS {
        let wrong = match day {
            3 | 12 | 23 | 24 => Some(FAR + day * DAY),
            9 => Some(morning(day) + 150 * DAY),
            30 => Some(DEAD),
            _ => None,
        };
        person.open(day, wrong.unwrap_or(morning(day)), Offset::VIETNAM);
        person.go_home();
        person.look(wrong.is_some());
        if !person.is_due() && wrong.is_some() {
            // Asked too much she does one all the same: it counts for nothing.
            if person.label("main").contains("Ôn bài") {
                person.tap("main");
                person.go_home();
            }
            person.note();
            continue;
        }
        person.review();
        person.learn(2);
    }
    assert!(person.on_time >= 8, "{}", person.on_time);
}

#[test]
fn one_who_goes_abroad_where_summer_time_ends() {
    // 5 October 2026, midnight in Hanoi. To Berlin on the 13th, where summer time ends on the 25th;
    // back on day 50.
    let midnight = UnixMillis(1_791_133_200_000).0;
    let (summer, winter) = (Offset::of_minutes(120).unwrap(), Offset::of_minutes(60).unwrap());
    let mut person = Person::new();
    person.open(0, midnight + 8 * 60 * MINUTE, Offset::VIETNAM);
    person.go_home();
    for day in 0..DAYS {
        let here = match day {
            8..20 => summer,
            20..50 => winter,
            _ => Offset::VIETNAM,
        };
        // Late in the evening it is the next day in Hanoi, and just after midnight another one in
        // Berlin.
        let minutes = [20 * 60 + 30, 30, 7 * 60, 23 * 60][usize::try_from(day % 4).unwrap()];
        let east = i64::from(Offset::VIETNAM.minutes() - here.minutes());
        person.open(day, midnight + day * DAY + (minutes + east) * MINUTE, here);
        person.go_home();
        person.look(false);
        person.review();
        person.learn(2);
        person.learner.advance(1_000).unwrap();
        assert!(!person.label("main").contains("Ôn bài"), "asked twice on day {day}");
    }
    assert!(person.on_time >= 8, "{}", person.on_time);
}

/// Sixty days of somebody whose first touch at every place, every day, is her own: `touch` gives
/// whether there was anything for her to touch. Where she comes to a place for the second time she
/// does what is right, as one who was just shown. Nobody leads her home: she does all that the main
/// button says, and one new lesson.
fn days_of(mut touch: impl FnMut(&mut Person) -> bool) -> Person {
    let mut person = Person::new();
    for day in 0..DAYS {
        if day > 0 {
            person.open(day, morning(day), Offset::VIETNAM);
            person.go_home();
        }
        if day == 0 {
            get_home_by(&mut person, &mut touch);
        }
        person.look(false);
        for _ in 0..8 {
            let asks = person.label("main").contains("Ôn bài");
            if !asks && person.lessons.len() > 1 {
                break;
            }
            person.tap("main");
            get_home_by(&mut person, &mut touch);
            person.note();
            if !asks {
                break;
            }
        }
        assert!(!person.is_due(), "day {day}: what is due isn't asked");
    }
    person
}

/// From here to the first page, each place first by `touch`.
fn get_home_by(person: &mut Person, touch: &mut impl FnMut(&mut Person) -> bool) {
    let mut been = BTreeSet::new();
    for _ in 0..MOST {
        let place = person.learner.place().unwrap();
        if place.screen == "home" {
            return;
        }
        if !been.insert(format!("{place:?}")) || !touch(person) {
            person.learner.do_right().unwrap();
        }
    }
    panic!("trapped on day {}, at {:?}", person.today, person.learner.place().unwrap());
}

#[test]
fn one_who_first_takes_the_second_button_everywhere() {
    let person = days_of(|person| {
        let screen = person.learner.screen().unwrap();
        let mut choices = screen.targets().filter(|row| !row.id.starts_with("fixed."));
        let Some(second) = choices.nth(1).map(|row| row.id.clone()) else {
            return false;
        };
        person.tap(&second);
        true
    });
    assert_eq!((person.looked, person.lessons.len(), person.late), (60, 2, 0));
    assert!(person.on_time >= 30, "{}", person.on_time);
}

#[test]
fn one_who_first_asks_for_help_everywhere() {
    let person = days_of(|person| {
        let before = person.learner.place().unwrap();
        // Each ask goes further; where it changes nothing, she has to do it.
        (0..5).any(|_| {
            if person.has("fixed.help") {
                person.tap("fixed.help");
            }
            person.learner.place().unwrap() != before
        })
    });
    assert_eq!((person.looked, person.lessons.len(), person.late), (60, 2, 0));
    assert!(person.on_time >= 30, "{}", person.on_time);
}
