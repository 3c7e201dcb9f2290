//! Servers, certificates, proxies and operations for the rest.

pub(crate) mod authority;
pub(crate) mod log;
pub(crate) mod loopback;
pub(crate) mod operations;
pub(crate) mod recorder;
#[cfg(feature = "redis")]
pub(crate) mod redis_server;
pub(crate) mod script;
pub(crate) mod several;
pub(crate) mod wiki;
