//! What is known about an operation's field on the server, beyond its types.

/// Facts about an operation, from the schema and its overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The field by its path, as in `pages.single`.
    pub field: &'static str,
    /// The permissions of which one is needed; empty where none is, or none is known.
    pub requires: &'static [&'static str],
    /// The codes of its own that the server is known to answer with.
    pub codes: &'static [i32],
    /// How often the server lets it be called.
    pub rate_limit: Option<RateLimit>,
    /// How its list can be walked page by page.
    pub paged: Option<Paged>,
}

/// How often the server lets a field be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many times …
    pub limit: u32,
    /// … in how many seconds.
    pub duration: u32,
}

/// The variables that page, and where the items stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paged {
    /// The variable with the number of the page, counted from 0.
    pub page: &'static str,
    /// The variable with the size of a page.
    pub size: &'static str,
    /// The path below the output to the list of items.
    pub items: &'static str,
    /// The path below the output to the total, where the server tells it.
    pub total: Option<&'static str>,
}
