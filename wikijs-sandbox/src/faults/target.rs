//! What a fault may be on: a field of the API, all fields of a namespace, or paths. Anything else would never be struck,
//! and a test would pass though nothing was done to it.

use crate::graphql::{hint, schema, suggestions};

/// Says what is wrong with a name that no request can have.
pub(super) fn check(what: &str) -> Result<(), String> {
    let is_field = what == "__schema" || what == "__type" || fields().any(|known| known == what);
    match what.starts_with('/') || is_field {
        true => Ok(()),
        false => Err(unknown(what)),
    }
}

fn unknown(what: &str) -> String {
    let known: Vec<_> = fields().collect();
    let ending = format!(".{what}");
    let mut near: Vec<_> = known
        .iter()
        .filter(|name| name.ends_with(&ending))
        .map(String::as_str)
        .collect();
    near.extend(suggestions(what, known.iter().map(String::as_str)));
    near.truncate(3);
    let hint = hint("", &near);
    format!(
        "no field of the API is called {what:?}, so that a fault on it never strikes.{hint} Fields are named with their \
         namespace (\"pages.create\", or \"pages\" for all of it), paths with their slash (\"/u\")."
    )
}

/// Namespaces, and `namespace.field` for each field below.
fn fields() -> impl Iterator<Item = String> {
    let schema = schema();
    let roots = &schema.schema_definition;
    let roots = [&roots.query, &roots.mutation, &roots.subscription];
    let namespaces = roots
        .into_iter()
        .flatten()
        .filter_map(|root| schema.get_object(&root.name))
        .flat_map(|root| root.fields.values());
    namespaces.flat_map(move |namespace| {
        let inside = schema.get_object(namespace.ty.inner_named_type());
        let name = namespace.name.to_string();
        let below: Vec<_> = inside
            .into_iter()
            .flat_map(|ty| ty.fields.keys())
            .map(|field| format!("{name}.{field}"))
            .collect();
        std::iter::once(name).chain(below)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_can_be_about_is_known() {
        for what in [
            "pages",
            "pages.create",
            "pages.list",
            "loggingLiveTrail",
            "/u",
            "/home",
            "__schema",
        ] {
            assert_eq!(check(what), Ok(()), "{what}");
        }
    }

    #[test]
    fn the_nearest_names_are_told() {
        for (what, near) in [
            ("pages.craete", "Did you mean \"pages.create\""),
            ("pages.lst", "Did you mean \"pages.list\""),
            ("page", "Did you mean \"pages\""),
            ("login", "Did you mean \"authentication.login\""),
            ("u", "paths with their slash (\"/u\")"),
            ("pages.create.responseResult", "never strikes."),
            ("", "never strikes."),
        ] {
            let told = check(what).expect_err(what);
            assert!(told.contains(near), "{what}: {told}");
        }
    }
}
