//! A document in pieces, prepared when it was generated, so that a batch joins documents without parsing one.

/// What a batch needs to know of an operation's document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The variables, in the document's order.
    pub variables: &'static [PartVariable],
    /// The fields at the root.
    pub fields: &'static [PartField],
    /// The fragments that are used, directly or through others.
    pub fragments: &'static [PartFragment],
}

/// A variable's definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartVariable {
    /// The name, without the `$`.
    pub name: &'static str,
    /// The type, as in `[String!]`.
    pub ty: &'static str,
    /// The default, as it stands in the document.
    pub default: Option<&'static str>,
}

/// A field at the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartField {
    /// The key in the answer: the alias, or the name.
    pub key: &'static str,
    /// The field from its name on, without the alias; or with what stands around the field, and [`Piece::Key`] in it.
    pub pieces: &'static [Piece],
}

/// A fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartFragment {
    /// The name.
    pub name: &'static str,
    /// What follows the name: ` on Page{…}`.
    pub pieces: &'static [Piece],
    /// Whether it uses variables, itself or through others: then each part of a batch needs its own copy.
    pub uses_variables: bool,
}

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Text that stays as it is.
    Text(&'static str),
    /// A use of the variable at this index: `$name`.
    Variable(u16),
    /// A spread of the fragment at this index: `...Name`.
    Spread(u16),
    /// The alias of the field, where that does not stand in front of all pieces.
    Key,
}
