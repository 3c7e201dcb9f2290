//! One level of the tree.

use serde_json::json;

use super::super::{Answer, Call};
use crate::auth::Place;
use crate::graphql::{Failure, Node};
use crate::state::{Entry, Wiki};

pub(super) fn tree(call: &mut Call<'_>) -> Answer {
    let mode = call.args.text("mode").unwrap_or("ALL").to_owned();
    if mode == "PAGES" {
        // A mistake of the server: this mode never answers.
        return Err(Failure::named(
            "TypeError",
            "builder.andWhereNotNull is not a function",
        ));
    }
    let here = locale(call);
    let Some(level) = level(call, &here) else {
        return Ok(Node::List(Vec::new()));
    };
    let chosen = |entry: &&Entry| {
        (entry.parent == level.parent && (mode != "FOLDERS" || entry.is_folder))
            || level.ancestors.contains(&entry.id)
    };
    let mut entries: Vec<_> = here.iter().filter(chosen).collect();
    entries.sort_by(|a, b| {
        b.is_folder
            .cmp(&a.is_folder)
            .then_with(|| a.title.cmp(&b.title))
    });
    let readable = |entry: &&Entry| {
        call.may(
            &["read:pages"],
            Place::new(&entry.path, Some(&entry.locale)),
        )
    };
    Ok(entries.into_iter().filter(readable).map(item).collect())
}

fn locale(call: &mut Call<'_>) -> Vec<Entry> {
    let locale = call.args.string("locale");
    let Wiki { tree, pages, .. } = &mut *call.wiki;
    tree.settle(pages.list())
        .iter()
        .filter(|entry| entry.locale == locale)
        .cloned()
        .collect()
}

/// What is to be shown: what lies below a parent, and ancestors where they were asked for.
struct Level {
    parent: i64,
    ancestors: Vec<i64>,
}

// A path gives the level that it stands on, not the one below it; none where it is not there.
fn level(call: &Call<'_>, here: &[Entry]) -> Option<Level> {
    let parent = call.args.int("parent").unwrap_or(0).max(0);
    let Some(path) = call.args.text("path").filter(|_| parent == 0) else {
        return Some(Level {
            parent,
            ancestors: Vec::new(),
        });
    };
    let at = here.iter().find(|entry| entry.path == path)?;
    let ancestors = match call.args.bool("includeAncestors") {
        Some(true) => at.ancestors.clone(),
        _ => Vec::new(),
    };
    Some(Level {
        parent: at.parent,
        ancestors,
    })
}

fn item(entry: &Entry) -> Node {
    json!({
        "id": entry.id, "path": entry.path, "depth": entry.depth, "title": entry.title,
        "isPrivate": entry.is_private, "isFolder": entry.is_folder, "privateNS": null, "parent": entry.parent,
        "pageId": entry.page, "locale": entry.locale,
    })
    .into()
}
