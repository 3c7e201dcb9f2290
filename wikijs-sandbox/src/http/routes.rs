//! Which part of the server a path belongs to, and who asks.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, IF_NONE_MATCH, SET_COOKIE};
use http::{HeaderMap, HeaderName, Method, Response, StatusCode, Uri};
use serde_json::json;

use super::reply::Reply;
use super::upload::Form;
use super::{Body, Shared, assets, cache, graphql, html, pages, upload};
use crate::auth::{Identity, Outcome, identify};
use crate::graphql::JsonValue;
use crate::resolvers::modulus;

/// A request, read to its end.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body as JSON, where it is some.
    pub(crate) json: Option<JsonValue>,
    /// The parts of an upload, which are taken in as they come.
    pub(crate) form: Option<Form>,
    pub(crate) ip: String,
    /// Fields that the limiter refuses, by a fault: these or all, and for how many seconds.
    pub(crate) limited: Option<(Option<String>, u64)>,
}

impl Incoming {
    pub(super) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub(super) fn is_graphql(&self) -> bool {
        self.uri.path().starts_with("/graphql")
    }

    /// The decoded value of a parameter of the query string.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        self.pairs()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| decode(&value.replace('+', " ")))
    }

    /// The names of the parameters of the query string.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        self.pairs()
            .map(|(key, _)| key)
            .filter(|key| !key.is_empty())
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.uri.query().unwrap_or_default().split('&');
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    /// The decoded path.
    pub(super) fn path(&self) -> String {
        decode(self.uri.path())
    }

    /// The token that the request came with.
    pub(super) fn token(&self) -> Option<String> {
        self.bearer().or_else(|| self.cookie())
    }

    fn bearer(&self) -> Option<String> {
        let (scheme, token) = self.header(AUTHORIZATION)?.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| token.trim().into())
    }

    fn cookie(&self) -> Option<String> {
        let cookies = self.header(COOKIE)?;
        cookies
            .split(';')
            .find_map(|cookie| cookie.trim().strip_prefix("jwt="))
            .map(String::from)
    }
}

/// What becomes of a request.
pub(super) enum Routed {
    Reply(Response<Body>),
    /// The server never answers this.
    Never,
}

/// Percent-decoded text.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |at: usize| {
        text.get(at + 1..at + 3)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
    };
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        match (byte, hex(at)) {
            (b'%', Some(decoded)) => {
                out.push(decoded);
                at += 3;
            }
            (byte, _) => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Answers a request.
pub(super) fn route(shared: &Shared, request: &Incoming) -> Routed {
    if let Some(reply) = graphql::unreadable(request) {
        return Routed::Reply(reply.finish());
    }
    // Files are taken with a header only: a cookie may have been sent unasked.
    let uploads = request.uri.path() == "/u" && request.method == Method::POST;
    let token = request
        .bearer()
        .or_else(|| request.cookie().filter(|_| !uploads));
    let identified = identify(&mut shared.wiki(), token.as_deref());
    let (who, renewed) = match identified {
        Outcome::Known(who, renewed) => (who, renewed),
        Outcome::Ended(message) => return Routed::Reply(ended(shared, request, message).finish()),
    };
    if uploads {
        return upload::answer(shared, request, &who);
    }
    match serve(shared, request, &who) {
        Some(reply) => Routed::Reply(conditional(request, renew(request, reply, renewed)).finish()),
        None => Routed::Never,
    }
}

fn serve(shared: &Shared, request: &Incoming, who: &Identity) -> Option<Reply> {
    match (request.method.as_str(), request.uri.path()) {
        (_, path) if path.starts_with("/graphql") => graphql::answer(shared, request, who),
        ("GET" | "HEAD", "/healthz" | "/u") => Some(Reply::json(
            StatusCode::OK,
            json!({ "ok": true }).to_string(),
        )),
        ("GET", "/robots.txt") => Some(robots(shared)),
        ("GET", "/.well-known/jwk.json") => Some(Reply::json(
            StatusCode::OK,
            modulus(&shared.wiki().secret).to_string(),
        )),
        ("GET", "/logout") => Some(Reply::redirect("/").with(
            SET_COOKIE,
            "jwt=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        )),
        ("GET", "/login" | "/register") => Some(pages::login(shared)),
        ("GET", path) if path.len() > 1 && path.ends_with('/') => {
            Some(Reply::moved(path.trim_end_matches('/')))
        }
        ("GET" | "HEAD", _) => match assets::answer(shared, request, who) {
            Some(reply) => Some(reply),
            None => pages::answer(shared, request, who),
        },
        _ => Some(Reply::html(
            StatusCode::NOT_FOUND,
            html::page("Page Not Found", &site(shared), ""),
        )),
    }
}

/// The title of the site.
pub(super) fn site(shared: &Shared) -> String {
    shared.wiki().settings.text("title")
}

// Before GraphQL, and elsewhere: JSON there, a page here.
fn ended(shared: &Shared, request: &Incoming, message: &str) -> Reply {
    if request.is_graphql() {
        return Reply::ended(StatusCode::INTERNAL_SERVER_ERROR, message);
    }
    Reply::html(
        StatusCode::INTERNAL_SERVER_ERROR,
        html::page("Error", &site(shared), message),
    )
}

// The header comes only where the content type is exactly JSON; else the new token is a cookie.
fn renew(request: &Incoming, reply: Reply, renewed: Option<String>) -> Reply {
    let Some(token) = renewed else { return reply };
    if request.header(CONTENT_TYPE) == Some("application/json") {
        return reply
            .with(HeaderName::from_static("new-jwt"), &token)
            .never_stored();
    }
    reply
        .with(SET_COOKIE, &format!("jwt={token}; Path=/"))
        .never_stored()
}

fn conditional(request: &Incoming, reply: Reply) -> Reply {
    let asked = request.header(IF_NONE_MATCH);
    let reads = matches!(request.method, Method::GET | Method::HEAD);
    match asked {
        Some(asked) if reads && reply.tagged && reply.status == StatusCode::OK => {
            match cache::matches(asked, &reply.digest()) {
                true => unchanged(reply),
                false => reply,
            }
        }
        _ => reply,
    }
}

fn unchanged(reply: Reply) -> Reply {
    let etag = reply.digest();
    let mut out = Reply {
        status: StatusCode::NOT_MODIFIED,
        body: Bytes::new().into(),
        tagged: false,
        ..reply
    };
    out.headers.remove(CONTENT_TYPE);
    out.with(http::header::ETAG, &etag)
}

fn robots(shared: &Shared) -> Reply {
    let wiki = shared.wiki();
    let robots = wiki
        .settings
        .site
        .get("robots")
        .and_then(|robots| robots.as_array())
        .cloned()
        .unwrap_or_default();
    let hidden = robots.iter().any(|robot| robot == "noindex");
    match hidden {
        true => Reply::text(StatusCode::OK, "User-agent: *\nDisallow: /"),
        false => Reply::text(StatusCode::OK, "").untagged(),
    }
}
