//! Markdown to plain HTML. Anchors and link classes come later, in `html`.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, Options as Extensions, Parser, Tag, TagEnd, TextMergeStream, html,
};

use super::Options;

/// The HTML of a page's source.
pub(super) fn to_html(source: &str, options: Options) -> String {
    let extensions =
        Extensions::ENABLE_TABLES | Extensions::ENABLE_STRIKETHROUGH | Extensions::ENABLE_TASKLISTS;
    let events = Parser::new_ext(source, extensions).map(|event| match event {
        Event::SoftBreak if options.line_breaks => Event::HardBreak,
        Event::Html(text) | Event::InlineHtml(text) if !options.allow_html => Event::Text(text),
        event => event,
    });
    let events = if options.linkify {
        linkified_texts(events, false)
    } else {
        events.collect()
    };
    written(events.into_iter().map(block_of_code).collect())
}

// Fenced code carries the marks of what colours it in browsers.
fn block_of_code(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            let language = info.split(' ').next().unwrap_or_default();
            let language = super::html::escape(language);
            let open = "<pre class=\"prismjs line-numbers\" v-pre=\"true\"><code class=\"language-";
            Event::Html(format!("{open}{language}\">").into())
        }
        Event::End(TagEnd::CodeBlock) => Event::Html("</code></pre>\n".into()),
        event => event,
    }
}

/// The HTML of a comment: HTML in it is shown, not taken; scripts are no links; bare addresses and `:names:` are read.
pub(crate) fn comment(source: &str) -> String {
    let parser = Parser::new_ext(source, Extensions::ENABLE_STRIKETHROUGH);
    let events = parser.map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        event => event,
    });
    let events = inert_links(wrapped(events).into_iter());
    written(linkified_texts(events.into_iter(), true))
}

fn written(events: Vec<Event<'_>>) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out.replace("<br />", "<br>").replace("<hr />", "<hr>")
}

// HTML that is shown is text, and text stands in a paragraph.
fn wrapped<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
    events
        .map(|event| match event {
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            event => event,
        })
        .collect()
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
            Event::End(TagEnd::Link) if !inert.is_empty() => {
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
    ["javascript:", "vbscript:", "file:", "data:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
}

// Outside code and links, addresses become links and, in comments, known names of faces become faces.
fn linkified_texts<'a>(events: impl Iterator<Item = Event<'a>>, faces: bool) -> Vec<Event<'a>> {
    let (mut out, mut inside) = (Vec::new(), 0_usize);
    for event in TextMergeStream::new(events) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Link { .. }) => inside += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Link) => inside = inside.saturating_sub(1),
            Event::Text(text) if inside == 0 => {
                out.extend(linkified(&text, faces));
                continue;
            }
            _ => {}
        }
        out.push(event);
    }
    out
}

fn linkified(text: &str, faces: bool) -> Vec<Event<'static>> {
    let plain = |text: &str| Event::Text(if faces { emoji(text) } else { text.to_owned() }.into());
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("https://").or_else(|| rest.find("http://")) {
        let (before, from) = rest.split_at(at);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let (address, after) = from.split_at(end);
        let shown = super::html::escape(address);
        out.push(plain(before));
        out.push(Event::InlineHtml(
            format!("<a href=\"{shown}\">{shown}</a>").into(),
        ));
        rest = after;
    }
    out.push(plain(rest));
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
    NAMES.iter().fold(text.to_owned(), |text, (name, face)| {
        text.replace(name, face)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_show_html_and_refuse_scripts() {
        assert_eq!(
            comment("a <b>x</b> `c`"),
            "<p>a &lt;b&gt;x&lt;/b&gt; <code>c</code></p>\n"
        );
        assert_eq!(
            comment("[x](javascript:alert(1)) :smile:"),
            "<p>[x](javascript:alert(1)) 😄</p>\n"
        );
        assert_eq!(
            comment("see https://example.com"),
            "<p>see <a href=\"https://example.com\">https://example.com</a></p>\n"
        );
    }
}
