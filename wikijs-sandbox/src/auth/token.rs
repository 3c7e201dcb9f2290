//! Tokens that look and live as the server's do, signed with a secret from the seed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::clock::Millis;

/// What a token says. Times in seconds, as in all JWTs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claims {
    pub(crate) subject: Subject,
    pub(crate) issued: i64,
    pub(crate) expires: i64,
    pub(crate) audience: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Subject {
    /// An API key and its group.
    Key { id: i64, group: i64 },
    /// A user, with the permissions and groups of the moment of signing.
    User {
        id: i64,
        email: String,
        name: String,
        permissions: Vec<String>,
        groups: Vec<i64>,
    },
}

/// Signs a token.
pub(crate) fn sign(claims: &Claims, secret: &str) -> String {
    let head = encode(&json!({ "alg": "HS256", "typ": "JWT" }));
    let body = encode(&payload(claims));
    let signature = signature(&head, &body, secret);
    format!("{head}.{body}.{signature}")
}

/// What a token says, if its signature is ours.
pub(crate) fn read(token: &str, secret: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (head, body, signed) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || signature(head, body, secret) != signed {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
    claims(&serde_json::from_slice(&bytes).ok()?)
}

/// Whole seconds of a time.
pub(crate) fn seconds(at: Millis) -> i64 {
    at.div_euclid(1000)
}

fn payload(claims: &Claims) -> Value {
    let mut body = match &claims.subject {
        Subject::Key { id, group } => json!({ "api": id, "grp": group }),
        Subject::User {
            id,
            email,
            name,
            permissions,
            groups,
        } => json!({
            "id": id, "email": email, "name": name, "permissions": permissions, "groups": groups,
        }),
    };
    body["iat"] = claims.issued.into();
    body["exp"] = claims.expires.into();
    body["aud"] = claims.audience.as_str().into();
    body["iss"] = "urn:wiki.js".into();
    body
}

fn claims(body: &Value) -> Option<Claims> {
    let number = |name: &str| body[name].as_i64();
    let text = |name: &str| body[name].as_str().map(String::from);
    let subject = match number("api") {
        Some(id) => Subject::Key {
            id,
            group: number("grp")?,
        },
        None => Subject::User {
            id: number("id")?,
            email: text("email")?,
            name: text("name")?,
            permissions: body["permissions"]
                .as_array()?
                .iter()
                .filter_map(|p| p.as_str().map(String::from))
                .collect(),
            groups: body["groups"]
                .as_array()?
                .iter()
                .filter_map(Value::as_i64)
                .collect(),
        },
    };
    Some(Claims {
        subject,
        issued: number("iat")?,
        expires: number("exp")?,
        audience: text("aud")?,
    })
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn signature(head: &str, body: &str, secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{secret}.{head}.{body}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_token_reads_back_and_a_forged_one_does_not() {
        let subject = Subject::Key { id: 1, group: 3 };
        let claims = Claims {
            subject,
            issued: 1,
            expires: 2,
            audience: "urn:wiki.js".into(),
        };
        let token = sign(&claims, "secret");
        assert_eq!(read(&token, "secret"), Some(claims));
        assert_eq!(read(&token, "other"), None);
        assert_eq!(read("garbage", "secret"), None);
    }
}
