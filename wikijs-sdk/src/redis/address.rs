//! Where a Redis is, and who asks: its URL, read into what a connection needs. Pure.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use ::redis::{ConnectionAddr, IntoConnectionInfo, RedisConnectionInfo};

use crate::connector::BoxError;

/// A place to connect to, and what to say there.
pub(super) struct Address {
    pub(super) place: Place,
    /// User, password, database.
    pub(super) login: RedisConnectionInfo,
}

/// Where to connect to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Tcp { host: String, port: u16 },
    Tls { host: String, port: u16 },
    Unix(PathBuf),
}

impl Address {
    /// # Errors
    ///
    /// The URL is none of a Redis. The error does not quote it: it may hold a password.
    pub(super) fn parse(url: &str) -> Result<Self, BoxError> {
        let (plain, is_tls) = without_tls(url);
        if is_tls && url.contains('#') {
            return Err(
                "a fragment in the URL: certificates are verified in any case; give the builder the root certificate"
                    .into(),
            );
        }
        let info = plain
            .as_ref()
            .into_connection_info()
            .map_err(|error| format!("{error}; a URL is like redis://user:password@host:6379/0, rediss:// with TLS, or unix:///path"))?;
        let place = match info.addr().clone() {
            ConnectionAddr::Tcp(host, port) if is_tls => Place::Tls { host, port },
            ConnectionAddr::Tcp(host, port) => Place::Tcp { host, port },
            ConnectionAddr::Unix(path) => Place::Unix(path),
            _ => return Err("a kind of address that is not known".into()),
        };
        let login = info.redis_settings().clone().set_skip_set_lib_name();
        Ok(Self { place, login })
    }
}

/// TLS is spoken here and not by the library, which would bring roots and a provider of its own.
fn without_tls(url: &str) -> (Cow<'_, str>, bool) {
    for (tls, plain) in [("rediss://", "redis://"), ("valkeys://", "valkey://")] {
        if let Some(rest) = url.strip_prefix(tls) {
            return (format!("{plain}{rest}").into(), true);
        }
    }
    (url.into(), false)
}

/// The place only: never user and password.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Tcp { host, port } | Place::Tls { host, port } => write!(f, "{host}:{port}"),
            Place::Unix(path) => path.display().fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read() {
        let tcp = |host: &str, port| Place::Tcp {
            host: host.to_owned(),
            port,
        };
        let tls = |host: &str, port| Place::Tls {
            host: host.to_owned(),
            port,
        };
        for (url, place, user, db) in [
            ("redis://localhost", tcp("localhost", 6379), None, 0),
            (
                "redis://me:s3cret@10.0.0.1:7000/3",
                tcp("10.0.0.1", 7000),
                Some("me"),
                3,
            ),
            (
                "rediss://:s3cret@redis.example.org/1",
                tls("redis.example.org", 6379),
                None,
                1,
            ),
            ("valkey://localhost", tcp("localhost", 6379), None, 0),
            ("redis://[::1]:7", tcp("::1", 7), None, 0),
            (
                "unix:///run/redis.sock",
                Place::Unix("/run/redis.sock".into()),
                None,
                0,
            ),
        ] {
            let address = Address::parse(url).unwrap();
            assert_eq!(address.place, place, "{url}");
            assert_eq!(
                (address.login.username(), address.login.db()),
                (user, db),
                "{url}"
            );
            assert!(!address.to_string().contains("s3cret"), "{url}");
        }
    }

    #[test]
    fn what_is_no_url_of_a_redis_is_refused_without_being_quoted() {
        for url in [
            "",
            "localhost",
            "http://s3cret@localhost",
            "redis://:s3cret@localhost/three",
            "rediss://:s3cret@localhost/#insecure",
            "redis://:s3cret@",
        ] {
            let error = Address::parse(url).err().map(|error| error.to_string());
            let error = error.unwrap_or_else(|| panic!("{url} is accepted"));
            assert!(!error.contains("s3cret"), "{url}: {error}");
        }
    }
}
