//! The program runs and prints what it is for.

use std::process::Command;

#[test]
fn it_runs() {
    let output = Command::new(env!("CARGO_BIN_EXE_own-queries"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(told.contains("/guide/a\n"), "{told}");
}
