//! How the ordinary types are written.

use serde_json::{Map, Value};

use super::{Encode, Writer};
use crate::reader::Compact;

macro_rules! as_display {
    ($($type:ty),*) => {$(
        impl Encode for $type {
            fn encode(&self, writer: &mut Writer) {
                writer.display(format_args!("{self}"));
            }
        }
    )*};
}

as_display!(i32, i64, u32, u64, usize);

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}

impl Encode for f64 {
    fn encode(&self, writer: &mut Writer) {
        // JSON has no word for what is no finite number; serde_json writes null, too.
        if self.is_finite() {
            writer.display(format_args!("{self:?}"))
        } else {
            writer.null()
        }
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for () {
    fn encode(&self, writer: &mut Writer) {
        writer.object();
        writer.end();
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

/// `None` is null; what may be left out is a [`Maybe`](crate::Maybe).
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_some_and(Encode::is_absent)
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        writer.list();
        for item in self {
            writer.item(item);
        }
        writer.end_list();
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl<T: Encode> Encode for Compact<T> {
    fn encode(&self, writer: &mut Writer) {
        self.0.encode(writer);
    }
}

impl<T: Encode, const N: usize> Encode for [T; N] {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl Encode for Value {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Array(items) => items.encode(writer),
            Self::Object(map) => map.encode(writer),
            Self::String(text) => writer.string(text),
            scalar => writer.display(format_args!("{scalar}")),
        }
    }
}

impl Encode for Map<String, Value> {
    fn encode(&self, writer: &mut Writer) {
        writer.object();
        for (key, value) in self {
            writer.field(key, value);
        }
        writer.end();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::encode::Mode;

    #[track_caller]
    fn check(value: &dyn Encode, json: &str) {
        assert_eq!(Writer::of(value, Mode::Wire), json);
    }

    #[test]
    fn scalars() {
        check(&i32::MIN, "-2147483648");
        check(&u64::MAX, "18446744073709551615");
        check(&true, "true");
        check(&1.0, "1.0");
        check(&1e300, "1e300");
        check(&f64::NAN, "null");
        check(&"a", "\"a\"");
        check(&(), "{}");
    }

    #[test]
    fn containers() {
        check(&[Some(Box::new(1)), None], "[1,null]");
        check(&Vec::<i32>::new(), "[]");
        check(&&["a"][..], "[\"a\"]");
    }

    #[test]
    fn values() {
        let value = json!({"b": [1, -2.5, "x\n", null, true], "a": {}});
        let written = Writer::of(&value, Mode::Wire);
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
    }
}
