//! The settings of how much is sent at a time.

use wikijs_wire::Operation;

use super::ClientBuilder;
use crate::layers::lower::limit::{Limiter, RateLimits};

impl RateLimits {
    /// Limits the field that an operation calls, whatever other operation calls it: [`field`](Self::field) with a name that
    /// cannot be misspelt. Where it calls several fields, each is limited by itself.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wikijs_sdk::{Rate, RateLimits, pages};
    ///
    /// let limits = RateLimits::new()
    ///     .operation::<pages::Render>(Rate::window(1, Duration::from_secs(30)));
    /// # drop(limits);
    /// ```
    pub fn operation<O: Operation>(self, limit: impl Into<Limiter>) -> Self {
        self.called(O::FACTS.field, &limit.into())
    }
}

impl ClientBuilder {
    /// Sends no more than these limits allow, over all clones of the client. By default the limits that the server is known
    /// to have are kept, and no others. A single [`Rate`](crate::Rate) limits all calls together.
    pub fn rate_limits(mut self, limits: impl Into<RateLimits>) -> Self {
        self.rate_limits = limits.into();
        self
    }

    /// How many requests may be under way at a time, over all clones of the client; further ones wait in the order of
    /// arrival. There is no limit by default. A download counts until its content was read.
    pub fn requests_at_a_time(mut self, most: usize) -> Self {
        self.at_a_time = Some(most);
        self
    }
}
