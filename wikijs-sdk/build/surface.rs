//! What the SDK's own methods are called: names that the catalogue's methods and setters, which stand beside them, cannot
//! have; private ones neither, as rustc keeps them apart no more. The build script tells the generator, and so do the
//! tools that compile the catalogue as it does. That none is forgotten is tested in `tests/it/surface.rs`.

/// The methods of `Client`. `clone` would hide the trait's.
pub(crate) const CLIENT_METHODS: &[&str] = &[
    "address",
    "as_guest",
    "assemble",
    "at",
    "authenticate",
    "batch",
    "batching",
    "breaker",
    "builder",
    "calls",
    "clone",
    "cynic",
    "download",
    "exchanges",
    "fixed",
    "graphql_client",
    "identified",
    "identify",
    "mind_listeners",
    "new",
    "plan",
    "raw",
    "read_only",
    "renewing",
    "send",
    "shutdown",
    "signing_in",
    "with_identity",
    "with_plan",
    "with_token",
    "write_permit",
];

/// The methods of `Request`, and those that it is to have: an operation's option would have to be renamed when they come.
/// `new` is not among them, as no option can be called like the constructor of its operation.
pub(crate) const REQUEST_METHODS: &[&str] = &[
    "batch",
    "cache",
    "client",
    "deadline",
    "fly",
    "fly_streamed",
    "header",
    "into_call",
    "limits",
    "map",
    "no_retry",
    "operation",
    "outcome",
    "permit",
    "retry",
    "send",
    "stream",
    "timeout",
    "token",
];
