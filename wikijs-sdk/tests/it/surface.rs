//! The names that the SDK's own methods take from the catalogue: the build script tells the generator all of them, so
//! that an operation called like one is told to rename itself, and is no error of rustc in generated code.

#[path = "../../build/surface.rs"]
mod names;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use names::{CLIENT_METHODS, REQUEST_METHODS};

/// All `.rs` files below `folder`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| sources(folder));
    below.chain(files).collect()
}

/// The names of all functions in the `impl` blocks of `ty` in a text that rustfmt has laid out: private ones as well,
/// for they clash, too. Blocks for a trait do not count.
fn methods(text: &str, ty: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut is_inside = false;
    for line in text.lines() {
        if line.starts_with("impl") {
            is_inside = is_of(line, ty);
        } else if line.starts_with('}') {
            is_inside = false;
        } else if is_inside && line.starts_with("    ") && !line.starts_with("     ") {
            found.extend(function(line));
        }
    }
    found
}

/// `impl<O: Operation<Kind: AnsweredOnce>> Request<O> {` is of `Request`.
fn is_of(head: &str, ty: &str) -> bool {
    let head = head.trim_end_matches('{').trim();
    let word = head.rsplit(' ').next().unwrap_or_default();
    word.split('<').next() == Some(ty) && !head.contains(" for ")
}

fn function(line: &str) -> Option<String> {
    let (before, after) = line.split_once("fn ")?;
    let is_head = before
        .split_whitespace()
        .all(|word| ["async", "const", "unsafe"].contains(&word) || word.starts_with("pub"));
    let name = after.split(['(', '<']).next()?;
    is_head.then(|| name.to_owned())
}

fn all_methods(ty: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let texts = sources(&folder)
        .into_iter()
        .map(|path| fs::read_to_string(path).unwrap());
    texts.flat_map(|text| methods(&text, ty)).collect()
}

#[track_caller]
fn assert_reserved(ty: &str, reserved: &[&str], taken_anyway: &[&str]) {
    let methods = all_methods(ty);
    assert!(
        methods.len() > 4,
        "where are the methods of {ty}? {methods:?}"
    );
    let is_kept =
        |name: &&String| reserved.contains(&name.as_str()) || taken_anyway.contains(&name.as_str());
    let forgotten: Vec<_> = methods.iter().filter(|name| !is_kept(name)).collect();
    assert!(
        forgotten.is_empty(),
        "methods of {ty} that build/surface.rs does not name: {forgotten:?}"
    );
}

#[test]
fn no_method_of_the_client_is_forgotten() {
    assert_reserved("Client", CLIENT_METHODS, &[]);
}

#[test]
fn no_method_of_requests_is_forgotten() {
    assert_reserved("Request", REQUEST_METHODS, &["new"]);
}

#[test]
fn methods_are_found() {
    let text = "\
impl<O> Request<O> {
    pub(crate) fn new(client: &Client) -> Self {
        fn inner() {}
    }
    pub async fn send<T>(self) {}
    fn fly(self) -> Flight<O> {}
}
impl<O> IntoFuture for Request<O> {
    fn into_future(self) {}
}
impl Requests {
    fn other() {}
}
";
    let found: Vec<_> = methods(text, "Request").into_iter().collect();
    assert_eq!(found, ["fly", "new", "send"]);
}
