//! Markdown to plain HTML. Anchors and link classes come later, in `html`.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

/// The HTML of a page's source: line breaks count, HTML passes.
pub(super) fn to_html(source: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(source, options).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        event => event,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.replace("<br />", "<br>").replace("<hr />", "<hr>")
}

/// The HTML of a comment: HTML in it is shown, not taken; scripts are no links; bare addresses and `:names:` are read.
pub(crate) fn comment(source: &str) -> String {
    let parser = Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH);
    let events = parser.map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        event => event,
    });
    let mut out = String::new();
    html::push_html(&mut out, plain_blocks(inert_links(events).into_iter()).into_iter());
    out.replace("<br />", "<br>").replace("<hr />", "<hr>")
}

// A link that would run a script is shown as it was written.
fn inert_links<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
    let (mut out, mut inert) = (Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::Start(Tag::Link { ref dest_url, .. }) if unsafe_target(dest_url) => {
                inert.push(dest_url.clone());
                out.push(Event::Text("[".into()));
            }
            Event::End(pulldown_cmark::TagEnd::Link) if !inert.is_empty() => {
                let target = inert.pop().unwrap_or(CowStr::Borrowed(""));
                out.push(Event::Text(format!("]({target})").into()));
            }
            event => out.push(event),
        }
    }
    out
}

fn unsafe_target(target: &str) -> bool {
    let target = target.trim().to_lowercase();
    ["javascript:", "vbscript:", "file:", "data:"].iter().any(|scheme| target.starts_with(scheme))
}

// Outside code, addresses become links and known names of faces become faces.
fn plain_blocks<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
    let (mut out, mut code) = (Vec::new(), 0_usize);
    for event in events {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Link { .. }) => code += 1,
            Event::End(pulldown_cmark::TagEnd::CodeBlock | pulldown_cmark::TagEnd::Link) => {
                code = code.saturating_sub(1);
            }
            Event::Text(text) if code == 0 => {
                out.extend(linkified(&text));
                continue;
            }
            _ => {}
        }
        out.push(event);
    }
    out
}

fn linkified(text: &str) -> Vec<Event<'static>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("https://").or_else(|| rest.find("http://")) {
        let (before, from) = rest.split_at(at);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        let shown = super::html::escape(address);
        out.push(Event::Text(emoji(before).into()));
        out.push(Event::InlineHtml(format!("<a href=\"{shown}\">{shown}</a>").into()));
        rest = after;
    }
    out.push(Event::Text(emoji(rest).into()));
    out
}

// The names that are written most; others stay as they are.
fn emoji(text: &str) -> String {
    const NAMES: [(&str, &str); 8] = [
        (":smile:", "😄"),
        (":grinning:", "😀"),
        (":laughing:", "😆"),
        (":wink:", "😉"),
        (":heart:", "❤️"),
        (":tada:", "🎉"),
        (":rocket:", "🚀"),
        (":+1:", "👍"),
    ];
    NAMES.iter().fold(text.to_owned(), |text, (name, face)| text.replace(name, face))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_show_html_and_refuse_scripts() {
        assert_eq!(comment("a <b>x</b> `c`"), "<p>a &lt;b&gt;x&lt;/b&gt; <code>c</code></p>\n");
        assert_eq!(comment("[x](javascript:alert(1)) :smile:"), "<p>[x](javascript:alert(1)) 😄</p>\n");
        assert_eq!(
            comment("see https://example.com"),
            "<p>see <a href=\"https://example.com\">https://example.com</a></p>\n"
        );
    }
}
