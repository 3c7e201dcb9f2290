//! Finds where the items of a list end, in a text that is still arriving.
//!
//! The parser needs complete input, and takes a number that is cut at the end of a buffer for a shorter one. So an
//! answer with a long list goes through here first: chunks of any size in, complete items of the list out, each to be
//! read by a [`Reader`](super::Reader) of its own. What stands around the list is kept and is, at the end, the same
//! answer with an empty list: errors and all.
//!
//! Nothing but strings, escapes and depth is looked at; whether an item is right its reader finds out.

mod around;
mod arrived;
mod error;
mod in_list;
mod in_string;
mod read;

use std::mem;
use std::ops::Range;

use self::around::Around;
use self::arrived::Arrived;
pub use self::error::FrameError;
use self::in_list::InList;
use self::in_string::InString;
pub use self::read::ItemError;
use super::{PathSegment, Spare};

/// The items of one list in an answer that arrives in chunks.
///
/// ```
/// use wikijs_wire::reader::frames::Frames;
///
/// let mut frames = Frames::new(&["data", "tags"]);
/// let mut items = Vec::new();
/// for chunk in [r#"{"data":{"tags":[{"id":1},{"i"#, r#"d":2}]},"errors":[]}"#] {
///     frames.push(chunk.as_bytes());
///     while let Some(item) = frames.next()? {
///         items.push(String::from_utf8_lossy(item).into_owned());
///     }
/// }
/// assert_eq!(items, [r#"{"id":1}"#, r#"{"id":2}"#]);
/// assert_eq!(frames.finish()?, br#"{"data":{"tags":[]},"errors":[]}"#);
/// # Ok::<(), wikijs_wire::reader::frames::FrameError>(())
/// ```
#[derive(Debug)]
pub struct Frames {
    path: Box<[&'static str]>,
    buffer: Arrived,
    /// Up to here the buffer was looked at.
    at: usize,
    string: InString,
    place: Place,
    around: Around,
    rest: Vec<u8>,
    items: usize,
    /// How long the item was that came last: the next one will be of about that length.
    length: usize,
    /// So much of the next item is known to hold no bracket that could close it.
    unclosed: usize,
    spare: Spare,
    dropped: Vec<Vec<PathSegment>>,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Around,
    InList(InList),
}

/// What looking on has shown.
enum Step {
    Item(Range<usize>),
    Moved,
    NeedsMore,
}

impl Frames {
    /// The items of the list at this path of keys, counted from the beginning of the answer.
    #[must_use]
    pub fn new(path: &'static [&'static str]) -> Self {
        Self {
            path: path.into(),
            buffer: Arrived::new(),
            at: 0,
            string: InString::No,
            place: Place::Around,
            around: Around::default(),
            rest: Vec::new(),
            items: 0,
            length: 0,
            unclosed: 0,
            spare: Spare::default(),
            dropped: Vec::new(),
        }
    }

    /// Takes the next chunk. Take all items before: what they stand in is given up here.
    pub fn push(&mut self, chunk: &[u8]) {
        let used = match &mut self.place {
            Place::Around => self.at,
            Place::InList(list) => mem::take(&mut list.start),
        };
        self.buffer.give_up(used);
        self.at -= used;
        self.buffer.push(chunk);
    }

    /// The next complete item; `None` when more chunks are needed, or the list is over.
    ///
    /// # Errors
    /// When there is no item where one must be.
    #[allow(
        clippy::should_implement_trait,
        reason = "an item borrows from the buffer, which no iterator can say"
    )]
    pub fn next(&mut self) -> Result<Option<&[u8]>, FrameError> {
        loop {
            let step = match self.place {
                Place::Around => self.around(),
                Place::InList(list) => self.in_list(list)?,
            };
            match step {
                Step::Moved => {}
                Step::NeedsMore => return Ok(None),
                Step::Item(range) => {
                    self.items += 1;
                    self.length = range.len();
                    self.unclosed = 0;
                    return Ok(Some(&self.buffer.bytes()[range]));
                }
            }
        }
    }

    /// How many items there were.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// Whether the list was found.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.items > 0 || matches!(self.place, Place::InList(_))
    }

    /// The answer without the items. Whether it is a complete answer its reader finds out.
    ///
    /// # Errors
    /// When the text ended inside the list.
    pub fn finish(mut self) -> Result<Vec<u8>, FrameError> {
        match self.place {
            Place::Around => {
                self.rest.extend_from_slice(self.buffer.cut());
                Ok(self.rest)
            }
            Place::InList(_) => Err(FrameError::Truncated { items: self.items }),
        }
    }

    fn around(&mut self) -> Step {
        loop {
            if self.string.is_open() && !self.copy_string() {
                return Step::NeedsMore;
            }
            let Some(&byte) = self.buffer.bytes().get(self.at) else {
                return Step::NeedsMore;
            };
            self.at += 1;
            if byte == b'"' {
                self.string = InString::Yes;
                self.around.begin_string(self.rest.len());
            }
            self.rest.push(byte);
            if self.around.see(byte, self.path.len()) {
                self.place = Place::InList(InList::new(self.at));
                return Step::Moved;
            }
        }
    }

    /// Copies the rest of a string; false where it does not end yet.
    fn copy_string(&mut self) -> bool {
        let start = self.at;
        self.at = self.string.pass(self.buffer.bytes(), start);
        let passed = &self.buffer.bytes()[start..self.at];
        self.rest.extend_from_slice(passed);
        let ended = !self.string.is_open();
        if ended {
            self.around.end_string(&self.rest, &self.path);
        }
        ended
    }

    fn in_list(&mut self, mut list: InList) -> Result<Step, FrameError> {
        let buffer = self.buffer.bytes();
        let mut at = self.at;
        let end = loop {
            if self.string.is_open() {
                at = self.string.pass(buffer, at);
            }
            let Some(&byte) = buffer.get(at) else {
                break None;
            };
            at += 1;
            match byte {
                b'"' => self.string = InString::Yes,
                b'{' | b'[' => match list.pass(buffer, at - 1) {
                    Some(end) => at = end,
                    None => list.depth += 1,
                },
                b'}' | b']' if list.depth > 0 => list.depth -= 1,
                b',' | b'}' | b']' if list.depth == 0 => break Some(byte),
                _ => {}
            }
        };
        self.at = at;
        match end {
            Some(b',') => self.item(list),
            Some(b']') => self.last_item(list),
            Some(_) => Err(self.syntax()),
            None => {
                self.place = Place::InList(list);
                Ok(Step::NeedsMore)
            }
        }
    }

    fn item(&mut self, list: InList) -> Result<Step, FrameError> {
        let range = list.start..self.at - 1;
        if self.is_blank(&range) {
            return Err(self.syntax());
        }
        self.place = Place::InList(InList::behind_comma(self.at));
        Ok(Step::Item(range))
    }

    fn last_item(&mut self, list: InList) -> Result<Step, FrameError> {
        let range = list.start..self.at - 1;
        self.place = self.close();
        match self.is_blank(&range) {
            true if list.open => Err(self.syntax()),
            true => Ok(Step::Moved),
            false => Ok(Step::Item(range)),
        }
    }

    fn close(&mut self) -> Place {
        self.rest.push(b']');
        Place::Around
    }

    fn is_blank(&self, range: &Range<usize>) -> bool {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.buffer.bytes()[range.clone()].iter().all(blank)
    }

    fn syntax(&self) -> FrameError {
        FrameError::Syntax { items: self.items }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &[&str] = &["data", "pages", "list"];

    fn run(chunks: &[&[u8]]) -> Result<(Vec<String>, String), FrameError> {
        let mut frames = Frames::new(PATH);
        let mut items = Vec::new();
        for chunk in chunks {
            frames.push(chunk);
            while let Some(item) = frames.next()? {
                items.push(String::from_utf8(item.to_vec()).unwrap());
            }
        }
        Ok((items, String::from_utf8(frames.finish()?).unwrap()))
    }

    /// The same, whole, in two pieces cut at each position, and byte by byte.
    #[track_caller]
    fn check(json: &str, items: &[&str], rest: &str) {
        let wanted = Ok((
            items.iter().map(ToString::to_string).collect::<Vec<_>>(),
            rest.to_owned(),
        ));
        let bytes = json.as_bytes();
        assert_eq!(run(&[bytes]), wanted);
        for cut in 0..=bytes.len() {
            assert_eq!(run(&[&bytes[..cut], &bytes[cut..]]), wanted, "cut at {cut}");
        }
        assert_eq!(run(&bytes.chunks(1).collect::<Vec<_>>()), wanted);
    }

    #[test]
    fn objects_with_everything_that_misleads() {
        check(
            r#"{"errors":[{"path":["list"]}],"data":{"pages":{"list":[{"a":"],}\"\\"},{"b":[[1],{"c":"é😀\\\""}]} , {}]}}}"#,
            &[
                r#"{"a":"],}\"\\"}"#,
                r#"{"b":[[1],{"c":"é😀\\\""}]} "#,
                " {}",
            ],
            r#"{"errors":[{"path":["list"]}],"data":{"pages":{"list":[]}}}"#,
        );
    }

    #[test]
    fn scalars_and_nulls() {
        check(
            r#"{"data":{"pages":{"list":[1, -2.5e3,null,"a,b",[]]}},"errors":null}"#,
            &["1", " -2.5e3", "null", "\"a,b\"", "[]"],
            r#"{"data":{"pages":{"list":[]}},"errors":null}"#,
        );
    }

    #[test]
    fn only_the_path_counts() {
        for json in [
            r#"{"data":{"list":[1],"pages":{"x":{"list":[2]},"tags":[3],"list":null}}}"#,
            r#"{"data":{"pages":[{"list":[1]}]}}"#,
            r#"{"pages":{"list":[1]},"data":null,"list":["list"]}"#,
            r#"{"data":{"pages":{"a":"list","list":{"list":[1]}}}}"#,
            r#"[{"data":{"pages":{"list":[1]}}}]"#,
            r#"{"x":["data",{"data":{"pages":{"list":[1]}}}]}"#,
            "",
        ] {
            check(json, &[], json);
        }
    }

    #[test]
    fn the_path_comes_late_with_spaces_and_escapes() {
        check(
            "{ \"a\" : {\"data\":[1]} , \"d\\u0061ta\" :\n {\"x\":1, \"pages\" : { \"list\" : [ 1 , 2 ] , \"y\" : 3 } } }",
            &[" 1 ", " 2 "],
            "{ \"a\" : {\"data\":[1]} , \"d\\u0061ta\" :\n {\"x\":1, \"pages\" : { \"list\" : [] , \"y\" : 3 } } }",
        );
    }

    #[test]
    fn an_empty_list_has_no_items() {
        check(
            r#"{"data":{"pages":{"list":[ ]}}}"#,
            &[],
            r#"{"data":{"pages":{"list":[]}}}"#,
        );
    }

    #[test]
    fn truncation_and_syntax_are_told() {
        let cut = br#"{"data":{"pages":{"list":[1,2"#;
        assert_eq!(run(&[cut]), Err(FrameError::Truncated { items: 1 }));
        for (list, items) in [("[1,,2]", 1), ("[,1]", 0), ("[1,]", 1), ("[1}", 0)] {
            let json = format!(r#"{{"data":{{"pages":{{"list":{list}}}}}}}"#);
            assert_eq!(
                run(&[json.as_bytes()]),
                Err(FrameError::Syntax { items }),
                "{list}"
            );
        }
    }

    #[test]
    fn items_are_handed_over_as_they_end() {
        let mut frames = Frames::new(PATH);
        frames.push(br#"{"data":{"pages":{"list":[{"id":1},{"#);
        assert_eq!(frames.next().unwrap(), Some(&br#"{"id":1}"#[..]));
        assert_eq!(frames.next().unwrap(), None);
        assert!(frames.has_begun());
        assert_eq!(frames.items(), 1);
    }
}
