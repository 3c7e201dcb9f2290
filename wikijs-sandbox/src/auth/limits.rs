//! Rate limits by address and field: a window that begins with the first call and counts every one.

use std::collections::HashMap;

use super::rules::Limit;
use crate::clock::Millis;
use crate::graphql::Failure;

#[derive(Debug, Default)]
pub(crate) struct Limits {
    windows: HashMap<(String, String), Window>,
}

#[derive(Debug)]
struct Window {
    ends: Millis,
    calls: usize,
}

impl Limits {
    /// Counts a call; the failure says when to come back.
    pub(crate) fn take(
        &mut self,
        address: &str,
        field: &str,
        limit: Limit,
        now: Millis,
    ) -> Result<(), Failure> {
        let fresh = || Window {
            ends: now + limit.seconds * 1000,
            calls: 0,
        };
        let window = self
            .windows
            .entry((address.into(), field.into()))
            .or_insert_with(fresh);
        if window.ends <= now {
            *window = fresh();
        }
        window.calls += 1;
        if window.calls <= limit.calls {
            return Ok(());
        }
        let seconds = (window.ends - now + 999) / 1000;
        Err(Failure::too_many(u64::try_from(seconds).unwrap_or(0)))
    }

    pub(crate) fn clear(&mut self) {
        self.windows.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_ends() {
        let (mut limits, limit) = (
            Limits::default(),
            Limit {
                calls: 1,
                seconds: 15,
            },
        );
        assert!(limits.take("a", "f", limit, 0).is_ok());
        assert!(limits.take("a", "f", limit, 5000).is_err());
        assert!(limits.take("b", "f", limit, 5000).is_ok());
        assert!(limits.take("a", "f", limit, 15_000).is_ok());
    }
}
