//! Finds where the items of a list end, in a text that is still arriving.
//!
//! The parser needs complete input, and takes a number that is cut at the end of a buffer for a shorter one. So an
//! answer with a long list goes through here first: chunks of any size in, complete items of the list out, each to be
//! read by a [`Reader`](super::Reader) of its own. What stands around the list is kept and is, at the end, the same
//! answer with an empty list: errors and all.
//!
//! Nothing but strings, escapes and depth is looked at; whether an item is right its reader finds out.

use std::error::Error;
use std::fmt;
use std::mem;
use std::ops::Range;

use super::scan;

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
    path: &'static [&'static str],
    buffer: Vec<u8>,
    /// Up to here the buffer was looked at.
    at: usize,
    text: Text,
    place: Place,
    rest: Vec<u8>,
    items: usize,
}

/// Why no more items come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameError {
    /// The text ended inside the list.
    Truncated {
        /// How many items were complete.
        items: usize,
    },
    /// There is nothing between two commas, or the list is closed by a bracket of another kind.
    Syntax {
        /// How many items were complete.
        items: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    Outside,
    InString,
    AfterBackslash,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Around(Around),
    InList(InList),
}

/// Around the list: which keys of the path lead here.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    depth: usize,
    /// How many keys of the path are open: the object at depth `matched + 1` is on the path.
    matched: usize,
    /// Where in `rest` a string began that is a key on the path, or some other key.
    key: Option<usize>,
    /// The next string is a key.
    wants_key: bool,
    /// The next value is that of the path's next key.
    on_path: bool,
}

#[derive(Debug, Clone, Copy)]
struct InList {
    /// Where in the buffer the item begins.
    start: usize,
    depth: usize,
    around: Around,
    /// A comma came last: an item has to follow.
    open: bool,
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
        let around = Around::default();
        Self {
            path,
            buffer: Vec::new(),
            at: 0,
            text: Text::Outside,
            place: Place::Around(around),
            rest: Vec::new(),
            items: 0,
        }
    }

    /// Takes the next chunk. Take all items before: what they stand in is given up here.
    pub fn push(&mut self, chunk: &[u8]) {
        let used = match &mut self.place {
            Place::Around(_) => self.at,
            Place::InList(list) => mem::take(&mut list.start),
        };
        self.buffer.drain(..used);
        self.at -= used;
        self.buffer.extend_from_slice(chunk);
    }

    /// The next complete item; `None` when more chunks are needed, or the list is over.
    ///
    /// # Errors
    /// When there is no item where one must be.
    #[allow(clippy::should_implement_trait, reason = "an item borrows from the buffer, which no iterator can say")]
    pub fn next(&mut self) -> Result<Option<&[u8]>, FrameError> {
        loop {
            let step = match self.place {
                Place::Around(around) => self.around(around),
                Place::InList(list) => self.in_list(list)?,
            };
            match step {
                Step::Moved => {}
                Step::NeedsMore => return Ok(None),
                Step::Item(range) => {
                    self.items += 1;
                    return Ok(Some(&self.buffer[range]));
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
    pub fn finish(self) -> Result<Vec<u8>, FrameError> {
        match self.place {
            Place::Around(_) => Ok(self.rest),
            Place::InList(_) => Err(FrameError::Truncated { items: self.items }),
        }
    }

    fn around(&mut self, mut around: Around) -> Step {
        let step = loop {
            if self.text != Text::Outside && !self.copy_string(&mut around) {
                break Step::NeedsMore;
            }
            let Some(&byte) = self.buffer.get(self.at) else { break Step::NeedsMore };
            self.at += 1;
            if byte == b'"' {
                self.text = Text::InString;
                around.key = (around.wants_key && around.depth == around.matched + 1).then_some(self.rest.len());
            }
            self.rest.push(byte);
            if around.see(byte, self.path.len()) {
                let list = InList { start: self.at, depth: 0, around, open: false };
                self.place = Place::InList(list);
                return Step::Moved;
            }
        };
        self.place = Place::Around(around);
        step
    }

    /// Copies the rest of a string; false where it does not end yet.
    fn copy_string(&mut self, around: &mut Around) -> bool {
        let start = self.at;
        let ended = self.pass_string();
        self.rest.extend_from_slice(&self.buffer[start..self.at]);
        if let Some(key) = around.key.filter(|_| ended) {
            around.key = None;
            around.wants_key = false;
            around.on_path = self.path.get(around.matched).is_some_and(|wanted| is_key(&self.rest[key..], wanted));
        }
        ended
    }

    fn in_list(&mut self, mut list: InList) -> Result<Step, FrameError> {
        loop {
            if self.text != Text::Outside && !self.pass_string() {
                break;
            }
            let Some(&byte) = self.buffer.get(self.at) else { break };
            self.at += 1;
            match byte {
                b'"' => self.text = Text::InString,
                b'{' | b'[' => list.depth += 1,
                b'}' | b']' if list.depth > 0 => list.depth -= 1,
                b',' if list.depth == 0 => return self.item(list),
                b']' => return self.last_item(list),
                b'}' => return Err(FrameError::Syntax { items: self.items }),
                _ => {}
            }
        }
        self.place = Place::InList(list);
        Ok(Step::NeedsMore)
    }

    fn item(&mut self, list: InList) -> Result<Step, FrameError> {
        let range = list.start..self.at - 1;
        if self.buffer[range.clone()].trim_ascii().is_empty() {
            return Err(FrameError::Syntax { items: self.items });
        }
        self.place = Place::InList(InList { start: self.at, open: true, ..list });
        Ok(Step::Item(range))
    }

    fn last_item(&mut self, list: InList) -> Result<Step, FrameError> {
        let range = list.start..self.at - 1;
        self.rest.push(b']');
        self.place = Place::Around(list.around);
        match self.buffer[range.clone()].trim_ascii() {
            [] if list.open => Err(FrameError::Syntax { items: self.items }),
            [] => Ok(Step::Moved),
            _ => Ok(Step::Item(range)),
        }
    }

    /// Goes behind the end of a string; false where it does not end yet.
    fn pass_string(&mut self) -> bool {
        loop {
            if self.text == Text::AfterBackslash {
                if self.at == self.buffer.len() {
                    return false;
                }
                self.at += 1;
                self.text = Text::InString;
            }
            self.at = scan::quote_or_backslash(&self.buffer, self.at);
            let Some(&byte) = self.buffer.get(self.at) else { return false };
            self.at += 1;
            if byte == b'"' {
                self.text = Text::Outside;
                return true;
            }
            self.text = Text::AfterBackslash;
        }
    }
}

impl Around {
    /// Takes note of a byte outside of strings; true where the list begins.
    fn see(&mut self, byte: u8, length: usize) -> bool {
        match byte {
            b'[' if self.on_path && self.matched + 1 == length => {
                self.on_path = false;
                return true;
            }
            b'{' | b'[' => self.open(byte, length),
            b'}' | b']' => self.close(),
            b',' => {
                self.on_path = false;
                self.wants_key = true;
            }
            _ => {}
        }
        false
    }

    fn open(&mut self, byte: u8, length: usize) {
        let descends = self.on_path && byte == b'{' && self.matched + 1 < length;
        self.matched += usize::from(descends);
        self.on_path = false;
        self.depth += 1;
        self.wants_key = byte == b'{';
    }

    fn close(&mut self) {
        self.on_path = false;
        self.wants_key = false;
        if self.depth == self.matched + 1 {
            self.matched = self.matched.saturating_sub(1);
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Whether a string, with its quotes, is this key. Names need no escapes, but may have some.
fn is_key(quoted: &[u8], wanted: &str) -> bool {
    let plain = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    plain == wanted.as_bytes()
        || plain.contains(&b'\\') && serde_json::from_slice::<String>(quoted).is_ok_and(|key| key == wanted)
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { items } => write!(f, "the answer breaks off in its list, after {items} complete items"),
            Self::Syntax { items } => write!(f, "the list in the answer is not JSON, after {items} complete items"),
        }
    }
}

impl Error for FrameError {}

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
        let wanted = Ok((items.iter().map(ToString::to_string).collect::<Vec<_>>(), rest.to_owned()));
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
            &[r#"{"a":"],}\"\\"}"#, r#"{"b":[[1],{"c":"é😀\\\""}]} "#, " {}"],
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
        check(r#"{"data":{"pages":{"list":[ ]}}}"#, &[], r#"{"data":{"pages":{"list":[]}}}"#);
    }

    #[test]
    fn truncation_and_syntax_are_told() {
        let cut = br#"{"data":{"pages":{"list":[1,2"#;
        assert_eq!(run(&[cut]), Err(FrameError::Truncated { items: 1 }));
        for (list, items) in [("[1,,2]", 1), ("[,1]", 0), ("[1,]", 1), ("[1}", 0)] {
            let json = format!(r#"{{"data":{{"pages":{{"list":{list}}}}}}}"#);
            assert_eq!(run(&[json.as_bytes()]), Err(FrameError::Syntax { items }), "{list}");
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
