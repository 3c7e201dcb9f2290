//! The names of what makes answers for tests. They stand in modules of their own: none is taken from what users write.

use crate::shapes::AnswerShape;

use super::registry::Registry;
use super::{Ident, Names};

/// The module, beside the types that it makes.
const ANSWERS: &str = "answers";

/// The names by which an object is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerNames {
    /// A method and a field for each key.
    pub keys: Vec<Ident>,
    /// A parameter for each key that has to be filled: whether it is.
    pub markers: Vec<Ident>,
    /// A method for each fragment.
    pub spreads: Vec<Ident>,
}

/// The names by which an object is made, whose fragments are called so.
pub fn answer_names(shape: &AnswerShape, fragments: &[&str]) -> AnswerNames {
    let mut registry = Registry::default();
    // What the maker has of its own; and what is `Clone` is called so.
    for own in ["build", "clone"] {
        registry.keep("methods", own, "a method of its own");
    }
    let keys: Vec<Ident> = shape
        .keys
        .iter()
        .map(|key| registry.schema_value("methods", &key.key))
        .collect();
    let spreads = fragments
        .iter()
        .map(|fragment| registry.schema_value("methods", fragment));
    let spreads = spreads.collect();
    let needed = shape.keys.iter().filter(|key| key.is_needed());
    let markers = needed.map(|key| registry.schema_ty("markers", &format!("Has_{}", key.key)));
    AnswerNames {
        keys,
        markers: markers.collect(),
        spreads,
    }
}

/// The module of what makes the types of `module`; it gives way to a folder of that name, in it or around it.
pub fn answers_in(names: &Names, module: &[Ident]) -> Vec<Ident> {
    let with = |name: &'static str| [module, &[Ident::own(name)]].concat();
    let path = with(ANSWERS);
    let is_inside = module.last() == path.last();
    match is_inside || names.modules.iter().any(|known| known.path == path) {
        true => with("answers_"),
        false => path,
    }
}
