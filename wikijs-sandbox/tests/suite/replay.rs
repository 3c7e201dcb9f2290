//! `wikijs-sandbox replay`: what it counts and says, against a sandbox of its own and behind a URL.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use wikijs_sandbox::Sandbox;

pub(crate) const RECORDING: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recordings/sign-in.json");

fn replay(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wikijs-sandbox"));
    command
        .arg("replay")
        .args(args)
        .output()
        .expect("the command runs")
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

// The recording with a text put in the place of another.
fn altered(name: &str, from: &str, to: &str) -> String {
    let text = fs::read_to_string(RECORDING).expect("a recording");
    assert!(text.contains(from), "{from} is not in the recording");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, text.replace(from, to)).expect("a file");
    file.to_string_lossy().into_owned()
}

#[test]
fn each_file_meets_a_fresh_sandbox() {
    let output = replay(&[RECORDING, RECORDING]);
    assert!(output.status.success(), "{output:?}");
    assert!(
        said(&output).ends_with("\n10 of 10 steps agree\n"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_difference_is_told_with_its_step_and_place() {
    let file = altered(
        "replay-differs.json",
        "\"apiState\": true",
        "\"apiState\": false",
    );
    let told = said(&replay(&[&file]));
    assert!(
        told.contains("  5 admin-jwt: {authentication{apiState}}\n"),
        "{told}"
    );
    let place = "data.authentication.apiState\n      expected false\n      actual   true\n";
    assert!(told.contains(place), "{told}");
    assert!(told.ends_with("\n4 of 5 steps agree\n"), "{told}");
}

#[test]
fn a_missing_renewal_and_another_status_differ() {
    let file = altered("replay-renewal.json", "new-jwt", "x-other");
    assert!(said(&replay(&[&file])).contains("expected absent\n      actual   there\n"));
    let file = altered("replay-status.json", "\"status\": 200", "\"status\": 500");
    assert!(said(&replay(&[&file])).ends_with("\n1 of 5 steps agree\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_behind_a_url_is_put_back_and_restarted() {
    let builder = Sandbox::builder()
        .fresh_installation()
        .control(true)
        .admin("ada@example.org", "secret words");
    let sandbox = builder.start().await.expect("a sandbox");
    let url = sandbox.url();
    let who = [
        "--admin-email",
        "ada@example.org",
        "--admin-password",
        "secret words",
        "--url",
        &url,
    ];
    let args = [&[RECORDING, RECORDING], &who[..]].concat();
    let output = tokio::task::block_in_place(|| replay(&args));
    assert!(
        said(&output).ends_with("\n10 of 10 steps agree\n"),
        "{output:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_control_is_not_restarted() {
    let builder = Sandbox::builder()
        .fresh_installation()
        .admin("admin@lab.test", "admin-password");
    let sandbox = builder.start().await.expect("a sandbox");
    let file = altered("replay-no-wait.json", "\"wait_s\": 10", "\"wait_s\": 0");
    let told = said(&tokio::task::block_in_place(|| {
        replay(&[&file, "--url", &sandbox.url()])
    }));
    assert!(told.contains("  4 operator: RESTART: skipped: "), "{told}");
    assert!(
        told.ends_with("3 of 3 steps agree, 2 skipped\n3 of 3 steps agree\n"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_replayed_is_told() {
    let output = replay(&["no-such-file.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("cannot read no-such-file.json: "));
    assert_eq!(replay(&[]).status.code(), Some(2));
    assert_eq!(
        replay(&[RECORDING, "--url", "ftp://wiki.test"])
            .status
            .code(),
        Some(2)
    );
}
