//! What the SDK does, seen from outside. One binary; each module says what belongs in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on panics"
)]

/// Every kind of answer a server, a proxy or a stranger can give, one file a case.
mod answers;
/// What time limits interrupt, under a paused clock.
mod deadlines;
/// Paths beside the API: content, redirects of a GET.
mod downloads;
/// What the network does to a call: refused, cut off, closed.
mod network;
/// Documents that were not compiled.
mod raw;
/// What goes over the wire.
mod requests;
/// The catalogue against an embedded wiki in the same process.
mod sandbox;
/// Settings of the client, each by its effect.
mod settings;
/// Servers, certificates, proxies and operations for the rest.
mod support;
/// TLS: roots, client certificates, what is refused.
mod tls;
