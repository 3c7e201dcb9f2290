//! A new page.

use serde_json::Value;

use super::super::{Answer, Call, done, foreign_key};
use super::rendering::{rebuild_tree, relink, render};
use super::{clean_path, empty_content, payload};
use crate::auth::Place;
use crate::codes::{PAGE_DELETE_FORBIDDEN, PAGE_DUPLICATE_CREATE};
use crate::css;
use crate::graphql::Failure;
use crate::state::{Page, normalised};

const INSERT: &str = "insert into \"pages\" (\"authorId\", \"content\", \"contentType\", \"createdAt\", \"creatorId\", \
                      \"description\", \"editorKey\", \"extra\", \"hash\", \"isPrivate\", \"isPublished\", \
                      \"localeCode\", \"path\", \"publishEndDate\", \"publishStartDate\", \"title\", \"toc\", \
                      \"updatedAt\") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
                      $17, $18) returning \"id\"";

pub(super) fn create(call: &mut Call<'_>) -> Answer {
    let page = drafted(call)?;
    insertable(call, &page)?;
    let (locale, path) = (page.locale.clone(), page.path.clone());
    let id = call.wiki.pages.add(page);
    // The server goes on with the page that it finds at the path, not with the one that it has just made.
    let id = call
        .wiki
        .pages
        .by_path(&locale, &path)
        .map_or(id, |page| page.id);
    put_tags_on(call, id)?;
    let before = super::page(call, id).unwrap_or_default();
    call.together.loses_render(&mut call.wiki.seed)?;
    render(call, id);
    rebuild_tree(call)?;
    call.wiki.modules.index.push(id);
    relink(call.wiki, &locale, &path, true);
    Ok(done("Page created successfully.").with("page", payload(call, &before)))
}

fn put_tags_on(call: &mut Call<'_>, id: i64) -> Result<(), Failure> {
    let wanted = normalised(&call.args.texts("tags").unwrap_or_default());
    let unseen = |text: &&String| {
        call.wiki
            .tags
            .by_text(text)
            .is_none_or(|tag| !call.together.sees_tag(tag.id))
    };
    let new = wanted.iter().filter(unseen).count();
    if wanted
        .iter()
        .filter(unseen)
        .any(|text| call.wiki.tags.by_text(text).is_some())
    {
        call.together.collided = true;
        return Err(tag_collision(new));
    }
    let now = call.wiki.clock.stamp();
    let tags = call.wiki.tags.ids(&wanted, now);
    call.wiki.pages.change(id, |page| page.tags.extend(tags));
    Ok(())
}

fn tag_collision(count: usize) -> Failure {
    let row = |row: usize| {
        let values: Vec<_> = (1..=4)
            .map(|column| format!("${}", row * 4 + column))
            .collect();
        format!("({})", values.join(", "))
    };
    let rows: Vec<_> = (0..count).map(row).collect();
    Failure::named(
        "UniqueViolationError",
        format!(
            "insert into \"tags\" (\"createdAt\", \"tag\", \"title\", \"updatedAt\") values {} returning \"id\" - \
             duplicate key value violates unique constraint \"tags_tag_unique\"",
            rows.join(", ")
        ),
    )
}

// Everything that is checked before the database is asked.
fn drafted(call: &mut Call<'_>) -> Result<Page, Failure> {
    let path = clean_path(&call.args.string("path"))?;
    let locale = call.args.string("locale");
    free(call, &path, &locale)?;
    let content = call.args.string("content");
    if content.trim().is_empty() {
        return Err(empty_content());
    }
    let (script_css, script_js) = scripts(call, Place::new(&path, Some(&locale)));
    let (editor, now) = (call.args.string("editor"), call.wiki.clock.stamp());
    Ok(Page {
        title: call.args.string("title"),
        description: call.args.string("description"),
        is_private: call.args.bool("isPrivate").unwrap_or(false),
        is_published: call.args.bool("isPublished").unwrap_or(false),
        publish_start: date(call.args.get("publishStartDate"), "publishStartDate")?,
        publish_end: date(call.args.get("publishEndDate"), "publishEndDate")?,
        content_type: call.wiki.settings.content_type(&editor),
        author: call.who.user,
        creator: call.who.user,
        created: now,
        updated: now,
        path,
        locale,
        content,
        editor,
        script_css,
        script_js,
        ..Page::default()
    })
}

// A place that may be written to, and is not taken by a page that this create can see.
fn free(call: &Call<'_>, path: &str, locale: &str) -> Result<(), Failure> {
    if !call.may(&["write:pages"], Place::new(path, Some(locale))) {
        // The server's own mix-up: the code of deleting.
        return Err(PAGE_DELETE_FORBIDDEN.failure());
    }
    let there = call.wiki.pages.by_path(locale, path);
    match there.is_some_and(|page| call.together.sees_page(page.id)) {
        true => Err(PAGE_DUPLICATE_CREATE.failure()),
        false => Ok(()),
    }
}

// Styles and scripts, as far as they may be written there.
fn scripts(call: &Call<'_>, place: Place<'_>) -> (String, String) {
    let script = |name: &str, permission: &str| match call.may(&[permission], place) {
        true => call.args.string(name),
        false => String::new(),
    };
    (
        css::minify(&script("scriptCss", "write:styles")),
        script("scriptJs", "write:scripts"),
    )
}

/// A date as it is kept: any text, empty where there is none.
pub(super) fn date(value: Option<&Value>, name: &str) -> Result<String, Failure> {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(Failure::named(
            "ValidationError",
            format!("{name}: should be string"),
        )),
    }
}

// What the database refuses uses an id up.
fn insertable(call: &mut Call<'_>, page: &Page) -> Result<(), Failure> {
    let refused = if page.title.chars().count() > 255 || page.description.chars().count() > 255 {
        let message = format!("{INSERT} - value too long for type character varying(255)");
        Failure::named("DataError", message)
    } else if !call.wiki.settings.editors.contains_key(&page.editor) {
        foreign_key(INSERT, "pages", "pages_editorkey_foreign")
    } else if !call.wiki.settings.installed(&page.locale) {
        foreign_key(INSERT, "pages", "pages_localecode_foreign")
    } else {
        return Ok(());
    };
    call.wiki.pages.skip();
    Err(refused)
}
