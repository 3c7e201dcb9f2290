//! What a proxy says of its limits in the headers of an answer. Pure: where a header names a moment, the answer's own
//! `Date` makes a time of it.

use std::time::Duration;

use http::HeaderMap;
use http::header::DATE;

use crate::date::http as http_date;

/// No limit closes for longer: what says so is not to be believed.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Seconds beyond this are a moment, not a span.
const MOMENTS: u64 = 1_000_000_000;

/// How long to wait, where the answer says that nothing is left until then.
pub(crate) fn wait_told(headers: &HeaderMap) -> Option<Duration> {
    // Most answers say nothing: told at the cost of a glance at their names.
    if !headers
        .keys()
        .any(|name| name.as_str().contains("ratelimit"))
    {
        return None;
    }
    let (remaining, reset) = one_header(headers).or_else(|| header_each(headers))?;
    let is_used_up = remaining == 0;
    let wait = is_used_up.then(|| span(reset, headers))??;
    (!wait.is_zero()).then_some(wait)
}

/// `X-RateLimit-Remaining` and `X-RateLimit-Reset`, with or without the `X-`.
fn header_each(headers: &HeaderMap) -> Option<(u64, u64)> {
    let read = |name: &str| {
        let text = headers.get(name)?.to_str().ok()?;
        // Where several limits hold, they are listed with a comma; the first is the one that is nearest.
        whole(text.split([',', ';']).next()?)
    };
    ["x-ratelimit-", "ratelimit-"].iter().find_map(|prefix| {
        let remaining = read(&format!("{prefix}remaining"))?;
        Some((remaining, read(&format!("{prefix}reset"))?))
    })
}

/// `RateLimit`, with `remaining` and `reset` or `r` and `t` in it.
fn one_header(headers: &HeaderMap) -> Option<(u64, u64)> {
    let text = headers.get("ratelimit")?.to_str().ok()?;
    let read = |names: [&str; 2]| {
        text.split([',', ';']).find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            names.contains(&name.trim()).then(|| whole(value))?
        })
    };
    Some((read(["remaining", "r"])?, read(["reset", "t"])?))
}

/// A number of seconds; a fraction is rounded up.
fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let number: f64 = text.parse().ok()?;
    let fits = number.is_finite() && (0.0..1e15).contains(&number);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "its range was looked at"
    )]
    fits.then(|| number.ceil() as u64)
}

/// The time until a reset that is told as a span, or as a moment by the clock of whoever says so.
fn span(reset: u64, headers: &HeaderMap) -> Option<Duration> {
    let seconds = match reset {
        0..MOMENTS => reset,
        moment => {
            let now = http_date::parse(headers.get(DATE)?.to_str().ok()?)?;
            moment.saturating_sub(now.try_into().ok()?)
        }
    };
    Some(Duration::from_secs(seconds).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn what_proxies_say() {
        let date = ("date", "Sun, 09 Sep 2001 01:46:40 GMT");
        for (headers, expected) in [
            (&[][..], None),
            (
                &[("x-ratelimit-remaining", "3"), ("x-ratelimit-reset", "9")],
                None,
            ),
            (
                &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "9")],
                Some(9),
            ),
            (
                &[("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1.2")],
                Some(2),
            ),
            (
                &[("ratelimit-remaining", "0"), ("ratelimit-reset", "30")],
                Some(30),
            ),
            (
                &[
                    ("x-ratelimit-remaining", "0"),
                    ("x-ratelimit-reset", "1000000012"),
                    date,
                ],
                Some(12),
            ),
            (
                &[
                    ("x-ratelimit-remaining", "0"),
                    ("x-ratelimit-reset", "1000000000"),
                    date,
                ],
                None,
            ),
            (&[("ratelimit", "limit=10, remaining=0, reset=7")], Some(7)),
            (&[("ratelimit", "limit=10, remaining=1, reset=7")], None),
            (&[("ratelimit", "\"default\";r=0;t=5")], Some(5)),
            (
                &[
                    ("x-ratelimit-remaining", "0"),
                    ("x-ratelimit-reset", "99999"),
                ],
                Some(3600),
            ),
            (
                &[
                    ("x-ratelimit-remaining", "0"),
                    ("x-ratelimit-reset", "1000000012"),
                ],
                None,
            ),
            (&[("x-ratelimit-remaining", "0")], None),
            (
                &[
                    ("x-ratelimit-remaining", "none"),
                    ("x-ratelimit-reset", "9"),
                ],
                None,
            ),
            (
                &[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "NaN")],
                None,
            ),
            (
                &[
                    ("x-ratelimit-remaining", "0, 5"),
                    ("x-ratelimit-reset", "3, 60"),
                ],
                Some(3),
            ),
        ] {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| {
                    let name =
                        HeaderName::from_bytes(name.to_ascii_lowercase().as_bytes()).unwrap();
                    (name, HeaderValue::from_static(value))
                })
                .collect();
            assert_eq!(
                wait_told(&map),
                expected.map(Duration::from_secs),
                "{headers:?}"
            );
        }
    }
}
