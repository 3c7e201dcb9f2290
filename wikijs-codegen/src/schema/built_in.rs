//! The scalars, directives and introspection types that every schema has without saying so.

use super::{Schema, lower};
use crate::source::SourceKind;
use crate::syntax::parse_text;
use crate::syntax::tree::Definition;

const TEXT: &str = include_str!("built_in.graphql");
const META: &str = "__Meta";

/// Adds what is built in, except where the schema defines it itself.
pub(super) fn add(schema: &mut Schema) {
    let definitions = parse_text(SourceKind::Schema, TEXT)
        .map(|file| file.definitions)
        .unwrap_or_default();
    for definition in &definitions {
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
        let mut schema = Schema::default();
        add(&mut schema);
        assert_eq!(schema.types.len(), 13);
        assert_eq!(schema.directives.len(), 4);
        assert_eq!(schema.meta.len(), 3);
    }
}
