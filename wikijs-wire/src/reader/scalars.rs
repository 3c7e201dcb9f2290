//! Numbers, strings, booleans, and nothing.

use jiter::Peek;

use super::{Decode, DecodeError, DecodeErrorKind, Decoded, Reader, scan};

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.peek()? {
            b't' => reader.word("true").map(|()| true),
            b'f' => reader.word("false").map(|()| false),
            first => Err(reader.mismatch("a boolean", first)),
        }
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.string().map(str::to_owned)
    }
}

impl Decode for i32 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        integer(reader, "a 32-bit integer")
    }
}

impl Decode for i64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        integer(reader, "a 64-bit integer")
    }
}

impl Decode for u32 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        integer(reader, "an unsigned 32-bit integer")
    }
}

impl Decode for u64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        integer(reader, "an unsigned 64-bit integer")
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let first = number(reader, "a number")?;
        let start = reader.at;
        let value = reader.ask(|jiter| jiter.known_float(Peek::new(first)))?;
        // `1e400` is no infinity.
        if value.is_finite() {
            Ok(value)
        } else {
            Err(out_of_range(reader, start, "a 64-bit float"))
        }
    }
}

/// Reads whatever stands there and keeps nothing of it.
impl Decode for () {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.skip()
    }
}

/// The text of the number that follows.
pub(crate) fn number_text<'j>(reader: &mut Reader<'j>, first: u8) -> Decoded<&'j str> {
    let start = reader.at;
    reader.ask(|jiter| jiter.known_number_bytes(Peek::new(first)).map(drop))?;
    // A number is ASCII.
    Ok(str::from_utf8(&reader.text[start..reader.at]).unwrap_or_default())
}

fn integer<T: TryFrom<i64> + TryFrom<i128>>(
    reader: &mut Reader<'_>,
    expected: &'static str,
) -> Decoded<T> {
    let first = number(reader, "an integer")?;
    let start = reader.at;
    let value = match scan::short_integer(reader.text, start) {
        Some((value, end)) => {
            reader.at = end;
            T::try_from(value).ok()
        }
        None => T::try_from(long_integer(reader, first, expected)?).ok(),
    };
    value.ok_or_else(|| out_of_range(reader, start, expected))
}

/// The parser refuses integers of 19 digits and more: they are read from their text.
#[cold]
fn long_integer(reader: &mut Reader<'_>, first: u8, expected: &'static str) -> Decoded<i128> {
    let start = reader.at;
    let text = number_text(reader, first)?;
    if text.contains(['.', 'e', 'E']) {
        let kind = DecodeErrorKind::Mismatch {
            expected: "an integer",
            found: "a number with a fraction",
        };
        return Err(DecodeError::new(kind, start));
    }
    text.parse()
        .map_err(|_| out_of_range(reader, start, expected))
}

fn number(reader: &mut Reader<'_>, expected: &'static str) -> Decoded<u8> {
    match reader.peek()? {
        first @ (b'-' | b'0'..=b'9') => Ok(first),
        first => Err(reader.mismatch(expected, first)),
    }
}

/// The number from `start` to where the reader stands is too large.
#[cold]
fn out_of_range(reader: &Reader<'_>, start: usize, expected: &'static str) -> DecodeError {
    let number = String::from_utf8_lossy(&reader.text[start..reader.at]).into_owned();
    DecodeError::new(DecodeErrorKind::OutOfRange { expected, number }, start)
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    #[track_caller]
    fn reads<T: Decode + PartialEq + Debug>(json: &str, value: T) {
        let mut reader = Reader::new(json.as_bytes());
        assert_eq!(T::decode(&mut reader).unwrap(), value);
        reader.end().unwrap();
    }

    #[track_caller]
    fn refuses<T: Decode + Debug>(json: &str, message: &str) {
        assert_eq!(
            T::decode(&mut Reader::new(json.as_bytes()))
                .unwrap_err()
                .to_string(),
            message
        );
    }

    #[test]
    fn integers() {
        reads("-2147483648", i32::MIN);
        reads("9223372036854775807", i64::MAX);
        reads("-9223372036854775808", i64::MIN);
        reads("18446744073709551615", u64::MAX);
        reads("-0", 0_i32);
        refuses::<i32>(
            " 2147483648",
            "2147483648 does not fit a 32-bit integer at byte 1",
        );
        refuses::<i64>(
            "9223372036854775808",
            "9223372036854775808 does not fit a 64-bit integer at byte 0",
        );
        refuses::<u32>("-1", "-1 does not fit an unsigned 32-bit integer at byte 0");
        refuses::<i32>(
            "1.0",
            "expected an integer, found a number with a fraction at byte 0",
        );
        refuses::<i32>(
            "1e2",
            "expected an integer, found a number with a fraction at byte 0",
        );
        let huge = "9".repeat(60);
        refuses::<i32>(
            &huge,
            &format!("{huge} does not fit a 32-bit integer at byte 0"),
        );
    }

    #[test]
    fn floats() {
        reads("1", 1.0);
        reads("-0.5e-3", -0.5e-3);
        reads(
            "123456789012345678901234567890",
            123_456_789_012_345_678_901_234_567_890.0,
        );
        refuses::<f64>("1e400", "1e400 does not fit a 64-bit float at byte 0");
        refuses::<f64>("NaN", "not JSON: expected value at byte 0");
        refuses::<f64>("null", "expected a number, found null at byte 0");
    }

    #[test]
    fn malformed_numbers() {
        for json in ["01", "1.", ".5", "-", "+1", "1e", "0x1", "--1"] {
            let mut reader = Reader::new(json.as_bytes());
            assert!(
                i64::decode(&mut reader).and_then(|_| reader.end()).is_err(),
                "{json}"
            );
            let mut reader = Reader::new(json.as_bytes());
            assert!(
                f64::decode(&mut reader).and_then(|_| reader.end()).is_err(),
                "{json}"
            );
        }
    }

    #[test]
    fn others() {
        reads("true", true);
        reads(r#""\ud83d\ude00\n""#, "😀\n".to_owned());
        reads(r#"{"a": [1, {}]}"#, ());
        refuses::<bool>("0", "expected a boolean, found a number at byte 0");
        refuses::<String>(
            r#""\ud83d""#,
            "not JSON: unexpected end of hex escape at byte 7",
        );
    }
}
