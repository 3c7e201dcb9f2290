//! Answers of which only a leaf is wanted.
//!
//! Where exactly one field is selected at each level (`pages { single { … } }`), the levels above the leaf are of no
//! interest to the caller: the data is a [`Lifted`], the output the leaf.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::outcome::Outcome;
use crate::encode::{Encode, Writer, serde as bridge};
use crate::envelope::Errors;
use crate::reader::{Compact, Decode, Decoded, Reader, Slot};

/// An operation that is lifted.
pub trait Lift {
    /// The keys that lead from `data` to the leaf.
    const PATH: &'static [&'static str];
}

/// The data of a lifted operation: the leaf at the end of `P`'s path.
///
/// A null, or a key that is missing, on the way means that there is no value.
pub struct Lifted<P, T> {
    value: Option<T>,
    path: PhantomData<fn() -> P>,
}

impl<P: Lift, T> Lifted<P, T> {
    /// Data with this leaf.
    #[must_use]
    pub fn new(value: Option<T>) -> Self {
        Self {
            value,
            path: PhantomData,
        }
    }

    /// The leaf.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }

    /// The leaf as the outcome of an operation that cannot be refused.
    pub fn answer<R>(self, errors: &Errors) -> Outcome<T, R> {
        leaf(self.value, P::PATH, errors)
    }
}

impl<P: Lift, T> Lifted<P, Compact<T>> {
    /// The items of a list whose null items were dropped.
    pub fn compacted<R>(self, errors: &Errors) -> Outcome<Vec<T>, R> {
        list(self.value, P::PATH, errors)
    }
}

// What follows is compiled once for each type of a leaf, whatever the operation.

fn leaf<T, R>(value: Option<T>, path: &[&str], errors: &Errors) -> Outcome<T, R> {
    match value {
        // A leaf that may be null is not there by its own choice when an error stands in its place.
        Some(value) if !errors.empties(path) => Outcome::answered(value, errors),
        _ => Outcome::Missing {
            errors: errors.clone(),
        },
    }
}

fn list<T, R>(value: Option<Compact<T>>, path: &[&str], errors: &Errors) -> Outcome<Vec<T>, R> {
    match value {
        Some(Compact(items)) => leaf(Some(items), path, errors),
        None => leaf(None, path, errors),
    }
}

impl<P: Lift, T: Decode> Decode for Lifted<P, T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut value = None::<T>;
        match descend(reader, P::PATH, T::absent().is_some(), &mut value) {
            Ok(()) => Ok(Self::new(value)),
            Err(error) => Err(error),
        }
    }
}

impl<P: Lift, T: Encode> Encode for Lifted<P, T> {
    fn encode(&self, writer: &mut Writer) {
        ascend(P::PATH, &self.value, writer);
    }
}

/// Reads the leaf; clears it where there is none. Of a leaf that stands twice the last is kept.
fn descend(
    reader: &mut Reader<'_>,
    path: &'static [&'static str],
    nullable: bool,
    leaf: &mut dyn Slot,
) -> Decoded<()> {
    if path.is_empty() && nullable {
        return leaf.fill(reader);
    }
    if reader.null()? {
        leaf.clear();
        return Ok(());
    }
    let Some((_, below)) = path.split_first() else {
        return leaf.fill(reader);
    };
    let mut object = reader.object(&path[..1])?;
    while object.next(reader)?.is_some() {
        descend(reader, below, nullable, leaf)?;
    }
    Ok(())
}

fn ascend(path: &[&str], value: &dyn Encode, writer: &mut Writer) {
    let Some((key, below)) = path.split_first() else {
        return value.encode(writer);
    };
    writer.object();
    writer.key(key);
    ascend(below, value, writer);
    writer.end();
}

impl<P, T: fmt::Debug> fmt::Debug for Lifted<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lifted").field(&self.value).finish()
    }
}

impl<P, T: Clone> Clone for Lifted<P, T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            path: PhantomData,
        }
    }
}

impl<P, T: PartialEq> PartialEq for Lifted<P, T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<P: Lift, T: Encode> Serialize for Lifted<P, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        bridge::serialize_shown(self, serializer)
    }
}

impl<'de, P: Lift, T: Decode> Deserialize<'de> for Lifted<P, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bridge::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::GraphqlError;

    struct Single;

    impl Lift for Single {
        const PATH: &'static [&'static str] = &["pages", "single"];
    }

    fn read<T: Decode>(json: &str) -> Lifted<Single, T> {
        let mut reader = Reader::new(json.as_bytes());
        let lifted = Decode::decode(&mut reader).unwrap();
        reader.end().unwrap();
        lifted
    }

    #[test]
    fn the_leaf_is_lifted() {
        assert_eq!(
            read(r#"{"pages": {"x": 2, "single": 1}}"#).into_value(),
            Some(1)
        );
    }

    #[test]
    fn there_may_be_none() {
        for json in [
            "{}",
            r#"{"pages": null}"#,
            r#"{"pages": {}}"#,
            r#"{"pages": {"single": null}}"#,
            "null",
        ] {
            assert_eq!(read::<i32>(json).into_value(), None, "{json}");
        }
    }

    #[test]
    fn the_last_of_two_wins() {
        assert_eq!(
            read::<i32>(r#"{"pages": {"single": 1, "single": null}}"#).into_value(),
            None
        );
        assert_eq!(
            read::<i32>(r#"{"pages": {"single": 1}, "pages": {"single": 2}}"#).into_value(),
            Some(2)
        );
    }

    #[test]
    fn a_leaf_may_be_null_by_its_own_choice() {
        let lifted = read::<Option<i32>>(r#"{"pages": {"single": null}}"#);
        assert_eq!(
            lifted.clone().answer(&Errors::none()),
            Outcome::<_>::answered(None, &Errors::none())
        );
        let errors = Errors::new(vec![GraphqlError::new(
            "no",
            vec!["pages".into(), "single".into()],
        )]);
        assert_eq!(lifted.answer(&errors), Outcome::<_>::Missing { errors });
        assert_eq!(read::<Option<i32>>(r#"{"pages": null}"#).into_value(), None);
    }

    #[test]
    fn serde_sees_the_whole_shape() {
        let json = r#"{"pages":{"single":1}}"#;
        let lifted: Lifted<Single, i32> = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&lifted).unwrap(), json);
        assert_eq!(format!("{lifted:?}"), "Lifted(Some(1))");
    }
}
