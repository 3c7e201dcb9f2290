//! Numbers, strings, booleans, and nothing.

use jiter::{NumberInt, Peek};

use super::{Decode, DecodeError, DecodeErrorKind, Decoded, Reader};

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let peek = reader.peek()?;
        if !matches!(peek, Peek::True | Peek::False) {
            return Err(reader.mismatch("a boolean", peek));
        }
        let base = reader.base;
        reader.jiter.known_bool(peek).map_err(|e| DecodeError::syntax(e, base))
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
        let peek = number(reader, "a number")?;
        let start = reader.mark()?;
        let value = reader.jiter.known_float(peek).map_err(|e| reader.syntax(e))?;
        // `1e400` is no infinity.
        if value.is_finite() { Ok(value) } else { Err(out_of_range(reader.again(start), peek, "a 64-bit float")) }
    }
}

/// Reads whatever stands there and keeps nothing of it.
impl Decode for () {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.skip()
    }
}

/// The text of the number that follows.
pub(crate) fn number_text<'r>(reader: &'r mut Reader<'_>, peek: Peek) -> Decoded<&'r str> {
    let base = reader.base;
    let bytes = reader.jiter.known_number_bytes(peek).map_err(|e| DecodeError::syntax(e, base))?;
    // A number is ASCII.
    Ok(str::from_utf8(bytes).unwrap_or_default())
}

fn integer<T: TryFrom<i64> + TryFrom<i128>>(reader: &mut Reader<'_>, expected: &'static str) -> Decoded<T> {
    let peek = number(reader, "an integer")?;
    if let Ok(NumberInt::Int(value)) = reader.jiter.known_int(peek) {
        return T::try_from(value).map_err(|_| wrong_integer(value, reader, expected));
    }
    let value = long_integer(reader, peek, expected)?;
    T::try_from(value).map_err(|_| wrong_integer(value, reader, expected))
}

/// The parser refuses integers of 19 digits and more: they are read from their text.
#[cold]
fn long_integer(reader: &mut Reader<'_>, peek: Peek, expected: &'static str) -> Decoded<i128> {
    let offset = reader.offset();
    let text = number_text(reader, peek)?;
    if text.contains(['.', 'e', 'E']) {
        let kind = DecodeErrorKind::Mismatch { expected: "an integer", found: "a number with a fraction" };
        return Err(DecodeError::new(kind, offset));
    }
    text.parse().map_err(|_| {
        DecodeError::new(DecodeErrorKind::OutOfRange { expected, number: text.to_owned() }, offset)
    })
}

fn number(reader: &mut Reader<'_>, expected: &'static str) -> Decoded<Peek> {
    let peek = reader.peek()?;
    if peek.is_num() { Ok(peek) } else { Err(reader.mismatch(expected, peek)) }
}

#[cold]
fn wrong_integer(value: impl ToString, reader: &Reader<'_>, expected: &'static str) -> DecodeError {
    let number = value.to_string();
    let offset = reader.offset() - number.len();
    DecodeError::new(DecodeErrorKind::OutOfRange { expected, number }, offset)
}

#[cold]
fn out_of_range(reader: &mut Reader<'_>, peek: Peek, expected: &'static str) -> DecodeError {
    let offset = reader.offset();
    match number_text(reader, peek) {
        Ok(text) => DecodeError::new(DecodeErrorKind::OutOfRange { expected, number: text.to_owned() }, offset),
        Err(error) => error,
    }
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
        assert_eq!(T::decode(&mut Reader::new(json.as_bytes())).unwrap_err().to_string(), message);
    }

    #[test]
    fn integers() {
        reads("-2147483648", i32::MIN);
        reads("9223372036854775807", i64::MAX);
        reads("-9223372036854775808", i64::MIN);
        reads("18446744073709551615", u64::MAX);
        reads("-0", 0_i32);
        refuses::<i32>(" 2147483648", "2147483648 does not fit a 32-bit integer at byte 1");
        refuses::<i64>("9223372036854775808", "9223372036854775808 does not fit a 64-bit integer at byte 0");
        refuses::<u32>("-1", "-1 does not fit an unsigned 32-bit integer at byte 0");
        refuses::<i32>("1.0", "expected an integer, found a number with a fraction at byte 0");
        refuses::<i32>("1e2", "expected an integer, found a number with a fraction at byte 0");
        let huge = "9".repeat(60);
        refuses::<i32>(&huge, &format!("{huge} does not fit a 32-bit integer at byte 0"));
    }

    #[test]
    fn floats() {
        reads("1", 1.0);
        reads("-0.5e-3", -0.5e-3);
        reads("123456789012345678901234567890", 123_456_789_012_345_678_901_234_567_890.0);
        refuses::<f64>("1e400", "1e400 does not fit a 64-bit float at byte 0");
        refuses::<f64>("NaN", "not JSON: expected value at byte 0");
        refuses::<f64>("null", "expected a number, found null at byte 0");
    }

    #[test]
    fn malformed_numbers() {
        for json in ["01", "1.", ".5", "-", "+1", "1e", "0x1", "--1"] {
            let mut reader = Reader::new(json.as_bytes());
            assert!(i64::decode(&mut reader).and_then(|_| reader.end()).is_err(), "{json}");
            let mut reader = Reader::new(json.as_bytes());
            assert!(f64::decode(&mut reader).and_then(|_| reader.end()).is_err(), "{json}");
        }
    }

    #[test]
    fn others() {
        reads("true", true);
        reads(r#""\ud83d\ude00\n""#, "😀\n".to_owned());
        reads(r#"{"a": [1, {}]}"#, ());
        refuses::<bool>("0", "expected a boolean, found a number at byte 0");
        refuses::<String>(r#""\ud83d""#, "not JSON: unexpected end of hex escape at byte 7");
    }
}
