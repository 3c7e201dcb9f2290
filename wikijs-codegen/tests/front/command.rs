//! The command: what it says and writes, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};

use wikijs_codegen::command::{Done, run};

const SCHEMA: &str = "type Query { find(by: State): [Page!] } type Page { id: ID! state: State }
    enum State { NEW OLD }";

/// A folder with a schema and a query.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("command")
        .join(name);
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("queries")).unwrap();
    fs::write(folder.join("schema.graphql"), SCHEMA).unwrap();
    let query = "query Find($by: State) { find(by: $by) { id state } }";
    fs::write(folder.join("queries/find.graphql"), query).unwrap();
    folder
}

/// Runs it; `@` stands for the folder.
fn said(folder: &Path, line: &str) -> Done {
    let folder = folder.to_string_lossy();
    run(line
        .split_whitespace()
        .map(|word| word.replace('@', &folder)))
}

#[test]
fn code_is_written_and_kept_fresh() {
    let folder = folder("generate");
    let generate = "generate --schema @/schema.graphql --out @/api.rs --strict-enums St* @/queries";
    assert_eq!(said(&folder, generate), Done::default());
    let text = fs::read_to_string(folder.join("api.rs")).unwrap();
    assert!(text.contains("pub enum State {") && !text.contains("Unknown"));
    let fresh = format!("{generate} --fresh");
    assert_eq!(said(&folder, &fresh), Done::default());
    fs::write(folder.join("api.rs"), text.replace("State", "Stat")).unwrap();
    let stale = said(&folder, &fresh);
    assert!(
        stale.code == 1 && stale.wrong.contains("api.rs is stale"),
        "{stale:?}"
    );
}

/// rustfmt changes nothing in it, whatever its length.
#[test]
fn what_is_written_is_as_rustfmt_leaves_it() {
    let folder = folder("format");
    let generate = "generate --schema @/schema.graphql --out @/api.rs @/queries";
    assert_eq!(said(&folder, generate), Done::default());
    let checked = std::process::Command::new("rustfmt")
        .args(["--check", "--edition", "2024"])
        .arg(folder.join("api.rs"))
        .output()
        .unwrap();
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stdout)
    );
}

#[test]
fn mistakes_are_told() {
    let folder = folder("check");
    let check = "check --schema @/schema.graphql @/queries";
    assert_eq!(said(&folder, check).code, 0);
    fs::write(folder.join("queries/b.graphql"), "query B { fnd { id } }").unwrap();
    let told = said(&folder, check);
    assert!(
        told.code == 1 && told.told.contains("did you mean `find`?"),
        "{told:?}"
    );
    let json = said(&folder, &format!("{check} --json")).told;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["rule"], "unknown-field");
}

#[test]
fn decisions_are_explained() {
    let folder = folder("explain");
    let told = said(&folder, "explain --schema @/schema.graphql @/queries");
    assert!(
        told.code == 0 && told.told.starts_with("Query Find: Find\n"),
        "{told:?}"
    );
}

#[test]
fn a_wrong_command_is_refused() {
    let folder = folder("usage");
    for (line, part) in [
        ("", "say what to do"),
        ("gen", "there is no command `gen`"),
        (
            "generate --schema @/schema.graphql @/queries",
            "`--out` names",
        ),
        ("check @/queries", "`--schema` names"),
        ("check --schema", "`--schema` takes a path"),
        ("check --schema @/schema.graphql", "`check` takes QUERIES"),
        (
            "check --schma @/s",
            "there is no option `--schma`; did you mean `--schema`?",
        ),
        (
            "check --schema @/s --through A=B",
            "`--through` takes NAME=PATH=TYPE, not `A=B`",
        ),
        (
            "check --schema @/s --functions A=B=C",
            "`--functions` takes NAME=PATH=READ=WRITE",
        ),
        (
            "check --schema @/s --strict-enum A",
            "did you mean `--strict-enums`?",
        ),
        (
            "check --schema @/s --scalar Date",
            "`--scalar` takes NAME=PATH, not `Date`",
        ),
        (
            "check --schema @/s --target 17",
            "`--target` takes 15|16, not `17`",
        ),
        ("explain --schema @/s --json", "does not take all of"),
    ] {
        let told = said(&folder, line);
        assert!(
            told.code == 2 && told.wrong.contains(part),
            "{line}: {told:?}"
        );
    }
    let missing = said(&folder, "check --schema @/none.graphql @/queries");
    assert!(
        missing.code == 1 && missing.wrong.contains("none.graphql"),
        "{missing:?}"
    );
    assert!(
        said(&folder, "help")
            .told
            .contains("--strict-enums PATTERN")
    );
}
