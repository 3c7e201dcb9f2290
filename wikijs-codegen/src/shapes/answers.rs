//! What it takes to make an answer by hand, for tests: its keys, each once, however many fragments read it, and what
//! stands in those that nobody fills.

use super::{Body, FieldShape, FieldSource, ObjectId, ObjectShape, Shapes, Ty};

/// So many places may the keys of one object have. Beyond it are fragments that spread each other for the sake of it.
const MOST_PLACES: usize = 1000;

/// What an object is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerShape {
    /// Its keys in the answer, and abstract fragments.
    pub keys: Vec<AnswerKey>,
    /// The fragments among its fields, by their numbers.
    pub spreads: Vec<usize>,
}

/// A key of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerKey {
    /// The key, or the name of a fragment that is no object.
    pub key: String,
    /// The description.
    pub doc: Option<String>,
    /// What is read from it: several types where several fragments select different things below.
    pub parts: Vec<AnswerPart>,
}

/// One type that is read from a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerPart {
    /// The type.
    pub ty: Ty,
    /// The places it is read into: the numbers of the fields that lead there.
    pub places: Vec<Vec<usize>>,
    /// What stands there if nothing is given.
    pub otherwise: Otherwise,
}

/// What stands at a key that nobody fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// It has to be filled.
    Needed,
    /// Null.
    Null,
    /// No items.
    NoItems,
    /// A mutation was done.
    Done,
    /// A text: the name of the type, or none.
    Text(String),
    /// The code of what went well.
    Zero,
    /// An object all of whose keys may stay unfilled.
    Object(ObjectId),
}

impl AnswerKey {
    /// Whether it has to be filled.
    pub fn is_needed(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| part.otherwise == Otherwise::Needed)
    }
}

/// What each object is made of, by [`ObjectId`]; `None` for those that are told apart by type.
pub fn answers(shapes: &Shapes) -> Vec<Option<AnswerShape>> {
    let mut answers = Answers {
        shapes,
        known: vec![None; shapes.objects.len()],
    };
    let objects = 0..shapes.objects.len();
    objects.for_each(|number| answers.object(ObjectId(number)));
    answers.known.into_iter().map(Option::flatten).collect()
}

struct Answers<'s> {
    shapes: &'s Shapes,
    known: Vec<Option<Option<AnswerShape>>>,
}

impl Answers<'_> {
    fn object(&mut self, id: ObjectId) {
        if self.known[id.0].is_some() {
            return;
        }
        let mut shape = AnswerShape::default();
        let is_made = self.fields(id, &[], &mut shape, &mut 0);
        self.known[id.0] = Some(is_made.then_some(shape));
    }

    /// Adds the fields of an object that stands at `at`; false, if there is no making it.
    fn fields(
        &mut self,
        id: ObjectId,
        at: &[usize],
        to: &mut AnswerShape,
        places: &mut usize,
    ) -> bool {
        let object = &self.shapes.objects[id.0];
        let Body::Fields(fields) = &object.body else {
            return false;
        };
        for (number, field) in fields.iter().enumerate() {
            let place = [at, &[number]].concat();
            let is_spread = matches!(field.source, FieldSource::Spread(_));
            let below = field.ty.object().filter(|_| is_spread);
            let below = below.filter(|id| self.is_struct(*id));
            let is_made = match below {
                Some(below) => {
                    if at.is_empty() {
                        to.spreads.push(number);
                    }
                    self.fields(below, &place, to, places)
                }
                None => {
                    *places += 1;
                    self.key(object, number, field, place, to);
                    *places <= MOST_PLACES
                }
            };
            if !is_made {
                return false;
            }
        }
        true
    }

    fn is_struct(&self, id: ObjectId) -> bool {
        matches!(self.shapes.objects[id.0].body, Body::Fields(_))
    }

    fn key(
        &mut self,
        object: &ObjectShape,
        number: usize,
        field: &FieldShape,
        place: Vec<usize>,
        to: &mut AnswerShape,
    ) {
        let key = field.source.name();
        let otherwise = self.otherwise(object, number, field);
        let part = AnswerPart {
            ty: field.ty.clone(),
            places: vec![place.clone()],
            otherwise,
        };
        let Some(known) = to.keys.iter_mut().find(|known| known.key == key) else {
            return to.keys.push(AnswerKey {
                key: key.to_owned(),
                doc: field.doc.clone(),
                parts: vec![part],
            });
        };
        match known.parts.iter_mut().find(|known| known.ty == part.ty) {
            Some(known) => known.places.push(place),
            None => known.parts.push(part),
        }
    }

    fn otherwise(&mut self, object: &ObjectShape, number: usize, field: &FieldShape) -> Otherwise {
        if let Some(told) = of_outcome(object, number, &field.ty) {
            return told;
        }
        match &field.ty {
            Ty::Option(_) => Otherwise::Null,
            Ty::List { .. } => Otherwise::NoItems,
            Ty::String if object.is_object && is_typename(field) => {
                Otherwise::Text(object.on.clone())
            }
            Ty::Object(id) if self.may_stay_unfilled(*id) => Otherwise::Object(*id),
            _ => Otherwise::Needed,
        }
    }

    /// A selection is finite: that of an object's field is smaller than its own.
    fn may_stay_unfilled(&mut self, id: ObjectId) -> bool {
        self.object(id);
        let shape = self.known[id.0].as_ref().and_then(Option::as_ref);
        shape.is_some_and(|shape| !shape.keys.iter().any(AnswerKey::is_needed))
    }
}

/// What stands in the fields that tell of a mutation: that it was done.
fn of_outcome(object: &ObjectShape, number: usize, ty: &Ty) -> Option<Otherwise> {
    let verdict = object.verdict?;
    let is_text = number == verdict.slug || number == verdict.message;
    match ty {
        Ty::Bool if number == verdict.ok => Some(Otherwise::Done),
        Ty::Option(inner) if number == verdict.ok && **inner == Ty::Bool => Some(Otherwise::Done),
        Ty::Int if number == verdict.code => Some(Otherwise::Zero),
        Ty::String if is_text => Some(Otherwise::Text(String::new())),
        _ => None,
    }
}

fn is_typename(field: &FieldShape) -> bool {
    matches!(&field.source, FieldSource::Key { name, .. } if name == "__typename")
}
