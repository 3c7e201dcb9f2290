//! Strategies: the modules there are, and the ones a wiki has set up.

use serde_json::{Value, json};

use super::super::providers::{Form, config};
use super::super::{Answer, Call, done};
use crate::graphql::{Failure, Node};
use crate::state::{described, facts};

/// All modules, with what can be set.
pub(super) fn list() -> Node {
    facts("strategies")
        .iter()
        .map(|module| Node::Leaf(shown(module)))
        .collect()
}

fn shown(module: &Value) -> Value {
    let props = module["props"].as_object().into_iter().flatten().map(|(key, prop)| {
        json!({ "key": key, "value": Value::Object(described(key, prop)).to_string() })
    });
    let props: Vec<_> = props.collect();
    let icon = (module["icon"] == true).then_some("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    json!({
        "key": module["key"], "title": module["title"],
        "description": format!("{} (a module of the server)", module["title"].as_str().unwrap_or_default()),
        "isAvailable": module["available"], "useForm": module["useForm"], "usernameType": module["usernameType"],
        "logo": format!("/_sandbox/logo/{}.svg", module["key"].as_str().unwrap_or_default()),
        "color": module["color"], "website": "https://wiki.sandbox.test", "icon": icon, "props": props,
    })
}

/// The strategies that are set up, in their order.
pub(super) fn active(call: &Call<'_>) -> Node {
    let only = call.args.bool("enabledOnly").unwrap_or(false);
    let mut all: Vec<_> = call.wiki.settings.strategies.iter().collect();
    all.sort_by_key(|strategy| strategy["order"].as_i64());
    all.into_iter()
        .filter(|strategy| !only || strategy["isEnabled"] == true)
        .map(set_up)
        .collect()
}

// An unknown module leaves an empty object behind, which its own fields then empty.
fn set_up(strategy: &Value) -> Node {
    let module = module(strategy);
    let entry = |(key, value): (&String, &Value)| {
        let mut text = described(key, module?["props"].get(key)?);
        text.insert("value".into(), value.clone());
        Some(json!({ "key": key, "value": Value::Object(text).to_string() }))
    };
    let entries: Vec<_> = strategy["config"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(entry)
        .collect();
    let mut out = strategy.clone();
    out["config"] = entries.into();
    out["strategy"] = module.map_or_else(|| json!({}), shown);
    Node::Leaf(out)
}

fn module(strategy: &Value) -> Option<&'static Value> {
    facts("strategies")
        .iter()
        .find(|module| module["key"] == strategy["strategyKey"])
}

/// The list is the whole truth: strategies that it does not name go, unless users need them.
pub(super) fn update(call: &mut Call<'_>) -> Answer {
    let sent = call.args.list("strategies").cloned().unwrap_or_default();
    for item in &sent {
        let stored = stored(item)?;
        let strategies = &mut call.wiki.settings.strategies;
        match strategies
            .iter_mut()
            .find(|known| known["key"] == stored["key"])
        {
            Some(known) => *known = stored,
            None => strategies.push(stored),
        }
    }
    let named = |strategy: &Value| sent.iter().any(|item| item["key"] == strategy["key"]);
    let gone: Vec<_> = call
        .wiki
        .settings
        .strategies
        .iter()
        .filter(|known| !named(known))
        .cloned()
        .collect();
    for strategy in gone {
        let key = strategy["key"].as_str().unwrap_or_default();
        if call
            .wiki
            .users
            .list()
            .iter()
            .any(|user| user.provider == key)
        {
            let name = strategy["displayName"].as_str().unwrap_or_default();
            return Err(Failure::plain(format!(
                "Cannot delete {name} as 1 or more users are still using it."
            )));
        }
        call.wiki
            .settings
            .strategies
            .retain(|known| known["key"] != strategy["key"]);
    }
    Ok(done("Strategies updated successfully"))
}

fn stored(item: &Value) -> Result<Value, Failure> {
    if item.is_null() {
        return Err(Failure::named(
            "TypeError",
            "Cannot read properties of null (reading 'key')",
        ));
    }
    let config: serde_json::Map<_, _> = config(&item["config"], Form::Wrapped)?
        .into_iter()
        .collect();
    let mut stored = item.clone();
    stored["config"] = Value::Object(config);
    Ok(stored)
}
