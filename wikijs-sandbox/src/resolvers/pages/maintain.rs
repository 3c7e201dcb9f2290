//! Tags as such, the tree, locales and old history.

use super::super::{Answer, Call, done, foreign_key};
use super::rendering;
use crate::clock::Millis;
use crate::graphql::Failure;
use crate::state::Wiki;

pub(super) fn delete_tag(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    call.wiki.tags.get(id).ok_or_else(unknown_tag)?;
    call.wiki.tags.remove(id);
    call.wiki
        .pages
        .change_each(|page| page.tags.retain(|tag| *tag != id));
    Ok(done("Tag has been deleted."))
}

pub(super) fn update_tag(call: &mut Call<'_>) -> Answer {
    let (id, tag, title) = (
        call.args.id("id"),
        call.args.string("tag").trim().to_lowercase(),
        call.args.string("title"),
    );
    call.wiki.tags.get(id).ok_or_else(unknown_tag)?;
    if call
        .wiki
        .tags
        .by_text(&tag)
        .is_some_and(|other| other.id != id)
    {
        return Err(Failure::named(
            "UniqueViolationError",
            "update \"tags\" set \"tag\" = $1, \"title\" = $2, \"updatedAt\" = $3 where \"tags\".\"id\" = $4 - \
             duplicate key value violates unique constraint \"tags_tag_unique\"",
        ));
    }
    let now = call.wiki.clock.stamp();
    call.wiki.tags.rename(id, tag, title.trim().to_owned(), now);
    Ok(done("Tag has been updated successfully."))
}

fn unknown_tag() -> Failure {
    Failure::plain("This tag does not exist.")
}

pub(super) fn rebuild_tree(call: &mut Call<'_>) -> Answer {
    rendering::rebuild_tree(call)?;
    Ok(done("Page tree rebuilt successfully."))
}

// Pages whose path is taken in the other locale stay; the tree is not built anew.
pub(super) fn migrate(call: &mut Call<'_>) -> Answer {
    let (from, to) = (
        call.args.string("sourceLocale"),
        call.args.string("targetLocale"),
    );
    let pages = &call.wiki.pages;
    let free = |page: &&crate::state::Page| {
        page.locale == from && pages.by_path(&to, &page.path).is_none()
    };
    let moving: Vec<_> = pages.list().filter(free).map(|page| page.id).collect();
    if !moving.is_empty() && !call.wiki.settings.installed(&to) {
        return Err(foreign_key(
            "update \"pages\" set \"localeCode\" = $1, \"updatedAt\" = $2 where \"localeCode\" = $3 and not exists \
             (select \"id\" from \"pages\" as \"pagesm\" where \"pagesm\".\"localeCode\" = $4 and pagesm.path = \
             pages.path)",
            "pages",
            "pages_localecode_foreign",
        ));
    }
    // What is still to be built is built from the pages as they were.
    let Wiki { tree, pages, .. } = &mut *call.wiki;
    tree.settle(pages.list());
    for id in &moving {
        let now = call.wiki.clock.stamp();
        call.wiki
            .pages
            .change(*id, |page| (page.locale, page.updated) = (to.clone(), now));
    }
    let count = i64::try_from(moving.len()).unwrap_or(i64::MAX);
    Ok(done("Migrated content to target locale successfully.").with("count", count))
}

pub(super) fn purge_history(call: &mut Call<'_>) -> Answer {
    let span = duration(&call.args.string("olderThan"))
        .ok_or_else(|| Failure::plain("Invalid unit value NaN"))?;
    let before = call.wiki.clock.now() - span;
    call.wiki.history.purge(before);
    Ok(done("Page history purged successfully."))
}

/// An ISO 8601 duration in milliseconds: years of 365 and months of 30 days.
fn duration(text: &str) -> Option<Millis> {
    const DAY: Millis = 86_400_000;
    let mut rest = text.strip_prefix('P')?;
    let (mut total, mut in_time) = (0, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (in_time, rest) = (true, after);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = rest.split_at(end);
        let unit_length = match (unit.chars().next()?, in_time) {
            ('Y', false) => 365 * DAY,
            ('M', false) => 30 * DAY,
            ('W', false) => 7 * DAY,
            ('D', false) => DAY,
            ('H', true) => 3_600_000,
            ('M', true) => 60_000,
            ('S', true) => 1000,
            _ => return None,
        };
        total += number.parse::<Millis>().ok()?.checked_mul(unit_length)?;
        rest = unit.get(1..)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_iso_8601() {
        assert_eq!(duration("P1D"), Some(86_400_000));
        assert_eq!(duration("PT1H30M"), Some(5_400_000));
        assert_eq!(duration("nonsense"), None);
    }
}
