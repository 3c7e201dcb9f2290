//! Selections on interfaces and unions as plain data.

use super::{FieldShape, ObjectId};

/// A selection on an interface or union that treats some types apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AbstractShape {
    /// The key that tells the type (`__typename` or an alias of it).
    pub tag: String,
    /// The types that fragments ask for, each with all that is selected of it.
    pub variants: Vec<VariantShape>,
    /// What is selected of any other type.
    pub other: ObjectId,
    /// What all of them have.
    pub common: Vec<CommonShape>,
}

/// What every type of an abstract selection has, those among them that are not told apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CommonShape {
    /// It as any other type has it.
    pub field: FieldShape,
    /// Where it stands in each: in the variants in their order, then in what any other type has.
    pub reaches: Vec<Reach>,
}

/// Where something common stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// It is the field with this number.
    Field(usize),
    /// It is all of the object.
    Whole,
}

/// One type of an abstract selection.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VariantShape {
    /// The object type.
    pub on: String,
    /// What is selected of it.
    pub object: ObjectId,
}
