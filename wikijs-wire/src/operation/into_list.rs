//! What a setter of a list takes: anything that holds items which convert into the list's.
//!
//! Arrays, vectors, slices, sets and iterators; for optional lists also an `Option` of one, [`Null`], a [`Maybe`]. An
//! `Option` by itself is not taken for a list of one or none: a `None` that became an empty list would erase.

use std::collections::{BTreeSet, HashSet};

use super::into_maybe::{ByMaybe, ByNull, ByOption, ByValue};
use super::maybe::{Maybe, Null};

/// Marks a collection.
#[derive(Debug)]
pub struct ByItems;

/// Marks an iterator.
#[derive(Debug)]
pub struct ByIterator;

/// A collection whose items convert into `T`.
pub trait ItemsOf<T> {
    /// The items.
    fn items(self) -> Vec<T>;
}

/// What becomes a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for a list of `{T}`",
    note = "an array, a vector, a slice, a set or an iterator of what converts into `{T}` can"
)]
pub trait IntoList<T, By> {
    /// The list.
    fn into_list(self) -> Vec<T>;
}

/// What becomes an optional list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for an optional list of `{T}`",
    note = "an array, a vector, a slice, a set or an iterator of what converts into `{T}` can, and an `Option` of one, a `Maybe` or `Null`"
)]
pub trait IntoMaybeList<T, By> {
    /// The optional list.
    fn into_maybe_list(self) -> Maybe<Vec<T>>;
}

/// What becomes a list that has a default: null does not compile, `None` leaves it to the default.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for a list of `{T}` that has a default",
    note = "an array, a vector, a slice, a set or an iterator of what converts into `{T}` can, and an `Option` of one"
)]
pub trait IntoValueList<T, By> {
    /// The list; `None` where the default applies.
    fn into_value_list(self) -> Option<Vec<T>>;
}

impl<T, L: ItemsOf<T>> IntoList<T, ByItems> for L {
    fn into_list(self) -> Vec<T> {
        self.items()
    }
}

impl<T, I: Iterator<Item: Into<T>>> IntoList<T, ByIterator> for I {
    fn into_list(self) -> Vec<T> {
        self.map(Into::into).collect()
    }
}

impl<T, By, L: IntoList<T, By>> IntoMaybeList<T, ByValue<By>> for L {
    fn into_maybe_list(self) -> Maybe<Vec<T>> {
        Maybe::Value(self.into_list())
    }
}

impl<T, By, L: IntoList<T, By>> IntoMaybeList<T, ByOption<By>> for Option<L> {
    fn into_maybe_list(self) -> Maybe<Vec<T>> {
        self.map_or(Maybe::Null, |list| Maybe::Value(list.into_list()))
    }
}

impl<T> IntoMaybeList<T, ByMaybe> for Maybe<Vec<T>> {
    fn into_maybe_list(self) -> Self {
        self
    }
}

impl<T> IntoMaybeList<T, ByNull> for Null {
    fn into_maybe_list(self) -> Maybe<Vec<T>> {
        Maybe::Null
    }
}

impl<T, By, L: IntoList<T, By>> IntoValueList<T, ByValue<By>> for L {
    fn into_value_list(self) -> Option<Vec<T>> {
        Some(self.into_list())
    }
}

impl<T, By, L: IntoList<T, By>> IntoValueList<T, ByOption<By>> for Option<L> {
    fn into_value_list(self) -> Option<Vec<T>> {
        self.map(IntoList::into_list)
    }
}

impl<T, V: Into<T>> ItemsOf<T> for Vec<V> {
    fn items(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T, V: Into<T>, const N: usize> ItemsOf<T> for [V; N] {
    fn items(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T, V: Into<T>> ItemsOf<T> for BTreeSet<V> {
    fn items(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T, V: Into<T>, S> ItemsOf<T> for HashSet<V, S> {
    fn items(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T, V: Clone + Into<T>> ItemsOf<T> for &[V] {
    fn items(self) -> Vec<T> {
        self.iter().cloned().map(Into::into).collect()
    }
}

impl<T, V: Clone + Into<T>> ItemsOf<T> for &Vec<V> {
    fn items(self) -> Vec<T> {
        self.as_slice().items()
    }
}

impl<T, V: Clone + Into<T>, const N: usize> ItemsOf<T> for &[V; N] {
    fn items(self) -> Vec<T> {
        self.as_slice().items()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list<By>(value: impl IntoList<String, By>) -> Vec<String> {
        value.into_list()
    }

    fn maybe<By>(value: impl IntoMaybeList<String, By>) -> Maybe<Vec<String>> {
        value.into_maybe_list()
    }

    fn with_default<By>(value: impl IntoValueList<i32, By>) -> Option<Vec<i32>> {
        value.into_value_list()
    }

    #[test]
    fn collections_and_iterators() {
        let owned = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(list(["a", "b"]), owned);
        let array: &[&str; 2] = &["a", "b"];
        assert_eq!(list(array), owned);
        assert_eq!(list(vec!["a", "b"]), owned);
        assert_eq!(list(owned.clone()), owned);
        assert_eq!(list(&owned), owned);
        assert_eq!(list(&owned[..]), owned);
        assert_eq!(list(&["a", "b"][..]), owned);
        assert_eq!(list(owned.iter()), owned);
        assert_eq!(list("a b".split(' ')), owned);
        assert_eq!(list(BTreeSet::from(["b", "a"])), owned);
        assert_eq!(list(HashSet::from(["a"])).len(), 1);
        assert_eq!(list(Vec::<String>::new()), Vec::<String>::new());
    }

    #[test]
    fn optional_lists() {
        let a = Maybe::Value(vec!["a".to_owned()]);
        assert_eq!(maybe(["a"]), a);
        assert_eq!(maybe(Some(["a"])), a);
        assert_eq!(maybe(Some(["a"].iter().copied())), a);
        assert_eq!(maybe(a.clone()), a);
        assert_eq!(maybe(None::<Vec<&str>>), Maybe::Null);
        assert_eq!(maybe(Null), Maybe::Null);
    }

    #[test]
    fn lists_with_defaults() {
        assert_eq!(with_default([1, 2]), Some(vec![1, 2]));
        assert_eq!(with_default(1..3), Some(vec![1, 2]));
        assert_eq!(with_default(None::<Vec<i32>>), None);
    }
}
