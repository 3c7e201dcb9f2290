//! What all kinds of modules have in common: a list that is a patch by key, settings as JSON in texts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Call;
use crate::graphql::{Failure, Node};
use crate::js::parse_json;
use crate::state::Module;

/// How the settings of a kind come in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `{"v": value}`.
    Wrapped,
    /// The text itself.
    Raw,
}

/// One module as it is to be set.
pub(super) struct Wanted {
    pub(super) key: String,
    pub(super) enabled: bool,
    pub(super) config: BTreeMap<String, Value>,
    /// All that was sent.
    pub(super) sent: Value,
}

/// Reads a list and hands over each module in turn: those before a bad one are written by then.
pub(super) fn patch(
    call: &mut Call<'_>,
    argument: &str,
    form: Form,
    mut write: impl FnMut(&mut Call<'_>, Wanted),
) -> Result<(), Failure> {
    let sent = call.args.get(argument).cloned().unwrap_or(Value::Null);
    let Value::Array(items) = sent else {
        return Err(Failure::named(
            "TypeError",
            format!("args.{argument} is not iterable"),
        ));
    };
    for item in items {
        let wanted = wanted(item, form)?;
        write(call, wanted);
    }
    Ok(())
}

fn wanted(item: Value, form: Form) -> Result<Wanted, Failure> {
    if item.is_null() {
        return Err(Failure::named(
            "TypeError",
            "Cannot read properties of null (reading 'isEnabled')",
        ));
    }
    let key = item["key"].as_str().unwrap_or_default().to_owned();
    Ok(Wanted {
        key,
        enabled: item["isEnabled"] == true,
        config: config(&item["config"], form)?,
        sent: item,
    })
}

/// Settings as they were sent: left out they are empty, and erase what was there.
pub(super) fn config(sent: &Value, form: Form) -> Result<BTreeMap<String, Value>, Failure> {
    let entries = sent.as_array().into_iter().flatten();
    entries
        .map(|entry| {
            let (key, text) = (
                entry["key"].as_str().unwrap_or_default(),
                entry["value"].as_str().unwrap_or_default(),
            );
            let value = match form {
                Form::Raw => Value::from(text),
                Form::Wrapped => parse_json(text)
                    .map_err(|said| Failure::named("SyntaxError", said))?["v"]
                    .clone(),
            };
            Ok((key.to_owned(), value))
        })
        .collect()
}

/// A module as all kinds show it.
pub(super) fn shown(module: &Module, unknown: bool) -> Value {
    let title = &module.facts["title"];
    json!({
        "key": module.key(),
        "isEnabled": module.enabled,
        "isAvailable": module.facts["available"],
        "title": title,
        "description": format!("{} (a module of the server)", title.as_str().unwrap_or_default()),
        "logo": format!("/_sandbox/logo/{}.svg", module.key()),
        "website": "https://wiki.sandbox.test",
        "icon": "mdi-puzzle",
        "config": module.entries(unknown),
    })
}

/// A list, sorted by a field of its items where that was asked for.
pub(super) fn sorted(call: &Call<'_>, mut items: Vec<Value>) -> Node {
    if let Some(by) = call.args.text("orderBy") {
        items.sort_by(|a, b| a[by].as_str().cmp(&b[by].as_str()));
    }
    Node::Leaf(Value::Array(items))
}
