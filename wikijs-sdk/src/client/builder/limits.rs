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
}
