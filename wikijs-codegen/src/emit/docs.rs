//! Descriptions to doc comments. They come from schemas that know nothing of rustdoc: what it would take for a link, a
//! tag or a test is escaped, code spans and fences are left as they are.

use super::context::Context;
use super::writer::Writer;

/// Paragraphs of a doc comment.
#[derive(Debug, Default)]
pub(super) struct Docs(Vec<String>);

impl Docs {
    /// Begins with what the schema or a file says, else with `otherwise`.
    pub(super) fn of(text: Option<&String>, otherwise: impl Into<String>) -> Self {
        let text = text
            .map(|text| escape(text))
            .filter(|text| !text.is_empty());
        Self(vec![text.unwrap_or_else(|| otherwise.into())])
    }

    /// Adds a paragraph of our own; it is written as it is.
    pub(super) fn add(mut self, paragraph: impl Into<String>) -> Self {
        self.0.push(paragraph.into());
        self
    }

    /// Adds a paragraph, where there is something to say.
    pub(super) fn add_if(mut self, paragraph: Option<String>) -> Self {
        self.0.extend(paragraph);
        self
    }

    /// Writes the comment, unless documentation is switched off.
    pub(super) fn write(&self, context: &Context<'_>, w: &mut Writer) {
        if !context.config.docs {
            return;
        }
        for line in self.0.join("\n\n").lines() {
            w.line(if line.is_empty() {
                "///".to_owned()
            } else {
                format!("/// {line}")
            });
        }
    }
}

/// A comment of our own.
pub(super) fn doc(context: &Context<'_>, w: &mut Writer, text: impl Into<String>) {
    Docs(vec![text.into()]).write(context, w);
}

/// `#[deprecated]`, where there is a reason.
pub(super) fn deprecated(w: &mut Writer, reason: Option<&String>) {
    if let Some(reason) = reason {
        w.line(format!(
            "#[deprecated(note = {})]",
            super::context::literal(reason)
        ));
    }
}

/// The release that brought something.
pub(super) fn since(release: Option<&String>) -> Option<String> {
    release.map(|release| format!("Since {release} of the server; `None` from older ones."))
}

/// The default that applies to what is left out.
pub(super) fn default(text: Option<&String>) -> Option<String> {
    text.map(|text| format!("Default: {}.", code_span(text)))
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

/// Markdown that rustdoc takes without a warning, and without a test.
pub(super) fn escape(text: &str) -> String {
    let mut is_fenced = false;
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
            line.trim_end().to_owned()
        } else {
            escape_line(line)
        }
    });
    let mut escaped = lines.collect::<Vec<_>>().join("\n");
    if is_fenced {
        escaped.push_str("\n```");
    }
    escaped
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

fn escape_line(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let (line, indent) = (
        line.trim(),
        if indent < 4 && !line.is_empty() {
            indent
        } else {
            0
        },
    );
    let mut escaped = " ".repeat(indent);
    // Every other part stands in backticks; a last backtick without a partner is text.
    let parts: Vec<&str> = line.split('`').collect();
    for (index, part) in parts.iter().enumerate() {
        let is_code = index % 2 == 1 && index + 1 < parts.len();
        match (is_code, index % 2 == 1) {
            (true, _) => escaped.push_str(&format!("`{part}`")),
            (false, true) => escaped.push_str(&format!("\\`{}", escape_text(part))),
            (false, false) => escaped.push_str(&escape_text(part)),
        }
    }
    escaped
}

fn escape_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let url = url(rest);
        if let Some(link) = inline_link(rest) {
            escaped.push_str(link);
            rest = &rest[link.len()..];
        } else if let Some(url) = url {
            escaped.push_str(&format!("<{url}>"));
            rest = &rest[url.len()..];
        } else {
            if matches!(char, '[' | ']' | '<' | '>' | '*' | '_' | '\\')
                && needs_escape(char, &escaped, rest)
            {
                escaped.push('\\');
            }
            escaped.push(char);
            rest = &rest[char.len_utf8()..];
        }
    }
    escaped
}

/// Whether Markdown would see more in it than the character. Emphasis is left alone, brackets and tags are not.
fn needs_escape(char: char, before: &str, rest: &str) -> bool {
    match char {
        '[' | ']' | '<' => true,
        '>' => !before.trim().is_empty(),
        '\\' => rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) && false,
        _ => false,
    }
}

/// `[text](target)` at the start.
fn inline_link(text: &str) -> Option<&str> {
    let close = text.strip_prefix('[')?.find(']')? + 1;
    let target = text[close + 1..].strip_prefix('(')?;
    let is_url = target.starts_with("http://") || target.starts_with("https://");
    let end = target.find(')').filter(|_| is_url)?;
    Some(&text[..close + 2 + end + 1])
}

/// An address at the start; bare or in angle brackets it becomes a link.
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
            ("<https://js.wiki>", "\\<<https://js.wiki>\\>"),
            ("    indented", "indented"),
            ("- a\n  - b", "- a\n  - b"),
            ("one ` tick", "one \\` tick"),
            ("```\nlet x: Vec<u8>;\n```", "```text\nlet x: Vec<u8>;\n```"),
            ("```json\n[1]", "```json\n[1]\n```"),
            ("> quoted", "> quoted"),
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
