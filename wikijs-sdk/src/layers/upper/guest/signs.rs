//! Signs that a token was taken for none: the server forbids something. Pure.

use memchr::memmem;
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

/// A mutation is refused in its result, by a code. Inside of a text no quote stands without a backslash, so that these keys
/// are found where they are keys.
fn in_results(text: &[u8], fields: usize) -> Sign {
    let codes = values(text, br#""errorCode":"#);
    let mut codes = codes.filter_map(number).map(ServerCode::from);
    if !codes.any(ServerCode::is_forbidden) {
        return Sign::None;
    }
    let refused = values(text, br#""succeeded":"#).filter(|value| value.starts_with(b"false"));
    let refused = refused.count();
    // None is no part of a document of which nothing is known, and which may not have asked for this key.
    match refused > 0 && refused == fields {
        true => Sign::Whole,
        false => Sign::InPart,
    }
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
        const DONE: &str = r#"{"succeeded":true,"errorCode":0}"#;
        const REFUSED: &str = r#"{"succeeded":false,"errorCode":6010}"#;
        const TAKEN: &str = r#"{"succeeded":false,"errorCode": 6002}"#;
        for (results, sign) in [
            (vec![DONE], Sign::None),
            (vec![TAKEN], Sign::None),
            (vec![REFUSED], Sign::Whole),
            (vec![REFUSED, REFUSED], Sign::Whole),
            (vec![TAKEN, REFUSED], Sign::Whole),
            (vec![DONE, REFUSED], Sign::InPart),
            // One of which nothing is said.
            (vec![REFUSED, "null"], Sign::InPart),
        ] {
            let text = results.join(",");
            assert_eq!(in_results(text.as_bytes(), results.len()), sign, "{text}");
        }
        assert_eq!(in_results(REFUSED.as_bytes(), 0), Sign::InPart);
        // What does not say whether it succeeded.
        let codes = br#"[{"errorCode":0},{"errorCode":6010}]"#;
        assert_eq!(in_results(codes, 0), Sign::InPart);
        assert_eq!(in_results(codes, 2), Sign::InPart);
        // In the words of a page.
        let quoted = r#"{"content":"{\"errorCode\":6010,\"succeeded\":false}"}"#;
        assert_eq!(in_results(quoted.as_bytes(), 1), Sign::None);
        assert_eq!(in_results(br#"{"errorCode":"#, 1), Sign::None);
    }
}
