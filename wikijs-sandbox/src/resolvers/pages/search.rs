//! Search by the engine of a fresh wiki (titles, descriptions, paths), and links.

use serde_json::{Value, json};

use super::super::{Answer, Call};
use crate::auth::Place;
use crate::graphql::Node;
use crate::state::{Page, joined};

// The server's limit on rows of pages joined with tags.
const MOST_ROWS: usize = 100;

pub(super) fn search(call: &Call<'_>) -> Answer {
    let hits = hits(call);
    let total = hits.len();
    let readable = |page: &&Page| {
        let tags = call.wiki.tag_texts(page);
        call.may(&["read:pages"], Place { path: &page.path, locale: Some(&page.locale), tags: &tags })
    };
    let results: Vec<_> = hits.into_iter().filter(readable).map(result).collect();
    // The total is counted before the check of permissions.
    Ok(json!({ "results": results, "suggestions": [], "totalHits": total }).into())
}

fn hits<'a>(call: &'a Call<'_>) -> Vec<&'a Page> {
    let query = call.args.string("query").to_lowercase();
    let (path, locale) = (call.args.text("path"), call.args.text("locale"));
    let contains = |text: &str| text.to_lowercase().contains(&query);
    let hit = |page: &&Page| {
        page.is_published
            && path.is_none_or(|path| page.path.starts_with(path))
            && locale.is_none_or(|locale| page.locale == locale)
            && (contains(&page.title) || contains(&page.description) || contains(&page.path))
    };
    let pages = &call.wiki.pages;
    let tagged = pages.list().filter(hit).flat_map(|page| page.tags.iter().map(|_| page.id));
    let order = joined(pages.list().filter(hit), tagged);
    let mut rows = MOST_ROWS;
    let mut out = Vec::new();
    for page in order.into_iter().filter_map(|id| pages.get(id)) {
        if rows == 0 {
            break;
        }
        rows = rows.saturating_sub(page.tags.len().max(1));
        out.push(page);
    }
    out
}

fn result(page: &Page) -> Value {
    json!({
        "id": page.id, "title": page.title, "description": page.description, "path": page.path,
        "locale": page.locale,
    })
}

/// Pages of a locale with where they link to; the paths begin with the locale, and rules are asked with it.
pub(super) fn links(call: &Call<'_>) -> Node {
    let locale = call.args.string("locale");
    let (pages, links) = (&call.wiki.pages, &call.wiki.links);
    let here = pages.list().filter(|page| page.locale == locale);
    let order = joined(here, links.list().iter().map(|link| link.page));
    let readable = |page: &&Page| {
        let path = format!("{locale}/{}", page.path);
        call.may(&["read:pages"], Place::new(&path, Some(&locale)))
    };
    let item = |page: &Page| {
        let of = links.list().iter().filter(|link| link.page == page.id);
        let links: Vec<_> = of.map(|link| format!("{}/{}", link.locale, link.path)).collect();
        json!({ "id": page.id, "path": format!("{locale}/{}", page.path), "title": page.title, "links": links }).into()
    };
    order.into_iter().filter_map(|id| pages.get(id)).filter(readable).map(item).collect()
}
