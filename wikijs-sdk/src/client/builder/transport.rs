//! The settings of the transport that ships with the SDK, or another in its place.

use std::sync::Arc;
use std::time::Duration;

use wikijs_wire::Secret;

use super::ClientBuilder;
use crate::connector::{Connector, Proxy, ReqwestConnector};
use crate::error::Error;

impl ClientBuilder {
    /// What the client calls itself; `wikijs-sdk/<version>` by default.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.transport.user_agent = name.into();
        self.sets_transport("user_agent")
    }

    /// The longest that connecting may take, TLS included; 10 s by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.transport.connect_timeout = limit;
        self.sets_transport("connect_timeout")
    }

    /// How many idle connections are kept for the next requests; 8 by default. The number of requests at a time is
    /// not limited by it.
    ///
    /// An idle connection is kept for 4 s: the server closes it after 5.
    pub fn pool_size(mut self, connections: usize) -> Self {
        self.transport.pool_size = connections;
        self.sets_transport("pool_size")
    }

    /// Goes through this proxy, as in `http://user:password@proxy.example.org:3128`, whatever the environment says.
    ///
    /// Without this setting and [`no_proxy`](Self::no_proxy), `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
    /// `NO_PROXY` are heeded, except for a wiki on this machine.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.transport.proxy = Proxy::All(Secret::from(url.into()));
        self.sets_transport("proxy")
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.transport.proxy = Proxy::None;
        self.sets_transport("no_proxy")
    }

    /// Trusts this root certificate (PEM, one or many) beside those of the operating system.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.transport.tls.roots.push(pem.into());
        self.sets_transport("root_certificate")
    }

    /// Shows this certificate to servers that ask for one: PEM with the certificate, those that sign it, and the
    /// private key.
    pub fn client_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.transport.tls.identity = Some(pem.into());
        self.sets_transport("client_certificate")
    }

    /// Sends through `connector` instead of the transport that ships with the SDK. The settings of that transport
    /// (user agent, connect timeout, pool, proxy, certificates) are then an error, since nothing would heed them.
    pub fn connector(mut self, connector: impl Connector) -> Self {
        self.connector = Some(Arc::new(connector));
        self
    }

    pub(super) fn into_connector(self) -> Result<Arc<dyn Connector>, Error> {
        match (self.connector, self.transport_is_set) {
            (Some(_), Some(setting)) => Err(Error::settings(format!(
                "`{setting}` has no effect on a connector of your own: set it there"
            ))),
            (Some(connector), None) => Ok(connector),
            (None, _) => match ReqwestConnector::new(&self.transport) {
                Ok(connector) => Ok(Arc::new(connector)),
                Err(error) => Err(error.into()),
            },
        }
    }

    fn sets_transport(mut self, setting: &'static str) -> Self {
        self.transport_is_set.get_or_insert(setting);
        self
    }
}
