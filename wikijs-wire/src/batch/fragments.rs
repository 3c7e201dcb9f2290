//! Which fragments of a batch's parts are sent once, and which each part needs for itself.
//!
//! A fragment is shared by its name and text. One that uses variables differs in every part, since variables are
//! renamed; one whose name another part uses for another text, or that spreads such a one, must be renamed, too.

use crate::operation::{PartFragment, Parts, Piece};

/// The fragments sent so far.
#[derive(Default)]
pub(crate) struct Shared {
    known: Vec<(Parts, &'static PartFragment)>,
}

/// How a part's fragments are named and which of them are to be written for it.
pub(crate) struct Naming {
    own: Vec<bool>,
    new: Vec<bool>,
}

impl Shared {
    /// Decides for one more part.
    pub(crate) fn admit(&mut self, parts: Parts) -> Naming {
        let own = spread_to_users(
            parts,
            parts
                .fragments
                .iter()
                .map(|one| self.needs_own(parts, one))
                .collect(),
        );
        let new = parts
            .fragments
            .iter()
            .zip(&own)
            .map(|(one, own)| *own || self.learn(parts, one))
            .collect();
        Naming { own, new }
    }

    fn needs_own(&self, parts: Parts, fragment: &PartFragment) -> bool {
        fragment.uses_variables
            || self
                .find(fragment.name)
                .is_some_and(|known| !is_same(known, (parts, fragment)))
    }

    /// Whether the fragment is new; if so, it is known from now on.
    fn learn(&mut self, parts: Parts, fragment: &'static PartFragment) -> bool {
        let is_new = self.find(fragment.name).is_none();
        if is_new {
            self.known.push((parts, fragment));
        }
        is_new
    }

    fn find(&self, name: &str) -> Option<(Parts, &'static PartFragment)> {
        self.known
            .iter()
            .find(|(_, known)| known.name == name)
            .copied()
    }
}

impl Naming {
    /// Whether the fragment at this index has a name of this part's own.
    pub(crate) fn is_own(&self, index: usize) -> bool {
        self.own.get(index).copied().unwrap_or(false)
    }

    /// Whether the fragment at this index is not in the document yet.
    pub(crate) fn is_new(&self, index: usize) -> bool {
        self.new.get(index).copied().unwrap_or(false)
    }
}

/// What spreads a renamed fragment is itself another text.
fn spread_to_users(parts: Parts, mut own: Vec<bool>) -> Vec<bool> {
    loop {
        let before = own.clone();
        for (index, fragment) in parts.fragments.iter().enumerate() {
            own[index] |=
                spreads(fragment).any(|spread| before.get(spread).copied().unwrap_or(false));
        }
        if own == before {
            return own;
        }
    }
}

fn spreads(fragment: &PartFragment) -> impl Iterator<Item = usize> {
    fragment.pieces.iter().filter_map(|piece| match piece {
        Piece::Spread(index) => Some(usize::from(*index)),
        Piece::Text(_) | Piece::Variable(_) | Piece::Key => None,
    })
}

fn is_same(one: (Parts, &PartFragment), other: (Parts, &PartFragment)) -> bool {
    let (ours, theirs) = (one.1.pieces, other.1.pieces);
    if std::ptr::eq(one.0.fragments, other.0.fragments) && std::ptr::eq(ours, theirs) {
        return true;
    }
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|(ours, theirs)| match (ours, theirs) {
                (Piece::Text(ours), Piece::Text(theirs)) => ours == theirs,
                (Piece::Spread(ours), Piece::Spread(theirs)) => {
                    name(one.0, *ours) == name(other.0, *theirs)
                }
                _ => false,
            })
}

fn name(parts: Parts, index: u16) -> Option<&'static str> {
    parts
        .fragments
        .get(usize::from(index))
        .map(|fragment| fragment.name)
}
