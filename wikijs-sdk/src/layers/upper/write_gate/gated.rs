//! Which calls must not meet. Pure.

use wikijs_wire::Effect;

use crate::call::Call;

/// Fields that change the tree of pages.
pub(super) const GATED: [&str; 5] = [
    "pages.create",
    "pages.delete",
    "pages.migrateToLocale",
    "pages.move",
    "pages.rebuildTree",
];

/// Whether the call changes the tree of pages, or may do so.
pub(super) fn is_gated(call: &Call) -> bool {
    if call.effect == Effect::Read {
        return false;
    }
    let is_unknown = call.fields.is_empty() || call.fields.contains(&"");
    if is_unknown {
        return call.document.contains("pages");
    }
    call.fields.iter().any(|field| GATED.contains(field)) || moves_by_update(call)
}

/// An update with a path moves the page.
fn moves_by_update(call: &Call) -> bool {
    let mut variables = call.variables.iter();
    call.fields.contains(&"pages.update")
        && variables.any(|(name, _)| name == "path" || name.ends_with("_path"))
}

#[cfg(test)]
mod tests {
    use wikijs_wire::Variables;

    use super::*;
    use crate::call::{CallOptions, Identity};
    use crate::connector::Progress;

    fn call(effect: Effect, fields: &'static [&'static str], document: &'static str) -> Call {
        Call {
            name: "".into(),
            document: document.into(),
            effect,
            fields: fields.into(),
            variables: Variables::default(),
            part: None,
            options: CallOptions::default(),
            identity: Identity::default(),
            progress: Progress::new(),
            underway: None,
        }
    }

    #[test]
    fn what_changes_the_tree_is_gated() {
        use Effect::{Once, Read, Repeatable};
        for (effect, fields, document, gated) in [
            (Once, &["pages.create"][..], "", true),
            (Once, &["users.create"], "", false),
            (Once, &["users.create", "pages.delete"], "", true),
            (Repeatable, &["pages.update"], "", false),
            (Read, &["pages.list"], "", false),
            (Once, &[], "mutation { pages { create } }", true),
            (Once, &[], "mutation { users { create } }", false),
            (Once, &[""], "mutation { pages { create } }", true),
            (Read, &[], "{ pages { list { id } } }", false),
        ] {
            assert_eq!(
                is_gated(&call(effect, fields, document)),
                gated,
                "{fields:?}"
            );
        }
        let mut update = call(Once, &["pages.update", "pages.update"], "");
        update.variables.add("b0_content", &"text");
        assert!(!is_gated(&update));
        update.variables.add("b1_path", &"new");
        assert!(is_gated(&update));
    }
}
