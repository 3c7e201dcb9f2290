//! JSON of unknown shape: scalars that the schema does not describe.

use jiter::Peek;
use serde_json::{Map, Number, Value};

use super::{Decode, DecodeError, DecodeErrorKind, Decoded, Reader, scalars};

impl Decode for Value {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let peek = reader.peek()?;
        match peek {
            Peek::Null => reader.null().map(|_| Self::Null),
            Peek::True | Peek::False => bool::decode(reader).map(Self::Bool),
            Peek::String => String::decode(reader).map(Self::String),
            Peek::Array => Vec::decode(reader).map(Self::Array),
            Peek::Object => Map::decode(reader).map(Self::Object),
            peek if peek.is_num() => number(reader, peek).map(Self::Number),
            peek => Err(reader.mismatch("a value", peek)),
        }
    }
}

impl Decode for Map<String, Value> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.enter_object()?;
        let mut map = Self::new();
        let mut key = reader.key(true)?;
        while let Some(name) = key {
            map.insert(name, Value::decode(reader)?);
            key = reader.key(false)?;
        }
        Ok(map)
    }
}

fn number(reader: &mut Reader<'_>, peek: Peek) -> Decoded<Number> {
    let offset = reader.offset();
    let text = scalars::number_text(reader, peek)?;
    text.parse().map_err(|_| {
        let kind = DecodeErrorKind::OutOfRange { expected: "a 64-bit float", number: text.to_owned() };
        DecodeError::new(kind, offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_serde_json() {
        let json = r#"{"a": [1, -2.5e3, 18446744073709551615, 1e2], "b": {"c": null, "c": true}, "\u0064": "é\t", "": 123456789012345678901234567890}"#;
        let value = Value::decode(&mut Reader::new(json.as_bytes())).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(json).unwrap());
    }

    #[test]
    fn refuses_numbers_without_end() {
        assert!(Value::decode(&mut Reader::new(b"1e400")).is_err());
    }
}
