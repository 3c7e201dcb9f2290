//! Reads and writes the part of ISO 8601 that servers and people use. Pure.

const DAY: i128 = 86_400_000_000_000;
const SECOND: i128 = 1_000_000_000;

/// Nanoseconds since the beginning of 1970, or `None` if the text is no time.
pub(super) fn parse(text: &str) -> Option<i128> {
    let (day, rest) = text.split_at_checked(10)?;
    let day = parse_day(day)?;
    if rest.is_empty() {
        return Some(day * DAY);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let zone = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = rest.split_at_checked(zone)?;
    Some(day * DAY + parse_clock(clock)? - parse_zone(zone)? * 60 * SECOND)
}

/// As in `2026-01-31T12:00:00.000Z`.
pub(super) fn format(unix_millis: i128) -> String {
    let days = unix_millis.div_euclid(86_400_000);
    let in_day = unix_millis.rem_euclid(86_400_000);
    let (year, month, day) = civil(days);
    let (hour, minute) = (in_day / 3_600_000, in_day / 60_000 % 60);
    let (second, millis) = (in_day / 1000 % 60, in_day % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

fn parse_day(text: &str) -> Option<i128> {
    let mut parts = text.split('-');
    let (year, month, day) = (
        number(parts.next()?, 4)?,
        number(parts.next()?, 2)?,
        number(parts.next()?, 2)?,
    );
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    Some(days_before(year, month, day))
}

fn parse_clock(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut parts = whole.split(':');
    let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |second| number(second, 2))?;
    // A leap second is the same moment as the one after it.
    let in_range = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
    in_range.then_some(())?;
    Some((hour * 3600 + minute * 60 + second) * SECOND + parse_fraction(fraction)?)
}

fn parse_fraction(text: &str) -> Option<i128> {
    let digits = text.get(..text.len().min(9))?;
    let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value: i128 = all_digits.then(|| digits.parse().ok())??;
    Some(value * 10i128.pow(9 - u32::try_from(digits.len()).ok()?))
}

/// Minutes that the zone is ahead of UTC.
fn parse_zone(text: &str) -> Option<i128> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let (hour, minute) = match rest.split_once(':') {
        Some(parts) => parts,
        None => rest.split_at_checked(2)?,
    };
    let minute = if minute.is_empty() {
        0
    } else {
        number(minute, 2)?
    };
    let hour = number(hour, 2)?;
    let minutes = (hour < 24 && minute < 60).then_some(hour * 60 + minute)?;
    Some(if sign == "-" { -minutes } else { minutes })
}

fn number(text: &str, digits: usize) -> Option<i128> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn is_leap(year: i128) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i128, month: i128) -> i128 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from the beginning of 1970 to a day of the Gregorian calendar: years begin in March, so that the day that
/// comes and goes is the last one.
pub(super) fn days_before(year: i128, month: i128, day: i128) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year
        - 719_468
}

/// The reverse of [`days_before`].
fn civil(days: i128) -> (i128, i128, i128) {
    let days = days + 719_468;
    let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * in_year + 2) / 153;
    let day = in_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    (era * 400 + year + i128::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        for (text, nanos) in [
            ("1970-01-01", 0),
            ("1970-01-01T00:00Z", 0),
            ("1970-01-01T00:00:00.000Z", 0),
            ("1969-12-31T23:59:59Z", -SECOND),
            ("2026-11-25T04:32:13.5Z", 1_795_581_133_500_000_000),
            (
                "2026-11-25 04:32:13.500000000999+00:00",
                1_795_581_133_500_000_000,
            ),
            ("2026-11-25T06:02:13.500+01:30", 1_795_581_133_500_000_000),
            ("2026-11-24T23:32:13,5-0500", 1_795_581_133_500_000_000),
            ("2000-02-29T00:00:00Z", 951_782_400 * SECOND),
            ("0001-01-01T00:00:00Z", -62_135_596_800 * SECOND),
        ] {
            assert_eq!(parse(text), Some(nanos), "{text}");
        }
    }

    #[test]
    fn garbage_is_not() {
        for text in [
            "",
            "today",
            "2026",
            "2026-13-01",
            "2026-02-29",
            "1900-02-29",
            "2026-00-10",
            "2026-1-1",
            "2026-01-01T",
            "2026-01-01T10:00:00",
            "2026-01-01T24:00:00Z",
            "2026-01-01T10:60Z",
            "2026-01-01T10Z",
            "2026-01-01T10:00:00.Z",
            "2026-01-01T10:00:00Zx",
            "2026-01-01T10:00+1",
            "2026-01-01T10:00:00:00Z",
            "２０２６-01-01",
            "2026-01-01é",
            "+026-01-01",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for day in (-800_000i128..800_000).step_by(97) {
            let millis = day * 86_400_000 + 12_345_678;
            if let Some(nanos) = parse(&format(millis)) {
                assert_eq!(nanos, millis * 1_000_000);
            } else {
                assert!(day < -719_000, "{}", format(millis));
            }
        }
    }
}
