//! Former versions.

use serde_json::{Value, json};

use super::super::{Answer, Call};
use super::list::out_of_range;
use crate::auth::Place;
use crate::clock::iso;
use crate::codes::PAGE_HISTORY_FORBIDDEN;
use crate::graphql::Failure;
use crate::state::{Page, Version};

pub(super) fn history(call: &Call<'_>) -> Answer {
    let page = readable(call, call.args.id("id"))?;
    let number = call.args.int("offsetPage").unwrap_or(0);
    let size = call
        .args
        .int("offsetSize")
        .filter(|size| *size != 0)
        .unwrap_or(100);
    if number < 0 {
        return Err(negative_offset());
    }
    let versions = call.wiki.history.of(page.id);
    let all: Vec<_> = versions
        .iter()
        .enumerate()
        .map(|(index, version)| {
            item(
                call,
                version,
                index
                    .checked_sub(1)
                    .and_then(|before| versions.get(before))
                    .copied(),
            )
        })
        .collect();
    let skipped = usize::try_from(number.saturating_mul(size)).unwrap_or(usize::MAX);
    let taken = usize::try_from(size).unwrap_or(usize::MAX);
    let trail: Vec<_> = all.into_iter().rev().skip(skipped).take(taken).collect();
    Ok(json!({ "trail": trail, "total": versions.len() }).into())
}

fn item(call: &Call<'_>, version: &Version, before: Option<&Version>) -> Value {
    let moved = before.filter(|before| before.page.path != version.page.path);
    let action = match (before, moved) {
        (None, _) => "initial",
        (_, Some(_)) => "move",
        _ => "edit",
    };
    json!({
        "versionId": version.id, "versionDate": iso(version.date), "authorId": version.page.author,
        "authorName": name(call, version.page.author), "actionType": action,
        "valueBefore": moved.map(|before| before.page.path.clone()),
        "valueAfter": moved.map(|_| version.page.path.clone()),
    })
}

pub(super) fn version(call: &Call<'_>) -> Answer {
    let page = readable(call, call.args.id("pageId"))?;
    let version = call.wiki.history.get(page.id, call.args.id("versionId"));
    Ok(version
        .map_or(Value::Null, |version| full(call, version))
        .into())
}

// The tags of a version are kept nowhere.
fn full(call: &Call<'_>, version: &Version) -> Value {
    let page = &version.page;
    json!({
        "action": version.action, "authorId": page.author, "authorName": name(call, page.author),
        "content": page.content, "contentType": page.content_type, "createdAt": iso(version.created),
        "versionDate": iso(version.date), "description": page.description, "editor": page.editor,
        "isPrivate": page.is_private, "isPublished": page.is_published, "locale": page.locale, "pageId": page.id,
        "path": page.path, "publishEndDate": page.publish_end, "publishStartDate": page.publish_start, "tags": [],
        "title": page.title, "versionId": version.id,
    })
}

// An unknown page is a mistake of the server's own, not a code.
fn readable<'a>(call: &'a Call<'_>, id: i64) -> Result<&'a Page, Failure> {
    let page = call
        .wiki
        .pages
        .get(id)
        .ok_or_else(|| Failure::undefined("path"))?;
    match call.may(
        &["read:history"],
        Place::new(&page.path, Some(&page.locale)),
    ) {
        true => Ok(page),
        false => Err(PAGE_HISTORY_FORBIDDEN.failure()),
    }
}

fn name(call: &Call<'_>, id: i64) -> Option<String> {
    call.wiki.users.get(id).map(|user| user.name.clone())
}

fn negative_offset() -> Failure {
    let statement = "select \"pageHistory\".\"id\", \"pageHistory\".\"path\", \"pageHistory\".\"authorId\", \
                     \"pageHistory\".\"action\", \"pageHistory\".\"versionDate\", \"author\".\"name\" as \
                     \"authorName\" from \"pageHistory\" inner join \"users\" as \"author\" on \"author\".\"id\" = \
                     \"pageHistory\".\"authorId\" where \"pageHistory\".\"pageId\" = $1 order by \
                     \"pageHistory\".\"versionDate\" desc limit $2 offset $3";
    out_of_range(statement, "OFFSET must not be negative", "2201X", 91, "372")
}
