//! Faults as the control endpoint takes them: `{"kind": "html", "status": 502, "on": "pages.create", "times": 1}`.

use std::time::Duration;

use serde_json::Value;

use super::{Fault, FaultKind};

/// Reads a fault, or says what is wrong with it.
pub(crate) fn read(text: &[u8]) -> Result<Fault, String> {
    let value: Value = serde_json::from_slice(text).map_err(|error| format!("no JSON: {error}"))?;
    let mut fault = Fault::new(kind(&value)?);
    if let Some(what) = value["on"].as_str() {
        fault = fault.on(what);
    }
    if let Some(times) = value["times"].as_u64() {
        fault = fault.times(times);
    }
    if let Some(spared) = value["after"].as_u64() {
        fault = fault.after(spared);
    }
    if let Some(chance) = value["chance"].as_f64() {
        fault = fault.chance(chance);
    }
    Ok(fault)
}

fn kind(value: &Value) -> Result<FaultKind, String> {
    let seconds = || {
        let seconds = value["seconds"]
            .as_f64()
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        seconds.ok_or_else(|| "wants \"seconds\"".to_owned())
    };
    let status = || {
        let status = value["status"]
            .as_u64()
            .and_then(|status| u16::try_from(status).ok());
        status
            .filter(|status| (200..=599).contains(status))
            .ok_or_else(|| "wants \"status\"".to_owned())
    };
    Ok(match value["kind"].as_str().unwrap_or_default() {
        "delay" => FaultKind::Delay(seconds()?),
        "cut-before" => FaultKind::CutBefore,
        "cut-after" => FaultKind::CutAfter,
        "half-body" => FaultKind::HalfBody,
        "slow-body" => FaultKind::SlowBody(seconds()?),
        "html" => FaultKind::Html(status()?),
        "status" => FaultKind::Status(status()?, value["retryAfter"].as_u64()),
        "not-json" => FaultKind::NotJson,
        "wrong-length" => FaultKind::WrongLength,
        "restart" => FaultKind::Restart,
        "api-off" => FaultKind::ApiOff,
        "hang" => FaultKind::Hang,
        other => return Err(format!("no such kind of fault: {other:?}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read_or_refused_with_a_reason() {
        let fault = read(
            br#"{"kind": "status", "status": 503, "retryAfter": 2, "on": "pages", "times": 3}"#,
        );
        let expected = Fault::new(FaultKind::Status(503, Some(2)))
            .on("pages")
            .times(3);
        assert_eq!(fault, Ok(expected));
        assert_eq!(
            read(br#"{"kind": "delay"}"#),
            Err("wants \"seconds\"".into())
        );
        assert!(read(b"{").is_err());
    }
}
