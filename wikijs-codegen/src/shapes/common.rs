//! What every type of a selection on an interface or union has: it is reached without telling the types apart.
//!
//! A type that is not told apart has what is selected of the interface itself, and nothing else: that is what all of them
//! can have in common.

use super::builder::Builder;
use super::{Body, CommonShape, FieldShape, FieldSource, ObjectId, Reach, Ty, VariantShape};

impl Builder<'_> {
    /// What all variants have, and any other type.
    pub(super) fn common(&self, variants: &[VariantShape], other: ObjectId) -> Vec<CommonShape> {
        let objects = variants.iter().map(|variant| variant.object).chain([other]);
        let objects: Vec<ObjectId> = objects.collect();
        let candidates = self
            .whole(other)
            .into_iter()
            .chain(self.fields(other).iter().cloned());
        let common = candidates.filter_map(|field| {
            let reaches = objects.iter().map(|id| self.reach(*id, &field));
            Some(CommonShape {
                reaches: reaches.collect::<Option<_>>()?,
                field,
            })
        });
        common.collect()
    }

    /// The object as the field that it is where it stands beside others: a fragment.
    fn whole(&self, id: ObjectId) -> Option<FieldShape> {
        let mut fragments = self.fragments.iter();
        let (name, _) = fragments.find(|(_, known)| **known == id)?;
        Some(FieldShape {
            source: FieldSource::Spread((*name).to_owned()),
            ty: Ty::Object(id),
            doc: None,
            since: None,
            deprecated: None,
            conditional: false,
            span: Default::default(),
        })
    }

    fn reach(&self, id: ObjectId, field: &FieldShape) -> Option<Reach> {
        if matches!(field.source, FieldSource::Spread(_)) && field.ty == Ty::Object(id) {
            return Some(Reach::Whole);
        }
        let is_it = |one: &FieldShape| one.source == field.source && one.ty == field.ty;
        self.fields(id).iter().position(is_it).map(Reach::Field)
    }

    fn fields(&self, id: ObjectId) -> &[FieldShape] {
        match self.shapes.objects.get(id.0).map(|shape| &shape.body) {
            Some(Body::Fields(fields)) => fields,
            _ => &[],
        }
    }
}
