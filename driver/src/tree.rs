//! The screen as a list of rows, one for every visible text and control, with the sizes and
//! colours that are really drawn. Describes; [`crate::rules`] judges.

use std::collections::{HashMap, HashSet};

use i_slint_core::items::AccessibleRole;
use serde::{Serialize, Serializer};

use crate::bounds::Bounds;
use crate::colour::Colour;
use crate::picture::Picture;
use crate::text_facts::TextFacts;
use crate::walk::{Cut, Found, WalkError, Walked, walk};

/// What the ids of keys have in them. On the practice keyboard alone: those of a number pad are
/// buttons like all others.
const KEY: &str = ".key-";

/// One visible text or control. What is serialized is the row of the contract.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Unique on the screen: `accessible-id`, or else a name made from the element's own, with a
    /// number where it would occur twice. The text drawn in a control is `<control>/text`.
    pub id: String,
    /// Slint's role in lower case, or `text`, or `key`.
    pub role: String,
    /// What a screen reader calls a control; the words of a text.
    pub label: String,
    /// A control's value, or whether it is checked.
    pub value: String,
    /// Whether a control can be used; true for a text.
    pub enabled: bool,
    /// Size of the letters drawn, in logical pixels; none in a control without words.
    #[serde(serialize_with = "rounded")]
    pub text_px: Option<f32>,
    /// What can be seen of it: of a text the block of its letters, of a control all of it.
    pub bounds: Bounds,
    /// The colour of the letters, or of what stands out most in a control without words.
    pub color: Colour,
    /// The colour that most of its area has.
    pub background: Colour,
    /// What cuts a part of it off, if anything does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
    /// What only the rules need.
    #[serde(skip)]
    pub facts: Facts,
}

/// What is known about a row besides what the contract lists.
#[derive(Debug, Clone)]
pub struct Facts {
    /// `accessible-id` as declared: empty if there is none, the same twice if it was given twice.
    pub declared_id: String,
    /// Set for a text.
    pub text: Option<TextFacts>,
    /// The control that a text is drawn in, or that a control is part of: an index into the rows.
    pub inside: Option<usize>,
    /// All of it, also what is cut off.
    pub whole: Bounds,
    /// Whether something drawn later hides a part of it.
    pub partly_hidden: bool,
    /// Just outside a control.
    pub around: Colour,
    /// A little further out, beyond a ring that may be drawn around it.
    pub beyond: Colour,
    /// Just inside a control's edge.
    pub edge: Colour,
}

impl Row {
    /// Whether it can be touched or typed into.
    #[must_use]
    pub fn is_target(&self) -> bool {
        !matches!(self.role.as_str(), "text" | "image" | "progress-indicator")
    }

    /// Whether it is a text, in a control or not.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.facts.text.is_some()
    }
}

/// What a window shows at one moment.
#[derive(Debug, Clone)]
pub struct Screen {
    /// Its texts and controls, in painting order.
    pub rows: Vec<Row>,
    /// Its pixels.
    pub picture: Picture,
    /// Width and height in logical pixels.
    pub size: [f32; 2],
    /// How many texts and controls are wholly scrolled out of view.
    pub scrolled_away: usize,
}

impl Screen {
    /// Draws and describes what `window` shows now.
    ///
    /// # Errors
    /// When the interface has no debug information, or the window can't be drawn.
    pub fn of(window: &slint::Window) -> Result<Self, WalkError> {
        Self::with_picture(window, Picture::of(window)?)
    }

    /// The same without drawing it: ids, words and bounds are right, the colours are not.
    pub(crate) fn outline(window: &slint::Window) -> Result<Self, WalkError> {
        Self::with_picture(window, Picture::empty())
    }

    fn with_picture(window: &slint::Window, picture: Picture) -> Result<Self, WalkError> {
        let Walked { found, mut scrolled_away } = walk(window)?;
        let size = window.size().to_logical(window.scale_factor());
        let mut names = Names::default();
        // Where the rows of each found thing will stand: a control that draws its own text (a
        // `Text` with a role) makes two.
        let mut rows_before = Vec::with_capacity(found.len());
        let mut count = 0;
        for found in &found {
            rows_before.push(count);
            count += usize::from(found.control.is_some()) + usize::from(found.text.is_some());
        }
        let mut rows: Vec<Option<Row>> = vec![None; count];
        for (index, found) in found.iter().enumerate().filter(|(_, f)| f.control.is_some()) {
            let inside = found.inside.map(|owner| rows_before[owner]);
            rows[rows_before[index]] = Some(control_row(found, inside, &mut names, &picture));
        }
        for (index, found) in found.iter().enumerate() {
            let Some(text) = &found.text else { continue };
            let itself = found.control.as_ref().map(|_| index);
            let inside = itself.or(found.inside).map(|owner| rows_before[owner]);
            let owner = inside.and_then(|owner| rows[owner].as_ref()).map(|row| row.id.clone());
            if is_blank(found, text, &picture) {
                scrolled_away += 1;
                continue;
            }
            let row = text_row(found, text, inside, owner, &mut names, &picture);
            if let Some(owner) = inside.and_then(|owner| rows[owner].as_mut()) {
                take_text(owner, &row);
            }
            rows[rows_before[index] + usize::from(itself.is_some())] = Some(row);
        }
        let rows = rows.into_iter().flatten().collect();
        Ok(Self { rows, picture, size: [size.width, size.height], scrolled_away })
    }

    /// The row with this id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The controls with this label; if there is none, the texts.
    #[must_use]
    pub fn labelled(&self, label: &str) -> Vec<&Row> {
        let named: Vec<&Row> = self.rows.iter().filter(|row| row.label == label).collect();
        let controls: Vec<&Row> = named.iter().copied().filter(|row| row.is_target()).collect();
        if controls.is_empty() { named } else { controls }
    }

    /// The innermost control at this point, as drawn.
    #[must_use]
    pub fn at(&self, point: [f32; 2]) -> Option<&Row> {
        self.rows.iter().rev().find(|row| row.is_target() && row.bounds.contains(point))
    }

    /// The controls that can be touched.
    pub fn targets(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_target())
    }

    /// The texts.
    pub fn texts(&self) -> impl Iterator<Item = (&Row, &TextFacts)> {
        self.rows.iter().filter_map(|row| row.facts.text.as_ref().map(|text| (row, text)))
    }
}

/// Gives out ids, each once.
#[derive(Default)]
struct Names(HashMap<String, u32>, HashSet<String>);

impl Names {
    fn unique(&mut self, wanted: &str, separator: char) -> String {
        let count = self.0.entry(wanted.to_owned()).or_default();
        loop {
            *count += 1;
            let id =
                if *count == 1 { wanted.to_owned() } else { format!("{wanted}{separator}{count}") };
            if self.1.insert(id.clone()) {
                return id;
            }
        }
    }
}

fn control_row(found: &Found, inside: Option<usize>, names: &mut Names, picture: &Picture) -> Row {
    let (role, label, value, enabled) = match &found.control {
        Some(c) => (c.role, c.label.clone(), c.value.clone(), c.enabled),
        None => (AccessibleRole::None, String::new(), String::new(), true),
    };
    let declared = found.declared_id.clone().unwrap_or_default();
    let is_key = found.on_keyboard && declared.contains(KEY);
    let role = if is_key { "key".to_owned() } else { role.to_string() };
    let id = match (declared.as_str(), found.element.as_str()) {
        ("", "") => names.unique(&format!("{role}-1"), '-'),
        ("", element) => names.unique(element, '-'),
        (declared, _) => names.unique(declared, '#'),
    };
    let colours = picture.colours(&found.visible);
    let first = |ranked: Vec<(Colour, f32)>| ranked.first().map(|(colour, _)| *colour);
    let background = colours.first().map_or_else(Colour::default, |(colour, _)| *colour);
    // What covers less than a hundredth is a smoothed edge, not a sign.
    let sign = colours.iter().filter(|(_, share)| *share >= 0.01).map(|(colour, _)| *colour);
    let color = sign
        .max_by(|a, b| a.contrast(background).total_cmp(&b.contrast(background)))
        .unwrap_or(background);
    Row {
        id,
        role,
        label,
        value,
        enabled,
        text_px: None,
        bounds: found.visible,
        color,
        background,
        cut: found.cut,
        facts: Facts {
            declared_id: declared,
            text: None,
            inside,
            whole: found.whole,
            partly_hidden: found.partly_hidden,
            around: first(picture.colours_around(&found.visible, 2.0)).unwrap_or(background),
            beyond: first(picture.colours_around(&found.visible.grown(8.0), 2.0))
                .unwrap_or(background),
            edge: first(picture.colours_along_edge(&found.visible, 2.0)).unwrap_or(background),
        },
    }
}

fn text_row(
    found: &Found,
    text: &TextFacts,
    inside: Option<usize>,
    owner: Option<String>,
    names: &mut Names,
    picture: &Picture,
) -> Row {
    let declared =
        found.declared_id.clone().filter(|_| found.control.is_none()).unwrap_or_default();
    let id = match (declared.as_str(), owner, found.element.as_str()) {
        ("", Some(owner), _) => names.unique(&format!("{owner}/text"), '-'),
        ("", None, "") => names.unique("text", '-'),
        ("", None, element) => names.unique(element, '-'),
        (declared, ..) => names.unique(declared, '#'),
    };
    let bounds = found.letters().within(&found.visible);
    let (color, background) = colours_of_text(found, text, &bounds, picture);
    Row {
        id,
        role: "text".to_owned(),
        label: text.text.clone(),
        value: String::new(),
        enabled: true,
        text_px: Some(text.px * found.magnified),
        bounds,
        color,
        background,
        cut: found.cut,
        facts: Facts {
            declared_id: declared,
            text: Some(text.clone()),
            inside,
            whole: found.whole,
            partly_hidden: found.partly_hidden,
            around: background,
            beyond: background,
            edge: background,
        },
    }
}

/// The colours of letters and paper. The text's own colour is believed only as far as the pixels
/// bear it out: something half transparent may lie over it.
fn colours_of_text(
    found: &Found,
    text: &TextFacts,
    bounds: &Bounds,
    picture: &Picture,
) -> (Colour, Colour) {
    let own = text.brush.color();
    let opacity = f32::from(own.alpha()) / 255.0 * found.opacity;
    let own = Colour::new(own.red(), own.green(), own.blue());
    // A little more than the letters, so that heavy ones don't pass for the paper.
    let area = bounds.grown(2.0).within(&found.visible);
    let ranked = picture.colours(&area);
    let is_ink = |paper: Colour| own.over(paper, opacity).distance_squared(paper) < 24 * 24;
    let paper = match ranked.as_slice() {
        [] => Colour::default(),
        [(first, _), (second, share), ..] if is_ink(*first) && *share >= 0.15 => *second,
        [(first, _), ..] => *first,
    };
    let composed = own.over(paper, opacity);
    let Some(farthest) = picture.farthest_from(bounds, paper) else { return (composed, paper) };
    let (off, along) = farthest.along(paper, composed);
    // Thin letters are all smoothed edge and never reach their colour; they do lie on the way.
    // Of letters that are cut only a smoothed edge may be in sight.
    let least = if found.cut.is_some() { 0.05 } else { 0.5 };
    let borne_out = (off <= 40.0 && along >= least) || composed.distance_squared(paper) < 8 * 8;
    (if borne_out { composed } else { farthest }, paper)
}

/// Whether only the space above or below a text's letters is in sight, the rest scrolled away.
fn is_blank(found: &Found, text: &TextFacts, picture: &Picture) -> bool {
    let colours = picture.colours(&found.letters().within(&found.visible));
    let own = text.brush.color();
    let own = Colour::new(own.red(), own.green(), own.blue());
    found.cut == Some(Cut::Scroll)
        && matches!(colours.as_slice(), [(only, _)] if only.distance_squared(own) > 24 * 24)
}

/// A control's letters are those of the largest text in it.
fn take_text(control: &mut Row, text: &Row) {
    if control.text_px < text.text_px {
        control.text_px = text.text_px;
        control.color = text.color;
    }
}

fn rounded<S: Serializer>(value: &Option<f32>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|v| (f64::from(v) * 100.0).round() / 100.0).serialize(serializer)
}
