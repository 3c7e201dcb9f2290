//! Rendering of stored pages, and what it does to the links of others.

use super::super::Call;
use crate::graphql::Failure;
use crate::render::{self, Options, Surroundings};
use crate::state::Wiki;

/// Renders a page anew: HTML, headings, links, and the time of the last change.
pub(super) fn render(call: &mut Call<'_>, id: i64) {
    let Some(page) = call.wiki.pages.get(id) else {
        return;
    };
    let exists = |locale: &str, path: &str| call.wiki.pages.by_path(locale, path).is_some();
    let around = Surroundings {
        locale: &page.locale,
        exists: &exists,
    };
    let rendered = render::render(
        &page.content,
        &page.content_type,
        options(call.wiki),
        &around,
    );
    call.wiki.links.set(id, rendered.links_of(id));
    let now = call.wiki.clock.stamp();
    call.wiki.pages.change(id, |page| {
        page.rendered(&rendered.html, &rendered.toc);
        page.updated = now;
    });
}

fn options(wiki: &Wiki) -> Options {
    let Some(core) = wiki.modules.rendering.get("markdownCore") else {
        return Options::default();
    };
    Options {
        markdown: core.enabled,
        line_breaks: core.on("linebreaks"),
        linkify: core.on("linkify"),
        allow_html: core.on("allowHTML"),
    }
}

/// Pages that link to a place learn that it came or went.
pub(super) fn relink(wiki: &mut Wiki, locale: &str, path: &str, exists: bool) {
    for id in wiki.links.to(locale, path) {
        let now = wiki.clock.stamp();
        wiki.pages.change(id, |page| {
            let before = page.html();
            let after = render::relink(&before, locale, path, exists);
            if after != before {
                page.relinked(&after);
                page.updated = now;
            }
        });
    }
}

/// Builds the tree anew; where another write does the same, this one may be reported as failed.
pub(super) fn rebuild_tree(call: &mut Call<'_>) -> Result<(), Failure> {
    let rows = call.wiki.pages.len();
    call.together.loses_tree(rows, &mut call.wiki.seed)?;
    call.wiki.tree.rebuild();
    Ok(())
}
