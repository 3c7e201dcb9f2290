//! Where JavaScript's own words reach the client: what its JSON parser says.

use serde_json::Value;

/// The value of a JSON text, or what V8 says about it.
pub(crate) fn parse_json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| complaint(text, &error))
}

fn complaint(text: &str, error: &serde_json::Error) -> String {
    let before: usize = text
        .lines()
        .take(error.line().saturating_sub(1))
        .map(|line| line.chars().count() + 1)
        .sum();
    let at = before + error.column().saturating_sub(1);
    if error.is_eof() {
        return match text.trim_end().chars().last() {
            Some('{') => format!(
                "Expected property name or '}}' in JSON at position {}",
                text.chars().count()
            ),
            _ => "Unexpected end of JSON input".into(),
        };
    }
    if error.to_string().starts_with("key must be") {
        return format!("Expected property name or '}}' in JSON at position {at}");
    }
    // A misspelt word is blamed on the first letter that is none of a literal's.
    let at = first_stranger(text).unwrap_or(at);
    match text.chars().nth(at) {
        None => "Unexpected end of JSON input".into(),
        Some(found) => format!(
            "Unexpected token '{found}', {} is not valid JSON",
            quoted(text)
        ),
    }
}

fn first_stranger(text: &str) -> Option<usize> {
    let trimmed = text.trim_start();
    let word = ["null", "true", "false"]
        .into_iter()
        .find(|word| trimmed.starts_with(&word[..1]))?;
    let same = trimmed
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .count();
    (same < word.len()).then_some(text.len() - trimmed.len() + same)
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complaints_are_those_of_v8() {
        for (text, said) in [
            ("UA-2", "Unexpected token 'U', \"UA-2\" is not valid JSON"),
            (
                "no json",
                "Unexpected token 'o', \"no json\" is not valid JSON",
            ),
            (
                "{broken",
                "Expected property name or '}' in JSON at position 1",
            ),
            (
                "{bad json",
                "Expected property name or '}' in JSON at position 1",
            ),
            ("{\"query\":", "Unexpected end of JSON input"),
        ] {
            assert_eq!(parse_json(text), Err(said.to_owned()), "{text}");
        }
    }
}
