//! Plays the app through every screen and every stage of the lessons, doing the right thing, and
//! now and then what a learner does as well: a slip and its way back, a hint, standing still, the
//! other answer in a drill. Every
//! screen on the way is kept as a picture and a row of `tour.json`. Teaches nothing by itself: what
//! is right is what the app says is right.

mod shown;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::app::{Heard, Open, Opening, Place, Sound};
use crate::rules::{self, Finding, Placed, Setting};
use crate::seek::{DOWN, Next, Seek, is_arrow};
use crate::session::{Aim, Session, Touch};
use crate::tree::{Row, Screen};
use crate::ways::{ANY, MAYBE, MUTED, NEXT_DAY, NO_SOUND, RIGHT, SOUND, WAIT, WAYS};

/// Between two touches: longer than any guard against trembling fingers.
const PACE: u64 = 700;
/// The longest the app may keep somebody waiting who has nothing to touch, in milliseconds.
const PATIENCE: u64 = 120_000;
/// From one day to the next, in milliseconds.
const DAY_MILLIS: u64 = 86_400_000;
/// More screens than this in one lesson, and it goes round in circles.
const TOO_MANY: usize = 1_500;

/// One screen of the tour, as `tour.json` has it.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its number, from 1.
    pub n: usize,
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// The picture's file, relative to the tour's folder.
    pub png: String,
    /// What is on it.
    pub tree: Vec<Row>,
    /// What was spoken since the screen before.
    pub heard: Vec<Heard>,
    /// What was touched on it then; none where only time passed.
    pub tapped: Option<Touch>,
    /// Which rules of the interface it breaks.
    pub findings: Vec<Finding>,
}

/// What the ids of answers begin with.
const CHOICE: &str = "choice.";

/// What is to be toured.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How the app is opened; its data folder is where the tour may put its own.
    pub opening: Opening,
    /// The lessons; all of them if empty.
    pub lessons: Vec<String>,
    /// Whether the screens are visited that no lesson leads to.
    pub beside_lessons: bool,
    /// Where pictures and `tour.json` go.
    pub out: PathBuf,
}

/// A finished tour.
#[derive(Debug)]
pub struct Toured {
    /// Its screens.
    pub entries: Vec<Entry>,
    /// What only shows when screens are compared.
    pub moved: Vec<Finding>,
}

/// Plays the tour and writes `tour.json`, the pictures and a gallery.
///
/// # Errors
/// When the app can't be opened, something right to touch can't be reached, a lesson never ends,
/// or a file can't be written.
pub fn run(open: Open, plan: &Plan) -> anyhow::Result<Toured> {
    std::fs::create_dir_all(&plan.out)?;
    let mut tour = Tour { open, plan, entries: Vec::new(), placed: Vec::new() };
    if plan.opening.instructor {
        tour.demonstrations(&plan.lessons)?;
    } else {
        let offered = tour.first_visit()?;
        if plan.beside_lessons {
            for (n, way) in WAYS.iter().enumerate() {
                tour.way(n, way, offered.first().map(String::as_str))?;
            }
        }
        let lessons = if plan.lessons.is_empty() { offered } else { plan.lessons.clone() };
        for lesson in &lessons {
            tour.lesson(lesson)?;
        }
    }
    let toured = Toured { moved: rules::moved(&tour.placed), entries: tour.entries };
    let file = std::io::BufWriter::new(std::fs::File::create(plan.out.join("tour.json"))?);
    serde_json::to_writer(file, &toured.entries)?;
    crate::gallery::write(&plan.out.join("index.html"), &toured)?;
    Ok(toured)
}

struct Tour<'a> {
    open: Open,
    plan: &'a Plan,
    entries: Vec<Entry>,
    placed: Vec<Placed>,
}

/// What a learner does besides the right thing, each on a step of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Detour {
    StandStill,
    ListenAgain,
    AskForHelp,
    Slip,
}

/// The detours of a lesson that are still to come, and the step where the last one was.
struct Detours {
    ahead: Vec<Detour>,
    step: Option<String>,
    /// How often the other answer is still to be given in a drill: twice in a hand, so that it
    /// isn't passed and brings the next one; in two hands, so that all cases are seen.
    other_answers: u8,
}

impl Default for Detours {
    fn default() -> Self {
        use Detour::{AskForHelp, ListenAgain, Slip, StandStill};
        Self {
            ahead: vec![Slip, StandStill, ListenAgain, AskForHelp],
            step: None,
            other_answers: 4,
        }
    }
}

impl Tour<'_> {
    fn session(&self, name: &str, lesson: Option<&str>) -> anyhow::Result<Session> {
        let data = self.plan.opening.data.join(name);
        let lesson = lesson.map(str::to_owned);
        Session::open(self.open, &Opening { data, lesson, ..self.plan.opening.clone() })
    }

    /// The welcome, the first page down to its end, and the settings. Says which lessons there are.
    fn first_visit(&mut self) -> anyhow::Result<Vec<String>> {
        let mut session = self.session("first-visit", None)?;
        let mut screen = self.keep(&mut session)?;
        for _ in 0..60 {
            if session.place().screen == "home" {
                break;
            }
            screen = self.go_on(&mut session, &screen)?;
        }
        let lessons = session.app().lessons();
        while let Some(down) = usable(&screen, |id| id.ends_with(DOWN)) {
            screen = self.touch(&mut session, &down)?;
        }
        let settings = |id: &str| id.ends_with("settings");
        let mut seek = Seek::default();
        let wanted = usable(&screen, settings).unwrap_or_else(|| "home.settings".to_owned());
        screen = self.touch_by_scrolling(&mut session, screen, &wanted, &mut seek)?;
        self.settings(&mut session, screen)?;
        Ok(lessons)
    }

    /// Touches every setting once, from the top to the bottom.
    fn settings(&mut self, session: &mut Session, mut screen: Screen) -> anyhow::Result<()> {
        let mut done: Vec<String> = Vec::new();
        loop {
            let next = usable(&screen, |id| {
                id.starts_with("settings.") && !leads_away(id) && !done.iter().any(|d| d == id)
            });
            if let Some(id) = next {
                screen = self.touch(session, &id)?;
                done.push(id);
            } else if let Some(down) = usable(&screen, |id| id.ends_with(DOWN)) {
                screen = self.touch(session, &down)?;
            } else {
                return Ok(());
            }
            anyhow::ensure!(done.len() < 100, "the settings have no end");
        }
    }

    /// One of the ways to screens beside the lessons, in a profile of its own.
    fn way(&mut self, n: usize, way: &[&str], lesson: Option<&str>) -> anyhow::Result<()> {
        let data = self.plan.opening.data.join(format!("way-{n}"));
        // The microphone hears nothing at all.
        let microphone = Some(self.plan.opening.data.join("silence"));
        std::fs::create_dir_all(&data)?;
        std::fs::write(self.plan.opening.data.join("silence"), [0; 4 * 48_000])?;
        let lesson = lesson.map(str::to_owned);
        let opening = Opening { data, lesson, microphone, ..self.plan.opening.clone() };
        let mut session = Session::open(self.open, &opening)?;
        session.advance(PACE);
        session.tap(&Aim::Id("fixed.back"))?;
        let mut screen = self.keep(&mut session)?;
        for id in way {
            if *id == WAIT {
                session.wait_for_app(PATIENCE);
                screen = self.keep(&mut session)?;
                continue;
            }
            if *id == NEXT_DAY {
                let now = session.now().plus_millis(DAY_MILLIS);
                drop(session);
                let opening = Opening { now, lesson: None, ..opening.clone() };
                session = Session::open(self.open, &opening)?;
                screen = self.keep(&mut session)?;
                continue;
            }
            let sound = match *id {
                NO_SOUND => Some(Sound::None),
                MUTED => Some(Sound::Muted),
                SOUND => Some(Sound::Back),
                _ => None,
            };
            if let Some(state) = sound {
                session.set_sound(state)?;
                screen = self.keep(&mut session)?;
                continue;
            }
            if *id == RIGHT {
                screen = self.go_on(&mut session, &screen)?;
                continue;
            }
            let (id, maybe) = (id.trim_start_matches(MAYBE), id.starts_with(MAYBE));
            if maybe && usable(&screen, |there| there == id).is_none() {
                continue;
            }
            let (start, any) = (id.trim_end_matches(ANY), id.ends_with(ANY));
            let wanted = |id: &str| if any { id.starts_with(start) } else { id == start };
            while usable(&screen, wanted).is_none()
                && any
                && let Some(down) = usable(&screen, |id| id.ends_with(DOWN))
            {
                screen = self.touch(&mut session, &down)?;
            }
            let id = usable(&screen, wanted).unwrap_or_else(|| id.to_owned());
            screen = self.touch_by_scrolling(&mut session, screen, &id, &mut Seek::default())?;
        }
        Ok(())
    }

    /// One lesson from its first stage to its end.
    fn lesson(&mut self, lesson: &str) -> anyhow::Result<()> {
        let mut session = self.session(lesson, Some(lesson))?;
        let mut detours = Detours::default();
        let mut screen = self.keep(&mut session)?;
        for _ in 0..TOO_MANY {
            if session.place().screen == "home" {
                return Ok(());
            }
            screen = match self.detour(&mut session, &screen, &mut detours)? {
                Some(screen) => screen,
                None => self.go_on(&mut session, &screen)?,
            };
        }
        anyhow::bail!("the lesson `{lesson}` has no end: {TOO_MANY} screens and no way out")
    }

    /// Does the right thing, or waits where there is nothing to do.
    fn go_on(&mut self, session: &mut Session, screen: &Screen) -> anyhow::Result<Screen> {
        let Some(right) = session.app().right_element() else {
            let place = session.place();
            session.wait_for_app(PATIENCE).ok_or_else(|| {
                anyhow::anyhow!(
                    "on `{}` there is nothing to touch and nothing to wait for",
                    place.screen
                )
            })?;
            return self.keep(session);
        };
        self.touch_by_scrolling(session, screen.clone(), &right, &mut Seek::default())
    }

    fn touch_by_scrolling(
        &mut self,
        session: &mut Session,
        mut screen: Screen,
        id: &str,
        seek: &mut Seek,
    ) -> anyhow::Result<Screen> {
        for _ in 0..40 {
            match seek.next(&screen, id) {
                Next::Touch => return self.touch(session, id),
                Next::Scroll(arrow) => screen = self.touch(session, &arrow)?,
                Next::Lost => break,
            }
        }
        let place = session.place();
        let step = place.step.as_deref().unwrap_or("no step");
        anyhow::bail!("`{id}` is to be touched on `{}` ({step}), and isn't there", place.screen)
    }

    /// In the third stage: once standing still, once listening again, once asking for help, and
    /// once a slip. None where there is nothing of the kind to do.
    fn detour(
        &mut self,
        session: &mut Session,
        screen: &Screen,
        detours: &mut Detours,
    ) -> anyhow::Result<Option<Screen>> {
        let place = session.place();
        if place.screen == "drill" {
            return self.drill_detour(session, screen, detours);
        }
        let alone = place.screen == "lesson" && place.stage.as_deref() == Some("alone");
        if !alone || place.step == detours.step {
            return Ok(None);
        }
        let right = session.app().right_element();
        // A slip is another control of another kind: a wrong digit or a second flower is none.
        let setting = Setting::default();
        let right = right.filter(|id| setting.is_simulated(id));
        let other = right.and_then(|right| {
            usable(screen, |id| {
                setting.is_simulated(id) && !is_arrow(id) && kind(id) != kind(&right)
            })
        });
        let to_do = detours.ahead.iter().position(|d| *d != Detour::Slip || other.is_some());
        let Some(index) = to_do else { return Ok(None) };
        detours.step = place.step;
        let kept = match (detours.ahead.remove(index), other) {
            (Detour::StandStill, _) => self.stand_still(session)?,
            (Detour::ListenAgain, _) => self.touch(session, "fixed.replay")?,
            (Detour::AskForHelp, _) => self.touch(session, "fixed.help")?,
            (Detour::Slip, Some(other)) => self.touch(session, &other)?,
            (Detour::Slip, None) => return Ok(None),
        };
        Ok(Some(kept))
    }

    /// In a drill: once asking for help, and now and then the other answer.
    fn drill_detour(
        &mut self,
        session: &mut Session,
        screen: &Screen,
        detours: &mut Detours,
    ) -> anyhow::Result<Option<Screen>> {
        let place = session.place();
        if place.step == detours.step {
            return Ok(None);
        }
        if let Some(index) = detours.ahead.iter().position(|d| *d == Detour::AskForHelp) {
            detours.ahead.remove(index);
            return self.touch(session, "fixed.help").map(Some);
        }
        let Some(right) = session.app().right_element().filter(|id| id.starts_with(CHOICE)) else {
            return Ok(None);
        };
        detours.step = place.step;
        if place.stage.is_none() || detours.other_answers == 0 {
            return Ok(None);
        }
        // One of each two in a hand of six or more: the first and the third.
        let answered = self.answered_since_card();
        if answered != 0 && answered != 2 {
            return Ok(None);
        }
        detours.other_answers -= 1;
        let other = if right.ends_with("go") { "choice.stop" } else { "choice.go" };
        self.touch_by_scrolling(session, screen.clone(), other, &mut Seek::default()).map(Some)
    }

    /// How many answers were given since the last card.
    fn answered_since_card(&self) -> usize {
        let since = self.entries.iter().rev().take_while(|entry| entry.place.screen == "drill");
        let tapped = since.filter_map(|entry| entry.tapped.as_ref());
        tapped.filter(|touch| touch.id.as_deref().is_some_and(|id| id.starts_with(CHOICE))).count()
    }

    /// Touches nothing until the app does something that can be seen.
    fn stand_still(&mut self, session: &mut Session) -> anyhow::Result<Screen> {
        let words = |screen: &Screen| -> Vec<String> {
            screen.rows.iter().map(|row| row.label.clone()).collect()
        };
        let before = words(&session.outline()?);
        for _ in 0..10 {
            if session.wait_for_app(PATIENCE).is_none() || words(&session.outline()?) != before {
                break;
            }
        }
        self.keep(session)
    }

    /// Touches an element of the screen that was kept last, and keeps the next one.
    fn touch(&mut self, session: &mut Session, id: &str) -> anyhow::Result<Screen> {
        session.advance(PACE);
        let touch = session.tap(&Aim::Id(id))?;
        if let Some(entry) = self.entries.last_mut() {
            entry.tapped = Some(touch);
        }
        self.keep(session)
    }

    /// Keeps what is on the screen now.
    fn keep(&mut self, session: &mut Session) -> anyhow::Result<Screen> {
        let screen = session.screen()?;
        let place = session.place();
        let n = self.entries.len() + 1;
        let parts =
            [Some(&place.screen), place.lesson.as_ref(), place.stage.as_ref(), place.step.as_ref()];
        let name: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let png = format!("{n:04}-{}.png", name.join("-"));
        screen.picture.save(&self.plan.out.join(&png))?;
        let text_scale = session.app().text_scale();
        let findings = rules::findings(&screen, &Setting { text_scale, ..Setting::default() });
        // Only with one text size can places be compared.
        if text_scale == self.plan.opening.text_scale.unwrap_or(100) {
            self.placed.push(Placed::of(png.trim_end_matches(".png"), &screen));
        }
        let heard = session.take_heard();
        let tree = screen.rows.clone();
        self.entries.push(Entry { n, place, png, tree, heard, tapped: None, findings });
        Ok(screen)
    }
}

/// What controls of one kind have in common: `bank.key-3` and `bank.key-000` are both `bank.key`.
fn kind(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(kind, _)| kind)
}

/// Whether this control of the settings leads to another screen, or only scrolls.
fn leads_away(id: &str) -> bool {
    is_arrow(id) || id == "settings.mine" || id.starts_with("settings.door.")
}

/// The first control that can be used and whose id is wanted.
fn usable(screen: &Screen, wanted: impl Fn(&str) -> bool) -> Option<String> {
    screen.targets().find(|row| row.enabled && wanted(&row.id)).map(|row| row.id.clone())
}

/// The findings of a tour, a sentence each, in order; the same finding on many screens once, with
/// their number.
#[must_use]
pub fn report(toured: &Toured) -> Vec<String> {
    let mut lines: Vec<(String, String, usize)> = Vec::new();
    for entry in &toured.entries {
        for finding in &entry.findings {
            let sentence = finding.to_string();
            match lines.iter_mut().find(|(_, known, _)| *known == sentence) {
                Some((.., count)) => *count += 1,
                None => lines.push((entry.png.clone(), sentence, 1)),
            }
        }
    }
    let mut report: Vec<String> = lines
        .into_iter()
        .map(|(png, sentence, count)| match count {
            1 => format!("{png}: {sentence}"),
            more => format!("{png} and {} more: {sentence}", more - 1),
        })
        .collect();
    report.extend(toured.moved.iter().map(ToString::to_string));
    report
}

/// Where a tour puts its own data when nobody says where.
///
/// # Errors
/// When there is no place for temporary files.
pub fn scratch() -> std::io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix("camtay-tour-").tempdir()
}

/// Whether this folder can hold a tour: it is missing, empty, or holds an earlier one.
#[must_use]
pub fn may_write(out: &Path) -> bool {
    let Ok(mut files) = std::fs::read_dir(out) else { return !out.is_file() };
    files.next().is_none() || out.join("tour.json").is_file()
}
