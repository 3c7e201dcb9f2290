//! What is done to HTML after Markdown: anchors in headings, classes on links, and the way back to Markdown.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Rendered, Surroundings};

/// Anchors, classes and the list of links.
pub(super) fn finish(html: &str, around: &Surroundings<'_>) -> Rendered {
    let mut out = Rendered::default();
    let with_headings = headings(html, &mut out);
    out.html = links(&with_headings, around, &mut out.links);
    out
}

/// Text that may stand between tags.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The state of all links to a place, changed in a finished render: the place came or went.
///
/// The server looks for addresses with a locale only, so links without one stay as they were.
pub(crate) fn relink(html: &str, locale: &str, path: &str, exists: bool) -> String {
    let link =
        |state: &str| format!("href=\"/{locale}/{path}\" class=\"is-internal-link {state}\"");
    let (from, to) = if exists {
        ("is-invalid-page", "is-valid-page")
    } else {
        ("is-valid-page", "is-invalid-page")
    };
    html.replace(&link(from), &link(to))
}

/// What `convert` makes of a render for the HTML editors: the anchors go.
pub(crate) fn convert_to_html(render: &str) -> String {
    ANCHOR.replace_all(render, "").into_owned()
}

/// What `convert` makes of HTML for the Markdown editors.
pub(crate) fn convert_to_markdown(html: &str) -> String {
    htmd::convert(&convert_to_html(html))
        .map_or_else(|_| html.to_owned(), |text| text.trim().to_owned())
}

#[expect(clippy::expect_used, reason = "a constant pattern; a test compiles it")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

static ANCHOR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"<a class="toc-anchor" href="[^"]*">¶</a>"#));
static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<h([1-6])([^>]*)>(.*?)</h[1-6]>"));
static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r#"<a href="([^"]*)"([^>]*)>"#));
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<[^>]*>"));

fn headings(html: &str, out: &mut Rendered) -> String {
    let html = convert_to_html(html);
    let mut anchors = Anchors::default();
    let replaced = HEADING.replace_all(&html, |found: &Captures<'_>| {
        let (level, text) = (found[1].parse().unwrap_or(1), found[3].trim_start());
        let plain = TAG.replace_all(text, "").trim().to_owned();
        let slug = anchors.unique(slug(&plain));
        out.toc.push((level, plain, format!("#{slug}")));
        format!(
            "<h{level} id=\"{slug}\" class=\"toc-header\"><a class=\"toc-anchor\" href=\"#{slug}\">¶</a> {text}</h{level}>"
        )
    });
    replaced.into_owned()
}

/// The anchors of a page so far, and the number that each goes on with: headings may be thousands, and all alike.
#[derive(Default)]
struct Anchors {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Anchors {
    fn unique(&mut self, slug: String) -> String {
        if self.taken.insert(slug.clone()) {
            return slug;
        }
        let next = self.next.entry(slug.clone()).or_insert(1);
        loop {
            let numbered = format!("{slug}-{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

fn slug(text: &str) -> String {
    let kept = text
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .collect::<String>();
    kept.split_whitespace().collect::<Vec<_>>().join("-")
}

fn links(html: &str, around: &Surroundings<'_>, found: &mut Vec<(String, String)>) -> String {
    let mut known: HashSet<_> = found.iter().cloned().collect();
    let replaced = LINK.replace_all(html, |link: &Captures<'_>| {
        let (target, rest) = (&link[1], unmarked(&link[2]));
        if target.starts_with('#') || rest.contains("toc-anchor") {
            return link[0].to_owned();
        }
        let Some(place) = internal(target, around) else {
            let external = target.contains("://");
            let class = if external {
                " class=\"is-external-link\""
            } else {
                ""
            };
            return format!("<a href=\"{target}\"{class}{rest}>");
        };
        let state = if (around.exists)(&place.0, &place.1) {
            "is-valid-page"
        } else {
            "is-invalid-page"
        };
        if known.insert(place.clone()) {
            found.push(place);
        }
        format!("<a href=\"{target}\" class=\"is-internal-link {state}\"{rest}>")
    });
    replaced.into_owned()
}

// Marks of an earlier rendering are taken off before new ones are put on.
fn unmarked(rest: &str) -> String {
    match rest.find(" class=\"is-") {
        Some(at) => {
            let (before, from) = rest.split_at(at);
            let after = from.splitn(3, '"').nth(2).unwrap_or("");
            format!("{before}{after}")
        }
        None => rest.to_owned(),
    }
}

/// The place in the wiki that an address means.
fn internal(target: &str, around: &Surroundings<'_>) -> Option<(String, String)> {
    let path = target
        .strip_prefix('/')
        .filter(|path| !path.starts_with('/'))?;
    let path = path.split(['#', '?']).next().unwrap_or("");
    match path.split_once('/') {
        Some((locale, rest)) if is_locale(locale) => Some((locale.into(), rest.into())),
        _ => Some((around.locale.into(), path.into())),
    }
}

// Two letters, perhaps a region: the server takes any of those for a locale.
fn is_locale(text: &str) -> bool {
    let letters = |text: &str| text.len() == 2 && text.bytes().all(|c| c.is_ascii_alphabetic());
    match text.split_once('-') {
        Some((language, region)) => letters(language) && letters(region),
        None => letters(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Surroundings, render};
    use super::*;

    #[test]
    fn headings_and_links_are_marked() {
        let exists = |locale: &str, path: &str| (locale, path) == ("en", "faq");
        let around = Surroundings {
            locale: "en",
            exists: &exists,
        };
        let rendered = render(
            "# Home\n\nGo to [guide](/guide/intro) or [the FAQ](/en/faq).\n",
            "markdown",
            Options::default(),
            &around,
        );
        assert_eq!(
            rendered.html,
            "<h1 id=\"home\" class=\"toc-header\"><a class=\"toc-anchor\" href=\"#home\">¶</a> Home</h1>\n<p>Go to \
             <a href=\"/guide/intro\" class=\"is-internal-link is-invalid-page\">guide</a> or <a href=\"/en/faq\" \
             class=\"is-internal-link is-valid-page\">the FAQ</a>.</p>\n"
        );
        assert_eq!(
            rendered.links,
            [
                ("en".into(), "guide/intro".into()),
                ("en".into(), "faq".into())
            ]
        );
        assert_eq!(
            render(&rendered.html, "html", Options::default(), &around),
            rendered
        );
        assert_eq!(
            convert_to_markdown(&rendered.html),
            "# Home\n\nGo to [guide](/guide/intro) or [the FAQ](/en/faq)."
        );
    }
}
