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
    call.each_field().any(|field| GATED.contains(&field)) || moves_by_update(call)
}

/// An update with a path moves the page.
fn moves_by_update(call: &Call) -> bool {
    call.each_field().any(|field| field == "pages.update")
        && call
            .document
            .split("path:")
            .skip(1)
            .any(|given| is_given(call, given))
}

/// Whether an argument has a value, which is that of a variable or stands in the document itself.
fn is_given(call: &Call, value: &str) -> bool {
    match value.trim_start().strip_prefix('$') {
        Some(variable) => {
            let end = variable.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let name = variable.get(..end.unwrap_or(variable.len()));
            name.is_some_and(|name| call.variables.get(name).is_some())
        }
        // What defines a variable has a type there.
        None => !value.trim_start().starts_with("String"),
    }
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
            (Once, &["users.create, pages.delete"], "", true),
            (Once, &["users.create, users.delete"], "", false),
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
        const TWO: &str = "mutation($b0_content:String$b1_path:String){b0_pages:pages{update(content:$b0_content)}\
            b1_pages:pages{update(path:$b1_path)}}";
        let mut update = call(Once, &["pages.update", "pages.update"], TWO);
        update.variables.add("b0_content", &"text");
        assert!(!is_gated(&update));
        update.variables.add("b1_path", &"new");
        assert!(is_gated(&update));
    }

    #[test]
    fn an_update_moves_whatever_its_variables_are_called() {
        for (document, gated) in [
            ("mutation($to:String){pages{update(path:$to)}}", true),
            ("mutation($path:String){pages{update(path:$path)}}", false),
            ("mutation{pages{update(path:\"new\")}}", true),
            ("mutation($to:String){pages{update(title:$to)}}", false),
        ] {
            let mut update = call(
                Effect::Repeatable,
                &["pages.update, site.updateConfig"],
                document,
            );
            update.variables.add("to", &"new");
            assert_eq!(is_gated(&update), gated, "{document}");
        }
    }
}
