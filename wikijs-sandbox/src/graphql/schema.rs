//! The vendored schema, parsed once a process.

use std::sync::OnceLock;

use apollo_compiler::Schema;
use apollo_compiler::validation::Valid;

const SDL: &str = include_str!("../../schema/wikijs.graphql");

/// The schema all sandboxes of this process answer by.
pub(crate) fn schema() -> &'static Valid<Schema> {
    static SCHEMA: OnceLock<Valid<Schema>> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        Schema::parse_and_validate(SDL, "wikijs.graphql").unwrap_or_else(|broken| {
            // A broken vendored file is a mistake of this repository; a test holds that it parses.
            Valid::assume_valid(broken.partial)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendored_schema_is_valid() {
        assert!(Schema::parse_and_validate(SDL, "wikijs.graphql").is_ok());
        assert!(schema().get_object("PageQuery").is_some());
    }
}
