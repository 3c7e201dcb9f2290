//! What a token says of its own time. Pure; nothing is verified: who signed it is the server's business.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// The times of a JSON web token, in seconds since 1970 by the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Claims {
    /// When it was issued.
    pub(crate) issued: Option<i64>,
    /// When it ends.
    pub(crate) ends: Option<i64>,
}

impl Claims {
    /// Those of a token; none where it is no JSON web token.
    pub(crate) fn of(token: &str) -> Self {
        let mut parts = token.split('.');
        let payload = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(_), Some(payload), Some(_), None) => payload,
            _ => return Self::default(),
        };
        let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('='));
        let claims: Value = bytes
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self {
            issued: seconds(&claims["iat"]),
            ends: seconds(&claims["exp"]),
        }
    }

    /// How long it lasts, from its issue to its end.
    pub(crate) fn lifetime(&self) -> Option<Duration> {
        let seconds = self.ends?.checked_sub(self.issued?)?;
        u64::try_from(seconds).ok().map(Duration::from_secs)
    }
}

/// A time may have a fraction.
fn seconds(value: &Value) -> Option<i64> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a fraction is dropped on purpose, and what is too large becomes the largest"
    )]
    let whole = |value: f64| value as i64;
    value.as_i64().or_else(|| value.as_f64().map(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("head.{}.signature", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn times_are_read_and_what_is_no_token_has_none() {
        for (token, issued, ends) in [
            (token(r#"{"iat":1,"exp":1801}"#), Some(1), Some(1801)),
            (token(r#"{"exp":1801.9}"#), None, Some(1801)),
            (token(r#"{"iat":"1","exp":null}"#), None, None),
            (token("{"), None, None),
            (token(r#"["exp"]"#), None, None),
            (token(r#"{"exp":1}"#) + ".more", None, None),
            ("head.!!.signature".to_owned(), None, None),
            ("an-opaque-key".to_owned(), None, None),
            (String::new(), None, None),
        ] {
            assert_eq!(Claims::of(&token), Claims { issued, ends }, "{token}");
        }
    }

    #[test]
    fn a_lifetime_goes_from_issue_to_end() {
        for (issued, ends, seconds) in [
            (Some(10), Some(70), Some(60)),
            (Some(70), Some(10), None),
            (Some(i64::MIN), Some(i64::MAX), None),
            (None, Some(70), None),
        ] {
            let lifetime = seconds.map(Duration::from_secs);
            assert_eq!(Claims { issued, ends }.lifetime(), lifetime);
        }
    }
}
