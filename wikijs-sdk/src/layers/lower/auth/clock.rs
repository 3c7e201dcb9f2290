//! The server's clock, as its answers tell it: tokens end by that one, and one-time codes go by it. No clock of this
//! machine is asked.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::DATE;
use tokio::time::Instant;

use crate::date::http as http_date;

/// The server's clock; nothing is known of it before the first answer.
#[derive(Debug, Default)]
pub(crate) struct ServerClock(Mutex<Option<Seen>>);

#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Seconds since 1970.
    time: i64,
    at: Instant,
}

impl ServerClock {
    /// Takes notice of the date of an answer.
    pub(crate) fn note(&self, headers: &HeaderMap) {
        let told = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(time) = told
            .and_then(http_date::parse)
            .and_then(|time| i64::try_from(time).ok())
        else {
            return;
        };
        *self.seen() = Some(Seen {
            time,
            at: Instant::now(),
        });
    }

    /// When a time of the server's comes, or came.
    pub(crate) fn instant(&self, time: i64) -> Option<Instant> {
        let seen = (*self.seen())?;
        let ahead = time.checked_sub(seen.time)?;
        let span = Duration::from_secs(ahead.unsigned_abs());
        match ahead >= 0 {
            true => seen.at.checked_add(span),
            // What was before the clock of this process began was before this call.
            false => Some(seen.at.checked_sub(span).unwrap_or(seen.at)),
        }
    }

    /// The server's time.
    pub(crate) fn now(&self) -> Option<SystemTime> {
        let seen = (*self.seen())?;
        let since = Duration::from_secs(u64::try_from(seen.time).ok()?);
        SystemTime::UNIX_EPOCH.checked_add(since.checked_add(seen.at.elapsed())?)
    }

    fn seen(&self) -> MutexGuard<'_, Option<Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use tokio::time::advance;

    use super::*;

    fn date(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(DATE, HeaderValue::from_static(text))])
    }

    #[tokio::test(start_paused = true)]
    async fn it_goes_on_from_the_last_date_that_was_told() {
        let clock = ServerClock::default();
        assert_eq!((clock.now(), clock.instant(0)), (None, None));
        clock.note(&date("Thu, 01 Jan 1970 00:01:40 GMT"));
        clock.note(&date("yesterday"));
        clock.note(&HeaderMap::new());
        let now = Instant::now();
        assert_eq!(clock.instant(130), Some(now + Duration::from_secs(30)));
        advance(Duration::from_secs(20)).await;
        assert_eq!(clock.instant(130), Some(now + Duration::from_secs(30)));
        let since = clock.now().unwrap().duration_since(SystemTime::UNIX_EPOCH);
        assert_eq!(since.unwrap(), Duration::from_secs(120));
    }
}
