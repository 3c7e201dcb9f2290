//! Finds the paths of values by their offsets, by walking the text once more.
//!
//! Only errors and dropped items need a path, so that no decoder keeps track of one.

use jiter::{Jiter, Peek};

use super::path::PathSegment;

/// Deeper than any text that a reader took: its own bound and that of passed-over values together.
const DEPTH: usize = 400;

/// The path of the innermost value that holds the byte at `offset`.
pub(crate) fn path_to(json: &[u8], offset: usize) -> Vec<PathSegment> {
    paths_of(json, &[offset]).pop().unwrap_or_default()
}

/// The paths of the innermost values at these offsets, which must be sorted; all in one walk.
pub(crate) fn paths_of(json: &[u8], offsets: &[usize]) -> Vec<Vec<PathSegment>> {
    if offsets.is_empty() {
        return Vec::new();
    }
    let mut walker = Walker {
        jiter: Jiter::new(json),
        offsets,
        found: Vec::new(),
        path: Vec::new(),
    };
    if walker.value().is_none() {
        // The text breaks here, and so do the values around this place.
        walker.record();
    }
    walker.found.resize(offsets.len(), Vec::new());
    walker.found
}

/// Line and column (in characters) of an offset, both counted from 1.
pub(crate) fn line_and_column(json: &[u8], offset: usize) -> (usize, usize) {
    let before = &json[..offset.min(json.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    (
        line,
        String::from_utf8_lossy(&before[start..]).chars().count() + 1,
    )
}

struct Walker<'j> {
    jiter: Jiter<'j>,
    offsets: &'j [usize],
    found: Vec<Vec<PathSegment>>,
    path: Vec<PathSegment>,
}

impl Walker<'_> {
    /// `None`: the text is broken, or everything was found; `path` then is where the walk stopped.
    fn value(&mut self) -> Option<()> {
        let peek = self.jiter.peek().ok()?;
        self.pass(peek);
        match peek {
            _ if self.path.len() > DEPTH => return None,
            Peek::Object => self.object()?,
            Peek::Array => self.list()?,
            _ => self.jiter.known_skip(peek).ok()?,
        }
        while self
            .next()
            .is_some_and(|offset| offset < self.jiter.current_index())
        {
            self.record();
        }
        self.next().map(drop)
    }

    /// What lies before this value belongs to the value around it; its first byte to itself, even if others follow.
    fn pass(&mut self, peek: Peek) {
        let start = self.jiter.current_index();
        let own = self.path.pop();
        while self.next().is_some_and(|offset| offset < start) {
            self.record();
        }
        self.path.extend(own);
        if matches!(peek, Peek::Object | Peek::Array) && self.next() == Some(start) {
            self.record();
        }
    }

    fn object(&mut self) -> Option<()> {
        let mut key = self.jiter.next_object().ok()?.map(PathSegment::from);
        while let Some(segment) = key {
            self.path.push(segment);
            self.value()?;
            self.path.pop();
            key = self.jiter.next_key().ok()?.map(PathSegment::from);
        }
        Some(())
    }

    fn list(&mut self) -> Option<()> {
        let mut more = self.jiter.next_array().ok()?;
        let mut index = 0;
        while more.is_some() {
            self.path.push(PathSegment::Index(index));
            self.value()?;
            self.path.pop();
            more = self.jiter.array_step().ok()?;
            index += 1;
        }
        Some(())
    }

    fn next(&self) -> Option<usize> {
        self.offsets.get(self.found.len()).copied()
    }

    fn record(&mut self) {
        if self.next().is_some() {
            self.found.push(self.path.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::ShowPath;

    #[track_caller]
    fn check(json: &str, offset: usize, path: &str) {
        assert_eq!(
            ShowPath(&path_to(json.as_bytes(), offset)).to_string(),
            path
        );
    }

    #[test]
    fn finds_the_innermost_value() {
        let json = r#"{"a": [1, {"b": null}], "c": {}}"#;
        check(json, 7, "a[0]");
        check(json, 16, "a[1].b");
        check(json, 10, "a[1]");
        check(json, 6, "a");
        check(json, 29, "c");
        check(json, 0, "");
    }

    #[test]
    fn finds_the_place_where_a_text_breaks() {
        check(r#"{"a": [1, {"b": nul"#, 19, "a[1].b");
        check("[1, 2,", 6, "");
        check("", 0, "");
    }

    #[test]
    fn finds_many_in_one_walk() {
        let paths = paths_of(b"[null, [null, 1], null]", &[1, 8, 18]);
        let shown: Vec<_> = paths
            .iter()
            .map(|path| ShowPath(path).to_string())
            .collect();
        assert_eq!(shown, ["[0]", "[1][0]", "[2]"]);
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_and_column("ab\nçd".as_bytes(), 5), (2, 2));
        assert_eq!(line_and_column(b"ab", 99), (1, 3));
    }
}
