//! One level of the tree.

use serde_json::json;

use super::super::{Answer, Call};
use crate::auth::Place;
use crate::graphql::{Failure, Node};
use crate::state::{Entry, Wiki};

pub(super) fn tree(call: &mut Call<'_>) -> Answer {
    let mode = call.args.text("mode").unwrap_or("ALL");
    if mode == "PAGES" {
        // A mistake of the server: this mode never answers.
        return Err(Failure::named(
            "TypeError",
            "builder.andWhereNotNull is not a function",
        ));
    }
    let locale = call.args.string("locale");
    let here: Vec<_> = {
        let Wiki { tree, pages, .. } = &mut *call.wiki;
        tree.settle(pages.list())
            .iter()
            .filter(|entry| entry.locale == locale)
            .cloned()
            .collect()
    };
    let parent = call.args.int("parent").unwrap_or(0);
    // A path gives the level that it stands on, not the one below it.
    let at = call.args.text("path").filter(|_| parent == 0);
    let at = match at {
        Some(path) => match here.iter().find(|entry| entry.path == path) {
            Some(entry) => Some(entry),
            None => return Ok(Node::List(Vec::new())),
        },
        None => None,
    };
    let parent = at.map_or(parent.max(0), |entry| entry.parent);
    let ancestors = match call.args.bool("includeAncestors") {
        Some(true) => at.map_or(&[][..], |entry| &entry.ancestors),
        _ => &[],
    };
    let chosen = |entry: &&Entry| {
        (entry.parent == parent && (mode != "FOLDERS" || entry.is_folder))
            || ancestors.contains(&entry.id)
    };
    let mut level: Vec<_> = here.iter().filter(chosen).collect();
    level.sort_by(|a, b| {
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
    Ok(level.into_iter().filter(readable).map(item).collect())
}

fn item(entry: &Entry) -> Node {
    json!({
        "id": entry.id, "path": entry.path, "depth": entry.depth, "title": entry.title,
        "isPrivate": entry.is_private, "isFolder": entry.is_folder, "privateNS": null, "parent": entry.parent,
        "pageId": entry.page, "locale": entry.locale,
    })
    .into()
}
