//! Cuts the value of a variable out of what the server says of it: it may be a password.

use std::borrow::Cow;

/// What stands before the value. What follows it often quotes the value once more.
const BEFORE: &str = "got invalid value ";

/// What the server says of a value, before it quotes it once more.
const OF_SCALARS: [&str; 6] = [
    "; Int cannot represent non-integer value",
    "; Int cannot represent non 32-bit signed integer value",
    "; Float cannot represent non numeric value",
    "; String cannot represent a non string value",
    "; Boolean cannot represent a non boolean value",
    "; ID cannot represent value",
];

/// The same of an enum, whose name stands before it.
const OF_ENUMS: &str = "\" cannot represent non-string value: ";

/// What stands before the names of types and values with which a message ends, and what is shown for it.
const BEFORE_NAMES: [(&str, &str); 4] = [
    (
        "\" does not exist in \"",
        "; Value […] does not exist in \"",
    ),
    (
        "\" is not defined by type \"",
        "; Field […] is not defined by type \"",
    ),
    (
        "; Expected non-nullable type \"",
        "; Expected non-nullable type \"",
    ),
    ("; Expected type \"", "; Expected type \""),
];

/// All that stands between and after such names.
const BETWEEN_NAMES: [&str; 9] = [
    " enum.",
    " enum. Did you mean the enum value ",
    ".",
    ". Did you mean ",
    " not to be null.",
    " to be an object.",
    ", ",
    " or ",
    ", or ",
];

/// `message` without the value of a variable, where the server quotes one. What is known of the schema is kept: the
/// type that is expected, the names that may be meant, a field that is missing.
pub(super) fn without_value(message: &str) -> Cow<'_, str> {
    let Some((said, quoted)) = message.split_once(BEFORE) else {
        return Cow::Borrowed(message);
    };
    Cow::Owned(format!("{said}{BEFORE}[…]{}", reason(quoted)))
}

fn reason(quoted: &str) -> Cow<'_, str> {
    if quoted.ends_with(" was not provided.") {
        return Cow::Borrowed(missing_field(quoted));
    }
    let names = BEFORE_NAMES.iter().find_map(|(before, shown)| {
        let (_, names) = quoted.rsplit_once(before)?;
        are_names(names).then(|| Cow::Owned(format!("{shown}{names}")))
    });
    let scalar = || OF_SCALARS.into_iter().find(|says| quoted.contains(says));
    let of_enum = || {
        quoted
            .contains(OF_ENUMS)
            .then_some("; Enum cannot represent non-string value")
    };
    names
        .or_else(|| scalar().or_else(of_enum).map(Cow::Borrowed))
        .unwrap_or_default()
}

/// True for the end of a message that begins within quotes and holds names of the schema only. A value that a message
/// ends with is no such thing, as it ends in a quote or a bracket of its own.
fn are_names(text: &str) -> bool {
    let is_name = |part: &str| {
        part.chars()
            .all(|c| c.is_ascii_alphanumeric() || "_![]".contains(c))
    };
    let mut parts = text.split('"').enumerate();
    text.contains('"')
        && parts.all(|(index, part)| match index % 2 {
            0 => is_name(part),
            _ => BETWEEN_NAMES.contains(&part) || part == "?",
        })
}

/// What stands before the place of a value in the variable.
const PLACE: &str = " at \"";

/// True for a place and its closing quote, as in `tags[0].key"`: a text of the value may end like what stands before one.
fn is_place(text: &str) -> bool {
    let place = text.strip_suffix('"');
    place.is_some_and(|place| {
        place
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_.[]".contains(c))
    })
}

/// Place and name of a field that is missing: no part of the value, since nothing of it follows them.
fn missing_field(quoted: &str) -> &str {
    let Some((value, _)) = quoted.rsplit_once("; Field \"") else {
        return "";
    };
    let from = value
        .rfind(PLACE)
        .filter(|at| is_place(&value[at + PLACE.len()..]));
    quoted
        .get(from.unwrap_or(value.len())..)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_left_and_what_the_schema_says_is() {
        for (quoted, kept) in [
            (
                r#""s3cret"; Int cannot represent non-integer value: "s3cret""#,
                "; Int cannot represent non-integer value",
            ),
            (
                r#"["s3cret"]; String cannot represent a non string value: ["s3cret"]"#,
                "; String cannot represent a non string value",
            ),
            (
                r#"{ pw: "s3cret; Field \"x" } at "t[0]"; Field "id" of required type "String!" was not provided."#,
                r#" at "t[0]"; Field "id" of required type "String!" was not provided."#,
            ),
            (
                r#"{ a: "x at ", pw: "s3cret" }; Field "id" of required type "String!" was not provided."#,
                r#"; Field "id" of required type "String!" was not provided."#,
            ),
            (
                r#"{ pw: "s3cret" }; Field "id" of required type "String!" was not provided."#,
                r#"; Field "id" of required type "String!" was not provided."#,
            ),
            (
                r#""s3cret"; Value "s3cret" does not exist in "Mode" enum."#,
                r#"; Value […] does not exist in "Mode" enum."#,
            ),
            (
                r#""s3cret"; Value "s3cret" does not exist in "Mode" enum. Did you mean the enum value "A", "B", or "C"?"#,
                r#"; Value […] does not exist in "Mode" enum. Did you mean the enum value "A", "B", or "C"?"#,
            ),
            (
                r#"{ s3cret: 1 }; Field "s3cret" is not defined by type "T". Did you mean "id" or "key"?"#,
                r#"; Field […] is not defined by type "T". Did you mean "id" or "key"?"#,
            ),
            (
                r#""s3cret" at "t[0]"; Expected type "T" to be an object."#,
                r#"; Expected type "T" to be an object."#,
            ),
            (
                r#"null; Expected non-nullable type "[Int!]!" not to be null."#,
                r#"; Expected non-nullable type "[Int!]!" not to be null."#,
            ),
            (
                r#"{ pw: "s3cret" }; Enum "Mode" cannot represent non-string value: { pw: "s3cret" }."#,
                "; Enum cannot represent non-string value",
            ),
            // Values that look like the words that follow them.
            (
                r#""; Expected type "; Int cannot represent non-integer value: "; Expected type ""#,
                "; Int cannot represent non-integer value",
            ),
            (
                r#""x\" does not exist in \"s3cret\" enum."; Expected type "D". s3cret"#,
                "",
            ),
            (r#""s3cret""#, ""),
        ] {
            let message = format!("Variable \"$i\" got invalid value {quoted}");
            let shown = format!("Variable \"$i\" got invalid value […]{kept}");
            assert_eq!(without_value(&message), shown);
        }
        assert_eq!(without_value("Forbidden"), "Forbidden");
    }
}
