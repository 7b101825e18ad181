//! The real app behind [`Playable`]. The only file that knows the app.

use camtay::{AppOptions, InlineApp, SoundState};
use presenter::{ScreenView, Theme};
use protocol::{Stage, UnixMillis};
use slint::ComponentHandle;
use vietnamese::Region;

use crate::app::{Clip, Heard, Opening, Place, Playable, Sound};

/// The app, its core run inline.
struct Real(InlineApp);

/// Opens the app.
///
/// # Errors
/// When an option has no such value, or the data can't be opened.
pub fn open(opening: &Opening) -> anyhow::Result<Box<dyn Playable>> {
    let theme = opening.theme.as_deref().map(theme).transpose()?;
    let region = opening.region.as_deref().map(region).transpose()?;
    let lang = opening.lang.as_deref().map(str::parse).transpose()?;
    let app = InlineApp::new(AppOptions {
        data: opening.data.clone(),
        now: opening.now,
        here: opening.here,
        seed: opening.seed,
        text_scale: opening.text_scale,
        theme,
        lang,
        region,
        lesson: opening.lesson.as_deref().map(Into::into),
        instructor: opening.instructor,
        lessons: opening.lessons.clone(),
        microphone: opening.microphone.clone(),
    })?;
    let app = Real(app);
    if let Some(lesson) = &opening.lesson {
        // A lesson with a mistake is opened once its author has put it right.
        let there = opening.lessons.is_some() || app.place().lesson.as_ref() == Some(lesson);
        anyhow::ensure!(there, "there is no lesson `{lesson}`");
    }
    Ok(Box::new(app))
}

fn theme(name: &str) -> anyhow::Result<Theme> {
    match name {
        "light" => Ok(Theme::Light),
        "contrast" => Ok(Theme::Contrast),
        other => anyhow::bail!("there is no theme `{other}`; there are light and contrast"),
    }
}

fn region(name: &str) -> anyhow::Result<Region> {
    match name {
        "north" => Ok(Region::North),
        "south" => Ok(Region::South),
        other => anyhow::bail!("there is no region `{other}`; there are north and south"),
    }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Watch => "watch",
        Stage::Together => "together",
        Stage::Alone => "alone",
        Stage::Check => "check",
    }
}

impl Playable for Real {
    fn window(&self) -> &slint::Window {
        self.0.window().window()
    }

    fn place(&self) -> Place {
        let (lesson, stage, step) = self.0.place();
        Place {
            screen: self.0.screen_name().to_owned(),
            lesson: lesson.map(|id| id.to_string()),
            stage: stage.map(|stage| stage_name(stage).to_owned()),
            step,
        }
    }

    fn set_now(&self, now: UnixMillis) {
        self.0.set_now(now);
    }

    fn next_wake_in_millis(&self) -> Option<u64> {
        self.0.next_wake_in_millis()
    }

    fn right_element(&self) -> Option<String> {
        self.0.right_element()
    }

    fn take_heard(&self) -> Vec<Heard> {
        let clip = |(file, ms)| Clip { file, ms };
        let heard = self.0.take_heard().into_iter();
        heard
            .map(|h| Heard { text: h.text, clips: h.clips.into_iter().map(clip).collect() })
            .collect()
    }

    fn events_after(&self, n: u64) -> anyhow::Result<Vec<serde_json::Value>> {
        let events = self.0.events_after(n)?;
        events
            .iter()
            .map(|recorded| {
                let mut event: serde_json::Value =
                    serde_json::from_str(&protocol::export_line(recorded))?;
                event["n"] = recorded.n.into();
                Ok(event)
            })
            .collect()
    }

    fn lessons(&self) -> Vec<String> {
        match self.0.view().screen {
            ScreenView::Demonstrations(list) => {
                list.lessons.iter().map(|lesson| lesson.id.to_string()).collect()
            }
            ScreenView::Home(home) => home.lessons.iter().map(|l| l.id.to_string()).collect(),
            _ => Vec::new(),
        }
    }

    fn text_scale(&self) -> u16 {
        self.0.view().look.text_scale
    }

    fn set_sound(&self, state: Sound) -> anyhow::Result<()> {
        self.0.set_sound(match state {
            Sound::None => SoundState::None,
            Sound::Swallowed => SoundState::Swallowed,
            Sound::Muted => SoundState::Muted,
            Sound::Back => SoundState::Back,
        });
        Ok(())
    }
}
