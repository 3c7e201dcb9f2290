//! The variables of a call: names and raw JSON, in one buffer.

use std::fmt;
use std::ops::Range;

use serde::ser::{Serialize, Serializer};

use super::{Encode, Mode, Writer};

/// The variables of one call, as a list of name and JSON.
///
/// They stand in the buffer as the JSON object that a request needs; a batch takes them apart again without parsing.
/// `Debug` shows their names only.
#[derive(Clone)]
pub struct Variables {
    writer: Writer,
    entries: Vec<Entry>,
}

#[derive(Clone)]
struct Entry {
    name: Range<usize>,
    value: Range<usize>,
}

impl Variables {
    /// No variables yet, to be sent.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Mode::Wire)
    }

    /// No variables yet, to be shown: secrets will be redacted.
    #[must_use]
    pub fn shown() -> Self {
        Self::with(Mode::Shown)
    }

    /// Adds a variable, unless it is absent. The name is a GraphQL name, without the `$`.
    pub fn add(&mut self, name: &str, value: &dyn Encode) {
        if value.is_absent() {
            return;
        }
        self.writer.reopen();
        let before = self.writer.as_str().len();
        self.writer.key(name);
        let start = self.writer.as_str().len();
        value.encode(&mut self.writer);
        let end = self.writer.as_str().len();
        self.writer.end();
        // In front of the name stand a quote and, but for the first one, a comma; behind it a quote and a colon.
        let comma = usize::from(!self.entries.is_empty());
        self.entries.push(Entry {
            name: before + comma + 1..start - 2,
            value: start..end,
        });
    }

    /// Names and values, in the order in which they were added.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let json = self.json();
        self.entries
            .iter()
            .map(move |entry| (&json[entry.name.clone()], &json[entry.value.clone()]))
    }

    /// The JSON of one variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All of them as one JSON object.
    #[must_use]
    pub fn json(&self) -> &str {
        self.writer.as_str()
    }

    /// Whether a secret is among them: then they are neither cached nor logged.
    #[must_use]
    pub fn has_secrets(&self) -> bool {
        self.writer.has_secrets()
    }

    /// Raw JSON that is added from there may hold secrets.
    pub(crate) fn take_note_of_secrets(&mut self, other: &Self) {
        if other.has_secrets() {
            self.writer.mark_secrets();
        }
    }

    fn with(mode: Mode) -> Self {
        let mut writer = Writer::new(mode);
        writer.raw("{}");
        Self {
            writer,
            entries: Vec::new(),
        }
    }
}

impl Default for Variables {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

impl Encode for Variables {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(self.json());
    }
}

impl Serialize for Variables {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serde::write(self.json(), serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{Maybe, Secret};

    #[test]
    fn they_are_an_object_and_a_list() {
        let mut variables = Variables::new();
        assert_eq!(variables.json(), "{}");
        variables.add("id", &1);
        variables.add("locale", &Maybe::<String>::Absent);
        variables.add("path", &"a\"b");
        variables.add("tags", &Maybe::<Vec<String>>::Null);
        assert_eq!(variables.json(), r#"{"id":1,"path":"a\"b","tags":null}"#);
        let list: Vec<_> = variables.iter().collect();
        assert_eq!(list, [("id", "1"), ("path", r#""a\"b""#), ("tags", "null")]);
        assert_eq!(variables.get("id"), Some("1"));
        assert_eq!(variables.get("locale"), None);
    }

    #[test]
    fn a_name_that_is_no_graphql_name_does_no_harm() {
        let mut variables = Variables::new();
        variables.add("a\"b", &1);
        variables.add("é", &2);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(variables.json()).unwrap()["é"],
            2
        );
        assert_eq!(variables.iter().count(), 2);
    }

    #[test]
    fn secrets_are_not_in_debug_and_redacted_when_shown() {
        let mut variables = Variables::new();
        variables.add("password", &Secret::from("hunter2"));
        assert!(variables.has_secrets());
        assert_eq!(format!("{variables:?}"), r#"["password"]"#);
        let mut variables = Variables::shown();
        variables.add("password", &Secret::from("hunter2"));
        assert_eq!(variables.json(), r#"{"password":"[redacted]"}"#);
    }
}
