//! What stands at the beginning of an answer that is handed on as it comes: the server puts errors before the data. Pure.

use wikijs_wire::{Errors, GraphqlError};

/// What an answer begins with.
#[derive(Debug, PartialEq)]
pub(super) enum First {
    /// Errors, all of them.
    Errors(Errors),
    /// Something else.
    Other,
    /// There is too little of it yet to tell.
    Unclear,
}

/// What stands first in an answer, of which so much is there.
pub(super) fn errors_first(text: &[u8]) -> First {
    let mut rest = text;
    for word in [&b"{"[..], br#""errors""#, b":"] {
        rest = rest.trim_ascii_start();
        match rest.strip_prefix(word) {
            Some(behind) => rest = behind,
            None if word.starts_with(rest) => return First::Unclear,
            None => return First::Other,
        }
    }
    // One value, whatever follows it.
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<Vec<GraphqlError>>();
    match values.next() {
        Some(Ok(errors)) => First::Errors(Errors::new(errors)),
        Some(Err(error)) if !error.is_eof() => First::Other,
        Some(Err(_)) | None => First::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_found_once_they_are_all_there() {
        const TEXT: &str =
            r#"{"errors":[{"message":"a ] and \" }","path":["b",1]},{"message":"c"}],"data":null}"#;
        let end = TEXT.find(r#","data""#).unwrap();
        for length in 0..=TEXT.len() {
            match errors_first(&TEXT.as_bytes()[..length]) {
                First::Unclear => assert!(length < end, "{length}"),
                First::Errors(errors) => {
                    let messages: Vec<_> = errors.iter().map(|error| &*error.message).collect();
                    assert_eq!(messages, ["a ] and \" }", "c"]);
                    assert!(length >= end, "{length}");
                }
                First::Other => panic!("{length}"),
            }
        }
    }

    #[test]
    fn what_begins_otherwise_is_told_at_once() {
        for text in [
            r#"{"d"#,
            r#"{"data":{"pages":"#,
            r#"{"errors":null,"data":{}}"#,
            r#"{"errors":{}}"#,
            r#"{"errors":[1"#,
            "<html>",
            "[",
        ] {
            assert_eq!(errors_first(text.as_bytes()), First::Other, "{text}");
        }
        let spread = " {\n \"errors\" : [ ] }";
        assert_eq!(
            errors_first(spread.as_bytes()),
            First::Errors(Errors::default())
        );
    }
}
