//! What is wrong with a source, as a value: rule, message, places, help. Rules make [`Diagnostic`]s, a [`Report`] holds
//! all of one run in the order of their places and shows them as text with the source line underlined.

mod json;
mod nearest;
mod render;
mod report;

pub use nearest::{
    did_you_mean, did_you_mean_marked, did_you_mean_type, is_near, list_of_names, some_names,
};
pub use report::Report;

use crate::source::Span;

/// Whether anything is generated in spite of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    #[default]
    Error,
    /// It is worth knowing.
    Warning,
}

impl Severity {
    /// `error`, `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The short name of the rule that is broken.
    pub rule: &'static str,
    /// Whether anything is generated in spite of it.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where: the first label is the place the report is sorted by and points at.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
}

/// A place and what is to be said of it; the text may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands beside the underline.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic with one place.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        let label = Label {
            span,
            text: String::new(),
        };
        Self {
            rule,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![label],
            help: None,
            notes: Vec::new(),
        }
    }

    /// The same as a warning.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Whether nothing is generated because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Says `text` beside the underline of the first place.
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Adds another place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, where there is something to say.
    pub fn help_if(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// Adds something worth knowing.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The first place.
    pub fn span(&self) -> Span {
        self.labels
            .first()
            .map(|label| label.span)
            .unwrap_or_default()
    }
}
