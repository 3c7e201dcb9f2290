//! Spans of time as the server reads them: `30d`, `1y`, `2 hours`, or bare milliseconds.

use crate::clock::{LAST, Millis};

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// The span in milliseconds, if the text is one.
pub(crate) fn parse(text: &str) -> Option<Millis> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor = match unit.trim().to_lowercase().as_str() {
        "" | "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => 1.0,
        "s" | "sec" | "secs" | "second" | "seconds" => SECOND,
        "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => 7.0 * DAY,
        "y" | "yr" | "yrs" | "year" | "years" => 365.25 * DAY,
        _ => return None,
    };
    let millis = number.parse::<f64>().ok()? * factor;
    #[expect(clippy::cast_possible_truncation, reason = "a span of milliseconds")]
    let millis = millis.is_finite().then_some(millis.round() as Millis);
    millis.map(|millis| millis.clamp(-LAST, LAST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_units() {
        assert_eq!(parse("30d"), Some(2_592_000_000));
        assert_eq!(parse("2s"), Some(2000));
        assert_eq!(parse("1000"), Some(1000));
        assert_eq!(parse("9999999999999y"), Some(LAST));
        assert_eq!(parse("soon"), None);
        assert_eq!(parse("2030-01-01"), None);
    }
}
