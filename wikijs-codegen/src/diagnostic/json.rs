//! A report as JSON, for editors and CI: an array with an object a diagnostic, all its places in it. Written by hand, as
//! the crate has no dependencies.

use std::fmt::Write;

use super::{Diagnostic, Label, Report};
use crate::source::Source;

impl Report {
    /// The report as JSON: an array of
    /// `{"severity", "rule", "message", "places": […], "help", "notes": […]}`, where a place is
    /// `{"file", "line", "column", "endLine", "endColumn", "text"}`. Lines and columns count from 1, columns in
    /// characters; the end is the place behind the last character. `help` is null where there is none.
    pub fn to_json(&self) -> String {
        array(self.diagnostics().iter().map(|one| diagnostic(self, one)))
    }
}

fn diagnostic(report: &Report, one: &Diagnostic) -> String {
    let places = one.labels.iter().filter_map(|label| {
        let source = report.file(label.span.file)?;
        Some(place(label, source))
    });
    let help = one.help.as_deref().map_or("null".to_owned(), string);
    object(&[
        ("severity", string(one.severity.word())),
        ("rule", string(one.rule)),
        ("message", string(&one.message)),
        ("places", array(places)),
        ("help", help),
        ("notes", array(one.notes.iter().map(|note| string(note)))),
    ])
}

fn place(label: &Label, source: &Source) -> String {
    let (start, end) = (
        source.place(label.span.start),
        source.place(label.span.end.max(label.span.start)),
    );
    object(&[
        ("file", string(&source.shown())),
        ("line", start.line.to_string()),
        ("column", start.column.to_string()),
        ("endLine", end.line.to_string()),
        ("endColumn", end.column.to_string()),
        ("text", string(&label.text)),
    ])
}

fn object(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{}:{value}", string(key)))
        .collect();
    format!("{{{}}}", entries.join(","))
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for char in text.chars() {
        match char {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\t' => json.push_str("\\t"),
            char if u32::from(char) < 0x20 => _ = write!(json, "\\u{:04x}", u32::from(char)),
            char => json.push(char),
        }
    }
    json.push('"');
    json
}
