//! `cargo xtask github-schema`: what one query costs from a schema as large as GitHub's, which is fetched below `target`
//! and never committed. Needs npm.
//!
//! What it costs rustc is settled by text: from a schema of nothing but the types that the query uses comes the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wikijs_codegen::{Build, BuildError, Config, FILE, compile};

use crate::{Error, Workspace};

const PACKAGE: &str = "@octokit/graphql-schema";
const RUNS: usize = 5;
const QUERY: &str = include_str!("github_schema/query.graphql");
const SMALL: &str = include_str!("github_schema/small.graphql");
/// Profiles, where cargo puts what they build, and how long a build script may take.
const LIMITS: [(&str, &str, Duration); 2] = [
    ("release", "release", Duration::from_millis(300)),
    ("dev", "debug", Duration::from_millis(1500)),
];
/// Does what a build script does, and nothing else.
const SCRIPT: &str = "fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, schema, queries, out] = arguments.as_slice() else {
        panic!(\"schema, queries, folder\")
    };
    wikijs_codegen::Build::new().schema(schema).queries(queries).out_dir(out).run();
}
";

/// Fetches, generates, measures and prints; fails where it takes longer than it may.
pub fn run(workspace: &Workspace) -> Result<(), Error> {
    let folder = workspace.root().join("target/github-schema");
    let schema = fetch(&folder)?;
    let queries = folder.join("queries");
    put(&queries.join("repository.graphql"), QUERY)?;
    put(&folder.join("small.graphql"), SMALL)?;
    same_text(&folder, &schema, &queries)?;
    let package = script(workspace, &folder)?;
    println!("| build script | best of {RUNS} | limit |\n|---|---|---|");
    let mut slow = Vec::new();
    for (profile, output, limit) in LIMITS {
        let taken = measure(&package, (profile, output), [&schema, &queries])?;
        println!("| {profile} | {taken:.0?} | {limit:.1?} |");
        if taken > limit {
            slow.push(profile);
        }
    }
    match slow.is_empty() {
        true => Ok(()),
        false => Err(wrong(format!("too slow: {}", slow.join(", ")))),
    }
}

fn wrong(report: String) -> Error {
    Error::Refused { report }
}

/// The schema as npm has it, unpacked once.
fn fetch(folder: &Path) -> Result<PathBuf, Error> {
    let schema = folder
        .join("node_modules")
        .join(PACKAGE)
        .join("schema.graphql");
    if schema.is_file() {
        return Ok(schema);
    }
    put(&folder.join("package.json"), "{\"private\":true}\n")?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--silent",
        "--ignore-scripts",
    ]);
    succeed("npm", npm.arg(PACKAGE).current_dir(folder))?;
    Ok(schema)
}

fn put(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file("write", folder))?;
    }
    fs::write(path, text).map_err(Error::file("write", path))
}

/// What comes of the query, from either schema; descriptions apart.
fn same_text(folder: &Path, schema: &Path, queries: &Path) -> Result<(), Error> {
    let large = text(schema, queries)?;
    let small = text(&folder.join("small.graphql"), queries)?;
    if large != small {
        put(&folder.join("large.rs"), &large)?;
        put(&folder.join("small.rs"), &small)?;
        let folder = folder.display();
        return Err(wrong(format!("large.rs and small.rs in {folder} differ")));
    }
    let size = fs::metadata(schema)
        .map_err(Error::file("read", schema))?
        .len();
    println!(
        "A schema of {size} bytes and one of {}: the same {} bytes of Rust.\n",
        SMALL.len(),
        large.len()
    );
    Ok(())
}

fn text(schema: &Path, queries: &Path) -> Result<String, Error> {
    let sources = Build::new().schema(schema).queries(queries).sources()?;
    let generated = compile(&sources, &Config::new().docs(false)).map_err(BuildError::Report)?;
    Ok(generated.files.get(FILE).cloned().unwrap_or_default())
}

/// A package whose program does what a build script does.
fn script(workspace: &Workspace, folder: &Path) -> Result<PathBuf, Error> {
    let package = folder.join("script");
    let codegen = workspace.root().join("wikijs-codegen");
    let manifest = format!(
        "[package]\nname = \"script\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         wikijs-codegen = {{ path = {codegen:?} }}\n\n[workspace]\n"
    );
    put(&package.join("Cargo.toml"), &manifest)?;
    put(&package.join("src/main.rs"), SCRIPT)?;
    Ok(package)
}

/// The whole run of the program that reads, generates and writes.
fn measure(package: &Path, profile: (&str, &str), files: [&Path; 2]) -> Result<Duration, Error> {
    let (profile, output) = profile;
    let target = package.join("target");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--profile", profile]);
    let cargo = cargo.current_dir(package).env("CARGO_TARGET_DIR", &target);
    succeed("cargo", cargo)?;
    let out = package.join("out");
    fs::create_dir_all(&out).map_err(Error::file("write", &out))?;
    let program = target.join(output).join("script");
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        // A file that is there and is the same would not be written.
        let _ = fs::remove_file(out.join(FILE));
        let mut command = Command::new(&program);
        let command = command.args(files).arg(&out).stdout(Stdio::null());
        let begin = Instant::now();
        succeed("the build script", command)?;
        best = best.min(begin.elapsed());
    }
    Ok(best)
}

fn succeed(what: &str, command: &mut Command) -> Result<(), Error> {
    let status = command.status().map_err(Error::file("run", what))?;
    match status.success() {
        true => Ok(()),
        false => Err(wrong(format!("{what} failed: {status}"))),
    }
}
