//! Downloads of files: by path, with Range, a tag and a date once the copy is there.

use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, RANGE,
};
use http::{HeaderMap, Method, StatusCode};

use super::cache;
use super::piece::Piece;
use super::reply::Reply;
use super::routes::Incoming;
use super::service::Shared;
use crate::auth::{Identity, Place};
use crate::clock::{Millis, http_date};
use crate::resolvers::may;
use crate::state::{Asset, extension};

// Shown by browsers, so never forced to be saved.
const SHOWN: [&str; 8] = [
    ".png", ".apng", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg",
];

/// Answers a path that names a file; none where it names a page.
pub(super) fn answer(shared: &Shared, request: &Incoming, who: &Identity) -> Option<Reply> {
    let path = request.path();
    let path = path.trim_start_matches('/');
    let mut wiki = shared.wiki();
    let extension = extension(path.rsplit('/').next().unwrap_or_default())
        .trim_start_matches('.')
        .to_lowercase();
    let pages = wiki.settings.text("pageExtensions");
    if extension.is_empty() || pages.split(", ").any(|known| known == extension) {
        return None;
    }
    // A locale in front is passed over.
    let bare = match path.split_once('/') {
        Some((locale, rest)) if wiki.settings.installed(locale) => rest,
        _ => path,
    };
    let locale = wiki.settings.default_locale();
    if !may(
        &wiki,
        who,
        &["read:assets"],
        Place::new(bare, Some(&locale)),
    ) {
        return Some(Reply::text(StatusCode::FORBIDDEN, "Forbidden"));
    }
    let Some(file) = wiki.assets.by_path(bare).cloned() else {
        return Some(Reply::text(StatusCode::NOT_FOUND, "Not Found"));
    };
    let now = wiki.clock.now();
    wiki.assets.cache(file.id, file.cached.unwrap_or(now));
    let saved = wiki.settings.on("uploadForceDownload");
    Some(match Piece::of(&file.content) {
        Some(content) => download(request, &file, content, saved),
        None => dropped(&file),
    })
}

// Better no answer of the server's than made-up bytes.
fn dropped(file: &Asset) -> Reply {
    let (size, digest) = (file.content.len(), file.content.digest());
    let said = format!(
        "the sandbox has dropped the content of {}: {size} bytes, SHA-256 {digest}\n",
        file.filename
    );
    Reply::text(StatusCode::NOT_IMPLEMENTED, said)
}

fn download(request: &Incoming, file: &Asset, content: Piece, saved: bool) -> Reply {
    let mut reply = Reply::file(&file.mime, content);
    if saved && !SHOWN.contains(&file.ext().to_lowercase().as_str()) {
        reply = reply.with(CONTENT_DISPOSITION, &disposition(&file.filename));
    }
    // Before the copy is there the file comes from the database, as any other body.
    let Some(cached) = file.cached else {
        return reply;
    };
    reply.tagged = false;
    let tag = format!("W/\"{:x}-{:x}\"", file.content.len(), cached);
    let reply = reply
        .with(ETAG, &tag)
        .with(LAST_MODIFIED, &http_date(cached))
        .with(ACCEPT_RANGES, "bytes")
        .with(CACHE_CONTROL, "public, max-age=0");
    if unchanged(&request.headers, &tag, cached) {
        return Reply {
            status: StatusCode::NOT_MODIFIED,
            body: bytes::Bytes::new().into(),
            ..without_type(reply)
        };
    }
    if request.method == Method::HEAD {
        reply
    } else {
        ranged(request, reply)
    }
}

fn disposition(name: &str) -> String {
    let plain = name
        .bytes()
        .all(|c| c.is_ascii_alphanumeric() || b"!#$%&'*+.^_`|~-".contains(&c));
    if plain {
        format!("attachment; filename={name}")
    } else {
        format!("attachment; filename=\"{name}\"")
    }
}

fn unchanged(headers: &HeaderMap, tag: &str, cached: Millis) -> bool {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (header(IF_NONE_MATCH), header(IF_MODIFIED_SINCE)) {
        (Some(asked), _) => cache::matches(asked, tag),
        (None, Some(since)) => since == http_date(cached),
        (None, None) => false,
    }
}

fn without_type(mut reply: Reply) -> Reply {
    reply.headers.remove(CONTENT_TYPE);
    reply.headers.remove(CONTENT_DISPOSITION);
    reply
}

/// A part of a body that is asked for.
enum Part {
    Whole,
    Bytes(u64, u64),
    Unsatisfiable,
}

fn ranged(request: &Incoming, mut reply: Reply) -> Reply {
    let size = reply.body.len();
    match request
        .header(RANGE)
        .map_or(Part::Whole, |text| part(text, size))
    {
        Part::Whole => reply,
        Part::Bytes(first, last) => {
            reply.body = reply.body.slice(first, last - first + 1);
            reply.status = StatusCode::PARTIAL_CONTENT;
            reply.with(CONTENT_RANGE, &format!("bytes {first}-{last}/{size}"))
        }
        // The server fails where it should say 416.
        Part::Unsatisfiable => {
            reply.body = "Internal Server Error".into();
            reply.status = StatusCode::INTERNAL_SERVER_ERROR;
            let reply = reply.with(CONTENT_TYPE, "text/plain; charset=utf-8");
            reply.with(CONTENT_RANGE, &format!("bytes */{size}"))
        }
    }
}

// One range only; what cannot be read is passed over.
fn part(text: &str, size: u64) -> Part {
    let Some((first, last)) = text
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Part::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (first, last) = match (number(first), number(last)) {
        (Some(first), last) => (first, last.unwrap_or(u64::MAX).min(size.saturating_sub(1))),
        (None, Some(count)) if first.is_empty() => {
            (size.saturating_sub(count), size.saturating_sub(1))
        }
        _ => return Part::Whole,
    };
    if first > last || first >= size {
        Part::Unsatisfiable
    } else {
        Part::Bytes(first, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let shown = |text| match part(text, 256) {
            Part::Whole => "whole".to_owned(),
            Part::Bytes(first, last) => format!("{first}-{last}"),
            Part::Unsatisfiable => "none".to_owned(),
        };
        let cases = [
            ("bytes=0-3", "0-3"),
            ("bytes=250-", "250-255"),
            ("bytes=-4", "252-255"),
            ("bytes=999-", "none"),
            ("nonsense", "whole"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
