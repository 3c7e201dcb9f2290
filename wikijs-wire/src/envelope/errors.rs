//! All errors of an answer.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;

use super::GraphqlError;
use crate::reader::PathSegment;

/// The errors of an answer, in the server's order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Errors(Vec<GraphqlError>);

impl Errors {
    /// These errors.
    #[must_use]
    pub fn new(errors: Vec<GraphqlError>) -> Self {
        Self(errors)
    }

    /// No errors.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The errors at or below a path.
    pub fn under(&self, path: &[PathSegment]) -> impl Iterator<Item = &GraphqlError> {
        self.0
            .iter()
            .filter(move |error| error.path.starts_with(path))
    }

    /// The errors that concern the request and no place in the data.
    pub fn without_path(&self) -> impl Iterator<Item = &GraphqlError> {
        self.0.iter().filter(|error| error.path.is_empty())
    }

    /// The errors as a list.
    #[must_use]
    pub fn into_vec(self) -> Vec<GraphqlError> {
        self.0
    }

    /// Whether an error stands at this path of keys or above it: then there is nothing below.
    pub(crate) fn empties(&self, path: &[&str]) -> bool {
        self.0
            .iter()
            .any(|error| !error.path.is_empty() && is_above(&error.path, path))
    }

    /// Whether an error stands at this path, above it or below it, or at no place at all.
    pub(crate) fn tell_of(&self, path: &[PathSegment]) -> bool {
        let mut errors = self.0.iter().map(|error| &error.path);
        errors.any(|error| error.iter().zip(path).all(|(one, other)| one == other))
    }

    /// Adds an error for each of these places that no error explains: null items that were dropped from a list.
    pub fn explain(&mut self, places: Vec<Vec<PathSegment>>) {
        let lengths: HashSet<usize> = places.iter().map(Vec::len).collect();
        let known: HashSet<&[PathSegment]> = self
            .0
            .iter()
            .flat_map(|error| {
                lengths
                    .iter()
                    .filter_map(|length| error.path.get(..*length))
            })
            .collect();
        let unexplained: Vec<_> = places
            .iter()
            .filter(|place| !known.contains(place.as_slice()))
            .cloned()
            .collect();
        self.0.extend(
            unexplained
                .into_iter()
                .map(|path| GraphqlError::new(UNEXPLAINED, path)),
        );
    }
}

const UNEXPLAINED: &str = "the server gave null for this item of the list, and no reason";

fn is_above(error: &[PathSegment], path: &[&str]) -> bool {
    error.len() <= path.len()
        && error
            .iter()
            .zip(path)
            .all(|(segment, key)| segment.key() == Some(*key))
}

impl Deref for Errors {
    type Target = [GraphqlError];

    fn deref(&self) -> &[GraphqlError] {
        &self.0
    }
}

impl From<Vec<GraphqlError>> for Errors {
    fn from(errors: Vec<GraphqlError>) -> Self {
        Self(errors)
    }
}

impl FromIterator<GraphqlError> for Errors {
    fn from_iter<I: IntoIterator<Item = GraphqlError>>(errors: I) -> Self {
        Self(errors.into_iter().collect())
    }
}

impl IntoIterator for Errors {
    type Item = GraphqlError;
    type IntoIter = std::vec::IntoIter<GraphqlError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a GraphqlError;
    type IntoIter = std::slice::Iter<'a, GraphqlError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// The first error, and how many more there are.
impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [] => f.write_str("no errors"),
            [only] => only.fmt(f),
            [first, rest @ ..] => write!(f, "{first} (and {} more)", rest.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors() -> Errors {
        Errors::new(vec![
            GraphqlError::new(
                "a",
                vec!["pages".into(), "list".into(), 3.into(), "tags".into()],
            ),
            GraphqlError::new("b", vec!["pages".into(), "single".into()]),
            GraphqlError::new("c", vec![]),
        ])
    }

    #[test]
    fn they_are_found_by_path() {
        let errors = errors();
        let under = |path: &[PathSegment]| {
            errors
                .under(path)
                .map(|error| error.message.clone())
                .collect::<String>()
        };
        assert_eq!(under(&["pages".into()]), "ab");
        assert_eq!(under(&["pages".into(), "list".into(), 3.into()]), "a");
        assert_eq!(under(&["pag".into()]), "");
        assert_eq!(under(&[]), "abc");
        assert_eq!(errors.without_path().count(), 1);
    }

    #[test]
    fn only_what_nothing_explains_is_added() {
        let mut errors = errors();
        let at = |index: usize| vec!["pages".into(), "list".into(), index.into()];
        errors.explain(vec![at(3), at(4)]);
        assert_eq!(errors.len(), 4);
        assert_eq!(errors[3].path, at(4));
    }

    #[test]
    fn an_error_above_empties_what_is_below() {
        assert!(errors().empties(&["pages", "single"]));
        assert!(errors().empties(&["pages", "single", "id"]));
        assert!(!errors().empties(&["pages"]));
        assert!(!errors().empties(&["pages", "list"]));
    }

    #[test]
    fn shown_in_one_line() {
        assert_eq!(errors().to_string(), "pages.list[3].tags: a (and 2 more)");
        assert_eq!(Errors::none().to_string(), "no errors");
    }
}
