//! Whether an answer is the recorded one, after masking what cannot repeat and the prose of modules.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use serde_json::{Map, Value, json};

use super::facts::{MACHINE, MODULES, PROSE};
use super::known::{Known, digest};
use super::recording::Step;
use super::scrub::Scrub;
use super::target::Reply;

const HEADERS: [&str; 5] = [
    "content-type",
    "location",
    "content-range",
    "cache-control",
    "content-disposition",
];

/// The first place at which an answer is not the recorded one.
pub(super) struct Difference {
    pub(super) place: String,
    pub(super) expected: String,
    pub(super) actual: String,
}

impl Difference {
    pub(super) fn new(
        place: impl Into<String>,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Self {
        Self {
            place: place.into(),
            expected: expected.into(),
            actual: actual.into(),
        }
    }

    fn at(path: &[String], expected: &Value, actual: &Value) -> Self {
        let place = if path.is_empty() {
            "body".into()
        } else {
            path.join(".")
        };
        Self::new(place, expected.to_string(), actual.to_string())
    }
}

pub(super) struct Judge {
    scrub: Scrub,
}

impl Judge {
    pub(super) fn new(host: &str) -> Result<Self, String> {
        Ok(Self {
            scrub: Scrub::new(host)?,
        })
    }

    pub(super) fn compare(&self, step: &Step, reply: &Reply, known: &Known) -> Option<Difference> {
        if step.status != reply.status {
            let actual = format!("{} {}", reply.status, String::from_utf8_lossy(&reply.body));
            return Some(Difference::new("status", step.status.to_string(), actual));
        }
        let body = || {
            Comparison {
                scrub: &self.scrub,
                known,
            }
            .body(&step.answer, &reply.body)
        };
        self.headers(step, &reply.headers).or_else(body)
    }

    fn headers(&self, step: &Step, headers: &HeaderMap) -> Option<Difference> {
        let renewed = |there: bool| if there { "there" } else { "absent" };
        let (expected, actual) = (
            step.answer_headers.contains_key("new-jwt"),
            headers.contains_key("new-jwt"),
        );
        let renewal = || {
            (expected != actual)
                .then(|| Difference::new("new-jwt", renewed(expected), renewed(actual)))
        };
        HEADERS
            .iter()
            .find_map(|name| self.header(name, step, headers))
            .or_else(renewal)
    }

    fn header(&self, name: &str, step: &Step, headers: &HeaderMap) -> Option<Difference> {
        let expected = step.answer_headers.get(name)?;
        let actual = headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let told = |value: &str| match name {
            "content-type" => value
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned(),
            _ => self.scrub.mask(value),
        };
        (told(expected) != told(actual)).then(|| Difference::new(name, expected, actual))
    }
}

struct Comparison<'a> {
    scrub: &'a Scrub,
    known: &'a Known,
}

impl Comparison<'_> {
    fn body(&self, expected: &Value, body: &[u8]) -> Option<Difference> {
        let text = String::from_utf8_lossy(body);
        let actual = match expected {
            Value::Object(map)
                if map.len() == 2 && map.contains_key("bytes") && map.contains_key("sha256") =>
            {
                json!({ "bytes": body.len(), "sha256": digest(body) })
            }
            Value::Object(map) if map.len() == 1 && map.contains_key("base64") => {
                json!({ "base64": STANDARD.encode(body) })
            }
            Value::String(page) if page.starts_with("<HTML page, title: ") => {
                json!(format!("<HTML page, title: {}>", title(&text)))
            }
            Value::String(_) => text.into(),
            Value::Null if body.is_empty() => return None,
            _ => match serde_json::from_slice(body) {
                Ok(actual) => actual,
                Err(_) => {
                    return Some(Difference::new(
                        "body",
                        expected.to_string(),
                        format!("no JSON: {text}"),
                    ));
                }
            },
        };
        self.differ(expected, &actual, &[])
    }

    fn differ(&self, expected: &Value, actual: &Value, path: &[String]) -> Option<Difference> {
        if let Some(fits) = expected.as_str().and_then(|text| stands_for(text, actual)) {
            return (!fits).then(|| Difference::at(path, expected, actual));
        }
        let same_kind = std::mem::discriminant(expected) == std::mem::discriminant(actual);
        if same_kind && is_free(path) {
            return None;
        }
        match (expected, actual) {
            (Value::Object(a), Value::Object(b)) => self.objects(a, b, path),
            (Value::Array(a), Value::Array(b)) => self.lists(a, b, path),
            (Value::String(a), Value::String(b)) => self.texts(a, b, path),
            (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
            _ => (expected != actual).then(|| Difference::at(path, expected, actual)),
        }
    }

    // Data first: it says more than errors.
    fn objects(
        &self,
        a: &Map<String, Value>,
        b: &Map<String, Value>,
        path: &[String],
    ) -> Option<Difference> {
        let keys: BTreeSet<_> = a.keys().chain(b.keys()).collect();
        let lone = keys
            .iter()
            .find(|key| a.contains_key(**key) != b.contains_key(**key));
        if let Some(key) = lone {
            let told = |map: &Map<String, Value>| {
                map.get(*key).map_or("no such key".into(), Value::to_string)
            };
            return Some(Difference::new(
                deeper(path, key).join("."),
                told(a),
                told(b),
            ));
        }
        let mut keys: Vec<_> = keys
            .into_iter()
            .filter(|key| !["stack", "stacktrace"].contains(&key.as_str()))
            .collect();
        keys.sort_by_key(|key| *key == "errors");
        keys.into_iter()
            .find_map(|key| self.differ(a.get(key)?, b.get(key)?, &deeper(path, key)))
    }

    fn lists(&self, a: &[Value], b: &[Value], path: &[String]) -> Option<Difference> {
        if a.len() != b.len() {
            let (expected, actual) = (
                format!("{} items", a.len()),
                format!("{} items: {}", b.len(), json!(b)),
            );
            return Some(Difference::new(path.join("."), expected, actual));
        }
        let (a, b) = (ordered(a, path), ordered(b, path));
        a.iter()
            .zip(&b)
            .enumerate()
            .find_map(|(at, (a, b))| self.differ(a, b, &deeper(path, &at.to_string())))
    }

    fn texts(&self, a: &str, b: &str, path: &[String]) -> Option<Difference> {
        if of_modules(path)
            && a.starts_with('{')
            && b.starts_with('{')
            && let (Ok(a), Ok(b)) = (serde_json::from_str(a), serde_json::from_str(b))
        {
            return self.differ(&a, &b, path);
        }
        let same = self
            .known
            .fill(a)
            .is_ok_and(|a| a == b || self.scrub.mask(&a) == self.scrub.mask(b));
        (!same).then(|| Difference::at(path, &json!(a), &json!(b)))
    }
}

fn deeper(path: &[String], key: &str) -> Vec<String> {
    path.iter().cloned().chain([key.to_owned()]).collect()
}

// The key that a value stands under; places in lists are no keys.
fn key_of(path: &[String]) -> &str {
    let key = path.iter().rev().find(|key| key.parse::<usize>().is_err());
    key.map_or("", String::as_str)
}

fn has(path: &[String], key: &str) -> bool {
    path.iter().any(|part| part == key)
}

/// Settings of modules are told as texts with prose in them.
fn is_prose(key: &str) -> bool {
    PROSE.contains(&key) || key == "props"
}

fn of_modules(path: &[String]) -> bool {
    MODULES.iter().any(|key| has(path, key)) || has(path, "storage") && has(path, "status")
}

// Whether only the kind of a value counts.
fn is_free(path: &[String]) -> bool {
    let key = key_of(path);
    MACHINE.contains(&key) && has(path, "info")
        || of_modules(path) && is_prose(key) && !has(path, "errors")
}

// Errors of different places come in any order, as do rows of some tables.
fn ordered(items: &[Value], path: &[String]) -> Vec<Value> {
    let mut items = items.to_vec();
    match key_of(path) {
        "errors" => items.sort_by_cached_key(|error| match &error["path"] {
            Value::Null => error["message"].to_string(),
            place => place.to_string(),
        }),
        "loggers" | "renderers" => items.sort_by_cached_key(|item| item["key"].to_string()),
        _ => {}
    }
    items
}

// Recorded texts that stand for anything of a kind; null where the recorder hid nulls too.
fn stands_for(expected: &str, actual: &Value) -> Option<bool> {
    let text = actual.as_str();
    Some(match expected {
        "<JWT>" => text.is_some_and(is_jwt),
        "<SVG>" => text.is_some_and(|text| text.trim_start().starts_with('<')),
        "<SVG QR CODE>" | "<CONTINUATION, not used>" => text.is_some_and(|text| !text.is_empty()),
        "<UUID>" | "<HOST>" => actual.is_null() || text.is_some(),
        "<MODULUS>" => text.is_some_and(|text| text.len() > 100),
        _ => return None,
    })
}

fn is_jwt(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    let part = |part: &&str| {
        part.len() >= 8
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    };
    parts.len() == 3 && parts.iter().all(part)
}

fn title(page: &str) -> &str {
    let title = page
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"));
    title.map_or(page, |(title, _)| title)
}
