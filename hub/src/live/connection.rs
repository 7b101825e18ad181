//! One connection of a live channel: who it is, what it says, what it hears, and when it ends.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::Extension;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::time::{Instant, interval, timeout};
use wire::{Credential, Role};

use super::message::{Hello, MAX_BYTES, News, Said};
use crate::accounts::Token;
use crate::http::access;
use crate::http::problem::Problem;
use crate::http::{App, Peer};
use crate::metrics::LiveConnection;

/// How long somebody may take to say who they are, or to take what they are sent.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a silent connection is tried, and asked for whether it may still be here.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How long it may not even answer that.
const SILENCE: Duration = Duration::from_secs(70);
/// Messages a second; some more at once.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(5).unwrap();
const AT_ONCE: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// Who is at the other end.
struct Member {
    role: Role,
    /// The installation; an account's name never leaves the hub.
    device: String,
    room: Option<String>,
}

/// Why a connection ends, as the other end is told.
enum End {
    Gone,
    Refused,
    TooSlow,
    TooMuch,
}

/// Makes a WebSocket of a request. Refuses every request with a query: credentials don't belong
/// there.
pub(crate) async fn upgrade(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    RawQuery(query): RawQuery,
    socket: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Response {
    let (None, Ok(socket)) = (query, socket) else {
        return Problem::BAD_QUERY.into_response();
    };
    let peer = peer.map(|Extension(peer)| peer);
    socket
        .max_message_size(MAX_BYTES)
        .max_frame_size(MAX_BYTES)
        .on_upgrade(move |socket| serve(app, peer, socket))
}

async fn serve(app: App, peer: Option<Peer>, mut socket: WebSocket) {
    let _counted = LiveConnection::open();
    let end = run(&app, peer, &mut socket).await;
    let (code, reason) = match end {
        End::Gone => return,
        End::Refused => (axum::extract::ws::close_code::POLICY, "refused"),
        End::TooSlow => (axum::extract::ws::close_code::AGAIN, "too slow"),
        End::TooMuch => (axum::extract::ws::close_code::POLICY, "too much"),
    };
    let frame = axum::extract::ws::CloseFrame { code, reason: reason.into() };
    let _ = timeout(PATIENCE, socket.send(Message::Close(Some(frame)))).await;
}

async fn run(app: &App, peer: Option<Peer>, socket: &mut WebSocket) -> End {
    let Ok(Some(Ok(Message::Text(first)))) = timeout(PATIENCE, socket.recv()).await else {
        return End::Refused;
    };
    let hello: Option<Hello> = serde_json::from_str(first.as_str()).ok();
    let member = match &hello {
        Some(hello) => recognise(app, hello).await,
        None => None,
    };
    let (Some(member), Some(hello)) = (member, hello) else {
        let _ = access::refuse_stranger(app, "live", &[], peer, Problem::LOG_IN).await;
        return End::Refused;
    };
    let Some(mut seat) = app.live.enter(member.room.clone(), member.role) else {
        return End::TooSlow;
    };
    let limiter = RateLimiter::direct(Quota::per_second(PER_SECOND).allow_burst(AT_ONCE));
    let mut heartbeat = interval(HEARTBEAT);
    heartbeat.reset();
    let mut heard = Instant::now();
    let mut end = send(socket, &News::Welcome {}).await;
    while end.is_ok() {
        end = tokio::select! {
            said = socket.recv() => {
                heard = Instant::now();
                hear(app, &member, seat.number, &limiter, said)
            }
            news = seat.news.recv() => match news {
                Some(news) => send(socket, &news).await,
                // The room dropped it: its queue was full.
                None => Err(End::TooSlow),
            },
            // Whoever was revoked or logged out meanwhile has to go, and who answers no pings.
            _ = heartbeat.tick() => match recognise(app, &hello).await {
                Some(_) if heard.elapsed() > SILENCE => Err(End::Gone),
                Some(_) => deliver(socket, Message::Ping(Vec::new().into())).await,
                None => Err(End::Refused),
            }
        };
    }
    app.live.leave(&member.room, seat.number);
    end.err().unwrap_or(End::Gone)
}

fn hear(
    app: &App,
    member: &Member,
    number: u64,
    limiter: &DefaultDirectRateLimiter,
    said: Option<Result<Message, axum::Error>>,
) -> Result<(), End> {
    let Some(Ok(message)) = said else { return Err(End::Gone) };
    if limiter.check().is_err() {
        return Err(End::TooMuch);
    }
    match message {
        Message::Text(text) => {
            let said: Said = serde_json::from_str(text.as_str()).map_err(|_| End::Refused)?;
            let news = said.as_news(member.role, &member.device).ok_or(End::Refused)?;
            app.live.tell(&member.room, &news, Some(number));
            Ok(())
        }
        Message::Ping(_) | Message::Pong(_) => Ok(()),
        Message::Binary(_) => Err(End::Refused),
        Message::Close(_) => Err(End::Gone),
    }
}

async fn send(socket: &mut WebSocket, news: &News) -> Result<(), End> {
    let text = serde_json::to_string(news).map_err(|_| End::Gone)?;
    deliver(socket, Message::Text(text.into())).await
}

async fn deliver(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(PATIENCE, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::TooSlow),
    }
}

/// Who this is, and which room is theirs; none when they may not be here.
async fn recognise(app: &App, hello: &Hello) -> Option<Member> {
    let (role, device, own) = match (&hello.credential, &hello.session) {
        (Some(credential), None) => {
            let bytes = HEXLOWER.decode(credential.as_bytes()).ok()?;
            let credential = Credential(bytes.try_into().ok()?);
            let row = app.store.device(&credential.hash()).await.ok()??;
            if row.revoked {
                return None;
            }
            (row.role, row.device.install().to_string(), row.group)
        }
        (None, Some(session)) => {
            let session = app.accounts.session(&Token::from_text(session)?).await.ok()??;
            if let Some(device) = &session.account.device
                && !app.dashboard.is_admitted(device).await.ok()?
            {
                return None;
            }
            (session.account.role, String::new(), session.account.group)
        }
        _ => return None,
    };
    let room = match (&hello.group, role) {
        (None, _) => own,
        (Some(group), Role::Ward) => Some(group.clone()),
        (Some(group), _) if Some(group) == own.as_ref() => own,
        (Some(_), _) => return None,
    };
    Some(Member { role, device, room })
}
