//! What a token says of itself. It is read and not verified: the wiki that signed it did that when it answered.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

/// What the token of a Wiki.js says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claims {
    /// An API key. It names its group and not what that may do.
    Key { id: i64, group: i64 },
    /// A user, with the permissions of the moment of signing.
    User { id: i64, permissions: Vec<String> },
}

#[derive(Deserialize)]
struct Payload {
    api: Option<i64>,
    grp: Option<i64>,
    id: Option<i64>,
    permissions: Option<Vec<String>>,
}

impl Claims {
    /// Reads a token; `None` for one of another kind.
    pub(super) fn read(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
        let bytes = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let payload: Payload = serde_json::from_slice(&bytes).ok()?;
        match (payload.api, payload.id) {
            (Some(id), _) => Some(Self::Key {
                id,
                group: payload.grp?,
            }),
            (None, Some(id)) => Some(Self::User {
                id,
                permissions: payload.permissions?,
            }),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn tokens_of_keys_and_users_are_read_and_others_are_not() {
        let key = Claims::Key { id: 3, group: 7 };
        let user = Claims::User {
            id: 5,
            permissions: vec!["read:pages".into()],
        };
        for (text, claims) in [
            (token(r#"{"api":3,"grp":7,"iat":1}"#), Some(key)),
            (
                token(r#"{"id":5,"permissions":["read:pages"]}"#),
                Some(user),
            ),
            (token(r#"{"id":5}"#), None),
            (token(r#"{"api":3}"#), None),
            (token(r#"{"sub":"x"}"#), None),
            (token("[]"), None),
            ("garbage".into(), None),
            ("a.b.c".into(), None),
            ("..".into(), None),
            (String::new(), None),
        ] {
            assert_eq!(Claims::read(&text), claims, "{text}");
        }
    }
}
