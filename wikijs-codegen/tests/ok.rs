//! What comes of good query files: one file a case in `tests/cases/ok`, a snapshot of what was decided (`explain`), and the
//! code in `tests/code`, which `tests/compiled.rs` compiles and runs (`UPDATE=1` writes it anew). Cases in `tests/cases/names` are good GraphQL whose names Rust cannot have: snapshots of the report.
//!
//! A case may hold several files, parted by lines `# file: folder/name.graphql`; `# surface` switches the surface on,
//! `# bare` documentation and `GraphQLQuery` off, `# answers` asks for what makes answers in tests; `# layout` and
//! `# module` say which modules there are.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "own/modules.rs"]
mod modules;
#[path = "own/mod.rs"]
mod own;

use std::fs;
use std::path::{Path, PathBuf};

use apollo_compiler::{ExecutableDocument, Schema};
use wikijs_codegen::config::{Layout, Target};
use wikijs_codegen::{Config, Dependency, Source, SourceKind, Sources, Surface, compile, explain};

/// The line that switches the surface on.
const SURFACE: &str = "# surface";
/// The line that switches off what can be.
const BARE: &str = "# bare";
/// The line that asks for what makes answers in tests.
const ANSWERS: &str = "# answers";
/// What is in front of a layout.
const LAYOUT: &str = "# layout ";
/// What is in front of a module's path and the name that it is to have.
const MODULE: &str = "# module ";

#[test]
fn good_files() {
    insta::glob!("cases/ok/*.graphql", |path| {
        let (sources, config) = case(path);
        let generated = compile(&sources, &config).unwrap_or_else(|report| panic!("{report}"));
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        insta::with_settings!({ snapshot_suffix => &name, omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("explained", explain(&sources, &config).unwrap_or_default());
        });
        assert_fresh(&name, &generated.files[wikijs_codegen::FILE]);
    });
}

#[test]
fn names_that_cannot_be() {
    insta::glob!("cases/names/*.graphql", |path| {
        let (sources, config) = case(path);
        let report = compile(&sources, &config).expect_err("a name that cannot be");
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        insta::with_settings!({ snapshot_suffix => &name, omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("refused", report);
        });
    });
}

#[test]
fn the_same_sources_give_the_same_text() {
    for path in cases("ok") {
        let (sources, config) = case(&path);
        assert_eq!(
            compile(&sources, &config).ok(),
            compile(&sources, &config).ok(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn an_introspection_gives_the_same_as_sdl() {
    let json = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/shop.json"));
    let json = json.expect("an introspection");
    for path in cases("ok") {
        let (sources, config) = case(&path);
        let mut same = sources.clone();
        same.files[0] = Source::new(SourceKind::Schema, "shop.json", json.clone());
        let (sdl, json) = (compile(&sources, &config), compile(&same, &config));
        let json = json.unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(sdl.ok(), Some(json), "{}", path.display());
    }
}

#[test]
fn what_is_sent_is_valid() {
    let sdl =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/shop.graphql"))
            .expect("a schema");
    let schema =
        Schema::parse_and_validate(sdl, "shop.graphql").unwrap_or_else(|found| panic!("{found}"));
    for path in cases("ok") {
        let (sources, config) = case(&path);
        let generated = compile(&sources, &config).unwrap_or_else(|report| panic!("{report}"));
        for operation in &generated.operations {
            let sent = ExecutableDocument::parse_and_validate(
                &schema,
                &operation.document,
                "sent.graphql",
            );
            assert!(
                sent.is_ok(),
                "{}\n{}",
                operation.document,
                sent.err()
                    .map(|found| found.to_string())
                    .unwrap_or_default()
            );
        }
    }
}

fn small(config: Config) -> String {
    let schema =
        "type Query { find(by: Filter!, state: State): [Page!] } type Page { id: ID! state: State }
        enum State { NEW OLD } input Filter { state: State } enum Unused { A }";
    let query = "query PagesFind($by: Filter!) { find(by: $by, state: NEW) { id state } }";
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.graphql", schema))
        .add(Source::new(SourceKind::Query, "pages/find.graphql", query));
    let generated = compile(&sources, &config).unwrap_or_else(|report| panic!("{report}"));
    generated.files[wikijs_codegen::FILE].clone()
}

#[test]
fn settings_have_their_effect() {
    let plain = small(Config::new());
    assert!(plain.contains("pub enum State") && plain.contains("\npub mod pages {"));
    let own = small(Config::new().own_type("State", "crate::State"));
    assert!(!own.contains("pub enum State") && own.contains("pub state: Option<crate::State>"));
    let own = small(Config::new().own_type("Filter", "crate::Filter"));
    assert!(!own.contains("pub struct Filter") && own.contains("pub by: crate::Filter"));
    let hidden = small(Config::new().visibility("pub(crate)"));
    assert!(hidden.contains("\npub(crate) mod pages {") && !hidden.contains("\npub mod"));
    let bare = small(Config::new().serde(false));
    assert!(!bare.contains("answer:") && !bare.contains("input:") && bare.contains("operation:"));
    let attribute = "#[derive(Default)]";
    let marked = small(Config::new().attribute("types::F*r", attribute));
    assert_eq!(marked.matches(attribute).count(), 1);
    assert!(marked.contains("#[derive(Default)]\n    #[derive(Debug, Clone, PartialEq"));
    let marked = small(Config::new().attribute("pages::*", attribute));
    assert_eq!(marked.matches(attribute).count(), 3);
}

/// A file of `cases/dependency`.
fn beside(kind: SourceKind, name: &str) -> Source {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/dependency");
    let text = fs::read(folder.join(name)).expect("a case");
    Source::new(kind, name, text)
}

#[test]
fn queries_share_the_types_of_a_dependency() {
    let mut sources = schema();
    sources.add(beside(SourceKind::Query, "theirs.graphql"));
    let theirs = compile(&sources, &Config::new().published(true));
    let theirs = theirs.unwrap_or_else(|report| panic!("{report}"));
    assert_fresh("theirs", &theirs.files[wikijs_codegen::FILE]);

    let mut sources = schema();
    sources.add(beside(SourceKind::Query, "mine.graphql"));
    sources.add(beside(SourceKind::Dependency, "theirs.graphql"));
    let config = Config::new().dependency(Dependency {
        path: "crate::theirs".to_owned(),
        types: theirs.types,
        ..Dependency::default()
    });
    let mine = compile(&sources, &config).unwrap_or_else(|report| panic!("{report}"));
    assert_fresh("mine", &mine.files[wikijs_codegen::FILE]);

    let own = "query MyOther($id: Int!) { goods { single(id: $id) { ...OnRedefined } } }";
    sources.add(Source::new(SourceKind::Query, "other.graphql", own));
    let refused = compile(&sources, &config).expect_err("what it spreads is another fragment");
    let told = refused.to_string();
    assert!(
        told.contains("spreads `Redefined`, which your files define anew"),
        "{told}"
    );
}

fn refused(config: Config) -> String {
    let schema = "type Query { find(by: Filter!, state: State): [Page!] } type Page { id: ID! } \
        enum State { NEW } input Filter { state: State }";
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.graphql", schema))
        .add(Source::new(
            SourceKind::Query,
            "a.graphql",
            "query A { __typename }",
        ));
    wikijs_codegen::check(&sources, &config).to_string()
}

#[test]
fn settings_that_do_not_fit_are_told() {
    for (config, part) in [
        (
            Config::new().scalar("Page.idd", "crate::Id"),
            "the place `Page.idd`, which the schema does not have",
        ),
        (
            Config::new().scalar("Query.find(states:)", "crate::Id"),
            "the place `Query.find(states:)`, which",
        ),
        (
            Config::new().scalar("Query.find", "crate::Id"),
            "a scalar for `Query.find`, which is `Page`",
        ),
        (
            Config::new().own_enum("Stat", "crate::State"),
            "did you mean `State`?",
        ),
        (
            Config::new().own_input("Filter", "Filter"),
            "write it from the root of the crate: `crate::Filter`",
        ),
    ] {
        let told = refused(config);
        assert!(told.contains(part), "no {part} in\n{told}");
    }
}

#[test]
fn types_have_other_names() {
    let config = Config::new()
        .type_name("types::State", "Phase")
        .type_name("pages::FindFind", "found_page");
    let text = small(config);
    assert!(text.contains("pub enum Phase {") && text.contains("pub struct FoundPage {"));
    assert!(!text.contains("types::State") && !text.contains("FindFind"));
    let told = refused(Config::new().type_name("types::Stat", "Phase"));
    assert!(
        told.contains("the type `types::Stat`, which is not generated"),
        "{told}"
    );
}

#[test]
fn types_that_no_operation_uses() {
    let whole = small(Config::new().whole_schema(true));
    assert_eq!(whole.matches("pub enum").count(), 2);
    let some = small(Config::new().schema_types("Un*"));
    assert!(some.contains("pub enum Unused {") && !small(Config::new()).contains("Unused"));
}

/// A schema of its own, as the others know nothing of `@oneOf`.
#[test]
fn one_of_inputs_are_enums() {
    let schema = "type Query { find(by: Choice!, any: [Choice!]): Int }
        input Choice @oneOf { \"As on the door.\" id: ID name: String near: Near type: Choice self: [Int!] }
        input Near { by: Choice!, far: Float }";
    let query = "query Find($by: Choice!, $any: [Choice!]) { find(by: $by, any: $any) }";
    let mut sources = Sources::default();
    sources
        .add(Source::new(SourceKind::Schema, "schema.graphql", schema))
        .add(Source::new(SourceKind::Query, "find.graphql", query));
    let config = Config::new().target(Target::GraphqlJs16);
    let generated = compile(&sources, &config).unwrap_or_else(|report| panic!("{report}"));
    assert_fresh("one_of", &generated.files[wikijs_codegen::FILE]);
}

/// Compares the code of a case with what stands in the tree.
#[track_caller]
fn assert_fresh(name: &str, code: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/code")
        .join(format!("{name}.rs.inc"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, code).expect("a file that can be written");
    }
    let stored = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        stored == code,
        "{} is stale: run the test with UPDATE=1 and look at what changed",
        file.display()
    );
}

fn case(path: &Path) -> (Sources, Config) {
    let text = fs::read_to_string(path).expect("a case");
    let mut sources = schema();
    let (mut name, mut body) = (
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        String::new(),
    );
    for line in text.lines() {
        let is_setting = line.starts_with(LAYOUT) || line.starts_with(MODULE);
        if is_setting || [SURFACE, BARE, ANSWERS].contains(&line) {
            continue;
        }
        if let Some(next) = line.strip_prefix("# file: ") {
            add(&mut sources, &name, &body);
            (name, body) = (next.to_owned(), String::new());
        } else {
            body.push_str(line);
            body.push('\n');
        }
    }
    add(&mut sources, &name, &body);
    let has = |setting| text.lines().any(|line| line == setting);
    let config = Config::default()
        .docs(!has(BARE))
        .answers(has(ANSWERS))
        .graphql_client(!has(BARE));
    let config = text.lines().fold(config, with_modules);
    let config = if has(SURFACE) {
        config.surface(
            Surface::new("crate::Client", "crate::Request").client_methods(&["new", "send"]),
        )
    } else {
        config
    };
    (sources, config)
}

/// The settings with what this line says of modules.
fn with_modules(config: Config, line: &str) -> Config {
    let renamed = line
        .strip_prefix(MODULE)
        .and_then(|rest| rest.split_once('='));
    match (line.strip_prefix(LAYOUT), renamed) {
        (Some("flat"), _) => config.layout(Layout::Flat),
        (Some("operations"), _) => config.layout(Layout::Operations),
        (Some(other), _) => panic!("no layout: {other}"),
        (None, Some((path, name))) => config.module_name(path, name),
        (None, None) => config,
    }
}

fn add(sources: &mut Sources, name: &str, body: &str) {
    sources
        .files
        .push(Source::new(SourceKind::Query, name, body));
}

fn schema() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |kind, file: &str| {
        let bytes = fs::read(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        Source::new(kind, file, bytes)
    };
    let mut sources = Sources::default();
    sources
        .files
        .push(read(SourceKind::Schema, "tests/schema/shop.graphql"));
    sources
        .files
        .push(read(SourceKind::Directives, "../schema/directives.graphql"));
    sources
        .files
        .push(read(SourceKind::Overlay, "tests/schema/overlay.graphql"));
    sources
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let entries = fs::read_dir(folder)
        .expect("cases")
        .filter_map(Result::ok)
        .map(|entry| entry.path());
    entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "graphql"))
        .collect()
}
