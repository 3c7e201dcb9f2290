//! The server that a session is replayed against.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use wikijs_sandbox::{Races, Sandbox};

use super::arguments::Arguments;
use super::secure;

const PATIENCE: Duration = Duration::from_secs(15);

pub(super) struct Target {
    uri: Uri,
    kind: Kind,
}

enum Kind {
    /// A sandbox of our own.
    Own(Box<Sandbox>),
    /// A sandbox behind a URL, with its control endpoint.
    Controlled,
    Other,
}

pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Target {
    /// A fresh server.
    pub(super) async fn fresh(arguments: &Arguments) -> Result<Self, String> {
        match &arguments.url {
            None => Self::own(arguments).await,
            Some(url) => Self::behind(url, arguments.files.len()).await,
        }
    }

    async fn own(arguments: &Arguments) -> Result<Self, String> {
        let builder = Sandbox::builder()
            .fresh_installation()
            .start_now()
            .admin(&arguments.admin_email, &arguments.admin_password)
            .races(Races::default());
        let sandbox = builder
            .start()
            .await
            .map_err(|error| format!("cannot listen: {error}"))?;
        let uri = read(&sandbox.url())?;
        Ok(Self {
            uri,
            kind: Kind::Own(Box::new(sandbox)),
        })
    }

    async fn behind(url: &str, files: usize) -> Result<Self, String> {
        let mut target = Self {
            uri: read(url)?,
            kind: Kind::Other,
        };
        let clock = target.send(request("GET", "/_sandbox/clock")?).await?;
        if clock.status == 200
            && clock
                .body
                .trim_ascii()
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b'.')
        {
            target.kind = Kind::Controlled;
            target.control("/_sandbox/reset").await?;
        } else if files > 1 {
            return Err(format!(
                "{url} is no sandbox that can be put back: give one FILE, and a fresh server"
            ));
        }
        Ok(target)
    }

    pub(super) fn host(&self) -> &str {
        self.uri.host().unwrap_or_default()
    }

    /// Sends a request on a connection of its own and reads the answer to its end.
    pub(super) async fn send(&self, request: Request<Full<Bytes>>) -> Result<Reply, String> {
        match tokio::time::timeout(PATIENCE, self.exchange(request)).await {
            Ok(reply) => reply.map_err(|error| format!("no answer: {error}")),
            Err(_) => Err(format!("no answer within {} s", PATIENCE.as_secs())),
        }
    }

    async fn exchange(
        &self,
        mut request: Request<Full<Bytes>>,
    ) -> Result<Reply, Box<dyn std::error::Error>> {
        let secure = self.uri.scheme_str() == Some("https");
        let usual = if secure { 443 } else { 80 };
        let (host, port) = (self.host(), self.uri.port_u16().unwrap_or(usual));
        let authority = self
            .uri
            .authority()
            .map_or(host, |authority| authority.as_str());
        request.headers_mut().insert("host", authority.parse()?);
        *request.uri_mut() = self.below(request.uri())?;
        let bare = host.trim_matches(['[', ']']);
        let stream = TcpStream::connect((bare, port)).await?;
        match secure {
            true => talk(secure::shake(stream, bare).await?, request).await,
            false => talk(stream, request).await,
        }
    }

    // A wiki may stand below a path.
    fn below(&self, path: &Uri) -> Result<Uri, http::uri::InvalidUri> {
        let base = self.uri.path().trim_end_matches('/');
        match base {
            "" => Ok(path.clone()),
            base => format!("{base}{path}").parse(),
        }
    }

    async fn control(&self, path: &str) -> Result<Reply, String> {
        self.send(request("POST", path)?).await
    }

    /// Whether its clock can be moved.
    pub(super) fn has_clock(&self) -> bool {
        !matches!(self.kind, Kind::Other)
    }

    /// Lets time pass there.
    pub(super) async fn advance(&self, by: Duration) -> Result<(), String> {
        match &self.kind {
            Kind::Own(sandbox) => sandbox.advance(by),
            Kind::Controlled => {
                self.control(&format!("/_sandbox/advance?seconds={}", by.as_secs_f64()))
                    .await?;
            }
            Kind::Other => tokio::time::sleep(by).await,
        }
        Ok(())
    }

    /// Restarts it, where that is possible.
    pub(super) async fn restart(&self) -> Result<bool, String> {
        match &self.kind {
            Kind::Own(sandbox) => sandbox.restart(),
            Kind::Controlled => drop(self.control("/_sandbox/restart").await?),
            Kind::Other => return Ok(false),
        }
        Ok(true)
    }

    /// The one-time code of an account, where the server tells it.
    pub(super) async fn code(&self, email: &str) -> Result<Option<String>, String> {
        match &self.kind {
            Kind::Own(sandbox) => Ok(sandbox.one_time_code(email)),
            Kind::Controlled => {
                let path = format!("/_sandbox/code?email={}", email.replace('+', "%2B"));
                let reply = self.send(request("GET", &path)?).await?;
                let code = String::from_utf8_lossy(&reply.body).trim().to_owned();
                Ok((reply.status == 200).then_some(code))
            }
            Kind::Other => Ok(None),
        }
    }
}

async fn talk<S: AsyncRead + AsyncWrite + Send + Unpin + 'static>(
    stream: S,
    request: Request<Full<Bytes>>,
) -> Result<Reply, Box<dyn std::error::Error>> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let driven = tokio::spawn(connection);
    let (head, body) = sender.send_request(request).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    driven.abort();
    Ok(Reply {
        status: head.status.as_u16(),
        headers: head.headers,
        body,
    })
}

fn read(url: &str) -> Result<Uri, String> {
    let uri: Uri = url
        .trim_end_matches('/')
        .parse()
        .map_err(|error| format!("{url} is no URL: {error}"))?;
    match uri.scheme_str() {
        Some("http" | "https") if uri.host().is_some() => Ok(uri),
        _ => Err(format!("{url}: an address begins with http:// or https://")),
    }
}

fn request(method: &str, path: &str) -> Result<Request<Full<Bytes>>, String> {
    let request = Request::builder().method(method).uri(path);
    request
        .body(Full::default())
        .map_err(|error| error.to_string())
}
