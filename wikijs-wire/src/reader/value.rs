//! JSON of unknown shape: scalars that the schema does not describe.

use serde_json::{Map, Number, Value};

use super::root::Root;
use super::{Decode, DecodeError, DecodeErrorKind, Decoded, Reader, scalars};

impl Decode for Value {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        match reader.peek()? {
            b'n' => reader.null().map(|_| Self::Null),
            b't' | b'f' => bool::decode(reader).map(Self::Bool),
            b'"' => String::decode(reader).map(Self::String),
            b'[' => Vec::decode(reader).map(Self::Array),
            b'{' => Map::decode(reader).map(Self::Object),
            first @ (b'-' | b'0'..=b'9') => number(reader, first).map(Self::Number),
            first => Err(reader.mismatch("a value", first)),
        }
    }
}

impl Decode for Map<String, Value> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        if let Some(root) = reader.take_root() {
            return fields_of(reader, root);
        }
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

fn fields_of(reader: &mut Reader<'_>, root: Root<'_>) -> Decoded<Map<String, Value>> {
    let mut map = Map::new();
    // Counted apart from what is in the map: a key may stand twice.
    for (key, at) in (0..).map_while(|index| root.field(index)) {
        reader.visit(at);
        map.insert(key.to_owned(), Value::decode(reader)?);
    }
    reader.finish_root();
    Ok(map)
}

fn number(reader: &mut Reader<'_>, first: u8) -> Decoded<Number> {
    let offset = reader.offset();
    let text = scalars::number_text(reader, first)?;
    text.parse().map_err(|_| {
        let kind = DecodeErrorKind::OutOfRange {
            expected: "a 64-bit float",
            number: text.to_owned(),
        };
        DecodeError::new(kind, offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Member;

    #[test]
    fn agrees_with_serde_json() {
        let json = r#"{"a": [1, -2.5e3, 18446744073709551615, 1e2], "b": {"c": null, "c": true}, "\u0064": "é\t", "": 123456789012345678901234567890}"#;
        let value = Value::decode(&mut Reader::new(json.as_bytes())).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(json).unwrap());
    }

    #[test]
    fn reads_members_that_lie_apart() {
        let json = b"[7, 8]";
        let mut outer = Reader::new(json);
        let mut list = outer.list().unwrap();
        list.next(&mut outer).unwrap();
        let members = [Member {
            key: "a",
            value: outer.raw().unwrap(),
        }];
        let mut reader = Reader::of_members(json, &members);
        assert_eq!(
            Value::decode(&mut reader).unwrap(),
            serde_json::json!({"a": 7})
        );
        reader.end().unwrap();
    }

    #[test]
    fn of_members_with_one_key_the_last_is_kept() {
        let json = b"[7, 8]";
        let mut outer = Reader::new(json);
        let mut list = outer.list().unwrap();
        let mut members = Vec::new();
        while list.next(&mut outer).unwrap() {
            let value = outer.raw().unwrap();
            members.push(Member { key: "a", value });
        }
        let mut reader = Reader::of_members(json, &members);
        assert_eq!(
            Value::decode(&mut reader).unwrap(),
            serde_json::json!({"a": 8})
        );
    }

    #[test]
    fn refuses_numbers_without_end() {
        assert!(Value::decode(&mut Reader::new(b"1e400")).is_err());
    }
}
