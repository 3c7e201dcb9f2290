//! A proxy's rate limit: so many requests in a window that begins with the first.

use std::time::Duration;

use tokio::time::Instant;

/// What a client is told of its quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
    /// Seconds until the window ends.
    pub(crate) reset: u64,
    pub(crate) exceeded: bool,
}

/// The window of one fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    ends: Instant,
    taken: u64,
}

/// Counts a request.
pub(super) fn take(window: &mut Option<Window>, limit: u64, per: Duration, now: Instant) -> Quota {
    let open = match window {
        Some(open) if open.ends > now => open,
        _ => window.insert(Window {
            ends: now + per,
            taken: 0,
        }),
    };
    let left = open.ends - now;
    let exceeded = open.taken >= limit;
    open.taken += u64::from(!exceeded);
    Quota {
        limit,
        remaining: limit - open.taken.min(limit),
        reset: left.as_secs() + u64::from(left.subsec_nanos() > 0),
        exceeded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lets_so_many_through_and_ends() {
        let (mut window, begun) = (None, Instant::now());
        let mut at = |millis| {
            let now = begun + Duration::from_millis(millis);
            take(&mut window, 2, Duration::from_secs(10), now)
        };
        let seen: Vec<_> = [0, 100, 200, 9_999, 10_000]
            .map(&mut at)
            .iter()
            .map(|quota| (quota.remaining, quota.reset, quota.exceeded))
            .collect();
        let expected = [
            (1, 10, false),
            (0, 10, false),
            (0, 10, true),
            (0, 1, true),
            (1, 10, false),
        ];
        assert_eq!(seen, expected);
    }
}
