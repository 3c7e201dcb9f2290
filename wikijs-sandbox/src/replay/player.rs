//! Sends the steps of a session, one after the other, and has the answers judged.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use serde_json::Value;

use super::judge::{Difference, Judge};
use super::known::Known;
use super::pace::Pace;
use super::recording::Step;
use super::target::{Reply, Target};

pub(super) enum Outcome {
    Agrees,
    Differs(Difference),
    Skipped(String),
}

pub(super) struct Player {
    target: Target,
    judge: Judge,
    known: Known,
    pace: Pace,
    begun: Instant,
    /// Seconds that the clock was moved.
    advanced: f64,
    /// Seconds that passed in the recording.
    recorded: f64,
    /// What recorded conditions (`etag`, `last-modified`) are here.
    seen: HashMap<String, String>,
    restarts_skipped: bool,
}

impl Player {
    pub(super) fn new(target: Target, admin_password: String) -> Result<Self, String> {
        Ok(Self {
            judge: Judge::new(target.host())?,
            known: Known::new(admin_password)?,
            pace: Pace::new()?,
            begun: Instant::now(),
            advanced: 0.0,
            recorded: 0.0,
            seen: HashMap::new(),
            restarts_skipped: false,
            target,
        })
    }

    pub(super) async fn step(&mut self, step: &Step) -> Outcome {
        let outcome = match step.method.as_str() {
            "RESTART" => self.restart().await,
            _ if self.restarts_skipped && step.answer_headers.contains_key("new-jwt") => Ok(
                Outcome::Skipped("depends on a restart that was skipped".into()),
            ),
            _ => self.ask(step).await,
        };
        outcome.unwrap_or_else(|reason| {
            Outcome::Differs(Difference::new("answer", step.status.to_string(), reason))
        })
    }

    async fn restart(&mut self) -> Result<Outcome, String> {
        if self.target.restart().await? {
            return Ok(Outcome::Agrees);
        }
        self.restarts_skipped = true;
        Ok(Outcome::Skipped(
            "this server cannot be restarted from here".into(),
        ))
    }

    async fn ask(&mut self, step: &Step) -> Result<Outcome, String> {
        self.keep_pace(step).await?;
        for email in self.known.codes_wanted(&step.raw) {
            if let Some(code) = self.target.code(&email).await? {
                self.known.set_code(email, code);
            }
        }
        let reply = self.target.send(self.request(step)?).await?;
        self.remember(step, &reply);
        let difference = self.judge.compare(step, &reply, &self.known);
        Ok(difference.map_or(Outcome::Agrees, Outcome::Differs))
    }

    fn remember(&mut self, step: &Step, reply: &Reply) {
        for name in ["etag", "last-modified"] {
            let now = reply
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok());
            if let (Some(recorded), Some(now)) = (step.answer_headers.get(name), now) {
                self.seen.insert(recorded.clone(), now.into());
            }
        }
        if let Ok(actual) = serde_json::from_slice(&reply.body) {
            self.known.learn(&step.answer, &actual);
        }
    }

    // The server gets the time that the recorded one had until this step.
    async fn keep_pace(&mut self, step: &Step) -> Result<(), String> {
        let passed = self.begun.elapsed().as_secs_f64() + self.advanced;
        if step.wait > 0.0 {
            self.recorded = self.recorded.max(passed) + step.wait;
        }
        let lag = self.recorded - passed;
        if lag > 0.0 && (!self.target.has_clock() || lag >= 1.0 || step.wait > 0.0) {
            self.let_pass(lag).await?;
        }
        let passed = self.begun.elapsed().as_secs_f64() + self.advanced;
        self.recorded = self.recorded.max(passed) + self.pace.took(step);
        Ok(())
    }

    async fn let_pass(&mut self, lag: f64) -> Result<(), String> {
        let seconds = if self.target.has_clock() {
            lag.ceil()
        } else {
            lag
        };
        self.target
            .advance(Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?)
            .await?;
        if self.target.has_clock() {
            self.advanced += seconds;
        }
        Ok(())
    }

    fn request(&self, step: &Step) -> Result<Request<Full<Bytes>>, String> {
        let fill = |text: &str| {
            self.known
                .fill(text)
                .map_err(|name| format!("{name} was never learnt"))
        };
        let mut request = Request::builder()
            .method(step.method.as_str())
            .uri(fill(&step.path)?);
        for (name, value) in &step.headers {
            let condition = name
                .starts_with("if-")
                .then(|| self.seen.get(value).cloned())
                .flatten();
            request = request.header(name, condition.map_or_else(|| fill(value), Ok)?);
        }
        let body = match &step.body {
            Value::Null => Bytes::new(),
            Value::String(text) => fill(text)?.into(),
            body if body["multipart"].is_array() => multipart(step, &fill)?.into(),
            _ => fill(&step.raw)?.into(),
        };
        request
            .body(Full::from(body))
            .map_err(|error| error.to_string())
    }
}

fn multipart(
    step: &Step,
    fill: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Vec<u8>, String> {
    let media = step.headers.iter().find(|(name, _)| name == "content-type");
    let boundary = media
        .and_then(|(_, value)| value.split_once("boundary="))
        .map(|(_, boundary)| boundary.trim_matches('"'));
    let boundary = boundary.ok_or("a multipart body without a boundary")?;
    let mut out = Vec::new();
    for part in step.body["multipart"].as_array().into_iter().flatten() {
        out.extend(format!("--{boundary}\r\n{}\r\n\r\n", head(part)).bytes());
        out.extend(content(part, fill)?);
        out.extend(b"\r\n");
    }
    if step.body["unterminated"] != true {
        out.extend(format!("--{boundary}--\r\n").bytes());
    }
    Ok(out)
}

fn head(part: &Value) -> String {
    let text = |name: &str| part[name].as_str();
    let mut head = format!(
        "Content-Disposition: form-data; name=\"{}\"",
        text("name").unwrap_or_default()
    );
    head += &text("filename").map_or_else(String::new, |name| format!("; filename=\"{name}\""));
    head + &text("type").map_or_else(String::new, |media| format!("\r\nContent-Type: {media}"))
}

fn content(part: &Value, fill: &dyn Fn(&str) -> Result<String, String>) -> Result<Vec<u8>, String> {
    if let Some(length) = part["fill"]["length"].as_u64() {
        let byte = u8::from_str_radix(part["fill"]["byte"].as_str().unwrap_or_default(), 16);
        let length = usize::try_from(length).map_err(|error| error.to_string())?;
        return Ok(vec![byte.map_err(|error| error.to_string())?; length]);
    }
    match part["base64"].as_str() {
        Some(text) => STANDARD.decode(text).map_err(|error| error.to_string()),
        None => fill(part["text"].as_str().unwrap_or_default()).map(String::into_bytes),
    }
}
