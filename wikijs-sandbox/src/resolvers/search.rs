//! `search`: engines. The one that runs may have an index of its own, empty when it starts.

use super::providers::{Form, patch, shown, sorted};
use super::{Answer, Call, Caught, done, unsupported};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "searchEngines" => {
            let items = call
                .wiki
                .modules
                .search
                .list()
                .iter()
                .map(|module| shown(module, false))
                .collect();
            Ok(sorted(call, items))
        }
        _ => Err(unsupported("SearchQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateSearchEngines" => update(call).caught(),
        "rebuildIndex" => rebuild(call).caught(),
        _ => Err(unsupported("SearchMutation", field)),
    }
}

fn update(call: &mut Call<'_>) -> Answer {
    let mut started = None;
    patch(call, "engines", Form::Wrapped, |call, wanted| {
        if let Some(module) = call.wiki.modules.search.get_mut(&wanted.key) {
            (module.enabled, module.config) = (wanted.enabled, wanted.config);
        }
        if wanted.enabled {
            started = Some(wanted.key);
        }
    })?;
    let modules = &mut call.wiki.modules;
    let running = modules.engine.take();
    modules.engine = match started {
        Some(new) => {
            if running.as_deref() != Some(new.as_str()) {
                modules.index.clear();
            }
            Some(new)
        }
        // None was switched on: the one that ran goes on if it still may.
        None => running.filter(|key| modules.search.get(key).is_some_and(|module| module.enabled)),
    };
    Ok(done("Search Engines updated successfully"))
}

fn rebuild(call: &mut Call<'_>) -> Answer {
    call.wiki.modules.index = call.wiki.pages.list().map(|page| page.id).collect();
    Ok(done("Index rebuilt successfully"))
}
