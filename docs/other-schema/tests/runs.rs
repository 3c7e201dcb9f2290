//! The program runs and prints what it read.

use std::process::Command;

#[test]
fn it_runs() {
    let output = Command::new(env!("CARGO_BIN_EXE_other-schema"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    let read = "7 Kite for 9.5\n0 errors\nKite for 9.5\nAda makes things\na Shop\nAda\nlives in Ulm\nCorner\n";
    assert!(told.ends_with(read), "{told}");
}
