//! What is done to a page as a whole: move, delete, restore, convert, render.

use serde_json::{Value, json};

use super::super::{Answer, Call, done, foreign_key};
use super::rendering::{self, rebuild_tree, relink};
use super::update::{Changes, apply};
use super::{clean_path, illegal_path, invalid_id, not_found, page, update_forbidden};
use crate::auth::Place;
use crate::codes::{
    PAGE_DELETE_FORBIDDEN, PAGE_MOVE_FORBIDDEN, PAGE_PATH_COLLISION, PAGE_RESTORE_FORBIDDEN,
};
use crate::graphql::Failure;
use crate::render::{convert_to_html, convert_to_markdown};

const MOVE: &str = "update \"pages\" set \"path\" = $1, \"localeCode\" = $2, \"title\" = $3, \"hash\" = $4, \
                    \"updatedAt\" = $5 where \"pages\".\"id\" = $6";

pub(super) fn relocate(call: &mut Call<'_>) -> Answer {
    let (path, locale) = (
        call.args.string("destinationPath"),
        call.args.string("destinationLocale"),
    );
    move_page(call, call.args.id("id"), Some(&path), Some(&locale))?;
    Ok(done("Page has been moved."))
}

/// Moves a page; the old state is kept before the database has its say.
pub(super) fn move_page(
    call: &mut Call<'_>,
    id: i64,
    path: Option<&str>,
    locale: Option<&str>,
) -> Result<(), Failure> {
    let before = page(call, id).ok_or_else(not_found)?;
    let path = clean_path(path.ok_or_else(illegal_path)?)?;
    let here = call.may(
        &["manage:pages"],
        Place::new(&before.path, Some(&before.locale)),
    );
    if !here || !call.may(&["write:pages"], Place::new(&path, locale)) {
        return Err(PAGE_MOVE_FORBIDDEN.failure());
    }
    // Only an update can leave the locale out; the query that looks for the place then breaks.
    let locale = locale.ok_or_else(unbound)?.to_owned();
    if call.wiki.pages.by_path(&locale, &path).is_some() {
        return Err(PAGE_PATH_COLLISION.failure());
    }
    let created = call.wiki.clock.stamp();
    call.wiki.history.add(&before, "moved", created);
    if !call.wiki.settings.installed(&locale) {
        return Err(foreign_key(MOVE, "pages", "pages_localecode_foreign"));
    }
    let now = call.wiki.clock.stamp();
    call.wiki.pages.change(id, |page| {
        (page.path, page.locale, page.updated) = (path.clone(), locale.clone(), now);
    });
    rebuild_tree(call)?;
    relink(call.wiki, &before.locale, &before.path, false);
    relink(call.wiki, &locale, &path, true);
    Ok(())
}

fn unbound() -> Failure {
    Failure::plain(
        "Undefined binding(s) detected when compiling SELECT. Undefined column(s): [localeCode] query: select \"pages\".* \
         from \"pages\" where \"path\" = ? and \"localeCode\" = ?",
    )
}

pub(super) fn delete(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    let before = page(call, id).ok_or_else(not_found)?;
    // The locale is not passed on here, so rules by locale do not count.
    if !call.may(&["delete:pages"], Place::new(&before.path, None)) {
        return Err(PAGE_DELETE_FORBIDDEN.failure());
    }
    let created = call.wiki.clock.stamp();
    call.wiki.history.add(&before, "deleted", created);
    call.wiki.pages.remove(id);
    call.wiki.modules.index.retain(|page| *page != id);
    call.wiki.links.remove(id);
    call.wiki.comments.remove_of(id);
    rebuild_tree(call)?;
    relink(call.wiki, &before.locale, &before.path, false);
    Ok(done("Page has been deleted."))
}

// An update with what the version knows: it has no tags and no scripts, so these go.
pub(super) fn restore(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("pageId");
    let before = page(call, id).ok_or_else(not_found)?;
    if !call.may(
        &["write:pages"],
        Place::new(&before.path, Some(&before.locale)),
    ) {
        return Err(PAGE_RESTORE_FORBIDDEN.failure());
    }
    let version = call
        .wiki
        .history
        .get(id, call.args.id("versionId"))
        .ok_or_else(not_found)?
        .page
        .clone();
    let changes = Changes {
        content: Some(version.content),
        title: Some(version.title.into()),
        description: Some(version.description.into()),
        is_published: version.is_published,
        publish_start: Some(version.publish_start.into()),
        publish_end: Some(version.publish_end.into()),
        script_css: None,
        script_js: None,
        tags: Some(json!([])),
        locale: Some(version.locale),
        path: Some(version.path),
    };
    apply(call, id, changes, "restored")?;
    Ok(done("Page version restored successfully."))
}

pub(super) fn convert(call: &mut Call<'_>) -> Answer {
    let (id, editor) = (call.args.id("id"), call.args.string("editor"));
    let before = page(call, id).ok_or_else(invalid_id)?;
    if before.editor == editor {
        return Err(Failure::plain(
            "Page is already using this editor. Nothing to convert.",
        ));
    }
    if !call.may(
        &["write:pages"],
        Place::new(&before.path, Some(&before.locale)),
    ) {
        return Err(update_forbidden());
    }
    let target = call
        .wiki
        .settings
        .editors
        .get(&editor)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let content = match (before.content_type.as_str(), target.as_str()) {
        (from, to) if from == to => before.content.clone(),
        ("markdown", "html") => convert_to_html(&before.html()),
        ("html", "markdown") => convert_to_markdown(&before.content),
        _ => {
            return Err(Failure::plain(
                "Unsupported source / destination content types combination.",
            ));
        }
    };
    // Only a conversion that changes the source leaves a version behind.
    if before.content_type != target {
        let created = call.wiki.clock.stamp();
        call.wiki.history.add(&before, "updated", created);
    }
    let now = call.wiki.clock.stamp();
    call.wiki.pages.change(id, |page| {
        (page.content, page.content_type, page.editor, page.updated) =
            (content, target, editor, now);
    });
    Ok(done("Page has been converted."))
}

pub(super) fn render(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    page(call, id).ok_or_else(not_found)?;
    rendering::render(call, id);
    Ok(done("Page rendered successfully."))
}
