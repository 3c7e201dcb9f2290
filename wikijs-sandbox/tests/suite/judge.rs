//! Shortens answers as the cases have them, and compares.

use serde_json::{Map, Value, json};

use facts::{MACHINE, MODULES, PROSE};

#[path = "../../src/replay/facts.rs"]
mod facts;

/// An answer in the short form of the cases.
pub(crate) fn shortened(value: &Value, path: &[&str]) -> Value {
    let key = path.last().copied().unwrap_or_default();
    let modules =
        path.iter().any(|key| MODULES.contains(key)) || path.ends_with(&["storage", "status"]);
    match value {
        Value::Object(map) if modules && is_setting(map) => setting(map),
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !(modules && PROSE.contains(&key.as_str())))
            .map(|(key, value)| (key.clone(), part(value, path, key)))
            .collect(),
        Value::Array(items) => items.iter().map(|item| shortened(item, path)).collect(),
        value if MACHINE.contains(&key) && path.contains(&"info") && !value.is_null() => {
            "<machine>".into()
        }
        Value::String(text) if !key.starts_with("publish") => undated(text).into(),
        value => value.clone(),
    }
}

fn part<'a>(value: &Value, path: &[&'a str], key: &'a str) -> Value {
    match value {
        Value::Array(errors)
            if key == "errors" && errors.iter().any(|error| error["message"].is_string()) =>
        {
            errors.iter().map(error).collect()
        }
        value => shortened(value, &[path, &[key]].concat()),
    }
}

fn is_setting(map: &Map<String, Value>) -> bool {
    map.len() == 2
        && map.contains_key("key")
        && map
            .get("value")
            .and_then(Value::as_str)
            .is_some_and(|text| text.starts_with('{'))
}

// A setting is told by its value, where it has one.
fn setting(map: &Map<String, Value>) -> Value {
    let text = map["value"].as_str().unwrap_or_default();
    let mut told: Map<String, Value> = serde_json::from_str(text).expect("settings are JSON");
    let value = told.remove("value").unwrap_or_else(|| {
        PROSE.iter().for_each(|key| drop(told.remove(*key)));
        Value::Object(told)
    });
    json!({ "key": map["key"], "value": value })
}

fn error(error: &Value) -> Value {
    let mut out = json!({ "message": error["message"] });
    if let Some(places) = error["locations"].as_array() {
        out["at"] = places
            .iter()
            .map(|place| json!([place["line"], place["column"]]))
            .collect();
    }
    if !error["path"].is_null() {
        out["path"] = error["path"].clone();
    }
    let Some(extensions) = error["extensions"].as_object() else {
        return out;
    };
    if extensions["code"] != "INTERNAL_SERVER_ERROR" {
        out["category"] = extensions["code"].clone();
    }
    if let Some(exception) = extensions.get("exception").and_then(Value::as_object) {
        thrown(exception, &mut out);
    }
    out
}

fn thrown(exception: &Map<String, Value>, out: &mut Value) {
    let headline = exception
        .get("stacktrace")
        .and_then(|stack| stack[0].as_str())
        .unwrap_or_default();
    let name = headline.split([':', ' ']).next().unwrap_or_default();
    if !name.is_empty() && name != "Error" {
        out["name"] = name.into();
    }
    let usual = ["stacktrace", "stack", "code", "message"];
    let more: Map<_, _> = exception
        .iter()
        .filter(|(key, _)| !usual.contains(&key.as_str()))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    if let Some(code) = exception.get("code") {
        out["code"] = code.clone();
    }
    if !more.is_empty() {
        out["exception"] = Value::Object(more);
    }
    let mut keys: Vec<_> = exception.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let expected = keys == ["code", "message", "stack", "stacktrace"]
        || keys == ["stacktrace"]
        || (keys == ["message", "stacktrace"] && name == "GraphQLError" && !out["path"].is_null());
    if !expected {
        out["keys"] = keys.join(" ").into();
    }
}

/// The text with its dates masked.
pub(crate) fn undated(text: &str) -> String {
    let is_date = |at: usize| {
        let shape = "dddd-dd-ddTdd:dd:dd.dddZ";
        let found = text.as_bytes().get(at..at + shape.len())?;
        shape
            .bytes()
            .zip(found)
            .all(|(s, f)| {
                if s == b'd' {
                    f.is_ascii_digit()
                } else {
                    s == *f
                }
            })
            .then_some(shape.len())
    };
    let (mut out, mut at) = (String::new(), 0);
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match is_date(at) {
            Some(length) => {
                out.push_str("<date>");
                at += length;
            }
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    out
}

/// The answer without what is not expected of it.
pub(crate) fn only(expected: &Value, actual: &Value) -> Value {
    match (expected, actual) {
        (Value::Object(a), Value::Object(b)) => b
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), only(a.get(key)?, value))))
            .collect(),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).map(|(a, b)| only(a, b)).collect()
        }
        (_, actual) => actual.clone(),
    }
}

/// What a comparison needs to know beside the two values.
pub(crate) struct With<'a> {
    /// The text with the values its placeholders stand for.
    pub(crate) fill: &'a dyn Fn(&str) -> String,
    /// Ends of the paths of lists without an order.
    pub(crate) unordered: &'a [String],
}

/// The first difference, by path.
pub(crate) fn difference(
    expected: &Value,
    actual: &Value,
    path: &str,
    with: &With<'_>,
) -> Option<String> {
    let differs = || {
        Some(format!(
            "{path}\n    expected {expected}\n    actual   {actual}"
        ))
    };
    match (expected, actual) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            let one = |key: &String| match (a.get(key), b.get(key)) {
                (Some(a), Some(b)) => difference(a, b, &format!("{path}.{key}"), with),
                (a, b) => Some(format!(
                    "{path}.{key}\n    expected {a:?}\n    actual   {b:?}"
                )),
            };
            keys.into_iter().find_map(one)
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let (a, b) = (
                ordered(a, path, with.unordered),
                ordered(b, path, with.unordered),
            );
            a.iter()
                .zip(&b)
                .enumerate()
                .find_map(|(at, (a, b))| difference(a, b, &format!("{path}.{at}"), with))
        }
        (Value::String(a), Value::Number(_)) if a == "<number>" => None,
        (Value::String(a), Value::String(b)) => (!same_text(&(with.fill)(a), b)).then(differs)?,
        (a, b) => (a != b).then(differs)?,
    }
}

// The order of errors at different places is not fixed, nor that of rows of some tables.
fn ordered(items: &[Value], path: &str, unordered: &[String]) -> Vec<Value> {
    let mut items = items.to_vec();
    if unordered.iter().any(|end| path.ends_with(end.as_str())) {
        items.sort_by_key(Value::to_string);
    }
    if path.ends_with(".errors") {
        items.sort_by_key(|error| (error["path"].to_string(), error["message"].to_string()));
    } else if path.ends_with(".loggers") || path.ends_with(".renderers") {
        items.sort_by_key(|item| item["key"].to_string());
    }
    items
}

fn same_text(expected: &str, actual: &str) -> bool {
    let repeats = expected == actual || numberless(expected) == numberless(actual);
    // What cannot repeat: a whole text in angle brackets, a random id.
    let masked = expected.starts_with('<')
        && expected.ends_with('>')
        && !expected.contains(' ')
        && expected != "<date>";
    repeats
        || masked
        || (expected.starts_with("<SVG") && actual.contains("<svg"))
        || (is_uuid(expected) && is_uuid(actual))
        || (expected.starts_with("<CONTINUATION, ") && !actual.is_empty())
}

// The seconds until a limit ends.
fn numberless(text: &str) -> String {
    match text.split_once("try again in ") {
        Some((before, after)) => {
            let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{before}try again in N{after}")
        }
        None => text.to_owned(),
    }
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|c| c == b'-' || c.is_ascii_hexdigit())
}
