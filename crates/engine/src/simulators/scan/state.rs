//! What the scanner shows.

use serde::{Deserialize, Serialize};

use crate::simulators::CodeRead;
use crate::{FirstCode, Scenario, Values};

/// The scanner, always looking at the stall's counter. No camera is opened: it is a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// Whether the lamp is on.
    pub light: bool,
    /// Whether the counter has a screen of its own with a code on it.
    pub has_screen: bool,
    /// Whether the seller has put the right code in the place of a wrong one.
    pub replaced: bool,
}

impl State {
    /// The scanner over the counter of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self { has_screen: !scenario.paying.screen_amount_dong.is_empty(), ..Self::default() }
    }

    /// What the paper code says. With a screen on the counter it is the screen's code that may be
    /// a wrong one.
    #[must_use]
    pub fn paper_code(&self, values: &Values) -> CodeRead {
        let price = Some(values.amount_dong).filter(|_| values.paying.price_in_code);
        let right = CodeRead {
            payee: values.code_payee.clone(),
            amount_dong: price.or(values.code_amount_dong),
        };
        if self.has_screen { right } else { self.perhaps_wrong(right, values) }
    }

    /// What the code on the counter's screen says; none where there is no screen.
    #[must_use]
    pub fn screen_code(&self, values: &Values) -> Option<CodeRead> {
        let amount_dong = Some(values.paying.screen_amount_dong.filter(|_| self.has_screen)?);
        let right = CodeRead { payee: values.code_payee.clone(), amount_dong };
        Some(self.perhaps_wrong(right, values))
    }

    fn perhaps_wrong(&self, right: CodeRead, values: &Values) -> CodeRead {
        let paying = &values.paying;
        match paying.first_code {
            _ if self.replaced => right,
            FirstCode::Right => right,
            FirstCode::WrongName => CodeRead { payee: paying.wrong_payee.clone(), ..right },
            FirstCode::WrongAmount => {
                CodeRead { amount_dong: paying.wrong_amount_dong.or(right.amount_dong), ..right }
            }
        }
    }
}
