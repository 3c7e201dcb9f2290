//! The edge: which files are read as what, and that nothing is written that has not changed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use wikijs_codegen::source::SourceKind;
use wikijs_codegen::{Build, BuildError, Config};

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("front")
        .join(name);
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn project(name: &str) -> PathBuf {
    let root = folder(name);
    write(
        &root,
        "schema/wiki.graphql",
        "type Query { version: String }",
    );
    write(
        &root,
        "schema/directives.graphql",
        "directive @lift on OBJECT",
    );
    write(
        &root,
        "schema/overlay/query.graphql",
        "extend type Query @lift",
    );
    write(&root, "schema/README.md", "Not GraphQL.");
    write(&root, "queries/b.graphql", "query B { version }");
    write(&root, "queries/pages/c.graphql", "query PagesC { version }");
    write(&root, "queries/.#a.graphql", "an editor's own");
    root
}

fn build_of(root: &Path) -> Build {
    Build::new()
        .schema(root.join("schema"))
        .queries(root.join("queries"))
        .out_dir(root.join("out"))
}

#[test]
fn files_are_read_in_order_as_what_they_are() {
    let root = project("order");
    let sources = build_of(&root).sources().unwrap();
    let read: Vec<(&str, SourceKind)> = sources
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.kind))
        .collect();
    let expected = [
        ("directives.graphql", SourceKind::Directives),
        ("overlay/query.graphql", SourceKind::Overlay),
        ("wiki.graphql", SourceKind::Schema),
        ("b.graphql", SourceKind::Query),
        ("pages/c.graphql", SourceKind::Query),
    ];
    assert_eq!(read, expected);
}

#[test]
fn every_file_and_folder_is_watched() {
    let root = project("watched");
    let watched = build_of(&root).watched().unwrap();
    let below: Vec<_> = watched
        .iter()
        .map(|path| path.strip_prefix(&root).unwrap().to_str().unwrap())
        .collect();
    let expected = [
        "schema",
        "schema/README.md",
        "schema/directives.graphql",
        "schema/overlay",
        "schema/overlay/query.graphql",
        "schema/wiki.graphql",
        "queries",
        "queries/b.graphql",
        "queries/pages",
        "queries/pages/c.graphql",
    ];
    assert_eq!(below, expected);
}

#[test]
fn folders_may_hold_files_of_the_same_name() {
    let root = project("two_folders");
    write(&root, "more/b.graphql", "query More { version }");
    write(&root, "more/pages/C.graphql", "query PagesMore { version }");
    let generated = build_of(&root)
        .queries(root.join("more"))
        .try_run()
        .unwrap();
    let paths: Vec<_> = generated
        .operations
        .iter()
        .map(|operation| operation.path.as_str())
        .collect();
    assert_eq!(paths, ["B", "pages::C", "More", "pages::More"]);
}

#[test]
fn a_schema_may_be_one_file() {
    let root = project("one_file");
    let build = Build::new()
        .schema(root.join("schema/wiki.graphql"))
        .queries(root.join("queries"));
    let sources = build.sources().unwrap();
    assert_eq!(sources.files[0].name, "wiki.graphql");
    assert_eq!(
        Path::new(&sources.files[0].shown()),
        root.join("schema/wiki.graphql")
    );
}

#[test]
fn only_what_has_changed_is_written() {
    let root = project("unchanged");
    build_of(&root).try_run().unwrap();
    let file = root.join("out").join(wikijs_codegen::FILE);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let age = |file: &Path| {
        File::options()
            .write(true)
            .open(file)
            .unwrap()
            .set_modified(long_ago)
            .unwrap()
    };
    let is_old = |file: &Path| fs::metadata(file).unwrap().modified().unwrap() == long_ago;

    age(&file);
    build_of(&root).try_run().unwrap();
    assert!(is_old(&file));

    write(&root, "queries/new.graphql", "query New { version }");
    build_of(&root).try_run().unwrap();
    assert!(!is_old(&file));

    age(&file);
    fs::remove_file(root.join("queries/new.graphql")).unwrap();
    build_of(&root).try_run().unwrap();
    assert!(!is_old(&file));
}

#[test]
fn what_stands_in_the_tree_is_compared() {
    let root = project("fresh");
    let stale = |build: Build| matches!(build.check_fresh(), Err(BuildError::Stale(_)));
    assert!(stale(build_of(&root)));
    build_of(&root).try_run().unwrap();
    build_of(&root).check_fresh().unwrap();
    write(&root, "queries/new.graphql", "query New { version }");
    assert!(stale(build_of(&root)));
}

#[test]
fn a_mistake_is_told_with_the_whole_path() {
    let root = project("mistake");
    write(&root, "queries/pages/c.graphql", "query PagesC { versoin }");
    let error = build_of(&root).try_run().unwrap_err();
    let shown = error.to_string();
    let place = format!("--> {}/queries/pages/c.graphql:1:16\n", root.display());
    assert!(shown.contains(&place), "{shown}");
    assert!(shown.contains("did you mean `version`?"), "{shown}");
    assert!(!root.join("out").exists());
}

#[test]
fn missing_files_are_told() {
    let root = folder("missing");
    assert!(
        matches!(build_of(&root).try_run(), Err(BuildError::Read(path, _)) if path == root.join("schema"))
    );
    fs::create_dir_all(root.join("schema")).unwrap();
    fs::create_dir_all(root.join("queries")).unwrap();
    assert!(
        matches!(build_of(&root).try_run(), Err(BuildError::Empty(path)) if path == root.join("schema"))
    );
}

#[test]
fn a_folder_without_queries_is_told() {
    let root = project("no_queries");
    fs::remove_dir_all(root.join("queries")).unwrap();
    fs::create_dir_all(root.join("queries")).unwrap();
    let told = build_of(&root).try_run().unwrap_err().to_string();
    assert!(told.contains("there is no .graphql file in"), "{told}");
    let whole = build_of(&root).config(Config::new().whole_schema(true));
    assert!(whole.try_run().unwrap().operations.is_empty());
    fs::write(root.join("queries/list.gql"), "query List { a }").unwrap();
    let told = whole.try_run().unwrap_err().to_string();
    assert!(told.contains("call `list.gql` `.graphql`"), "{told}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_back_end() {
    let root = project("links");
    std::os::unix::fs::symlink(root.join("queries"), root.join("queries/again")).unwrap();
    assert!(matches!(
        build_of(&root).try_run(),
        Err(BuildError::Read(..))
    ));
}
