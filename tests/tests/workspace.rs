//! Where things stand in the checkout, and the catalogue as the generator sees it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use wikijs_codegen::{Build, Config, Sources, Surface};

use crate::surface::{CLIENT_METHODS, REQUEST_METHODS};

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// A command of the cargo that runs the tests, offline.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.arg("--offline").args(arguments).current_dir(root());
    command
}

/// What a command of cargo writes to its standard output.
pub(crate) fn cargo_output(arguments: &[&str]) -> String {
    let output = cargo(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}:\n{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The files below `folder` that end in `.ending`, sorted.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The schema with the query files of a folder, as a build script reads them.
pub(crate) fn sources_with(queries: &Path) -> Sources {
    Build::new()
        .schema(root().join("schema"))
        .queries(queries)
        .sources()
        .unwrap()
}

/// The schema alone.
pub(crate) fn schema_sources() -> Sources {
    Build::new()
        .schema(root().join("schema"))
        .sources()
        .unwrap()
}

/// The schema with the catalogue.
pub(crate) fn catalogue_sources() -> Sources {
    sources_with(&root().join("queries"))
}

/// The settings of the SDK's build.
pub(crate) fn sdk_config() -> Config {
    Config::default()
        .surface(sdk_surface())
        .shared_selections(true)
        .declared_codes(true)
}

/// What the SDK's build writes methods on.
pub(crate) fn sdk_surface() -> Surface {
    Surface::new("crate::Client", "crate::Request")
        .client_methods(CLIENT_METHODS)
        .request_methods(REQUEST_METHODS)
}

/// `path` below `folder`, with `/` between its parts on every system.
pub(crate) fn shown(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder)
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/")
}

/// Where snapshots of a kind stand: a folder of their own, named after the file that they are of.
pub(crate) fn snapshots(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
