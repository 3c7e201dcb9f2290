//! `/graphql`: the shapes of a request as Apollo Server 2.25 takes them, and its refusals.

use std::sync::atomic::Ordering;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use serde_json::Value;

use super::faulty::TREE_WRITES;
use super::reply::Reply;
use super::routes::Incoming;
use super::service::Shared;
use crate::auth::Identity;
use crate::graphql::{JsonMap, JsonValue, Kind, Request, Response, outline, prepare};
use crate::js::parse_json;
use crate::races::Together;
use crate::resolvers::Session;
use crate::state::Wiki;

// What the server's body parser takes.
const MOST_JSON: usize = 5 << 20;

/// Refusals that come before anybody is asked who they are: too large, or no JSON.
pub(super) fn unreadable(request: &Incoming) -> Option<Reply> {
    if !is_json(request) || request.body.is_empty() {
        return None;
    }
    if request.body.len() > MOST_JSON {
        return Some(refused(
            request,
            StatusCode::PAYLOAD_TOO_LARGE,
            "request entity too large",
        ));
    }
    if matches!(
        request.json,
        Some(JsonValue::Object(_) | JsonValue::Array(_))
    ) {
        return None;
    }
    let text = String::from_utf8_lossy(&request.body);
    let fault = match parse_json(&text) {
        Ok(Value::Object(_) | Value::Array(_)) => return None,
        Ok(_) => format!(
            "Unexpected token '{}', \"{text}\" is not valid JSON",
            first_token(&text)
        ),
        Err(said) => said,
    };
    Some(refused(request, StatusCode::BAD_REQUEST, &fault))
}

fn refused(request: &Incoming, status: StatusCode, message: &str) -> Reply {
    match request.is_graphql() {
        true => Reply::ended(status, message),
        false => Reply::html(status, super::html::page("Error", "Wiki.js", message)),
    }
}

/// The body as JSON, where it says that it is some, and is.
pub(super) fn json(headers: &HeaderMap, body: &Bytes) -> Option<JsonValue> {
    let wanted = says_json(headers) && body.len() <= MOST_JSON;
    wanted.then(|| serde_json::from_slice(body).ok()).flatten()
}

fn is_json(request: &Incoming) -> bool {
    says_json(&request.headers)
}

fn says_json(headers: &HeaderMap) -> bool {
    let media = headers
        .get(CONTENT_TYPE)
        .and_then(|media| media.to_str().ok())
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    media.trim().eq_ignore_ascii_case("application/json")
}

// The server's body parser takes objects and lists only, and blames the first character of anything else.
fn first_token(text: &str) -> char {
    text.trim_start().chars().next().unwrap_or('"')
}

/// Answers a request; none is one that the server never answers.
pub(super) fn answer(shared: &Shared, request: &Incoming, who: &Identity) -> Option<Reply> {
    match request.method {
        Method::GET | Method::HEAD => get(shared, request, who),
        Method::POST => post(shared, request, who),
        _ => Some(Reply::not_allowed(
            "Apollo Server supports only GET/POST requests.",
            "GET, POST",
        )),
    }
}

fn get(shared: &Shared, request: &Incoming, who: &Identity) -> Option<Reply> {
    let Some(query) = request.parameter("query") else {
        return Some(Reply::bare(400, "GET query missing."));
    };
    let variables = request
        .parameter("variables")
        .and_then(|text| serde_json::from_str(&text).ok());
    let asked = Request {
        query,
        operation_name: request.parameter("operationName"),
        variables: variables.unwrap_or_default(),
    };
    match run(shared, request, who, asked, Side::Get) {
        Ran::Done(response) => Some(single(shared, &response)),
        Ran::NoQuery => Some(Reply::not_allowed(
            "GET supports only query operation",
            "POST",
        )),
        Ran::Never => None,
    }
}

fn post(shared: &Shared, request: &Incoming, who: &Identity) -> Option<Reply> {
    let missing = || {
        Some(Reply::bare(
            500,
            "POST body missing. Did you forget use body-parser middleware?",
        ))
    };
    if !is_json(request) {
        return missing();
    }
    match &request.json {
        Some(JsonValue::Object(body)) if !body.is_empty() => one(shared, request, who, body),
        Some(JsonValue::Array(items)) if !items.is_empty() => many(shared, request, who, items),
        _ => missing(),
    }
}

fn one(shared: &Shared, request: &Incoming, who: &Identity, body: &JsonMap) -> Option<Reply> {
    let asked = match read(shared, body) {
        Ok(asked) => asked,
        Err(Unread::Reply(reply)) => return Some(*reply),
        Err(Unread::NotFound) => return Some(persisted_not_found(shared)),
    };
    match run(shared, request, who, asked, Side::Post(None)) {
        Ran::Done(response) => Some(single(shared, &response)),
        Ran::NoQuery | Ran::Never => None,
    }
}

fn many(shared: &Shared, request: &Incoming, who: &Identity, items: &[JsonValue]) -> Option<Reply> {
    let mut out = Vec::with_capacity(items.len());
    let met = meeting(shared, items);
    for item in items {
        let asked = match item.as_object().map(|body| read(shared, body)) {
            Some(Ok(asked)) => asked,
            Some(Err(Unread::Reply(reply))) => return Some(*reply),
            _ => return Some(Reply::bare(400, "Must provide query string.")),
        };
        match run(shared, request, who, asked, Side::Post(met)) {
            Ran::Done(response) => out.push(response.to_json(!shared.production)),
            Ran::NoQuery | Ran::Never => return None,
        }
    }
    Some(Reply::json(StatusCode::OK, format!("[{}]", out.join(","))))
}

// Items of a list run at the same time there: those that build the tree anew meet, and see nothing of one another.
fn meeting(shared: &Shared, items: &[JsonValue]) -> Option<Together> {
    let writes = items
        .iter()
        .filter_map(|item| item.get("query")?.as_str())
        .flat_map(outline)
        .filter(|field| TREE_WRITES.contains(&field.as_str()))
        .count();
    let wiki = shared.wiki();
    (writes > 1 && wiki.races.are_on()).then(|| Together {
        pages_until: Some(wiki.pages.last()),
        tags_until: Some(wiki.tags.last()),
        ..Together::new(wiki.races, writes)
    })
}

/// Why a body gives no request.
enum Unread {
    Reply(Box<Reply>),
    /// A persisted query that nobody registered.
    NotFound,
}

fn read(shared: &Shared, body: &JsonMap) -> Result<Request, Unread> {
    let refuse = |text: &str| Unread::Reply(Box::new(Reply::bare(400, text)));
    let query = match body.get("query") {
        None | Some(JsonValue::Null) => String::new(),
        Some(JsonValue::String(text)) => text.as_str().into(),
        Some(_) => return Err(refuse("GraphQL queries must be strings.")),
    };
    let query = persisted(shared, body, query)?;
    if query.is_empty() {
        return Err(refuse("Must provide query string."));
    }
    let variables = match body.get("variables") {
        Some(JsonValue::Object(variables)) => variables.clone(),
        Some(JsonValue::String(text)) => match serde_json::from_str(text.as_str()) {
            Ok(JsonValue::Object(variables)) => variables,
            _ => return Err(refuse("Variables are invalid JSON.")),
        },
        _ => JsonMap::new(),
    };
    let operation_name = body
        .get("operationName")
        .and_then(JsonValue::as_str)
        .map(String::from);
    Ok(Request {
        query,
        operation_name,
        variables,
    })
}

// Automatic persisted queries: a hash alone is looked up, a hash with a query is checked and kept.
fn persisted(shared: &Shared, body: &JsonMap, query: String) -> Result<String, Unread> {
    let hash = body.get("extensions").and_then(|extensions| {
        extensions
            .get("persistedQuery")?
            .get("sha256Hash")?
            .as_str()
    });
    let Some(hash) = hash else { return Ok(query) };
    if query.is_empty() {
        return shared
            .wiki()
            .persisted
            .get(hash)
            .cloned()
            .ok_or(Unread::NotFound);
    }
    if crate::graphql::sha256(&query) != hash {
        return Err(Unread::Reply(Box::new(Reply::bare(
            400,
            "provided sha does not match query",
        ))));
    }
    shared.wiki().persisted.insert(hash.into(), query.clone());
    Ok(query)
}

fn persisted_not_found(shared: &Shared) -> Reply {
    let response = crate::graphql::persisted_query_not_found();
    let reply = Reply::json(StatusCode::OK, response.to_json(!shared.production));
    reply.with(CACHE_CONTROL, "private, no-cache, must-revalidate")
}

/// How a request came.
enum Side {
    /// Only queries come so.
    Get,
    /// With others in one list, where they meet.
    Post(Option<Together>),
}

/// What running a request led to.
enum Ran {
    Done(Response),
    /// A mutation where only queries may stand.
    NoQuery,
    Never,
}

fn run(shared: &Shared, incoming: &Incoming, who: &Identity, asked: Request, side: Side) -> Ran {
    let prepared = match prepare(asked, !shared.production) {
        Ok(prepared) => prepared,
        Err(refused) => return Ran::Done(refused),
    };
    if matches!(side, Side::Get) && prepared.kind != Kind::Query {
        return Ran::NoQuery;
    }
    if prepared.kind == Kind::Mutation {
        shared.wrote();
    }
    let mut wiki = shared.wiki();
    let others = shared.under_way.load(Ordering::Relaxed);
    let ip = client(&wiki, incoming);
    let mut session = Session::new(&mut wiki, who, &ip, others);
    if let Side::Post(Some(met)) = side {
        session.meets(met);
    }
    session.limited = incoming.limited.as_ref();
    let response = prepared.run(&mut session);
    if session.stalled {
        Ran::Never
    } else {
        Ran::Done(response)
    }
}

// Behind a proxy that is trusted, the client is whom the proxy names.
fn client(wiki: &Wiki, incoming: &Incoming) -> String {
    let named = incoming
        .header(HeaderName::from_static("x-forwarded-for"))
        .filter(|_| wiki.settings.on("securityTrustProxy"));
    let first = named
        .and_then(|named| named.split(',').next())
        .map(str::trim);
    first.unwrap_or(&incoming.ip).to_owned()
}

fn single(shared: &Shared, response: &Response) -> Reply {
    let status = if response.data.is_some() {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    Reply::json(status, response.to_json(!shared.production))
}
