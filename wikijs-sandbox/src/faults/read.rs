//! Faults as the control endpoint takes them: `{"kind": "html", "status": 502, "on": "pages.create", "times": 1}`.

use std::time::Duration;

use serde_json::{Map, Value};

use super::{Fault, FaultKind, check_chance, check_times, target};
use crate::graphql::did_you_mean;

/// Reads an object or a list of them, or says what is wrong.
pub(crate) fn read_all(text: &[u8]) -> Result<Vec<Fault>, String> {
    match serde_json::from_slice(text).map_err(|error| format!("no JSON: {error}"))? {
        Value::Array(items) => items.iter().map(read).collect(),
        value => Ok(vec![read(&value)?]),
    }
}

/// Reads a fault, or says what is wrong with it.
fn read(value: &Value) -> Result<Fault, String> {
    let object = value
        .as_object()
        .ok_or_else(|| format!("a fault is an object, not {value}"))?;
    let (mut fault, own) = match object.get("script") {
        Some(steps) => (script(steps)?, &["script", "again"][..]),
        None => {
            let (kind, own) = kind(object)?;
            (Fault::new(kind), own)
        }
    };
    check_names(object, own)?;
    if let Some(true) = given(object, "again", Value::as_bool)? {
        fault = fault.again();
    }
    if let Some(what) = given(object, "on", Value::as_str)? {
        target::check(what)?;
        fault = fault.on(what);
    }
    if let Some(times) = given(object, "times", Value::as_u64)? {
        check_times(times)?;
        fault = fault.times(times);
    }
    if let Some(spared) = given(object, "after", Value::as_u64)? {
        fault = fault.after(spared);
    }
    if let Some(chance) = given(object, "chance", Value::as_f64)? {
        check_chance(chance)?;
        fault = fault.chance(chance);
    }
    Ok(fault)
}

// Steps: `"pass"` or a fault without conditions.
fn script(steps: &Value) -> Result<Fault, String> {
    let steps = steps
        .as_array()
        .ok_or_else(|| format!("\"script\" is a list of steps, not {steps}"))?;
    let step = |step: &Value| match step {
        Value::String(text) if text == "pass" => Ok(None),
        Value::Object(object) => {
            let (kind, own) = kind(object)?;
            match object
                .keys()
                .find(|name| *name != "kind" && !own.contains(&name.as_str()))
            {
                Some(name) => Err(format!("a step of a script has no {name:?}")),
                None => Ok(Some(kind)),
            }
        }
        other => Err(format!(
            "a step of a script is \"pass\" or a fault, not {other}"
        )),
    };
    Ok(Fault::script(
        steps.iter().map(step).collect::<Result<Vec<_>, _>>()?,
    ))
}

// What is misspelt must not be taken for a fault that always strikes.
fn check_names(object: &Map<String, Value>, own: &[&str]) -> Result<(), String> {
    let common = ["kind", "on", "times", "after", "chance"];
    let unknown = object
        .keys()
        .find(|name| !common.contains(&name.as_str()) && !own.contains(&name.as_str()));
    unknown.map_or(Ok(()), |name| Err(format!("this fault has no {name:?}")))
}

fn given<'a, T>(
    object: &'a Map<String, Value>,
    name: &str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<Option<T>, String> {
    let Some(value) = object.get(name) else {
        return Ok(None);
    };
    let bad = || format!("{name:?} cannot be {value}");
    read(value).map(Some).ok_or_else(bad)
}

fn wanted<'a, T>(
    object: &'a Map<String, Value>,
    name: &str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<T, String> {
    given(object, name, read)?.ok_or_else(|| format!("wants {name:?}"))
}

fn span(value: &Value) -> Option<Duration> {
    Duration::try_from_secs_f64(value.as_f64()?).ok()
}

fn status(value: &Value) -> Option<u16> {
    let status = u16::try_from(value.as_u64()?).ok();
    status.filter(|status| (200..=599).contains(status))
}

const KINDS: [&str; 17] = [
    "delay",
    "cut-before",
    "cut-during",
    "cut-after",
    "no-answer",
    "half-body",
    "slow-body",
    "html",
    "status",
    "rate-limit",
    "too-many-requests",
    "not-json",
    "wrong-length",
    "restart",
    "api-off",
    "token-revoked",
    "hang",
];

// The kind, and the names that belong to it alone.
fn kind(object: &Map<String, Value>) -> Result<(FaultKind, &'static [&'static str]), String> {
    let (kind, own) = named(object)?;
    kind.check()?;
    Ok((kind, own))
}

fn named(object: &Map<String, Value>) -> Result<(FaultKind, &'static [&'static str]), String> {
    let seconds = || wanted(object, "seconds", span);
    let timed: &[&str] = &["seconds"];
    let name = wanted(object, "kind", Value::as_str)?;
    Ok(match name {
        "delay" => match given(object, "upTo", span)? {
            Some(most) => (
                FaultKind::DelayBetween(seconds()?, most),
                &["seconds", "upTo"],
            ),
            None => (FaultKind::Delay(seconds()?), timed),
        },
        "cut-before" => (FaultKind::CutBefore, &[]),
        "cut-during" => (FaultKind::CutDuring(seconds()?), timed),
        "cut-after" => (FaultKind::CutAfter, &[]),
        "no-answer" => (FaultKind::NoAnswer, &[]),
        "half-body" => (FaultKind::HalfBody, &[]),
        "slow-body" => (FaultKind::SlowBody(seconds()?), timed),
        "html" => (
            FaultKind::Html(wanted(object, "status", status)?),
            &["status"],
        ),
        "status" => {
            let retry_after = given(object, "retryAfter", Value::as_u64)?;
            let status = wanted(object, "status", status)?;
            (
                FaultKind::Status(status, retry_after),
                &["status", "retryAfter"],
            )
        }
        "rate-limit" => {
            let requests = wanted(object, "requests", Value::as_u64)?;
            (
                FaultKind::RateLimit(requests, seconds()?),
                &["requests", "seconds"],
            )
        }
        "too-many-requests" => {
            let seconds = wanted(object, "seconds", Value::as_u64)?;
            (FaultKind::TooManyRequests(seconds), timed)
        }
        "not-json" => (FaultKind::NotJson, &[]),
        "wrong-length" => (FaultKind::WrongLength, &[]),
        "restart" => (FaultKind::Restart, &[]),
        "api-off" => (FaultKind::ApiOff, &[]),
        "token-revoked" => (FaultKind::TokenRevoked, &[]),
        "hang" => (FaultKind::Hang, &[]),
        other => {
            let hint = did_you_mean("", other, KINDS.into_iter());
            return Err(format!("no such kind of fault: {other:?}.{hint}"));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read() {
        let second = Duration::from_secs(1);
        let cases = [
            (
                r#"{"kind": "status", "status": 503, "retryAfter": 2, "on": "pages", "times": 3}"#,
                Fault::new(FaultKind::Status(503, Some(2)))
                    .on("pages")
                    .times(3),
            ),
            (
                r#"{"kind": "delay", "seconds": 1, "upTo": 2, "chance": 0.5, "after": 4}"#,
                Fault::new(FaultKind::DelayBetween(second, 2 * second))
                    .chance(0.5)
                    .after(4),
            ),
            (
                r#"{"script": ["pass", {"kind": "cut-during", "seconds": 1}], "again": true}"#,
                Fault::script([None, Some(FaultKind::CutDuring(second))]).again(),
            ),
            (
                r#"{"kind": "rate-limit", "requests": 3, "seconds": 1}"#,
                Fault::new(FaultKind::RateLimit(3, second)),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(read_all(text.as_bytes()), Ok(vec![expected]), "{text}");
        }
    }

    #[test]
    fn faults_are_refused_with_a_reason() {
        let cases = [
            (r#"{"kind": "delay"}"#, "wants \"seconds\""),
            (
                r#"{"kind": "delay", "seconds": -1}"#,
                "\"seconds\" cannot be -1",
            ),
            (
                r#"{"kind": "hang", "time": 3}"#,
                "this fault has no \"time\"",
            ),
            (
                r#"{"kind": "hang", "times": "3"}"#,
                "\"times\" cannot be \"3\"",
            ),
            (
                r#"{"kind": "hang", "chance": 2}"#,
                "\"chance\" is from 0 to 1, not 2",
            ),
            (
                r#"{"kind": "html", "status": 99}"#,
                "\"status\" cannot be 99",
            ),
            (r#"{"kind": "nope"}"#, "no such kind of fault: \"nope\"."),
            (
                r#"{"kind": "cut_after"}"#,
                "no such kind of fault: \"cut_after\". Did you mean \"cut-after\"?",
            ),
            (
                r#"{"kind": "hang", "times": 0}"#,
                "\"times\" is at least 1: a fault that strikes 0 times is none",
            ),
            (
                r#"{"kind": "delay", "seconds": 2, "upTo": 1}"#,
                "a delay is between a time and a longer one, not between 2s and 1s",
            ),
            (
                r#"{"kind": "hang", "again": true}"#,
                "this fault has no \"again\"",
            ),
            (
                r#"{"script": [{"kind": "hang", "on": "pages"}]}"#,
                "a step of a script has no \"on\"",
            ),
            (
                r#"{"script": ["skip"]}"#,
                "a step of a script is \"pass\" or a fault, not \"skip\"",
            ),
            ("3", "a fault is an object, not 3"),
        ];
        for (text, expected) in cases {
            assert_eq!(read_all(text.as_bytes()), Err(expected.into()), "{text}");
        }
        assert!(read_all(b"{").is_err());
        let misspelt = read_all(br#"{"kind": "hang", "on": "pages.craete"}"#);
        assert!(misspelt.is_err_and(|told| told.contains("\"pages.create\"")));
    }
}
