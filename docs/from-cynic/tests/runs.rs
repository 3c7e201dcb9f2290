//! The three programs do the same.

use std::process::Command;

#[test]
fn all_do_the_same() {
    for program in [
        env!("CARGO_BIN_EXE_from-cynic-before"),
        env!("CARGO_BIN_EXE_from-cynic-client"),
        env!("CARGO_BIN_EXE_from-cynic-after"),
    ] {
        let output = Command::new(program).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{program}: {output:?}");
        assert_eq!(told, "guide: guide\nretitled\n", "{program}");
    }
}
