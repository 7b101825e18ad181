//! From Fluent's syntax to our texts. Refuses whatever is more than words and values: functions,
//! terms, other messages.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::{MAX_CHARS, Message, Piece, Text};
use crate::plain::{is_good_id, line_of};
use crate::problem::{Lines, Problems, quote};

/// Reads the texts of one file.
pub(super) struct Reader<'a> {
    pub(super) path: &'a str,
    pub(super) source: &'a str,
    pub(super) lines: &'a Lines,
    pub(super) problems: &'a mut Problems,
}

impl Reader<'_> {
    pub(super) fn message(&mut self, message: &ast::Message<&str>, line: u32) -> Message {
        if !is_good_id(message.id.name) {
            let name = quote(message.id.name);
            let message = format!(
                "{name} is no name for a text. Use the letters a to z, digits and hyphens."
            );
            self.problems.add(self.path, line, message);
        }
        let mut refused = BTreeSet::new();
        let value = message.value.as_ref().and_then(|pattern| self.text(pattern, line));
        if message.value.is_some() && value.is_none() {
            refused.insert(None);
        }
        let mut attributes = BTreeMap::new();
        for attribute in &message.attributes {
            let name = attribute.id.name;
            let line = line_of(self.lines, self.source, name);
            if attributes.contains_key(name) {
                let name = quote(&format!(".{name}"));
                self.problems.add(
                    self.path,
                    line,
                    format!("{name} stands here twice. Remove one."),
                );
            } else if let Some(text) = self.text(&attribute.value, line) {
                attributes.insert(name.to_owned(), text);
            } else {
                refused.insert(Some(name.to_owned()));
            }
        }
        Message { path: self.path.to_owned(), line, value, attributes, refused }
    }

    /// A text; none where it was refused.
    fn text(&mut self, pattern: &ast::Pattern<&str>, line: u32) -> Option<Text> {
        let before = self.problems.len();
        let mut text = Text { line, pieces: Some(Vec::new()), variables: Vec::new() };
        self.pattern(pattern, &mut text);
        let chars: usize = text.words().map(|words| words.chars().count()).sum();
        if chars > MAX_CHARS {
            let message = format!("This text is longer than {MAX_CHARS} characters. Shorten it.");
            self.problems.add(self.path, line, message);
        }
        let has_words = text.pieces.as_ref().is_none_or(|pieces| {
            pieces.iter().any(|piece| match piece {
                Piece::Words(words) => words.chars().any(|c| !c.is_whitespace()),
                Piece::Variable(_) => true,
            })
        });
        // What was refused is no empty text.
        if !has_words && self.problems.len() == before {
            self.problems.add(self.path, line, "This text is empty. Write it, or remove it.");
        }
        (self.problems.len() == before).then_some(text)
    }

    fn pattern(&mut self, pattern: &ast::Pattern<&str>, text: &mut Text) {
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { value } => text.add_words(value),
                ast::PatternElement::Placeable { expression } => self.expression(expression, text),
            }
        }
    }

    fn expression(&mut self, expression: &ast::Expression<&str>, text: &mut Text) {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline, text),
            ast::Expression::Select { selector, variants } => {
                let mut forms = Text { line: text.line, pieces: None, variables: Vec::new() };
                self.inline(selector, &mut forms);
                for variant in variants {
                    self.pattern(&variant.value, &mut forms);
                }
                text.pieces = None;
                text.variables.append(&mut forms.variables);
            }
        }
    }

    fn inline(&mut self, inline: &ast::InlineExpression<&str>, text: &mut Text) {
        let refused = match inline {
            ast::InlineExpression::VariableReference { id } => {
                text.variables.push(id.name.to_owned());
                if let Some(pieces) = &mut text.pieces {
                    pieces.push(Piece::Variable(id.name.to_owned()));
                }
                return;
            }
            ast::InlineExpression::StringLiteral { value } => {
                return text.add_words(&unescape_unicode_to_string(value));
            }
            ast::InlineExpression::NumberLiteral { value } => return text.add_words(value),
            ast::InlineExpression::Placeable { expression } => {
                return self.expression(expression, text);
            }
            ast::InlineExpression::FunctionReference { id, .. } => {
                format!("`{}(…)` is a function, and texts can't do anything", id.name)
            }
            ast::InlineExpression::MessageReference { id, .. } => {
                format!("`{{ {0} }}` names another text; a value is `{{ ${0} }}`", id.name)
            }
            ast::InlineExpression::TermReference { id, .. } => {
                format!("`{{ -{} }}` names words from elsewhere", id.name)
            }
        };
        let message = format!("{refused}. Write the words out instead.");
        self.problems.add(self.path, text.line, message);
    }
}
