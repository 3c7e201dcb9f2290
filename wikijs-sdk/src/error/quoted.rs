//! Cuts the value of a variable out of what the server says of it: it may be a password.

use std::borrow::Cow;

/// What stands before the value. What follows it often quotes the value once more.
const BEFORE: &str = "got invalid value ";

/// `message` without the value of a variable, where the server quotes one. That a field is missing in it is kept.
pub(super) fn without_value(message: &str) -> Cow<'_, str> {
    let Some((said, quoted)) = message.split_once(BEFORE) else {
        return Cow::Borrowed(message);
    };
    Cow::Owned(format!("{said}{BEFORE}[…]{}", missing_field(quoted)))
}

/// Place and name of a field that is missing: no part of the value, since nothing of it follows them.
fn missing_field(quoted: &str) -> &str {
    if !quoted.ends_with(" was not provided.") {
        return "";
    }
    let Some((value, _)) = quoted.rsplit_once("; Field \"") else {
        return "";
    };
    let from = value.rfind(" at \"").unwrap_or(value.len());
    quoted.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_left() {
        for (message, kept) in [
            (
                r#"Variable "$i" got invalid value "s3cret"; Int cannot represent non-integer value: "s3cret""#,
                r#"Variable "$i" got invalid value […]"#,
            ),
            (
                r#"Variable "$t" got invalid value { pw: "s3cret; Field \"x" } at "t[0]"; Field "id" of required type "String!" was not provided."#,
                r#"Variable "$t" got invalid value […] at "t[0]"; Field "id" of required type "String!" was not provided."#,
            ),
            (
                r#"Variable "$t" got invalid value { pw: "s3cret" }; Field "id" of required type "String!" was not provided."#,
                r#"Variable "$t" got invalid value […]; Field "id" of required type "String!" was not provided."#,
            ),
            (
                r#"Variable "$m" got invalid value "s3cret"; Value "s3cret" does not exist in "Mode" enum."#,
                r#"Variable "$m" got invalid value […]"#,
            ),
            ("Forbidden", "Forbidden"),
        ] {
            assert_eq!(without_value(message), kept);
        }
    }
}
