//! The settings of how much is sent at a time.

use super::ClientBuilder;
use crate::layers::lower::limit::RateLimits;

impl ClientBuilder {
    /// Sends no more than these limits allow, over all clones of the client. By default the limits that the server is known
    /// to have are kept, and no others.
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.rate_limits = limits;
        self
    }

    /// How many requests may be under way at a time, over all clones of the client; further ones wait in the order of
    /// arrival. There is no limit by default. A download counts until its content was read.
    pub fn requests_at_a_time(mut self, most: usize) -> Self {
        self.at_a_time = Some(most);
        self
    }
}
