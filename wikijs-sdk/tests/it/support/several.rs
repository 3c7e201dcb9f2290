//! A mutation with two outcomes in one document, as the generator emits it, written by hand.

use wikijs_wire::operation::{AnyRefusal, Judgement, PartField, Piece, Verdicts};
use wikijs_wire::{
    Decode, Decoded, Effect, Errors, Facts, Mutation, Operation, Outcome, Parts, Reader, Variables,
};

use super::operations::{Status, facts, parts, serialize_variables};

/// Deletes two pages.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeleteBoth {
    pub(crate) id: i32,
    pub(crate) to: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Deleted {
    one: Option<Status>,
    two: Option<Status>,
}

impl Decode for Deleted {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let (mut one, mut two) = (None, None);
        let mut object = reader.object(&["one", "two"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => one = Some(Decode::decode(reader)?),
                _ => two = Some(Decode::decode(reader)?),
            }
        }
        Ok(Self {
            one: object.need(reader, one, 0)?,
            two: object.need(reader, two, 1)?,
        })
    }
}

impl Verdicts for Status {
    fn verdicts(&self, to: &mut Judgement) {
        to.told(self);
    }
}

impl Verdicts for Deleted {
    fn verdicts(&self, to: &mut Judgement) {
        to.ask(&self.one);
        to.ask(&self.two);
    }
}

impl Operation for DeleteBoth {
    type Kind = Mutation;
    type Data = Deleted;
    type Output = Deleted;
    type Refusal = AnyRefusal;

    const NAME: &'static str = "DeleteBoth";
    const DOCUMENT: &'static str = "mutation DeleteBoth($id:Int!$to:Int!){one:delete(id:$id){succeeded errorCode slug message}two:delete(id:$to){succeeded errorCode slug message}}";
    const EFFECT: Effect = Effect::Once;
    const PARTS: Parts = parts(&[PartField {
        key: "one",
        pieces: &[Piece::Text("delete")],
    }]);
    const FACTS: Facts = facts("delete");

    fn variables(&self, to: &mut Variables) {
        to.add("id", &self.id);
        to.add("to", &self.to);
    }

    fn output(data: Self::Data, errors: &Errors) -> Outcome<Deleted, AnyRefusal> {
        Outcome::whole(data, errors).judged()
    }
}

serialize_variables!(DeleteBoth);
