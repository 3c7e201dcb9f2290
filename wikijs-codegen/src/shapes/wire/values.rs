//! Values as GraphQL writes them, without anything that is not needed.

use crate::document::Value;

use super::pieces::Sink;

/// The text of a value; a variable keeps its name.
pub(in crate::shapes) fn value_text(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value);
    text
}

/// Writes a value.
pub(super) fn write_value(to: &mut impl Sink, value: &Value) {
    match value {
        Value::Variable(name) => to.variable(name),
        Value::Int(digits) | Value::Float(digits) => to.text(digits),
        Value::String(text) => write_string(to, text),
        Value::Boolean(value) => to.text(if *value { "true" } else { "false" }),
        Value::Null => to.text("null"),
        Value::Enum(name) => to.text(name),
        Value::List(items) => write_list(to, items),
        Value::Object(fields) => {
            to.text("{");
            write_pairs(to, fields);
            to.text("}");
        }
    }
}

/// Writes `name:value` pairs with commas between.
pub(super) fn write_pairs(to: &mut impl Sink, pairs: &[(String, Value)]) {
    for (index, (name, value)) in pairs.iter().enumerate() {
        to.text(if index == 0 { "" } else { "," });
        to.text(name);
        to.text(":");
        write_value(to, value);
    }
}

fn write_list(to: &mut impl Sink, items: &[Value]) {
    to.text("[");
    for (index, item) in items.iter().enumerate() {
        to.text(if index == 0 { "" } else { "," });
        write_value(to, item);
    }
    to.text("]");
}

fn write_string(to: &mut impl Sink, text: &str) {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if u32::from(control) < 0x20 || control == '\u{7f}' => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    to.text(&quoted);
}

impl Sink for String {
    fn text(&mut self, text: &str) {
        self.push_str(text);
    }

    fn variable(&mut self, name: &str) {
        self.push('$');
        self.push_str(name);
    }
}
