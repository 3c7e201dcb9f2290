//! The lowest service: hands an exchange to the connector, follows what may be followed, reads the answer.

use std::sync::Arc;

use bytes::Bytes;
use tower::{Service, service_fn};
use url::Url;
use wikijs_wire::Errors;

use super::beginning::{First, errors_first};
use super::follow::{Asked, follow};
use super::read::{judge_content, may_hold_refusal, read, refusal_in_page, too_large};
use crate::call::{Exchange, Expects, Facts, Reply, ReplyBody};
use crate::connector::{
    Connector, Failure, IncomingBody, Reach, WireReply, WireRequest, speaks_no_tls,
};
use crate::error::{Error, ErrorKind};

/// The most of an answer that is looked through for what it says of the token, where it is not read whole.
const LARGEST_PAGE: usize = 64 * 1024;

/// The service that makes one attempt at an exchange through `connector`, and takes in answers of at most
/// `largest_answer` bytes.
///
/// A function and no named service, so that its future needs no box of its own.
pub(crate) fn attempts(
    connector: Arc<dyn Connector>,
    largest_answer: usize,
) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send> + Clone + Send + Sync {
    service_fn(move |exchange| attempt(Arc::clone(&connector), largest_answer, exchange))
}

async fn attempt(
    connector: Arc<dyn Connector>,
    largest_answer: usize,
    exchange: Exchange,
) -> Result<Reply, Error> {
    // Last of all: what is noted here is waited for, whoever shuts the client down.
    if let Some(underway) = &exchange.underway {
        underway.begin()?;
    }
    let progress = exchange.request.progress.clone();
    progress.attempt();
    let (reply, led) = send(connector.as_ref(), exchange.request).await?;
    progress.answered();
    let facts = Facts {
        status: reply.status,
        headers: reply.headers,
        attempts: progress.attempts(),
        sent_as: exchange.sent_as.filter(|_| led.is_own),
        is_own: led.is_own,
        led_to_login: led.is_own && led.to_login,
    };
    match exchange.expects {
        Expects::Content => content(facts, reply.body).await,
        Expects::Stream if facts.status.is_success() => arriving(facts, reply.body).await,
        Expects::Stream | Expects::Answer => {
            let text = reply.body.collect(largest_answer).await.map_err(cut_off);
            text.and_then(|text| {
                let text = text.ok_or_else(|| too_large(&facts, largest_answer))?;
                read(facts, text)
            })
        }
    }
}

/// Where redirects led.
struct Led {
    /// It was answered where it was sent, and not by another host: what such a one says of tokens counts for nothing.
    is_own: bool,
    /// To what is called as the wiki's login page is.
    to_login: bool,
}

/// Sends a request, and after it those that follow a redirect.
async fn send(connector: &dyn Connector, request: WireRequest) -> Result<(WireReply, Led), Error> {
    let mut asked = Asked::of(&request);
    let mut led = Led {
        is_own: true,
        to_login: false,
    };
    let mut next = request;
    for hops in 0.. {
        let reply = connector.send(next).await;
        let reply = reply.map_err(|failure| before_answer(failure, asked.url()))?;
        match follow(&asked, hops, reply.status, &reply.headers)? {
            Some(following) => {
                let led_to = Asked::of(&following);
                led.is_own &= led_to.url().origin() == asked.url().origin();
                led.to_login = led_to.url().path().ends_with("/login");
                asked = led_to;
                next = following;
            }
            None => return Ok((reply, led)),
        }
    }
    Err(Error::new(
        ErrorKind::Redirected,
        "the server redirects without end",
    ))
}

async fn content(facts: Facts, body: IncomingBody) -> Result<Reply, Error> {
    let Err(error) = judge_content(&facts) else {
        return Ok(unread(facts, body));
    };
    if !may_hold_refusal(&facts) {
        return Err(error);
    }
    // What breaks meanwhile is no matter: the status is known.
    let page = body.collect(LARGEST_PAGE).await.ok().flatten();
    Err(page
        .and_then(|page| refusal_in_page(&facts, &page))
        .unwrap_or(error))
}

/// An answer that is handed on as it comes. The errors stand first, and what they say of the token, or of a rate, is for the
/// layers above: they are read here, and once more by whoever reads the whole.
async fn arriving(facts: Facts, mut body: IncomingBody) -> Result<Reply, Error> {
    let mut beginning = Bytes::new();
    let errors = loop {
        match errors_first(&beginning) {
            First::Errors(errors) => break errors,
            First::Unclear if beginning.len() < LARGEST_PAGE => {}
            First::Unclear | First::Other => break Errors::default(),
        }
        match body.chunk().await.map_err(cut_off)? {
            // The usual case, one piece, is handed on without a copy.
            Some(piece) if beginning.is_empty() => beginning = piece,
            Some(piece) => beginning = [beginning, piece].concat().into(),
            None => break Errors::default(),
        }
    };
    Ok(Reply {
        errors,
        ..unread(facts, body.behind(beginning))
    })
}

fn unread(facts: Facts, body: IncomingBody) -> Reply {
    Reply {
        facts,
        errors: Default::default(),
        body: ReplyBody::Content(body),
    }
}

fn before_answer(failure: Failure, url: &Url) -> Error {
    let (reach, source) = (failure.reach(), failure.into_source());
    let error = match reach {
        Reach::NeverSent => Error::new(
            ErrorKind::Connect,
            no_connection(url, speaks_no_tls(source.as_ref())),
        ),
        Reach::Unknown => Error::new(
            ErrorKind::Lost,
            "the connection was lost after the request went out and before an answer came",
        ),
        Reach::Answered => Error::new(ErrorKind::Unreadable, "the answer was cut off"),
    };
    error.with_reach(reach).with_source(source)
}

/// Says where no connection came about: scheme, host and port.
fn no_connection(url: &Url, speaks_no_tls: bool) -> String {
    let (host, port) = (
        url.host_str().unwrap_or_default(),
        url.port_or_known_default().unwrap_or_default(),
    );
    let hint = if speaks_no_tls {
        format!(" (who answers there speaks no TLS: is http://{host}:{port} meant?)")
    } else {
        String::new()
    };
    format!("no connection to {}://{host}:{port}{hint}", url.scheme())
}

pub(crate) fn cut_off(failure: Failure) -> Error {
    Error::new(ErrorKind::Unreadable, "the answer was cut off")
        .with_reach(Reach::Answered)
        .with_source(failure.into_source())
}
