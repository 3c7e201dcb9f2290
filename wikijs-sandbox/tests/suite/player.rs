//! Plays the steps of a case against a sandbox in process, with a standing clock, and says what differs.

use std::cell::Cell;
use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use wikijs_sandbox::Sandbox;

use crate::case::{Answer, Body, Case, Item, Step};
use crate::judge::{With, difference, only, shortened, undated};
use crate::vary::{Kept, halved, restored, unplaced, varied};
use crate::wiki::{Reply, send};

/// How documents are sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variation {
    AsRecorded,
    /// Every field under another name, in another order.
    OtherWords,
    /// Without half of the leaves, and in other words.
    Half,
}

impl Variation {
    fn is_one(self) -> bool {
        self != Self::AsRecorded
    }
}

/// One session: the wiki, and what its answers have taught.
pub(crate) struct Player {
    pub(crate) sandbox: Sandbox,
    known: HashMap<String, String>,
    headers: HashMap<String, String>,
    variation: Variation,
    /// How many were.
    pub(crate) count: Cell<usize>,
    unordered: Vec<String>,
}

const ADMIN: &str = "admin@sandbox.test";

impl Player {
    /// A fresh installation, as the first file of a case says it.
    pub(crate) fn new(case: &Case, variation: Variation) -> Self {
        let builder = Sandbox::builder()
            .admin(case.admin.as_deref().unwrap_or(ADMIN), "Pw-admin-1")
            .production(case.production)
            .fresh_installation();
        let builder = case
            .locales
            .iter()
            .fold(builder, |builder, [code, name, native]| {
                builder.locale(code, name, native)
            });
        Self {
            sandbox: builder.in_process(),
            known: HashMap::new(),
            headers: HashMap::new(),
            variation,
            count: Cell::new(0),
            unordered: Vec::new(),
        }
    }

    /// Plays all items; what differs, by step.
    pub(crate) async fn play_all(&mut self, case: &Case) -> Vec<String> {
        self.unordered.clone_from(&case.unordered);
        let mut failures = Vec::new();
        for item in &case.items {
            match item {
                Item::Wait(seconds) => self.sandbox.advance(Duration::from_secs(*seconds)),
                Item::Restart => self.sandbox.restart(),
                Item::Step(step) => failures.extend(self.play(step).await),
            }
        }
        failures
    }

    async fn play(&mut self, step: &Step) -> Option<String> {
        let reply = send(self.sandbox.service(), self.request(step)).await;
        for name in ["etag", "last-modified"] {
            if let Some(value) = reply.header(name) {
                self.headers
                    .insert(format!("<{name} {}>", step.number), value.into());
            }
        }
        if let Answer::Json(expected) | Answer::Holds(expected) = &step.answer {
            let actual = restored(&serde_json::from_slice(&reply.body).unwrap_or(Value::Null));
            self.learn(expected, &actual);
        }
        self.compare(step, &reply).map(|difference| {
            format!(
                "step {} ({} {} {}): {difference}",
                step.number, step.who, step.method, step.path
            )
        })
    }

    fn request(&self, step: &Step) -> Request<Full<Bytes>> {
        let mut request = Request::builder()
            .method(step.method.as_str())
            .uri(self.fill(&step.path));
        let given = |name: &str| step.headers.iter().any(|(known, _)| known == name);
        if step.who != "guest" && !given("authorization") {
            request = request.header(
                "authorization",
                self.fill(&format!("Bearer <TOKEN {}>", step.who)),
            );
        }
        let (body, is_json) = self.body(step);
        if is_json && !given("content-type") {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in step.headers.iter().filter(|(_, value)| value != "none") {
            request = request.header(
                name,
                self.headers
                    .get(value)
                    .cloned()
                    .unwrap_or_else(|| self.fill(value)),
            );
        }
        request.body(Full::from(body)).expect("a request")
    }

    fn body(&self, step: &Step) -> (Bytes, bool) {
        match &step.body {
            Body::None => (Bytes::new(), false),
            Body::Json(json) => (self.asked(step, &self.fill(json)).into(), true),
            Body::Raw(text) => (self.fill(text).into(), true),
            Body::Multipart {
                parts,
                unterminated,
            } => (self.multipart(step, parts, *unterminated), false),
        }
    }

    fn asked(&self, step: &Step, body: &str) -> String {
        let mut json: Value = serde_json::from_str(body).unwrap_or(Value::Null);
        let Some(other) = self.other_words(step, &json) else {
            return body.to_owned();
        };
        self.count.set(self.count.get() + 1);
        json["query"] = other.into();
        json.to_string()
    }

    // What was not valid stays as it is: its words are what is tested. A persisted query is known by its digest.
    fn other_words(&self, step: &Step, body: &Value) -> Option<String> {
        let query = body["query"].as_str()?;
        if !self.variation.is_one() || step.status != 200 || body.get("extensions").is_some() {
            return None;
        }
        let half = self.half(step, query).map(|(query, _)| query);
        // Which failure is told first depends on the order.
        varied(half.as_deref().unwrap_or(query), !failed(step))
    }

    // A field that was left out does not fail, so that what failed is asked in full.
    fn half(&self, step: &Step, query: &str) -> Option<(String, Kept)> {
        if self.variation != Variation::Half || failed(step) {
            return None;
        }
        halved(query, step.number as u64)
    }

    // What is expected of the question that was sent.
    fn expected(&self, step: &Step, answer: &Value) -> Value {
        let Body::Json(body) = &step.body else {
            return answer.clone();
        };
        let json: Value = serde_json::from_str(body).unwrap_or(Value::Null);
        let query = json["query"].as_str().unwrap_or_default();
        match self
            .other_words(step, &json)
            .and_then(|_| self.half(step, query))
        {
            Some((_, kept)) => kept.of(answer),
            None => answer.clone(),
        }
    }

    fn multipart(&self, step: &Step, parts: &[Value], unterminated: bool) -> Bytes {
        let media = step
            .headers
            .iter()
            .find(|(name, _)| name == "content-type")
            .expect("a content type");
        let boundary = media.1.split("boundary=").nth(1).expect("a boundary");
        let mut out = Vec::new();
        for part in parts {
            let text = |name: &str| part[name].as_str();
            let mut head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
                text("name").expect("a name")
            );
            head +=
                &text("filename").map_or_else(String::new, |name| format!("; filename=\"{name}\""));
            head += &text("type")
                .map_or_else(String::new, |media| format!("\r\nContent-Type: {media}"));
            out.extend(head.bytes());
            out.extend(b"\r\n\r\n");
            out.extend(self.content(part));
            out.extend(b"\r\n");
        }
        if !unterminated {
            out.extend(format!("--{boundary}--\r\n").bytes());
        }
        out.into()
    }

    fn content(&self, part: &Value) -> Vec<u8> {
        if let Some(text) = part["base64"].as_str() {
            return STANDARD.decode(text).expect("base64");
        }
        if let Some(length) = part["fill"]["length"].as_u64() {
            let byte = u8::from_str_radix(part["fill"]["byte"].as_str().expect("a byte"), 16)
                .expect("a byte");
            return vec![byte; usize::try_from(length).expect("a length")];
        }
        self.fill(part["text"].as_str().expect("a text"))
            .into_bytes()
    }

    /// The text with its placeholders filled in, as far as they are known.
    fn fill(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once('<') else {
            return text.to_owned();
        };
        let Some((name, after)) = rest.split_once('>') else {
            return text.to_owned();
        };
        let value = self.value(name).unwrap_or_else(|| format!("<{name}>"));
        format!("{before}{value}{}", self.fill(after))
    }

    fn value(&self, placeholder: &str) -> Option<String> {
        let (kind, name) = placeholder.split_once(' ')?;
        match kind {
            "PASSWORD" => Some(format!("Pw-{name}-1")),
            "TOTP" => self.sandbox.one_time_code(name),
            "LAST" => {
                let token = self
                    .known
                    .get(&format!("TOKEN {}", name.strip_prefix("20 OF TOKEN ")?))?;
                token.get(token.len().checked_sub(20)?..).map(String::from)
            }
            _ => self.known.get(placeholder).cloned(),
        }
    }

    fn learn(&mut self, expected: &Value, actual: &Value) {
        match (expected, actual) {
            (Value::Object(a), Value::Object(b)) => {
                for (key, value) in a {
                    self.learn(value, b.get(key).unwrap_or(&Value::Null));
                }
            }
            (Value::String(placeholder), Value::String(value)) => {
                let name = placeholder
                    .strip_prefix('<')
                    .and_then(|text| text.strip_suffix('>'));
                let learnt = name
                    .filter(|name| name.starts_with("TOKEN ") || name.starts_with("CONTINUATION "));
                if let Some(name) = learnt {
                    self.known
                        .entry(name.into())
                        .or_insert_with(|| value.clone());
                }
            }
            _ => {}
        }
    }

    fn compare(&self, step: &Step, reply: &Reply) -> Option<String> {
        if reply.status.as_u16() != step.status {
            return Some(format!(
                "status {} for {}: {}",
                reply.status,
                step.status,
                reply.text()
            ));
        }
        self.compare_headers(step, reply)
            .or_else(|| self.compare_body(step, reply))
    }

    fn compare_headers(&self, step: &Step, reply: &Reply) -> Option<String> {
        let differs = |name: &str, expected: &str| {
            let actual = reply.header(name).unwrap_or("<absent>");
            let actual = if name == "content-type" {
                actual.split(';').next().unwrap_or(actual)
            } else {
                actual
            };
            (expected != "<any>" && expected != actual)
                .then(|| format!("{name}: {actual} for {expected}"))
        };
        let wanted = |name: &str| step.answer_headers.iter().any(|(known, _)| known == name);
        if reply.header("new-jwt").is_some() != wanted("new-jwt") {
            return Some("new-jwt".into());
        }
        step.answer_headers
            .iter()
            .find_map(|(name, value)| differs(name, value))
    }

    fn compare_body(&self, step: &Step, reply: &Reply) -> Option<String> {
        let (expected, actual) = match &step.answer {
            Answer::Any => return None,
            Answer::Empty => (json!(""), json!(reply.text())),
            Answer::Json(expected) => (self.expected(step, expected), self.short(reply)),
            Answer::Holds(expected) => (expected.clone(), only(expected, &self.short(reply))),
            Answer::Bytes(length) => (json!(length), json!(reply.body.len())),
            Answer::Text(text) => (json!(text), json!(undated(&reply.text()))),
            Answer::Title(title) => (json!(title), json!(title_of(&reply.text()))),
            Answer::Digest(digest) => (digest.clone(), digest_of(&reply.body)),
            Answer::Base64(text) => (json!(text), json!(reply.base64())),
        };
        let with = With {
            fill: &|text| self.fill(text),
            unordered: &self.unordered,
        };
        match self.variation.is_one() {
            true => difference(&unplaced(&expected), &unplaced(&actual), "", &with),
            false => difference(&expected, &actual, "", &with),
        }
    }

    fn short(&self, reply: &Reply) -> Value {
        let actual = serde_json::from_slice(&reply.body).unwrap_or_else(|_| reply.text().into());
        let actual = match self.variation.is_one() {
            true => restored(&actual),
            false => actual,
        };
        match &actual {
            Value::Array(items) => items.iter().map(|item| shortened(item, &[])).collect(),
            actual => shortened(actual, &[]),
        }
    }
}

fn failed(step: &Step) -> bool {
    matches!(&step.answer, Answer::Json(answer) if !answer["errors"].is_null())
}

fn title_of(page: &str) -> String {
    let title = page
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"));
    title.map_or_else(|| page.to_owned(), |(title, _)| title.to_owned())
}

fn digest_of(body: &[u8]) -> Value {
    let digest: String = Sha256::digest(body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    json!({ "bytes": body.len(), "sha256": digest })
}
