//! Modules as they are saved: how they are set, by their keys. What never changes is not saved.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::clock::Millis;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Modules {
    analytics: Kind,
    comments: Kind,
    logging: Kind,
    rendering: Kind,
    search: Kind,
    storage: Kind,
    comment_provider: String,
    engine: Option<String>,
    index: Vec<i64>,
}

#[derive(Deserialize)]
struct Kind {
    all: Vec<Module>,
    writes: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Module {
    key: String,
    enabled: bool,
    config: BTreeMap<String, Value>,
    level: Value,
    mode: Value,
    sync_interval: Value,
    last_attempt: Option<Millis>,
    touched: u64,
}

impl From<Modules> for super::Modules {
    fn from(saved: Modules) -> Self {
        Self {
            analytics: saved.analytics.restored("analytics"),
            comments: saved.comments.restored("comments"),
            logging: saved.logging.restored("logging"),
            rendering: saved.rendering.restored("rendering"),
            search: saved.search.restored("search"),
            storage: saved.storage.restored("storage"),
            comment_provider: saved.comment_provider,
            engine: saved.engine,
            index: saved.index,
        }
    }
}

impl Kind {
    fn restored(self, kind: &str) -> super::Kind {
        let mut restored = super::Kind::fresh(kind);
        for saved in self.all {
            let module = restored
                .all
                .iter_mut()
                .find(|module| module.key() == saved.key);
            if let Some(module) = module {
                saved.restore(module);
            }
        }
        restored.writes = self.writes;
        restored
    }
}

impl Module {
    fn restore(self, module: &mut super::Module) {
        *module = super::Module {
            facts: module.facts,
            enabled: self.enabled,
            config: self.config,
            level: self.level,
            mode: self.mode,
            sync_interval: self.sync_interval,
            last_attempt: self.last_attempt,
            touched: self.touched,
        };
    }
}
