//! Every example of the SDK runs to its end: on the wiki that it starts itself, and on one that is there already.

use std::process::Command;

use serde_json::Value;
use wikijs_sandbox::Sandbox;

use crate::workspace::cargo_output;

/// Those that start no wiki of their own.
const NEED_A_WIKI: [&str; 1] = ["docs_readme"];

/// Names and programs of the examples, built as `cargo test` of the whole workspace builds them.
fn built() -> Vec<(String, String)> {
    let messages = cargo_output(&[
        "build",
        "--workspace",
        "--examples",
        "--message-format",
        "json",
    ]);
    let examples = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_ours = message["package_id"].as_str()?.contains("wikijs-sdk");
        let is_example = message["target"]["kind"][0] == "example";
        let program = message["executable"].as_str()?.to_owned();
        let name = message["target"]["name"].as_str()?.to_owned();
        (is_ours && is_example).then_some((name, program))
    });
    examples.collect()
}

#[track_caller]
fn run(name: &str, program: &mut Command) {
    let output = program.output().unwrap();
    let (told, errors) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{name}:\n{told}\n{errors}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_runs_to_its_end() {
    let examples = built();
    assert!(examples.len() >= 9, "{examples:?}");
    for (name, program) in examples {
        if !NEED_A_WIKI.contains(&name.as_str()) {
            let mut alone = Command::new(&program);
            alone.env_remove("WIKIJS_URL").env_remove("WIKIJS_TOKEN");
            run(&name, &mut alone);
        }
        let wiki = Sandbox::start().await.unwrap();
        let mut with_a_wiki = Command::new(&program);
        with_a_wiki
            .env("WIKIJS_URL", wiki.url())
            .env("WIKIJS_TOKEN", wiki.admin_token());
        run(&name, &mut with_a_wiki);
    }
}
