//! Codes found in pictures, by a reader that shares nothing with what draws
//! them. Takes any bytes; refuses with a sentence what is no picture, keeps
//! nothing of one, and bounds its work, so that none takes long.

use std::io::{BufRead, Seek};

use practice_code::{Scanned, classify};

use crate::describe::describe;
use crate::files::{ReadError, photo};
use crate::photo::Photo;
use crate::{grids, ink};

/// What searching one picture may take: steps for each of its pixels, all
/// passes together. By work and not by time, so that the same picture reads
/// the same everywhere. A step takes some 2 ns, and the largest picture without a code 180 million.
const MOST_WORK: usize = 220_000_000;

/// A picture this small or smaller may have modules of a pixel or two.
const SMALL_SIDE: usize = 600;

/// The white border put around, in pixels, for codes cut out to their edge.
const BORDER: usize = 16;

/// What is done to a photo before ink and paper are told apart.
#[derive(Debug, Clone, Copy)]
enum Light {
    /// Nothing.
    AsItIs,
    /// Grain goes.
    Soft,
    /// Grain goes, then shadows.
    SoftEven,
    /// Many specks go, then shadows.
    CleanEven,
}

impl Light {
    /// The steps that it takes for a pixel.
    fn steps(self) -> usize {
        match self {
            Self::AsItIs => 0,
            Self::Soft => 1,
            Self::SoftEven => 4,
            Self::CleanEven => 13,
        }
    }

    /// The photo in this light, dark on light and light on dark.
    fn on(self, photo: &Photo) -> [Photo; 2] {
        // Wider than anything dark in a code, narrower than most shadows.
        let reach = photo.longer() / 20;
        let (clean, is_even) = match self {
            Self::AsItIs => (photo.clone(), false),
            Self::Soft => (photo.softened(), false),
            Self::SoftEven => (photo.softened(), true),
            Self::CleanEven => (photo.without_specks().without_specks(), true),
        };
        let both = [clean.inverted(), clean];
        if is_even { both.map(|photo| photo.evenly_lit(reach)) } else { both }
    }
}

/// How ink is told from paper.
#[derive(Debug, Clone, Copy)]
enum Ink {
    /// By the library's own rule, which looks at blocks of 8 pixels and their neighbours.
    Blocks,
    /// By one grey for all of the photo.
    Overall,
    /// By the mean around each pixel, this part of the longer side each way.
    Around(usize),
    /// By the rule of the second reader, which then reads as well.
    Second,
}

impl Ink {
    /// The steps that telling ink from paper and searching it take for a pixel.
    fn steps(self) -> usize {
        if matches!(self, Self::Second) { 9 } else { 1 }
    }
}

/// Passes over a photo of one size. All are made before what they found is
/// told: of two codes, one may lie in the shadow.
struct Round {
    /// The longer side to which a large photo is brought, in pixels.
    side: usize,
    passes: &'static [(Light, Ink)],
}

/// In this order, until one has found a code. Chosen from 60 pairs by what
/// each of them read of the pictures in `tests/corpus/`, and how fast. Fine
/// grain hides a code from the reader at full size; a small code in a large
/// photo needs the last.
const ROUNDS: &[Round] = &[
    Round {
        side: 1_200,
        passes: &[
            (Light::AsItIs, Ink::Blocks),
            (Light::AsItIs, Ink::Overall),
            (Light::SoftEven, Ink::Around(20)),
        ],
    },
    Round {
        side: 1_200,
        passes: &[
            (Light::AsItIs, Ink::Around(8)),
            (Light::AsItIs, Ink::Around(20)),
            (Light::Soft, Ink::Around(50)),
            (Light::SoftEven, Ink::Overall),
        ],
    },
    Round {
        side: 650,
        passes: &[
            (Light::AsItIs, Ink::Around(20)),
            (Light::SoftEven, Ink::Overall),
            (Light::CleanEven, Ink::Overall),
        ],
    },
    Round {
        side: 1_200,
        passes: &[
            (Light::AsItIs, Ink::Second),
            (Light::SoftEven, Ink::Second),
            (Light::CleanEven, Ink::Around(20)),
        ],
    },
    Round {
        side: 2_600,
        passes: &[(Light::AsItIs, Ink::Blocks), (Light::SoftEven, Ink::Around(20))],
    },
];

/// The texts of all codes in a picture, each once; none if there is none.
/// Text that is not UTF-8 is shown as the library guesses it.
///
/// # Errors
/// What the variants of [`ReadError`] say. A picture without a code is none.
pub fn read_picture(file: impl BufRead + Seek) -> Result<Vec<String>, ReadError> {
    Ok(texts(&photo(file)?))
}

/// One line on what is in a picture, as [`describe`] has it. Of several
/// codes a real one comes first, then practice codes, then the rest.
///
/// # Errors
/// As [`read_picture`].
pub fn describe_picture(file: impl BufRead + Seek) -> Result<String, ReadError> {
    let mut texts = read_picture(file)?;
    if texts.is_empty() {
        return Ok("not a payment code but a picture in which no code is found: \
                   more light, go nearer, and hold still"
            .to_owned());
    }
    texts.sort_by_key(|text| match classify(text) {
        Scanned::Real(_) => 0,
        Scanned::Practice(_) => 1,
        Scanned::NotPayment(_) => 2,
    });
    let lines: Vec<String> = texts.iter().map(|text| describe(text)).collect();
    Ok(lines.join(" | "))
}

/// The texts that the first successful round finds.
fn texts(photo: &Photo) -> Vec<String> {
    let mut work = MOST_WORK;
    let mut found: Vec<String> = Vec::new();
    for (at, round) in ROUNDS.iter().enumerate() {
        let before = &ROUNDS[..at];
        let is_new = |earlier: &Round| {
            earlier.side == round.side || size(photo, earlier.side) != size(photo, round.side)
        };
        if !before.iter().all(is_new) {
            // A photo that isn't large has been searched at this size.
            continue;
        }
        let photo = brought_to(photo, size(photo, round.side));
        for (light, ink) in round.passes {
            let steps = 2 * (light.steps() + ink.steps()) * photo.grey.len();
            let Some(left) = work.checked_sub(steps) else { return found };
            work = left;
            for text in codes(&photo, *light, *ink) {
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// How a photo is brought to a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Enlarged(usize),
    Shrunk(usize),
}

/// How a photo's longer side is brought to about this many pixels. One with
/// few is enlarged where large ones are made smallest.
fn size(photo: &Photo, side: usize) -> Size {
    let longer = photo.longer();
    if longer <= SMALL_SIDE && side < 2 * SMALL_SIDE {
        Size::Enlarged((2 * SMALL_SIDE / longer).clamp(1, 4))
    } else {
        Size::Shrunk(longer.div_ceil(side))
    }
}

/// The photo in this size, with a white border.
fn brought_to(photo: &Photo, size: Size) -> Photo {
    match size {
        Size::Enlarged(factor) => photo.enlarged(factor),
        Size::Shrunk(factor) => photo.shrunk(factor),
    }
    .bordered(BORDER, 255)
}

/// The texts that one pass finds, dark on light and light on dark.
fn codes(photo: &Photo, light: Light, rule: Ink) -> Vec<String> {
    let mut found = Vec::new();
    for photo in light.on(photo) {
        let map = match rule {
            Ink::Blocks => ink::blocks(&photo),
            Ink::Overall => ink::overall(&photo),
            Ink::Around(part) => ink::local(&photo, photo.longer() / part),
            Ink::Second => {
                found.extend(grids::codes_by_second(&photo));
                continue;
            }
        };
        if let Some(map) = map {
            found.extend(grids::codes(&map));
        }
    }
    found
}
