//! The sandbox's time: tokio's clock from a fixed start, so that a paused test clock moves everything.

use std::time::Duration;

use tokio::time::Instant;

/// Milliseconds since 1970.
pub(crate) type Millis = i64;

/// The last moment that JavaScript has a date for: no clock and no span goes beyond, so that times can be added.
pub(crate) const LAST: Millis = 8_640_000_000_000_000;

/// 2026-01-01T00:00:00Z: where time begins unless the builder says otherwise.
pub(crate) const DEFAULT_START: Millis = 1_767_225_600_000;

#[derive(Debug)]
pub(crate) struct Clock {
    start: Millis,
    origin: Instant,
    advanced: Millis,
    last_stamp: Millis,
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(DEFAULT_START)
    }
}

impl Clock {
    pub(crate) fn new(start: Millis) -> Self {
        Self {
            start,
            origin: Instant::now(),
            advanced: 0,
            last_stamp: 0,
        }
    }

    /// The time now.
    pub(crate) fn now(&self) -> Millis {
        let elapsed = i64::try_from(self.origin.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.start
            .saturating_add(elapsed)
            .saturating_add(self.advanced)
            .min(LAST)
    }

    /// A time for something written: never twice the same, so that two writes can be told apart on a standing clock.
    pub(crate) fn stamp(&mut self) -> Millis {
        self.last_stamp = self.now().max(self.last_stamp + 1);
        self.last_stamp
    }

    /// Stamps come after that time from now on.
    pub(crate) fn skip_to(&mut self, at: Millis) {
        self.last_stamp = self.last_stamp.max(at);
    }

    /// The latest of now and all stamps.
    pub(crate) fn latest(&self) -> Millis {
        self.now().max(self.last_stamp)
    }

    /// Moves the clock on.
    pub(crate) fn advance(&mut self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.advanced = self.advanced.saturating_add(by);
    }
}

/// A time as the server writes it: `2026-01-01T00:00:00.000Z`.
pub(crate) fn iso(at: Millis) -> String {
    let (days, rest) = (at.div_euclid(86_400_000), at.rem_euclid(86_400_000));
    let (year, month, day) = civil(days);
    let (seconds, millis) = (rest / 1000, rest % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    // Every page that is read has two of them: digit by digit costs a fraction of formatting.
    let mut out = String::with_capacity(24);
    match year {
        0..=9999 => digits(year, 4, &mut out),
        _ => out.push_str(&year.to_string()),
    }
    out.push('-');
    for (value, width, after) in [
        (month, 2, '-'),
        (day, 2, 'T'),
        (hour, 2, ':'),
        (minute, 2, ':'),
        (second, 2, '.'),
        (millis, 3, 'Z'),
    ] {
        digits(value, width, &mut out);
        out.push(after);
    }
    out
}

fn digits(value: i64, width: u32, out: &mut String) {
    for place in (0..width).rev() {
        let digit = value / 10_i64.pow(place) % 10;
        out.push(
            u32::try_from(digit)
                .ok()
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or('0'),
        );
    }
}

/// A time as HTTP headers write it.
pub(crate) fn http_date(at: Millis) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let days = at.div_euclid(86_400_000);
    let (year, month, day) = civil(days);
    let seconds = at.rem_euclid(86_400_000) / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let weekday = usize::try_from(days.rem_euclid(7)).map_or("", |day| DAYS[day]);
    let month = usize::try_from(month - 1)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .unwrap_or(&"");
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

// Days since 1970 to year, month, day of the Gregorian calendar (years begin in March while reckoning).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_server_writes_them() {
        assert_eq!(iso(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso(DEFAULT_START), "2026-01-01T00:00:00.000Z");
        assert_eq!(iso(951_827_696_789), "2000-02-29T12:34:56.789Z");
        assert_eq!(iso(253_402_300_800_000), "10000-01-01T00:00:00.000Z");
        assert_eq!(http_date(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn time_goes_as_far_as_dates_do() {
        let mut clock = Clock::new(DEFAULT_START);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), LAST);
        assert_eq!(iso(clock.now()), "275760-09-13T00:00:00.000Z");
        assert!(clock.stamp() < clock.stamp());
    }

    #[test]
    fn stamps_never_repeat() {
        let mut clock = Clock::new(DEFAULT_START);
        let first = clock.stamp();
        assert!(clock.stamp() > first);
    }
}
