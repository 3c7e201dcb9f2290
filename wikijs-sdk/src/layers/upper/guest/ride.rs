//! The question whom a token stands for, as it rides on a query: how it gets into the document, and out of the answer.
//! Pure.

use bytes::Bytes;
use wikijs_wire::{Errors, GraphqlError, PathSegment};

use crate::call::{DataSlot, Reply, ReplyBody};
use crate::error::{ServerCode, Verdict};

/// What the question is called in a document: no operation calls a field so.
const KEY: &str = "wikijsSdkWhoAmI";

/// The question: a guest is refused it, and any user is not.
const QUESTION: &str = "wikijsSdkWhoAmI:users{profile{id}} ";

/// The question alone.
pub(super) const DOCUMENT: &str = "query WikijsSdkWhoAmI{wikijsSdkWhoAmI:users{profile{id}}}";

/// The document with the question before all else; `None` where it is not one query.
pub(super) fn with_question(document: &str) -> Option<String> {
    let at = root(document)?;
    let (before, after) = document.split_at(at);
    Some([before, QUESTION, after].concat())
}

/// Where the selection of the one query in a document begins.
fn root(document: &str) -> Option<usize> {
    let (mut found, mut definition) = (None, "");
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = document.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next()?;
        let mut length = first.len_utf8();
        match first {
            '#' => length = rest.find(['\n', '\r']).unwrap_or(rest.len()),
            // Texts may hold brackets; a document that has some is left alone.
            '"' => return None,
            '(' | '[' | '{' => {
                let opens_selection = depth == 0 && first == '{';
                if opens_selection && !matches!(definition, "" | "query" | "fragment") {
                    return None;
                }
                if opens_selection && definition != "fragment" {
                    // A second one: which is meant is said elsewhere.
                    if found.replace(at + 1).is_some() {
                        return None;
                    }
                }
                depth += 1;
            }
            ')' | ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 && first == '}' {
                    definition = "";
                }
            }
            _ if is_name(first) => {
                length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                if depth == 0 && definition.is_empty() {
                    definition = rest.get(..length)?;
                }
            }
            _ => {}
        }
        at += length;
    }
    found.filter(|_| depth == 0)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What an answer says of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// It stands for a user, or there is no telling.
    User,
    /// The server took it for none.
    Guest,
    /// The server refused it, and the other errors say so.
    Refused,
}

/// Takes the question's share out of an answer.
pub(super) fn take_answer(reply: &mut Reply) -> Says {
    let errors = std::mem::take(&mut reply.errors);
    let (own, rest): (Vec<_>, Vec<_>) = errors.into_vec().into_iter().partition(is_own);
    reply.errors = Errors::new(rest);
    if let ReplyBody::Answer { text, data } = &mut reply.body {
        without_answer(text, data);
    }
    let is_guest = Verdict::of(&own).code == Some(ServerCode::AuthRequired);
    match is_guest {
        false => Says::User,
        true if says_unauthorized(&reply.errors) => Says::Refused,
        true => Says::Guest,
    }
}

fn says_unauthorized(errors: &[GraphqlError]) -> bool {
    errors.iter().any(|error| error.message == "Unauthorized")
}

fn is_own(error: &GraphqlError) -> bool {
    error.path.first().and_then(PathSegment::key) == Some(KEY)
}

/// Cuts the question's answer out of the text. One that is not laid out as the server does it is left: who reads the
/// answer knows no such field.
fn without_answer(text: &mut Bytes, data: &mut DataSlot) {
    const BEFORE: &[u8] = br#"{"data":"#;
    let start = match data {
        DataSlot::Null => return,
        DataSlot::At(range) => range.start,
        DataSlot::Unread if text.starts_with(BEFORE) => BEFORE.len(),
        DataSlot::Unread => return,
    };
    let from = start + 1;
    let Some(length) = text.get(from..).and_then(answer_length) else {
        return;
    };
    let cut = [&text[..from], &text[from + length..]].concat();
    *text = Bytes::from(cut);
    if let DataSlot::At(range) = data {
        range.end -= length;
    }
}

/// The length of the question's answer at the beginning of a list of members, with the comma behind it.
fn answer_length(members: &[u8]) -> Option<usize> {
    let value = members
        .strip_prefix(b"\"")?
        .strip_prefix(KEY.as_bytes())?
        .strip_prefix(b"\":")?;
    let length = match value.starts_with(b"null") {
        true => 4,
        false => object_length(value)?,
    };
    let whole = members.len() - value.len() + length;
    Some(whole + usize::from(members.get(whole) == Some(&b',')))
}

/// The length of an object in which no text holds a brace.
fn object_length(value: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in value.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (*byte == b'}').then_some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, StatusCode};
    use serde_json::json;

    use super::*;
    use crate::call::Facts;

    #[test]
    fn the_question_stands_first_in_the_only_query() {
        for (document, expected) in [
            ("query A{a}", Some("query A{? a}")),
            ("{a}", Some("{? a}")),
            (
                "query A($i:In={x:[1]}$s:Int)@d(y:{z:1}){a{b}}",
                Some("query A($i:In={x:[1]}$s:Int)@d(y:{z:1}){? a{b}}"),
            ),
            (
                "fragment F on T{a}query A{...F}",
                Some("fragment F on T{a}query A{? ...F}"),
            ),
            (
                "query A{...F}fragment F on T{a}",
                Some("query A{? ...F}fragment F on T{a}"),
            ),
            ("# {\nquery A{a}", Some("# {\nquery A{? a}")),
            ("query query{a}", Some("query query{? a}")),
            // Not one query, or none that is sure to be.
            ("mutation A{a}", None),
            ("subscription A{a}", None),
            ("query A{a}query B{a}", None),
            ("query A{a}mutation B{a}", None),
            ("query A($t:String=\"{\"){a}", None),
            ("query A{a", None),
            ("query A}", None),
            ("", None),
        ] {
            let expected = expected.map(|text| text.replace("? ", QUESTION));
            assert_eq!(with_question(document), expected, "{document}");
        }
    }

    fn reply(text: &str, errors: serde_json::Value, is_unread: bool) -> Reply {
        let errors: Vec<GraphqlError> = serde_json::from_value(errors).unwrap();
        let start = text.find(":{").map_or(0, |at| at + 1);
        Reply {
            facts: Facts {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
                attempts: 1,
                sent_as: None,
                is_own: true,
                led_to_login: false,
            },
            errors: Errors::new(errors),
            body: ReplyBody::Answer {
                text: Bytes::copy_from_slice(text.as_bytes()),
                data: match is_unread {
                    true => DataSlot::Unread,
                    false => DataSlot::At(start..text.len() - 1),
                },
            },
        }
    }

    #[test]
    fn its_answer_is_taken_out_and_tells_a_guest() {
        let guest = json!({
            "message": "You must be authenticated to access this resource.",
            "path": ["wikijsSdkWhoAmI", "profile"],
            "extensions": { "exception": { "code": 1019 } }
        });
        let other = json!({ "message": "Forbidden", "path": ["pages", "list"] });
        let refused = json!({ "message": "Unauthorized", "path": ["pages", "list"] });
        for (data, errors, says, left, data_left) in [
            (
                r#"{"wikijsSdkWhoAmI":{"profile":{"id":1}},"pages":{"list":[]}}"#,
                json!([]),
                Says::User,
                0,
                r#"{"pages":{"list":[]}}"#,
            ),
            (
                r#"{"wikijsSdkWhoAmI":{"profile":null},"pages":{"list":[]}}"#,
                json!([guest]),
                Says::Guest,
                0,
                r#"{"pages":{"list":[]}}"#,
            ),
            (
                r#"{"wikijsSdkWhoAmI":null,"pages":null}"#,
                json!([other, guest]),
                Says::Guest,
                1,
                r#"{"pages":null}"#,
            ),
            (
                r#"{"wikijsSdkWhoAmI":{"profile":null},"pages":null}"#,
                json!([guest, refused]),
                Says::Refused,
                1,
                r#"{"pages":null}"#,
            ),
            (
                r#"{"wikijsSdkWhoAmI":{"profile":{"id":1}}}"#,
                json!([]),
                Says::User,
                0,
                "{}",
            ),
            // Laid out by somebody else.
            (
                r#"{ "wikijsSdkWhoAmI":null,"pages":null}"#,
                json!([other]),
                Says::User,
                1,
                r#"{ "wikijsSdkWhoAmI":null,"pages":null}"#,
            ),
        ] {
            for is_unread in [false, true] {
                let text = format!(r#"{{"data":{data}}}"#);
                let mut reply = reply(&text, errors.clone(), is_unread);
                assert_eq!(take_answer(&mut reply), says, "{data}");
                assert_eq!(reply.errors.len(), left, "{data}");
                let ReplyBody::Answer { text, data: slot } = &reply.body else {
                    panic!("no answer");
                };
                let value = slot.of(text).unwrap();
                assert_eq!(value.value(), Some(data_left.as_bytes()), "{data}");
            }
        }
    }
}
