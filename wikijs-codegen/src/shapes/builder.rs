//! The walk over all operations: keeps what is already shaped, so that each fragment, input, enum and identity becomes
//! one type, and equal selections share one.

use std::collections::{BTreeMap, HashMap};

use crate::config::Config;
use crate::dependency::SharedKind;
use crate::document::{Document, Fragment, Operation};
use crate::schema::Schema;

use super::facts;
use super::objects::Site;
use super::verdicts;
use super::wire::wire;
use super::{
    ConvertedId, EnumId, IdId, InputId, ObjectId, ObjectShape, OperationShape, Owner, Role, Shapes,
    Wire,
};

/// What is being built, and what it is built from.
pub(super) struct Builder<'d> {
    pub(super) schema: &'d Schema,
    pub(super) document: &'d Document,
    pub(super) config: &'d Config,
    pub(super) shapes: Shapes,
    /// The fragments that are shaped, by name.
    pub(super) fragments: BTreeMap<&'d str, ObjectId>,
    /// Selections that are not fragments, by what they are.
    pub(super) equal: HashMap<ObjectShape, ObjectId>,
    pub(super) inputs: BTreeMap<&'d str, InputId>,
    pub(super) enums: BTreeMap<&'d str, EnumId>,
    /// By name and leaf: one name on two leaves is for `names` to refuse.
    pub(super) ids: BTreeMap<(&'d str, &'static str), IdId>,
    /// By scalar, or by place.
    pub(super) converted: BTreeMap<&'d str, ConvertedId>,
}

impl<'d> Builder<'d> {
    /// A builder that has shaped nothing yet.
    pub(super) fn new(schema: &'d Schema, document: &'d Document, config: &'d Config) -> Self {
        let shapes = Shapes::default();
        let (fragments, equal) = (BTreeMap::new(), HashMap::new());
        let (inputs, enums, ids) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let converted = BTreeMap::new();
        Self {
            schema,
            document,
            config,
            shapes,
            fragments,
            equal,
            inputs,
            enums,
            ids,
            converted,
        }
    }

    /// Shapes everything. Fragments come first, so that a selection equal to one inside a fragment takes its name.
    pub(super) fn build(mut self) -> Shapes {
        let operations = &self.document.operations;
        let wires: Vec<_> = operations
            .iter()
            .map(|operation| wire(self.schema, self.document, operation))
            .collect();
        for fragment in &self.document.fragments {
            let is_sent =
                |wire: &Wire| wire.fragments.iter().any(|sent| sent.name == fragment.name);
            if wires.iter().any(is_sent) {
                self.fragment(fragment);
            }
        }
        for (index, (operation, wire)) in operations.iter().zip(wires).enumerate() {
            let shape = self.operation(index, operation, wire);
            self.shapes.operations.push(shape);
        }
        self.unused();
        if self.shapes.too_many.is_none() {
            verdicts::mark(&mut self.shapes, self.config.published);
        }
        self.shapes
    }

    fn operation(&mut self, index: usize, operation: &'d Operation, wire: Wire) -> OperationShape {
        let leaves = self.leaves(&operation.selection);
        let variables = operation
            .variables
            .iter()
            .map(|variable| self.variable(variable))
            .collect();
        OperationShape {
            name: operation.name.clone(),
            kind: operation.kind,
            modules: self
                .config
                .layout
                .modules(&operation.folders, &operation.name),
            stem: operation.stem.clone(),
            method: operation.method.clone(),
            doc: operation
                .comment
                .clone()
                .or_else(|| facts::description(&leaves)),
            deprecated: facts::deprecated(&leaves),
            effect: facts::effect(operation),
            variables,
            data: self.data(index, operation),
            verdicts: false,
            facts: facts::facts(&leaves),
            paged: operation.paged.clone(),
            wire,
            span: operation.span,
        }
    }

    /// The object that a fragment is read into.
    pub(super) fn fragment(&mut self, fragment: &'d Fragment) -> ObjectId {
        let name = fragment.name.as_str();
        if let Some(known) = self.fragments.get(name) {
            return *known;
        }
        let site = Site {
            owner: self.owner(fragment),
            role: Role::Whole,
            span: fragment.span,
        };
        let id = self.object(&fragment.on, &[(&fragment.selection).into()], &site);
        if self.is_own(id, name) && fragment.comment.is_some() {
            self.shapes.objects[id.0].doc.clone_from(&fragment.comment);
        }
        self.fragments.insert(name, id);
        id
    }

    fn owner(&self, fragment: &Fragment) -> Owner {
        let name = fragment.name.clone();
        let dependency = self.config.dependency.as_ref();
        let dependency = dependency.filter(|_| fragment.is_foreign);
        match dependency.and_then(|known| known.shares(SharedKind::Fragment, &name)) {
            Some(_) => Owner::Foreign(name),
            None => Owner::Fragment(name),
        }
    }

    /// Whether the fragment names the object, and is not another name for an earlier one.
    fn is_own(&self, id: ObjectId, fragment: &str) -> bool {
        let first = self.shapes.places.iter().find(|place| place.object == id);
        first.is_some_and(|place| matches!(&place.owner, Owner::Fragment(name) if name == fragment))
    }
}
