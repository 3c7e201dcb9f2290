//! `rendering`: renderers. They count for the next rendering of a page.

use super::providers::{Form, patch, shown, sorted};
use super::{Answer, Call, Caught, done, unsupported};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "renderers" => {
            let items = call
                .wiki
                .modules
                .rendering
                .by_writes()
                .into_iter()
                .map(|module| {
                    let mut shown = shown(module, false);
                    for name in ["dependsOn", "input", "output"] {
                        shown[name] = module.facts[name].clone();
                    }
                    shown
                });
            let items = items.collect();
            Ok(sorted(call, items))
        }
        _ => Err(unsupported("RenderingQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateRenderers" => update(call).caught(),
        _ => Err(unsupported("RenderingMutation", field)),
    }
}

fn update(call: &mut Call<'_>) -> Answer {
    patch(call, "renderers", Form::Wrapped, |call, wanted| {
        if let Some(module) = call.wiki.modules.rendering.get_mut(&wanted.key) {
            (module.enabled, module.config) = (wanted.enabled, wanted.config);
        }
    })?;
    Ok(done("Renderers updated successfully"))
}
