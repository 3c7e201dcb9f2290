//! The socket: HTTP/1 on one address, idle connections closed after 5 s, as the server does.

use std::net::SocketAddr;
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
    let answer = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        service.clone().call(request)
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(IDLE);
    // A client that goes away is no failure of the server.
    drop(server.serve_connection(TokioIo::new(stream), answer).await);
}
