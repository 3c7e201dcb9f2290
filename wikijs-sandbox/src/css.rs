//! Style sheets as the server keeps them (short) and shows them (one declaration a line).

use std::borrow::Cow;

/// Shortened: no comments, no needless blanks; empty where it cannot be read.
pub(crate) fn minify(text: &str) -> String {
    rules(text).map_or_else(String::new, |rules| {
        rules
            .iter()
            .map(|(selector, body)| format!("{selector}{{{}}}", body.join(";")))
            .collect()
    })
}

/// A shortened sheet, spread out.
pub(crate) fn beautify(text: &str) -> String {
    let rules = rules(text).unwrap_or_default();
    let spread = |(selector, body): &(String, Vec<String>)| {
        let lines: Vec<_> = body
            .iter()
            .map(|line| format!("  {}", line.replacen(':', ": ", 1)))
            .collect();
        format!("{selector} {{\n{}\n}}", lines.join(";\n"))
    };
    rules.iter().map(spread).collect::<Vec<_>>().join("\n")
}

// Flat rules only; anything that does not pair its braces is no sheet.
fn rules(text: &str) -> Option<Vec<(String, Vec<String>)>> {
    let text = without_comments(text);
    let mut rest = text.trim();
    let mut out = Vec::new();
    while !rest.is_empty() {
        let (selector, after) = rest.split_once('{')?;
        let (body, after) = after.split_once('}')?;
        let body: Vec<_> = body.split(';').filter_map(declaration).collect();
        if !body.is_empty() {
            out.push((words(selector), body));
        }
        rest = after.trim();
    }
    Some(out)
}

fn declaration(text: &str) -> Option<String> {
    let (name, value) = text.split_once(':')?;
    let value: Vec<_> = value
        .split_whitespace()
        .map(|value| shorter(value).into_owned())
        .collect();
    Some(format!("{}:{}", words(name), value.join(" ")))
}

// A zero needs no unit; a colour has its shortest name.
fn shorter(value: &str) -> Cow<'_, str> {
    match value {
        "0px" | "0em" | "0rem" | "0pt" => "0".into(),
        value => colour(&value.to_ascii_lowercase()).map_or(value.into(), Cow::Owned),
    }
}

fn colour(value: &str) -> Option<String> {
    if let Some((_, short)) = LONG_NAMES.iter().find(|(name, _)| *name == value) {
        return Some((*short).into());
    }
    let digits = value.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let pairs: Vec<_> = digits.as_bytes().chunks(2).collect();
    let short = match pairs.iter().all(|pair| pair[0] == pair[1]) {
        true => pairs.iter().fold("#".to_owned(), |out, pair| {
            out + &char::from(pair[0]).to_string()
        }),
        false => value.to_owned(),
    };
    let named = SHORT_NAMES.iter().find(|(hex, _)| *hex == short);
    Some(named.map_or(short, |(_, name)| (*name).into()))
}

// Names of colours that are longer than their digits.
const LONG_NAMES: [(&str, &str); 6] = [
    ("white", "#fff"),
    ("black", "#000"),
    ("yellow", "#ff0"),
    ("fuchsia", "#f0f"),
    ("magenta", "#f0f"),
    ("lightgray", "#d3d3d3"),
];

// Names of colours that are shorter.
const SHORT_NAMES: [(&str, &str); 9] = [
    ("#f00", "red"),
    ("#d2b48c", "tan"),
    ("#ffd700", "gold"),
    ("#000080", "navy"),
    ("#808080", "gray"),
    ("#008080", "teal"),
    ("#008000", "green"),
    ("#a52a2a", "brown"),
    ("#800080", "purple"),
];

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_shortened_and_spread() {
        assert_eq!(minify("h1 { color: red; }"), "h1{color:red}");
        let short = minify("h1   { color : red ; }\n/* c */ p{margin:0px}");
        assert_eq!(short, "h1{color:red}p{margin:0}");
        assert_eq!(
            beautify(&short),
            "h1 {\n  color: red\n}\np {\n  margin: 0\n}"
        );
        assert_eq!(minify("this is { not css"), "");
        assert_eq!(
            minify("p { color: #FFFFFF; background: #ff0000; border-color: #123456 }"),
            "p{color:#fff;background:red;border-color:#123456}"
        );
    }
}
