//! The address of a wiki, as people write it, and the addresses below it.

use std::net::IpAddr;
use std::sync::Arc;

use url::{Host, ParseError, Url};

use crate::error::Error;

/// The address of one wiki.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// The root of the wiki, ending in a slash.
    root: Arc<Url>,
    /// Where GraphQL requests go.
    endpoint: Arc<Url>,
}

impl Address {
    /// Reads an address: with or without a slash at its end, a sub-path, or the `graphql` of the API.
    ///
    /// # Errors
    ///
    /// It is no HTTP address, or holds credentials, a query or a fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let mut root: Url = text.trim().parse().map_err(no_url)?;
        if let Some(says) = complaint(&root) {
            return Err(Error::settings(says));
        }
        let path = root.path().trim_end_matches('/');
        let path = path
            .strip_suffix("/graphql")
            .unwrap_or(path)
            .trim_end_matches('/');
        let path = format!("{path}/");
        root.set_path(&path);
        let mut endpoint = root.clone();
        endpoint.set_path(&format!("{path}graphql"));
        Ok(Self {
            root: Arc::new(root),
            endpoint: Arc::new(endpoint),
        })
    }

    /// The root of the wiki, ending in a slash.
    pub(crate) fn root(&self) -> &Url {
        &self.root
    }

    /// Where GraphQL requests go.
    pub(crate) fn endpoint(&self) -> Arc<Url> {
        Arc::clone(&self.endpoint)
    }

    /// The address of a path (and query) below the root. What stands in it cannot lead out of the wiki.
    pub(crate) fn below(&self, path: &str) -> Result<Arc<Url>, Error> {
        let (path, query) = path
            .split_once('?')
            .map_or((path, None), |(path, query)| (path, Some(query)));
        let mut url = Url::clone(&self.root);
        url.set_path(&format!(
            "{}{}",
            self.root.path(),
            path.trim_start_matches('/')
        ));
        url.set_query(query);
        // `..` is resolved by the parser: it may have climbed above a sub-path.
        if !url.path().starts_with(self.root.path()) {
            return Err(Error::settings(format!(
                "the path {path:?} leads out of the wiki"
            )));
        }
        Ok(Arc::new(url))
    }

    /// True for a wiki on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.root)
    }

    /// True if a token would be seen by whoever listens on the way: plain HTTP, and not to this machine.
    pub(crate) fn is_open_to_listeners(&self) -> bool {
        self.root.scheme() == "http" && !is_loopback(&self.root)
    }
}

fn no_url(error: ParseError) -> Error {
    // What is read without a scheme is a path: `wiki.example.org`, and the empty text.
    if error == ParseError::RelativeUrlWithoutBase {
        return Error::settings(
            "the address of the wiki must begin with https:// or http://: add https:// to it",
        );
    }
    Error::settings("the address of the wiki is no URL").with_source(error)
}

fn complaint(url: &Url) -> Option<&'static str> {
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Some("the address of the wiki must begin with https:// or http://");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some(
            "the address of the wiki holds credentials; they would end in logs: give a token instead",
        );
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Some("the address of the wiki holds a query or a fragment; give its root alone");
    }
    None
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_the_address_is_written_the_endpoint_is_found() {
        for (written, endpoint) in [
            ("https://wiki.test", "https://wiki.test/graphql"),
            ("https://wiki.test/", "https://wiki.test/graphql"),
            (" https://wiki.test/ \n", "https://wiki.test/graphql"),
            ("https://wiki.test:8443//", "https://wiki.test:8443/graphql"),
            (
                "http://wiki.test/sub/path",
                "http://wiki.test/sub/path/graphql",
            ),
            (
                "http://wiki.test/sub/path/",
                "http://wiki.test/sub/path/graphql",
            ),
            ("http://wiki.test/graphql", "http://wiki.test/graphql"),
            (
                "http://wiki.test/sub/graphql/",
                "http://wiki.test/sub/graphql",
            ),
            ("http://[::1]:3000", "http://[::1]:3000/graphql"),
        ] {
            assert_eq!(
                Address::parse(written).unwrap().endpoint().as_str(),
                endpoint,
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_no_address_of_a_wiki_is_refused_and_no_password_is_shown() {
        for (written, says) in [
            ("", "add https://"),
            ("wiki.test", "add https://"),
            ("https://wiki.test:port", "no URL"),
            ("localhost:3000", "must begin with"),
            ("ftp://wiki.test", "must begin with"),
            ("https://user:s3cret@wiki.test", "credentials"),
            ("https://s3cret@wiki.test", "credentials"),
            ("https://wiki.test/?token=s3cret", "query"),
            ("https://wiki.test/#x", "fragment"),
        ] {
            let error = Address::parse(written).unwrap_err();
            assert!(error.to_string().contains(says), "{written}: {error}");
            assert!(
                !format!("{error} {error:?}").contains("s3cret"),
                "{error:?}"
            );
        }
    }

    #[test]
    fn a_path_stays_within_the_wiki() {
        let address = Address::parse("http://wiki.test/sub").unwrap();
        for (path, url) in [
            ("/d/en/home", "http://wiki.test/sub/d/en/home"),
            ("d/en/home?v=3", "http://wiki.test/sub/d/en/home?v=3"),
            ("//evil.test/x", "http://wiki.test/sub/evil.test/x"),
            (
                "http://evil.test/",
                "http://wiki.test/sub/http://evil.test/",
            ),
            ("a b#c", "http://wiki.test/sub/a%20b%23c"),
        ] {
            assert_eq!(address.below(path).unwrap().as_str(), url);
        }
        assert!(address.below("../secret").is_err());
        assert!(address.below("a/../../secret").is_err());
    }

    #[test]
    fn listeners_hear_plain_http_elsewhere_than_loopback() {
        for (written, open) in [
            ("https://wiki.test", false),
            ("http://wiki.test", true),
            ("http://10.0.0.1", true),
            ("http://localhost:3000", false),
            ("http://wiki.localhost", false),
            ("http://127.3.2.1", false),
            ("http://[::1]", false),
            ("http://[::ffff:127.0.0.1]", false),
            ("http://localhost.evil.test", true),
        ] {
            assert_eq!(
                Address::parse(written).unwrap().is_open_to_listeners(),
                open,
                "{written}"
            );
        }
    }
}
