//! Pictures of codes as people bring them, made from fixed seeds: turned,
//! tilted, badly lit, grainy, smudged, with a logo. What is drawn here never
//! leaves the tests. Shared by the tests and the example that measures.

#![allow(dead_code, reason = "each of those who share this uses a part of it")]

pub(crate) mod kinds;

use qrcode::types::EcLevel;
use qrcode::{QrCode, Version};

/// The text of a stall's code, with a purpose, as long as those in use.
pub(crate) const STALL: &str = "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6";

/// A picture in shades of grey, 0.0 black to 255.0 white.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) grey: Vec<f32>,
}

/// How a code lies on the table of which the photo is taken.
#[derive(Clone, Copy)]
pub(crate) struct Pose {
    /// Width and height of the photo, in pixels.
    pub(crate) size: (usize, usize),
    /// How far the code is turned.
    pub(crate) degrees: f32,
    /// How much smaller the far edge of the photo is than the near one.
    pub(crate) tilt: f32,
    /// The side of the code with its quiet zone, as a share of the shorter side.
    pub(crate) share: f32,
}

/// Repeatable numbers from 0 to 1, so that a failure can be looked at again.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn roll(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// A normal number, by the sum of twelve even ones.
    pub(crate) fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.roll()).sum::<f32>() - 6.0
    }
}

impl Scene {
    /// One grey all over.
    pub(crate) fn plain(width: usize, height: usize, grey: f32) -> Self {
        Self { width, height, grey: vec![grey; width * height] }
    }

    /// A code with its quiet zone of four modules, `module` pixels each.
    pub(crate) fn code(text: &str, level: EcLevel, module: usize) -> Self {
        Self::of(&QrCode::with_error_correction_level(text, level).unwrap(), module)
    }

    /// The same of a set version (1 to 40).
    pub(crate) fn code_of_version(text: &str, level: EcLevel, version: i16, module: usize) -> Self {
        Self::of(&QrCode::with_version(text, Version::Normal(version), level).unwrap(), module)
    }

    fn of(code: &QrCode, module: usize) -> Self {
        let modules = code.width();
        let side = (modules + 8) * module;
        let mut scene = Self::plain(side, side, 255.0);
        for (at, color) in code.to_colors().into_iter().enumerate() {
            let (x, y) = (at % modules + 4, at / modules + 4);
            scene.fill(x * module, y * module, module, module, color.select(0.0, 255.0));
        }
        scene
    }

    pub(crate) fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, grey: f32) {
        for y in top..(top + height).min(self.height) {
            let row = y * self.width;
            self.grey[row + left..row + (left + width).min(self.width)].fill(grey);
        }
    }

    /// Every pixel made anew from its place and its grey.
    pub(crate) fn each(mut self, mut change: impl FnMut(usize, usize, f32) -> f32) -> Self {
        for (at, grey) in self.grey.iter_mut().enumerate() {
            *grey = change(at % self.width, at / self.width, *grey);
        }
        self
    }

    /// A logo over this share of the code's area (its quiet zone apart) in the
    /// middle: a grey sign on a white plate.
    pub(crate) fn logo(mut self, share: f32, module: usize) -> Self {
        let code = self.width - 8 * module;
        let side = (code as f32 * share.sqrt()) as usize;
        let start = (self.width - side) / 2;
        self.fill(start, start, side, side, 255.0);
        let (middle, radius) = (self.width as f32 / 2.0, side as f32 * 0.42);
        self.each(|x, y, grey| {
            let (dx, dy) = (x as f32 - middle, y as f32 - middle);
            let from_middle = (dx * dx + dy * dy).sqrt();
            let on_sign =
                from_middle < radius && (from_middle > radius * 0.5 || dx.abs() < dy.abs());
            if on_sign { 70.0 } else { grey }
        })
    }

    /// A photo of this picture lying on a grey table.
    pub(crate) fn laid(&self, pose: Pose) -> Self {
        let (width, height) = pose.size;
        let (sin, cos) = pose.degrees.to_radians().sin_cos();
        let scale = width.min(height) as f32 * pose.share / self.width as f32;
        let at = |x: f32, y: f32| {
            let (dx, dy) = (x - width as f32 / 2.0, y - height as f32 / 2.0);
            let further = 1.0 - pose.tilt * dy / height as f32;
            let (u, v) = ((dx * cos + dy * sin) * further, (dy * cos - dx * sin) * further);
            let (u, v) =
                (u / scale + self.width as f32 / 2.0, v / scale + self.height as f32 / 2.0);
            let inside = u >= 0.0 && v >= 0.0 && u < self.width as f32 && v < self.height as f32;
            if inside { self.grey[v as usize * self.width + u as usize] } else { 130.0 }
        };
        Self::plain(width, height, 0.0).each(|x, y, _| {
            let (x, y) = (x as f32, y as f32);
            (at(x + 0.25, y + 0.25)
                + at(x + 0.75, y + 0.25)
                + at(x + 0.25, y + 0.75)
                + at(x + 0.75, y + 0.75))
                / 4.0
        })
    }

    /// Light from the left falls off to this share of itself at the right;
    /// `edge` pixels wide is the shadow's edge, which runs slanting.
    pub(crate) fn shadow(self, left: f32, edge: f32) -> Self {
        let middle = (self.width + self.height / 3) as f32 / 2.0;
        self.each(|x, y, grey| {
            let across = (x as f32 + y as f32 / 3.0 - middle) / edge.max(1.0);
            let dark = (across + 0.5).clamp(0.0, 1.0);
            grey * (1.0 - dark * (1.0 - left))
        })
    }

    /// All of the light times this.
    pub(crate) fn dim(self, light: f32) -> Self {
        self.each(|_, _, grey| grey * light)
    }

    /// Black becomes `dark` and white `light`, and what is between stays so.
    pub(crate) fn faint(self, dark: f32, light: f32) -> Self {
        self.each(|_, _, grey| dark + grey / 255.0 * (light - dark))
    }

    /// Grain of this standard deviation.
    pub(crate) fn grain(self, deviation: f32, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        self.each(|_, _, grey| (grey + dice.normal() * deviation).clamp(0.0, 255.0))
    }

    /// This share of pixels turned black or white.
    pub(crate) fn salt_and_pepper(self, share: f32, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        self.each(|_, _, grey| match dice.roll() / share {
            part if part < 0.5 => 0.0,
            part if part < 1.0 => 255.0,
            _ => grey,
        })
    }

    /// Out of focus: thrice the mean of `2 × radius + 1` pixels each way.
    pub(crate) fn blurred(mut self, radius: usize) -> Self {
        for _ in 0..3 {
            self = self.smeared(radius, 1, 0).smeared(radius, 0, 1);
        }
        self
    }

    /// A hand that moved by `2 × radius` pixels: `(1, 0)` sideways.
    pub(crate) fn smeared(&self, radius: usize, across: isize, down: isize) -> Self {
        let reach = radius as isize;
        let (width, height) = (self.width as isize, self.height as isize);
        self.clone().each(|x, y, _| {
            let sum: f32 = (-reach..=reach)
                .map(|step| {
                    let x = (x as isize + step * across).clamp(0, width - 1);
                    let y = (y as isize + step * down).clamp(0, height - 1);
                    self.grey[(y * width + x) as usize]
                })
                .sum();
            sum / (2 * reach + 1) as f32
        })
    }

    pub(crate) fn mirrored(&self) -> Self {
        let (width, grey) = (self.width, &self.grey);
        self.clone().each(|x, y, _| grey[y * width + width - 1 - x])
    }

    pub(crate) fn inverted(self) -> Self {
        self.each(|_, _, grey| 255.0 - grey)
    }

    /// Without this many pixels at every edge.
    pub(crate) fn cut(&self, margin: usize) -> Self {
        let (width, height) = (self.width - 2 * margin, self.height - 2 * margin);
        Self::plain(width, height, 0.0)
            .each(|x, y, _| self.grey[(y + margin) * self.width + x + margin])
    }

    /// This picture with another of the same height at its right.
    pub(crate) fn beside(&self, other: &Self) -> Self {
        let grey = self
            .grey
            .chunks(self.width)
            .zip(other.grey.chunks(other.width))
            .flat_map(|(left, right)| [left, right].concat())
            .collect();
        Self { width: self.width + other.width, height: self.height, grey }
    }

    /// The greys as bytes, row by row.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.grey.iter().map(|grey| grey.round().clamp(0.0, 255.0) as u8).collect()
    }
}
