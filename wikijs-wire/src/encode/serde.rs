//! Thin bridges to serde: written values are handed to a serializer, read values come through `serde_json::Value`.
//!
//! Generated types carry no serde derives, which would cost users' builds more than everything else. What follows is
//! compiled once for each format and not once for each type.

use std::cell::{Cell, RefCell};

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::{Encode, Mode, Writer};
use crate::reader::{Decode, DecodeError, Reader};

thread_local! {
    /// Whether what is serialized on this thread just now goes to the server.
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`, within which everything is serialized as it is sent, secrets included: for variables that are given
/// as a type of serde's, and for nothing that is shown.
pub fn as_sent<R>(work: impl FnOnce() -> R) -> R {
    /// Sets it back, also when `work` panics.
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            SENDING.set(self.0);
        }
    }
    let _before = Before(SENDING.replace(true));
    work()
}

/// Serializes a value as it is shown: without its secrets.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_shown<S: Serializer>(
    value: &dyn Encode,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mode = if SENDING.get() {
        Mode::Wire
    } else {
        Mode::Shown
    };
    write(&Writer::of(value, mode), serializer)
}

/// Serializes a value as it is sent.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_wire<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    write(&Writer::of(value, Mode::Wire), serializer)
}

/// Deserializes a value by its own decoder.
///
/// # Errors
/// Those of the deserializer, and those of the decoder with the path to the value at fault.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // Not through `RawValue`: under `flatten`, in untagged enums and from readers serde cannot give one.
    let value = Value::deserialize(deserializer)?;
    from_value(&value).map_err(D::Error::custom)
}

/// Writes a JSON text into a serializer.
pub(crate) fn write<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    Transcoded(RefCell::new(&mut Reader::new(json.as_bytes()))).serialize(serializer)
}

fn from_value<T: Decode>(value: &Value) -> Result<T, String> {
    let json = Writer::of(value, Mode::Wire);
    T::decode(&mut Reader::new(json.as_bytes()))
        .map_err(|error| error.locate(json.as_bytes()).to_string())
}

/// The next value of a reader; serializing it moves the reader on.
struct Transcoded<'r, 'j>(RefCell<&'r mut Reader<'j>>);

impl Serialize for Transcoded<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = self.0.borrow_mut();
        match reader.peek().map_err(own::<S>)? {
            b'{' => object(&mut reader, serializer),
            b'[' => list(&mut reader, serializer),
            b'"' => serializer.serialize_str(reader.string().map_err(own::<S>)?),
            _ => scalar(Value::decode(&mut reader).map_err(own::<S>)?, serializer),
        }
    }
}

fn object<S: Serializer>(reader: &mut Reader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    reader.enter_object().map_err(own::<S>)?;
    let mut key = reader.key(true).map_err(own::<S>)?;
    while let Some(name) = key {
        map.serialize_entry(&name, &Transcoded(RefCell::new(reader)))?;
        key = reader.key(false).map_err(own::<S>)?;
    }
    map.end()
}

fn list<S: Serializer>(reader: &mut Reader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut items = serializer.serialize_seq(None)?;
    let mut list = reader.list().map_err(own::<S>)?;
    while list.next(reader).map_err(own::<S>)? {
        items.serialize_element(&Transcoded(RefCell::new(reader)))?;
    }
    items.end()
}

/// An `Option` is told to the serializer as a plain value: JSON does not know more.
fn scalar<S: Serializer>(value: Value, serializer: S) -> Result<S::Ok, S::Error> {
    value.serialize(serializer)
}

fn own<S: Serializer>(error: DecodeError) -> S::Error {
    S::Error::custom(error)
}

/// Implements serde's traits for generated types.
///
/// `answer`: both, shown without secrets. `input`: `Serialize`, as it is sent. `operation`: `Serialize` of its
/// variables, as they are sent.
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_serde {
    (answer: $($type:ty),* $(,)?) => {$(
        impl $crate::generated::Serialize for $type {
            fn serialize<S: $crate::generated::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::generated::serialize_shown(self, serializer)
            }
        }
        impl<'de> $crate::generated::Deserialize<'de> for $type {
            fn deserialize<D: $crate::generated::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::generated::deserialize(deserializer)
            }
        }
    )*};
    (input: $($type:ty),* $(,)?) => {$(
        impl $crate::generated::Serialize for $type {
            fn serialize<S: $crate::generated::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::generated::serialize_wire(self, serializer)
            }
        }
    )*};
    (operation: $($type:ty),* $(,)?) => {$(
        impl $crate::generated::Serialize for $type {
            fn serialize<S: $crate::generated::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut variables = $crate::generated::Variables::new();
                $crate::generated::Operation::variables(self, &mut variables);
                $crate::generated::Serialize::serialize(&variables, serializer)
            }
        }
    )*};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_passes_into_any_serializer() {
        let json = r#"{"b":[1,-2.5,"x\n",null,true,{}],"a":{"c":[]},"big":18446744073709551615}"#;
        assert_eq!(
            write(json, &mut serde_json::Serializer::new(Vec::new()))
                .map(drop)
                .ok(),
            Some(())
        );
        let mut written = Vec::new();
        write(json, &mut serde_json::Serializer::new(&mut written)).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), json);
        assert_eq!(
            write(json, serde_json::value::Serializer).unwrap(),
            serde_json::from_str::<Value>(json).unwrap()
        );
    }

    #[test]
    fn secrets_are_written_only_within_what_is_sent() {
        let secret = crate::operation::Secret::from("a");
        let value = || serde_json::to_value(&secret).unwrap();
        assert_eq!(value(), "[redacted]");
        assert_eq!(as_sent(value), "a");
        let panicked = std::panic::catch_unwind(|| as_sent(|| panic!("in between")));
        assert!(panicked.is_err());
        assert_eq!(value(), "[redacted]");
    }

    #[test]
    fn errors_name_the_path() {
        let error = deserialize::<Vec<i32>, _>(serde_json::json!([1, "x"])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "[1]: expected an integer, found a string (line 1, column 4)"
        );
    }
}
