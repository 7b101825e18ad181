//! The accessibility tree as a screen reader gets it: over D-Bus, by AT-SPI. It knows nothing of
//! Slint or of the app's own ids, and it never looks at the screen.

use std::sync::{Arc, Mutex};
use std::thread;

use async_io::block_on;
use zbus::names::OwnedBusName;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};
use zbus::{Connection, MatchRule, MessageStream, message};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const ACTION: &str = "org.a11y.atspi.Action";
const COMPONENT: &str = "org.a11y.atspi.Component";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
const ROOT: &str = "/org/a11y/atspi/accessible/root";

/// Numbers of AT-SPI's roles (`AtspiRole`).
pub mod role {
    pub const CHECK_BOX: u32 = 7;
    pub const FRAME: u32 = 23;
    pub const ICON: u32 = 26;
    pub const IMAGE: u32 = 27;
    pub const LABEL: u32 = 29;
    pub const PANEL: u32 = 39;
    pub const BUTTON: u32 = 43;
    pub const TOGGLE_BUTTON: u32 = 62;
    /// Pictures and words that a control is drawn with: Slint 1.18 leaves them in the tree without
    /// a role, where readers pass over them. Their control has the name.
    pub const UNKNOWN: u32 = 67;
    pub const LANDMARK: u32 = 110;
    /// What a person can do something with.
    pub const CONTROLS: [u32; 3] = [BUTTON, TOGGLE_BUTTON, CHECK_BOX];
    /// What else there is on a page.
    pub const OTHERS: [u32; 6] = [FRAME, ICON, IMAGE, LABEL, PANEL, LANDMARK];
}

/// Bits of AT-SPI's states (`AtspiStateType`).
pub mod state {
    pub const FOCUSABLE: u64 = 1 << 11;
    pub const FOCUSED: u64 = 1 << 12;
    pub const PRESSED: u64 = 1 << 20;
    pub const SHOWING: u64 = 1 << 25;
    pub const VISIBLE: u64 = 1 << 30;
}

type Place = (OwnedBusName, OwnedObjectPath);

/// One accessible object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    place: Place,
    pub role: u32,
    pub name: String,
    pub description: String,
    pub states: u64,
    pub actions: i32,
}

impl Node {
    pub fn is(&self, states: u64) -> bool {
        self.states & states == states
    }

    pub fn is_control(&self) -> bool {
        role::CONTROLS.contains(&self.role)
    }

    /// Whether a person is told that it does nothing now. AccessKit 0.24 gives every button the
    /// state of one that can be used, so it is said in words.
    pub fn is_disabled(&self) -> bool {
        self.description == "Lúc này chưa chạm được"
    }

    /// Whether a person can use it now.
    pub fn is_usable(&self) -> bool {
        self.is_control()
            && self.is(state::SHOWING | state::VISIBLE)
            && !self.is_disabled()
            && self.actions > 0
    }

    /// Whether both are the same object.
    pub fn same(&self, other: &Self) -> bool {
        self.place == other.place
    }

    /// The same without what the focus changes.
    pub fn unfocused(&self) -> Self {
        Self { states: self.states & !(state::FOCUSED | 1 << 1), ..self.clone() }
    }
}

/// A connection to the accessibility bus.
pub struct Reader {
    bus: Connection,
    announced: Arc<Mutex<Vec<String>>>,
}

impl Reader {
    /// Switches accessibility on for the session on this bus, as a screen reader does when it
    /// starts, and listens.
    pub fn new(session: &str) -> zbus::Result<Self> {
        block_on(async {
            let session = zbus::connection::Builder::address(session)?.build().await?;
            let status = ("org.a11y.Bus", "/org/a11y/bus");
            for property in ["IsEnabled", "ScreenReaderEnabled"] {
                let value = ("org.a11y.Status", property, zbus::zvariant::Value::from(true));
                session
                    .call_method(Some(status.0), status.1, Some(PROPERTIES), "Set", &value)
                    .await?;
            }
            let address: String = session
                .call_method(Some(status.0), status.1, Some("org.a11y.Bus"), "GetAddress", &())
                .await?
                .body()
                .deserialize()?;
            let bus = zbus::connection::Builder::address(address.as_str())?.build().await?;
            let announced = Arc::new(Mutex::new(Vec::new()));
            listen(&bus, Arc::clone(&announced)).await?;
            Ok(Self { bus, announced })
        })
    }

    /// All objects of the only program there is, in reading order. None while there is no program,
    /// or while its tree is just changing.
    pub fn nodes(&self) -> Option<Vec<Node>> {
        block_on(async {
            let registry = OwnedBusName::try_from("org.a11y.atspi.Registry").ok()?;
            let desktop = (registry, OwnedObjectPath::try_from(ROOT).ok()?);
            let programs = self.children(&desktop).await.ok()?;
            let windows = self.children(programs.first()?).await.ok()?;
            let mut nodes = Vec::new();
            // The next in reading order is always the last one.
            let mut waiting = windows;
            waiting.reverse();
            while let Some(place) = waiting.pop() {
                let mut children = self.children(&place).await.ok()?;
                let node = self.node(place).await.ok()?;
                if node.role != role::UNKNOWN {
                    nodes.push(node);
                }
                children.reverse();
                waiting.append(&mut children);
            }
            Some(nodes)
        })
    }

    /// The same object as it is now; none if it is gone.
    pub fn again(&self, node: &Node) -> Option<Node> {
        block_on(self.node(node.place.clone())).ok()
    }

    /// Does what its only action does; false if it refuses, or is gone.
    pub fn act(&self, node: &Node) -> bool {
        let done = block_on(self.call(&node.place, ACTION, "DoAction", &(0i32,)));
        done.is_ok_and(|done| done.body().deserialize().unwrap_or(false))
    }

    /// Asks for the focus; false if it refuses, or is gone.
    pub fn focus(&self, node: &Node) -> bool {
        let done = block_on(self.call(&node.place, COMPONENT, "GrabFocus", &()));
        done.is_ok_and(|done| done.body().deserialize().unwrap_or(false))
    }

    /// Where it is on the screen: x, y, width, height.
    pub fn extents(&self, node: &Node) -> Option<[i32; 4]> {
        // 0: counted from the corner of the screen.
        let answer = block_on(self.call(&node.place, COMPONENT, "GetExtents", &(0u32,))).ok()?;
        let (x, y, width, height): (i32, i32, i32, i32) = answer.body().deserialize().ok()?;
        Some([x, y, width, height])
    }

    /// What was announced since the last time.
    pub fn announced(&self) -> Vec<String> {
        std::mem::take(&mut *self.announced.lock().unwrap())
    }

    async fn call<B>(
        &self,
        place: &Place,
        interface: &str,
        method: &str,
        body: &B,
    ) -> zbus::Result<message::Message>
    where
        B: zbus::export::serde::ser::Serialize + zbus::zvariant::DynamicType + Sync,
    {
        let (name, path) = place;
        self.bus.call_method(Some(name), path, Some(interface), method, body).await
    }

    async fn children(&self, place: &Place) -> zbus::Result<Vec<Place>> {
        let answer = self.call(place, ACCESSIBLE, "GetChildren", &()).await?;
        let children: Vec<(String, OwnedObjectPath)> = answer.body().deserialize()?;
        children.into_iter().map(|(name, path)| Ok((OwnedBusName::try_from(name)?, path))).collect()
    }

    async fn node(&self, place: Place) -> zbus::Result<Node> {
        let role: u32 =
            self.call(&place, ACCESSIBLE, "GetRole", &()).await?.body().deserialize()?;
        let states: Vec<u32> =
            self.call(&place, ACCESSIBLE, "GetState", &()).await?.body().deserialize()?;
        let actions = if role::CONTROLS.contains(&role) {
            self.property(&place, ACTION, "NActions").await?.try_into().unwrap_or(0)
        } else {
            0
        };
        Ok(Node {
            name: self.property(&place, ACCESSIBLE, "Name").await?.try_into()?,
            description: self.property(&place, ACCESSIBLE, "Description").await?.try_into()?,
            states: states.iter().rev().fold(0, |bits, word| bits << 32 | u64::from(*word)),
            role,
            actions,
            place,
        })
    }

    async fn property(&self, place: &Place, of: &str, name: &str) -> zbus::Result<OwnedValue> {
        self.call(place, PROPERTIES, "Get", &(of, name)).await?.body().deserialize()
    }
}

/// Keeps what programs ask to be read aloud.
async fn listen(bus: &Connection, announced: Arc<Mutex<Vec<String>>>) -> zbus::Result<()> {
    let rule = MatchRule::builder()
        .msg_type(message::Type::Signal)
        .interface("org.a11y.atspi.Event.Object")?
        .member("Announcement")?
        .build();
    let mut stream = MessageStream::for_match_rule(rule, bus, Some(256)).await?;
    thread::spawn(move || {
        block_on(async {
            while let Some(Ok(message)) = next(&mut stream).await {
                let body = message.body();
                type Event<'e> = (
                    &'e str,
                    i32,
                    i32,
                    zbus::zvariant::Value<'e>,
                    std::collections::HashMap<&'e str, zbus::zvariant::Value<'e>>,
                );
                let Ok(event) = body.deserialize::<Event<'_>>() else { continue };
                if let Ok(text) = String::try_from(event.3) {
                    announced.lock().unwrap().push(text);
                }
            }
        });
    });
    Ok(())
}

/// The next message, without a crate for streams.
async fn next(stream: &mut MessageStream) -> Option<zbus::Result<message::Message>> {
    use zbus::export::futures_core::Stream;
    std::future::poll_fn(|context| std::pin::Pin::new(&mut *stream).poll_next(context)).await
}
