//! An introspection answer as text to a [`Schema`].

use cynic_introspection::{IntrospectionQuery, Schema};
use serde_json::Value;

use super::SchemaError;

/// Reads an answer that holds `__schema`, at the top or below `data`. `origin` names it in errors.
pub(super) fn read(answer: &str, origin: &str) -> Result<Schema, SchemaError> {
    let refused = |reason: String| SchemaError::NotIntrospection {
        origin: origin.to_owned(),
        reason,
    };
    let mut value: Value = serde_json::from_str(answer)
        .map_err(|error| refused(format!("it is no JSON ({error})")))?;
    let data = match value.get_mut("data") {
        Some(data) => data.take(),
        None => value,
    };
    if data.get("__schema").is_none_or(Value::is_null) {
        return Err(refused("it has no `__schema`".to_owned()));
    }
    let query: IntrospectionQuery =
        serde_json::from_value(data).map_err(|error| refused(error.to_string()))?;
    query
        .into_schema()
        .map_err(|error| refused(error.to_string()))
}
