//! The program runs and prints what it read.

use std::process::Command;

#[test]
fn it_runs() {
    let output = Command::new(env!("CARGO_BIN_EXE_settings"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    for part in [
        r#"{"filter":{"days":3,"state":"IN_WORK"},"from":"10.0.0.7"}"#,
        "Cook weighs 3, Unknown(\"LATER\")\nsince 86400s\n",
        "{\"task\":{\"title\":\"Eat\"}} RED\n",
        "tasks[0].weight: refused as `Task.weight`: nothing weighs less than nothing",
        "a value that the enum `Priority` does not have",
    ] {
        assert!(told.contains(part), "no {part} in\n{told}");
    }
}
