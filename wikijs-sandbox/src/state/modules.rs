//! Modules with settings of their own: analytics, comments, loggers, renderers, search engines, storage targets.
//!
//! Keys, types and defaults are the server's; titles are ours, and its descriptions are not kept.

mod saved;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::clock::Millis;

static FACTS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/modules.json")).unwrap_or(Value::Null)
});

/// What is known of the modules of a kind, in the server's order.
pub(crate) fn facts(kind: &str) -> &'static [Value] {
    FACTS[kind].as_array().map_or(&[], Vec::as_slice)
}

/// One module and how it is set.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Module {
    /// Key, title, and what never changes.
    #[serde(rename = "key", serialize_with = "key")]
    pub(crate) facts: &'static Value,
    pub(crate) enabled: bool,
    pub(crate) config: BTreeMap<String, Value>,
    /// Of loggers.
    pub(crate) level: Value,
    /// Of storage targets.
    pub(crate) mode: Value,
    pub(crate) sync_interval: Value,
    pub(crate) last_attempt: Option<Millis>,
    touched: u64,
}

fn key<S: Serializer>(facts: &&Value, serializer: S) -> Result<S::Ok, S::Error> {
    facts["key"].serialize(serializer)
}

impl Module {
    fn fresh(facts: &'static Value) -> Self {
        Self {
            facts,
            enabled: facts["enabled"] == true,
            config: defaults(facts),
            level: facts["level"].clone(),
            mode: facts["mode"].clone(),
            sync_interval: facts["syncInterval"].clone(),
            last_attempt: None,
            touched: 0,
        }
    }

    pub(crate) fn key(&self) -> &'static str {
        self.facts["key"].as_str().unwrap_or_default()
    }

    /// A switch of the settings; what was erased is off.
    pub(crate) fn on(&self, name: &str) -> bool {
        self.config.get(name) == Some(&Value::Bool(true))
    }

    /// The settings as they are read: one entry a stored key, JSON in a text. Unknown keys are shown by some kinds.
    pub(crate) fn entries(&self, unknown: bool) -> Value {
        let entry = |(key, value): (&String, &Value)| {
            let mut text = match self.facts["props"].get(key) {
                Some(prop) => described(key, prop),
                None if unknown => Map::new(),
                None => return None,
            };
            let hidden = self.facts["modes"] != Value::Null
                && text.get("sensitive") == Some(&Value::Bool(true));
            let shown = if hidden && value != "" {
                json!("********")
            } else {
                value.clone()
            };
            text.insert("value".into(), shown);
            Some(json!({ "key": key, "value": Value::Object(text).to_string() }))
        };
        self.config.iter().filter_map(entry).collect()
    }

    pub(crate) fn is_sensitive(&self, key: &str) -> bool {
        self.facts["props"][key]["sensitive"] == true
    }

    fn fill(&mut self) {
        for (key, value) in defaults(self.facts) {
            self.config.entry(key).or_insert(value);
        }
    }
}

fn defaults(facts: &Value) -> BTreeMap<String, Value> {
    let value = |prop: &Value| prop.get("value").unwrap_or(&prop["default"]).clone();
    let props = facts["props"].as_object().into_iter().flatten();
    props
        .map(|(key, prop)| (key.clone(), value(prop)))
        .collect()
}

/// What a setting is: its type, default and bounds, with texts of ours.
pub(crate) fn described(key: &str, prop: &Value) -> Map<String, Value> {
    let mut out = prop.as_object().cloned().unwrap_or_default();
    out.remove("value");
    out.insert("title".into(), key.into());
    // Where the server has no hint, it has `false`.
    out.entry("hint")
        .or_insert_with(|| format!("The setting {key}.").into());
    out
}

/// All modules of one kind.
#[derive(Debug, Serialize)]
pub(crate) struct Kind {
    all: Vec<Module>,
    writes: u64,
}

impl Kind {
    fn fresh(kind: &str) -> Self {
        Self {
            all: facts(kind).iter().map(Module::fresh).collect(),
            writes: 0,
        }
    }

    /// In the server's order.
    pub(crate) fn list(&self) -> &[Module] {
        &self.all
    }

    /// The last written one last, as rows without an order come.
    pub(crate) fn by_writes(&self) -> Vec<&Module> {
        let mut all: Vec<_> = self.all.iter().collect();
        all.sort_by_key(|module| module.touched);
        all
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Module> {
        self.all.iter().find(|module| module.key() == key)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Module> {
        self.writes += 1;
        let writes = self.writes;
        let module = self.all.iter_mut().find(|module| module.key() == key)?;
        module.touched = writes;
        Some(module)
    }

    fn restart(&mut self) {
        self.all.iter_mut().for_each(Module::fill);
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "saved::Modules")]
pub(crate) struct Modules {
    pub(crate) analytics: Kind,
    pub(crate) comments: Kind,
    pub(crate) logging: Kind,
    pub(crate) rendering: Kind,
    pub(crate) search: Kind,
    pub(crate) storage: Kind,
    /// The comment provider that runs: one that was switched off runs on until another is switched on.
    pub(crate) comment_provider: String,
    /// The search engine that runs.
    pub(crate) engine: Option<String>,
    /// What an engine with an index of its own has in it: pages, in the order they came in.
    pub(crate) index: Vec<i64>,
}

impl Modules {
    pub(super) fn fresh() -> Self {
        Self {
            analytics: Kind::fresh("analytics"),
            comments: Kind::fresh("comments"),
            logging: Kind::fresh("logging"),
            rendering: Kind::fresh("rendering"),
            search: Kind::fresh("search"),
            storage: Kind::fresh("storage"),
            comment_provider: "default".into(),
            engine: Some("db".into()),
            index: Vec::new(),
        }
    }

    pub(super) fn restart(&mut self) {
        for kind in [
            &mut self.analytics,
            &mut self.comments,
            &mut self.logging,
            &mut self.rendering,
            &mut self.search,
            &mut self.storage,
        ] {
            kind.restart();
        }
        let enabled = |kind: &Kind| {
            kind.list()
                .iter()
                .find(|module| module.enabled)
                .map(|module| module.key().to_owned())
        };
        self.comment_provider = enabled(&self.comments).unwrap_or_else(|| "default".into());
        self.engine = enabled(&self.search);
    }
}
