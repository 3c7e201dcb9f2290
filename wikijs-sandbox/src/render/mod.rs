//! From source to HTML, as far as clients can tell: headings with anchors, links marked as known or not.

mod html;
mod markdown;

pub(crate) use html::{convert_to_html, convert_to_markdown, escape, relink};
pub(crate) use markdown::comment;

use crate::state::Link;

/// What rendering a page gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub(crate) html: String,
    /// Level, text, anchor.
    pub(crate) toc: Vec<(u8, String, String)>,
    /// Where the page links to within the wiki.
    pub(crate) links: Vec<(String, String)>,
}

impl Rendered {
    pub(crate) fn links_of(&self, page: i64) -> Vec<Link> {
        let link = |(locale, path): &(String, String)| Link {
            page,
            locale: locale.clone(),
            path: path.clone(),
        };
        self.links.iter().map(link).collect()
    }
}

/// Where a page stands among others: what its links mean.
pub(crate) struct Surroundings<'a> {
    pub(crate) locale: &'a str,
    pub(crate) exists: &'a dyn Fn(&str, &str) -> bool,
}

/// What the settings of the renderers say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// Off, the source is the render.
    pub(crate) markdown: bool,
    pub(crate) line_breaks: bool,
    pub(crate) linkify: bool,
    pub(crate) allow_html: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            markdown: true,
            line_breaks: true,
            linkify: true,
            allow_html: true,
        }
    }
}

/// Renders a source of that content type.
pub(crate) fn render(
    content: &str,
    content_type: &str,
    options: Options,
    around: &Surroundings<'_>,
) -> Rendered {
    match content_type {
        "markdown" if !options.markdown => html::finish(content, around),
        "markdown" => html::finish(&markdown::to_html(content, options), around),
        "html" => html::finish(content, around),
        // AsciiDoc and the rest are shown as they stand: the sandbox has no renderer for them.
        _ => Rendered {
            html: format!("<pre>{}</pre>\n", escape(content)),
            ..Rendered::default()
        },
    }
}
