//! Tours what an instructor shows to a room: the list down to its end, then each lesson step by
//! step, with a slip on purpose, a step back and the narrator muted on the way.

use super::{TOO_MANY, Tour, usable};
use crate::seek::DOWN;

/// The screen with the list of lessons.
const LIST: &str = "demonstrations";

impl Tour<'_> {
    /// The list and these lessons; all of them if none is named.
    pub(super) fn demonstrations(&mut self, lessons: &[String]) -> anyhow::Result<()> {
        let mut session = self.session("demonstrations", None)?;
        let mut screen = self.keep(&mut session)?;
        let all = session.app().lessons();
        while let Some(down) = usable(&screen, |id| id.ends_with(DOWN)) {
            screen = self.touch(&mut session, &down)?;
        }
        drop(session);
        for lesson in if lessons.is_empty() { &all } else { lessons } {
            self.demonstration(lesson)?;
        }
        Ok(())
    }

    fn demonstration(&mut self, lesson: &str) -> anyhow::Result<()> {
        let mut session = self.session(&format!("shown-{lesson}"), Some(lesson))?;
        let mut screen = self.keep(&mut session)?;
        // What else is done, the next thing on the next step that allows it.
        let mut besides = ["slip", "mute", "mute", "before", "slip"].iter();
        let mut next = besides.next();
        let mut last_step = None;
        for _ in 0..TOO_MANY {
            let place = session.place();
            if place.screen == LIST {
                return Ok(());
            }
            let id = next.map(|name| format!("demonstration.{name}"));
            let wanted = id.as_ref().and_then(|id| usable(&screen, |there| there == id));
            let waits = session.app().right_element().is_none();
            let fresh = place.step.is_some() && place.step != last_step && !waits;
            screen = match wanted.filter(|_| fresh) {
                Some(id) => {
                    next = besides.next();
                    last_step = place.step;
                    self.touch(&mut session, &id)?
                }
                None => self.go_on(&mut session, &screen)?,
            };
        }
        anyhow::bail!("the lesson `{lesson}` is shown without an end: {TOO_MANY} screens")
    }
}
