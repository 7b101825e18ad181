//! A phone without a phone: the window on a surface that shows nothing, a clock that moves when it is
//! told to, and a reader that has AccessKit's own tree, as the adapter for Android has, which panics
//! where a tree contradicts itself.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::time::Duration;

use accesskit::{
    Action, ActionData, ActionHandler as _, ActionRequest, ActivationHandler as _, NodeId, Point,
    Rect, Role, TreeId,
};
use accesskit_consumer::{NodeRef, Tree as ReadersTree, TreeChangeHandler, common_filter};
use slint::platform::software_renderer::MinimalSoftwareWindow;
use slint::platform::{Platform, PlatformError, WindowAdapter};

use super::super::asked::Listener;
use super::super::*;
use crate::android::frame::Bounds;
use crate::android::stage::{Buffer, Layout, Stage, Surface, Touch};
use crate::platform::android::insets::Insets;

thread_local! {
    static STAGE: RefCell<Option<Rc<MinimalSoftwareWindow>>> = const { RefCell::new(None) };
    static CLOCK: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

struct Phone;

impl Platform for Phone {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        STAGE.with(|stage| Ok(stage.borrow().clone().expect("a stage") as Rc<dyn WindowAdapter>))
    }

    fn duration_since_start(&self) -> Duration {
        CLOCK.get()
    }
}

/// Pixels that nobody sees.
struct Dark((usize, usize));

impl Surface for Dark {
    fn prepare(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn size(&self) -> (usize, usize) {
        self.0
    }

    fn fill(
        &mut self,
        _: Bounds,
        _: &mut dyn FnMut(Buffer<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        Ok(())
    }
}
/// What a reader finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its name between reader and app.
    pub node: NodeId,
    /// Its name in the app.
    pub id: String,
    /// What it is.
    pub role: Role,
    /// What is read out.
    pub label: String,
    /// Where it is in the view.
    pub bounds: Rect,
    /// Whether a double tap does something.
    pub clicks: bool,
}

/// A reader, and AccessKit between it and the app.
pub struct Reader {
    listener: Listener,
    tree: Option<ReadersTree>,
    /// What it was told last.
    pub last: Option<TreeUpdate>,
    /// How often it was told something.
    pub told: usize,
    /// What it heard of without asking.
    pub announced: Vec<String>,
}

struct Ears<'reader>(&'reader mut Vec<String>);

impl TreeChangeHandler for Ears<'_> {
    fn node_added(&mut self, _: &NodeRef<'_>) {}

    fn node_updated(&mut self, old: &NodeRef<'_>, new: &NodeRef<'_>) {
        if new.live() != accesskit::Live::Off && old.value() != new.value() {
            self.0.push(new.value().unwrap_or_default());
        }
    }

    fn focus_moved(&mut self, _: Option<&NodeRef<'_>>, _: Option<&NodeRef<'_>>) {}

    fn node_removed(&mut self, _: &NodeRef<'_>) {}
}

struct Between(Rc<RefCell<Reader>>);

impl Adapter for Between {
    fn update(&mut self, update: TreeUpdate) {
        let reader = &mut *self.0.borrow_mut();
        reader.told += 1;
        reader.last = Some(update.clone());
        match &mut reader.tree {
            Some(tree) => tree.update_and_process_changes(update, &mut Ears(&mut reader.announced)),
            None => reader.tree = Some(ReadersTree::new(update, true)),
        }
    }
}

/// A window on the phone, and a reader.
pub struct Scene<Ui> {
    /// The window's side.
    pub stage: Stage,
    /// What is in the window.
    pub ui: Ui,
    /// What is tried.
    pub accessibility: Accessibility,
    /// Who listens.
    pub reader: Rc<RefCell<Reader>>,
    /// The screen.
    pub glass: Glass,
}

/// A screen, and what is told of it.
#[derive(Clone, Copy)]
pub struct Glass {
    /// In pixels.
    pub size: (usize, usize),
    /// What the system tells.
    pub layout: Layout,
}

const NO_INSETS: Insets = Insets { left: 0, top: 0, right: 0, bottom: 0 };

/// Laid out between bars of 48 and 84 pixels, as before Android 15.
pub const BETWEEN_BARS: Glass = Glass {
    size: (720, 1_600),
    layout: Layout { told: [0, 48, 720, 1_516], insets: NO_INSETS, density: Some(320) },
};
/// Laid out behind them.
pub const BEHIND_BARS: Glass = Glass {
    size: (720, 1_600),
    layout: Layout {
        told: [0, 0, 720, 1_600],
        insets: Insets { top: 48, bottom: 84, ..NO_INSETS },
        density: Some(320),
    },
};
/// The same page with a quarter of the pixels, where many are drawn.
pub const SMALL: Glass = Glass {
    size: (360, 800),
    layout: Layout { told: [0, 24, 360, 758], insets: NO_INSETS, density: Some(160) },
};

impl<Ui> Scene<Ui> {
    /// Opens a window and lets no reader in yet.
    pub fn new(glass: Glass, open: impl FnOnce() -> Ui) -> Self {
        let stage = Stage::new();
        STAGE.with(|current| current.replace(Some(stage.window())));
        // It is set already where this thread has opened a window before.
        let _ = slint::platform::set_platform(Box::new(Phone));
        let ui = open();
        let asked = Arc::new(Asked::new(|| {}));
        let accessibility = Accessibility::new(Arc::clone(&asked));
        let reader = Reader {
            listener: Listener(asked),
            tree: None,
            last: None,
            told: 0,
            announced: Vec::new(),
        };
        let reader = Rc::new(RefCell::new(reader));
        stage.window().window().show().expect("shown");
        stage.focus(true);
        let mut scene = Self { stage, ui, accessibility, reader, glass };
        scene.settle();
        scene
    }

    /// Switches the reader on: it asks what is on the screen.
    pub fn switch_on(&mut self) {
        self.accessibility.join(Box::new(Between(Rc::clone(&self.reader))));
        assert!(self.reader.borrow_mut().listener.request_initial_tree().is_none());
        self.settle();
    }

    /// One round of the event loop.
    pub fn round(&mut self) {
        let window = self.stage.window();
        if let Some(origin) = self.stage.origin() {
            self.accessibility.act(window.window(), origin);
        }
        self.stage.tick();
        let Glass { size, layout } = self.glass;
        self.stage.draw(&mut Dark(size), || layout);
        if let Some(origin) = self.stage.origin() {
            self.accessibility.tell(window.window(), origin);
        }
    }

    /// Lets everything happen that happens by itself within the next moments.
    pub fn settle(&mut self) {
        let mut still = 0;
        // What never comes to rest is left after two seconds.
        for _ in 0..80 {
            let told = self.reader.borrow().told;
            self.round();
            CLOCK.set(CLOCK.get() + Duration::from_millis(25));
            let moves = self.stage.window().has_active_animations();
            let changed = told != self.reader.borrow().told;
            still = if moves || changed { 0 } else { still + 1 };
            // A handler may cause another; a few rounds reach what a change of pages sets off.
            if still == 4 {
                return;
            }
        }
    }

    /// All that the reader finds, in its order.
    pub fn elements(&self) -> Vec<Element> {
        let reader = self.reader.borrow();
        let tree = reader.tree.as_ref().expect("a reader that is on");
        let mut elements = Vec::new();
        collect(tree.state().root(), &mut elements);
        elements
    }

    /// The element of this name in the app.
    pub fn find(&self, id: &str) -> Option<Element> {
        self.elements().into_iter().find(|element| element.id == id)
    }

    /// The one that has the focus.
    pub fn focused(&self) -> Option<String> {
        let reader = self.reader.borrow();
        let focus = reader.tree.as_ref()?.state().focus()?;
        focus.author_id().map(str::to_owned)
    }

    /// The element that a finger explores there, in the view.
    pub fn under(&self, x: f64, y: f64) -> Option<NodeId> {
        let reader = self.reader.borrow();
        let root = reader.tree.as_ref()?.state().root();
        root.node_at_point(Point::new(x, y), &common_filter).map(|node| node.locate().0)
    }

    /// Asks for something, and lets it happen.
    pub fn ask(&mut self, action: Action, target_node: NodeId, data: Option<ActionData>) {
        let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node, data };
        self.reader.borrow_mut().listener.do_action(request);
        self.settle();
    }

    /// What a finger does that taps in the middle of an element.
    pub fn tap(&mut self, element: &Element) {
        let at = element.bounds;
        let (x, y) = ((at.x0 + at.x1) as f32 / 2.0, (at.y0 + at.y1) as f32 / 2.0);
        let [left, top, ..] = self.glass.layout.told;
        let finger = (0, x + left as f32, y + top as f32);
        self.stage.touched(Touch::Down { finger, first: true });
        self.stage.touched(Touch::Up(finger));
        self.settle();
    }
}

fn collect(node: NodeRef<'_>, elements: &mut Vec<Element>) {
    elements.push(Element {
        node: node.locate().0,
        id: node.author_id().unwrap_or_default().to_owned(),
        role: node.role(),
        label: match node.label_comes_from_value() {
            true => node.value(),
            false => node.label(),
        }
        .unwrap_or_default(),
        bounds: node.bounding_box().expect("a place"),
        clicks: node.is_clickable(&common_filter),
    });
    for child in node.filtered_children(&common_filter) {
        collect(child, elements);
    }
}
