//! The socket: HTTP/1 and websockets on one address, idle connections closed after 5 s, as the server does.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower_service::Service as _;

use crate::http::{Peer, WikiService};
use crate::subscriptions;

const IDLE: Duration = Duration::from_secs(5);

/// Serves until it is dropped; so are the connections.
pub(crate) async fn serve(listener: TcpListener, service: WikiService) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                drop(connections.spawn(connection(stream, peer, service.clone())))
            }
            // Out of file handles, say: others may be given back in a while.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, service: WikiService) {
    // As Node does: small answers are sent at once. Where it cannot be had, they are not.
    drop(stream.set_nodelay(true));
    let upgrade = Mutex::new(None);
    let answer = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        let websocket = subscriptions::asked(&request);
        if let Some(asked) = websocket {
            *lock(&upgrade) = Some((hyper::upgrade::on(&mut request), asked));
        }
        let mut service = service.clone();
        async move {
            match websocket {
                Some(asked) => Ok(subscriptions::accepted(request.headers(), asked)),
                None => service.call(request).await,
            }
        }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(IDLE);
    // A client that goes away is no failure of the server.
    drop(
        server
            .serve_connection(TokioIo::new(stream), answer)
            .with_upgrades()
            .await,
    );
    let asked = lock(&upgrade).take();
    if let Some((upgraded, asked)) = asked
        && let Ok(upgraded) = upgraded.await
    {
        subscriptions::serve(TokioIo::new(upgraded), asked, service.shared()).await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
