//! What is said of the data when the app opens, and what is said where something can't be kept or
//! opened: shown above the screen and spoken, again with *Nghe lại* for as long as it is there.

use content::{Arg, Lang, Said};
use presenter::{Context, Intent, WelcomeView, joined};
use store::StoreError;
use vietnamese::Region;

use super::{Core, Update};
use crate::bundled;

/// What there is to say of the data that were opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The message.
    pub key: &'static str,
    /// The number in it.
    pub count: Option<u64>,
    /// The name of the file that was put aside, for whoever helps: shown and not spoken.
    pub file: Option<String>,
    /// Whether what is missing will come from the ward.
    pub from_ward: bool,
}

impl Told {
    /// In words, for whoever reads a terminal.
    #[must_use]
    pub fn shown(&self, lang: Lang) -> String {
        let context = Context {
            catalog: &bundled::catalog(),
            lang,
            region: Region::default(),
            address: None,
            audience: false,
            look: presenter::Look {
                text_scale: 100,
                theme: presenter::Theme::Light,
                language: lang.as_str().to_owned(),
            },
        };
        self.said(&context).shown
    }

    fn said(&self, context: &Context<'_>) -> Said {
        let count: Vec<_> =
            self.count.map(|count| ("count", Arg::Number(count))).into_iter().collect();
        let mut said = context.said_with(self.key, &count);
        if let Some(file) = &self.file {
            let aside = context.said_with("store-kept-aside", &[("name", Arg::Text(file))]);
            said = joined(said, Some(aside));
        }
        if self.from_ward {
            said = joined(said, Some(context.said("store-from-ward")));
        }
        said
    }
}

impl Core {
    /// The data can't be opened: only this is to be said.
    #[must_use]
    pub fn closed(mut self, key: &'static str) -> Self {
        self.closed = Some(key);
        self
    }

    /// Whether the data can't be opened, so that nothing may be kept or sent.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// What stands above the screen, and goes before whatever else is to be said.
    pub(super) fn told(&self) -> Option<Said> {
        let context = self.context();
        match (self.trouble, &self.notice) {
            (Some(key), _) => Some(context.said(key)),
            (None, Some(notice)) => Some(notice.said(&context)),
            (None, None) => None,
        }
    }

    pub(super) fn is_told(&self) -> bool {
        self.trouble.is_some() || self.notice.is_some()
    }

    /// It was heard: somebody goes on.
    pub(super) fn was_told(&mut self) {
        self.trouble = None;
        self.notice = None;
    }

    pub(super) fn in_trouble(&mut self, error: &StoreError) -> Vec<Update> {
        self.trouble = Some(error.key());
        self.show_and_say()
    }

    /// The whole screen of an app whose data can't be opened.
    pub(super) fn closed_screen(&self, key: &str) -> WelcomeView {
        WelcomeView {
            sentence: self.context().word(key),
            main: None,
            choices: Vec::new(),
            choosing_group: false,
            guest: None,
        }
    }

    /// Whatever is asked, it is said again.
    pub(super) fn closed_answer(&mut self, request: &super::Request) -> Vec<Update> {
        use super::Request;
        match request {
            Request::Start | Request::Resumed => self.show_and_say(),
            Request::Do(Intent::Path(_) | Intent::Demonstration(_)) => Vec::new(),
            Request::Do(_) => self.show_and_say(),
            Request::Paused => vec![Update::Hush],
            _ => Vec::new(),
        }
    }
}
