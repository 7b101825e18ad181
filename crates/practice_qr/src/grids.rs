//! The codes in a map of ink, found and decoded by `rxing`, and those that it
//! misses by `rqrr`: readers that share nothing with what draws ours, nor with
//! each other. Bounds what a wild map can cost.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::common::{BitMatrix, DetectorRXingResult as _};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};

use crate::photo::Photo;

/// The most corner marks that are looked at; a sheet of twenty codes has sixty.
/// Noise has hundreds of false ones, and each three of them may be a code.
const MOST_CORNERS: usize = 240;

/// The most sets of three corners that are tried, the likeliest first.
const MOST_SETS: usize = 400;

/// The texts of the codes on this map, each once.
pub(crate) fn codes(ink: &BitMatrix) -> Vec<String> {
    unless_it_panics(|| search(ink))
}

/// The texts of the codes that the second reader finds on a photo, by its own
/// rule of what is ink. It is slower and finds less, but other things: codes
/// that are much nearer at one corner.
pub(crate) fn codes_by_second(photo: &Photo) -> Vec<String> {
    unless_it_panics(|| {
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(photo.width, photo.height, |x, y| {
                photo.grey[y * photo.width + x]
            });
        let decoded = |grid: &rqrr::Grid<_>| {
            let mut bytes = Vec::new();
            grid.decode_to(&mut bytes).ok()?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        };
        image.detect_grids().iter().filter_map(decoded).collect()
    })
}

/// What is found, or nothing. Both readers assert that the corners they guess
/// lie within reason, and on rare photos they don't: they are made for cameras,
/// where another picture follows. Nothing of ours is left half-done by that.
/// Where a profile aborts on panic this can't help: keep it from programs that
/// read pictures as part of a longer task.
fn unless_it_panics(search: impl FnOnce() -> Vec<String>) -> Vec<String> {
    catch_unwind(AssertUnwindSafe(search)).unwrap_or_default()
}

fn search(ink: &BitMatrix) -> Vec<String> {
    let mut corners = FindFinderPatterns(ink, true, 0);
    corners.sort_by_key(|corner| std::cmp::Reverse(corner.size));
    corners.truncate(MOST_CORNERS);
    let mut used = Vec::new();
    let mut found = Vec::new();
    for set in GenerateFinderPatternSets(&mut corners).into_iter().take(MOST_SETS) {
        let three = [set.bl, set.tl, set.tr];
        if three.iter().any(|corner| used.contains(corner)) {
            continue;
        }
        let Ok(grid) = SampleQR(ink, &set) else { continue };
        let Ok(decoded) = Decode(grid.getBits()) else { continue };
        if !decoded.isValid() {
            continue;
        }
        used.extend(three);
        // Most codes are UTF-8 and don't say so; the library guesses for the rest.
        let text = match std::str::from_utf8(decoded.content().bytes()) {
            Ok(text) => text.to_owned(),
            Err(_) => decoded.text(),
        };
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}
