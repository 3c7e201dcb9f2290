//! Walks the keys of an object.
//!
//! Servers answer in the order of the selection and without white space: that the key which follows the last one stands
//! there, with all that surrounds it, is tried first, before anything is searched or unescaped.

use super::{Decode, DecodeError, DecodeErrorKind, Decoded, Reader, scan};

/// A cursor over an object; [`Object::next`] stops before each value whose key is known.
#[derive(Debug)]
pub struct Object {
    keys: &'static [&'static str],
    expected: usize,
    start: usize,
    state: State,
}

#[derive(Debug, Clone, Copy)]
enum State {
    First,
    Later,
    /// Of a root that is put together, from this field on.
    Root(usize),
}

/// What the next key is.
enum Key {
    Known(usize),
    Unknown,
    End,
}

impl<'j> Reader<'j> {
    /// Enters an object of which these keys are of interest.
    ///
    /// # Errors
    /// When the next value is no object (null is none), or stands too deep.
    pub fn object(&mut self, keys: &'static [&'static str]) -> Decoded<Object> {
        self.enter_object()?;
        let state = if self.at_root {
            State::Root(0)
        } else {
            State::First
        };
        Ok(Object {
            keys,
            expected: 0,
            start: self.offset(),
            state,
        })
    }

    /// Enters an object whose keys are data: they are read with `key`, which gives none at the end.
    pub(crate) fn enter_object(&mut self) -> Decoded<()> {
        let first = self.peek()?;
        if first != b'{' {
            return Err(self.mismatch("an object", first));
        }
        self.enter()
    }

    /// The next key of an object, as a string of its own.
    pub(crate) fn key(&mut self, first: bool) -> Decoded<Option<String>> {
        if !self.next_key(first)? {
            return Ok(None);
        }
        let key = self.string()?.to_owned();
        self.colon()?;
        Ok(Some(key))
    }

    /// The next key of an object as it is written, with its quotes.
    pub(crate) fn raw_key(&mut self, first: bool) -> Decoded<Option<&'j str>> {
        if !self.next_key(first)? {
            return Ok(None);
        }
        let start = self.at;
        self.string()?;
        let key = self.checked.cut(self.text, start, self.at)?;
        self.colon()?;
        Ok(Some(key))
    }

    /// Goes to the quote where the next key begins; false at the end of the object, behind which it goes.
    fn next_key(&mut self, first: bool) -> Decoded<bool> {
        // The bracket or the comma.
        let before = self.peek()?;
        match before {
            b'}' => return Ok(self.close()),
            b',' => {}
            _ if first => {}
            _ => return Err(self.broken("expected `,` or `}`")),
        }
        self.at += 1;
        match self.peek()? {
            b'"' => Ok(true),
            b'}' if first => Ok(self.close()),
            b'}' => Err(self.broken("trailing comma")),
            _ => Err(self.broken("key must be a string")),
        }
    }

    fn close(&mut self) -> bool {
        self.at += 1;
        self.leave();
        false
    }

    fn colon(&mut self) -> Decoded<()> {
        if self.peek()? != b':' {
            return Err(self.broken("expected `:`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Takes a key with what stands before and behind it, if nothing else stands there.
    fn take_key(&mut self, before: u8, key: &str) -> Option<()> {
        let (head, rest) = self.text.get(self.at..)?.split_first_chunk()?;
        let (written, rest) = rest.split_at_checked(key.len())?;
        let stands = *head == [before, b'"']
            && rest.starts_with(b"\":")
            && scan::is_same(written, key.as_bytes());
        stands.then(|| self.at += key.len() + 4)
    }

    /// The next key as it is written, if it has no escapes: its text, and where its quote is.
    fn plain_key(&self) -> Option<(&'j [u8], usize)> {
        let start = self.at + 1;
        let end = scan::plain_end(self.text, start);
        (self.text.get(end) == Some(&b'"')).then(|| (&self.text[start..end], end))
    }
}

impl Object {
    /// Goes to the next known key and gives its index; `None` at the end. Other keys are passed over.
    ///
    /// A key that stands twice comes twice: the last one wins, as in other readers.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Decoded<Option<usize>> {
        loop {
            match self.step(reader)? {
                Key::Known(index) => {
                    self.expected = index + 1;
                    return Ok(Some(index));
                }
                Key::Unknown => reader.skip()?,
                Key::End => return Ok(None),
            }
        }
    }

    /// The value of a key; what [`Decode::absent`] says where there was none.
    ///
    /// # Errors
    /// When the key must be there and is not.
    pub fn need<T: Decode>(
        &self,
        _reader: &Reader<'_>,
        value: Option<T>,
        key: usize,
    ) -> Decoded<T> {
        match value.or_else(T::absent) {
            Some(value) => Ok(value),
            None => Err(self.missing(key)),
        }
    }

    #[cold]
    pub(super) fn missing(&self, key: usize) -> DecodeError {
        let key = self.keys.get(key).copied().unwrap_or_default();
        DecodeError::new(DecodeErrorKind::MissingKey(key), self.start)
    }

    fn step(&mut self, reader: &mut Reader<'_>) -> Decoded<Key> {
        let before = match self.state {
            State::First => b'{',
            State::Later => b',',
            State::Root(at) => return Ok(self.field(reader, at)),
        };
        self.state = State::Later;
        if let Some(key) = self.keys.get(self.expected)
            && reader.take_key(before, key).is_some()
        {
            return Ok(Key::Known(self.expected));
        }
        self.other_key(reader, before == b'{')
    }

    fn other_key(&self, reader: &mut Reader<'_>, first: bool) -> Decoded<Key> {
        if !reader.next_key(first)? {
            return Ok(Key::End);
        }
        let key = self.known_key(reader)?;
        reader.colon()?;
        Ok(key)
    }

    fn known_key(&self, reader: &mut Reader<'_>) -> Decoded<Key> {
        if let Some((key, quote)) = reader.plain_key()
            && let Some(index) = self.find(key)
        {
            reader.at = quote + 1;
            return Ok(Key::Known(index));
        }
        let key = reader.string()?;
        Ok(self.find(key.as_bytes()).map_or(Key::Unknown, Key::Known))
    }

    fn field(&mut self, reader: &mut Reader<'_>, at: usize) -> Key {
        let Some((key, value)) = reader.root.field(at) else {
            reader.finish_root();
            reader.leave();
            return Key::End;
        };
        reader.visit(value);
        self.state = State::Root(at + 1);
        self.find(key.as_bytes()).map_or(Key::Unknown, Key::Known)
    }

    fn find(&self, key: &[u8]) -> Option<usize> {
        self.keys
            .iter()
            .position(|known| scan::is_same(known.as_bytes(), key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Decoded<(i32, Option<String>)> {
        let mut reader = Reader::new(json.as_bytes());
        let (mut id, mut tag) = (None, None);
        let mut object = reader.object(&["id", "tag"])?;
        while let Some(key) = object.next(&mut reader)? {
            match key {
                0 => id = Some(Decode::decode(&mut reader)?),
                _ => tag = Some(Decode::decode(&mut reader)?),
            }
        }
        reader.end()?;
        Ok((object.need(&reader, id, 0)?, object.need(&reader, tag, 1)?))
    }

    #[track_caller]
    fn check(json: &str, id: i32, tag: Option<&str>) {
        assert_eq!(read(json).unwrap(), (id, tag.map(str::to_owned)));
    }

    #[test]
    fn keys_in_any_order() {
        check(r#"{"id": 1, "tag": "a"}"#, 1, Some("a"));
        check(r#"{"tag": "a", "id": 1}"#, 1, Some("a"));
    }

    #[test]
    fn unknown_keys_are_passed_over() {
        check(
            r#"{"x": {"id": [2]}, "id": 1, "y": null, "tag": null}"#,
            1,
            None,
        );
    }

    #[test]
    fn the_last_of_two_wins() {
        check(r#"{"id": 1, "id": 2}"#, 2, None);
    }

    #[test]
    fn escaped_keys_are_known() {
        check(r#"{"\u0069d": 1, "t\u0061g": "a"}"#, 1, Some("a"));
    }

    #[test]
    fn a_missing_key_is_named() {
        let json = r#"{"tag": "a"}"#;
        assert_eq!(
            read(json).unwrap_err().locate(json.as_bytes()).to_string(),
            "the key `id` is missing (line 1, column 1)"
        );
    }

    #[test]
    fn null_is_no_object() {
        assert_eq!(
            read("null").unwrap_err().to_string(),
            "expected an object, found null at byte 0"
        );
    }

    #[test]
    fn keys_are_utf8() {
        let mut reader = Reader::new(b"{\"a\xff\": 1}");
        let mut object = reader.object(&["id"]).unwrap();
        let error = object.next(&mut reader).unwrap_err();
        assert_eq!(error.kind(), &DecodeErrorKind::NotUtf8);
    }

    #[test]
    fn members_lie_apart() {
        use crate::reader::Member;
        let json = br#"{"b0_id": 7, "b1_id": 8, "b0_tag": "a"}"#;
        let mut outer = Reader::new(json);
        let mut object = outer.object(&["b0_id", "b0_tag"]).unwrap();
        let mut members = Vec::new();
        while let Some(key) = object.next(&mut outer).unwrap() {
            members.push(Member {
                key: ["id", "tag"][key],
                value: outer.raw().unwrap(),
            });
        }
        let mut reader = Reader::of_members(json, &members);
        let start = reader.mark().unwrap();
        for _ in 0..2 {
            let reader = reader.again(start);
            let mut object = reader.object(&["tag", "id"]).unwrap();
            assert_eq!(object.next(reader).unwrap(), Some(1));
            assert_eq!(i32::decode(reader).unwrap(), 7);
            assert_eq!(object.next(reader).unwrap(), Some(0));
            assert_eq!(String::decode(reader).unwrap(), "a");
            assert_eq!(object.next(reader).unwrap(), None);
            reader.end().unwrap();
        }
    }
}
