//! How many parts go into one request.

use std::ops::Range;
use std::time::Duration;

use super::names;
use crate::encode::Variables;
use crate::operation::{PartFragment, Parts, Piece};

/// What a chunk may hold; a part that exceeds a limit by itself gets a chunk of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most parts.
    pub count: usize,
    /// The most bytes of the encoded request.
    pub bytes: usize,
    /// The longest time that the server is expected to take.
    pub time: Duration,
}

impl Default for Limits {
    /// Fifty parts, whatever their size and time.
    fn default() -> Self {
        Self {
            count: 50,
            bytes: usize::MAX,
            time: Duration::MAX,
        }
    }
}

/// What one part adds to a request.
#[derive(Debug, Clone)]
pub struct Load {
    bytes: usize,
    fragments: &'static [PartFragment],
    time: Duration,
}

/// What every request has, besides its parts: `{"query":"…","operationName":"Batch","variables":{…}}`.
const FRAME: usize = 96;

/// Parts are numbered within their chunk, and no chunk has more.
const MOST_PARTS: usize = 100_000;

impl Load {
    /// What an operation with these variables adds, when the server is expected to take this time for it.
    #[must_use]
    pub fn new(parts: &Parts, variables: &Variables, time: Duration) -> Self {
        let definitions: usize = parts
            .variables
            .iter()
            .map(|one| definition(one.name, one.ty, one.default))
            .sum();
        let fields: usize = parts
            .fields
            .iter()
            .map(|one| alias(one.key) + pieces(parts, one.pieces))
            .sum();
        let own: usize = parts
            .fragments
            .iter()
            .filter(|one| one.uses_variables)
            .map(|one| fragment(parts, one))
            .sum();
        let values: usize = variables
            .iter()
            .map(|(name, json)| alias(name) + json.len() + 4)
            .sum();
        Self {
            bytes: definitions + fields + own + values,
            fragments: parts.fragments,
            time,
        }
    }

    /// How long the server is expected to take.
    #[must_use]
    pub fn time(&self) -> Duration {
        self.time
    }
}

/// Cuts a list of loads into ranges that keep within the limits.
#[must_use]
pub fn chunks(loads: &[Load], limits: Limits) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    while start < loads.len() {
        let end = start + first_chunk(&loads[start..], limits);
        ranges.push(start..end);
        start = end;
    }
    ranges
}

/// How many of these loads, from the first on, one chunk takes: at least one where there are any.
#[must_use]
pub fn first_chunk<'l>(loads: impl IntoIterator<Item = &'l Load>, limits: Limits) -> usize {
    let mut open = Open::default();
    for load in loads {
        if open.count > 0 && !open.takes(load, limits) {
            break;
        }
        open.add(load);
    }
    open.count
}

/// The two halves of a chunk that was refused as a whole; `None` where one part stands alone: the culprit.
#[must_use]
pub fn halve(chunk: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    if chunk.len() < 2 {
        return None;
    }
    let middle = chunk.start + chunk.len() / 2;
    Some((chunk.start..middle, middle..chunk.end))
}

/// The chunk that is being filled.
#[derive(Default)]
struct Open {
    count: usize,
    bytes: usize,
    time: Duration,
    fragments: Vec<&'static PartFragment>,
}

impl Open {
    fn takes(&self, load: &Load, limits: Limits) -> bool {
        self.count < limits.count.min(MOST_PARTS)
            && FRAME + self.bytes + load.bytes + self.fragment_bytes(load) <= limits.bytes
            && self.time.saturating_add(load.time) <= limits.time
    }

    fn add(&mut self, load: &Load) {
        self.bytes += load.bytes + self.fragment_bytes(load);
        self.count += 1;
        self.time = self.time.saturating_add(load.time);
        let new: Vec<_> = self.new_fragments(load).collect();
        self.fragments.extend(new);
    }

    fn fragment_bytes(&self, load: &Load) -> usize {
        self.new_fragments(load)
            .map(|one| fragment_text(load.fragments, one))
            .sum()
    }

    fn new_fragments<'a>(
        &'a self,
        load: &'a Load,
    ) -> impl Iterator<Item = &'static PartFragment> + 'a {
        let shared = load.fragments.iter().filter(|one| !one.uses_variables);
        shared.filter(|one| !self.fragments.contains(one))
    }
}

fn alias(name: &str) -> usize {
    name.len() + names::prefix_length(MOST_PARTS) + 2
}

fn definition(name: &str, ty: &str, default: Option<&str>) -> usize {
    alias(name) + ty.len() + default.map_or(0, |text| 1 + escaped(text)) + 3
}

fn fragment(parts: &Parts, fragment: &PartFragment) -> usize {
    alias(fragment.name) + pieces(parts, fragment.pieces) + " fragment ".len()
}

fn fragment_text(fragments: &'static [PartFragment], one: &PartFragment) -> usize {
    fragment(
        &Parts {
            variables: &[],
            fields: &[],
            fragments,
        },
        one,
    )
}

fn pieces(parts: &Parts, pieces: &[Piece]) -> usize {
    let length = |piece: &Piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Variable(index) => parts
            .variables
            .get(usize::from(*index))
            .map_or(0, |one| alias(one.name)),
        Piece::Spread(index) => parts
            .fragments
            .get(usize::from(*index))
            .map_or(0, |one| alias(one.name) + 3),
        // Counted with its field.
        Piece::Key => 0,
    };
    pieces.iter().map(length).sum()
}

/// The length of a piece of the document inside a JSON string.
fn escaped(text: &str) -> usize {
    text.bytes()
        .map(|byte| {
            if matches!(byte, b'"' | b'\\') {
                2
            } else if byte < 0x20 {
                6
            } else {
                1
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{Plan, variables};
    use crate::encode::{Mode, Writer};
    use crate::operation::{OperationKind, PartField, PartVariable};

    const PARTS: Parts = Parts {
        variables: &[PartVariable {
            name: "text",
            ty: "String!",
            default: Some("\"a\""),
        }],
        fields: &[PartField {
            key: "pages",
            pieces: &[
                Piece::Text("pages{find(text:"),
                Piece::Variable(0),
                Piece::Text("){"),
                Piece::Spread(0),
                Piece::Text("}}"),
            ],
        }],
        fragments: &[PartFragment {
            name: "Page",
            pieces: &[Piece::Text(" on Page{id}")],
            uses_variables: false,
        }],
    };

    fn load(text: &str, seconds: u64) -> (Load, Variables) {
        let mut variables = Variables::new();
        variables.add("text", &text);
        (
            Load::new(&PARTS, &variables, Duration::from_secs(seconds)),
            variables,
        )
    }

    fn lengths(loads: &[Load], limits: Limits) -> Vec<usize> {
        let ranges = chunks(loads, limits);
        assert_eq!(
            ranges.iter().flat_map(Clone::clone).collect::<Vec<_>>(),
            (0..loads.len()).collect::<Vec<_>>()
        );
        ranges.iter().map(ExactSizeIterator::len).collect()
    }

    #[test]
    fn cut_by_count() {
        let loads: Vec<_> = (0..120).map(|_| load("x", 1).0).collect();
        assert_eq!(lengths(&loads, Limits::default()), [50, 50, 20]);
        assert_eq!(lengths(&loads[..50], Limits::default()), [50]);
        assert_eq!(lengths(&[], Limits::default()), [0; 0]);
    }

    #[test]
    fn cut_by_time() {
        let loads: Vec<_> = [8, 8, 8, 30, 1].map(|seconds| load("x", seconds).0).into();
        let limits = Limits {
            time: Duration::from_secs(20),
            ..Limits::default()
        };
        assert_eq!(lengths(&loads, limits), [2, 1, 1, 1]);
    }

    #[test]
    fn cut_by_bytes_of_the_encoded_request() {
        let all: Vec<_> = (0..40)
            .map(|size| load(&"\n".repeat(size * 7 % 90), 0))
            .collect();
        let loads: Vec<_> = all.iter().map(|(load, _)| load.clone()).collect();
        let limits = Limits {
            bytes: 2_000,
            ..Limits::default()
        };
        let ranges = chunks(&loads, limits);
        assert!(ranges.len() > 2);
        for range in ranges {
            let plan = Plan::new(OperationKind::Query, range.clone().map(|_| PARTS));
            let variables = variables(all[range.clone()].iter().map(|(_, variables)| variables));
            let query = Writer::of(&plan.document(), Mode::Wire);
            let body = format!(
                r#"{{"query":{query},"operationName":"Batch","variables":{}}}"#,
                variables.json()
            );
            assert!(body.len() <= 2_000, "{} bytes", body.len());
        }
    }

    #[test]
    fn what_exceeds_a_limit_stands_alone() {
        let loads = [
            load("x", 0).0,
            load(&"x".repeat(9_000), 0).0,
            load("x", 0).0,
        ];
        assert_eq!(
            lengths(
                &loads,
                Limits {
                    bytes: 2_000,
                    ..Limits::default()
                }
            ),
            [1, 1, 1]
        );
        assert_eq!(
            lengths(
                &loads,
                Limits {
                    count: 0,
                    ..Limits::default()
                }
            ),
            [1, 1, 1]
        );
    }

    #[test]
    fn halves() {
        assert_eq!(halve(&(3..8)), Some((3..5, 5..8)));
        assert_eq!(halve(&(3..4)), None);
        assert_eq!(halve(&(3..3)), None);
    }
}
