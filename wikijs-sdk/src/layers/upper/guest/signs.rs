//! Signs that a token was taken for none: the server forbids something. Pure.

use memchr::memmem;
use serde_json::Value;
use wikijs_wire::Effect;

use crate::call::{Call, Reply, ReplyBody};
use crate::error::{ErrorKind, ServerCode, Verdict};

/// How an answer says that something is forbidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// It does not.
    None,
    /// Some of it was, and other parts may have been done.
    InPart,
    /// All of it was: nothing was done.
    Whole,
}

/// What the answer to a call says.
pub(super) fn of(reply: &Reply, effect: Effect, fields: usize) -> Sign {
    if !reply.errors.is_empty() {
        let is_whole = match effect {
            Effect::Read => !reply.is_partial(),
            _ => reply.was_refused_whole(fields),
        };
        return match Verdict::of(&reply.errors).kind {
            ErrorKind::Forbidden if is_whole => Sign::Whole,
            ErrorKind::Forbidden => Sign::InPart,
            _ => Sign::None,
        };
    }
    match &reply.body {
        ReplyBody::Answer { text, .. } if effect != Effect::Read => in_results(text, fields),
        _ => Sign::None,
    }
}

/// How many parts a write has, so that all can be counted; 0 where that is not known.
pub(super) fn parts(call: &Call) -> usize {
    match call.effect {
        Effect::Read => 0,
        _ => call.each_field().count(),
    }
}

/// A mutation is refused in its result, by a code. Inside of a text no quote stands without a backslash, so that this key
/// is found where it is one.
fn in_results(text: &[u8], fields: usize) -> Sign {
    let codes = values(text, br#""errorCode":"#);
    let mut codes = codes.filter_map(number).map(ServerCode::from);
    if !codes.any(ServerCode::is_forbidden) {
        return Sign::None;
    }
    match refused(text) {
        Some(refused) if refused > 0 && refused == fields => Sign::Whole,
        _ => Sign::InPart,
    }
}

/// How many parts an answer has, where each says that it did not succeed: a part is a field below a namespace.
fn refused(text: &[u8]) -> Option<usize> {
    let answer: Value = serde_json::from_slice(text).ok()?;
    let namespaces = answer.get("data")?.as_object()?.values();
    let mut count = 0;
    for namespace in namespaces {
        for part in namespace.as_object()?.values() {
            let said = part.as_object()?.values();
            said.filter_map(|said| said.get("succeeded"))
                .find(|succeeded| **succeeded == Value::Bool(false))?;
            count += 1;
        }
    }
    Some(count)
}

/// What stands behind each place of a key.
fn values<'t>(text: &'t [u8], key: &'static [u8]) -> impl Iterator<Item = &'t [u8]> {
    memmem::find_iter(text, key)
        .filter_map(move |at| Some(text.get(at + key.len()..)?.trim_ascii_start()))
}

fn number(value: &[u8]) -> Option<i64> {
    let length = value
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    std::str::from_utf8(value.get(..length)?).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_what_is_forbidden_is_a_sign_wherever_it_stands() {
        const DONE: &str = r#"{"result":{"succeeded":true,"errorCode":0}}"#;
        const REFUSED: &str = r#"{"result":{"succeeded":false,"errorCode":6010},"page":null}"#;
        const TAKEN: &str = r#"{"result":{"succeeded":false,"errorCode": 6002}}"#;
        const TWICE: &str = r#"{"one":{"succeeded":false,"errorCode":6010},"two":{"succeeded":false,"errorCode":6010}}"#;
        // What does not say whether it succeeded.
        const UNSAID: &str = r#"{"result":{"errorCode":0}}"#;
        for (results, sign) in [
            (vec![DONE], Sign::None),
            (vec![TAKEN], Sign::None),
            (vec![REFUSED], Sign::Whole),
            (vec![REFUSED, REFUSED], Sign::Whole),
            (vec![TAKEN, REFUSED], Sign::Whole),
            (vec![TWICE], Sign::Whole),
            (vec![DONE, REFUSED], Sign::InPart),
            (vec![UNSAID, REFUSED], Sign::InPart),
            // One of which nothing is said, and one that says so for it.
            (vec![REFUSED, "null"], Sign::InPart),
            (vec!["{}", TWICE], Sign::InPart),
        ] {
            let fields = results.iter().enumerate();
            let fields: Vec<_> = fields.map(|(at, of)| format!(r#""f{at}":{of}"#)).collect();
            let namespace = fields.join(",");
            let text = format!(r#"{{"data":{{"pages":{{{namespace}}}}}}}"#);
            assert_eq!(in_results(text.as_bytes(), results.len()), sign, "{text}");
            let each = fields.iter().enumerate();
            let each: Vec<_> = each
                .map(|(at, of)| format!(r#""n{at}":{{{of}}}"#))
                .collect();
            let text = format!(r#"{{"data":{{{}}}}}"#, each.join(","));
            assert_eq!(in_results(text.as_bytes(), results.len()), sign, "{text}");
            // Of a document of which nothing is known.
            assert_ne!(in_results(text.as_bytes(), 0), Sign::Whole);
        }
        // In the words of a page.
        let quoted = r#"{"content":"{\"errorCode\":6010,\"succeeded\":false}"}"#;
        assert_eq!(in_results(quoted.as_bytes(), 1), Sign::None);
        assert_eq!(in_results(br#"{"errorCode":"#, 1), Sign::None);
    }
}
