//! What a wiki is to begin with, looked through for what cannot be meant. The server takes unknown permissions and
//! settings without a word; a test that begins with one would pass for the wrong reason.

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;

use serde_json::Value;

use super::{Content, SeedGroup};
use crate::auth::{PERMISSIONS, readable_regex};
use crate::graphql::{did_you_mean, schema};
use crate::state::RuleMatch;

impl Content {
    /// Says what is wrong with it, as far as the wiki does not say so itself.
    pub(crate) fn check(&self, built_in: &[&str]) -> Result<(), String> {
        let groups = self.groups.iter().map(SeedGroup::name);
        once("groups are called", built_in.iter().copied().chain(groups))?;
        once("keys are called", self.keys.iter().map(|(name, _)| name))?;
        let locales = self.locales.iter().map(|[code, ..]| code.as_str());
        once("locales have the code", ["en"].into_iter().chain(locales))?;
        let users = self.users.iter().map(|user| user.email().to_lowercase());
        once("users have the address", users)?;
        once(
            "files have the path",
            self.assets.iter().map(|asset| asset.path().to_lowercase()),
        )?;
        self.groups.iter().try_for_each(SeedGroup::check)
    }
}

// Names say what is meant elsewhere.
fn once<T: Eq + Hash + Display + Clone>(
    what: &str,
    names: impl Iterator<Item = T>,
) -> Result<(), String> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name.clone()) {
            return Err(format!("two {what} \"{name}\""));
        }
    }
    Ok(())
}

/// A permission must be one that the server asks for.
pub(super) fn permission(name: &str) -> Result<(), String> {
    if PERMISSIONS.contains(&name) {
        return Ok(());
    }
    let hint = match did_you_mean("", name, PERMISSIONS.into_iter()) {
        none if none.is_empty() => format!(" There are {}.", PERMISSIONS.join(", ")),
        near => near,
    };
    Err(format!("no permission is called {name:?}.{hint}"))
}

/// The path of a rule must be one that it can look for.
pub(super) fn rule(matching: RuleMatch, path: &str) -> Result<(), String> {
    match matching {
        RuleMatch::Regex => readable_regex(path)
            .map_err(|error| format!("the rule's regular expression {path:?}: {error}")),
        _ => Ok(()),
    }
}

/// A setting of the site must be there, and of its type.
pub(super) fn setting(name: &str, value: &Value) -> Result<(), String> {
    let site = schema().get_object("SiteMutation");
    let update = site.and_then(|site| site.fields.get("updateConfig"));
    let known = update.map_or(&[][..], |update| &update.arguments);
    let Some(argument) = known.iter().find(|argument| argument.name == name) else {
        let names = known.iter().map(|argument| argument.name.as_str());
        let hint = did_you_mean("", name, names);
        return Err(format!("the site has no setting {name:?}.{hint}"));
    };
    let wanted = argument.ty.inner_named_type().as_str();
    let fits = match value {
        Value::Array(items) if argument.ty.is_list() => items.iter().all(|item| is_a(wanted, item)),
        value => !argument.ty.is_list() && is_a(wanted, value),
    };
    match fits {
        true => Ok(()),
        false => Err(format!(
            "{name:?} is of the type {}, not {value}",
            argument.ty
        )),
    }
}

fn is_a(wanted: &str, value: &Value) -> bool {
    match wanted {
        "Boolean" => value.is_boolean(),
        "Int" => value.as_i64().is_some_and(|n| i32::try_from(n).is_ok()),
        _ => value.is_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{SeedRule, SeedUser};

    fn told(change: impl Fn(&mut Content)) -> String {
        let mut content = Content::default();
        change(&mut content);
        let checked = content.check(&["Administrators", "Editors"]);
        checked.expect_err("a mistake")
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let group = |group: SeedGroup| told(|content| content.groups.push(group.clone()));
        assert!(group(SeedGroup::new("A", ["read:pagez"])).contains("\"read:pages\""));
        let roles = SeedRule::start("").roles(["write:page"]);
        let none: [&str; 0] = [];
        let told_of = group(SeedGroup::new("A", none).rule(roles));
        assert!(
            told_of.starts_with("group A: no permission is called \"write:page\"."),
            "{told_of}"
        );
        assert!(group(SeedGroup::new("A", none).rule(SeedRule::regex("(["))).contains("\"([\""));
        assert_eq!(
            group(SeedGroup::new("Editors", none)),
            "two groups are called \"Editors\""
        );
        let user = |email: &str| SeedUser::new(email, "Ada", "secret");
        assert_eq!(
            told(|content| content.users.extend([user("a@b.cd"), user("A@b.cd")])),
            "two users have the address \"a@b.cd\""
        );
        let key = ("robot".to_owned(), "Editors".to_owned());
        assert_eq!(
            told(|content| content.keys.extend([key.clone(), key.clone()])),
            "two keys are called \"robot\""
        );
    }

    #[test]
    fn settings_have_names_and_types() {
        for (name, value, expected) in [
            (
                "titel",
                "x".into(),
                "the site has no setting \"titel\". Did you mean \"title\"?",
            ),
            ("title", 5.into(), "\"title\" is of the type String, not 5"),
            (
                "uploadMaxFiles",
                "5".into(),
                "\"uploadMaxFiles\" is of the type Int, not \"5\"",
            ),
            (
                "robots",
                "index".into(),
                "\"robots\" is of the type [String], not \"index\"",
            ),
        ] {
            assert_eq!(setting(name, &value), Err(expected.into()));
        }
        assert_eq!(setting("title", &"x".into()), Ok(()));
        assert_eq!(setting("robots", &serde_json::json!(["index"])), Ok(()));
        assert_eq!(setting("editFab", &true.into()), Ok(()));
    }
}
