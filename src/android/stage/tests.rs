//! The window on a screen that stands in for Android's: several buffers in turn, each of which missed
//! what was drawn into the others, with lines longer than what is seen of them.

use slint::ComponentHandle;
use slint::platform::{Platform, PlatformError, WindowAdapter};

use super::*;

slint::slint! {
    export component Probe inherits Window {
        in-out property <int> taps;
        in-out property <int> backs;
        in property <bool> blinks;
        in property <bool> takes-keys: true;
        background: white;
        forward-focus: keys;
        keys := FocusScope {
            key-pressed(event) => {
                if root.takes-keys && event.text == Key.Back { root.backs += 1; return accept; }
                return reject;
            }
            TouchArea { x: 10px; y: 20px; width: 100px; height: 50px; clicked => { root.taps += 1; } }
            Rectangle { x: 10px; y: 20px; width: 100px; height: 50px; background: root.taps > 0 ? blue : red; }
            Timer { interval: 40ms; running: root.blinks; }
        }
    }
}

struct OneWindow(Rc<MinimalSoftwareWindow>);

impl Platform for OneWindow {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.0.clone())
    }
}

/// What is between the lines, and what nobody has written to.
const UNTOUCHED: u8 = 7;
const PADDING: usize = 3;

/// A screen with two buffers in turn.
struct Glass {
    size: (usize, usize),
    bytes_per_pixel: Option<usize>,
    buffers: [Vec<u8>; 2],
    /// What each buffer missed.
    missed: [Option<Bounds>; 2],
    turn: usize,
    prepared: usize,
    shown: usize,
    refuses: bool,
}

fn union(a: Option<Bounds>, b: Bounds) -> Bounds {
    a.map_or(b, |a| Bounds {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    })
}

impl Glass {
    fn new(width: usize, height: usize) -> Self {
        let bytes = vec![UNTOUCHED; (width + PADDING) * height * BYTES_PER_PIXEL];
        Self {
            size: (width, height),
            bytes_per_pixel: Some(BYTES_PER_PIXEL),
            buffers: [bytes.clone(), bytes],
            missed: [Some(Bounds::whole(width, height)); 2],
            turn: 0,
            prepared: 0,
            shown: 0,
            refuses: false,
        }
    }

    /// The pixel that is seen at a place: red, green and blue.
    fn seen(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * (self.size.0 + PADDING) + x) * BYTES_PER_PIXEL;
        let buffer = &self.buffers[1 - self.turn];
        [buffer[at], buffer[at + 1], buffer[at + 2]]
    }

    /// Whether anything was written between the lines.
    fn spilt(&self) -> bool {
        let line = (self.size.0 + PADDING) * BYTES_PER_PIXEL;
        let seen = self.size.0 * BYTES_PER_PIXEL;
        let lines = self.buffers.iter().flat_map(|buffer| buffer.chunks(line));
        lines.flat_map(|line| &line[seen..]).any(|byte| *byte != UNTOUCHED)
    }
}

impl Surface for Glass {
    fn prepare(&mut self) -> io::Result<()> {
        self.prepared += 1;
        Ok(())
    }

    fn size(&self) -> (usize, usize) {
        self.size
    }

    fn fill(
        &mut self,
        changed: Bounds,
        write: &mut dyn FnMut(Buffer<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.refuses {
            return Err(io::Error::other("the surface is gone"));
        }
        let (width, height) = self.size;
        let missing = union(self.missed[self.turn].take(), changed);
        let other = 1 - self.turn;
        self.missed[other] = Some(union(self.missed[other], changed));
        let edges = [missing.left, missing.top, missing.right, missing.bottom];
        let mut bytes: Vec<MaybeUninit<u8>> =
            self.buffers[self.turn].iter().copied().map(MaybeUninit::new).collect();
        write(Buffer {
            missing: edges.map(|edge| edge as i32),
            bytes_per_pixel: self.bytes_per_pixel,
            width,
            height,
            stride: width + PADDING,
            bytes: &mut bytes,
        })?;
        #[allow(unsafe_code, reason = "a byte that was there before is there still")]
        // SAFETY: every byte was initialised above.
        let bytes = bytes.iter().map(|byte| unsafe { byte.assume_init() }).collect();
        self.buffers[self.turn] = bytes;
        self.turn = other;
        self.shown += 1;
        Ok(())
    }
}

const DENSITY: u32 = 160;
const WHITE: [u8; 3] = [255; 3];
const RED: [u8; 3] = [255, 0, 0];
const BLUE: [u8; 3] = [0, 0, 255];

/// A window of 400 × 800 between bars of 24 and 48 pixels.
fn between_bars() -> Layout {
    Layout { told: [0, 24, 400, 752], insets: Insets::default(), density: Some(DENSITY) }
}

struct Scene {
    stage: Stage,
    probe: Probe,
    glass: Glass,
    layout: Layout,
}

impl Scene {
    fn new() -> Self {
        let stage = Stage::new();
        slint::platform::set_platform(Box::new(OneWindow(stage.window()))).expect("first platform");
        let probe = Probe::new().expect("a window");
        probe.show().expect("shown");
        let mut scene = Self { stage, probe, glass: Glass::new(400, 800), layout: between_bars() };
        scene.stage.focus(true);
        scene.draw();
        scene
    }

    fn draw(&mut self) {
        let layout = self.layout;
        self.stage.draw(&mut self.glass, || layout);
    }

    /// A finger down at one place and up at another, in physical pixels of the window.
    fn slides(&self, from: (f32, f32), to: (f32, f32)) {
        self.stage.touched(Touch::Down { finger: (0, from.0, from.1), first: true });
        self.stage.touched(Touch::Moved(vec![(0, to.0, to.1)]));
        self.stage.touched(Touch::Up((0, to.0, to.1)));
    }
}

#[test]
fn a_finger_taps_what_it_sees_below_the_bar() {
    let mut scene = Scene::new();
    assert_eq!((scene.glass.seen(60, 69), scene.glass.seen(60, 10)), (RED, [0; 3]));
    assert_eq!(scene.glass.seen(5, 30), WHITE);
    // The control is at 20 to 70 of the page, which begins 24 below the edge of the window.
    scene.slides((60.0, 69.0), (60.0, 69.0));
    assert_eq!(scene.probe.get_taps(), 1);
    scene.slides((60.0, 40.0), (60.0, 40.0));
    assert_eq!(scene.probe.get_taps(), 1, "above it");
    scene.draw();
    assert_eq!(scene.glass.seen(60, 69), BLUE);
    assert!(!scene.glass.spilt());
}

#[test]
fn a_trembling_finger_taps_and_one_that_slides_off_or_is_taken_away_does_not() {
    let scene = Scene::new();
    // Twelve pixels of trembling, inside.
    scene.slides((60.0, 69.0), (72.0, 63.0));
    assert_eq!(scene.probe.get_taps(), 1);
    scene.slides((60.0, 69.0), (60.0, 300.0));
    assert_eq!(scene.probe.get_taps(), 1, "slid off");
    scene.stage.touched(Touch::Down { finger: (0, 60.0, 69.0), first: true });
    scene.stage.touched(Touch::Cancelled);
    scene.stage.touched(Touch::Up((0, 60.0, 69.0)));
    assert_eq!(scene.probe.get_taps(), 1, "taken away");
    // The same when the app is no longer seen, or loses the focus, while it is pressed.
    for end in [|stage: &Stage| stage.seen(false), |stage: &Stage| stage.focus(false)] {
        scene.stage.touched(Touch::Down { finger: (0, 60.0, 69.0), first: true });
        end(&scene.stage);
        scene.stage.touched(Touch::Up((0, 60.0, 69.0)));
        assert_eq!(scene.probe.get_taps(), 1);
    }
    // A palm beside the finger changes nothing.
    scene.stage.touched(Touch::Down { finger: (3, 60.0, 69.0), first: true });
    scene.stage.touched(Touch::Down { finger: (4, 300.0, 700.0), first: false });
    scene.stage.touched(Touch::Up((4, 300.0, 700.0)));
    scene.stage.touched(Touch::Up((3, 60.0, 69.0)));
    assert_eq!(scene.probe.get_taps(), 2);
}

#[test]
fn back_goes_to_the_page_first_and_leaves_the_app_where_nobody_wants_it() {
    let scene = Scene::new();
    assert!(scene.stage.key(Key::Back, Stroke::Down));
    scene.stage.key(Key::Back, Stroke::Up);
    assert_eq!(scene.probe.get_backs(), 1);
    assert!(!scene.stage.key(Key::UpArrow, Stroke::Down), "a key that the page refuses");
    scene.probe.set_takes_keys(false);
    assert!(!scene.stage.key(Key::Back, Stroke::Down));
}

#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let mut scene = Scene::new();
    assert_eq!((scene.glass.prepared, scene.glass.shown), (1, 1));
    for _ in 0..10 {
        scene.stage.tick();
        scene.draw();
    }
    assert_eq!((scene.glass.prepared, scene.glass.shown), (1, 1));
    assert_eq!(scene.stage.idle_time(true), None, "and nothing wakes it");
    // A timer does, and not while nobody looks.
    scene.probe.set_blinks(true);
    scene.stage.tick();
    assert!(scene.stage.idle_time(true).is_some_and(|idle| idle <= Duration::from_millis(41)));
    scene.stage.seen(false);
    assert_eq!(scene.stage.idle_time(true), None);
    scene.stage.seen(true);
    assert!(scene.stage.idle_time(true).is_some());
}

#[test]
fn each_buffer_gets_what_it_missed_and_no_more() {
    let mut scene = Scene::new();
    scene.probe.set_taps(1);
    scene.draw();
    assert_eq!((scene.glass.seen(60, 69), scene.glass.seen(5, 30)), (BLUE, WHITE));
    // Both have everything now: from here on only what changes is written.
    let shown = scene.glass.shown;
    for buffer in &mut scene.glass.buffers {
        buffer[0] = 99;
    }
    scene.probe.set_taps(0);
    scene.draw();
    scene.probe.set_taps(1);
    scene.draw();
    assert_eq!(scene.glass.shown, shown + 2);
    assert!(scene.glass.buffers.iter().all(|buffer| buffer[0] == 99), "the bar wasn't touched");
    assert_eq!(scene.glass.seen(60, 69), BLUE);
    assert!(!scene.glass.spilt());
}

#[test]
fn a_turned_phone_shows_everything_in_its_new_shape() {
    let mut scene = Scene::new();
    scene.glass = Glass::new(800, 400);
    // A cut-out at the side, told by insets alone: the app is laid out behind the bars.
    let insets = Insets { left: 40, top: 0, right: 0, bottom: 20 };
    scene.layout = Layout { told: [0, 0, 800, 400], insets, density: Some(DENSITY) };
    scene.stage.surface_changed();
    scene.draw();
    assert_eq!(scene.probe.window().size(), PhysicalSize::new(760, 380));
    assert_eq!((scene.glass.seen(20, 30), scene.glass.seen(60, 30)), ([0; 3], RED));
    assert_eq!((scene.glass.seen(700, 30), scene.glass.seen(700, 390)), (WHITE, [0; 3]));
    // A finger on the control where it is now.
    scene.slides((60.0, 30.0), (60.0, 30.0));
    assert_eq!(scene.probe.get_taps(), 1);
    // A split screen leaves less.
    scene.glass = Glass::new(360, 300);
    scene.layout = Layout { told: [0, 0, 360, 300], ..between_bars() };
    scene.stage.surface_changed();
    scene.draw();
    assert_eq!(scene.probe.window().size(), PhysicalSize::new(360, 300));
    assert_eq!(scene.glass.seen(350, 290), WHITE);
}

#[test]
fn a_lost_surface_is_shown_whole_when_it_comes_back() {
    let mut scene = Scene::new();
    // The window goes with the home button; what happens meanwhile is drawn later.
    scene.stage.seen(false);
    scene.probe.set_taps(1);
    scene.glass = Glass::new(400, 800);
    scene.stage.seen(true);
    scene.stage.surface_changed();
    scene.draw();
    assert_eq!((scene.glass.seen(60, 69), scene.glass.seen(5, 30)), (BLUE, WHITE));
    assert_eq!(scene.glass.seen(60, 10), [0; 3]);
    assert_eq!(scene.glass.shown, 1);
}

#[test]
fn a_frame_that_was_lost_comes_with_the_next() {
    let mut scene = Scene::new();
    scene.glass.refuses = true;
    scene.probe.set_taps(1);
    scene.draw();
    scene.glass.refuses = false;
    scene.draw();
    assert_eq!(scene.glass.seen(60, 69), BLUE);
    assert_eq!(scene.glass.prepared, 2, "its pixels were asked for anew");
    // Pixels of another kind are refused, not written to as if they weren't.
    scene.glass.bytes_per_pixel = Some(2);
    let before = scene.glass.buffers.clone();
    scene.probe.set_taps(0);
    scene.draw();
    assert_eq!(scene.glass.buffers, before);
    scene.glass.bytes_per_pixel = Some(BYTES_PER_PIXEL);
    scene.draw();
    assert_eq!(scene.glass.seen(60, 69), RED);
}

#[test]
fn another_display_size_changes_what_fits_and_keeps_the_window() {
    let mut scene = Scene::new();
    scene.layout.density = Some(170);
    scene.stage.surface_changed();
    scene.draw();
    assert_eq!(scene.probe.window().scale_factor(), 170.0 / 160.0);
    assert_eq!(scene.probe.window().size(), PhysicalSize::new(400, 728));
    // Larger than a page bears: no smaller page than 360 wide.
    scene.layout.density = Some(240);
    scene.stage.surface_changed();
    scene.draw();
    let scale = scene.probe.window().scale_factor();
    assert!((400.0 / scale - 360.0).abs() < 1.0 || scale == 240.0 / 160.0 * 0.75, "{scale}");
}
