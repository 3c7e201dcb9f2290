//! Pages to begin with.

use serde_json::{Value, json};

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
}

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

    /// Its path.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// What `pages.create` is asked with.
    pub(super) fn variables(&self) -> Value {
        json!({
            "path": self.path, "title": self.title, "content": self.content, "description": self.description,
            "editor": self.editor, "locale": self.locale, "tags": self.tags, "isPublished": self.published,
        })
    }
}
