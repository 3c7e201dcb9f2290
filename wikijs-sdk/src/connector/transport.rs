//! The settings of the transport that ships with the SDK, as one plain value.

use std::time::Duration;

use wikijs_wire::Secret;

use super::tls::TlsSettings;

/// How connections are made and kept.
#[derive(Clone)]
pub(crate) struct Transport {
    pub(crate) connect_timeout: Duration,
    pub(crate) pool_size: usize,
    pub(crate) user_agent: String,
    pub(crate) proxy: Proxy,
    pub(crate) tls: TlsSettings,
}

impl Default for Transport {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            pool_size: 8,
            user_agent: concat!("wikijs-sdk/", env!("CARGO_PKG_VERSION")).into(),
            proxy: Proxy::Environment,
            tls: TlsSettings::default(),
        }
    }
}

/// The proxy to go through.
#[derive(Clone)]
pub(crate) enum Proxy {
    /// As the environment says (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`).
    Environment,
    /// None, whatever the environment says.
    None,
    /// This one, for all requests; its URL may hold a password.
    All(Secret),
}
