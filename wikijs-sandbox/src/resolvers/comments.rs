//! `comments`: below pages, by users, keys and guests.

use serde_json::{Value, json};

use super::providers::{Form, patch, shown};
use super::{Answer, Call, Caught, done, unsupported, users};
use crate::auth::Place;
use crate::clock::iso;
use crate::codes::{
    COMMENT_CONTENT_MISSING, COMMENT_MANAGE_FORBIDDEN, COMMENT_NOT_FOUND, COMMENT_POST_FORBIDDEN,
    COMMENT_VIEW_FORBIDDEN, PAGE_NOT_FOUND,
};
use crate::graphql::{Failure, Node};
use crate::render;
use crate::state::{Comment, Page};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "list" => list(call),
        "single" => single(call),
        "providers" => {
            let all = call.wiki.modules.comments.list().iter();
            Ok(all.map(|module| Node::Leaf(shown(module, false))).collect())
        }
        _ => Err(unsupported("CommentQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "create" => create(call).caught(),
        "update" => update(call).caught(),
        "delete" => delete(call).caught(),
        "updateProviders" => update_providers(call).caught(),
        _ => Err(unsupported("CommentMutation", field)),
    }
}

// Rules by tag count here.
fn may(call: &Call<'_>, permissions: &[&str], page: &Page) -> bool {
    let tags = call.wiki.tag_texts(page);
    call.may(
        permissions,
        Place {
            path: &page.path,
            locale: Some(&page.locale),
            tags: &tags,
        },
    )
}

fn list(call: &Call<'_>) -> Answer {
    let Some(page) = call
        .wiki
        .pages
        .by_path(&call.args.string("locale"), &call.args.string("path"))
    else {
        return Ok(Node::List(Vec::new()));
    };
    if !may(call, &["read:comments"], page) {
        return Err(hidden());
    }
    Ok(call.wiki.comments.of(page.id).map(item).collect())
}

fn single(call: &Call<'_>) -> Answer {
    let comment = call
        .wiki
        .comments
        .get(call.args.id("id"))
        .ok_or_else(not_found)?;
    let page = call.wiki.pages.get(comment.page).ok_or_else(not_found)?;
    if may(call, &["read:comments"], page) {
        Ok(item(comment))
    } else {
        Err(hidden())
    }
}

fn item(comment: &Comment) -> Node {
    json!({
        "id": comment.id, "content": comment.content, "render": comment.render, "authorId": comment.author,
        "authorName": comment.name, "authorEmail": comment.email, "authorIP": comment.ip,
        "createdAt": iso(comment.created), "updatedAt": iso(comment.updated),
    })
    .into()
}

fn create(call: &mut Call<'_>) -> Answer {
    let content = call.args.string("content");
    if content.trim().chars().count() < 2 {
        return Err(COMMENT_CONTENT_MISSING.failure());
    }
    let page = call.wiki.pages.get(call.args.id("pageId"));
    let page = page.ok_or_else(|| PAGE_NOT_FOUND.failure())?;
    let page_id = page.id;
    if !may(call, &["write:comments"], page) {
        return Err(COMMENT_POST_FORBIDDEN.failure());
    }
    let (name, email) = author(call)?;
    if call.wiki.modules.comment_provider != "default" {
        return Err(Failure::named(
            "TypeError",
            "WIKI.data.commentProvider.create is not a function",
        ));
    }
    wait(call)?;
    let created = call.wiki.clock.stamp();
    let id = call.wiki.comments.add(Comment {
        id: 0,
        page: page_id,
        render: render::comment(&content),
        content,
        author: call.who.user,
        name,
        email,
        ip: call.ip.into(),
        created,
        updated: created,
    });
    Ok(done("New comment posted successfully").with("id", id))
}

// Guests say who they are.
fn author(call: &Call<'_>) -> Result<(String, String), Failure> {
    if !call.who.is_guest() {
        return Ok((call.who.name.clone(), call.who.email.clone()));
    }
    let (name, email) = (
        call.args.string("guestName"),
        call.args.string("guestEmail"),
    );
    users::check_guest(&email, &name)?;
    Ok((name, email))
}

// The time between two comments of one account, from the provider's settings.
fn wait(call: &Call<'_>) -> Result<(), Failure> {
    let provider = call.wiki.modules.comments.get("default");
    let seconds = provider
        .and_then(|module| module.config.get("minDelay"))
        .and_then(Value::as_i64)
        .unwrap_or(0);
    let last = call.wiki.comments.last_of(call.who.user);
    if last.is_some_and(|last| call.wiki.clock.now() - last < seconds * 1000) {
        return Err(Failure::plain(
            "Your administrator has set a time limit before you can post another comment. Try again later.",
        ));
    }
    Ok(())
}

fn update(call: &mut Call<'_>) -> Answer {
    let (id, content) = (call.args.id("id"), call.args.string("content"));
    let comment = call.wiki.comments.get(id).ok_or_else(not_found)?;
    manageable(call, comment)?;
    let (render, now) = (render::comment(&content), call.wiki.clock.stamp());
    if let Some(comment) = call.wiki.comments.get_mut(id) {
        (comment.content, comment.render, comment.updated) = (content, render.clone(), now);
    }
    Ok(done("Comment updated successfully").with("render", render))
}

fn delete(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    let comment = call.wiki.comments.get(id).ok_or_else(not_found)?;
    manageable(call, comment)?;
    call.wiki.comments.remove(id);
    Ok(done("Comment deleted successfully"))
}

// One's own, or any with the right to manage them there.
fn manageable(call: &Call<'_>, comment: &Comment) -> Result<(), Failure> {
    let page = call.wiki.pages.get(comment.page).ok_or_else(not_found)?;
    let own = comment.author == call.who.user && !call.who.is_guest();
    match own || may(call, &["manage:comments"], page) {
        true => Ok(()),
        false => Err(COMMENT_MANAGE_FORBIDDEN.failure()),
    }
}

// The last one that is switched on runs; with none the one that ran goes on.
fn update_providers(call: &mut Call<'_>) -> Answer {
    patch(call, "providers", Form::Wrapped, |call, wanted| {
        let modules = &mut call.wiki.modules;
        if let Some(module) = modules.comments.get_mut(&wanted.key) {
            (module.enabled, module.config) = (wanted.enabled, wanted.config);
        }
    })?;
    let modules = &mut call.wiki.modules;
    if let Some(running) = modules.comments.list().iter().find(|module| module.enabled) {
        modules.comment_provider = running.key().into();
    }
    Ok(done("Comment Providers updated successfully"))
}

fn hidden() -> Failure {
    COMMENT_VIEW_FORBIDDEN.failure()
}

fn not_found() -> Failure {
    COMMENT_NOT_FOUND.failure()
}
