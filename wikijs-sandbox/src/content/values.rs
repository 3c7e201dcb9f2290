//! Values of a seed file that are checked where they stand, so that a mistake is told with its line.

use std::fmt::{Formatter, Result as FmtResult};

use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::SeedRule;
use super::check::{permission, rule, setting};
use crate::state::RuleMatch;

/// A permission that there is.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Permission(pub(super) String);

impl TryFrom<String> for Permission {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        permission(&name).map(|()| Self(name))
    }
}

/// A rule of a group.
#[derive(Deserialize)]
#[serde(try_from = "RuleFields")]
pub(super) struct Rule(pub(super) SeedRule);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFields {
    #[serde(rename = "match")]
    matching: RuleMatch,
    path: String,
    #[serde(default)]
    deny: bool,
    roles: Option<Vec<Permission>>,
    #[serde(default)]
    locales: Vec<String>,
}

impl TryFrom<RuleFields> for Rule {
    type Error = String;

    fn try_from(fields: RuleFields) -> Result<Self, String> {
        rule(fields.matching, &fields.path)?;
        let mut rule = SeedRule::new(fields.matching, fields.path).locales(fields.locales);
        if fields.deny {
            rule = rule.deny();
        }
        Ok(Self(match fields.roles {
            Some(roles) => rule.roles(roles.into_iter().map(|role| role.0)),
            None => rule,
        }))
    }
}

/// Settings of the site, each known and of its type.
#[derive(Default)]
pub(super) struct Site(pub(super) Map<String, Value>);

impl<'de> Deserialize<'de> for Site {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SiteVisitor)
    }
}

struct SiteVisitor;

impl<'de> Visitor<'de> for SiteVisitor {
    type Value = Site;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter.write_str("settings of the site")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Site, A::Error> {
        let mut site = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(Setting(&name))?;
            site.insert(name, value);
        }
        Ok(Site(site))
    }
}

/// The value of the setting of that name.
struct Setting<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Setting<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let value = Value::deserialize(deserializer)?;
        setting(self.0, &value).map_err(D::Error::custom)?;
        Ok(value)
    }
}
