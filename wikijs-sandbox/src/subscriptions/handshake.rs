//! From a request to a websocket.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL, UPGRADE,
};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use sha1::{Digest as _, Sha1};

use crate::http::Body;

// Of RFC 6455: what a server puts behind the client's key.
const SALT: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// What an upgrade asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The protocol that the server speaks.
    Known,
    /// Another one: the connection opens and closes with 1002.
    OtherProtocol,
    /// A websocket elsewhere than the server has one.
    Elsewhere,
}

/// Whether a request asks for a websocket, and which.
pub(crate) fn asked<B>(request: &Request<B>) -> Option<Asked> {
    let headers = request.headers();
    if !text(headers.get(UPGRADE)).eq_ignore_ascii_case("websocket") {
        return None;
    }
    if request.uri().path() != "/graphql-subscriptions" {
        return Some(Asked::Elsewhere);
    }
    let protocols = text(headers.get(SEC_WEBSOCKET_PROTOCOL));
    let known = protocols
        .split(',')
        .any(|protocol| protocol.trim() == "graphql-ws");
    Some(if known {
        Asked::Known
    } else {
        Asked::OtherProtocol
    })
}

/// The answer that opens the websocket, or refuses to.
pub(crate) fn accepted(headers: &HeaderMap, asked: Asked) -> Response<Body> {
    let mut response = Response::new(Body::default());
    if asked == Asked::Elsewhere {
        *response.status_mut() = StatusCode::BAD_REQUEST;
        return response;
    }
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let digest = STANDARD.encode(Sha1::digest(format!(
        "{}{SALT}",
        text(headers.get(SEC_WEBSOCKET_KEY))
    )));
    let out = response.headers_mut();
    out.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    out.insert(UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(value) = HeaderValue::from_str(&digest) {
        out.insert(SEC_WEBSOCKET_ACCEPT, value);
    }
    // A client that offered protocols gets one of them back, or it breaks off by itself.
    if let Some(first) = text(headers.get(SEC_WEBSOCKET_PROTOCOL))
        .split(',')
        .next()
        .filter(|name| !name.is_empty())
    {
        let protocol = if asked == Asked::Known {
            "graphql-ws"
        } else {
            first.trim()
        };
        out.extend(
            HeaderValue::from_str(protocol)
                .ok()
                .map(|value| (SEC_WEBSOCKET_PROTOCOL, value)),
        );
    }
    response
}

fn text(value: Option<&HeaderValue>) -> &str {
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_answered_as_the_standard_has_it() {
        let request = Request::get("/graphql-subscriptions")
            .header("upgrade", "websocket")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
            .header("sec-websocket-protocol", "graphql-ws")
            .body(())
            .expect("a request");
        assert_eq!(asked(&request), Some(Asked::Known));
        let response = accepted(request.headers(), Asked::Known);
        assert_eq!(
            response.headers()[SEC_WEBSOCKET_ACCEPT],
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
        );
        assert_eq!(response.headers()[SEC_WEBSOCKET_PROTOCOL], "graphql-ws");
    }
}
