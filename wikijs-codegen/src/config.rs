//! What a build can choose, as one plain value.

use std::collections::BTreeMap;

use crate::dependency::{Dependency, WIRE};

/// The settings of a build. [`Config::default`] is right for most schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// Rust types of scalars, by the scalar's name; they win over `@rust` in the overlay.
    pub scalars: BTreeMap<String, String>,
    /// Rust types of one's own for enums and input objects, by their names in the schema.
    pub types: BTreeMap<String, String>,
    /// Attributes for types whose path matches a pattern.
    pub attributes: Vec<(String, String)>,
    /// The visibility of what is at the top: `pub`, `pub(crate)`.
    pub visibility: String,
    /// Whether answers and inputs implement serde's traits, too. Operations implement `Serialize` in any case.
    pub serde: bool,
    /// The module that emitted code takes everything from.
    pub wire: String,
    /// A crate whose generated types are shared.
    pub dependency: Option<Dependency>,
    /// Whether other crates share the types: they have all that a dependent may ask of them.
    pub published: bool,
    /// Methods on a client of one's own, beside the operations.
    pub surface: Option<Surface>,
    /// Whether operations implement `graphql_client::GraphQLQuery`.
    pub graphql_client: bool,
    /// Whether descriptions and comments become rustdoc.
    pub docs: bool,
    /// Whether an object selection that stands twice must be a fragment, so that adding a file never renames a type.
    pub shared_selections: bool,
    /// Whether the overlay must say which codes the field of each operation answers with: `@codes(are: [])` where none.
    pub declared_codes: bool,
    /// Whether there is, for each type of an answer, what makes one in a test.
    pub answers: bool,
    /// Which server the documents are held against.
    pub target: Target,
    /// What a document is told that uses something deprecated.
    pub deprecated: Deprecated,
}

/// The server whose verdicts a document is held against; what a schema may say depends on it, too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The October 2021 specification, as graphql-js 15.3 reads it.
    #[default]
    GraphqlJs15,
    /// graphql-js 16: `@oneOf`, `@deprecated` at arguments and input fields.
    GraphqlJs16,
}

/// What a document is told that uses something deprecated. What is generated is `#[deprecated]` in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Deprecated {
    /// Nothing.
    #[default]
    Allow,
    /// A warning; it is generated all the same.
    Warn,
    /// An error.
    Deny,
}

/// The types that namespace methods are written on. What they have of methods of their own is for them to say: emitted
/// methods stand beside these.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Surface {
    /// The path of the client: `crate::Client`.
    pub client: String,
    /// The path of the generic request: `crate::Request`.
    pub request: String,
    /// Methods of the client: no folder and no operation outside of folders can be called like one.
    pub client_methods: Vec<String>,
    /// Methods of the request: no variable can be called like one.
    pub request_methods: Vec<String>,
}

impl Surface {
    /// Methods on `client` that give a `request`: `Request::new(client: &Client, operation: O)`, and
    /// `Request::map(self, change: impl FnOnce(O) -> O) -> Self` for what may be left out.
    pub fn new(client: impl Into<String>, request: impl Into<String>) -> Self {
        Self {
            client: client.into(),
            request: request.into(),
            client_methods: Vec::new(),
            request_methods: vec!["map".to_owned()],
        }
    }

    /// Names that the client's own methods have.
    pub fn client_methods(mut self, names: &[&str]) -> Self {
        let names = names.iter().map(|name| (*name).to_owned());
        self.client_methods.extend(names);
        self
    }

    /// Names that the request's own methods have, beside `new` and `map`, which emitted code calls.
    pub fn request_methods(mut self, names: &[&str]) -> Self {
        let names = names.iter().map(|name| (*name).to_owned());
        self.request_methods.extend(names);
        self
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            scalars: BTreeMap::new(),
            types: BTreeMap::new(),
            attributes: Vec::new(),
            visibility: "pub".to_owned(),
            serde: true,
            wire: WIRE.to_owned(),
            dependency: None,
            published: false,
            surface: None,
            graphql_client: true,
            docs: true,
            shared_selections: false,
            declared_codes: false,
            answers: false,
            target: Target::default(),
            deprecated: Deprecated::default(),
        }
    }
}

impl Config {
    /// The same as [`Config::default`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the Rust type `path` for the scalar `name`.
    pub fn scalar(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.scalars.insert(name.into(), path.into());
        self
    }

    /// Takes the Rust type `path` for the enum or input object `name` instead of generating one. It implements `Encode`
    /// where it is sent and `Decode` where it is read, and `Debug`, `Clone` and `PartialEq`.
    pub fn own_type(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.types.insert(name.into(), path.into());
        self
    }

    /// Writes `attribute` above each struct and enum whose path matches `pattern`; `*` stands for any text:
    /// `.attribute("types::*Input", "#[derive(Eq)]")`. The path is that in the generated modules: `pages::Move`.
    pub fn attribute(mut self, pattern: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.attributes.push((pattern.into(), attribute.into()));
        self
    }

    /// The visibility of the modules and of what stands outside of them: `pub(crate)` for instance.
    pub fn visibility(mut self, visibility: impl Into<String>) -> Self {
        self.visibility = visibility.into();
        self
    }

    /// Whether answers and inputs implement serde's traits, too.
    pub fn serde(mut self, on: bool) -> Self {
        self.serde = on;
        self
    }

    /// Takes everything that emitted code names from the module `path`.
    pub fn wire(mut self, path: impl Into<String>) -> Self {
        self.wire = path.into();
        self
    }

    /// Shares the types of `dependency`: the fragments of its files ([`SourceKind::Dependency`](crate::SourceKind)), and the
    /// enums, inputs and identities that it has. What it does not have is generated.
    pub fn dependency(mut self, dependency: Dependency) -> Self {
        self.dependency = Some(dependency);
        self
    }

    /// Whether other crates share the types: see [`Build::publish`](crate::Build::publish).
    pub fn published(mut self, on: bool) -> Self {
        self.published = on;
        self
    }

    /// Writes methods on this surface, too.
    pub fn surface(mut self, surface: Surface) -> Self {
        self.surface = Some(surface);
        self
    }

    /// Whether operations implement `graphql_client::GraphQLQuery`.
    pub fn graphql_client(mut self, on: bool) -> Self {
        self.graphql_client = on;
        self
    }

    /// Whether descriptions and comments become rustdoc.
    pub fn docs(mut self, on: bool) -> Self {
        self.docs = on;
        self
    }

    /// Whether the overlay must say which codes the field of each operation answers with.
    pub fn declared_codes(mut self, on: bool) -> Self {
        self.declared_codes = on;
        self
    }

    /// Whether there is, for each type of an answer, what makes one in a test: `Page::answer().id(7).build()`, and the
    /// JSON that the server would have sent for it. It costs a build as much again as the types.
    pub fn answers(mut self, on: bool) -> Self {
        self.answers = on;
        self
    }

    /// Holds documents against this server.
    pub fn target(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// What a document is told that uses something deprecated.
    pub fn deprecated(mut self, deprecated: Deprecated) -> Self {
        self.deprecated = deprecated;
        self
    }

    /// Whether an object selection that stands twice must be a fragment.
    pub fn shared_selections(mut self, on: bool) -> Self {
        self.shared_selections = on;
        self
    }
}
