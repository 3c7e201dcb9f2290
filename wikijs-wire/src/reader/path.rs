//! A step on the way to a value inside an answer.

use std::fmt;

/// A key or an index on the path to a value, as in the `path` of a GraphQL error.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PathSegment {
    /// The key of an object: a field's name or its alias.
    Key(String),
    /// The index in a list, counted from 0.
    Index(usize),
}

impl PathSegment {
    /// The key, where the segment is one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

impl From<&str> for PathSegment {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for PathSegment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Shows a path as people write it: `pages.list[3].id`.
#[derive(Debug, Clone, Copy)]
pub struct ShowPath<'a>(
    /// The path.
    pub &'a [PathSegment],
);

impl fmt::Display for ShowPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                PathSegment::Key(key) if at == 0 => f.write_str(key)?,
                PathSegment::Key(key) => write!(f, ".{key}")?,
                PathSegment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_keys_and_indices() {
        let path = ["pages".into(), "list".into(), 3.into(), "id".into()];
        assert_eq!(ShowPath(&path).to_string(), "pages.list[3].id");
        assert_eq!(ShowPath(&[]).to_string(), "");
    }
}
