//! Documents made of random choices: [`grammar`] makes texts that the grammar allows, [`document`] documents against the
//! schema, with mistakes in them; [`schema`] such schemas, [`answer`]
//! what a server answers.

pub(crate) mod answer;
pub(crate) mod document;
pub(crate) mod grammar;
pub(crate) mod schema;

/// Choices read from random bytes; when they are used up, always the first.
pub(crate) struct Choices<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
        }
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.bytes
            .next()
            .map_or(0, |byte| usize::from(*byte) % count.max(1))
    }

    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    pub(crate) fn of<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }

    pub(crate) fn many(&mut self, most: usize) -> usize {
        1 + self.below(most)
    }
}
