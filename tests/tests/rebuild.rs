//! What makes a build script run again, and what it leaves alone: shown on a package made for it, with its own copies of
//! schema and queries, as a packaged crate has them.
//!
//! Cargo goes by times of change and compiles a package again whenever its build script ran, whatever the script did;
//! what the script can do is to leave its output alone, so that rustc finds nothing changed in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
    time::SystemTime,
};

use serde_json::Value;

use crate::workspace::{cargo, root};

const SCHEMA: &str = "type Query {\n  greeting(to: String!): String\n}\n";
const BUILD: &str = "//! Compiles the queries.\nfn main() {\n    let config = wikijs_codegen::Config::default().graphql_client(false);\n    wikijs_codegen::Build::new().schema(\"schema.graphql\").queries(\"queries\").config(config).run();\n}\n";
const LIB: &str = "//! A package with queries of its own.\ninclude!(concat!(env!(\"OUT_DIR\"), \"/generated.rs\"));\n";

/// A package below cargo's folder for tests.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild");
        let _ = fs::remove_dir_all(folder.join("queries"));
        let package = Self { folder };
        package.put("Cargo.toml", &manifest());
        package.put("schema.graphql", SCHEMA);
        package.put("build.rs", BUILD);
        package.put("src/lib.rs", LIB);
        fs::copy(root().join("Cargo.lock"), package.folder.join("Cargo.lock")).unwrap();
        package
    }

    fn put(&self, name: &str, text: &str) {
        let file = self.folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn put_query(&self, name: &str) {
        self.put(&format!("queries/{name}.graphql"), &query(name));
    }

    fn check(&self) -> Output {
        let target = self.folder.join("target");
        let mut command = cargo(&["check", "--quiet", "--message-format", "json"]);
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .unwrap()
    }

    /// The generated file, after a build that must succeed.
    #[track_caller]
    fn generated(&self) -> PathBuf {
        let output = self.check();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{errors}{}",
            String::from_utf8_lossy(&output.stdout)
        );
        let messages = String::from_utf8(output.stdout).unwrap();
        let out = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find_map(out_dir);
        Path::new(&out.unwrap()).join("generated.rs")
    }

    #[track_caller]
    fn operations(&self) -> Vec<String> {
        let text = fs::read_to_string(self.generated()).unwrap();
        ["One", "Two"]
            .into_iter()
            .filter(|name| text.contains(&format!("pub struct {name} ")))
            .map(str::to_owned)
            .collect()
    }
}

fn manifest() -> String {
    let root = root();
    let path = |package: &str| root.join(package).to_string_lossy().into_owned();
    format!(
        "[package]\nname = \"rebuilt\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [dependencies]\nwikijs-wire = {{ path = {:?}, default-features = false }}\n\n\
         [build-dependencies]\nwikijs-codegen = {{ path = {:?} }}\n",
        path("wikijs-wire"),
        path("wikijs-codegen")
    )
}

fn query(name: &str) -> String {
    format!("query {name}($to: String!) {{\n  greeting(to: $to)\n}}\n")
}

fn out_dir(message: Value) -> Option<String> {
    let is_ours = message["package_id"]
        .as_str()
        .is_some_and(|id| id.contains("rebuilt"));
    (is_ours && message["reason"] == "build-script-executed")
        .then(|| message["out_dir"].as_str().unwrap().to_owned())
}

fn changed(file: &Path) -> SystemTime {
    fs::metadata(file).unwrap().modified().unwrap()
}

#[test]
fn files_that_come_go_or_change_are_noticed_and_a_touch_is_not() {
    let package = Package::new();
    package.put_query("One");
    let generated = package.generated();
    let written = changed(&generated);

    package.put_query("One");
    assert_eq!(
        changed(&package.generated()),
        written,
        "a touched file makes no new output"
    );

    package.put_query("Two");
    assert_eq!(
        package.operations(),
        ["One", "Two"],
        "a new file is noticed"
    );
    fs::remove_file(package.folder.join("queries/One.graphql")).unwrap();
    assert_eq!(package.operations(), ["Two"], "a deleted file is noticed");
    package.put("queries/deep/folder/one.graphql", &query("DeepFolderOne"));
    assert_eq!(
        package.operations(),
        ["One", "Two"],
        "a new folder is noticed"
    );

    package.put(
        "queries/Two.graphql",
        "query Two {\n  greting(to: \"you\")\n}\n",
    );
    assert_is_refused(&package.check());
}

/// What a person sees whose query has a typo: cargo's own words around the report, no backtrace.
fn assert_is_refused(output: &Output) {
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr);
    for part in [
        "queries/Two.graphql:2:3",
        "greting(to: \"you\")\n",
        "^^^^^^^",
        "did you mean `greeting`?",
    ] {
        assert!(errors.contains(part), "no {part} in\n{errors}");
    }
    assert!(!errors.contains("panicked"), "{errors}");
}
