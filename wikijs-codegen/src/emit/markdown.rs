//! Descriptions as Markdown that rustdoc takes without a warning and without running any of it. They come from schemas
//! that know nothing of rustdoc: what it would take for a link, a tag or a test is escaped; code is left as it is.

/// The text, escaped.
pub(super) fn escape(text: &str) -> String {
    let mut is_fenced = false;
    let mut item = None;
    let lines = text.trim().lines().map(|line| {
        if line.trim_start().starts_with("```") {
            is_fenced = !is_fenced;
            return if is_fenced {
                fence(line)
            } else {
                line.trim().to_owned()
            };
        }
        if is_fenced {
            return line.trim_end().to_owned();
        }
        let begins = item_text(line);
        item = if line.trim().is_empty() {
            None
        } else {
            begins.or(item)
        };
        match (begins, item) {
            // A line that goes on with an item says so by its place.
            (None, Some(column)) => format!("{}{}", " ".repeat(column), escape_line(line.trim())),
            _ => escape_line(line),
        }
    });
    let mut escaped = lines.collect::<Vec<_>>().join("\n");
    if is_fenced {
        escaped.push_str("\n```");
    }
    escaped
}

/// `text` as a code span, whatever backticks it holds.
pub(super) fn code_span(text: &str) -> String {
    let longest = text
        .split(|char| char != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{ticks}{pad}{}{pad}{ticks}", text.replace('\n', " "))
}

/// The column at which the text of an item of a list begins, if the line begins one.
fn item_text(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let mark = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let is_numbered = mark.len() < text.len() && (mark.starts_with(". ") || mark.starts_with(") "));
    let is_dotted =
        mark.len() == text.len() && ["- ", "* ", "+ "].iter().any(|dot| text.starts_with(dot));
    let indent = (line.len() - text.len()).min(3);
    (is_numbered || is_dotted).then(|| indent + text.len() - mark.len() + 2)
}

/// A fence that opens: without a language, or with Rust, rustdoc would run it.
fn fence(line: &str) -> String {
    let language = line.trim().trim_start_matches('`').trim();
    let is_other = !matches!(
        language,
        "" | "rust" | "should_panic" | "no_run" | "compile_fail" | "ignore"
    );
    format!("```{}", if is_other { language } else { "text" })
}

/// A line outside of fences. Four blanks before it would make code of it, which rustdoc would run.
fn escape_line(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let mut escaped = " ".repeat(if indent < 4 && indent < line.len() {
        indent
    } else {
        0
    });
    // Every other part stands in backticks; a last backtick without a partner is text.
    let parts: Vec<&str> = line.trim().split('`').collect();
    for (index, part) in parts.iter().enumerate() {
        let (follows_tick, has_partner) = (index % 2 == 1, index + 1 < parts.len());
        match (follows_tick, has_partner) {
            (true, true) => escaped.push_str(&format!("`{part}`")),
            (true, false) => escaped.push_str(&format!("\\`{}", escape_text(part))),
            (false, _) => escaped.push_str(&escape_text(part)),
        }
    }
    escaped
}

fn escape_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let taken = if let Some(link) = inline_link(rest) {
            escaped.push_str(link);
            link.len()
        } else if let Some(url) = url(rest) {
            escaped.push_str(&format!("<{url}>"));
            url.len()
        } else {
            let is_quote = char == '>' && escaped.trim().is_empty();
            escaped.push_str(if matches!(char, '[' | ']' | '<' | '>') && !is_quote {
                "\\"
            } else {
                ""
            });
            escaped.push(char);
            char.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    escaped
}

/// `[text](https://…)` at the start.
fn inline_link(text: &str) -> Option<&str> {
    let close = text.strip_prefix('[')?.find(']')? + 1;
    let target = text.get(close + 1..)?.strip_prefix('(')?;
    let is_url = target.starts_with("http://") || target.starts_with("https://");
    let end = target.find(')').filter(|_| is_url)?;
    text.get(..close + 2 + end + 1)
}

/// An address at the start; bare it is no link.
fn url(text: &str) -> Option<&str> {
    let is_url = text.starts_with("http://") || text.starts_with("https://");
    let end = text
        .find(|char: char| char.is_whitespace() || "<>\"'()[]`".contains(char))
        .unwrap_or(text.len());
    is_url.then(|| text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::{code_span, escape};

    #[test]
    fn text_that_rustdoc_would_misread() {
        let cases = [
            ("plain", "plain"),
            (
                "an [array] of Vec<String>",
                "an \\[array\\] of Vec\\<String\\>",
            ),
            ("`[kept]` and [not]", "`[kept]` and \\[not\\]"),
            ("see https://js.wiki/docs.", "see <https://js.wiki/docs>."),
            (
                "[docs](https://js.wiki) here",
                "[docs](https://js.wiki) here",
            ),
            ("[docs](other)", "\\[docs\\](other)"),
            ("    indented", "indented"),
            ("- a\n  - b", "- a\n  - b"),
            ("- a\ngoes on\n\nover", "- a\n  goes on\n\nover"),
            ("1. a\n   - b\nc\n\nd", "1. a\n   - b\n     c\n\nd"),
            ("one ` tick", "one \\` tick"),
            ("```\nlet x: Vec<u8>;\n```", "```text\nlet x: Vec<u8>;\n```"),
            ("```json\n[1]", "```json\n[1]\n```"),
            ("> quoted", "> quoted"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected, "{text}");
        }
    }

    #[test]
    fn backticks_in_code() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a`b"), "`` a`b ``");
    }
}
