//! All that a wiki knows at one moment, to be compared with what it knows at another.

use std::fmt::{Debug, Display, Formatter, Result as FmtResult};

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::state::Wiki;

/// What a wiki knew at one moment: pages with their history, tags, links, comments, files, users, groups, keys,
/// settings and modules. [`Sandbox::state`](crate::Sandbox::state) takes one.
///
/// Passwords and keys are in it as marks that change with them. The contents of files are told by their SHA-256.
///
/// ```
/// use wikijs_sandbox::Sandbox;
///
/// let sandbox = Sandbox::in_process();
/// let before = sandbox.state();
/// // … what is tested …
/// let diff = before.diff(&sandbox.state());
/// assert!(diff.is_empty(), "nothing was to change, but:\n{diff}");
/// ```
#[derive(Clone, PartialEq)]
pub struct State {
    areas: Value,
}

impl State {
    pub(crate) fn of(wiki: &Wiki) -> Self {
        let mut areas = serde_json::to_value(wiki).unwrap_or(Value::Null);
        // Derived, of the process, or secret.
        for name in ["tree", "seed", "secret", "started", "audience", "persisted"] {
            areas.as_object_mut().map(|areas| areas.remove(name));
        }
        tidy(&mut areas, &wiki.secret);
        Self { areas }
    }

    /// One area: `pages`, `users`, `settings` …; null where there is none of that name.
    #[must_use]
    pub fn area(&self, name: &str) -> &Value {
        &self.areas[name]
    }

    /// All areas by their names.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        &self.areas
    }

    /// The state without the fields of that name, wherever they are: `created`, `updated`.
    #[must_use]
    pub fn without(mut self, field: &str) -> Self {
        drop_fields(&mut self.areas, field);
        self
    }

    /// What is other in a later state, place by place.
    #[must_use]
    pub fn diff(&self, later: &Self) -> StateDiff {
        let mut lines = Vec::new();
        compare("", &self.areas, &later.areas, &mut lines);
        StateDiff { lines }
    }
}

impl Debug for State {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        let areas = self.areas.as_object().into_iter().flatten();
        let count = |(name, area): (&String, &Value)| match area {
            Value::Array(items) => Some((name.clone(), items.len())),
            _ => None,
        };
        formatter.write_str("State ")?;
        formatter
            .debug_map()
            .entries(areas.filter_map(count))
            .finish()
    }
}

/// The differences between two states, one a line: `pages[3].title: "A" -> "B"`; what came has a `+` before it, what
/// went a `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateDiff {
    lines: Vec<String>,
}

impl StateDiff {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// One for each place.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

impl Display for StateDiff {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter.write_str(&self.lines.join("\n"))
    }
}

// Lists lose what counts them, secrets become marks.
fn tidy(value: &mut Value, secret: &str) {
    if let Some(list) = value.get_mut("all").filter(|list| list.is_array()) {
        *value = list.take();
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| tidy(item, secret)),
        Value::Object(fields) => {
            for name in ["touched", "writes", "base64", "continuations"] {
                fields.remove(name);
            }
            for (name, field) in fields {
                match is_secret(name) {
                    true => hide(field, secret),
                    false => tidy(field, secret),
                }
            }
        }
        _ => {}
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let known = ["password", "secret", "privatekey", "token", "apikey"];
    name == "pass" || known.iter().any(|part| name.contains(part))
}

// Switches and numbers are no secrets, whatever they are called.
fn hide(value: &mut Value, secret: &str) {
    let Value::String(text) = value else { return };
    if !text.is_empty() {
        let digest = Sha256::digest(format!("{secret}.{text}"));
        let mark: String = digest
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        *text = format!("(hidden {mark})");
    }
}

fn drop_fields(value: &mut Value, name: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| drop_fields(item, name)),
        Value::Object(fields) => {
            fields.remove(name);
            fields
                .values_mut()
                .for_each(|field| drop_fields(field, name));
        }
        _ => {}
    }
}

fn compare(place: &str, before: &Value, after: &Value, out: &mut Vec<String>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Object(before), Value::Object(after)) => {
            let join = |name: &str| match place {
                "" => name.to_owned(),
                place => format!("{place}.{name}"),
            };
            pairs(before, after, join, out);
        }
        (Value::Array(before), Value::Array(after)) => {
            let (before, after) = (keyed(before), keyed(after));
            pairs(&before, &after, |key| format!("{place}[{key}]"), out);
        }
        _ => out.push(format!("{place}: {before} -> {after}")),
    }
}

fn pairs(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    place: impl Fn(&str) -> String,
    out: &mut Vec<String>,
) {
    for (name, old) in before {
        match after.get(name) {
            Some(new) => compare(&place(name), old, new, out),
            None => out.push(format!("- {}: {old}", place(name))),
        }
    }
    let came = after.iter().filter(|(name, _)| !before.contains_key(*name));
    out.extend(came.map(|(name, new)| format!("+ {}: {new}", place(name))));
}

// Rows are told by their ids or keys, other items by their places.
fn keyed(items: &[Value]) -> Map<String, Value> {
    let name = |item: &Value| match (&item["id"], &item["key"]) {
        (Value::Number(id), _) => Some(id.to_string()),
        (Value::String(text), _) | (_, Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    let entry = |(index, item): (usize, &Value)| {
        (
            name(item).unwrap_or_else(|| index.to_string()),
            item.clone(),
        )
    };
    items.iter().enumerate().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences_are_told_by_place() {
        let state = |areas| State { areas };
        let before = state(
            json!({ "pages": [{ "id": 1, "title": "A" }, { "id": 2, "title": "B" }], "on": true }),
        );
        let after = state(
            json!({ "pages": [{ "id": 2, "title": "C" }, { "id": 3, "tags": [1] }], "on": true }),
        );
        let diff = before.diff(&after);
        let expected = [
            "- pages[1]: {\"id\":1,\"title\":\"A\"}",
            "pages[2].title: \"B\" -> \"C\"",
            "+ pages[3]: {\"id\":3,\"tags\":[1]}",
        ];
        assert_eq!(diff.lines(), expected);
        assert!(before.diff(&before).is_empty());
        let without = (before.without("title"), after.without("title"));
        assert_eq!(without.0.diff(&without.1).lines().len(), 2);
    }

    #[test]
    fn secrets_become_marks() {
        let mut value = json!({ "password": "horse", "mustChangePassword": true, "pass": "", "other": "horse" });
        tidy(&mut value, "salt");
        assert_eq!(value["other"], "horse");
        assert_eq!(
            (&value["mustChangePassword"], &value["pass"]),
            (&json!(true), &json!(""))
        );
        assert!(
            value["password"]
                .as_str()
                .is_some_and(|mark| mark.starts_with("(hidden "))
        );
    }
}
