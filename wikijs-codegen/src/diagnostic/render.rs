//! A diagnostic as plain text in the layout that Rust users and their editors know: message, place, source line,
//! underline, help.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Diagnostic, Label};
use crate::source::{FileId, Source};

/// The longest part of a source line that is shown: a schema may stand on one line.
const WIDTH: usize = 140;
/// How much of a long line is shown before the underline.
const BEFORE: usize = 40;

/// The text of one diagnostic; ends with a line break.
pub(super) fn render(diagnostic: &Diagnostic, files: &BTreeMap<FileId, Source>) -> String {
    let gutter = gutter(diagnostic, files);
    let (word, rule) = (diagnostic.severity.word(), diagnostic.rule);
    let mut text = format!("{word}[{rule}]: {}\n", diagnostic.message);
    let mut file = None;
    for label in &diagnostic.labels {
        let Some(source) = files.get(&label.span.file) else {
            continue;
        };
        let same = file.replace(label.span.file) == Some(label.span.file);
        text.push_str(&excerpt(label, source, gutter, same));
    }
    for remark in remarks(diagnostic) {
        text.push_str(&aligned(&remark, gutter));
    }
    text
}

fn remarks(diagnostic: &Diagnostic) -> Vec<String> {
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    help.chain(diagnostic.notes.iter().map(|note| format!("note: {note}")))
        .collect()
}

/// The width of the column with line numbers.
fn gutter(diagnostic: &Diagnostic, files: &BTreeMap<FileId, Source>) -> usize {
    let line = |label: &Label| Some(files.get(&label.span.file)?.place(label.span.start).line);
    let lines = diagnostic.labels.iter().filter_map(line);
    lines.max().unwrap_or(1).to_string().len()
}

fn excerpt(label: &Label, source: &Source, gutter: usize, same_file: bool) -> String {
    let place = source.place(label.span.start);
    let line = source.line(label.span.start);
    let (shown, column) = window(&line, place.column - 1);
    let (pad, number) = (" ".repeat(gutter), place.line);
    let arrow = if same_file { ":::" } else { "-->" };
    let mut text = format!(
        "{pad}{arrow} {}:{number}:{}\n{pad} |\n",
        source.shown(),
        place.column
    );
    let _ = writeln!(text, "{number:gutter$} | {}", shown.trim_end());
    let indent: String = shown.chars().take(column).map(blank).collect();
    let marks = "^".repeat(underlined(label, source, shown.chars().count() - column));
    let _ = writeln!(
        text,
        "{}",
        format!("{pad} | {indent}{marks} {}", label.text).trim_end()
    );
    text
}

/// How many characters are underlined: what the span covers on its first line, one at least.
fn underlined(label: &Label, source: &Source, room: usize) -> usize {
    let (start, end) = (label.span.start as usize, label.span.end as usize);
    let bytes = source
        .bytes
        .get(start..end.min(source.bytes.len()))
        .unwrap_or_default();
    let line = bytes
        .split(|byte| *byte == b'\n' || *byte == b'\r')
        .next()
        .unwrap_or_default();
    String::from_utf8_lossy(line)
        .chars()
        .count()
        .min(room)
        .max(1)
}

/// The part of a line around `column` that is shown, and the column in it. Control characters do not reach a terminal.
fn window(line: &str, column: usize) -> (String, usize) {
    let letters: Vec<char> = line.chars().map(visible).collect();
    if letters.len() <= WIDTH {
        return (letters.iter().collect(), column.min(letters.len()));
    }
    let start = column.saturating_sub(BEFORE).min(letters.len() - WIDTH);
    let end = start + WIDTH;
    let (head, tail) = (
        if start > 0 { "… " } else { "" },
        if end < letters.len() { " …" } else { "" },
    );
    let part: String = letters[start..end].iter().collect();
    (
        format!("{head}{part}{tail}"),
        (column - start).min(WIDTH) + head.chars().count(),
    )
}

fn visible(letter: char) -> char {
    if letter.is_control() && letter != '\t' {
        '\u{fffd}'
    } else {
        letter
    }
}

/// What stands below a letter, so that the underline begins at its column whatever a tab is wide.
fn blank(letter: char) -> char {
    if letter == '\t' { '\t' } else { ' ' }
}

fn aligned(remark: &str, gutter: usize) -> String {
    let pad = " ".repeat(gutter);
    let indent = format!("\n{pad}         ");
    format!("{pad} = {}\n", remark.replace('\n', &indent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, Span};

    fn shown(text: &str, start: usize, end: usize) -> String {
        let source = Source::new(SourceKind::Query, "a.graphql", text);
        let span = Span {
            file: FileId(0),
            start: start as u32,
            end: end as u32,
        };
        let diagnostic = Diagnostic::new("rule", span, "wrong")
            .saying("here")
            .help("do\nthis");
        render(&diagnostic, &BTreeMap::from([(FileId(0), source)]))
    }

    #[test]
    fn line_and_underline() {
        let expected = "error[rule]: wrong\n --> a.graphql:2:2\n  |\n2 | \tbcd\n  | \t^^ here\n  = help: do\n          this\n";
        assert_eq!(shown("{\n\tbcd\n}", 3, 5), expected);
    }

    #[test]
    fn spans_at_odd_places_do_not_panic() {
        let text = format!("ä\r\n\u{1b}[31m{}", "x".repeat(500));
        for start in 0..text.len() + 2 {
            let shown = shown(&text, start, start + 3);
            assert!(!shown.contains('\u{1b}'));
            assert!(shown.lines().all(|line| line.chars().count() < 200));
        }
    }
}
