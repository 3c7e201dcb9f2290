//! `cargo xtask verdicts`: asks graphql-js itself, 15.3.0 and the latest 16, what it says of the cases of the generator's
//! tests, and stores the answers beside them, so that the tests need no Node.
//!
//! Cases stand in `wikijs-codegen/tests/cases/verdicts`, see the README there. Needs `node` and `npm` on the path;
//! graphql-js is installed below `target`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{Error, Workspace};

const SCRIPT: &str = include_str!("ask.js");
/// The versions: the name of the package's copy, and what npm is asked for.
const VERSIONS: [(&str, &str); 2] = [
    ("graphql-15", "npm:graphql@15.3.0"),
    ("graphql-16", "npm:graphql@^16"),
];

/// A file of cases.
struct Cases {
    path: PathBuf,
    lines: Vec<String>,
}

/// Writes all verdicts anew.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let root = workspace.root();
    let folder = root.join("wikijs-codegen/tests/cases/verdicts");
    let modules = root.join("target/graphql-js");
    install(&modules)?;
    let files = files(&folder)?;
    let answers = ask(&modules, &folder, &files)?;
    let mut number = 0;
    for file in &files {
        let path = file.path.with_extension("verdicts");
        let text: String = file
            .lines
            .iter()
            .enumerate()
            .map(|(line, case)| verdict(&answers, number + line, case))
            .collect();
        number += file.lines.len();
        fs::write(&path, text).map_err(Error::file("write", &path))?;
    }
    println!("{number} verdicts in {} files.", files.len());
    Ok(())
}

/// A case with what each version says of it, as a line.
fn verdict(answers: &Value, number: usize, case: &str) -> String {
    let told = |name: &str| answers[name][number].clone();
    let line = json!({
        "case": case,
        "15": told("graphql-15"),
        "16": told("graphql-16"),
    });
    format!("{line}\n")
}

fn files(folder: &Path) -> Result<Vec<Cases>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::file("list", folder))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .filter(|path| !path.ends_with("disagreements.txt"))
        .collect();
    paths.sort();
    paths.into_iter().map(cases).collect()
}

fn cases(path: PathBuf) -> Result<Cases, Error> {
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let lines = text.lines().map(str::to_owned).collect();
    Ok(Cases { path, lines })
}

fn install(modules: &Path) -> Result<(), Error> {
    fs::create_dir_all(modules).map_err(Error::file("write", modules))?;
    let manifest = modules.join("package.json");
    fs::write(&manifest, "{\"private\":true}\n").map_err(Error::file("write", &manifest))?;
    let packages = VERSIONS.map(|(name, wanted)| format!("{name}@{wanted}"));
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--silent"])
        .args(packages)
        .current_dir(modules);
    let status = npm.status().map_err(Error::file("run", "npm"))?;
    match status.success() {
        true => Ok(()),
        false => Err(Error::Node {
            what: format!("npm install in {} failed: {status}", modules.display()),
        }),
    }
}

fn ask(modules: &Path, folder: &Path, files: &[Cases]) -> Result<Value, Error> {
    let path = folder.join("schema.graphql");
    let schema = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let cases: Vec<Value> = files
        .iter()
        .flat_map(|file| file.lines.iter().map(|line| case(&file.path, line)))
        .collect();
    let versions: Value = VERSIONS
        .iter()
        .map(|(name, wanted)| ((*name).to_owned(), json!(wanted)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let input =
        json!({ "folder": modules, "versions": versions, "schema": schema, "cases": cases });
    let answer = node(&input.to_string())?;
    serde_json::from_slice(&answer).map_err(|error| Error::Node {
        what: format!("the script's answer cannot be read: {error}"),
    })
}

fn case(path: &Path, line: &str) -> Value {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let (schema, document) = match line.split_once(" ||| ") {
        Some((schema, document)) => (Some(schema), document),
        None => (None, line),
    };
    json!({ "sdl": name.starts_with("sdl_"), "schema": schema, "document": document })
}

fn node(input: &str) -> Result<Vec<u8>, Error> {
    let mut node = Command::new("node")
        .args(["-e", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Error::file("run", "node"))?;
    if let Some(mut stdin) = node.stdin.take() {
        let written = stdin.write_all(input.as_bytes());
        written.map_err(Error::file("run", "node"))?;
    }
    let output = node
        .wait_with_output()
        .map_err(Error::file("run", "node"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(Error::Node {
            what: format!("the script failed: {}", output.status),
        }),
    }
}
