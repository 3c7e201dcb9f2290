//! The rules of graphql-js 15.3, with its words, its places, and its order: rules go together from node to node, each
//! speaking where it finds something.

mod alike;
mod collected;
mod directives;
mod document;
mod fields;
mod overlap;
mod spreads;
mod types;
mod values;
mod variables;

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};

use super::locate::{Place, Places};
use super::syntax::tree::Definition;
use document::Rules;

/// One broken rule.
pub(crate) struct Broken {
    pub(crate) message: String,
    pub(crate) places: Vec<Place>,
}

/// The document, or every rule it breaks.
pub(crate) fn validate(
    schema: &Valid<Schema>,
    text: &str,
    definitions: &[Definition<'_>],
) -> Result<Valid<ExecutableDocument>, Vec<Broken>> {
    let broken = Rules::broken(schema, definitions);
    if !broken.is_empty() {
        let places = Places::new(text);
        let placed = broken
            .into_iter()
            .map(|broken| broken.placed(text, &places));
        return Err(placed.collect());
    }
    // Whatever apollo-compiler refuses beyond, such as fragments in very deep circles, is refused here, too.
    ExecutableDocument::parse_and_validate(schema, text, "query.graphql").map_err(|refused| {
        refused
            .errors
            .iter()
            .map(|refused| Broken {
                message: refused.error.to_string(),
                places: Vec::new(),
            })
            .collect()
    })
}

/// A broken rule with byte offsets.
struct Offence {
    message: String,
    at: Vec<usize>,
}

impl Offence {
    fn placed(self, text: &str, places: &Places) -> Broken {
        Broken {
            message: self.message,
            places: self.at.into_iter().map(|at| places.at(text, at)).collect(),
        }
    }
}
