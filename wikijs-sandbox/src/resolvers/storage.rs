//! `storage`: targets. Nothing is ever copied anywhere: a target that is switched on reports that all is well.

use serde_json::{Value, json};

use super::providers::{Form, patch, shown};
use super::{Answer, Call, Caught, done, unsupported};
use crate::clock::iso;
use crate::graphql::{Failure, Node};
use crate::state::Module;

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    let targets = call.wiki.modules.storage.list().iter();
    match field {
        "targets" => Ok(targets.map(|module| Node::Leaf(target(module))).collect()),
        "status" => Ok(targets
            .filter(|module| module.enabled)
            .map(|module| Node::Leaf(status(module)))
            .collect()),
        _ => Err(unsupported("StorageQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateTargets" => update(call).caught(),
        "executeAction" => execute(call).caught(),
        _ => Err(unsupported("StorageMutation", field)),
    }
}

fn target(module: &Module) -> Value {
    let mut out = shown(module, false);
    let facts = module.facts;
    out["supportedModes"] = facts["modes"].clone();
    out["mode"] = module.mode.clone();
    out["hasSchedule"] = facts["hasSchedule"].clone();
    out["syncInterval"] = module.sync_interval.clone();
    out["syncIntervalDefault"] = facts["syncIntervalDefault"].clone();
    out["actions"] = actions(module);
    out
}

fn actions(module: &Module) -> Value {
    let Some(handlers) = module.facts["actions"].as_array() else {
        return Value::Null;
    };
    let action = |handler: &Value| {
        let name = handler.as_str().unwrap_or_default();
        json!({ "handler": name, "label": name, "hint": format!("The action {name}.") })
    };
    handlers.iter().map(action).collect()
}

fn status(module: &Module) -> Value {
    json!({
        "key": module.key(), "title": module.facts["title"], "status": "operational", "message": "",
        "lastAttempt": module.last_attempt.map(iso),
    })
}

fn update(call: &mut Call<'_>) -> Answer {
    patch(call, "targets", Form::Wrapped, |call, mut wanted| {
        let now = call.wiki.clock.stamp();
        let Some(module) = call.wiki.modules.storage.get_mut(&wanted.key) else {
            return;
        };
        // The mask written back keeps what is stored.
        for (key, value) in &mut wanted.config {
            if value == "********" && module.is_sensitive(key) {
                *value = module.config.get(key).cloned().unwrap_or_else(|| "".into());
            }
        }
        (module.enabled, module.config) = (wanted.enabled, wanted.config);
        module.mode = wanted.sent["mode"].clone();
        if let Some(interval) = wanted
            .sent
            .get("syncInterval")
            .filter(|interval| !interval.is_null())
        {
            module.sync_interval = interval.clone();
        }
        module.last_attempt = Some(now);
    })?;
    Ok(done("Storage targets updated successfully"))
}

fn execute(call: &mut Call<'_>) -> Answer {
    let (key, handler) = (call.args.string("targetKey"), call.args.string("handler"));
    let module = call
        .wiki
        .modules
        .storage
        .get(&key)
        .filter(|module| module.enabled);
    let module = module.ok_or_else(|| Failure::plain("Invalid or Inactive Storage Target"))?;
    let known = module.facts["actions"]
        .as_array()
        .is_some_and(|known| known.contains(&Value::from(handler)));
    match known {
        true => Ok(done("Action completed.")),
        false => Err(Failure::plain("Invalid Handler for Storage Target")),
    }
}
