//! Permissions and rate limits by field, as the overlay beside the schema tells them.

use std::collections::HashMap;
use std::sync::OnceLock;

use apollo_compiler::ast::{Definition, DirectiveList, Document, FieldDefinition};

/// The overlay's files. A test holds that none is missing.
const OVERLAY: [(&str, &str); 19] = [
    (
        "analytics",
        include_str!("../../schema/overlay/analytics.graphql"),
    ),
    (
        "assets",
        include_str!("../../schema/overlay/assets.graphql"),
    ),
    (
        "authentication",
        include_str!("../../schema/overlay/authentication.graphql"),
    ),
    (
        "comments",
        include_str!("../../schema/overlay/comments.graphql"),
    ),
    (
        "contribute",
        include_str!("../../schema/overlay/contribute.graphql"),
    ),
    (
        "groups",
        include_str!("../../schema/overlay/groups.graphql"),
    ),
    (
        "localization",
        include_str!("../../schema/overlay/localization.graphql"),
    ),
    (
        "logging",
        include_str!("../../schema/overlay/logging.graphql"),
    ),
    ("mail", include_str!("../../schema/overlay/mail.graphql")),
    (
        "navigation",
        include_str!("../../schema/overlay/navigation.graphql"),
    ),
    ("pages", include_str!("../../schema/overlay/pages.graphql")),
    (
        "rendering",
        include_str!("../../schema/overlay/rendering.graphql"),
    ),
    (
        "search",
        include_str!("../../schema/overlay/search.graphql"),
    ),
    (
        "shared",
        include_str!("../../schema/overlay/shared.graphql"),
    ),
    ("site", include_str!("../../schema/overlay/site.graphql")),
    (
        "storage",
        include_str!("../../schema/overlay/storage.graphql"),
    ),
    (
        "system",
        include_str!("../../schema/overlay/system.graphql"),
    ),
    (
        "theming",
        include_str!("../../schema/overlay/theming.graphql"),
    ),
    ("users", include_str!("../../schema/overlay/users.graphql")),
];

/// All permissions that the server asks for anywhere.
pub(crate) const PERMISSIONS: [&str; 22] = [
    "delete:pages",
    "manage:api",
    "manage:assets",
    "manage:comments",
    "manage:groups",
    "manage:navigation",
    "manage:pages",
    "manage:system",
    "manage:theme",
    "manage:users",
    "read:assets",
    "read:comments",
    "read:history",
    "read:pages",
    "read:source",
    "write:assets",
    "write:comments",
    "write:groups",
    "write:pages",
    "write:scripts",
    "write:styles",
    "write:users",
];

/// What the server asks before it resolves a field.
#[derive(Debug, Default)]
pub(crate) struct Rule {
    /// Any one of these permissions; none asked where it is empty.
    pub(crate) requires: Vec<String>,
    /// Calls in that many seconds.
    pub(crate) limit: Option<Limit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) calls: usize,
    pub(crate) seconds: i64,
}

/// The rule of a field, where it has one.
pub(crate) fn rule(ty: &str, field: &str) -> Option<&'static Rule> {
    rules().get(ty)?.get(field)
}

type Rules = HashMap<String, HashMap<String, Rule>>;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules = Rules::new();
        for (name, text) in OVERLAY {
            let document = Document::parse(text, format!("{name}.graphql"))
                .unwrap_or_else(|broken| broken.partial);
            read(&document, &mut rules);
        }
        rules
    })
}

fn read(document: &Document, rules: &mut Rules) {
    for definition in &document.definitions {
        if let Definition::ObjectTypeExtension(ty) = definition {
            let fields = ty
                .fields
                .iter()
                .filter_map(|field| Some((field.name.to_string(), field_rule(field)?)));
            rules.entry(ty.name.to_string()).or_default().extend(fields);
        }
    }
}

fn field_rule(field: &FieldDefinition) -> Option<Rule> {
    let rule = Rule {
        requires: requires(&field.directives),
        limit: limit(&field.directives),
    };
    (!rule.requires.is_empty() || rule.limit.is_some()).then_some(rule)
}

fn requires(directives: &DirectiveList) -> Vec<String> {
    let value = directives
        .get("auth")
        .and_then(|auth| auth.specified_argument_by_name("requires"));
    let items = value.and_then(|value| value.as_list()).unwrap_or_default();
    items
        .iter()
        .filter_map(|item| item.as_str())
        .map(String::from)
        .collect()
}

fn limit(directives: &DirectiveList) -> Option<Limit> {
    let directive = directives.get("rateLimit")?;
    let number = |name| {
        directive
            .specified_argument_by_name(name)
            .and_then(|value| value.to_i32())
    };
    let calls = usize::try_from(number("limit").unwrap_or(60)).unwrap_or(60);
    Some(Limit {
        calls,
        seconds: number("duration").unwrap_or(60).into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_that_fields_ask_for_is_listed() {
        for rule in rules().values().flat_map(HashMap::values) {
            for permission in &rule.requires {
                assert!(PERMISSIONS.contains(&permission.as_str()), "{permission}");
            }
        }
    }

    #[test]
    fn the_overlay_tells_permissions_and_limits() {
        let login = rule("AuthenticationMutation", "login").expect("login has a rule");
        assert_eq!(
            login.limit,
            Some(Limit {
                calls: 5,
                seconds: 60
            })
        );
        let create = rule("PageMutation", "create").expect("create has a rule");
        assert_eq!(
            create.requires,
            ["write:pages", "manage:pages", "manage:system"]
        );
        assert!(rule("PageQuery", "nope").is_none());
    }

    #[test]
    fn no_file_of_the_overlay_is_forgotten() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/overlay");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the overlay is a folder")
            .filter_map(|entry| {
                entry
                    .ok()?
                    .file_name()
                    .to_str()?
                    .strip_suffix(".graphql")
                    .map(String::from)
            })
            .collect();
        files.sort();
        assert_eq!(files, OVERLAY.map(|(name, _)| name));
    }
}
