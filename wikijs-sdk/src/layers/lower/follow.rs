//! What to do with a redirect. A POST is never followed: what stands at the other end is no API, or it would get
//! the request a second time. A GET may be, but the token stays where it belongs.

use std::sync::Arc;

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::connector::{RequestBody, WireRequest};
use crate::error::{Error, ErrorKind};

/// No honest server needs more hops.
const MOST_HOPS: usize = 10;

/// The request that follows `answer`, if it is a redirect and may be followed; `None` if it is none.
///
/// `hops` counts those that were followed before.
pub(crate) fn follow(
    asked: &Asked,
    hops: usize,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Option<WireRequest>, Error> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let target = target(&asked.request.url, headers);
    if asked.request.method != Method::GET {
        return Err(refused(asked, target.as_ref(), status));
    }
    let Some(target) = target.filter(|_| hops < MOST_HOPS) else {
        return Err(endless(asked, status, hops));
    };
    Ok(Some(asked.at(target)))
}

/// A request as it was sent, kept for the one that follows a redirect.
pub(crate) struct Asked {
    request: WireRequest,
}

impl Asked {
    /// Keeps what is needed of `request`: of a POST, nothing but its address.
    pub(crate) fn of(request: &WireRequest) -> Self {
        let get = request.method == Method::GET;
        let request = WireRequest {
            method: request.method.clone(),
            url: request.url.clone(),
            headers: if get {
                request.headers.clone()
            } else {
                HeaderMap::new()
            },
            body: RequestBody::Empty,
            progress: request.progress.clone(),
        };
        Self { request }
    }

    /// Where it was sent.
    pub(crate) fn url(&self) -> &Url {
        &self.request.url
    }

    fn at(&self, target: Url) -> WireRequest {
        let mut request = self.request.clone();
        // The user's own headers may hold secrets as well as the token does, so all stay behind, and for good:
        // a later hop back to the first origin finds them gone.
        if target.origin() != request.url.origin() {
            request.headers = HeaderMap::new();
        }
        request.url = Arc::new(target);
        request
    }
}

fn target(from: &Url, headers: &HeaderMap) -> Option<Url> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let target = from.join(location).ok()?;
    matches!(target.scheme(), "http" | "https").then_some(target)
}

fn refused(asked: &Asked, target: Option<&Url>, status: StatusCode) -> Error {
    let from = shown(&asked.request.url);
    let to = target.map_or_else(|| "an address that is none".into(), shown);
    let message = format!(
        "{from} redirects to {to}; a POST is not followed. Give the client the address of the wiki itself"
    );
    Error::new(ErrorKind::Redirected, message).with_status(status)
}

fn endless(asked: &Asked, status: StatusCode, hops: usize) -> Error {
    let from = shown(&asked.request.url);
    let message = match hops {
        0..MOST_HOPS => format!("{from} redirects to an address that is none"),
        _ => format!("{from} was reached over {hops} redirects and redirects again"),
    };
    Error::new(ErrorKind::Redirected, message).with_status(status)
}

/// An address without what may be secret in it: user, password, query, fragment.
pub(crate) fn shown(url: &Url) -> String {
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    format!(
        "{}://{}{port}{}",
        url.scheme(),
        url.host_str().unwrap_or_default(),
        url.path()
    )
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use http::header::AUTHORIZATION;

    use super::*;
    use crate::connector::Progress;

    fn asked(method: Method, url: &str) -> Asked {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer t"));
        Asked {
            request: WireRequest {
                method,
                url: Arc::new(url.parse().unwrap()),
                headers,
                body: RequestBody::Empty,
                progress: Progress::new(),
            },
        }
    }

    fn redirect(asked: &Asked, hops: usize, to: &str) -> Result<Option<WireRequest>, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, to.parse().unwrap());
        follow(asked, hops, StatusCode::FOUND, &headers)
    }

    #[test]
    fn a_get_follows_and_leaves_the_token_at_its_origin() {
        let asked = asked(Method::GET, "https://wiki.test/a/b");
        for (to, url, with_token) in [
            ("c", "https://wiki.test/a/c", true),
            ("/login", "https://wiki.test/login", true),
            ("https://wiki.test:443/x", "https://wiki.test/x", true),
            ("http://wiki.test/x", "http://wiki.test/x", false),
            (
                "https://wiki.test:8443/x",
                "https://wiki.test:8443/x",
                false,
            ),
            ("//other.test/x", "https://other.test/x", false),
        ] {
            let next = redirect(&asked, 0, to).unwrap().unwrap();
            assert_eq!(next.url.as_str(), url);
            assert_eq!(next.headers.contains_key(AUTHORIZATION), with_token, "{to}");
        }
    }

    #[test]
    fn a_post_is_not_followed_and_the_error_names_the_target_without_its_query() {
        let asked = asked(Method::POST, "http://wiki.test/graphql");
        let error = redirect(&asked, 0, "https://sso.test/login?state=s3cret").unwrap_err();
        assert!(error.is_redirect());
        let shown = error.to_string();
        assert!(shown.contains("https://sso.test/login;"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }

    #[test]
    fn hops_end_and_other_schemes_are_refused() {
        let asked = asked(Method::GET, "https://wiki.test/");
        for (hops, to) in [
            (MOST_HOPS, "/again"),
            (0, "ftp://wiki.test/"),
            (0, "javascript:alert(1)"),
        ] {
            assert!(
                redirect(&asked, hops, to).unwrap_err().is_redirect(),
                "{to}"
            );
        }
    }

    #[test]
    fn other_answers_are_no_redirects() {
        let asked = asked(Method::GET, "https://wiki.test/");
        for status in [200, 300, 304, 404] {
            let status = StatusCode::from_u16(status).unwrap();
            assert!(
                follow(&asked, 0, status, &HeaderMap::new())
                    .unwrap()
                    .is_none()
            );
        }
    }
}
