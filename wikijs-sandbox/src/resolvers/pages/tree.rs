//! One level of the tree.

use super::super::{Answer, Call};
use crate::auth::Place;
use crate::graphql::{Failure, Node};
use crate::state::{Entry, Tree, Wiki};

pub(super) fn tree(call: &mut Call<'_>) -> Answer {
    let mode = call.args.text("mode").unwrap_or("ALL").to_owned();
    if mode == "PAGES" {
        // A mistake of the server: this mode never answers.
        return Err(Failure::named(
            "TypeError",
            "builder.andWhereNotNull is not a function",
        ));
    }
    let wanted = Wanted::of(call);
    settle(call);
    let Some(entries) = entries(&call.wiki.tree, &wanted, mode == "FOLDERS") else {
        return Ok(Node::List(Vec::new()));
    };
    let access = call.access();
    let readable = |entry: &&Entry| {
        let place = Place::new(&entry.path, Some(&entry.locale));
        access.allows(&["read:pages"], place)
    };
    Ok(entries.into_iter().filter(readable).map(item).collect())
}

fn settle(call: &mut Call<'_>) {
    let Wiki { tree, pages, .. } = &mut *call.wiki;
    tree.settle(pages.list());
}

/// What a call asks for.
struct Wanted {
    locale: String,
    parent: i64,
    /// Only where no parent is named.
    path: Option<String>,
    ancestors: bool,
}

impl Wanted {
    fn of(call: &Call<'_>) -> Self {
        let parent = call.args.int("parent").unwrap_or(0).max(0);
        Self {
            locale: call.args.string("locale"),
            parent,
            path: call
                .args
                .text("path")
                .filter(|_| parent == 0)
                .map(String::from),
            ancestors: call.args.bool("includeAncestors") == Some(true),
        }
    }
}

// A path gives the level that it stands on, not the one below it; none where it is not there.
fn entries<'a>(tree: &'a Tree, wanted: &Wanted, folders: bool) -> Option<Vec<&'a Entry>> {
    let at = match &wanted.path {
        Some(path) => Some(tree.at(&wanted.locale, path)?),
        None => None,
    };
    let parent = at.map_or(wanted.parent, |entry| entry.parent);
    let level = tree.level(&wanted.locale, parent);
    let mut chosen: Vec<_> = level.filter(|entry| !folders || entry.is_folder).collect();
    if let Some(at) = at.filter(|_| wanted.ancestors) {
        chosen.extend(at.ancestors.iter().filter_map(|id| tree.get(*id)));
    }
    chosen.sort_by_key(|entry| entry.id);
    chosen.sort_by(|a, b| {
        b.is_folder
            .cmp(&a.is_folder)
            .then_with(|| a.title.cmp(&b.title))
    });
    Some(chosen)
}

fn item(entry: &Entry) -> Node {
    Node::Object(vec![
        ("id", entry.id.into()),
        ("path", entry.path.as_str().into()),
        ("depth", entry.depth.into()),
        ("title", entry.title.as_str().into()),
        ("isPrivate", entry.is_private.into()),
        ("isFolder", entry.is_folder.into()),
        ("privateNS", Node::NULL),
        ("parent", entry.parent.into()),
        ("pageId", entry.page.into()),
        ("locale", entry.locale.as_str().into()),
    ])
}
