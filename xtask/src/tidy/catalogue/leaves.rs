//! The fields of the server that operations ask for.

use std::collections::{BTreeMap, BTreeSet};

use graphql_parser::schema::{self, Type};

/// The leaves of a schema, `pages.single` and `logging.liveTrail`, each with the names of its arguments.
pub(super) type Leaves = BTreeMap<String, BTreeSet<String>>;

/// What lies two levels deep in a schema of namespaces; a field of a leaf or a scalar right at the root counts by the
/// namespace in its name.
pub(super) fn leaves(sdl: &str) -> Leaves {
    let Ok(document) = schema::parse_schema::<String>(sdl) else {
        return Leaves::new();
    };
    let objects: BTreeMap<&str, &schema::ObjectType<'_, String>> = document
        .definitions
        .iter()
        .filter_map(|definition| match definition {
            schema::Definition::TypeDefinition(schema::TypeDefinition::Object(it)) => {
                Some((it.name.as_str(), it))
            }
            _ => None,
        })
        .collect();
    let roots = ["Query", "Mutation", "Subscription"]
        .into_iter()
        .filter_map(|root| objects.get(root));
    let fields = roots.flat_map(|root| root.fields.iter().map(|field| (root.name.as_str(), field)));
    fields
        .flat_map(
            |(root, field)| match (root, objects.get(named(&field.field_type))) {
                ("Subscription", _) | (_, None) => vec![leaf(root_leaf(&field.name), field)],
                (_, Some(namespace)) => namespace
                    .fields
                    .iter()
                    .map(|it| leaf(format!("{}.{}", field.name, it.name), it))
                    .collect(),
            },
        )
        .collect()
}

fn leaf(name: String, field: &schema::Field<'_, String>) -> (String, BTreeSet<String>) {
    (
        name,
        field
            .arguments
            .iter()
            .map(|argument| argument.name.clone())
            .collect(),
    )
}

/// `loggingLiveTrail` is `logging.liveTrail`.
pub(super) fn root_leaf(field: &str) -> String {
    let end = field.find(char::is_uppercase).unwrap_or(field.len());
    let (namespace, rest) = field.split_at(end);
    let (first, others) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
    format!("{namespace}.{}{others}", first.to_lowercase())
}

fn named<'a>(ty: &'a Type<'_, String>) -> &'a str {
    match ty {
        Type::NamedType(name) => name,
        Type::ListType(inner) | Type::NonNullType(inner) => named(inner),
    }
}
