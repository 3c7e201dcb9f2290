//! What a build can choose, as one plain value.

mod layout;
mod scalars;
mod surface;

pub use layout::Layout;
pub use scalars::{Conversion, Scalar};
pub use surface::Surface;

use std::collections::BTreeMap;

use crate::dependency::{Dependency, WIRE};

/// The settings of a build. [`Config::default`] is right for most schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// Rust types of scalars, by the scalar's name or the coordinate of a field, argument or input field; they win over
    /// `@rust` in the overlay.
    pub scalars: BTreeMap<String, Scalar>,
    /// Rust types of one's own for enums and input objects, by their names in the schema.
    pub types: BTreeMap<String, String>,
    /// Rust types of one's own for enums and input objects that are held against the schema, by their names there.
    pub checked_types: BTreeMap<String, String>,
    /// Patterns of names of enums that take no value which the schema does not know.
    pub strict_enums: Vec<String>,
    /// Patterns of names of enums, inputs, scalars and identities that are generated although no operation uses them.
    pub schema_types: Vec<String>,
    /// Other names for types, by the paths that they would have.
    pub type_names: BTreeMap<String, String>,
    /// Which modules operations stand in.
    pub layout: Layout,
    /// Other names for modules, by the paths that they would have.
    pub module_names: BTreeMap<String, String>,
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
    /// The condition under which that is compiled: `test`.
    pub answers_when: Option<String>,
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

impl Default for Config {
    fn default() -> Self {
        Self {
            scalars: BTreeMap::new(),
            types: BTreeMap::new(),
            checked_types: BTreeMap::new(),
            strict_enums: Vec::new(),
            schema_types: Vec::new(),
            type_names: BTreeMap::new(),
            layout: Layout::default(),
            module_names: BTreeMap::new(),
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
            answers_when: None,
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

    /// Takes the Rust type `path`, which implements `Decode`, `Encode`, `Debug`, `Clone` and `PartialEq`, for the scalar
    /// `name`; or for one place, by its coordinate: a field or input field as `Page.createdAt`, an argument as
    /// `Query.page(id:)`. There it may stand for an enum, too.
    pub fn scalar(self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.scalar_type(name, path, None)
    }

    /// The same with a type that is read and written by `conversion`: one of another crate, such as `::uuid::Uuid`.
    pub fn convert(
        self,
        name: impl Into<String>,
        path: impl Into<String>,
        conversion: Conversion,
    ) -> Self {
        self.scalar_type(name, path, Some(conversion))
    }

    fn scalar_type(
        mut self,
        name: impl Into<String>,
        path: impl Into<String>,
        conversion: Option<Conversion>,
    ) -> Self {
        let path = path.into();
        self.scalars
            .insert(name.into(), Scalar { path, conversion });
        self
    }

    /// Takes the Rust type `path` for the enum or input object `name` instead of generating one. It implements `Encode`
    /// where it is sent and `Decode` where it is read, and `Debug`, `Clone` and `PartialEq`.
    pub fn own_type(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.types.insert(name.into(), path.into());
        self
    }

    /// Takes the enum `path` of this crate for the enum `name`: its variants are those that would be generated, each
    /// without a value, and `Unknown(String)` unless the enum is strict. It is read and written by generated code, which
    /// does not compile where a variant is missing or there is one too many.
    pub fn own_enum(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.checked_types.insert(name.into(), path.into());
        self
    }

    /// Takes the struct `path` of this crate for the input object `name` (with `@oneOf`: the enum). Its fields are called
    /// as those that would be generated, and are of any types that implement `Encode`; what has a default is an `Option`,
    /// what is nullable a `Maybe`, or an `Option` whose `None` is sent as null. It is written by generated code, which
    /// does not compile where a field is missing or there is one too many. (It is the same setting as
    /// [`own_enum`](Self::own_enum): the schema says which of both the type is.)
    pub fn own_input(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.checked_types.insert(name.into(), path.into());
        self
    }

    /// Takes no value that the schema does not know for enums whose names match `pattern` (`*` stands for any text): there
    /// is no variant for it, and an answer that holds one is an error. A server that learns a value breaks such a program.
    pub fn strict_enums(mut self, pattern: impl Into<String>) -> Self {
        self.strict_enums.push(pattern.into());
        self
    }

    /// Whether all enums, input objects, identities and converted scalars of the schema are generated, used or not.
    /// Objects have no type without a selection.
    pub fn whole_schema(self, on: bool) -> Self {
        match on {
            true => self.schema_types("*"),
            false => Self {
                schema_types: Vec::new(),
                ..self
            },
        }
    }

    /// Generates those whose names match `pattern`, used or not; `*` stands for any text.
    pub fn schema_types(mut self, pattern: impl Into<String>) -> Self {
        self.schema_types.push(pattern.into());
        self
    }

    /// Calls the type `name` that would have this path in the generated modules: `pages::HistoryTrail`, `types::Page`. What
    /// is named after it follows.
    pub fn type_name(mut self, path: impl Into<String>, name: impl Into<String>) -> Self {
        self.type_names.insert(path.into(), name.into());
        self
    }

    /// Puts operations into these modules.
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Calls the module `name` that would have this path: `goods::old_things`. Paths of what stands in it follow, those of
    /// [`type_name`](Self::type_name) and [`attribute`](Self::attribute), too; names of operations begin with the folder
    /// as before.
    pub fn module_name(mut self, path: impl Into<String>, name: impl Into<String>) -> Self {
        self.module_names.insert(path.into(), name.into());
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
    ///
    /// ```
    /// use wikijs_codegen::{Config, Dependency, Source, SourceKind, Sources, compile};
    ///
    /// let schema = Source::new(SourceKind::Schema, "schema.graphql", "type Query { page: Page } type Page { id: ID! }");
    /// let theirs = "query Theirs { page { ...Page } } fragment Page on Page { id }";
    /// let mut sources = Sources::default();
    /// sources.add(schema.clone()).add(Source::new(SourceKind::Query, "theirs.graphql", theirs));
    /// let generated = compile(&sources, &Config::new()).expect("their queries");
    ///
    /// let mut sources = Sources::default();
    /// sources.add(schema).add(Source::new(SourceKind::Dependency, "theirs.graphql", theirs));
    /// sources.add(Source::new(SourceKind::Query, "mine.graphql", "query Mine { page { ...Page } }"));
    /// let config = Config::new().dependency(Dependency {
    ///     path: "::theirs".to_owned(),
    ///     types: generated.types,
    ///     ..Dependency::default()
    /// });
    /// let generated = compile(&sources, &config).expect("my queries");
    /// assert!(generated.files["generated.rs"].contains("Option<::theirs::types::Page>"));
    /// ```
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

    /// The same under a condition, as `#[cfg(…)]` takes it: `answers_when("test")` costs nothing but in the crate's own
    /// tests.
    pub fn answers_when(mut self, condition: impl Into<String>) -> Self {
        self.answers_when = Some(condition.into());
        self.answers(true)
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

/// Whether a name is what the pattern says; `*` stands for any text.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(rest) = name.strip_prefix(head) else {
        return false;
    };
    let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    starts.into_iter().any(|at| matches(tail, &rest[at..]))
}

/// Whether a name is what one of the patterns says.
pub(crate) fn matches_any(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| matches(pattern, name))
}
