//! Listening: TLS with the hub's own certificate, HTTP/1.1, a task for each connection. Bears slow
//! links (50 bytes a second) and ends those that have gone silent. Knows nothing of routes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderValue;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::folder::Certificate;
use crate::http::Peer;

/// More than a meeting of 200 phones that all come back at once, less than what a laptop bears.
const CONNECTIONS: usize = 4_096;
/// How long a hub waits for a device.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// A handshake has to be through by then; at 50 bytes a second it takes some 40 seconds.
    pub handshake: Duration,
    /// So long may a connection wait for its next request's first line and headers.
    pub headers: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { handshake: Duration::from_secs(90), headers: Duration::from_secs(120) }
    }
}

/// So long may requests that are under way take when the hub is stopped.
const GRACE: Duration = Duration::from_secs(20);

/// The TLS side of a hub.
///
/// # Errors
/// When the key doesn't belong to the certificate.
pub fn tls(certificate: &Certificate) -> anyhow::Result<TlsAcceptor> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(certificate.der.clone())],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(certificate.key.clone())),
        )?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // What devices that come again have to say to be known: no more than two tickets' worth.
    config.send_tls13_tickets = 1;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Serves `router` until `stop` is told, then lets what is under way come to its end.
pub async fn serve(
    listener: TcpListener,
    tls: TlsAcceptor,
    router: Router,
    stop: watch::Receiver<bool>,
) {
    serve_with(listener, tls, router, stop, Patience::default()).await;
}

/// The same with another patience.
pub async fn serve_with(
    listener: TcpListener,
    tls: TlsAcceptor,
    router: Router,
    mut stop: watch::Receiver<bool>,
    patience: Patience,
) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(seat) = Arc::clone(&room).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (tls, router, stop) = (tls.clone(), router.clone(), stop.clone());
                tokio::spawn(async move {
                    connection(stream, peer, tls, router, (stop, patience)).await;
                    drop(seat);
                });
            }
            // Out of file handles, or the peer has gone already.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    drop(listener);
    let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(GRACE, room.acquire_many(all)).await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    tls: TlsAcceptor,
    router: Router,
    (mut stop, patience): (watch::Receiver<bool>, Patience),
) {
    let _ = stream.set_nodelay(true);
    let accepted = tokio::time::timeout(patience.handshake, tls.accept(stream)).await;
    let Ok(Ok(stream)) = accepted else { return };
    let service = tower::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(Peer(peer));
        let router = router.clone();
        async move {
            let mut response = router.oneshot(request).await?;
            let nosniff = HeaderValue::from_static("nosniff");
            response.headers_mut().entry("x-content-type-options").or_insert(nosniff);
            Ok::<_, std::convert::Infallible>(response)
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.headers)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .with_upgrades();
    tokio::pin!(connection);
    tokio::select! {
        // Fails when the device has gone: it will come again.
        _ = connection.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
