//! A server in the same process that follows a script: what becomes of the first attempt, of the second, and so on.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use tokio::time::{Instant, sleep};
use wikijs_sdk::connector::{BoxError, Connector, HttpService, OutgoingBody};
use wikijs_sdk::{Client, ClientBuilder};

/// What becomes of an attempt.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    /// It is answered with status 200.
    Answer(&'static str),
    /// It is answered with this status and body.
    Status(u16, &'static str),
    /// It is answered with this status, and told when to come back, in seconds.
    ComeBack(u16, u64),
    /// No connection comes about.
    NoConnection,
    /// The connection is lost before an answer.
    Lost,
    /// The connection is lost in the middle of the answer.
    CutOff(&'static str),
    /// No answer comes.
    Hang,
    /// An answer comes after that time.
    Late(Duration, &'static str),
}

/// What was attempted so far.
#[derive(Debug, Clone)]
pub(crate) struct Script(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    acts: Vec<Act>,
    begun: Instant,
    times: Vec<Duration>,
    bodies: Vec<String>,
}

impl Script {
    /// A client of it that sends everything once, unless `settings` say otherwise.
    pub(crate) fn client(&self, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        settings(Client::builder("https://wiki.test").no_retry())
            .connector(self.connector())
            .build()
            .unwrap()
    }

    /// After the last act it comes again and again.
    pub(crate) fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self(Arc::new(Mutex::new(State {
            acts: acts.into_iter().collect(),
            begun: Instant::now(),
            times: Vec::new(),
            bodies: Vec::new(),
        })))
    }

    /// From now on it goes on so.
    pub(crate) fn goes_on(&self, acts: impl IntoIterator<Item = Act>) {
        self.0.lock().unwrap().acts = acts.into_iter().collect();
    }

    /// How many attempts reached the server, or tried to.
    pub(crate) fn attempts(&self) -> usize {
        self.0.lock().unwrap().times.len()
    }

    /// When each attempt began, since the script was made.
    pub(crate) fn times(&self) -> Vec<Duration> {
        self.0.lock().unwrap().times.clone()
    }

    /// The bodies that came in.
    pub(crate) fn bodies(&self) -> Vec<String> {
        self.0.lock().unwrap().bodies.clone()
    }

    pub(crate) fn connector(&self) -> impl Connector + use<> {
        let script = self.clone();
        HttpService::new(tower::service_fn(
            move |request: http::Request<OutgoingBody>| {
                let script = script.clone();
                async move { script.play(request).await }
            },
        ))
    }

    fn next(&self) -> Act {
        let mut state = self.0.lock().unwrap();
        let at = state.begun.elapsed();
        state.times.push(at);
        match state.acts.len() {
            0 => panic!("the script is empty"),
            1 => state.acts[0],
            _ => state.acts.remove(0),
        }
    }

    async fn play(&self, request: http::Request<OutgoingBody>) -> Result<Answer, BoxError> {
        let act = self.next();
        if matches!(act, Act::NoConnection) {
            return Err("connection refused".into());
        }
        let body = request.into_body().collect().await?.to_bytes();
        let text = String::from_utf8_lossy(&body).into_owned();
        self.0.lock().unwrap().bodies.push(text);
        act.play().await
    }
}

type Answer = http::Response<UnsyncBoxBody<Bytes, BoxError>>;

impl Act {
    async fn play(self) -> Result<Answer, BoxError> {
        match self {
            Self::Answer(text) => answer(200, None, text),
            Self::Status(status, text) => answer(status, None, text),
            Self::ComeBack(status, seconds) => answer(status, Some(seconds), ""),
            Self::NoConnection | Self::Lost => Err("connection reset".into()),
            Self::CutOff(beginning) => Ok(http::Response::new(cut_off(beginning))),
            Self::Hang => std::future::pending().await,
            Self::Late(time, text) => {
                sleep(time).await;
                answer(200, None, text)
            }
        }
    }
}

fn answer(status: u16, retry_after: Option<u64>, text: &'static str) -> Result<Answer, BoxError> {
    let mut answer = http::Response::builder().status(status);
    if let Some(seconds) = retry_after {
        answer = answer.header("retry-after", seconds);
    }
    let body = Full::new(Bytes::from(text)).map_err(|never: Infallible| match never {});
    Ok(answer.body(body.boxed_unsync())?)
}

fn cut_off(beginning: &'static str) -> UnsyncBoxBody<Bytes, BoxError> {
    let frames: [Result<_, BoxError>; 2] = [
        Ok(http_body::Frame::data(Bytes::from(beginning))),
        Err("connection reset".into()),
    ];
    StreamBody::new(stream::iter(frames)).boxed_unsync()
}
