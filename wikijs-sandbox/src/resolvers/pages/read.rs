//! One page.

use serde_json::{Value, json};

use super::super::{Answer, Call};
use super::not_found;
use crate::auth::Place;
use crate::clock::iso;
use crate::codes::PAGE_VIEW_FORBIDDEN;
use crate::graphql::{Failure, Node};
use crate::state::{Page, Tag};

pub(super) fn single(call: &Call<'_>) -> Answer {
    open(call, call.wiki.pages.get(call.args.id("id")))
}

pub(super) fn single_by_path(call: &Call<'_>) -> Answer {
    open(
        call,
        call.wiki
            .pages
            .by_path(&call.args.string("locale"), &call.args.string("path")),
    )
}

// Whatever the schema says, reading one page wants the right to manage or delete it.
fn open(call: &Call<'_>, page: Option<&Page>) -> Answer {
    let page = page.ok_or_else(not_found)?;
    let place = Place::new(&page.path, Some(&page.locale));
    if !call.may(&["manage:pages", "delete:pages"], place) {
        return Err(PAGE_VIEW_FORBIDDEN.failure());
    }
    Ok(full(call, page))
}

/// A page with all its fields.
pub(super) fn full(call: &Call<'_>, page: &Page) -> Node {
    let user = |id: i64| call.wiki.users.get(id);
    let (author, creator) = (user(page.author), user(page.creator));
    let name = |user: Option<&crate::state::User>| user.map(|user| user.name.clone());
    let email = |user: Option<&crate::state::User>| user.map(|user| user.email.clone());
    Node::Object(vec![
        ("id", page.id.into()),
        ("path", page.path.clone().into()),
        ("hash", page.hash().into()),
        ("title", page.title.clone().into()),
        ("description", page.description.clone().into()),
        ("isPrivate", page.is_private.into()),
        ("isPublished", page.is_published.into()),
        ("privateNS", Node::NULL),
        ("publishStartDate", page.publish_start.clone().into()),
        ("publishEndDate", page.publish_end.clone().into()),
        ("tags", tags(call, page)),
        ("content", page.content.clone().into()),
        (
            "render",
            page.render.clone().map_or(Node::NULL, Node::Packed),
        ),
        ("toc", toc(page)),
        ("contentType", page.content_type.clone().into()),
        ("createdAt", iso(page.created).into()),
        ("updatedAt", iso(page.updated).into()),
        ("editor", page.editor.clone().into()),
        ("locale", page.locale.clone().into()),
        ("scriptCss", page.script_css.clone().into()),
        ("scriptJs", page.script_js.clone().into()),
        ("authorId", page.author.into()),
        ("authorName", name(author).into()),
        ("authorEmail", email(author).into()),
        ("creatorId", page.creator.into()),
        ("creatorName", name(creator).into()),
        ("creatorEmail", email(creator).into()),
    ])
}

/// A tag with all its fields.
pub(super) fn tag(tag: &Tag) -> Node {
    json!({
        "id": tag.id, "tag": tag.tag, "title": tag.title, "createdAt": iso(tag.created), "updatedAt": iso(tag.updated),
    })
    .into()
}

fn tags(call: &Call<'_>, page: &Page) -> Node {
    let mut tags = call.wiki.tags_of(page);
    tags.sort_by_key(|tag| tag.id);
    tags.into_iter().map(tag).collect()
}

// The database gives a list where the schema wants a text: this field always fails.
fn toc(page: &Page) -> Node {
    let items: Vec<_> = nested(&page.headings());
    let shown = if items.is_empty() {
        "[]".into()
    } else {
        format!("[{}]", items.join(", "))
    };
    Node::Failed(Failure::named(
        "GraphQLError",
        format!("String cannot represent value: {shown}"),
    ))
}

// Only the first level is shown with its texts; what lies below is named by its kind.
fn nested(toc: &[(u8, String, String)]) -> Vec<String> {
    let top = toc.iter().map(|(level, ..)| *level).min().unwrap_or(1);
    let mut out: Vec<(String, bool)> = Vec::new();
    for (level, title, anchor) in toc {
        match out.last_mut() {
            Some((_, has_children)) if *level > top => *has_children = true,
            _ => out.push((
                format!(
                    "title: {}, anchor: {}",
                    Value::from(&**title),
                    Value::from(&**anchor)
                ),
                false,
            )),
        }
    }
    out.into_iter()
        .map(|(item, children)| {
            format!(
                "{{ {item}, children: {} }}",
                if children { "[Array]" } else { "[]" }
            )
        })
        .collect()
}

// Texts are compared as texts; what is no text is never later.
pub(super) fn check_conflicts(call: &Call<'_>) -> Answer {
    let page = for_conflicts(call)?;
    let given = call.args.text("checkoutDate");
    Ok(given
        .is_some_and(|given| iso(page.updated).as_str() > given)
        .into())
}

pub(super) fn conflict_latest(call: &Call<'_>) -> Answer {
    let page = for_conflicts(call)?;
    let author = call
        .wiki
        .users
        .get(page.author)
        .map(|user| user.name.clone());
    Ok(json!({
        "id": page.id, "authorId": page.author, "authorName": author, "content": page.content,
        "createdAt": iso(page.created), "description": page.description, "isPublished": page.is_published,
        "locale": page.locale, "path": page.path, "tags": call.wiki.tag_texts(page), "title": page.title,
        "updatedAt": iso(page.updated),
    })
    .into())
}

fn for_conflicts<'a>(call: &'a Call<'_>) -> Result<&'a Page, Failure> {
    let page = call
        .wiki
        .pages
        .get(call.args.id("id"))
        .ok_or_else(not_found)?;
    let place = Place::new(&page.path, Some(&page.locale));
    match call.may(&["write:pages", "manage:pages"], place) {
        true => Ok(page),
        false => Err(PAGE_VIEW_FORBIDDEN.failure()),
    }
}
