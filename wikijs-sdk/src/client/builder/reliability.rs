//! The settings of what keeps a client going while the server does not: retries and the circuit breaker.

use std::sync::Arc;

use super::ClientBuilder;
use crate::call::Retry;
use crate::error::Error;
use crate::layers::lower::breaker::{Breaker, CircuitBreaker};
use crate::layers::lower::retry::{Retries, RetryBudget};

/// What was set.
pub(super) struct Reliability {
    retry: Retry,
    budget: Option<RetryBudget>,
    breaker: Option<CircuitBreaker>,
}

impl Default for Reliability {
    fn default() -> Self {
        Self {
            retry: Retry::new(),
            budget: Some(RetryBudget::default()),
            breaker: None,
        }
    }
}

impl ClientBuilder {
    /// When failed attempts are repeated; three attempts of what is safe to repeat, by default. A request can have its own.
    /// A single [`Backoff`](crate::Backoff) is the default with its waits.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.reliability.retry = retry.into();
        self
    }

    /// Makes one attempt at each call and no other.
    pub fn no_retry(self) -> Self {
        self.retry(Retry::never())
    }

    /// What all retries together may cost; a [`RetryBudget::default`] of its own for each client, by default. Give clients of
    /// the same wiki one budget, or `None` to none.
    pub fn retry_budget(mut self, budget: impl Into<Option<RetryBudget>>) -> Self {
        self.reliability.budget = budget.into();
        self
    }

    /// Holds calls back while the server is down. There is none by default.
    pub fn circuit_breaker(mut self, breaker: CircuitBreaker) -> Self {
        self.reliability.breaker = Some(breaker);
        self
    }
}

impl Reliability {
    pub(super) fn retries(&self) -> Result<Retries, Error> {
        self.retry.check()?;
        self.budget.iter().try_for_each(RetryBudget::check)?;
        Ok(Retries {
            policy: Arc::new(self.retry.clone()),
            budget: self.budget.clone(),
        })
    }

    pub(super) fn breaker(&self) -> Result<Option<Arc<Breaker>>, Error> {
        let Some(settings) = &self.breaker else {
            return Ok(None);
        };
        settings.check()?;
        Ok(Some(Arc::new(Breaker::new(settings.clone()))))
    }
}
