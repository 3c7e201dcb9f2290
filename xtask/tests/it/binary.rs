//! The program itself: arguments, exit codes, and that no output shows the token.

use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(arguments)
        .env("WIKIJS_TOKEN", "s3cret")
        .output()
        .unwrap()
}

#[test]
fn arguments_and_exit_codes() {
    let cases: [(&[&str], bool, &str); 7] = [
        (&["--help"], true, "update-schema"),
        (&["help", "update-schema"], true, "WIKIJS_TOKEN"),
        (&[], false, "Usage"),
        (&["update-schema"], false, "required"),
        (
            &[
                "update-schema",
                "--url",
                "http://127.0.0.1:1",
                "--from",
                "x",
            ],
            false,
            "cannot be used with",
        ),
        (
            &["update-schema", "--url", "http://127.0.0.1:1/?x"],
            false,
            "error: cannot ask http://127.0.0.1:1/:",
        ),
        (
            &[
                "update-schema",
                "--check",
                "--force",
                "--from",
                "nowhere.json",
            ],
            false,
            "error: cannot read nowhere.json",
        ),
    ];
    for (arguments, succeeds, part) in cases {
        let output = xtask(arguments);
        let text = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(output.status.success(), succeeds, "{arguments:?}: {text}");
        assert!(
            text.contains(part) && !text.contains("s3cret"),
            "{arguments:?}: {text}"
        );
    }
}
