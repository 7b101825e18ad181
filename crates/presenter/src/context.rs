//! Whom a screen is for: language, region and form of address, and how words are found for them.

use content::{Arg, Catalog, Lang, Said};
use engine::{Lesson, Values};
use vietnamese::{Address, Region};

use crate::Look;

/// Whom a screen is for.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// All words.
    pub catalog: &'a Catalog,
    /// The language shown.
    pub lang: Lang,
    /// How numbers are read.
    pub region: Region,
    /// The form of address, once chosen.
    pub address: Option<Address>,
    /// Whether it is for a room full of people: *bà con*, and nobody's own form of address.
    pub audience: bool,
    /// How everything looks.
    pub look: Look,
}

impl Context<'_> {
    /// One of the app's own words, without arguments but the form of address.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.word_with(key, &[])
    }

    /// One of the app's own words, with arguments beside the form of address.
    #[must_use]
    pub fn word_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.said_with(key, args).shown
    }

    /// A sentence of the app's own, shown and spoken.
    #[must_use]
    pub fn said(&self, key: &str) -> Said {
        self.said_with(key, &[])
    }

    /// A sentence of the app's own with arguments, shown and spoken.
    #[must_use]
    pub fn said_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Said {
        let (lower, upper) = self.you();
        let mut all = vec![("you", Arg::Text(&lower)), ("You", Arg::Text(&upper))];
        all.extend_from_slice(args);
        self.catalog.app_said(self.lang, self.region, key, &all)
    }

    /// A sentence of a lesson with the values that were drawn, shown and spoken.
    #[must_use]
    pub fn lesson_said(
        &self,
        lesson: &Lesson,
        message: &str,
        attribute: Option<&str>,
        values: Option<&Values>,
    ) -> Option<Said> {
        let (lower, upper) = self.you();
        let mut args = vec![("you", Arg::Text(&lower)), ("You", Arg::Text(&upper))];
        let payee = values.map(|values| self.payee(lesson, &values.payee)).unwrap_or_default();
        if let Some(values) = values {
            args.push(("payee", Arg::Text(&payee)));
            args.push(("amount", Arg::Dong(values.amount_dong)));
            args.push(("balance", Arg::Dong(values.balance_dong)));
            if let Some(dong) = values.paying.screen_amount_dong {
                args.push(("screen-amount", Arg::Dong(dong)));
            }
        }
        self.catalog.lesson_said(self.lang, self.region, &lesson.id, message, attribute, &args)
    }

    /// The shown text of a lesson's message; empty where there is none.
    #[must_use]
    pub fn lesson_word(&self, lesson: &Lesson, message: &str, attribute: Option<&str>) -> String {
        self.lesson_said(lesson, message, attribute, None)
            .map(|said| said.shown)
            .unwrap_or_default()
    }

    /// A payee's name.
    #[must_use]
    pub fn payee(&self, lesson: &Lesson, payee: &str) -> String {
        self.lesson_word(lesson, &format!("payee-{payee}"), None)
    }

    /// The form of address in lower case and capitalised, in the language shown.
    fn you(&self) -> (String, String) {
        match (self.lang, self.address) {
            (Lang::Vi, _) if self.audience => ("bà con".to_owned(), "Bà con".to_owned()),
            (Lang::Vi, Some(address)) => {
                (address.word().to_owned(), address.capitalised().to_owned())
            }
            (Lang::Vi, None) => ("mình".to_owned(), "Mình".to_owned()),
            (Lang::En, _) => ("you".to_owned(), "You".to_owned()),
        }
    }
}
