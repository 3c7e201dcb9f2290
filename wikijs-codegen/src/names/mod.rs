//! The names of everything that is emitted. The rules:
//!
//! **Modules.** `types` holds what operations share: fragments, inputs, enums, identities. Each folder of query files is
//! a module of its own (`snake_case` of the folder's name); operations outside of folders stand at the root. With
//! `Config::layout` there is none, or one for each operation, and structs keep the whole name. The names `types`, `w` and
//! `outside_folders` are taken (`w` is how a module calls the crate it is written against).
//!
//! **Operations.** The name of an operation begins with the names of its folders in `PascalCase`: names are unique on the
//! wire and tell in a server's log where they come from. In Rust the module says that already, so the struct is called by
//! the rest: `PagesMove` in `pages/` is `pages::Move`. The method is `@method(name:)`, else the struct's name in
//! `snake_case`; a keyword is refused, for `r#move` is no name for a method.
//!
//! **Answers.** A fragment is `types::<Fragment>`. A selection set that is no fragment is called after what it belongs to
//! and the keys that lead there: `pages::HistoryTrail` is the key `trail` below the output of `pages::History`,
//! `types::GroupUsers` the key `users` in the fragment `Group`. All data of an operation that is not lifted is
//! `<Operation>Data`, an output that has no name yet `<Operation>Output`. Equal selections share one type: the first
//! place (fragments before operations) names it, each later place's name is an alias of it, so that no new file takes a
//! name away.
//!
//! **Inputs, enums, identities** are `types::<name>`, as the schema and `@id` name them.
//!
//! **Fields and variables** are the key in `snake_case`, a spread beside other fields the fragment's name. **Values of
//! enums** are `PascalCase`; the value `UNKNOWN` gives way to the variant `Unknown` that holds what the schema does not
//! know.
//!
//! **Words** end where a small letter meets a capital, before the last of several capitals that a small letter follows,
//! and at `_`; digits belong to the word before them, but `2FA` is a word: `tfaQRImage` is `tfa_qr_image`,
//! `authEnforce2FA` is `auth_enforce_2fa`, `isRTL` is `is_rtl`.
//!
//! **Keywords** become raw identifiers (`r#type`), as readers of Rust expect; the four that cannot (`self`, `Self`,
//! `super`, `crate`) take an underscore (`self_`). So do types that would hide one of the prelude (`Option_`).
//!
//! **On a client** the methods of folders and operations stand beside the client's own, whose names are taken.
//!
//! **Other names** are those of `Config::module_name` and `Config::type_name`, by the path that a module or type would have.
//!
//! **Collisions.** Inside a type the later name takes underscores (`a_b_`, `Value_`), and so do types that the schema
//! names: whoever writes the query did not choose them, and a valid query compiles. So do parts of one operation or fragment
//! that are named after the way to them. Operations, fragments, folders, and parts of different ones are refused, with the
//! remedy: an alias, or another name; giving way there, a new file would take a name away.

mod answers;
mod case;
mod items;
mod model;
mod modules;
mod objects;
mod operations;
mod others;
mod registry;
mod reserved;

pub use answers::{AnswerNames, answer_names, answers_in};
pub use case::{pascal_case, snake_case};
pub use model::{
    Alias, EnumNames, InputNames, Item, ModuleNames, Names, ObjectNames, OperationNames,
};
pub use registry::Ident;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::shapes::Shapes;
use crate::source::Span;

/// The name of the module that holds what operations share.
pub const TYPES: &str = "types";
/// What a module calls the crate that emitted code is written against.
pub const WIRE: &str = "w";
/// The module that holds what stands outside of folders; all of it is known by its name alone.
pub const OUTSIDE: &str = "outside_folders";

/// Names everything, or says which names cannot be.
pub fn names(shapes: &Shapes, config: &Config) -> Result<Names, Vec<Diagnostic>> {
    if let Some(span) = shapes.too_many {
        return Err(vec![too_many(span)]);
    }
    let mut registry = registry::Registry::new(config);
    let named = items::name_all(shapes, config, &mut registry);
    let mut refused = registry.done();
    if refused.is_empty() {
        refused = others::unmatched(&config.attributes, &named);
    }
    match refused {
        refused if refused.is_empty() => Ok(named),
        refused => Err(refused),
    }
}

fn too_many(span: Span) -> Diagnostic {
    let message = "the selections of this operation multiply to more types than anybody compiles";
    Diagnostic::new("size", span, message)
        .help("spread fragments without `@include` and `@skip`, or make several operations of it")
        .note("a fragment under a condition, or on one type of several, is taken apart wherever it is spread")
}

/// The path of the module that holds what operations share.
pub fn shared_module() -> Vec<Ident> {
    vec![Ident::own(TYPES)]
}
