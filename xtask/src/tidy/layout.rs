//! The order of the rooms: a stage imports only from stages above it. What it says is drawn in ARCHITECTURE.md.

/// Packages whose sources are looked at.
pub(super) const PACKAGES: &[&str] = &[
    "wikijs-codegen",
    "wikijs-wire",
    "wikijs-sdk",
    "wikijs-sandbox",
    "xtask",
    "tests",
];

/// The modules of a crate in the order of the data that goes through them.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) package: &'static str,
    pub(super) stages: &'static [&'static str],
    /// Modules that see everything: the contents page and the edge to the file system.
    pub(super) exempt: &'static [&'static str],
}

/// All crates whose stages are ordered.
pub(super) const ORDERS: &[Order] = &[
    Order {
        package: "wikijs-codegen",
        stages: &[
            "dependency",
            "config",
            "source",
            "diagnostic",
            "syntax",
            "schema",
            "document",
            "check",
            "shapes",
            "names",
            "emit",
        ],
        exempt: &["lib", "main", "edge", "command"],
    },
    Order {
        package: "wikijs-wire",
        stages: &[
            "reader",
            "encode",
            "envelope",
            "operation",
            "batch",
            "generated",
        ],
        exempt: &["lib"],
    },
    Order {
        package: "wikijs-sdk",
        // What everything is made of first, then what a call goes through, then what callers see of it.
        stages: &[
            "date",
            "connector",
            "error",
            "call",
            "layers",
            "redis",
            "client",
            "flight",
            "response",
            "request",
            "batch",
            "stream",
            "raw",
            "download",
            "answers",
            "catalogue",
            "auth",
            "workflows",
            "health",
            "blocking",
        ],
        exempt: &["lib"],
    },
];
