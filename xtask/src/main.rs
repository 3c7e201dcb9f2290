//! Maintainers' commands; `cargo xtask help` lists them.

fn main() {}
