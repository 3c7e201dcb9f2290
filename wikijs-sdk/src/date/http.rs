//! The dates of HTTP headers, as in `Sun, 06 Nov 1994 08:49:37 GMT`. Pure.

use std::time::Duration;

use super::iso::days_before;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The time from one such date to a later one; zero where the later one is not later, `None` where one is none.
pub(crate) fn between(from: &str, to: &str) -> Option<Duration> {
    let seconds = parse(to)?.saturating_sub(parse(from)?).max(0);
    Some(Duration::from_secs(seconds.try_into().ok()?))
}

/// Seconds since the beginning of 1970. The obsolete forms are none.
pub(crate) fn parse(text: &str) -> Option<i128> {
    let (_weekday, rest) = text.trim().split_once(", ")?;
    let mut words = rest.split(' ');
    let day = number(words.next()?, 1..=31)?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)?;
    let year = number(words.next()?, 1970..=9999)?;
    let mut clock = words.next()?.split(':');
    let (hour, minute) = (
        number(clock.next()?, 0..=23)?,
        number(clock.next()?, 0..=59)?,
    );
    let second = number(clock.next()?, 0..=60)?;
    (words.next() == Some("GMT") && words.next().is_none() && clock.next().is_none())
        .then_some(())?;
    let days = days_before(year, i128::try_from(month).ok()? + 1, day);
    Some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

fn number(text: &str, range: std::ops::RangeInclusive<i128>) -> Option<i128> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_plain.then(|| text.parse().ok())??;
    range.contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_what_is_none_is_none() {
        for (text, seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Thu, 29 Feb 2024 23:59:60 GMT", Some(1_709_251_200)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", None),
            ("Sun Nov  6 08:49:37 1994", None),
            ("Sun, 06 Nov 1994 08:49:37 CET", None),
            ("Sun, 06 Nov 1994 24:49:37 GMT", None),
            ("Sun, +6 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:37 GMT x", None),
            ("120", None),
            ("", None),
        ] {
            assert_eq!(parse(text), seconds, "{text}");
        }
    }

    #[test]
    fn the_time_between_is_never_negative() {
        let (one, other) = (
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:51:37 GMT",
        );
        assert_eq!(between(one, other), Some(Duration::from_secs(120)));
        assert_eq!(between(other, one), Some(Duration::ZERO));
        assert_eq!(between("now", one), None);
    }
}
