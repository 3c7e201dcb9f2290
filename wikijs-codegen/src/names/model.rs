//! The names as plain data, by the numbers of the shapes.

use crate::shapes::{ConvertedId, EnumId, IdId, InputId, ObjectId};

use super::{Ident, TYPES};

/// All names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// By [`ObjectId`].
    pub objects: Vec<ObjectNames>,
    /// Other names of objects.
    pub aliases: Vec<Alias>,
    /// By [`InputId`].
    pub inputs: Vec<InputNames>,
    /// By [`EnumId`].
    pub enums: Vec<EnumNames>,
    /// By [`IdId`].
    pub ids: Vec<Item>,
    /// By [`ConvertedId`].
    pub converted: Vec<Item>,
    /// In the order of the operations.
    pub operations: Vec<OperationNames>,
    /// The modules beside the shared one, each after the one it stands in, else in order of their paths.
    pub modules: Vec<ModuleNames>,
}

/// A type and the module it stands in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The path of what has the type where it is not generated: a dependency, or the module of a type of one's own.
    pub dependency: Option<String>,
    /// The modules down from the root.
    pub module: Vec<Ident>,
    /// The name.
    pub name: Ident,
}

/// The names of an object shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectNames {
    /// The type.
    pub item: Item,
    /// Its fields, or its variants.
    pub parts: Vec<Ident>,
    /// The methods that give what all variants have.
    pub common: Vec<Ident>,
}

/// Another name of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub item: Item,
    /// The object.
    pub object: ObjectId,
}

/// The names of an input object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputNames {
    /// The type.
    pub item: Item,
    /// Its fields.
    pub fields: Vec<Ident>,
}

/// The names of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumNames {
    /// The type.
    pub item: Item,
    /// Its variants.
    pub variants: Vec<Ident>,
}

/// The names of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationNames {
    /// The struct.
    pub item: Item,
    /// The method of the surface.
    pub method: Ident,
    /// Its variables.
    pub variables: Vec<Ident>,
}

/// A module made of a folder, or of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleNames {
    /// The modules down from the root, itself last.
    pub path: Vec<Ident>,
    /// The type that holds the methods of its operations, where there is a surface.
    pub surface: Option<Ident>,
}

impl Item {
    /// The path from the root.
    pub fn path(&self) -> String {
        let mut path: String = self
            .dependency
            .iter()
            .map(|dependency| format!("{dependency}::"))
            .collect();
        path.extend(self.module.iter().map(|module| format!("{module}::")));
        path.push_str(self.name.as_str());
        path
    }
}

impl Item {
    /// Whether it is emitted in this module.
    pub fn is_in(&self, module: &[Ident]) -> bool {
        self.dependency.is_none() && self.module == module
    }

    /// Whether it is emitted in the module of what is shared.
    pub fn is_shared(&self) -> bool {
        self.dependency.is_none() && self.module.len() == 1 && self.module[0].as_str() == TYPES
    }
}

impl Names {
    /// All types, those of dependencies, too.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let objects = self.objects.iter().map(|names| &names.item);
        let inputs = self.inputs.iter().map(|names| &names.item);
        let enums = self.enums.iter().map(|names| &names.item);
        let operations = self.operations.iter().map(|names| &names.item);
        let leaves = self.ids.iter().chain(&self.converted);
        objects
            .chain(inputs)
            .chain(enums)
            .chain(operations)
            .chain(leaves)
    }

    /// The names of an object.
    pub fn object(&self, id: ObjectId) -> &ObjectNames {
        &self.objects[id.0]
    }

    /// The names of an input object.
    pub fn input(&self, id: InputId) -> &InputNames {
        &self.inputs[id.0]
    }

    /// The names of an enum.
    pub fn enumeration(&self, id: EnumId) -> &EnumNames {
        &self.enums[id.0]
    }

    /// The name of a converted scalar.
    pub fn converted(&self, id: ConvertedId) -> &Item {
        &self.converted[id.0]
    }

    /// The name of an identity.
    pub fn id(&self, id: IdId) -> &Item {
        &self.ids[id.0]
    }
}
