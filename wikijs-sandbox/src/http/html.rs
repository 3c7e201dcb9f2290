//! HTML pages, no more than their titles and what a client looks for in them.

use crate::render::escape;

/// A page of the wiki's own: title of the page, title of the site, and what stands inside.
pub(super) fn page(title: &str, site: &str, inside: &str) -> String {
    let (title, site) = (escape(title), escape(site));
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | {site}</title></head><body>{inside}</body></html>"
    )
}
