//! Conversions between our errors and those of graphql_client, for programs that use both.

use graphql_client::{Error, Location as TheirLocation, PathFragment};

use super::{GraphqlError, Location};
use crate::reader::PathSegment;

impl From<Error> for GraphqlError {
    fn from(error: Error) -> Self {
        Self {
            message: error.message,
            locations: error
                .locations
                .unwrap_or_default()
                .into_iter()
                .filter_map(location)
                .collect(),
            path: error
                .path
                .unwrap_or_default()
                .into_iter()
                .map(segment)
                .collect(),
            extensions: error.extensions.unwrap_or_default().into_iter().collect(),
        }
    }
}

impl From<GraphqlError> for Error {
    fn from(error: GraphqlError) -> Self {
        Self {
            message: error.message,
            locations: some(error.locations.into_iter().map(their_location).collect()),
            path: some(error.path.into_iter().map(their_segment).collect()),
            extensions: (!error.extensions.is_empty())
                .then(|| error.extensions.into_iter().collect()),
        }
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn location(location: TheirLocation) -> Option<Location> {
    Some(Location {
        line: location.line.try_into().ok()?,
        column: location.column.try_into().ok()?,
    })
}

fn their_location(location: Location) -> TheirLocation {
    let narrow = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    TheirLocation {
        line: narrow(location.line),
        column: narrow(location.column),
    }
}

fn segment(fragment: PathFragment) -> PathSegment {
    match fragment {
        PathFragment::Key(key) => PathSegment::Key(key),
        // A negative index is none; it cannot come from a server.
        PathFragment::Index(index) => PathSegment::Index(usize::try_from(index).unwrap_or(0)),
    }
}

fn their_segment(segment: PathSegment) -> PathFragment {
    match segment {
        PathSegment::Key(key) => PathFragment::Key(key),
        PathSegment::Index(index) => PathFragment::Index(i32::try_from(index).unwrap_or(i32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let ours: GraphqlError = serde_json::from_str(
            r#"{"message": "no", "locations": [{"line": 1, "column": 2}], "path": ["a", 0], "extensions": {"code": "X"}}"#,
        )
        .unwrap();
        let theirs = Error::from(ours.clone());
        assert_eq!(
            theirs.path,
            Some(vec![PathFragment::Key("a".into()), PathFragment::Index(0)])
        );
        assert_eq!(GraphqlError::from(theirs), ours);
    }

    #[test]
    fn what_is_not_there_is_none() {
        assert_eq!(Error::from(GraphqlError::new("no", vec![])).path, None);
    }
}
