//! The one subscription, `loggingLiveTrail`, over a websocket as subscriptions-transport-ws speaks.

mod handshake;
mod talk;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::broadcast::error::RecvError;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role};
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::clock::Millis;
use crate::http::Shared;

pub(crate) use handshake::{Asked, accepted, asked};
use talk::{Reply, Talk};

/// A line of the server's log.
#[derive(Clone, Debug)]
pub(crate) struct LogLine {
    pub(crate) level: String,
    pub(crate) output: String,
    pub(crate) timestamp: Millis,
}

/// Talks to a client until one of the two has enough.
pub(crate) async fn serve<S>(stream: S, asked: Asked, shared: &Shared)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
    // A client that goes away is no failure of the server.
    drop(converse(&mut socket, asked, shared).await);
}

async fn converse<S>(
    socket: &mut WebSocketStream<S>,
    asked: Asked,
    shared: &Shared,
) -> Result<(), Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    if asked == Asked::OtherProtocol {
        return close(socket, 1002).await;
    }
    let mut lines = shared.lines.subscribe();
    let mut talk = Talk::default();
    loop {
        let replies = tokio::select! {
            message = socket.next() => match message.transpose()? {
                Some(Message::Text(text)) => talk.hear(shared, text.as_str()),
                Some(Message::Close(_)) | None => return Ok(()),
                Some(_) => Vec::new(),
            },
            line = lines.recv() => match line {
                Ok(line) => talk.tell(&line),
                Err(RecvError::Lagged(_)) => Vec::new(),
                Err(RecvError::Closed) => return Ok(()),
            },
        };
        for reply in replies {
            match reply {
                Reply::Send(value) => socket.send(Message::text(value)).await?,
                Reply::Close(code) => return close(socket, code).await,
            }
        }
    }
}

async fn close<S>(socket: &mut WebSocketStream<S>, code: u16) -> Result<(), Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    socket
        .close(Some(CloseFrame {
            code: code.into(),
            reason: "".into(),
        }))
        .await
}
