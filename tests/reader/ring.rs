//! Whether it is seen who has the focus: a ring around the control, at least two pixels thick on
//! each side, that has a contrast of 3:1 to what lies beside it.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::desk::{Desk, GLANCE};
use crate::tree::Node;

/// How far around and within a control's edge the ring is looked for, in pixels.
const OUTSIDE: i32 = 12;
const INSIDE: i32 = 12;
/// WCAG 2.2, 1.4.11 and 2.4.13.
const CONTRAST: f64 = 3.0;

/// Fails unless a ring is drawn around this control, or within two seconds will be.
pub fn is_drawn(desk: &Desk, control: &Node) {
    let begun = Instant::now();
    loop {
        let found = sides(desk, control);
        if found.iter().all(|side| *side) {
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "no ring around «{}»: left {}, right {}, above {}, below {}",
            control.name,
            found[0],
            found[1],
            found[2],
            found[3]
        );
        sleep(GLANCE);
    }
}

/// Fails unless the page itself carries the ring, or within two seconds will.
pub fn is_around_the_page(desk: &Desk) {
    let begun = Instant::now();
    let [across, along] = desk.size();
    let seen = |line| desk.pixels(line).is_some_and(|pixels| has_ring(&pixels));
    // What lies beside it may be striped.
    let heights = || (0..8).map(|part| along / 3 + 5 * part);
    loop {
        let left = heights().any(|y| seen([0, y, INSIDE, 1]));
        let right = heights().any(|y| seen([across - INSIDE, y, INSIDE, 1]));
        if left && right {
            return;
        }
        let waited = begun.elapsed();
        assert!(waited < Duration::from_secs(2), "no ring around the page: {left}, {right}");
        sleep(GLANCE);
    }
}

fn sides(desk: &Desk, control: &Node) -> [bool; 4] {
    let Some([x, y, width, height]) = desk.reader.extents(control) else { return [false; 4] };
    let [across, along] = desk.size();
    // Where it is the window's own edge, or scrolled half away, there is nothing beyond it.
    let (left, right) = (x.max(0), (x + width).min(across));
    let (top, bottom) = (y.max(0), (y + height).min(along));
    let flat = |from: i32, y: i32| desk.pixels(line(from, y, across, true));
    let steep = |x: i32, from: i32| desk.pixels(line(x, from, along, false));
    // Something else that matters, such as the ring of a lesson, may lie over a part of a side.
    let parts = [2, 5, 8];
    let down = |part: i32| top + (bottom - top) * part / 10;
    let over = |part: i32| left + (right - left) * part / 10;
    let seen = |pixels: Option<Vec<[u8; 3]>>| pixels.is_some_and(|pixels| has_ring(&pixels));
    [
        parts.into_iter().any(|part| seen(flat(left - OUTSIDE, down(part)))),
        parts.into_iter().any(|part| seen(flat(right - INSIDE, down(part)))),
        parts.into_iter().any(|part| seen(steep(over(part), top - OUTSIDE))),
        parts.into_iter().any(|part| seen(steep(over(part), bottom - INSIDE))),
    ]
}

/// A line of pixels across an edge, cut where the window ends.
fn line(x: i32, y: i32, end: i32, flat: bool) -> [i32; 4] {
    let from = if flat { x } else { y }.max(0);
    let length = ((if flat { x } else { y } + OUTSIDE + INSIDE).min(end) - from).max(1);
    if flat { [from, y, length, 1] } else { [x, from, 1, length] }
}

/// Whether two or more pixels of one colour have a neighbour that they stand out from, and are of
/// the colour that rings have: in none of the app's drawings is there such a blue at an edge.
fn has_ring(pixels: &[[u8; 3]]) -> bool {
    let runs: Vec<&[[u8; 3]]> = pixels.chunk_by(|a, b| a == b).collect();
    runs.windows(2).any(|pair| {
        let stands_out = contrast(pair[0][0], pair[1][0]) >= CONTRAST;
        let is_ring = |run: &[[u8; 3]]| run.len() >= 2 && FOCUS.contains(&run[0]);
        stands_out && (is_ring(pair[0]) || is_ring(pair[1]))
    })
}

/// `Theme.focus`, light and in high contrast.
const FOCUS: [[u8; 3]; 2] = [[0x12, 0x44, 0x9a], [0x5f, 0xe3, 0xff]];

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
