//! Who has which name. The only place that makes identifiers: what is no identifier, or taken, is noticed here.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

use super::others::Others;
use super::reserved::{hides_prelude, is_keyword, is_never_raw};
use super::{TYPES, pascal_case, snake_case};

/// The rule that is broken where two things would have the same name.
const COLLISION: &str = "name-collision";
/// The rule that is broken by a name that Rust cannot have.
const NO_NAME: &str = "rust-name";

/// An identifier of Rust: `title`, `r#type`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// The identifier as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name of our own making.
    pub(super) fn own(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// The path of a type that a dependency has.
    pub(super) fn foreign(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// A name that is told and not emitted.
    pub(super) fn unused(name: &str) -> Self {
        Self(name.to_owned())
    }

    fn value(name: &str) -> Self {
        Self(match name {
            _ if is_never_raw(name) => format!("{name}_"),
            _ if is_keyword(name) => format!("r#{name}"),
            _ if name.starts_with(|char: char| char.is_ascii_digit()) => format!("_{name}"),
            "" => "underscore".to_owned(),
            _ => name.to_owned(),
        })
    }

    fn ty(name: &str) -> Self {
        match name {
            _ if hides_prelude(name) => Self(format!("{name}_")),
            "" => Self("Underscore".to_owned()),
            _ => Self::value(name),
        }
    }
}

impl Display for Ident {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.0)
    }
}

/// What wants a name.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// What it is, as a person would say it: "the fragment `Page`".
    pub(super) what: String,
    /// Where it stands.
    pub(super) span: Span,
    /// What to do if the name is taken.
    pub(super) remedy: String,
    /// What it is a part of and named after, if it is.
    pub(super) within: Option<String>,
}

/// All names, by the scope they must be unique in.
#[derive(Debug, Default)]
pub(super) struct Registry {
    taken: BTreeMap<(String, Ident), Claim>,
    refused: Vec<Diagnostic>,
    types: Others,
    modules: Others,
}

impl Registry {
    /// Nobody has a name yet; some types and modules are to have others than their own.
    pub(super) fn new(config: &Config) -> Self {
        Self {
            types: Others::new(&config.type_names),
            modules: Others::new(&config.module_names),
            ..Self::default()
        }
    }

    /// What was refused.
    pub(super) fn done(mut self) -> Vec<Diagnostic> {
        self.refused.extend(self.types.wrong("type"));
        self.refused.extend(self.modules.wrong("module"));
        self.refused
    }

    /// The name of a type in `PascalCase`, or the other one that it is to have.
    fn type_name(&mut self, scope: &str, name: &str) -> String {
        let name = pascal_case(name);
        let module = match scope {
            TYPES => "types::",
            module if module.is_empty() || module.ends_with("::") => module,
            _ => return name,
        };
        let other = self.types.name(format!("{module}{name}"));
        other.map_or(name, |other| pascal_case(&other))
    }

    /// The name of a module below `path`, or the other one that it is to have.
    pub(super) fn module_name(&mut self, path: &str, name: &str) -> String {
        let name = snake_case(name);
        self.modules.name(format!("{path}{name}")).unwrap_or(name)
    }

    /// A name in `snake_case`, unique in `scope`.
    pub(super) fn value(&mut self, scope: &str, name: &str, claim: Claim) -> Ident {
        self.claim(scope, Ident::value(&snake_case(name)), claim)
    }

    /// A name in `PascalCase`, unique in `scope`.
    pub(super) fn ty(&mut self, scope: &str, name: &str, claim: Claim) -> Ident {
        let name = self.type_name(scope, name);
        self.claim(scope, Ident::ty(&name), claim)
    }

    /// A name in `PascalCase` of a part of something: it gives way to other parts of that, which no other file changes.
    pub(super) fn part(&mut self, scope: &str, name: &str, claim: Claim) -> Ident {
        let mut ident = Ident::ty(&self.type_name(scope, name));
        let is_sister = |known: &Claim| known.within.is_some() && known.within == claim.within;
        let key = |ident: &Ident| (scope.to_owned(), ident.clone());
        while self.taken.get(&key(&ident)).is_some_and(is_sister) {
            ident.0.push('_');
        }
        self.claim(scope, ident, claim)
    }

    /// A name in `snake_case` that comes from the schema: it gives way.
    pub(super) fn schema_value(&mut self, scope: &str, name: &str) -> Ident {
        self.give_way(scope, Ident::value(&snake_case(name)), name)
    }

    /// A name in `PascalCase` that comes from the schema: it gives way.
    pub(super) fn schema_ty(&mut self, scope: &str, name: &str) -> Ident {
        let ident = Ident::ty(&self.type_name(scope, name));
        self.give_way(scope, ident, name)
    }

    /// A name that nothing else may have.
    pub(super) fn keep(&mut self, scope: &str, name: &'static str, what: &str) -> Ident {
        let claim = Claim {
            what: what.to_owned(),
            span: built_in(),
            remedy: String::new(),
            within: None,
        };
        self.claim(scope, Ident::own(name), claim)
    }

    /// A name that a method of the surface has already.
    pub(super) fn keep_method(&mut self, scope: &str, name: &str, what: &str) {
        let claim = Claim {
            what: what.to_owned(),
            span: built_in(),
            remedy: String::new(),
            within: None,
        };
        self.taken
            .insert((scope.to_owned(), Ident::value(name)), claim);
    }

    /// A name that must be as it is, and no keyword.
    pub(super) fn method(&mut self, scope: &str, name: &str, claim: Claim) -> Ident {
        if is_keyword(name) || Ident::value(&snake_case(name)).0 != name {
            let message = format!("`{name}` cannot be the name of a method");
            self.refuse(
                NO_NAME,
                claim.span,
                message,
                "name the method: `@method(name: \"…\")`, in `snake_case`",
            );
        }
        self.claim(scope, Ident(name.to_owned()), claim)
    }

    /// Refuses a name for another reason than a collision.
    pub(super) fn refuse_name(&mut self, span: Span, message: String, remedy: &str) {
        self.refuse(NO_NAME, span, message, remedy);
    }

    fn claim(&mut self, scope: &str, ident: Ident, claim: Claim) -> Ident {
        let key = (scope.to_owned(), ident);
        match self.taken.get(&key) {
            Some(holder) => {
                let refused = collision(&key.1, holder, &claim);
                self.push(refused);
            }
            None => {
                self.taken.insert(key.clone(), claim);
            }
        }
        key.1
    }

    /// Keeps the first of what is refused at one place: a wrong name makes other names wrong.
    fn push(&mut self, diagnostic: Diagnostic) {
        let is_known = |known: &Diagnostic| known.span().key() == diagnostic.span().key();
        if !self.refused.iter().any(is_known) {
            self.refused.push(diagnostic);
        }
    }

    fn give_way(&mut self, scope: &str, mut ident: Ident, name: &str) -> Ident {
        while self.taken.contains_key(&(scope.to_owned(), ident.clone())) {
            ident.0.push('_');
        }
        let claim = Claim {
            what: format!("`{name}` of the schema"),
            span: built_in(),
            remedy: String::new(),
            within: None,
        };
        self.taken.insert((scope.to_owned(), ident.clone()), claim);
        ident
    }

    fn refuse(&mut self, rule: &'static str, span: Span, message: String, help: &str) {
        self.push(Diagnostic::new(rule, span, message).help(help));
    }
}

fn collision(ident: &Ident, holder: &Claim, claim: &Claim) -> Diagnostic {
    let message = format!(
        "{} and {} would both be called `{ident}` in Rust",
        holder.what, claim.what
    );
    let diagnostic = Diagnostic::new(COLLISION, claim.span, message).help(claim.remedy.clone());
    if holder.span.file == FileId::BUILT_IN {
        return diagnostic;
    }
    diagnostic.label(holder.span, "the other one")
}

pub(super) fn built_in() -> Span {
    Span {
        file: FileId::BUILT_IN,
        start: 0,
        end: 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Ident, hides_prelude, is_keyword, is_never_raw, pascal_case, snake_case};

    fn is_identifier(ident: &Ident) -> bool {
        let (word, is_raw) = match ident.as_str().strip_prefix("r#") {
            Some(word) => (word, true),
            None => (ident.as_str(), false),
        };
        let begins = word.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_');
        let is_word = begins
            && word != "_"
            && word
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || char == '_');
        is_word && is_keyword(word) == is_raw && !(is_raw && is_never_raw(word))
    }

    proptest! {
        #[test]
        fn every_name_of_graphql_has_one_in_rust(name in "[_A-Za-z][_0-9A-Za-z]{0,12}") {
            let (value, ty) = (Ident::value(&snake_case(&name)), Ident::ty(&pascal_case(&name)));
            prop_assert!(is_identifier(&value), "{name}: {value}");
            prop_assert!(is_identifier(&ty) && !hides_prelude(ty.as_str()), "{name}: {ty}");
            prop_assert_eq!(snake_case(&snake_case(&name)), snake_case(&name));
        }

        #[test]
        fn words_of_rust_are_no_exception(name in "(self|Self|super|crate|match|type|gen|r|Option|String|By|By1|_|__|_1)") {
            let (value, ty) = (Ident::value(&snake_case(&name)), Ident::ty(&pascal_case(&name)));
            prop_assert!(is_identifier(&value) && is_identifier(&ty), "{name}: {value} {ty}");
        }
    }
}
