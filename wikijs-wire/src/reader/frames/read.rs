//! Reads items where they stand.
//!
//! To look for the end of an item before reading it costs a quarter of the reading. A reader finds the end by itself,
//! if only the item is there as a whole; and nearly all are, but for one in each chunk. So an item is read at once where
//! as much is here as the last one had. Where there is less, and nothing of it closes an object or list, it waits for
//! more without a look; else, or where reading failed, its end is looked for first: each item is tried once, however
//! many chunks it comes in.

use std::error::Error;
use std::{fmt, mem};

use memchr::memchr;

use super::{FrameError, Frames, InList, Place, Step};
use crate::reader::{Decode, Located, PathSegment, Reader, Spare, paths_of};

/// Why an item cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ItemError {
    /// The list is broken.
    Frame(FrameError),
    /// The item is not of its type. The items behind it can be read.
    Item {
        /// The item's index in the list.
        index: usize,
        /// What is wrong, by the path and the place inside the item.
        error: Located,
    },
}

impl Frames {
    /// The items of the list at `path` below the keys of `root`, as in `data`.
    #[must_use]
    pub fn below(root: &[&'static str], path: &[&'static str]) -> Self {
        Self {
            path: [root, path].concat().into(),
            ..Self::new(&[])
        }
    }

    /// How many bytes are held: of items that are not complete, and of what stands around the list.
    #[must_use]
    pub fn held(&self) -> usize {
        self.buffer.bytes().len() + self.rest.len()
    }

    /// The path of the item that came last, in the answer's data.
    #[must_use]
    pub fn path_of_last(&self) -> Vec<PathSegment> {
        let mut path = self.path_of_list();
        path.push(self.items.saturating_sub(1).into());
        path
    }

    /// Reads the next item; `None` when more chunks are needed, or the list is over.
    ///
    /// # Errors
    /// When there is no item where one must be, or it is not of its type.
    pub fn read<T: Decode>(&mut self) -> Result<Option<T>, ItemError> {
        let list = self.at_an_item();
        if let Some(list) = list.filter(|list| self.is_likely_whole(*list)) {
            let spare = mem::take(&mut self.spare);
            let mut reader = match self.buffer.text(list.start) {
                Some(text) => Reader::of_text(text, spare),
                None => Reader::new(&self.buffer.bytes()[list.start..]),
            };
            // Nothing stands between this and the return: each step would move the item once more.
            if let Ok(item) = T::decode(&mut reader)
                && let Some(end) = reader.next_byte()
            {
                let left = reader.into_parts();
                if self.pass(list, end, left) {
                    return Ok(Some(item));
                }
            }
        } else if list.is_some_and(|list| self.is_surely_cut(list)) {
            return Ok(None);
        }
        self.framed()
    }

    /// Looks for the end of the next item, and then reads it.
    fn framed<T: Decode>(&mut self) -> Result<Option<T>, ItemError> {
        let index = self.items;
        let Some(item) = self.next()? else {
            return Ok(None);
        };
        let mut reader = Reader::new(item);
        match T::decode(&mut reader).and_then(|value| reader.end().map(|()| value)) {
            Ok(value) => {
                if !reader.dropped().is_empty() {
                    let dropped = paths_of(item, reader.dropped());
                    self.note(index, dropped);
                }
                Ok(Some(value))
            }
            Err(error) => Err(ItemError::Item {
                index,
                error: error.locate(item),
            }),
        }
    }

    /// The paths in the answer's data where null items were dropped from lists inside of the items.
    #[must_use]
    pub fn dropped(&self) -> &[Vec<PathSegment>] {
        &self.dropped
    }

    /// Goes behind an item that was read, and the comma or bracket behind it; false where it is neither.
    fn pass(&mut self, list: InList, end: u8, left: (usize, Vec<usize>, Spare)) -> bool {
        let (length, dropped, spare) = left;
        self.spare = spare;
        let at = list.start + length + 1;
        let place = match end {
            b',' => Place::InList(InList::behind_comma(at)),
            b']' => self.close(),
            _ => return false,
        };
        if !dropped.is_empty() {
            let dropped = paths_of(&self.buffer.bytes()[list.start..at], &dropped);
            self.note(self.items, dropped);
        }
        (self.at, self.place, self.length, self.unclosed) = (at, place, length, 0);
        self.items += 1;
        true
    }

    /// The list, where nothing of its next item was looked at yet.
    fn at_an_item(&mut self) -> Option<InList> {
        if let Place::Around = self.place {
            match self.around() {
                Step::Moved => {}
                Step::NeedsMore | Step::Item(_) => return None,
            }
        }
        match self.place {
            Place::InList(list) if self.at == list.start => Some(list),
            Place::InList(_) | Place::Around => None,
        }
    }

    /// A number at the end of the buffer may go on in the next chunk; of these the end shows.
    #[inline]
    fn is_likely_whole(&self, list: InList) -> bool {
        self.buffer.bytes().len() - list.start > self.length
            && matches!(self.first_of(list), Some(b'{' | b'[' | b'"'))
    }

    /// Whether nothing that is here can close the item: so it needs no look before more is here.
    fn is_surely_cut(&mut self, list: InList) -> bool {
        let close = match self.first_of(list) {
            Some(b'{') => b'}',
            Some(b'[') => b']',
            _ => return false,
        };
        let rest = &self.buffer.bytes()[list.start..];
        // What was searched is not searched again, however small the pieces are.
        let searched = mem::replace(&mut self.unclosed, rest.len());
        memchr(close, &rest[searched..]).is_none()
    }

    /// The first byte of an item.
    #[inline]
    fn first_of(&self, list: InList) -> Option<u8> {
        let mut rest = self.buffer.bytes()[list.start..].iter().copied();
        rest.find(|byte| !byte.is_ascii_whitespace())
    }

    #[cold]
    fn note(&mut self, index: usize, dropped: Vec<Vec<PathSegment>>) {
        for within in dropped {
            let mut path = self.path_of_list();
            path.push(index.into());
            path.extend(within);
            self.dropped.push(path);
        }
    }

    fn path_of_list(&self) -> Vec<PathSegment> {
        let keys = self.path.strip_prefix(&["data"]).unwrap_or(&self.path);
        keys.iter().copied().map(PathSegment::from).collect()
    }
}

impl From<FrameError> for ItemError {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frame(error) => error.fmt(f),
            Self::Item { index, error } => write!(f, "item {index} of the list: {error}"),
        }
    }
}

impl Error for ItemError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Frame(error) => Some(error),
            Self::Item { error, .. } => Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::reader::{Compact, ShowPath};

    /// The items as text, and what went wrong.
    fn run<T: Decode + fmt::Debug>(chunks: &[&[u8]]) -> (Vec<String>, Result<Vec<u8>, FrameError>) {
        let mut frames = Frames::new(&["data", "list"]);
        let mut items = Vec::new();
        for chunk in chunks {
            frames.push(chunk);
            loop {
                match frames.read::<T>() {
                    Ok(Some(item)) => items.push(format!("{item:?}")),
                    Ok(None) => break,
                    Err(error @ ItemError::Item { .. }) => items.push(error.to_string()),
                    Err(ItemError::Frame(error)) => return (items, Err(error)),
                }
            }
        }
        items.extend(
            frames
                .dropped()
                .iter()
                .map(|path| ShowPath(path).to_string()),
        );
        (items, frames.finish())
    }

    #[track_caller]
    fn check<T: Decode + fmt::Debug>(json: &str, items: &[&str], rest: &str) {
        let wanted = (
            items.iter().map(ToString::to_string).collect::<Vec<_>>(),
            Ok(rest.as_bytes().to_vec()),
        );
        let bytes = json.as_bytes();
        assert_eq!(run::<T>(&[bytes]), wanted);
        for cut in 0..=bytes.len() {
            assert_eq!(
                run::<T>(&[&bytes[..cut], &bytes[cut..]]),
                wanted,
                "cut at {cut}"
            );
        }
        assert_eq!(run::<T>(&bytes.chunks(1).collect::<Vec<_>>()), wanted);
    }

    #[test]
    fn items_of_all_kinds() {
        check::<Value>(
            r#"{"a":[0],"data":{"list":[1, "a,]" ,{"b":[]},null , [-2.5] ]},"errors":[]}"#,
            &[
                "Number(1)",
                r#"String("a,]")"#,
                r#"Object {"b": Array []}"#,
                "Null",
                "Array [Number(-2.5)]",
            ],
            r#"{"a":[0],"data":{"list":[]},"errors":[]}"#,
        );
    }

    #[test]
    fn an_item_that_fails_is_not_the_end() {
        check::<Vec<i32>>(
            r#"{"data":{"list":[[1],[2,"x"],"y",[3]]}}"#,
            &[
                "[1]",
                "item 1 of the list: [1]: expected an integer, found a string (line 1, column 4)",
                "item 2 of the list: expected a list, found a string (line 1, column 1)",
                "[3]",
            ],
            r#"{"data":{"list":[]}}"#,
        );
    }

    #[test]
    fn dropped_items_have_their_path_in_the_data() {
        check::<Compact<i32>>(
            r#"{"data":{"list":[[1],[null,2],[null]]}}"#,
            &[
                "Compact([1])",
                "Compact([2])",
                "Compact([])",
                "list[1][0]",
                "list[2][0]",
            ],
            r#"{"data":{"list":[]}}"#,
        );
    }

    #[test]
    fn broken_lists_are_told() {
        for (list, items) in [("[[1],,[2]]", 1), ("[[1],]", 1), ("[[1]}", 0)] {
            let json = format!(r#"{{"data":{{"list":{list}}}}}"#);
            assert_eq!(
                run::<Vec<i32>>(&[json.as_bytes()]).1,
                Err(FrameError::Syntax { items }),
                "{list}"
            );
        }
        let cut = br#"{"data":{"list":[[1],[2]"#;
        assert_eq!(
            run::<Vec<i32>>(&[cut]).1,
            Err(FrameError::Truncated { items: 1 })
        );
    }
}
