//! Which calls must not meet. Pure.

use wikijs_wire::Effect;

use crate::call::Call;

/// Fields that change the tree of pages. A former version is restored with the path that it had: the page may move.
const GATED: [&str; 6] = [
    "pages.create",
    "pages.delete",
    "pages.migrateToLocale",
    "pages.move",
    "pages.rebuildTree",
    "pages.restore",
];

/// Whether the call changes the tree of pages, or may do so.
pub(crate) fn is_gated(call: &Call) -> bool {
    if call.effect == Effect::Read {
        return false;
    }
    let is_unknown = call.fields.is_empty() || call.fields.contains(&"");
    if is_unknown {
        return call.document.contains("pages");
    }
    call.each_field().any(|field| changes_tree(call, field))
}

/// Whether this field of the call changes the tree of pages, or may do so.
pub(super) fn changes_tree(call: &Call, field: &str) -> bool {
    GATED.contains(&field) || field == "pages.update" && is_given_a_path(call)
}

/// An update with a path moves the page.
fn is_given_a_path(call: &Call) -> bool {
    let mut values = call.document.split("path:").skip(1);
    values.any(|value| is_given(call, value))
}

/// Whether an argument has a value, which is that of a variable or stands in the document itself.
fn is_given(call: &Call, value: &str) -> bool {
    match value.trim_start().strip_prefix('$') {
        Some(variable) => {
            let end = variable.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let name = variable.get(..end.unwrap_or(variable.len()));
            name.is_some_and(|name| {
                call.variables.get(name).is_some() || has_default(&call.document, name)
            })
        }
        // What defines a variable has a type there.
        None => !value.trim_start().starts_with("String"),
    }
}

fn has_default(document: &str, variable: &str) -> bool {
    let definition = document.split_once(&format!("${variable}:"));
    definition.is_some_and(|(_, ty)| {
        let end = ty.find(['$', ',', ')']).unwrap_or(ty.len());
        ty[..end].contains('=')
    })
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
            (Once, &["pages.restore"], "", true),
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
            (
                "mutation($p:String=\"new\"$to:String){pages{update(path:$p)}}",
                true,
            ),
            (
                "mutation($p:String$to:String=\"new\"){pages{update(path:$p)}}",
                false,
            ),
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
