//! `logging`: loggers. They count after a restart only, so here they are just kept.

use serde_json::Value;

use super::providers::{Form, patch, shown, sorted};
use super::{Answer, Call, Caught, done, unsupported};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "loggers" => {
            let items = call
                .wiki
                .modules
                .logging
                .by_writes()
                .into_iter()
                .map(|module| {
                    let mut shown = shown(module, true);
                    shown["level"] = module.level.clone();
                    shown
                });
            let items = items.collect();
            Ok(sorted(call, items))
        }
        _ => Err(unsupported("LoggingQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateLoggers" => update(call).caught(),
        _ => Err(unsupported("LoggingMutation", field)),
    }
}

// Unlike everywhere else the values are taken as raw text.
fn update(call: &mut Call<'_>) -> Answer {
    patch(call, "loggers", Form::Raw, |call, wanted| {
        let level: Value = wanted.sent["level"].clone();
        if let Some(module) = call.wiki.modules.logging.get_mut(&wanted.key) {
            (module.enabled, module.config, module.level) = (wanted.enabled, wanted.config, level);
        }
    })?;
    Ok(done("Loggers updated successfully"))
}
