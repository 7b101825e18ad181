//! The table of all routes. The router, `/openapi.json` and the tests are made from it, so no
//! route can be added without its rule: what isn't in the table isn't answered, and a row without
//! a rule, or with an id in its path that no rule looks at, doesn't compile.

use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};
use wire::Role;

use super::api::{self, *};
use super::{App, device, openapi, operator, pages};
use crate::live;

/// One route.
pub struct Route {
    /// Its name: the operation in `/openapi.json`, the action in the audit, the label in metrics.
    pub name: &'static str,
    /// The method.
    pub verb: Verb,
    /// The path, with ids in braces.
    pub path: &'static str,
    /// Who may come at all.
    pub access: Access,
    /// The ids in the path, in order: each has to lie within what the account may see.
    pub takes: &'static [Foreign],
    /// What the answer is.
    pub kind: Kind,
    /// Whether it is audited also when it was allowed; refusals always are.
    pub recorded: bool,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// What the body is.
    pub body: Option<SchemaOf>,
    /// What a good answer is.
    pub answer: Option<SchemaOf>,
    /// What answers.
    pub handler: fn(MethodFilter) -> MethodRouter<App>,
}

/// A method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Changes nothing.
    Get,
    /// Changes something.
    Post,
    /// Sets something.
    Put,
    /// Takes something away.
    Delete,
}

impl Verb {
    /// As axum knows it.
    #[must_use]
    pub fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Delete => MethodFilter::DELETE,
        }
    }

    /// As it stands in a request.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    /// Whether it changes something, so that a request has to prove that it comes from our page.
    #[must_use]
    pub fn changes(self) -> bool {
        self != Self::Get
    }
}

/// Who may come at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody: there is nothing of anybody in the answer.
    Public,
    /// The machine's keeper: from this machine, or with the token for figures.
    Operator,
    /// A device; its credential is in the body, and the device service decides.
    Device(&'static [Role]),
    /// An account that is logged in and has one of these roles.
    Account(&'static [Role]),
}

/// An id in a path, which may be of somebody whom the account may not see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A residential group.
    Group,
    /// A person.
    Person,
    /// A device.
    Device,
    /// Something in quarantine.
    Hash,
}

impl Foreign {
    /// Its name in the path, braces included.
    #[must_use]
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Group => "{group}",
            Self::Person => "{person}",
            Self::Device => "{device}",
            Self::Hash => "{hash}",
        }
    }
}

/// What an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JSON; refusals are problems.
    Json,
    /// A page for people; so are refusals.
    Page,
    /// CBOR for devices.
    Device,
    /// Text for machines.
    Text,
}

/// The schemas that go into the description, and the reference to the one that is meant.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// Describes a type.
pub type SchemaOf = fn(&mut Schemas) -> RefOr<Schema>;

fn schema_of<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    RefOr::Ref(utoipa::openapi::Ref::from_schema_name(T::name()))
}

/// A handler for a row, under the row's method.
macro_rules! to {
    ($handler:path) => {
        |verb| on(verb, $handler)
    };
}

const PUBLIC: Access = Access::Public;
const ANY_ACCOUNT: Access = Access::Account(&[Role::Instructor, Role::Group, Role::Ward]);
const WARD: Access = Access::Account(&[Role::Ward]);
const WARD_OR_GROUP: Access = Access::Account(&[Role::Group, Role::Ward]);
const WARD_OR_INSTRUCTOR: Access = Access::Account(&[Role::Instructor, Role::Ward]);
const INSTRUCTOR: Access = Access::Account(&[Role::Instructor]);
const ANY_DEVICE: Access = Access::Device(&Role::ALL);

/// A row that answers in JSON, to be changed where it differs.
const fn json(
    name: &'static str,
    verb: Verb,
    path: &'static str,
    access: Access,
    summary: &'static str,
    handler: fn(MethodFilter) -> MethodRouter<App>,
) -> Route {
    Route {
        name,
        verb,
        path,
        access,
        takes: &[],
        kind: Kind::Json,
        recorded: false,
        summary,
        body: None,
        answer: None,
        handler,
    }
}

/// A row for devices.
const fn of_devices(
    name: &'static str,
    path: &'static str,
    access: Access,
    summary: &'static str,
    handler: fn(MethodFilter) -> MethodRouter<App>,
) -> Route {
    Route { kind: Kind::Device, ..json(name, Verb::Post, path, access, summary, handler) }
}

/// A row that answers with a page.
const fn page(
    name: &'static str,
    verb: Verb,
    path: &'static str,
    access: Access,
    summary: &'static str,
    handler: fn(MethodFilter) -> MethodRouter<App>,
) -> Route {
    Route { kind: Kind::Page, ..json(name, verb, path, access, summary, handler) }
}

use Foreign::{Device, Group, Hash, Person};
use Verb::{Delete, Get, Post, Put};

/// All routes.
pub const ROUTES: &[Route] = &[
    // Devices.
    of_devices(
        "sync",
        wire::path::SYNC,
        ANY_DEVICE,
        "Takes a device's segments and gives it those that it may have.",
        to!(device::sync),
    ),
    of_devices(
        "enrol",
        wire::path::ENROL,
        PUBLIC,
        "Lets in a device that shows an invitation which works once.",
        to!(device::enrol),
    ),
    of_devices(
        "offer",
        wire::path::OFFER,
        PUBLIC,
        "Tells a device with a typed code how to know the hub.",
        to!(device::offer),
    ),
    // The hub itself.
    Route {
        kind: Kind::Text,
        ..json("healthz", Get, "/healthz", PUBLIC, "Whether the hub works.", to!(api::healthz))
    },
    json("openapi", Get, "/openapi.json", PUBLIC, "This description.", to!(openapi::answer)),
    Route {
        kind: Kind::Text,
        ..json(
            "metrics",
            Get,
            "/metrics",
            Access::Operator,
            "Figures about the hub itself, for Prometheus.",
            to!(operator::metrics),
        )
    },
    // Live.
    Route {
        kind: Kind::Text,
        ..json(
            "live",
            Get,
            wire::path::LIVE,
            ANY_DEVICE,
            "The live channel of a class, a WebSocket. The first message says who it is: \
             `{\"credential\": …}` or `{\"session\": …}`.",
            to!(live::upgrade),
        )
    },
    // Accounts.
    Route {
        body: Some(schema_of::<LogIn>),
        answer: Some(schema_of::<Me>),
        ..json("log-in", Post, "/v1/session", PUBLIC, "Logs in.", to!(session::log_in))
    },
    json("log-out", Delete, "/v1/session", ANY_ACCOUNT, "Logs out.", to!(session::log_out)),
    Route {
        answer: Some(schema_of::<Me>),
        ..json("me", Get, "/v1/me", ANY_ACCOUNT, "Who is logged in.", to!(session::me))
    },
    // Figures.
    Route {
        answer: Some(schema_of::<Ward>),
        ..json("read-ward", Get, "/v1/ward", WARD, "The ward's figures.", to!(figures::ward))
    },
    Route {
        answer: Some(schema_of::<Lessons>),
        ..json(
            "read-lessons",
            Get,
            "/v1/lessons",
            ANY_ACCOUNT,
            "How many opened and passed each lesson, among those whom the account may see.",
            to!(figures::lessons),
        )
    },
    Route {
        answer: Some(schema_of::<Groups>),
        ..json(
            "read-groups",
            Get,
            "/v1/groups",
            WARD_OR_GROUP,
            "The groups that the account may see.",
            to!(figures::groups),
        )
    },
    Route {
        takes: &[Group],
        answer: Some(schema_of::<GroupFigures>),
        ..json(
            "read-group",
            Get,
            "/v1/groups/{group}",
            WARD_OR_GROUP,
            "A group's figures.",
            to!(figures::group),
        )
    },
    Route {
        answer: Some(schema_of::<Aggregate>),
        ..json(
            "read-aggregate",
            Get,
            "/v1/aggregate",
            WARD,
            "Figures to be handed on above the ward: no number in it, nor any difference of \
             numbers, is about fewer than five people.",
            to!(figures::aggregate),
        )
    },
    // Learners.
    Route {
        takes: &[Group],
        answer: Some(schema_of::<LearnerPage>),
        recorded: true,
        ..json(
            "read-follow-ups",
            Get,
            "/v1/groups/{group}/learners",
            WARD_OR_GROUP,
            "The learners of a group in short, those longest silent to be visited.",
            to!(learners::of_group),
        )
    },
    Route {
        answer: Some(schema_of::<LearnerPage>),
        ..json(
            "read-roster",
            Get,
            "/v1/roster",
            INSTRUCTOR,
            "The learners on the instructor's roster, in short.",
            to!(learners::of_roster),
        )
    },
    Route {
        takes: &[Person],
        answer: Some(schema_of::<Learner>),
        recorded: true,
        ..json(
            "read-learner",
            Get,
            "/v1/learners/{person}",
            WARD_OR_INSTRUCTOR,
            "A learner's lessons.",
            to!(learners::one),
        )
    },
    Route {
        takes: &[Person],
        recorded: true,
        ..json(
            "erase-learner",
            Post,
            "/v1/learners/{person}/erase",
            WARD,
            "Erases a learner everywhere, for ever.",
            to!(learners::erase),
        )
    },
    // Devices and rosters.
    Route {
        answer: Some(schema_of::<Devices>),
        ..json(
            "read-devices",
            Get,
            "/v1/devices",
            WARD,
            "Devices, the newest first.",
            to!(devices::all),
        )
    },
    Route {
        takes: &[Device],
        recorded: true,
        ..json(
            "revoke-device",
            Post,
            "/v1/devices/{device}/revoke",
            WARD,
            "Refuses a device from now on.",
            to!(devices::revoke),
        )
    },
    Route {
        takes: &[Device, Person],
        recorded: true,
        ..json(
            "put-on-roster",
            Put,
            "/v1/roster/{device}/{person}",
            WARD,
            "Puts a learner on the roster of an instructor's device.",
            to!(devices::put_on_roster),
        )
    },
    Route {
        takes: &[Device, Person],
        recorded: true,
        ..json(
            "take-off-roster",
            Delete,
            "/v1/roster/{device}/{person}",
            WARD,
            "Takes a learner off the roster of an instructor's device.",
            to!(devices::take_off_roster),
        )
    },
    Route {
        body: Some(schema_of::<NewInvitation>),
        answer: Some(schema_of::<Invited>),
        ..json(
            "invite",
            Post,
            "/v1/invitations",
            WARD_OR_INSTRUCTOR,
            "Makes an invitation that works once. An instructor invites learners of their group, \
             who come on their roster.",
            to!(invitations::invite),
        )
    },
    // Quarantine and audit.
    Route {
        answer: Some(schema_of::<Quarantine>),
        ..json(
            "read-quarantine",
            Get,
            "/v1/quarantine",
            WARD,
            "What was put aside.",
            to!(quarantine::all),
        )
    },
    Route {
        takes: &[Hash],
        recorded: true,
        ..json(
            "release",
            Post,
            "/v1/quarantine/{hash}/release",
            WARD,
            "Tries once more to take in something that was put aside.",
            to!(quarantine::release),
        )
    },
    Route {
        answer: Some(schema_of::<Audit>),
        ..json(
            "read-audit",
            Get,
            "/v1/audit",
            WARD,
            "Who did what, newest first.",
            to!(quarantine::audit),
        )
    },
    // Pages.
    page("page-log-in", Get, "/login", PUBLIC, "Where to log in.", to!(pages::session::form)),
    page("page-try-log-in", Post, "/login", PUBLIC, "Logs in.", to!(pages::session::log_in)),
    page("page-log-out", Post, "/logout", ANY_ACCOUNT, "Logs out.", to!(pages::session::log_out)),
    page("page-home", Get, "/", ANY_ACCOUNT, "Where one begins.", to!(pages::session::home)),
    Route {
        kind: Kind::Text,
        ..json("style", Get, "/style.css", PUBLIC, "How pages look.", to!(pages::style))
    },
    page("page-ward", Get, "/ward", WARD, "The ward.", to!(pages::figures::ward)),
    Route {
        takes: &[Group],
        recorded: true,
        ..page(
            "page-group",
            Get,
            "/groups/{group}",
            WARD_OR_GROUP,
            "A group, and whom to visit.",
            to!(pages::figures::group),
        )
    },
    page(
        "page-roster",
        Get,
        "/roster",
        INSTRUCTOR,
        "An instructor's learners.",
        to!(pages::learners::roster),
    ),
    Route {
        takes: &[Person],
        recorded: true,
        ..page(
            "page-learner",
            Get,
            "/learners/{person}",
            WARD_OR_INSTRUCTOR,
            "A learner.",
            to!(pages::learners::one),
        )
    },
    Route {
        takes: &[Person],
        recorded: true,
        ..page(
            "page-erase-learner",
            Post,
            "/learners/{person}/erase",
            WARD,
            "Erases a learner everywhere, for ever.",
            to!(pages::learners::erase),
        )
    },
    page(
        "page-devices",
        Get,
        "/devices",
        WARD,
        "Devices, the newest first.",
        to!(pages::devices::all),
    ),
    Route {
        takes: &[Device],
        recorded: true,
        ..page(
            "page-revoke-device",
            Post,
            "/devices/{device}/revoke",
            WARD,
            "Refuses a device from now on.",
            to!(pages::devices::revoke),
        )
    },
    page(
        "page-invitations",
        Get,
        "/invitations",
        WARD_OR_INSTRUCTOR,
        "Whom to invite.",
        to!(pages::invitations::form),
    ),
    Route {
        ..page(
            "page-invite",
            Post,
            "/invitations",
            WARD_OR_INSTRUCTOR,
            "Makes an invitation that works once, and shows it.",
            to!(pages::invitations::invite),
        )
    },
    page(
        "page-quarantine",
        Get,
        "/quarantine",
        WARD,
        "What was put aside.",
        to!(pages::quarantine::all),
    ),
    Route {
        takes: &[Hash],
        recorded: true,
        ..page(
            "page-release",
            Post,
            "/quarantine/{hash}/release",
            WARD,
            "Tries once more to take in something that was put aside.",
            to!(pages::quarantine::release),
        )
    },
];

const _: () = assert!(every_id_has_a_rule(ROUTES), "an id in a path that `takes` doesn't name");

/// Whether `takes` names each id of the path, in order.
const fn every_id_has_a_rule(routes: &[Route]) -> bool {
    let mut row = 0;
    while row < routes.len() {
        let (path, takes) = (routes[row].path.as_bytes(), routes[row].takes);
        let (mut at, mut taken) = (0, 0);
        while at < path.len() {
            if path[at] == b'{' {
                if taken == takes.len() {
                    return false;
                }
                let expected = takes[taken].placeholder().as_bytes();
                let mut letter = 0;
                while letter < expected.len() {
                    if at + letter >= path.len() || path[at + letter] != expected[letter] {
                        return false;
                    }
                    letter += 1;
                }
                taken += 1;
            }
            at += 1;
        }
        if taken != takes.len() {
            return false;
        }
        row += 1;
    }
    true
}
