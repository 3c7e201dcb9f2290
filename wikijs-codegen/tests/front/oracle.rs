//! The same documents before other implementations: graphql-parser and apollo-compiler for the grammar, apollo-compiler
//! for the rules. Where they differ from graphql-js, which is the measure, the difference is named here.

use std::path::Path;
use std::sync::LazyLock;

use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema as ApolloSchema, ast};
use proptest::prelude::*;

use wikijs_codegen::Build;
use wikijs_codegen::check::model;
use wikijs_codegen::config::Config;
use wikijs_codegen::schema::Schema;
use wikijs_codegen::source::{Source, SourceKind, Sources};
use wikijs_codegen::syntax::parse;

use crate::case::SCHEMA;
use crate::generate::document::document;
use crate::generate::grammar::{broken, spread_out, tokens};
use crate::generate::{self, Choices};

fn sources(schema: &str, document: &str) -> Sources {
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.graphql", schema))
        .add(Source::new(SourceKind::Query, "made.graphql", document));
    sources
}

/// What our parser says.
fn we_parse(text: &str) -> Result<(), String> {
    let mut sources = Sources::default();
    sources.add(Source::new(SourceKind::Query, "made.graphql", text));
    let mut found = Vec::new();
    parse(&sources, &mut found);
    found
        .first()
        .map_or(Ok(()), |diagnostic| Err(diagnostic.message.clone()))
}

fn apollo_parses(text: &str) -> Result<(), String> {
    ast::Document::parse(text, "made.graphql")
        .map(drop)
        .map_err(|error| error.to_string())
}

fn graphql_parser_parses(text: &str) -> Result<(), String> {
    graphql_parser::parse_query::<&str>(text)
        .map(drop)
        .map_err(|error| error.to_string())
}

static APOLLO: LazyLock<Valid<ApolloSchema>> =
    LazyLock::new(|| ApolloSchema::parse_and_validate(SCHEMA, "schema.graphql").unwrap());
static OURS: LazyLock<Schema> =
    LazyLock::new(|| (*model(&sources(SCHEMA, ""), &Config::new()).unwrap().schema).clone());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn all_read_what_the_grammar_allows(bytes: Vec<u8>, spaces: Vec<u8>) {
        let text = spread_out(&tokens(&mut Choices::new(&bytes)), &mut Choices::new(&spaces), false);
        prop_assert_eq!(we_parse(&text), Ok(()));
        prop_assert_eq!(apollo_parses(&text), Ok(()));
    }

    /// Both of the others have gaps (apollo-parser takes `a(b true)`, graphql-parser takes `{ a(b: $c) }` in a default),
    /// but no text of this kind is known that both see otherwise than we do.
    #[test]
    fn one_of_the_others_agrees(bytes: Vec<u8>) {
        let mut choices = Choices::new(&bytes);
        let text = broken(&tokens(&mut choices), &mut choices).join(" ");
        let (ours, apollo, parser) = (we_parse(&text), apollo_parses(&text), graphql_parser_parses(&text));
        let agreed = [apollo.is_ok(), parser.is_ok()].contains(&ours.is_ok());
        prop_assert!(agreed, "{}\nours: {:?}\napollo: {:?}\ngraphql-parser: {:?}", text, ours, apollo, parser);
    }

    #[test]
    fn all_accept_good_documents(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        same_verdict(&bytes, usize::MAX)?;
    }

    #[test]
    fn all_see_the_same_mistakes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        same_verdict(&bytes, 60)?;
    }
}

fn same_verdict(bytes: &[u8], mistakes: usize) -> Result<(), TestCaseError> {
    let text = document(&OURS, &mut Choices::new(bytes), mistakes);
    // apollo-compiler takes `= null` for a default that makes a variable fit a non-null place; graphql-js does not.
    prop_assume!(!text.contains(" = null"));
    let ours = model(&sources(SCHEMA, &text), &Config::new())
        .err()
        .map(|report| report.to_string());
    let theirs = ExecutableDocument::parse_and_validate(&APOLLO, &text, "made.graphql");
    let theirs = theirs.err().map(|error| error.to_string());
    prop_assert_eq!(
        ours.is_none(),
        theirs.is_none(),
        "{}\nours: {:?}\ntheirs: {:?}",
        text,
        ours,
        theirs
    );
    Ok(())
}

proptest! {
    // `PROPTEST_CASES` says how many.
    #![proptest_config(ProptestConfig::default())]

    /// Schema and document are both made up, and one choice in many is a mistake in either.
    #[test]
    fn pairs_of_schema_and_document(
        schema in proptest::collection::vec(any::<u8>(), 0..400),
        document in proptest::collection::vec(any::<u8>(), 0..200),
        mistakes in 40_usize..400,
    ) {
        same_verdict_of_both(&schema, &document, mistakes)?;
    }
}

fn same_verdict_of_both(schema: &[u8], bytes: &[u8], mistakes: usize) -> Result<(), TestCaseError> {
    let sdl = generate::schema::schema(&mut Choices::new(schema), mistakes);
    let ours = model(&sources(&sdl, ""), &Config::new());
    let theirs = ApolloSchema::parse_and_validate(&sdl, "schema.graphql");
    let told = ours.as_ref().err().map(|report| report.to_string());
    let they_told = theirs.as_ref().err().map(|error| error.to_string());
    prop_assert!(
        told.is_none() == they_told.is_none() || repeats_a_field(&told, &they_told),
        "{}\nours: {:?}\ntheirs: {:?}",
        sdl,
        told,
        they_told
    );
    let (Ok(ours), Ok(theirs)) = (ours, theirs) else {
        return Ok(());
    };
    let text = document(&ours.schema, &mut Choices::new(bytes), mistakes);
    // See `same_verdict`.
    prop_assume!(!text.contains(" = null"));
    let ours = model(&sources(&sdl, &text), &Config::new());
    let theirs = ExecutableDocument::parse_and_validate(&theirs, &text, "made.graphql");
    let ours = ours.err().map(|report| report.to_string());
    let theirs = theirs.err().map(|error| error.to_string());
    prop_assert!(
        ours.is_none() == theirs.is_none() || is_explained(&text, ours.as_deref()),
        "{}\n{}\nours: {:?}\ntheirs: {:?}",
        sdl,
        text,
        ours,
        theirs
    );
    Ok(())
}

/// We take a field that is repeated word for word, as published schemas have it: see `schema::duplicates`.
fn repeats_a_field(ours: &Option<String>, theirs: &Option<String>) -> bool {
    let (None, Some(theirs)) = (ours, theirs) else {
        return false;
    };
    let mut errors = theirs.lines().filter(|line| line.starts_with("Error: "));
    errors.all(|line| line.contains("duplicate definitions for the") && line.contains(" field of "))
}

/// An input that needs another, which may hold the first: what was made of it had no end once, whatever was chosen.
#[test]
fn values_of_inputs_in_a_circle_end() {
    let sdl = "type Query { id(by: Outer): Int } input Outer { inner: Inner! } input Inner { outer: Outer }";
    let schema = model(&sources(sdl, ""), &Config::new()).unwrap().schema;
    for byte in 0..=255_u8 {
        let text = document(&schema, &mut Choices::new(&[byte; 40]), usize::MAX);
        assert!(text.len() < 10_000, "{text}");
    }
}

/// Where apollo-compiler is known to see otherwise than graphql-js does, whose verdict is ours:
///
/// - it compares the items of two lists in pairs, so that `a(by: [])` and `a(by: [1])` are the same to it.
fn is_explained(text: &str, ours: Option<&str>) -> bool {
    let Some(ours) = ours else {
        return false;
    };
    let mut errors = ours.lines().filter(|line| line.starts_with("error["));
    text.contains('[') && errors.all(|line| line.ends_with("has other arguments there"))
}

/// Folders of the repository, so that this fails nowhere else than in a checkout.
fn repository() -> Build {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Build::new()
        .schema(root.join("schema"))
        .queries(root.join("queries"))
}

/// The catalogue as it is sent: without our directives, each operation with the fragments it reaches.
#[test]
fn the_catalogue_is_valid() {
    let sources = repository().sources().unwrap();
    let sdl: String = sources
        .files
        .iter()
        .filter(|file| file.kind == SourceKind::Schema)
        .map(|file| String::from_utf8(file.bytes.clone()).unwrap())
        .collect();
    graphql_parser::parse_schema::<&str>(&sdl).unwrap();
    let schema = ApolloSchema::parse_and_validate(&sdl, "wikijs.graphql").unwrap();
    let generated =
        wikijs_codegen::compile(&sources, &Config::new().shared_selections(true)).unwrap();
    assert!(generated.operations.len() >= 120);
    for operation in &generated.operations {
        graphql_parser::parse_query::<&str>(&operation.document).unwrap();
        let document =
            ExecutableDocument::parse_and_validate(&schema, &operation.document, "sent.graphql");
        assert!(
            document.is_ok(),
            "{}: {}",
            operation.document,
            document.err().unwrap()
        );
    }
}
