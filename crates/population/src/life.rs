//! What the app would have recorded of a learner, play after play, with the times of a person.
//! Keeps no event for longer than its play, so that millions can be made.

mod begin;
mod clock;

use std::sync::Arc;

use engine::calendar::Calendar;
use engine::review::{Review, next_review};
use protocol::{
    ConsentSet, Event, LessonLeft, LessonPlaced, LessonResumed, PersonOpened, Purpose, Stage,
    Stamp, UnixMillis,
};

use crate::chance::Chance;
use crate::curriculum::{Key, SALTS};
use crate::{Curriculum, Diligence, Learner, Manner, Pace, Play, Truth};
use begin::preference;
use clock::Clock;

/// A placement begins no new lesson after so long, as in the app.
const PLACEMENT_LASTS_MILLIS: u64 = 120_000;
/// How often somebody leaves a lesson and goes on later, of a thousand plays.
const LEAVES: u32 = 120;
/// How often somebody plays a lesson again that they know and that isn't due, of a thousand.
const AGAIN: u32 = 40;

/// What comes next in somebody's life.
#[derive(Debug, Clone)]
enum Next {
    Begin,
    /// The placement that began at that time, from the probe of this number.
    Place {
        since: UnixMillis,
        probe: usize,
        known: bool,
    },
    /// A visit in which so many more lessons are played.
    Visit(u32),
    Nothing,
}

#[derive(Debug)]
enum Item {
    Own(Event),
    /// The event of this number of the play that is on.
    Played(usize),
}

/// A play that was left, to be continued.
#[derive(Debug)]
struct Left {
    play: Arc<Play>,
    lesson: usize,
    from: usize,
}

/// What is remembered of a lesson to decide what is opened next.
#[derive(Debug, Clone, Default)]
struct Memory {
    plays: u32,
    failed: u32,
    passed: bool,
    checks: Vec<Review>,
    due: Option<UnixMillis>,
}

/// The events of one learner, in the order of their log.
#[derive(Debug)]
pub struct Events<'a> {
    learner: Learner,
    curriculum: &'a Curriculum,
    chance: Chance,
    clock: Clock,
    next: Next,
    /// After so many plays they stop.
    stops_after: Option<u32>,
    plays: u32,
    skill: u64,
    lessons: Vec<Memory>,
    left: Option<Left>,
    truth: Truth,
    items: std::vec::IntoIter<(Stamp, Item)>,
    /// What is being filled.
    batch: Vec<(Stamp, Item)>,
    play: Option<Arc<Play>>,
}

impl<'a> Events<'a> {
    pub(crate) fn new(learner: &Learner, curriculum: &'a Curriculum) -> Self {
        let mut chance = Chance::of(&[learner.ward, 3, u64::from(learner.number)]);
        let clock = Clock::of(&learner.shape, &mut chance);
        let stops_after =
            (learner.diligence == Diligence::Stops).then(|| 1 + chance.below(7) as u32);
        Self {
            next: match learner.diligence {
                Diligence::Never => Next::Nothing,
                Diligence::Stops | Diligence::Finishes => Next::Begin,
            },
            skill: chance.below(1_000),
            learner: learner.clone(),
            curriculum,
            chance,
            clock,
            stops_after,
            plays: 0,
            lessons: vec![Memory::default(); curriculum.lessons().len()],
            left: None,
            truth: Truth::default(),
            items: Vec::new().into_iter(),
            batch: Vec::new(),
            play: None,
        }
    }

    /// What is true of the learner, with everything up to the end of the play that is on.
    #[must_use]
    pub fn truth(&self) -> &Truth {
        &self.truth
    }

    /// Goes on to the next play without telling the events of this one; false at the end.
    pub(crate) fn skip_play(&mut self) -> bool {
        self.fill()
    }

    /// Makes what comes next; false at the end.
    fn fill(&mut self) -> bool {
        while self.batch.is_empty() {
            match self.next.clone() {
                Next::Begin => self.begin(),
                Next::Place { since, probe, known } => self.place(since, probe, known),
                Next::Visit(0) => self.come_back(),
                Next::Visit(lessons) => {
                    self.next = Next::Visit(lessons - 1);
                    self.visit();
                }
                Next::Nothing => return false,
            }
        }
        let batch = std::mem::take(&mut self.batch);
        self.truth.events += batch.len() as u64;
        self.items = batch.into_iter();
        true
    }

    fn tell(&mut self, event: Event) {
        self.batch.push((self.clock.stamp(), Item::Own(event)));
    }

    /// The first minutes.
    fn begin(&mut self) {
        self.clock.start(&mut self.chance);
        for event in begin::joining(&self.learner, &mut self.chance) {
            self.tell(event);
        }
        for event in begin::consents(&self.learner, &mut self.chance) {
            self.clock.wait_millis(self.chance.pause(4_000, 30_000));
            if let Event::ConsentSet(ConsentSet { purpose, given, .. }) = &event
                && purpose == begin::SEND_PROGRESS
            {
                self.truth.sends = Some(*given);
            }
            self.tell(event);
        }
        self.next = Next::Visit(1 + self.chance.below(2) as u32);
        if self.chance.happens(150) {
            self.clock.wait_millis(self.chance.pause(4_000, 20_000));
            let since = self.clock.stamp().wall;
            self.tell(preference("placement", &format!("{} 0", since.0)));
            self.next = Next::Place { since, probe: 0, known: false };
        }
    }

    /// One probe of a placement, or its end.
    fn place(&mut self, since: UnixMillis, probe: usize, mut known: bool) {
        let in_time = self.clock.stamp().wall.millis_since(since) < PLACEMENT_LASTS_MILLIS;
        let open = |at: &&usize| !self.lessons[**at].passed;
        let later = self.curriculum.probes().iter().skip(probe);
        let Some((at, lesson)) = later.enumerate().find(|(_, at)| open(at)).filter(|_| in_time)
        else {
            self.tell(preference("placement", ""));
            self.next = Next::Visit(1);
            return;
        };
        let knows = self.skill > 600 && self.chance.happens(700);
        let manner = if knows { Manner::Sure } else { Manner::Declining };
        let (probe, lesson) = (probe + at + 1, *lesson);
        let play = self.open(lesson, Purpose::Placement, manner);
        self.tell_play(&play, lesson, 0, play.events.len(), true);
        if play.passed {
            known = true;
            self.tell_placed(lesson);
            self.tell(preference("placement", &format!("{} 1", since.0)));
        }
        self.next = Next::Place { since, probe, known };
    }

    /// What comes before a lesson that turned out to be known.
    fn tell_placed(&mut self, lesson: usize) {
        let before = self.curriculum.before(lesson).iter().copied();
        let mut unknown: Vec<usize> = before.filter(|at| !self.lessons[*at].passed).collect();
        unknown.sort_by_key(|at| self.curriculum.lessons()[*at].id.clone());
        for at in unknown {
            let id = self.curriculum.lessons()[at].id.clone();
            self.truth.lessons.entry(id.clone()).or_default().placed = true;
            let check = Review::exactly(self.clock.stamp().wall, 0, true);
            self.remember(at, check);
            self.tell(Event::LessonPlaced(LessonPlaced { lesson: id }));
        }
    }

    /// One lesson of a visit, if there is one to play.
    fn visit(&mut self) {
        self.clock.wait_millis(self.chance.pause(2_000, 60_000));
        if let Some(left) = self.left.take() {
            let id = self.curriculum.lessons()[left.lesson].id.clone();
            self.tell(Event::LessonResumed(LessonResumed { lesson: id }));
            let end = left.play.events.len();
            return self.tell_play(&left.play, left.lesson, left.from, end, false);
        }
        let Some((lesson, purpose)) = self.choose() else { return };
        self.plays += 1;
        let manner = self.manner();
        let play = self.open(lesson, purpose, manner);
        let length = play.events.len();
        let stops = self.stops_after.is_some_and(|most| self.plays >= most);
        let leaves = self.chance.happens(if stops { 600 } else { LEAVES });
        let end = if leaves { play.cut(self.chance.index(length)) } else { length };
        self.tell_play(&play, lesson, 0, end, false);
        if stops {
            self.next = Next::Nothing;
        } else if end < length {
            self.left = Some(Left { play, lesson, from: end });
        }
    }

    /// What is played next: what is due, then what is new.
    fn choose(&mut self) -> Option<(usize, Purpose)> {
        let now = self.clock.stamp().wall;
        let due = |memory: &Memory| memory.due.is_some_and(|due| due <= now);
        let reviews = self.lessons.iter().enumerate().filter(|(_, memory)| due(memory));
        let first = reviews.min_by_key(|(_, memory)| memory.due).map(|(at, _)| at);
        if let Some(lesson) = first
            && self.chance.happens(850)
        {
            return Some((lesson, Purpose::Review));
        }
        if self.chance.happens(AGAIN) {
            let known = |at: &usize| self.lessons[*at].passed && !due(&self.lessons[*at]);
            let known: Vec<usize> = (0..self.lessons.len()).filter(known).collect();
            if !known.is_empty() {
                return Some((known[self.chance.index(known.len())], Purpose::Learn));
            }
        }
        let passed = |at: &usize| self.lessons[*at].passed;
        let new = |at: &usize| !passed(at) && self.curriculum.before(*at).iter().all(passed);
        let new = (0..self.lessons.len()).find(new).map(|lesson| (lesson, Purpose::Learn));
        new.or_else(|| first.map(|lesson| (lesson, Purpose::Review)))
    }

    /// How well the next play goes: better with skill and with practice.
    fn manner(&mut self) -> Manner {
        match self.skill + u64::from(self.plays.min(20)) * 20 + self.chance.below(800) {
            0..500 => Manner::Struggling,
            500..1_100 => Manner::Usual,
            1_100..1_500 => Manner::Sure,
            _ => Manner::Perfect,
        }
    }

    fn open(&mut self, lesson: usize, purpose: Purpose, manner: Manner) -> Arc<Play> {
        let memory = &mut self.lessons[lesson];
        let taught = &self.curriculum.lessons()[lesson];
        let hands = if taught.drill.is_some() { memory.failed } else { 0 };
        let key = Key {
            lesson: lesson as u16,
            seed: self.learner.picture_seed(),
            plays_before: memory.plays + hands,
            purpose: purpose as u8,
            manner,
            salt: if manner == Manner::Perfect { 0 } else { self.chance.below(SALTS) },
        };
        memory.plays += 1;
        self.truth.lessons.entry(taught.id.clone()).or_default().plays += 1;
        self.curriculum.play(key, purpose)
    }

    /// Tells part of a play, and that the lesson was left then; a probe isn't left but followed.
    fn tell_play(
        &mut self,
        play: &Arc<Play>,
        lesson: usize,
        from: usize,
        end: usize,
        is_probe: bool,
    ) {
        self.batch.reserve(end - from + 4);
        for (at, (pace, _)) in play.events.iter().enumerate().take(end).skip(from) {
            // A probe comes up by itself.
            if !(is_probe && at == 0) {
                self.wait(*pace);
            }
            let stamp = self.clock.stamp();
            self.batch.push((stamp, Item::Played(at)));
            if let Some((_, ended)) = play.ends.iter().find(|(number, _)| *number == at) {
                let check = Review::exactly(stamp.wall, ended.slips, ended.passed);
                self.note(lesson, ended.stage, check);
            }
        }
        self.play = Some(Arc::clone(play));
        if !is_probe {
            self.clock.wait_millis(self.chance.pause(2_000, 15_000));
            let id = self.curriculum.lessons()[lesson].id.clone();
            self.tell(Event::LessonLeft(LessonLeft { lesson: id }));
        }
    }

    /// Notes a stage that came to its end.
    fn note(&mut self, lesson: usize, stage: Stage, check: Review) {
        let id = &self.curriculum.lessons()[lesson].id;
        let truth = self.truth.lessons.entry(id.clone()).or_default();
        if check.passed {
            truth.stage_reached = truth.stage_reached.max(Some(stage));
        }
        if stage == Stage::Check {
            truth.attempts += 1;
            truth.shown |= check.passed;
            truth.best_slips = Some(truth.best_slips.map_or(check.slips, |b| b.min(check.slips)));
            self.remember(lesson, check);
        }
    }

    fn remember(&mut self, lesson: usize, check: Review) {
        let memory = &mut self.lessons[lesson];
        memory.passed |= check.passed;
        memory.failed += u32::from(!check.passed);
        memory.checks.push(check);
        memory.due = next_review(&memory.checks, &Calendar::default());
    }

    fn wait(&mut self, pace: Pace) {
        let millis = match pace {
            Pace::Together => return,
            Pace::Key => self.chance.pause(600, 5_000),
            Pace::Touch => self.chance.pause(2_000, 20_000),
            Pace::Listen => self.chance.pause(4_000, 20_000),
            Pace::Still(seconds) => u64::from(seconds) * 1_000 + self.chance.pause(5, 6_000),
        };
        self.clock.wait_millis(millis);
    }

    /// The next visit, some days later.
    fn come_back(&mut self) {
        let most = if self.stops_after.is_some() { 14 } else { 6 };
        if !self.clock.next_day(1 + self.chance.pause(0, most) as u32, &mut self.chance) {
            self.next = Next::Nothing;
            return;
        }
        self.next = Next::Visit(1 + self.chance.below(3) as u32);
        if self.learner.phone != self.learner.number {
            self.tell(Event::PersonOpened(PersonOpened {}));
        }
    }
}

impl Iterator for Events<'_> {
    type Item = (Stamp, Event);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match (self.items.next(), &self.play) {
                (Some((stamp, Item::Own(event))), _) => return Some((stamp, event)),
                (Some((stamp, Item::Played(at))), Some(play)) => {
                    return Some((stamp, play.events[at].1.clone()));
                }
                (Some((_, Item::Played(_))), None) | (None, _) => {
                    if !self.fill() {
                        return None;
                    }
                }
            }
        }
    }
}

impl Play {
    /// The first place from `near` on where a play can be left: after a touch and all that was
    /// recorded with it.
    fn cut(&self, near: usize) -> usize {
        let later = self.events.iter().enumerate().skip(near.max(1));
        let mut apart = later.filter(|(_, (pace, _))| *pace != Pace::Together);
        apart.next().map_or(self.events.len(), |(at, _)| at)
    }
}
