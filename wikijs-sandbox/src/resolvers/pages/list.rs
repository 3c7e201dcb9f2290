//! Lists of pages and tags, with the limits the server's one query puts on them.

use std::collections::HashSet;

use serde_json::json;

use super::super::{Answer, Call};
use super::read;
use crate::auth::{Access, Place};
use crate::clock::iso;
use crate::graphql::{Failure, Node};
use crate::state::{Page, Tag};

/// One row of pages joined with tags: a page without tags has one row, too.
struct Row<'a> {
    page: &'a Page,
    tag: Option<&'a str>,
}

pub(super) fn list(call: &Call<'_>) -> Answer {
    let limit = call.args.int("limit").unwrap_or(0);
    if limit < 0 {
        return Err(negative_limit());
    }
    let pages = ordered(
        call,
        call.args.text("orderBy").unwrap_or("ID"),
        call.args.text("orderByDirection") == Some("DESC"),
    );
    let wanted = call.args.texts("tags");
    let lowered: Option<Vec<_>> = wanted
        .as_ref()
        .map(|tags| tags.iter().map(|tag| tag.to_lowercase()).collect())
        .filter(|tags: &Vec<_>| !tags.is_empty());
    let rows = pages.flat_map(|page| rows(call, page, lowered.as_deref()));
    // The limit counts rows, not pages: the last page may lack tags.
    let rows: Vec<_> = match usize::try_from(limit) {
        Ok(limit) if limit > 0 => rows.take(limit).collect(),
        _ => rows.collect(),
    };
    let access = call.access();
    let pages = grouped(rows)
        .into_iter()
        .filter(|(page, _)| readable(&access, page));
    // The filter asks for all tags as they were sent: one in upper case is never there.
    let has_all = |tags: &[&str]| {
        wanted
            .iter()
            .flatten()
            .all(|tag| tags.contains(&tag.as_str()))
    };
    Ok(pages
        .filter(|(_, tags)| has_all(tags))
        .map(|(page, tags)| item(page, &tags))
        .collect())
}

// By id they come as they are, and no more of them than are taken.
fn ordered<'a>(
    call: &'a Call<'_>,
    by: &str,
    descending: bool,
) -> Box<dyn Iterator<Item = &'a Page> + 'a> {
    let chosen = chosen(call);
    match (by, descending) {
        ("ID", false) => Box::new(chosen),
        ("ID", true) => Box::new(chosen.rev()),
        _ => {
            let mut pages: Vec<_> = chosen.collect();
            sort(&mut pages, by, descending);
            Box::new(pages.into_iter())
        }
    }
}

fn chosen<'a>(call: &'a Call<'_>) -> impl DoubleEndedIterator<Item = &'a Page> {
    let locale = call.args.text("locale");
    let (creator, author) = (call.args.int("creatorId"), call.args.int("authorId"));
    let by = move |page: &Page| match (creator, author) {
        (None, None) => true,
        (creator, author) => creator == Some(page.creator) || author == Some(page.author),
    };
    call.wiki
        .pages
        .list()
        .filter(move |page| locale.is_none_or(|locale| page.locale == locale) && by(page))
}

fn sort(pages: &mut [&Page], by: &str, descending: bool) {
    match by {
        "CREATED" => pages.sort_by_key(|page| page.created),
        "PATH" => pages.sort_by_key(|page| &page.path),
        "TITLE" => pages.sort_by_key(|page| &page.title),
        "UPDATED" => pages.sort_by_key(|page| page.updated),
        _ => pages.sort_by_key(|page| page.id),
    }
    if descending {
        pages.reverse();
    }
}

fn rows<'a>(call: &'a Call<'_>, page: &'a Page, wanted: Option<&[String]>) -> Vec<Row<'a>> {
    let tags = call
        .wiki
        .tags_of(page)
        .into_iter()
        .map(|tag| tag.tag.as_str());
    match wanted {
        Some(wanted) => tags
            .filter(|tag| wanted.iter().any(|w| w == tag))
            .map(|tag| Row {
                page,
                tag: Some(tag),
            })
            .collect(),
        None if page.tags.is_empty() => vec![Row { page, tag: None }],
        None => tags
            .map(|tag| Row {
                page,
                tag: Some(tag),
            })
            .collect(),
    }
}

fn grouped(rows: Vec<Row<'_>>) -> Vec<(&Page, Vec<&str>)> {
    let mut out: Vec<(&Page, Vec<&str>)> = Vec::new();
    for row in rows {
        match out.last_mut() {
            Some((page, tags)) if page.id == row.page.id => tags.extend(row.tag),
            _ => out.push((row.page, row.tag.into_iter().collect())),
        }
    }
    out
}

// Tags are not known here: rules by tag neither show nor hide anything.
fn readable(access: &Access<'_>, page: &Page) -> bool {
    access.allows(&["read:pages"], Place::new(&page.path, Some(&page.locale)))
}

fn item(page: &Page, tags: &[&str]) -> Node {
    Node::Object(vec![
        ("id", page.id.into()),
        ("path", page.path.as_str().into()),
        ("locale", page.locale.as_str().into()),
        ("title", page.title.as_str().into()),
        ("description", page.description.as_str().into()),
        ("contentType", page.content_type.as_str().into()),
        ("isPublished", page.is_published.into()),
        ("isPrivate", page.is_private.into()),
        ("privateNS", Node::NULL),
        ("createdAt", iso(page.created).into()),
        ("updatedAt", iso(page.updated).into()),
        ("tags", tags.to_vec().into()),
    ])
}

/// The tags of pages that may be read, by name; forgotten ones are not shown.
pub(super) fn tags(call: &Call<'_>) -> Node {
    let mut tags = used(call);
    tags.sort_by(|a, b| a.tag.cmp(&b.tag));
    tags.into_iter().map(read::tag).collect()
}

/// The first five of them with that text in them.
pub(super) fn search_tags(call: &Call<'_>) -> Node {
    let query = call.args.string("query").trim().to_lowercase();
    let hits = used(call)
        .into_iter()
        .filter(|tag| tag.tag.contains(&query));
    hits.take(5).map(|tag| tag.tag.clone().into()).collect()
}

fn used<'a>(call: &'a Call<'_>) -> Vec<&'a Tag> {
    let access = call.access();
    let pages = call.wiki.pages.list();
    let pages = pages.filter(|page| readable(&access, page));
    let used: HashSet<i64> = pages.flat_map(|page| page.tags.iter().copied()).collect();
    call.wiki
        .tags
        .list()
        .iter()
        .filter(|tag| used.contains(&tag.id))
        .collect()
}

fn negative_limit() -> Failure {
    let statement = "select \"pages\".\"id\", \"path\", \"localeCode\" as \"locale\", \"title\", \"description\", \
                     \"isPublished\", \"isPrivate\", \"privateNS\", \"contentType\", \"createdAt\", \"updatedAt\", \
                     \"tags\".\"tag\" as \"tags:tag\", \"tags\".\"id\" as \"tags:id\" from \"pages\" left join \
                     \"pageTags\" as \"tags_join\" on \"tags_join\".\"pageId\" = \"pages\".\"id\" left join (select \
                     \"tag\", \"tags\".\"id\" from \"tags\") as \"tags\" on \"tags_join\".\"tagId\" = \"tags\".\"id\" \
                     order by \"pages\".\"id\" asc limit $1";
    out_of_range(statement, "LIMIT must not be negative", "2201W", 90, "398")
}

/// The database's refusal of a number, as it stands in `errors`.
pub(super) fn out_of_range(
    statement: &str,
    said: &str,
    code: &str,
    length: i64,
    line: &str,
) -> Failure {
    let native = json!({
        "length": length, "name": "error", "severity": "ERROR", "code": code, "file": "nodeLimit.c", "line": line,
        "routine": "recompute_limits",
    });
    Failure::named("DataError", format!("{statement} - {said}"))
        .with("name", "DataError")
        .with("nativeError", native)
        .with("client", "postgres")
}
