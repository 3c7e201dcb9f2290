//! A moment as it is typed: `now`, seconds since 1970, `2026-01-01` or `2026-01-01T12:30:00Z`.

use std::time::Duration;

/// When a wiki's time begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Now,
    /// Counted from 1970.
    At(Duration),
}

/// Reads a moment; none where it is none.
pub(super) fn read(text: &str) -> Option<Moment> {
    if text == "now" {
        return Some(Moment::Now);
    }
    if let Ok(seconds) = text.parse::<f64>() {
        let at = Duration::try_from_secs_f64(seconds).ok()?;
        return Some(Moment::At(at));
    }
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let seconds = days(date)? * 86_400 + seconds(time)?;
    let seconds = u64::try_from(seconds).ok()?;
    Some(Moment::At(Duration::from_secs(seconds)))
}

// Since 1970.
fn days(date: &str) -> Option<i64> {
    let [year, month, day] = numbers(date, '-')?;
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if is_leap(year) { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let index = usize::try_from(month).ok()?.checked_sub(1)?;
    if !(1970..=9999).contains(&year) || !(1..=*lengths.get(index)?).contains(&day) {
        return None;
    }
    let years: i64 = (1970..year)
        .map(|year| 365 + i64::from(is_leap(year)))
        .sum();
    let months: i64 = lengths.iter().take(index).sum();
    Some(years + months + day - 1)
}

// In a day, in UTC.
fn seconds(time: &str) -> Option<i64> {
    let [hour, minute, second] = numbers(time.strip_suffix('Z')?, ':')?;
    let fits = hour < 24 && minute < 60 && second < 60;
    fits.then_some(hour * 3600 + minute * 60 + second)
}

fn numbers(text: &str, mark: char) -> Option<[i64; 3]> {
    let number = |part: &str| {
        let is_plain = part.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| part.parse().ok()).flatten()
    };
    let numbers: Option<Vec<_>> = text.split(mark).map(number).collect();
    numbers?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read() {
        for (text, seconds) in [
            ("0", 0),
            ("1767225600", 1_767_225_600),
            ("1970-01-01", 0),
            ("2026-01-01", 1_767_225_600),
            ("2026-01-01T00:00:00Z", 1_767_225_600),
            ("2000-02-29T12:34:56Z", 951_827_696),
        ] {
            let expected = Moment::At(Duration::from_secs(seconds));
            assert_eq!(read(text), Some(expected), "{text}");
        }
        assert_eq!(read("now"), Some(Moment::Now));
        for text in [
            "soon",
            "-1",
            "2026-02-29",
            "2026-13-01",
            "2026-1",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00+01:00",
            "2026-01-+1",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
