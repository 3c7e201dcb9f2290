//! Enums and inputs of one's own are held against the schema by rustc: what they lack, or have besides, is named.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use wikijs_codegen::config::Target;
use wikijs_codegen::{Config, FILE, Source, SourceKind, Sources, compile};

const SCHEMA: &str = "type Query { a: Int } enum State { OPEN IN_WORK }
    input Filter { text: String! state: State } input Choice @oneOf { id: ID text: String }";
const STATE: &str = "pub enum State { Open, InWork, Unknown(String) }";
const FILTER: &str = "pub struct Filter { pub text: String, pub state: Option<State> }";
const CHOICE: &str = "pub enum Choice { Id(String), Text(String) }";

/// What rustc says of generated code beside these types.
fn said(state: &str, filter: &str, choice: &str, strict: bool) -> String {
    let mut sources = Sources::default();
    sources.add(Source::new(SourceKind::Schema, "schema.graphql", SCHEMA));
    let config = Config::new()
        .whole_schema(true)
        .own_enum("State", "crate::State")
        .own_input("Filter", "crate::Filter")
        .own_input("Choice", "crate::Choice")
        .target(Target::GraphqlJs16)
        .wire("crate::wire")
        .serde(false);
    let config = if strict {
        config.strict_enums("*")
    } else {
        config
    };
    let generated = compile(&sources, &config).unwrap_or_else(|report| panic!("{report}"));
    let wire = include_str!("wire.rs.inc");
    rustc(&format!(
        "#![allow(dead_code)]\n{wire}{state}\n{filter}\n{choice}\n{}",
        generated.files[FILE]
    ))
}

fn rustc(text: &str) -> String {
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("own");
    std::fs::create_dir_all(&out).expect("a folder");
    let mut child = Command::new(program)
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "lib",
            "--emit",
            "metadata",
            "-",
            "--out-dir",
        ])
        .arg(out)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rustc");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("rustc reads");
    drop(input);
    let output = child.wait_with_output().expect("rustc ends");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn types_of_ones_own_that_fit_compile() {
    assert_eq!(said(STATE, FILTER, CHOICE, false), "");
    assert_eq!(
        said("pub enum State { Open, InWork }", FILTER, CHOICE, true),
        ""
    );
}

#[test]
fn what_types_of_ones_own_lack_is_named() {
    for (state, filter, choice, part) in [
        (
            "pub enum State { Open, Unknown(String) }",
            FILTER,
            CHOICE,
            "`InWork`",
        ),
        (
            "pub enum State { Open, InWork }",
            FILTER,
            CHOICE,
            "`Unknown`",
        ),
        (
            "pub enum State { Open, InWork, Later, Unknown(String) }",
            FILTER,
            CHOICE,
            "`&State::Later` not covered",
        ),
        (
            STATE,
            "pub struct Filter { pub text: String }",
            CHOICE,
            "`state`",
        ),
        (
            STATE,
            "pub struct Filter { pub text: String, pub state: Option<State>, pub days: u8 }",
            CHOICE,
            "`days`",
        ),
        (STATE, FILTER, "pub enum Choice { Id(String) }", "`Text`"),
    ] {
        let told = said(state, filter, choice, false);
        assert!(told.contains(part), "no {part} in\n{told}");
    }
}
