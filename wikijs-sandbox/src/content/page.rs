//! Pages to begin with.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::state::Wiki;

/// A page to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedPage {
    path: String,
    title: String,
    content: String,
    description: String,
    editor: String,
    locale: String,
    tags: Vec<String>,
    published: bool,
    origin: Origin,
}

/// The file that a page was read from, for messages; no part of what the page is.
#[derive(Clone, Debug, Default)]
struct Origin(Option<PathBuf>);

impl PartialEq for Origin {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl SeedPage {
    /// A published Markdown page in English.
    #[must_use]
    pub fn new(
        path: impl Into<String>,
        title: impl Into<String>,
        content: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            title: title.into(),
            content: content.into(),
            description: String::new(),
            editor: "markdown".into(),
            locale: "en".into(),
            tags: Vec::new(),
            published: true,
            origin: Origin::default(),
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Its description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Its tags.
    #[must_use]
    pub fn tags<T: Into<String>>(mut self, tags: impl IntoIterator<Item = T>) -> Self {
        self.tags = tags.into_iter().map(Into::into).collect();
        self
    }

    /// The editor it was written with, which says what kind of source it is: `markdown`, `code`, `ckeditor` …
    #[must_use]
    pub fn editor(mut self, editor: impl Into<String>) -> Self {
        self.editor = editor.into();
        self
    }

    /// Its locale: `en` unless set. The wiki must have it: [`Builder::locale`](crate::Builder::locale).
    #[must_use]
    pub fn locale(mut self, locale: impl Into<String>) -> Self {
        self.locale = locale.into();
        self
    }

    /// Whether readers see it.
    #[must_use]
    pub fn published(mut self, published: bool) -> Self {
        self.published = published;
        self
    }

    pub(super) fn read_from(mut self, file: &Path) -> Self {
        self.origin = Origin(Some(file.into()));
        self
    }

    /// What messages call it.
    pub(super) fn called(&self) -> String {
        match &self.origin.0 {
            Some(file) => format!("{}: page {}", file.display(), self.path),
            None => format!("page {}", self.path),
        }
    }

    /// What the database would refuse in its own words.
    pub(super) fn check(&self, wiki: &Wiki) -> Result<(), String> {
        let Self { locale, editor, .. } = self;
        if !wiki.settings.installed(locale) {
            return Err(format!(
                "the locale {locale:?} is not installed: [[locale]] in a seed file installs it, or Builder::locale"
            ));
        }
        if !wiki.settings.editors.contains_key(editor) {
            let known: Vec<_> = wiki.settings.editors.keys().map(String::as_str).collect();
            return Err(format!(
                "no editor {editor:?}; there are {}",
                known.join(", ")
            ));
        }
        Ok(())
    }

    /// What `pages.create` is asked with.
    pub(super) fn variables(&self) -> Value {
        json!({
            "path": self.path, "title": self.title, "content": self.content, "description": self.description,
            "editor": self.editor, "locale": self.locale, "tags": self.tags, "isPublished": self.published,
        })
    }
}
