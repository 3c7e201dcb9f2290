//! Values that hold other values: options, lists, boxes.

use super::{Decode, Decoded, Reader};

impl<T: Decode> Decode for Option<T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        if reader.null()? {
            Ok(None)
        } else {
            T::decode(reader).map(Some)
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut list = reader.list()?;
        let mut items = Self::new();
        while list.next(reader)? {
            items.push(T::decode(reader)?);
        }
        Ok(items)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        T::decode(reader).map(Self::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_lists_and_nulls() {
        let json = b"[[1, null], null, []]";
        let value = Vec::<Option<Vec<Option<Box<i32>>>>>::decode(&mut Reader::new(json)).unwrap();
        assert_eq!(
            value,
            [Some(vec![Some(Box::new(1)), None]), None, Some(vec![])]
        );
    }
}
