//! Faults as the control endpoint tells them: in the words that it takes them in.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Fault, FaultKind};

/// A fault with its conditions.
pub(crate) fn fault_json(fault: &Fault) -> Value {
    let mut out = match fault.steps.as_slice() {
        [Some(kind)] if fault.again => fields(kind),
        steps => script(steps, fault.again),
    };
    if let Some(what) = &fault.on {
        out.insert("on".into(), what.as_str().into());
    }
    if let Some(times) = fault.times {
        out.insert("times".into(), times.into());
    }
    if fault.after > 0 {
        out.insert("after".into(), fault.after.into());
    }
    if fault.chance < 1.0 {
        out.insert("chance".into(), fault.chance.into());
    }
    Value::Object(out)
}

/// What goes wrong, without conditions.
pub(crate) fn kind_json(kind: &FaultKind) -> Value {
    Value::Object(fields(kind))
}

fn script(steps: &[Option<FaultKind>], again: bool) -> Map<String, Value> {
    let step = |step: &Option<FaultKind>| step.as_ref().map_or("pass".into(), kind_json);
    let mut out = Map::new();
    out.insert("script".into(), steps.iter().map(step).collect());
    if again {
        out.insert("again".into(), true.into());
    }
    out
}

fn fields(kind: &FaultKind) -> Map<String, Value> {
    let (name, values): (&str, Vec<(&str, Value)>) = match kind {
        FaultKind::Delay(time) => ("delay", vec![("seconds", seconds(*time))]),
        FaultKind::DelayBetween(least, most) => (
            "delay",
            vec![("seconds", seconds(*least)), ("upTo", seconds(*most))],
        ),
        FaultKind::CutBefore => ("cut-before", vec![]),
        FaultKind::CutDuring(time) => ("cut-during", vec![("seconds", seconds(*time))]),
        FaultKind::CutAfter => ("cut-after", vec![]),
        FaultKind::NoAnswer => ("no-answer", vec![]),
        FaultKind::HalfBody => ("half-body", vec![]),
        FaultKind::SlowBody(time) => ("slow-body", vec![("seconds", seconds(*time))]),
        FaultKind::Html(status) => ("html", vec![("status", json!(status))]),
        FaultKind::Status(status, None) => ("status", vec![("status", json!(status))]),
        FaultKind::Status(status, Some(wait)) => (
            "status",
            vec![("status", json!(status)), ("retryAfter", json!(wait))],
        ),
        FaultKind::RateLimit(requests, time) => (
            "rate-limit",
            vec![("requests", json!(requests)), ("seconds", seconds(*time))],
        ),
        FaultKind::TooManyRequests(wait) => ("too-many-requests", vec![("seconds", json!(wait))]),
        FaultKind::NotJson => ("not-json", vec![]),
        FaultKind::WrongLength => ("wrong-length", vec![]),
        FaultKind::Restart => ("restart", vec![]),
        FaultKind::ApiOff => ("api-off", vec![]),
        FaultKind::TokenRevoked => ("token-revoked", vec![]),
        FaultKind::Hang => ("hang", vec![]),
    };
    let values = values
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    std::iter::once(("kind".to_owned(), name.into()))
        .chain(values)
        .collect()
}

// Whole seconds are whole numbers.
fn seconds(time: Duration) -> Value {
    match time.subsec_nanos() {
        0 => time.as_secs().into(),
        _ => time.as_secs_f64().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_can_be_given_again() {
        let second = Duration::from_secs(1);
        let kinds = [
            FaultKind::Delay(second / 4),
            FaultKind::DelayBetween(second, 2 * second),
            FaultKind::CutBefore,
            FaultKind::CutDuring(second),
            FaultKind::CutAfter,
            FaultKind::NoAnswer,
            FaultKind::HalfBody,
            FaultKind::SlowBody(second),
            FaultKind::Html(502),
            FaultKind::Status(503, None),
            FaultKind::Status(429, Some(7)),
            FaultKind::RateLimit(3, second),
            FaultKind::TooManyRequests(60),
            FaultKind::NotJson,
            FaultKind::WrongLength,
            FaultKind::Restart,
            FaultKind::ApiOff,
            FaultKind::TokenRevoked,
            FaultKind::Hang,
        ];
        let all = || kinds.iter().cloned().map(Some).chain([None]);
        let mut faults: Vec<_> = kinds.iter().cloned().map(Fault::new).collect();
        faults.push(Fault::script(all()).on("pages.create").times(3));
        faults.push(Fault::script(all()).again().after(2).chance(0.25));
        for fault in faults {
            let text = fault.to_json();
            assert_eq!(Fault::from_json(&text), Ok(vec![fault]), "{text}");
        }
    }
}
