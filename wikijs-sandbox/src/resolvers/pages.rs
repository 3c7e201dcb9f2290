//! `pages`: reading, writing and moving pages.

mod change;
mod create;
mod history;
mod list;
mod maintain;
mod read;
mod rendering;
mod search;
mod tree;
mod update;

use super::{Answer, Call, Caught, unsupported};
use crate::codes::{PAGE_EMPTY_CONTENT, PAGE_ILLEGAL_PATH, PAGE_NOT_FOUND, PAGE_UPDATE_FORBIDDEN};
use crate::graphql::{Failure, Node};
use crate::state::Page;

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "single" => read::single(call),
        "singleByPath" => read::single_by_path(call),
        "checkConflicts" => read::check_conflicts(call),
        "conflictLatest" => read::conflict_latest(call),
        "list" => list::list(call),
        "tags" => Ok(list::tags(call)),
        "searchTags" => Ok(list::search_tags(call)),
        "search" => search::search(call),
        "links" => Ok(search::links(call)),
        "tree" => tree::tree(call),
        "history" => history::history(call),
        "version" => history::version(call),
        _ => Err(unsupported("PageQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "create" => create::create(call),
        "update" => update::update(call),
        "convert" => change::convert(call),
        "move" => change::relocate(call),
        "delete" => change::delete(call),
        "restore" => change::restore(call),
        "render" => change::render(call),
        "deleteTag" => maintain::delete_tag(call),
        "updateTag" => maintain::update_tag(call),
        "flushCache" => Ok(super::done("Pages Cache has been flushed successfully.")),
        "migrateToLocale" => maintain::migrate(call),
        "rebuildTree" => maintain::rebuild_tree(call),
        "purgeHistory" => maintain::purge_history(call),
        _ => Err(unsupported("PageMutation", field)),
    }
    .caught()
}

fn not_found() -> Failure {
    PAGE_NOT_FOUND.failure()
}

fn invalid_id() -> Failure {
    Failure::plain("Invalid Page Id")
}

fn empty_content() -> Failure {
    PAGE_EMPTY_CONTENT.failure()
}

fn illegal_path() -> Failure {
    PAGE_ILLEGAL_PATH.failure()
}

fn update_forbidden() -> Failure {
    PAGE_UPDATE_FORBIDDEN.failure()
}

/// A path as it is kept: one slash at each end goes. Some characters may not stand in it.
fn clean_path(path: &str) -> Result<String, Failure> {
    if path.contains(['.', ' ', '\\']) || path.contains("//") {
        return Err(illegal_path());
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    Ok(path.strip_prefix('/').unwrap_or(path).into())
}

/// The page of an id, by value: it is changed piece by piece.
fn page(call: &Call<'_>, id: i64) -> Option<Page> {
    call.wiki.pages.get(id).cloned()
}

/// A page as `create` and `update` hand it back: a row without its editor, locale and scripts.
fn payload(call: &Call<'_>, before: &Page) -> Node {
    let updated = call
        .wiki
        .pages
        .get(before.id)
        .map_or(before.updated, |page| page.updated);
    let Node::Object(fields) = read::full(
        call,
        &Page {
            updated,
            ..before.clone()
        },
    ) else {
        return Node::NULL;
    };
    let left_out = ["editor", "locale", "scriptCss", "scriptJs"];
    Node::Object(
        fields
            .into_iter()
            .filter(|(name, _)| !left_out.contains(name))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_one_slash_at_each_end() {
        assert_eq!(clean_path("/guide/intro/").as_deref(), Ok("guide/intro"));
        assert_eq!(clean_path("").as_deref(), Ok(""));
        for path in ["a b", "x.y", "a\\b", "a//b"] {
            assert_eq!(clean_path(path), Err(illegal_path()), "{path}");
        }
    }
}
