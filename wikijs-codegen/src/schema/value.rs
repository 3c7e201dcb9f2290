//! A value of a document or schema without its places.

use std::fmt::{Display, Formatter, Result};

use crate::syntax::tree::{self, ValueKind};
use crate::syntax::{Text, quoted};

/// A value in a document or schema. Its `Display` is its minimised text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// `$name`.
    Variable(String),
    /// The digits as written.
    Int(String),
    /// The number as written.
    Float(String),
    /// The text, unescaped.
    String(String),
    /// `true`, `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// A name.
    Enum(String),
    /// A list.
    List(Vec<Value>),
    /// An input object; keys in the order written.
    Object(Vec<(String, Value)>),
}

impl From<&tree::Value> for Value {
    fn from(value: &tree::Value) -> Self {
        match &value.kind {
            ValueKind::Variable(name) => Self::Variable(name.clone()),
            ValueKind::Int(digits) => Self::Int(digits.clone()),
            ValueKind::Float(number) => Self::Float(number.clone()),
            ValueKind::String(content) => Self::String(content.clone()),
            ValueKind::Boolean(value) => Self::Boolean(*value),
            ValueKind::Null => Self::Null,
            ValueKind::Enum(name) => Self::Enum(name.clone()),
            ValueKind::List(items) => Self::List(items.iter().map(Self::from).collect()),
            ValueKind::Object(entries) => Self::Object(named_values(entries)),
        }
    }
}

/// Arguments as pairs of name and value.
pub(crate) fn named_values(arguments: &[tree::Argument]) -> Vec<(String, Value)> {
    arguments
        .iter()
        .map(|argument| (argument.name.text.clone(), Value::from(&argument.value)))
        .collect()
}

impl Value {
    /// Puts the fields of input objects in the order of their names.
    pub(crate) fn sort(&mut self) {
        match self {
            Self::List(items) => items.iter_mut().for_each(Self::sort),
            Self::Object(entries) => {
                entries.sort_by(|left, right| left.0.cmp(&right.0));
                entries.iter_mut().for_each(|(_, value)| value.sort());
            }
            _ => {}
        }
    }

    /// Adds the value to a minimised text.
    pub fn push_to(&self, text: &mut Text) {
        match self {
            Self::Variable(name) => _ = text.push("$").push(name),
            Self::Int(token) | Self::Float(token) | Self::Enum(token) => _ = text.push(token),
            Self::String(content) => _ = text.push(&quoted(content)),
            Self::Boolean(true) => _ = text.push("true"),
            Self::Boolean(false) => _ = text.push("false"),
            Self::Null => _ = text.push("null"),
            Self::List(items) => {
                text.push("[");
                items.iter().for_each(|item| item.push_to(text));
                text.push("]");
            }
            Self::Object(entries) => {
                text.push("{");
                for (name, value) in entries {
                    text.push(name).push(":");
                    value.push_to(text);
                }
                text.push("}");
            }
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut text = Text::default();
        self.push_to(&mut text);
        f.write_str(text.as_str())
    }
}
