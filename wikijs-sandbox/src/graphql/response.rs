//! The answer: errors before data, keys in the order the server writes them.

use serde_json::{Value, json};

use super::Failure;
use super::locate::Place;

/// Data in the order of the selection.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data {
    Leaf(Value),
    List(Vec<Data>),
    Object(Vec<(String, Data)>),
}

impl Data {
    pub(crate) const NULL: Data = Data::Leaf(Value::Null);

    fn write(&self, out: &mut String) {
        match self {
            Data::Leaf(value) => write_value(value, out),
            Data::List(items) => write_joined(items, out, ['[', ']'], |item, out| item.write(out)),
            Data::Object(fields) => write_joined(fields, out, ['{', '}'], |(key, value), out| {
                write_string(key, out);
                out.push(':');
                value.write(out);
            }),
        }
    }
}

/// One entry of `errors`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ErrorBody {
    pub(crate) failure: Failure,
    pub(crate) places: Vec<Place>,
    pub(crate) path: Vec<Value>,
    /// `extensions.code`.
    pub(crate) category: &'static str,
}

impl ErrorBody {
    fn write(&self, stacks: bool, out: &mut String) {
        out.push_str("{\"message\":");
        write_string(&self.failure.message, out);
        if !self.places.is_empty() {
            out.push_str(",\"locations\":");
            write_joined(&self.places, out, ['[', ']'], |place, out| {
                let Place { line, column } = place;
                out.push_str(&format!("{{\"line\":{line},\"column\":{column}}}"));
            });
        }
        if !self.path.is_empty() {
            out.push_str(",\"path\":");
            write_joined(&self.path, out, ['[', ']'], write_value);
        }
        out.push_str(",\"extensions\":{\"code\":");
        write_string(self.category, out);
        self.write_exception(stacks, out);
        out.push_str("}}");
    }

    fn write_exception(&self, stacks: bool, out: &mut String) {
        let entries = self.exception(stacks);
        if entries.is_empty() {
            return;
        }
        out.push_str(",\"exception\":");
        write_joined(&entries, out, ['{', '}'], |(key, value), out| {
            write_string(key, out);
            out.push(':');
            write_value(value, out);
        });
    }

    fn exception(&self, stacks: bool) -> Vec<(&'static str, Value)> {
        let mut entries = self.failure.exception.clone();
        if let Some(code) = self.failure.code {
            entries.push(("stack", self.failure.headline().into()));
            entries.push(("code", code.into()));
            entries.push(("message", self.failure.message.clone().into()));
        }
        // An error that was a GraphQLError when it was thrown carries its message twice.
        if self.failure.name == "GraphQLError" && !self.path.is_empty() {
            entries.push(("message", self.failure.message.clone().into()));
        }
        if stacks {
            entries.push(("stacktrace", json!([self.failure.headline()])));
        }
        entries
    }
}

/// A whole answer: `data` is absent where nothing was run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Response {
    pub(crate) errors: Vec<ErrorBody>,
    pub(crate) data: Option<Data>,
}

impl Response {
    /// An answer of errors only: nothing was run.
    pub(crate) fn refused(errors: Vec<ErrorBody>) -> Self {
        Self { errors, data: None }
    }

    /// The answer as JSON text; `stacks` off is NODE_ENV=production.
    pub(crate) fn to_json(&self, stacks: bool) -> String {
        let mut out = String::with_capacity(1024);
        out.push('{');
        if !self.errors.is_empty() {
            out.push_str("\"errors\":");
            write_joined(&self.errors, &mut out, ['[', ']'], |error, out| {
                error.write(stacks, out)
            });
        }
        if let Some(data) = &self.data {
            out.push_str(if self.errors.is_empty() {
                "\"data\":"
            } else {
                ",\"data\":"
            });
            data.write(&mut out);
        }
        out.push('}');
        out
    }
}

/// Writes `text` as a JSON string.
fn write_string(text: &str, out: &mut String) {
    // Most have nothing to escape.
    if text
        .bytes()
        .any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        out.push_str(&Value::from(text).to_string());
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => write_string(text, out),
        value => out.push_str(&value.to_string()),
    }
}

fn write_joined<T>(
    items: &[T],
    out: &mut String,
    ends: [char; 2],
    write: impl Fn(&T, &mut String),
) {
    out.push(ends[0]);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(ends[1]);
}
