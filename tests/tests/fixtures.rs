//! Reads the recorded answers beside this package; `tests/fixtures/README.md` describes them.

use std::{fs, path::Path};

use serde_json::Value;

use crate::workspace::{files, shown};

/// What `output` makes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Answered,
    Refused,
    Missing,
}

/// A recorded answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// `pages/single_ok`.
    pub(crate) name: String,
    pub(crate) verdict: Verdict,
    pub(crate) body: Value,
}

/// Something that came back instead of an answer.
#[derive(Debug)]
pub(crate) struct Road {
    pub(crate) name: String,
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: String,
    /// The name of the error's kind.
    pub(crate) kind: String,
}

/// All recorded answers, by name.
pub(crate) fn answers() -> Vec<Answer> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    files(&folder, "json")
        .iter()
        .map(|path| answer(path, &folder))
        .collect()
}

fn answer(path: &Path, folder: &Path) -> Answer {
    let case = read(path);
    Answer {
        name: shown(&path.with_extension(""), folder),
        verdict: verdict(case["outcome"].as_str().unwrap()),
        body: case["body"].clone(),
    }
}

fn verdict(word: &str) -> Verdict {
    match word {
        "answered" => Verdict::Answered,
        "refused" => Verdict::Refused,
        "missing" => Verdict::Missing,
        other => panic!("`{other}` is no outcome: answered, refused or missing"),
    }
}

/// All recorded ways to get no answer, by name.
pub(crate) fn roads() -> Vec<Road> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/roads");
    files(&folder, "json")
        .iter()
        .map(|path| road(path, &folder))
        .collect()
}

fn road(path: &Path, folder: &Path) -> Road {
    let case = read(path);
    Road {
        name: shown(&path.with_extension(""), folder),
        status: case["status"].as_u64().unwrap().try_into().unwrap(),
        content_type: case["contentType"].as_str().unwrap().to_owned(),
        body: match case.get("text") {
            Some(text) => text.as_str().unwrap().to_owned(),
            None => case["body"].to_string(),
        },
        kind: case["kind"].as_str().unwrap().to_owned(),
    }
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
