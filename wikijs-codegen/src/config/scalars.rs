//! Rust types for scalars.

/// The Rust type of a scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// Its path.
    pub path: String,
    /// How it is read and written; without, the type implements `Decode` and `Encode`.
    pub conversion: Option<Conversion>,
}

/// How a type is read and written that knows nothing of `Decode` and `Encode`: one of another crate. It stands in a
/// generated type of its own, which converts from it and into it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conversion {
    /// As text, by its `FromStr` and `Display`.
    Text,
    /// By `TryFrom` of this type, and `Into` it: `i64`, `String`.
    Through(String),
    /// By functions.
    Functions {
        /// The path of a `fn(T) -> Result<Type, impl Display>`; `T` is anything that is read from JSON, as `String`.
        read: String,
        /// The path of a `fn(&Type) -> T`; `T` is anything that is written as JSON.
        write: String,
    },
}

impl Conversion {
    /// By `TryFrom` of the type `base`, and `Into` it.
    pub fn through(base: impl Into<String>) -> Self {
        Self::Through(base.into())
    }

    /// By these functions.
    pub fn functions(read: impl Into<String>, write: impl Into<String>) -> Self {
        Self::Functions {
            read: read.into(),
            write: write.into(),
        }
    }
}
