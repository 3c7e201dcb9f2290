//! Writes one JSON text, from left to right.

use std::fmt::Write as _;

use super::{Encode, merge};

/// What stands for a secret where secrets are not shown.
const REDACTED: &str = "[redacted]";

/// Whom a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// For the server: secrets are written.
    #[default]
    Wire,
    /// For people and logs: secrets are redacted.
    Shown,
}

/// A JSON text that is being written.
///
/// The calls have to match one another, as those of [`Object`](crate::reader::Object) do; generated code sees to that.
#[derive(Clone, Default)]
pub struct Writer {
    json: String,
    mode: Mode,
    secrets: bool,
    open: Vec<Open>,
}

/// An object that is being written.
#[derive(Clone)]
struct Open {
    start: usize,
    has_spreads: bool,
}

impl Writer {
    /// An empty text.
    #[must_use]
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            ..Self::default()
        }
    }

    /// The text of one value.
    #[must_use]
    pub fn of(value: &dyn Encode, mode: Mode) -> String {
        let mut writer = Self::new(mode);
        value.encode(&mut writer);
        writer.json
    }

    /// Begins an object.
    pub fn object(&mut self) {
        self.open.push(Open {
            start: self.json.len(),
            has_spreads: false,
        });
        self.json.push('{');
    }

    /// Writes a key and its value; nothing, where the value is absent.
    pub fn field(&mut self, key: &str, value: &dyn Encode) {
        if value.is_absent() {
            return;
        }
        self.key(key);
        value.encode(self);
    }

    /// Writes the fields of another object into this one: the counterpart of a fragment spread.
    ///
    /// A key that both have stands once in the end, with what both say about it.
    pub fn spread(&mut self, object: &dyn Encode) {
        if let Some(open) = self.open.last_mut() {
            open.has_spreads = true;
        }
        let start = self.json.len();
        object.encode(self);
        let is_first = self.json[..start].ends_with('{');
        let is_empty = self.json[start..] == *"{}";
        self.json.pop();
        let comma = if is_first || is_empty { "" } else { "," };
        self.json.replace_range(start..=start, comma);
    }

    /// Ends an object.
    pub fn end(&mut self) {
        self.json.push('}');
        let spread = self.open.pop().filter(|open| open.has_spreads);
        if let Some(open) = spread
            && let Some(merged) = merge::without_doubles(&self.json[open.start..])
        {
            self.json.truncate(open.start);
            self.json.push_str(&merged);
        }
    }

    /// Begins a list.
    pub fn list(&mut self) {
        self.json.push('[');
    }

    /// Writes an item of a list.
    pub fn item(&mut self, value: &dyn Encode) {
        self.separate();
        value.encode(self);
    }

    /// Ends a list.
    pub fn end_list(&mut self) {
        self.json.push(']');
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.json.push_str("null");
    }

    /// Writes a string, escaped where it must be.
    pub fn string(&mut self, text: &str) {
        self.json.push('"');
        let mut rest = text;
        while let Some(at) = rest.bytes().position(needs_escape) {
            self.json.push_str(&rest[..at]);
            self.escape(rest.as_bytes()[at]);
            rest = &rest[at + 1..];
        }
        self.json.push_str(rest);
        self.json.push('"');
    }

    /// Writes a secret, or that there is one.
    pub fn secret(&mut self, text: &str) {
        self.secrets = true;
        match self.mode {
            Mode::Wire => self.string(text),
            Mode::Shown => self.string(REDACTED),
        }
    }

    /// Writes a text that is JSON already, or the decimal digits of a number.
    pub fn raw(&mut self, json: &str) {
        self.json.push_str(json);
    }

    /// Writes what `Display` gives and is JSON.
    pub(crate) fn display(&mut self, json: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.json.write_fmt(json);
    }

    /// Whom the text is for.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether a secret was written, in clear or redacted.
    #[must_use]
    pub fn has_secrets(&self) -> bool {
        self.secrets
    }

    /// The text so far.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.json
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.json
    }

    /// Writes a key; its value has to follow.
    pub fn key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.json.push(':');
    }

    pub(crate) fn mark_secrets(&mut self) {
        self.secrets = true;
    }

    pub(crate) fn reopen(&mut self) {
        self.json.pop();
    }

    /// A bracket stands last only where nothing was written into it yet: strings end in quotes.
    fn separate(&mut self) {
        if !self.json.ends_with(['{', '[']) {
            self.json.push(',');
        }
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.json.push_str("\\\""),
            b'\\' => self.json.push_str("\\\\"),
            b'\n' => self.json.push_str("\\n"),
            b'\r' => self.json.push_str("\\r"),
            b'\t' => self.json.push_str("\\t"),
            other => self.display(format_args!("\\u{other:04x}")),
        }
    }
}

/// Shows the text only where it has no secrets.
impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hidden = self.secrets && self.mode == Mode::Wire;
        let json = if hidden { REDACTED } else { &self.json };
        f.debug_struct("Writer")
            .field("json", &json)
            .field("mode", &self.mode)
            .finish()
    }
}

fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Tag {
        id: i32,
        note: Option<Absent>,
    }

    struct Absent;

    impl Encode for Absent {
        fn encode(&self, writer: &mut Writer) {
            writer.null();
        }

        fn is_absent(&self) -> bool {
            true
        }
    }

    impl Encode for Tag {
        fn encode(&self, writer: &mut Writer) {
            writer.object();
            writer.field("id", &self.id);
            writer.field("note", &self.note);
            writer.end();
        }
    }

    struct Empty;

    impl Encode for Empty {
        fn encode(&self, writer: &mut Writer) {
            writer.object();
            writer.end();
        }
    }

    #[test]
    fn strings_are_escaped() {
        let text = "a\"b\\c\n\r\t\u{1}\u{7f}é😀/";
        assert_eq!(
            Writer::of(&text, Mode::Wire),
            serde_json::to_string(text).unwrap()
        );
    }

    #[test]
    fn absent_fields_are_left_out_and_null_ones_stay() {
        let json = Writer::of(
            &vec![
                Tag { id: 1, note: None },
                Tag {
                    id: 2,
                    note: Some(Absent),
                },
            ],
            Mode::Wire,
        );
        assert_eq!(json, r#"[{"id":1,"note":null},{"id":2}]"#);
    }

    #[test]
    fn spreads_join_the_object() {
        let mut writer = Writer::new(Mode::Wire);
        writer.object();
        writer.spread(&Empty);
        writer.spread(&Tag { id: 1, note: None });
        writer.spread(&Empty);
        writer.field("x", &"{");
        writer.end();
        assert_eq!(writer.as_str(), r#"{"id":1,"note":null,"x":"{"}"#);
    }

    #[test]
    fn what_two_spreads_have_in_common_stands_once() {
        let mut writer = Writer::new(Mode::Wire);
        writer.object();
        writer.field("x", &1);
        writer.spread(&Tag { id: 1, note: None });
        writer.field("id", &1);
        writer.spread(&Tag {
            id: 1,
            note: Some(Absent),
        });
        writer.end();
        assert_eq!(writer.as_str(), r#"{"x":1,"id":1,"note":null}"#);
    }

    #[test]
    fn secrets_are_shown_on_the_wire_only() {
        let mut writer = Writer::new(Mode::Shown);
        writer.secret("hunter2");
        assert_eq!(writer.as_str(), "\"[redacted]\"");
        let mut writer = Writer::new(Mode::Wire);
        writer.secret("hunter2");
        assert_eq!(writer.as_str(), "\"hunter2\"");
        assert!(writer.has_secrets() && !format!("{writer:?}").contains("hunter2"));
    }
}
