//! A server on loopback that speaks bytes: it does what no well-behaved server would.

use std::future::Future;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Received {
    pub(crate) head: String,
    pub(crate) body: String,
    /// The number of the connection, from 0.
    pub(crate) connection: usize,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }
}

/// What to do with a request.
pub(crate) enum Act {
    /// Write this, and keep the connection.
    Write(Vec<u8>),
    /// Write this, and close the connection.
    WriteAndClose(Vec<u8>),
}

/// A server that runs until it is dropped.
pub(crate) struct Loopback {
    port: u16,
    received: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Loopback {
    /// Serves plain HTTP.
    pub(crate) async fn plain(act: impl Fn(&Received) -> Act + Send + Sync + 'static) -> Self {
        Self::start(act, |stream| async move { Some(stream) }).await
    }

    /// Serves what `wrap` makes of a connection; one that it refuses is closed.
    pub(crate) async fn start<A, W, F, S>(act: A, wrap: W) -> Self
    where
        A: Fn(&Received) -> Act + Send + Sync + 'static,
        W: Fn(TcpStream) -> F + Send + Sync + 'static,
        F: Future<Output = Option<S>> + Send + 'static,
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let (act, seen) = (Arc::new(act), Arc::clone(&received));
        let task = tokio::spawn(async move {
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                let (act, seen, wrapped) = (Arc::clone(&act), Arc::clone(&seen), wrap(stream));
                tokio::spawn(async move {
                    if let Some(stream) = wrapped.await {
                        serve(stream, connection, act.as_ref(), &seen).await;
                    }
                });
            }
        });
        Self {
            port,
            received,
            task,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    pub(crate) fn only(&self) -> Received {
        let received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received.into_iter().next().unwrap()
    }
}

/// A complete answer with a body.
pub(crate) fn answer(status: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A GraphQL answer.
pub(crate) fn json(body: &str) -> Act {
    Act::Write(answer(
        "200 OK",
        &[("content-type", "application/json")],
        body,
    ))
}

/// What the page query of `operations` is glad to get.
pub(crate) const PAGE: &str = r#"{"data":{"pages":{"single":{"id":1,"title":"Home"}}}}"#;

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    connection: usize,
    act: &(dyn Fn(&Received) -> Act + Send + Sync),
    seen: &Mutex<Vec<Received>>,
) {
    while let Some(request) = read(&mut stream, connection).await {
        seen.lock().unwrap().push(request.clone());
        match act(&request) {
            Act::Write(bytes) => stream.write_all(&bytes).await.unwrap(),
            Act::WriteAndClose(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                let _ = stream.shutdown().await;
                return;
            }
        }
    }
}

async fn read<S: AsyncRead + Unpin>(stream: &mut S, connection: usize) -> Option<Received> {
    let head = read_head(stream).await?;
    let mut request = Received {
        head,
        body: String::new(),
        connection,
    };
    if request.header("transfer-encoding").is_some() {
        request.body = read_chunks(stream).await?;
        return Some(request);
    }
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    request.body = String::from_utf8(body).unwrap();
    Some(request)
}

/// Reads to the empty line, byte by byte: what comes after it is not ours.
pub(crate) async fn read_head<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).unwrap())
}

async fn read_chunks<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut body = Vec::new();
    loop {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            line.push(stream.read_u8().await.ok()?);
        }
        let length = usize::from_str_radix(std::str::from_utf8(&line).unwrap().trim(), 16).unwrap();
        let mut chunk = vec![0; length + 2];
        stream.read_exact(&mut chunk).await.ok()?;
        if length == 0 {
            return Some(String::from_utf8(body).unwrap());
        }
        body.extend_from_slice(&chunk[..length]);
    }
}
