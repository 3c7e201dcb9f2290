//! The scalars, directives and introspection types that every schema has without saying so.

use super::{Schema, lower};
use crate::config::Target;
use crate::source::SourceKind;
use crate::syntax::parse_text;
use crate::syntax::tree::Definition;

const TEXT: &str = include_str!("built_in.graphql");
/// What differs from one server to the next.
const GRAPHQL_JS_15: &str = include_str!("built_in_15.graphql");
const GRAPHQL_JS_16: &str = include_str!("built_in_16.graphql");
const META: &str = "__Meta";

/// Adds what is built in, except where the schema defines it itself.
pub(super) fn add(schema: &mut Schema, target: Target) {
    let own = match target {
        Target::GraphqlJs15 => GRAPHQL_JS_15,
        Target::GraphqlJs16 => GRAPHQL_JS_16,
    };
    for text in [TEXT, own] {
        let file = parse_text(SourceKind::Schema, text);
        add_all(
            schema,
            &file.map(|file| file.definitions).unwrap_or_default(),
        );
    }
}

fn add_all(schema: &mut Schema, definitions: &[Definition]) {
    for definition in definitions {
        match definition {
            Definition::Type(node) if node.name.text == META => {
                schema.meta = lower::type_def(node).fields().to_vec();
            }
            Definition::Type(node) => {
                schema
                    .types
                    .entry(node.name.text.clone())
                    .or_insert_with(|| lower::type_def(node));
            }
            Definition::Directive(node) => {
                let add = || lower::directive_def(node, false);
                schema
                    .directives
                    .entry(node.name.text.clone())
                    .or_insert_with(add);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_it_is_there() {
        for (target, directives) in [(Target::GraphqlJs15, 4), (Target::GraphqlJs16, 5)] {
            let mut schema = Schema::default();
            add(&mut schema, target);
            assert_eq!(schema.types.len(), 13);
            assert_eq!(schema.directives.len(), directives);
            assert_eq!(schema.meta.len(), 3);
        }
    }
}
