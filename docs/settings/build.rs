//! Compiles `queries/` with all that can be chosen, into the source tree: `UPDATE=1 cargo build -p settings` writes the
//! file, any other build makes sure that it is up to date.

use std::env;

use wikijs_codegen::Build;

#[path = "build/settings.rs"]
mod settings;

fn main() {
    // docs: keep
    let build = Build::new()
        .schema("schema.graphql")
        .queries("queries")
        .config(settings::config())
        .out_file("src/generated.rs");
    println!("cargo::rerun-if-env-changed=UPDATE");
    match env::var_os("UPDATE") {
        Some(_) => build.run(),
        None => build.verify(),
    }
    // docs: end
}
