//! Weak ETags as Express makes them, and the 304 that follows from one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

/// The tag of a body: its length in hexadecimal and a digest.
pub(super) fn etag(body: &[u8]) -> String {
    if body.is_empty() {
        return "W/\"0-2jmj7l5rSw0yVb/vlWAYkK/YBwk\"".into();
    }
    let digest = STANDARD.encode(Sha1::digest(body));
    format!(
        "W/\"{:x}-{}\"",
        body.len(),
        digest.get(..27).unwrap_or(&digest)
    )
}

/// Whether a client's `If-None-Match` names that tag.
pub(super) fn matches(asked: &str, etag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    asked.trim() == "*" || asked.split(',').any(|tag| bare(tag) == bare(etag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_those_of_express() {
        assert_eq!(
            etag(b"Must provide query string."),
            "W/\"1a-g3vOqhX4m1ggfybuQPoSyy5JUsg\""
        );
        assert_eq!(etag(b"ok"), "W/\"2-eoX0dku9ba8cNUXvu/DyeabcC+s\"");
        assert!(matches("\"a\", W/\"b\"", "W/\"b\""));
    }
}
