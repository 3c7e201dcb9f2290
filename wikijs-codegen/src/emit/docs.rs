//! Doc comments: what the schema and the files say, and paragraphs of our own.

use super::context::{Context, literal};
use super::markdown::{code_span, escape};
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
        w.line(format!("#[deprecated(note = {})]", literal(reason)));
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
