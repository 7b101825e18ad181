//! What is to be known about one drawn text: its words, its size, the room it needs and the room
//! it has. Measures with the renderer's own text layout, so that it can't disagree with what is
//! drawn; judges nothing.

use std::pin::Pin;

use i_slint_core::graphics::{Brush, FontRequest};
use i_slint_core::item_rendering::{HasFont, PlainOrStyledText, RenderString, RenderText};
use i_slint_core::items::{
    ComplexText, ItemRc, ItemRef, SimpleText, StyledTextItem, TextHorizontalAlignment, TextInput,
    TextOverflow, TextVerticalAlignment, TextWrap,
};
use i_slint_core::lengths::LogicalLength;
use i_slint_core::textlayout::sharedparley;
use i_slint_core::window::WindowAdapterRc;
use slint::SharedString;

use crate::bounds::Bounds;

/// One text, measured. Lengths are in the text's own logical pixels, before any transformation.
#[derive(Debug, Clone)]
pub struct TextFacts {
    /// Its words, as drawn.
    pub text: String,
    /// Size of the letters.
    pub px: f32,
    /// Distance from one line to the next.
    pub line_height: f32,
    /// How many lines it takes in the width it has.
    pub lines: u32,
    /// Width and height that all of it needs.
    pub needs: [f32; 2],
    /// Width and height of its box.
    pub has: [f32; 2],
    /// Whether what doesn't fit is replaced by an ellipsis (otherwise it is cut off).
    pub elides: bool,
    /// Where the letters stand within the box.
    pub inked: Bounds,
    /// Its colour, before the picture is asked.
    pub brush: Brush,
}

/// A text's words and font without its limit of lines, so that what the limit hides is measured.
struct Unlimited {
    text: SharedString,
    font: FontRequest,
}

impl HasFont for Unlimited {
    fn font_request(self: Pin<&Self>, _item: &ItemRc) -> FontRequest {
        self.font.clone()
    }
}

impl RenderString for Unlimited {
    fn text(self: Pin<&Self>) -> PlainOrStyledText {
        PlainOrStyledText::Plain(self.text.clone())
    }
}

/// How a kind of text item lays its words out.
struct Layout {
    brush: Brush,
    wrap: TextWrap,
    overflow: TextOverflow,
    horizontal: TextHorizontalAlignment,
    vertical: TextVerticalAlignment,
}

impl TextFacts {
    /// Measures `item` if it is a text with something to read in it.
    #[must_use]
    pub fn of(item: &ItemRc, adapter: &WindowAdapterRc) -> Option<Self> {
        let borrowed = item.borrow();
        if let Some(text) = ItemRef::downcast_pin::<SimpleText>(borrowed) {
            Self::measure(item, adapter, text, &layout_of(text))
        } else if let Some(text) = ItemRef::downcast_pin::<ComplexText>(borrowed) {
            Self::measure(item, adapter, text, &layout_of(text))
        } else if let Some(text) = ItemRef::downcast_pin::<StyledTextItem>(borrowed) {
            Self::measure(item, adapter, text, &layout_of(text))
        } else if let Some(input) = ItemRef::downcast_pin::<TextInput>(borrowed) {
            let layout = Layout {
                brush: input.color(),
                wrap: input.wrap(),
                // An input scrolls under its cursor by itself.
                overflow: TextOverflow::Clip,
                horizontal: input.horizontal_alignment(),
                vertical: input.vertical_alignment(),
            };
            Self::measure(item, adapter, input, &layout)
        } else {
            None
        }
    }

    fn measure(
        item: &ItemRc,
        adapter: &WindowAdapterRc,
        string: Pin<&dyn RenderString>,
        layout: &Layout,
    ) -> Option<Self> {
        let text = match string.text() {
            PlainOrStyledText::Plain(plain) => plain,
            PlainOrStyledText::Styled(styled) => {
                i_slint_core::styled_text::get_raw_text(&styled).as_ref().into()
            }
        };
        if text.trim().is_empty() {
            return None;
        }
        let font = string.font_request(item);
        let px = font.pixel_size.map_or(0.0, LogicalLength::get);
        let renderer = adapter.renderer();
        let line_height = renderer.text_line_height(font.clone()).map_or(px, LogicalLength::get);
        let geometry = item.geometry();
        let has = [geometry.width(), geometry.height()];
        let wraps = layout.wrap != TextWrap::NoWrap;
        let unlimited = Unlimited { text: text.clone(), font };
        let words: Pin<&Unlimited> = Pin::new(&unlimited);
        let size = sharedparley::text_size(
            renderer,
            words,
            item,
            wraps.then(|| LogicalLength::new(has[0])),
            layout.wrap,
            None,
        )?;
        // A wrapped line's width counts the space at which it was broken; only a word that is
        // wider than the box sticks out of it.
        let width = match layout.wrap {
            TextWrap::NoWrap => size.width,
            TextWrap::WordWrap => {
                let longest_word = sharedparley::text_content_widths(renderer, words, item, None)
                    .map_or(0.0, |widths| widths.min.get());
                size.width.min(has[0]).max(longest_word)
            }
            _ => size.width.min(has[0]),
        };
        let needs = [width, size.height];
        let lines = (needs[1] / line_height).round().max(1.0) as u32;
        let mut facts = Self {
            text: text.to_string(),
            px,
            line_height,
            lines,
            needs,
            has,
            elides: layout.overflow == TextOverflow::Elide,
            inked: Bounds::default(),
            brush: layout.brush.clone(),
        };
        facts.inked = facts.place(layout, string.line_limit());
        Some(facts)
    }

    /// Where the letters stand in the box, by the text's alignment.
    fn place(&self, layout: &Layout, limit: Option<usize>) -> Bounds {
        let limit = limit.map_or(f32::INFINITY, |lines| lines as f32 * self.line_height);
        let w = self.needs[0].min(self.has[0]);
        let h = self.needs[1].min(self.has[1]).min(limit);
        let x = match layout.horizontal {
            TextHorizontalAlignment::Center => (self.has[0] - w) / 2.0,
            TextHorizontalAlignment::Right | TextHorizontalAlignment::End => self.has[0] - w,
            _ => 0.0,
        };
        let y = match layout.vertical {
            TextVerticalAlignment::Center => (self.has[1] - h) / 2.0,
            TextVerticalAlignment::Bottom => self.has[1] - h,
            _ => 0.0,
        };
        Bounds::new(x, y, w, h)
    }

    /// How far the words stick out of their box to the right and at the bottom; 0 when they fit.
    #[must_use]
    pub fn excess(&self) -> [f32; 2] {
        [0, 1].map(|axis| (self.needs[axis] - self.has[axis]).max(0.0))
    }
}

fn layout_of<T: RenderText>(text: Pin<&T>) -> Layout {
    let (horizontal, vertical) = text.alignment();
    Layout {
        brush: text.color(),
        wrap: text.wrap(),
        overflow: text.overflow(),
        horizontal,
        vertical,
    }
}
