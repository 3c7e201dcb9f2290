//! Walks the items of a list.

use super::{Decoded, Reader};

/// A cursor over a list; [`List::next`] stops before each item.
#[derive(Debug)]
pub struct List {
    first: bool,
}

impl Reader<'_> {
    /// Enters a list.
    ///
    /// # Errors
    /// When the next value is no list (null is none), or stands too deep.
    pub fn list(&mut self) -> Decoded<List> {
        let first = self.peek()?;
        if first != b'[' {
            return Err(self.mismatch("a list", first));
        }
        self.enter()?;
        Ok(List { first: true })
    }
}

impl List {
    /// Goes to the next item; false at the end.
    ///
    /// # Errors
    /// When the text is not JSON.
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Decoded<bool> {
        let first = std::mem::take(&mut self.first);
        match reader.peek()? {
            b']' => return Ok(close(reader)),
            b',' => {}
            _ if first => {}
            _ => return Err(reader.broken("expected `,` or `]`")),
        }
        reader.at += 1;
        match reader.peek()? {
            b']' if first => Ok(close(reader)),
            b']' => Err(reader.broken("trailing comma")),
            _ => Ok(true),
        }
    }
}

fn close(reader: &mut Reader<'_>) -> bool {
    reader.at += 1;
    reader.leave();
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Decode;

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        let read = |json: String| serde_json::Value::decode(&mut Reader::new(json.as_bytes()));
        assert!(read(nested(super::super::MAX_DEPTH)).is_ok());
        let error = read(nested(super::super::MAX_DEPTH + 1)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "more than 128 objects and lists inside one another at byte 128"
        );
    }

    #[test]
    fn depth_counts_what_is_open() {
        let json = format!("[{}]", "[[]],".repeat(300) + "[]");
        assert!(serde_json::Value::decode(&mut Reader::new(json.as_bytes())).is_ok());
    }
}
