//! A recorded session, in the format of the recordings.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use serde_json::value::RawValue;

pub(super) struct Recording {
    pub(super) steps: Vec<Step>,
}

pub(super) struct Step {
    pub(super) who: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    /// The body as it stands in the file: the order of keys shows in some answers.
    pub(super) raw: String,
    pub(super) body: Value,
    pub(super) status: u16,
    pub(super) answer_headers: BTreeMap<String, String>,
    pub(super) answer: Value,
    pub(super) wait: f64,
}

type Object = BTreeMap<String, Box<RawValue>>;

impl Recording {
    pub(super) fn read(file: &str, admin_email: &str) -> Result<Self, String> {
        let text =
            fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
        let text = text.replace("admin@lab.test", admin_email);
        steps(&text)
            .map_err(|error| format!("{file} is no recorded session: {error}"))
            .map(|steps| Self { steps })
    }
}

fn steps(text: &str) -> Result<Vec<Step>, serde_json::Error> {
    let session: Object = serde_json::from_str(text)?;
    let steps: Vec<Object> = serde_json::from_str(raw(&session, "steps"))?;
    steps.iter().map(Step::read).collect()
}

fn raw<'a>(object: &'a Object, key: &str) -> &'a str {
    object.get(key).map_or("null", |value| value.get())
}

fn text(object: &Object, key: &str) -> Result<String, serde_json::Error> {
    serde_json::from_str(raw(object, key))
}

fn headers(object: &Object) -> Result<BTreeMap<String, String>, serde_json::Error> {
    let headers: Option<_> = serde_json::from_str(raw(object, "headers"))?;
    Ok(headers.unwrap_or_default())
}

impl Step {
    fn read(step: &Object) -> Result<Self, serde_json::Error> {
        let request: Object = serde_json::from_str(raw(step, "request"))?;
        let response: Option<Object> = serde_json::from_str(raw(step, "response"))?;
        let response = response.unwrap_or_default();
        let status: Option<u16> = serde_json::from_str(raw(&response, "status"))?;
        let wait: Option<f64> = serde_json::from_str(raw(step, "wait_s"))?;
        let path: Option<String> = serde_json::from_str(raw(&request, "path"))?;
        Ok(Self {
            who: text(step, "as")?,
            method: text(&request, "method")?,
            path: path.unwrap_or_default(),
            headers: headers(&request)?.into_iter().collect(),
            raw: raw(&request, "body").into(),
            body: serde_json::from_str(raw(&request, "body"))?,
            status: status.unwrap_or_default(),
            answer_headers: headers(&response)?,
            answer: serde_json::from_str(raw(&response, "body"))?,
            wait: wait.unwrap_or_default(),
        })
    }

    /// Who asked what, on one line.
    pub(super) fn said(&self) -> String {
        let asked = match self.body["query"].as_str() {
            Some(query) => query.to_owned(),
            None if self.body.is_null() => format!("{} {}", self.method, self.path),
            None => format!("{} {} {}", self.method, self.path, self.body),
        };
        format!("{}: {}", self.who, short(&asked, 90))
    }
}

/// A text on one line, its end cut off.
pub(super) fn short(text: &str, length: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= length {
        return line;
    }
    line.chars().take(length).chain(['…']).collect()
}
