//! Arguments of a field, read by type. Validation has seen to the types; what is absent or null is none.

use serde_json::{Map, Value};

#[derive(Debug, Default)]
pub(crate) struct Args(Map<String, Value>);

impl Args {
    pub(crate) fn new(values: Map<String, Value>) -> Self {
        Self(values)
    }

    /// The value as it came; none where it was left out, null where it was null.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(crate) fn values(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(Value::as_i64)
    }

    /// A required number.
    pub(crate) fn id(&self, name: &str) -> i64 {
        self.int(name).unwrap_or(0)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// A required text.
    pub(crate) fn string(&self, name: &str) -> String {
        self.text(name).unwrap_or_default().into()
    }

    pub(crate) fn bool(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(Value::as_bool)
    }

    pub(crate) fn list(&self, name: &str) -> Option<&Vec<Value>> {
        self.get(name).and_then(Value::as_array)
    }

    /// The texts of a list; nulls in it are left out.
    pub(crate) fn texts(&self, name: &str) -> Option<Vec<String>> {
        Some(
            self.list(name)?
                .iter()
                .filter_map(Value::as_str)
                .map(String::from)
                .collect(),
        )
    }
}
