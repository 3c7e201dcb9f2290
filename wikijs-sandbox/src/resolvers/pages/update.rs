//! Updates: no patch, and in steps that can stop half-way, as on the server.

use std::collections::HashSet;

use serde_json::Value;

use super::super::{Answer, Call, done};
use super::create::date;
use super::rendering::render;
use super::{change, empty_content, invalid_id, page, payload, update_forbidden};
use crate::auth::Place;
use crate::css;
use crate::graphql::{Failure, Node};
use crate::state::Page;

/// What an update says, from arguments or from an old version. Absent is not null.
pub(super) struct Changes {
    pub(super) content: Option<String>,
    pub(super) title: Option<Value>,
    pub(super) description: Option<Value>,
    pub(super) is_published: bool,
    pub(super) publish_start: Option<Value>,
    pub(super) publish_end: Option<Value>,
    pub(super) script_css: Option<String>,
    pub(super) script_js: Option<String>,
    /// Tags as a list; none where they were left out, which breaks the update half-way.
    pub(super) tags: Option<Value>,
    pub(super) locale: Option<String>,
    pub(super) path: Option<String>,
}

pub(super) fn update(call: &mut Call<'_>) -> Answer {
    let args = &call.args;
    let changes = Changes {
        content: args.text("content").map(String::from),
        title: args.get("title").cloned(),
        description: args.get("description").cloned(),
        is_published: args.bool("isPublished").unwrap_or(false),
        publish_start: args.get("publishStartDate").cloned(),
        publish_end: args.get("publishEndDate").cloned(),
        script_css: args.text("scriptCss").map(String::from),
        script_js: args.text("scriptJs").map(String::from),
        tags: args.get("tags").cloned(),
        locale: args.text("locale").map(String::from),
        path: args.text("path").map(String::from),
    };
    let payload = apply(call, call.args.id("id"), changes, "updated")?;
    Ok(done("Page has been updated.").with("page", payload))
}

/// Applies changes to a page, step by step; gives the page as the server hands it back.
pub(super) fn apply(
    call: &mut Call<'_>,
    id: i64,
    changes: Changes,
    action: &'static str,
) -> Result<Node, Failure> {
    let before = page(call, id).ok_or_else(invalid_id)?;
    if !call.may(
        &["write:pages"],
        Place::new(&before.path, Some(&before.locale)),
    ) {
        return Err(update_forbidden());
    }
    let content = changes
        .content
        .clone()
        .filter(|content| !content.trim().is_empty())
        .ok_or_else(empty_content)?;
    let created = call.wiki.clock.stamp();
    call.wiki.history.add(&before, action, created);
    patch(call, &before, &changes, content)?;
    retag(call, id, changes.tags.as_ref())?;
    let written = page(call, id).unwrap_or_default();
    render(call, id);
    finish(call, &written, &changes)?;
    Ok(payload(call, &written))
}

// The first write: everything but the tags. Texts of the wrong kind are refused before it, after the history entry.
fn patch(
    call: &mut Call<'_>,
    before: &Page,
    changes: &Changes,
    content: String,
) -> Result<(), Failure> {
    let title = text(changes.title.as_ref(), "title", &before.title)?;
    let description = text(
        changes.description.as_ref(),
        "description",
        &before.description,
    )?;
    let start = date(changes.publish_start.as_ref(), "publishStartDate")?;
    let end = date(changes.publish_end.as_ref(), "publishEndDate")?;
    // The rights to scripts are asked for at the place that was sent, so a rule by locale fails where none was.
    let place = Place::new(
        changes.path.as_deref().unwrap_or(&before.path),
        changes.locale.as_deref(),
    );
    let (styles, scripts) = (
        call.may(&["write:styles"], place),
        call.may(&["write:scripts"], place),
    );
    let (author, now) = (call.who.user, call.wiki.clock.stamp());
    call.wiki.pages.change(before.id, |page| {
        (page.title, page.description, page.content) = (title, description, content);
        (page.publish_start, page.publish_end, page.is_published) =
            (start, end, changes.is_published);
        if styles {
            page.script_css = css::minify(changes.script_css.as_deref().unwrap_or_default());
        }
        if scripts {
            page.script_js = changes.script_js.clone().unwrap_or_default();
        }
        (page.author, page.updated) = (author, now);
    });
    Ok(())
}

fn text(value: Option<&Value>, name: &str, before: &str) -> Result<String, Failure> {
    match value {
        None => Ok(before.into()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(Failure::named(
            "ValidationError",
            format!("{name}: should be string"),
        )),
    }
}

fn retag(call: &mut Call<'_>, id: i64, tags: Option<&Value>) -> Result<(), Failure> {
    let missing = |kind: &str| {
        Failure::named(
            "TypeError",
            format!("Cannot read properties of {kind} (reading 'map')"),
        )
    };
    let tags = match tags {
        None => return Err(missing("undefined")),
        Some(Value::Array(tags)) => tags
            .iter()
            .filter_map(Value::as_str)
            .map(String::from)
            .collect::<Vec<_>>(),
        Some(_) => return Err(missing("null")),
    };
    let now = call.wiki.clock.stamp();
    let wanted = call.wiki.tags.ids(&tags, now);
    call.wiki.pages.change(id, |page| {
        let all: HashSet<i64> = wanted.iter().copied().collect();
        page.tags.retain(|tag| all.contains(tag));
        let kept: HashSet<i64> = page.tags.iter().copied().collect();
        let new = wanted.into_iter().filter(|tag| !kept.contains(tag));
        page.tags.extend(new);
    });
    Ok(())
}

// A path or locale that differs moves the page; else the tree learns the title.
fn finish(call: &mut Call<'_>, page: &Page, changes: &Changes) -> Result<(), Failure> {
    let differs = |new: &Option<String>, old: &str| {
        new.as_deref()
            .is_some_and(|new| !new.is_empty() && new != old)
    };
    if !differs(&changes.locale, &page.locale) && !differs(&changes.path, &page.path) {
        call.wiki.tree.rename(page.id, &page.title);
        return Ok(());
    }
    change::move_page(
        call,
        page.id,
        changes.path.as_deref(),
        changes.locale.as_deref(),
    )
}
