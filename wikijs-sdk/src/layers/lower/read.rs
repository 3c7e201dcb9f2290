//! Reads what a server sent as an answer to a GraphQL request, or says what it is instead. Pure.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use memchr::memmem;
use wikijs_wire::{Data, Envelope, EnvelopeError, Errors, GraphqlError};

use crate::call::{Credential, DataSlot, Facts, Reply, ReplyBody, broken};
use crate::date::http as http_date;
use crate::error::{Error, ErrorKind, REFUSALS, Verdict};

/// As much of a foreign answer as an error shows.
const EXCERPT: usize = 160;

/// As much of a foreign answer as is searched for something to show.
const LOOKED_AT: usize = 4096;

/// Reads a GraphQL answer; one that looks flawless is left to whoever knows its types.
///
/// # Errors
///
/// The request was refused as a whole, or the text is no GraphQL answer.
pub(crate) fn read(facts: Facts, text: Bytes) -> Result<Reply, Error> {
    if facts.status.is_success() && looks_flawless(&text) {
        return Ok(Reply {
            facts,
            errors: Errors::default(),
            body: ReplyBody::Answer {
                text,
                data: DataSlot::Unread,
            },
        });
    }
    examine(facts, text)
}

/// Reads a GraphQL answer's errors, and finds its data.
///
/// # Errors
///
/// As [`read`].
pub(crate) fn examine(facts: Facts, text: Bytes) -> Result<Reply, Error> {
    let foreign = |says: &str| foreign(&facts, &text, says);
    let envelope = match Envelope::read(&text) {
        Ok(envelope) => envelope,
        Err(EnvelopeError::Decode(error)) if looks_like_json(&text) && !error.is_shape() => {
            return Err(broken(facts.status, EnvelopeError::Decode(error)));
        }
        Err(_) if looks_like_json(&text) => return Err(foreign("JSON that is no GraphQL answer")),
        Err(_) => return Err(foreign(kind_of_text(&facts.headers, &text))),
    };
    let data = match envelope.data {
        Data::Absent => None,
        Data::Null => Some(DataSlot::Null),
        Data::Value(raw) => Some(slot(&text, raw)),
    };
    let errors = envelope.errors;
    match data {
        Some(data) if facts.status.is_success() => Ok(Reply {
            facts,
            errors,
            body: ReplyBody::Answer { text, data },
        }),
        _ if errors.is_empty() => Err(foreign("JSON that is no GraphQL answer")),
        // Roads 3 and 4: `errors` without `data`, or with an empty object for it, and mostly another status.
        _ => Err(Verdict::of_refusal(facts.status.as_u16(), &errors)
            .into_error(errors)
            .with_status(facts.status)
            .with_retry_after(retry_after(&facts.headers))),
    }
}

/// Judges the answer to a request for content by its status.
///
/// # Errors
///
/// The status is none of success.
pub(crate) fn judge_content(facts: &Facts) -> Result<(), Error> {
    if facts.status.is_success() || facts.status == StatusCode::NOT_MODIFIED {
        return Ok(());
    }
    let kind = match facts.status.as_u16() {
        404 | 410 => ErrorKind::NotFound,
        _ => by_status(facts.status).unwrap_or(ErrorKind::Invalid),
    };
    Err(Error::new(
        kind,
        format!("the server answered with HTTP {}", facts.status),
    )
    .with_status(facts.status)
    .with_retry_after(retry_after(&facts.headers)))
}

/// Whether the page that came instead of content may say that the token is refused: where no GraphQL is asked for, the
/// wiki puts that on its page of any failure, with the status of any failure.
pub(crate) fn may_hold_refusal(facts: &Facts) -> bool {
    let is_html = facts
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    facts.is_own && is_html && facts.status == StatusCode::INTERNAL_SERVER_ERROR
}

/// The refusal on such a page, if it holds one.
pub(crate) fn refusal_in_page(facts: &Facts, page: &[u8]) -> Option<Error> {
    let mut said = REFUSALS
        .iter()
        .filter(|words| memmem::find(page, words.as_bytes()).is_some());
    let errors = Errors::new(vec![GraphqlError::new(*said.next()?, Vec::new())]);
    let error = Verdict::of(&errors).into_error(errors);
    Some(error.with_status(facts.status))
}

/// The error of an answer that is longer than allowed.
pub(crate) fn too_large(facts: &Facts, limit: usize) -> Error {
    let message = format!(
        "the answer is longer than {limit} bytes; `largest_answer` of the client raises the limit"
    );
    Error::new(ErrorKind::AnswerTooLarge, message).with_status(facts.status)
}

fn slot(text: &[u8], raw: &[u8]) -> DataSlot {
    // The reader hands out a piece of `text` itself: where it begins is all there is to know.
    let start = raw.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    DataSlot::At(start..start + raw.len())
}

/// The error of an answer that is not GraphQL: its status says most, its first words the rest.
fn foreign(facts: &Facts, text: &[u8], says: &str) -> Error {
    let kind = by_status(facts.status).unwrap_or(ErrorKind::NotAWiki);
    let hint = match kind {
        ErrorKind::NotAWiki => "; is this the address of a Wiki.js, with nothing before it?",
        _ => "",
    };
    let sent_as = facts.sent_as.as_ref();
    let excerpt = excerpt(text, sent_as.map(|held| &*held.credential));
    let message = format!(
        "the server answered with HTTP {} and {says}{excerpt}{hint}",
        facts.status
    );
    Error::new(kind, message)
        .with_status(facts.status)
        .with_retry_after(retry_after(&facts.headers))
}

/// What a status says of itself, whoever sends it.
fn by_status(status: StatusCode) -> Option<ErrorKind> {
    match status.as_u16() {
        401 => Some(ErrorKind::Unauthorized),
        403 => Some(ErrorKind::Forbidden),
        413 => Some(ErrorKind::RequestTooLarge),
        429 => Some(ErrorKind::RateLimited),
        // A server that knows no POST: Wiki.js never says so, and what stands before it passes on what it knows.
        501 => Some(ErrorKind::NotAWiki),
        500..=599 => Some(ErrorKind::Unavailable),
        _ => None,
    }
}

/// `Retry-After`: seconds, or a date, which the answer's own `Date` makes a time of, since no layer reads the wall clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok();
    let after = text(RETRY_AFTER)?.trim();
    match after.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => http_date::between(text(DATE)?, after),
    }
}

/// Whether an answer is one without errors, as far as a quick look tells: the server puts errors before the data, and the
/// word for them stands nowhere in it; one that was cut off ends otherwise, but for bad luck. Such an answer is read once,
/// with its types.
fn looks_flawless(text: &[u8]) -> bool {
    text.starts_with(br#"{"data":{"#)
        && text.trim_ascii_end().ends_with(b"}}")
        && memmem::find(text, br#""errors""#).is_none()
}

fn looks_like_json(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
}

fn kind_of_text(headers: &HeaderMap, text: &[u8]) -> &'static str {
    let announced = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    if text.trim_ascii().is_empty() {
        return "an empty body";
    }
    if announced.starts_with("text/html") && text.trim_ascii_start().starts_with(b"<") {
        return "an HTML page";
    }
    "a text that is no GraphQL answer"
}

/// The first words of a foreign answer, quoted; nothing if the token or what the request held is among them.
fn excerpt(text: &[u8], sent_as: Option<&Credential>) -> String {
    // Looked for further on than is shown, so that no token is shown that is cut in two.
    let beginning = String::from_utf8_lossy(text.get(..4 * LOOKED_AT).unwrap_or(text));
    if sent_as.is_some_and(|credential| credential.is_in(&beginning)) || is_echo(&beginning) {
        return String::new();
    }
    let text = String::from_utf8_lossy(text.get(..LOOKED_AT).unwrap_or(text));
    let words: Vec<&str> = title(&text).unwrap_or(&text).split_whitespace().collect();
    let line = words.join(" ");
    let line: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(EXCERPT)
        .collect();
    if line.is_empty() {
        line
    } else {
        format!(" ({line:?})")
    }
}

/// Whether a text gives the request back, and so the values of its variables, which may be secret: however it is
/// quoted, they stand behind this word.
fn is_echo(text: &str) -> bool {
    text.contains("variables")
}

/// The title of an HTML page: it says more than the page's first bytes.
fn title(text: &str) -> Option<&str> {
    let from = text.find("<title>")? + "<title>".len();
    let rest = text.get(from..)?;
    rest.get(..rest.find("</title>")?)
}
