//! What users get: the packages as they would be published, unpacked, and a program with query files of its own that is
//! built from them alone.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use tar::Archive;

use crate::workspace::{cargo, cargo_output, root};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const PACKAGES: [&str; 3] = ["wikijs-wire", "wikijs-codegen", "wikijs-sdk"];

const BUILD: &str = "//! Compiles the queries.\nfn main() {\n    wikijs_codegen::Build::new().dependency(\"wikijs-sdk\").queries(\"queries\").run();\n}\n";
const MAIN: &str = "//! Uses the catalogue, and an operation of its own.
use wikijs_sdk::{Client, Error, pages};

#[allow(dead_code)]
mod generated {
    include!(concat!(env!(\"OUT_DIR\"), \"/generated.rs\"));
}

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Error> {
    let client = Client::new(\"http://127.0.0.1:3000\", \"a token\")?;
    let newest = generated::reports::Newest::new(3);
    let (mine, theirs) = client.batch((newest, pages::List::new())).await?;
    println!(\"{} and {}\", mine?.len(), theirs?.len());
    Ok(())
}
";
const QUERY: &str = "query ReportsNewest($limit: Int!) {\n  pages {\n    list(limit: $limit) {\n      ...PageListItem\n    }\n  }\n}\n";

/// Packs the crates as for publishing, and unpacks them into `folder`.
fn unpacked(folder: &Path) {
    let mut arguments = vec!["package", "--quiet", "--no-verify", "--allow-dirty"];
    // What the lock file of a package says holds for its own tests only.
    arguments.push("--exclude-lockfile");
    arguments.extend(PACKAGES.iter().flat_map(|package| ["--package", *package]));
    let packed = folder.join("packed");
    let output = cargo(&arguments)
        .env("CARGO_TARGET_DIR", &packed)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    for package in PACKAGES {
        let file = packed.join(format!("package/{package}-{VERSION}.crate"));
        let text = GzDecoder::new(File::open(file).unwrap());
        Archive::new(text).unpack(folder).unwrap();
    }
}

/// A program that knows nothing of this checkout.
fn program() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join("queries/reports")).unwrap();
    unpacked(&folder);
    let put = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    put("Cargo.toml", &manifest());
    put("build.rs", BUILD);
    put("src/main.rs", MAIN);
    put("queries/reports/newest.graphql", QUERY);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn manifest() -> String {
    let patches: String = PACKAGES
        .iter()
        .map(|package| format!("{package} = {{ path = \"{package}-{VERSION}\" }}\n"))
        .collect();
    format!(
        "[package]\nname = \"packaged\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [dependencies]\nwikijs-sdk = \"{VERSION}\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
         [build-dependencies]\nwikijs-codegen = \"{VERSION}\"\n\n[patch.crates-io]\n{patches}"
    )
}

#[test]
fn a_program_is_built_from_the_packages_alone() {
    let folder = program();
    // Where the other packages of these tests are built, too: what they share is built once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild/target");
    let output = cargo(&["check", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
}

#[test]
fn schema_and_queries_travel_in_the_sdks_package() {
    let list = cargo_output(&[
        "package",
        "--package",
        "wikijs-sdk",
        "--list",
        "--allow-dirty",
    ]);
    let files: Vec<_> = list.lines().map(|line| line.replace('\\', "/")).collect();
    let wanted = [
        "queries/pages/single.graphql",
        "schema/wikijs.graphql",
        "schema/directives.graphql",
        "schema/overlay/pages.graphql",
    ];
    for file in wanted {
        assert!(
            files.iter().any(|found| found == file),
            "{file} is not in the package:\n{list}"
        );
    }
}
