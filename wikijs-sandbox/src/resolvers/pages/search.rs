//! Search by the engine of a fresh wiki (titles, descriptions, paths) or the one with an index, and links.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::{Answer, Call};
use crate::auth::Place;
use crate::graphql::{Failure, Node};
use crate::state::{Page, Pages, Search, joined, text_has};

// The server's limit on rows of pages joined with tags.
const MOST_ROWS: usize = 100;

pub(super) fn search(call: &Call<'_>) -> Answer {
    match call.wiki.modules.engine.as_deref() {
        Some("db") => Ok(found(call, hits(call), |page| page.id.into(), Vec::new())),
        Some("postgres") => Ok(indexed(call)),
        Some(engine) => Err(Failure::unsupported(&format!("the search engine {engine}"))),
        None => Err(Failure::undefined("results")),
    }
}

fn found(
    call: &Call<'_>,
    hits: Vec<&Page>,
    id: impl Fn(&Page) -> Value,
    suggestions: Vec<String>,
) -> Node {
    let total = hits.len();
    let access = call.access();
    let readable = |page: &&Page| {
        let tags = call.wiki.tag_texts(page);
        let place = Place {
            path: &page.path,
            locale: Some(&page.locale),
            tags: &tags,
        };
        access.allows(&["read:pages"], place)
    };
    let results: Vec<_> = hits
        .into_iter()
        .filter(readable)
        .map(|page| result(page, id(page)))
        .collect();
    // The total is counted before the check of permissions.
    json!({ "results": results, "suggestions": suggestions, "totalHits": total }).into()
}

// The engine with an index of its own: it knows contents, and its ids are those of its rows.
fn indexed(call: &Call<'_>) -> Node {
    let query = call.args.string("query").to_lowercase();
    let wanted: Vec<_> = words(&query).collect();
    let (path, locale) = (call.args.text("path"), call.args.text("locale"));
    let index = &call.wiki.modules.index;
    let hit = |page: &&Page| {
        let text = format!("{} {} {}", page.title, page.description, page.content).to_lowercase();
        page.is_published
            && path.is_none_or(|path| page.path.starts_with(path))
            && locale.is_none_or(|locale| page.locale == locale)
            && !wanted.is_empty()
            && wanted
                .iter()
                .all(|word| words(&text).any(|known| known.starts_with(word)))
    };
    let hits: Vec<_> = index
        .iter()
        .filter_map(|id| call.wiki.pages.get(*id))
        .filter(hit)
        .collect();
    let row = |page: &Page| {
        index
            .iter()
            .position(|id| *id == page.id)
            .map(|at| at + 1)
            .into()
    };
    let suggestions = if hits.is_empty() {
        Vec::new()
    } else {
        vec![query]
    };
    found(call, hits, row, suggestions)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn hits<'a>(call: &'a Call<'_>) -> Vec<&'a Page> {
    let text = |name: &str| call.args.text(name).map(String::from);
    let query = call.args.string("query").to_lowercase();
    let pages = &call.wiki.pages;
    let found = pages.found((query, text("path"), text("locale")), |search| {
        first_rows(pages, search)
    });
    found.into_iter().filter_map(|id| pages.get(id)).collect()
}

// The pages of as many rows as the server's one query gives.
fn first_rows(pages: &Pages, (query, path, locale): &Search) -> Vec<i64> {
    let contains = |text: &str| text_has(text, query);
    let hit = |page: &&Page| {
        page.is_published
            && path.as_ref().is_none_or(|path| page.path.starts_with(path))
            && locale.as_ref().is_none_or(|locale| page.locale == *locale)
            && (contains(&page.title) || contains(&page.description) || contains(&page.path))
    };
    let mut found = pages.perhaps_with(query);
    found.retain(hit);
    let tagged = found
        .iter()
        .flat_map(|page| page.tags.iter().map(|_| page.id));
    let order = joined(found.iter().copied(), tagged, MOST_ROWS);
    let mut rows = MOST_ROWS;
    let mut out = Vec::new();
    for page in order.into_iter().filter_map(|id| pages.get(id)) {
        if rows == 0 {
            break;
        }
        rows = rows.saturating_sub(page.tags.len().max(1));
        out.push(page.id);
    }
    out
}

fn result(page: &Page, id: Value) -> Value {
    json!({
        "id": id, "title": page.title, "description": page.description, "path": page.path,
        "locale": page.locale,
    })
}

/// Pages of a locale with where they link to; the paths begin with the locale, and rules are asked with it.
pub(super) fn links(call: &Call<'_>) -> Node {
    let locale = call.args.string("locale");
    let (pages, links) = (&call.wiki.pages, &call.wiki.links);
    let here = pages.list().filter(|page| page.locale == locale);
    let rows = links.list().iter().map(|link| link.page);
    let order = joined(here, rows, usize::MAX);
    let access = call.access();
    let readable = |page: &&Page| {
        let path = format!("{locale}/{}", page.path);
        access.allows(&["read:pages"], Place::new(&path, Some(&locale)))
    };
    let mut of: HashMap<i64, Vec<String>> = HashMap::new();
    for link in links.list() {
        let target = format!("{}/{}", link.locale, link.path);
        of.entry(link.page).or_default().push(target);
    }
    let item = |page: &Page| {
        let links = of.get(&page.id).cloned().unwrap_or_default();
        json!({ "id": page.id, "path": format!("{locale}/{}", page.path), "title": page.title, "links": links }).into()
    };
    order
        .into_iter()
        .filter_map(|id| pages.get(id))
        .filter(readable)
        .map(item)
        .collect()
}
