//! What a setter of an optional variable takes.
//!
//! `"x"`, `&s`, `s`, `3`, `PageId(3)`, `Some("x")`, an `Option`, [`Null`], a [`Maybe`]: whatever leaves no doubt. The
//! second parameter of the traits is a marker that the compiler finds; it keeps the implementations apart. A bare `None`
//! has no type of its own; write [`Null`].

use super::maybe::{Maybe, Null};

/// Marks an argument that is the value itself, or converts into it.
#[derive(Debug)]
pub struct ByValue<By = ()>(By);

/// Marks an `Option` of such an argument.
#[derive(Debug)]
pub struct ByOption<By = ()>(By);

/// Marks a [`Maybe`].
#[derive(Debug)]
pub struct ByMaybe;

/// Marks a [`Null`].
#[derive(Debug)]
pub struct ByNull;

/// What becomes an optional value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for an optional value of type `{T}`",
    note = "what converts into `{T}`, an `Option` of it, a `Maybe` or `Null` can"
)]
pub trait IntoMaybe<T, By> {
    /// The optional value.
    fn into_maybe(self) -> Maybe<T>;
}

/// What becomes a value that has a default: null does not compile, `None` leaves it to the default.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be given for a value of type `{T}` that has a default",
    note = "what converts into `{T}`, or an `Option` of it, can; null is not allowed here"
)]
pub trait IntoValue<T, By> {
    /// The value; `None` where the default applies.
    fn into_value(self) -> Option<T>;
}

impl<T, V: Into<T>> IntoMaybe<T, ByValue> for V {
    fn into_maybe(self) -> Maybe<T> {
        Maybe::Value(self.into())
    }
}

impl<T, V: Into<T>> IntoMaybe<T, ByOption> for Option<V> {
    fn into_maybe(self) -> Maybe<T> {
        self.map_or(Maybe::Null, |value| Maybe::Value(value.into()))
    }
}

impl<T, V: Into<T>> IntoMaybe<T, ByMaybe> for Maybe<V> {
    fn into_maybe(self) -> Maybe<T> {
        self.map(Into::into)
    }
}

impl<T> IntoMaybe<T, ByNull> for Null {
    fn into_maybe(self) -> Maybe<T> {
        Maybe::Null
    }
}

impl<T, V: Into<T>> IntoValue<T, ByValue> for V {
    fn into_value(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, V: Into<T>> IntoValue<T, ByOption> for Option<V> {
    fn into_value(self) -> Option<T> {
        self.map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct PageId(i32);

    impl From<i32> for PageId {
        fn from(id: i32) -> Self {
            Self(id)
        }
    }

    fn text<By>(value: impl IntoMaybe<String, By>) -> Maybe<String> {
        value.into_maybe()
    }

    fn id<By>(value: impl IntoMaybe<PageId, By>) -> Maybe<PageId> {
        value.into_maybe()
    }

    fn number<By>(value: impl IntoMaybe<i32, By>) -> Maybe<i32> {
        value.into_maybe()
    }

    fn float<By>(value: impl IntoMaybe<f64, By>) -> Maybe<f64> {
        value.into_maybe()
    }

    fn with_default<By>(value: impl IntoValue<String, By>) -> Option<String> {
        value.into_value()
    }

    #[test]
    fn strings() {
        let (owned, x) = ("x".to_owned(), Maybe::Value("x".to_owned()));
        assert_eq!(text("x"), x);
        assert_eq!(text(&owned), x);
        assert_eq!(text(owned.clone()), x);
        assert_eq!(text(Some("x")), x);
        assert_eq!(text(Some(owned)), x);
        assert_eq!(text(x.clone()), x);
        assert_eq!(text(Maybe::Value("x")), x);
        assert_eq!(text(None::<&str>), Maybe::Null);
        assert_eq!(text(Null), Maybe::Null);
        assert_eq!(text(Maybe::<String>::Absent), Maybe::Absent);
    }

    #[test]
    fn numbers_and_ids() {
        assert_eq!(number(3), Maybe::Value(3));
        assert_eq!(number(Some(3)), Maybe::Value(3));
        assert_eq!(id(3), Maybe::Value(PageId(3)));
        assert_eq!(id(PageId(3)), Maybe::Value(PageId(3)));
        assert_eq!(id(Some(3)), Maybe::Value(PageId(3)));
        assert_eq!(float(3), Maybe::Value(3.0));
        assert_eq!(float(3.5), Maybe::Value(3.5));
    }

    #[test]
    fn defaults() {
        assert_eq!(with_default("x"), Some("x".to_owned()));
        assert_eq!(with_default(Some("x")), Some("x".to_owned()));
        assert_eq!(with_default(None::<String>), None);
    }
}
