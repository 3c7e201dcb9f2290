//! One object out of several that say different things about the same.
//!
//! `{ owner { id } ...F }` with `owner { name }` in `F` is one object with one `owner` on the wire, and two fields of
//! two types in Rust. Written back, the two must become one again.

use crate::reader::{Decoded, Raw, Reader};

/// The object without doubled keys; `None` where it has none.
pub(crate) fn without_doubles(object: &str) -> Option<String> {
    let fields = fields(&[object.as_bytes()]).ok()?;
    if fields.iter().all(|(_, values)| values.len() == 1) {
        return None;
    }
    let mut merged = String::with_capacity(object.len());
    write_fields(&mut merged, &fields).ok()?;
    Some(merged)
}

type Fields<'j> = Vec<(&'j str, Vec<&'j [u8]>)>;

/// The fields of objects: each key once, where it stood first, with all its values.
fn fields<'j>(objects: &[&'j [u8]]) -> Decoded<Fields<'j>> {
    let mut fields: Fields<'j> = Vec::new();
    for object in objects {
        let mut reader = Reader::new(object);
        let mut first = true;
        reader.enter_object()?;
        while let Some((key, value)) = field(&mut reader, std::mem::take(&mut first))? {
            match fields.iter_mut().find(|(known, _)| *known == key) {
                Some((_, values)) => values.push(value),
                None => fields.push((key, vec![value])),
            }
        }
    }
    Ok(fields)
}

/// A key as it is written, with its quotes, and its value.
fn field<'j>(reader: &mut Reader<'j>, first: bool) -> Decoded<Option<(&'j str, &'j [u8])>> {
    match reader.raw_key(first)? {
        Some(key) => Ok(Some((key, reader.raw()?.bytes()))),
        None => Ok(None),
    }
}

fn write_fields(to: &mut String, fields: &Fields<'_>) -> Decoded<()> {
    to.push('{');
    for (index, (key, values)) in fields.iter().enumerate() {
        comma(to, index);
        to.push_str(key);
        to.push(':');
        write_merged(to, values)?;
    }
    to.push('}');
    Ok(())
}

fn write_merged(to: &mut String, values: &[&[u8]]) -> Decoded<()> {
    match values {
        [.., _] if all(values, b'{') && values.len() > 1 => write_fields(to, &fields(values)?),
        [.., _] if all(values, b'[') && values.len() > 1 => write_lists(to, values),
        // They are the same value, read twice.
        [.., last] => {
            to.push_str(&String::from_utf8_lossy(last));
            Ok(())
        }
        [] => Ok(()),
    }
}

/// Item by item. Lists of one answer are equally long; where they are not, the last one stands.
fn write_lists(to: &mut String, lists: &[&[u8]]) -> Decoded<()> {
    let lists = lists
        .iter()
        .map(|list| items(list))
        .collect::<Decoded<Vec<_>>>()?;
    let length = lists.last().map_or(0, Vec::len);
    to.push('[');
    for index in 0..length {
        comma(to, index);
        let same: Vec<&[u8]> = lists
            .iter()
            .filter(|list| list.len() == length)
            .filter_map(|list| list.get(index).copied())
            .collect();
        write_merged(to, &same)?;
    }
    to.push(']');
    Ok(())
}

fn items(list: &[u8]) -> Decoded<Vec<&[u8]>> {
    let mut reader = Reader::new(list);
    let mut list = reader.list()?;
    let mut items = Vec::new();
    while list.next(&mut reader)? {
        items.push(reader.raw().map(|raw: Raw<'_>| raw.bytes())?);
    }
    Ok(items)
}

fn all(values: &[&[u8]], first: u8) -> bool {
    values.iter().all(|value| value.first() == Some(&first))
}

fn comma(to: &mut String, index: usize) {
    if index > 0 {
        to.push(',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(object: &str, merged: &str) {
        assert_eq!(without_doubles(object).as_deref(), Some(merged));
    }

    #[test]
    fn objects_and_lists_are_merged_below() {
        check(
            r#"{"a":{"id":1},"b":2,"a":{"name":"x"}}"#,
            r#"{"a":{"id":1,"name":"x"},"b":2}"#,
        );
        check(
            r#"{"a":[{"id":1},null,{"id":2}],"a":[{"n":{"x":1}},null,{"id":2,"n":null}]}"#,
            r#"{"a":[{"id":1,"n":{"x":1}},null,{"id":2,"n":null}]}"#,
        );
        check(
            r#"{"a":{"b":{"c":1}},"a":{"b":{"d":2}},"a":{"b":{"c":1}}}"#,
            r#"{"a":{"b":{"c":1,"d":2}}}"#,
        );
    }

    #[test]
    fn else_the_last_one_stands() {
        check(r#"{"a":1,"a":2}"#, r#"{"a":2}"#);
        check(r#"{"a":null,"a":{"b":1}}"#, r#"{"a":{"b":1}}"#);
        check(r#"{"a":[1,2],"a":[3]}"#, r#"{"a":[3]}"#);
    }

    #[test]
    fn nothing_is_done_where_nothing_is_doubled() {
        assert_eq!(without_doubles(r#"{"a":{"a":1},"b":{"a":1}}"#), None);
        assert_eq!(without_doubles("{}"), None);
    }
}
