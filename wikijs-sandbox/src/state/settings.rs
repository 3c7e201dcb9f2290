//! Settings of the site, the theme, navigation, locales, mail and the system, as they are stored and read back.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::clock::{Millis, iso};
use crate::seed::Seed;

const FRESH: &str = include_str!("../../data/fresh.json");

/// A group of settings by name.
pub(crate) type Values = Map<String, Value>;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    pub(crate) site: Values,
    pub(crate) theming: Values,
    pub(crate) mail: Values,
    /// What the running process uses.
    pub(crate) localization: Values,
    /// What the database holds; they differ after a failed change.
    pub(crate) stored_localization: Values,
    pub(crate) flags: Values,
    pub(crate) navigation: Value,
    pub(crate) navigation_mode: String,
    pub(crate) api_enabled: bool,
    pub(crate) telemetry: bool,
    pub(crate) telemetry_id: String,
    pub(crate) https_redirection: bool,
    /// The content type that each editor writes.
    pub(crate) editors: Values,
    /// Authentication strategies as they are stored, in their order.
    pub(crate) strategies: Vec<Value>,
    /// Installed locales as they are listed.
    pub(crate) locales: Vec<Value>,
    default_flags: Values,
}

impl Settings {
    pub(super) fn fresh(site_url: &str, created: Millis, seed: &mut Seed) -> Self {
        let fresh: Value = serde_json::from_str(FRESH).unwrap_or(Value::Null);
        let group = |name: &str| fresh[name].as_object().cloned().unwrap_or_default();
        let mut site = group("site");
        site.insert("host".into(), site_url.into());
        Self {
            site,
            theming: group("theming"),
            mail: group("mail"),
            localization: group("localization"),
            stored_localization: group("localization"),
            flags: group("flags"),
            navigation: json!([{ "locale": "en", "items": [home(&seed.uuid())] }]),
            navigation_mode: "MIXED".into(),
            api_enabled: false,
            telemetry: false,
            telemetry_id: seed.uuid(),
            https_redirection: false,
            editors: group("editors"),
            strategies: fresh["strategies"].as_array().cloned().unwrap_or_default(),
            locales: vec![english(created)],
            default_flags: group("flags"),
        }
    }

    pub(super) fn restart(&mut self) {
        self.localization = self.stored_localization.clone();
        for (flag, value) in &self.default_flags {
            self.flags
                .entry(flag.clone())
                .or_insert_with(|| value.clone());
        }
    }

    /// A text of the site's settings; anything else reads as empty.
    pub(crate) fn text(&self, name: &str) -> String {
        self.site
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .into()
    }

    /// A switch of the site's settings.
    pub(crate) fn on(&self, name: &str) -> bool {
        self.site
            .get(name)
            .and_then(Value::as_bool)
            .unwrap_or(false)
    }

    /// The kind of source that an editor writes.
    pub(crate) fn content_type(&self, editor: &str) -> String {
        self.editors
            .get(editor)
            .and_then(Value::as_str)
            .unwrap_or("text")
            .into()
    }

    /// Whether there is a strategy of that key.
    pub(crate) fn has_strategy(&self, key: &str) -> bool {
        self.strategies
            .iter()
            .any(|strategy| strategy["key"] == key)
    }

    /// Whether pages may be written in that locale.
    pub(crate) fn installed(&self, locale: &str) -> bool {
        self.locales.iter().any(|known| known["code"] == locale)
    }

    /// Installs a locale, as a wiki does that may download them.
    pub(crate) fn install(&mut self, code: &str, name: &str, native_name: &str, created: Millis) {
        self.locales.push(locale(code, name, native_name, created));
    }

    /// The stored settings of the strategy that all wikis have.
    pub(crate) fn local_strategy(&self) -> Value {
        let local = |strategy: &&Value| strategy["key"] == "local";
        self.strategies
            .iter()
            .find(local)
            .cloned()
            .unwrap_or(Value::Null)
    }

    /// A number of the site's settings.
    pub(crate) fn number(&self, name: &str) -> i64 {
        self.site.get(name).and_then(Value::as_i64).unwrap_or(0)
    }

    pub(crate) fn default_locale(&self) -> String {
        self.localization
            .get("locale")
            .and_then(Value::as_str)
            .unwrap_or("en")
            .into()
    }

    pub(crate) fn mail_host(&self) -> &str {
        self.mail
            .get("host")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

fn home(id: &str) -> Value {
    json!({
        "id": id, "kind": "link", "label": "Home", "icon": "mdi-home", "targetType": "home", "target": "/",
        "visibilityMode": "all", "visibilityGroups": null,
    })
}

fn english(created: Millis) -> Value {
    let mut english = locale("en", "English", "English", created);
    english["availability"] = 0.into();
    english
}

fn locale(code: &str, name: &str, native_name: &str, created: Millis) -> Value {
    let created = iso(created);
    json!({
        "availability": 100, "code": code, "createdAt": created, "installDate": created, "isInstalled": true,
        "isRTL": false, "name": name, "nativeName": native_name, "updatedAt": created,
    })
}
