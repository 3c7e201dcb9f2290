//! Two operations as the generator emits them, written by hand: a query and a mutation that can be refused.

use std::convert::Infallible;

use wikijs_wire::operation::{Judge, Judged, Lift, Lifted, PartField, PartVariable, Piece};
use wikijs_wire::{
    Decode, Decoded, Effect, Errors, Facts, Mutation, Operation, Outcome, Parts, Query, Reader,
    Refusal, Variables, Verdict,
};

/// The title of a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Title {
    pub(crate) id: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) id: i32,
    pub(crate) title: Option<String>,
}

impl Decode for Page {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let (mut id, mut title) = (None, None);
        let mut object = reader.object(&["id", "title"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => id = Some(Decode::decode(reader)?),
                _ => title = Some(Decode::decode(reader)?),
            }
        }
        Ok(Self {
            id: object.need(reader, id, 0)?,
            title: object.need(reader, title, 1)?,
        })
    }
}

impl Lift for Title {
    const PATH: &'static [&'static str] = &["pages", "single"];
}

impl Operation for Title {
    type Kind = Query;
    type Data = Lifted<Self, Page>;
    type Output = Page;
    type Refusal = Infallible;

    const NAME: &'static str = "PagesTitle";
    const DOCUMENT: &'static str = "query PagesTitle($id:Int!){pages{single(id:$id){id title}}}";
    const EFFECT: Effect = Effect::Read;
    const PARTS: Parts = parts(&[PartField {
        key: "pages",
        pieces: &[Piece::Text("pages{single{id title}}")],
    }]);
    const FACTS: Facts = facts("pages.single");

    fn variables(&self, to: &mut Variables) {
        to.add("id", &self.id);
    }

    fn output(data: Self::Data, errors: &Errors) -> Outcome<Page, Infallible> {
        data.answer(errors)
    }
}

serialize_variables!(Title);

/// Moves a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Move {
    pub(crate) id: i32,
    pub(crate) to: String,
}

/// A write that is gated and not to be sent twice.
pub(crate) fn write() -> Move {
    let to = "b".to_owned();
    Move { id: 1, to }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Status {
    succeeded: bool,
    code: i32,
    slug: String,
    message: Option<String>,
}

impl Decode for Status {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let (mut succeeded, mut code, mut slug, mut message) = (None, None, None, None);
        let mut object = reader.object(&["succeeded", "errorCode", "slug", "message"])?;
        while let Some(key) = object.next(reader)? {
            match key {
                0 => succeeded = Some(Decode::decode(reader)?),
                1 => code = Some(Decode::decode(reader)?),
                2 => slug = Some(Decode::decode(reader)?),
                _ => message = Some(Decode::decode(reader)?),
            }
        }
        Ok(Self {
            succeeded: object.need(reader, succeeded, 0)?,
            code: object.need(reader, code, 1)?,
            slug: object.need(reader, slug, 2)?,
            message: object.need(reader, message, 3)?,
        })
    }
}

impl Refusal for Status {
    fn code(&self) -> i64 {
        self.code.into()
    }

    fn slug(&self) -> &str {
        &self.slug
    }

    fn message(&self) -> &str {
        self.message.as_deref().unwrap_or_default()
    }
}

impl Verdict for Status {
    fn is_done(&self) -> bool {
        self.succeeded
    }
}

/// What a move gives beside its status.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moved {
    pub(crate) page: Option<Page>,
}

impl Decode for Moved {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let mut page = None;
        let mut object = reader.object(&["page"])?;
        while object.next(reader)?.is_some() {
            page = Some(Decode::decode(reader)?);
        }
        Ok(Self {
            page: object.need(reader, page, 0)?,
        })
    }
}

impl Lift for Move {
    const PATH: &'static [&'static str] = &["pages", "move"];
}

impl Judge for Move {
    const STATUS: &'static str = "responseResult";
}

impl Operation for Move {
    type Kind = Mutation;
    type Data = Lifted<Self, Judged<Self, Status, Moved>>;
    type Output = Moved;
    type Refusal = Status;

    const NAME: &'static str = "PagesMove";
    const DOCUMENT: &'static str = "mutation PagesMove($id:Int!$to:String!){pages{move(id:$id,destinationPath:$to){responseResult{succeeded errorCode slug message} page{id title}}}}";
    const EFFECT: Effect = Effect::Once;
    const PARTS: Parts = parts(&[PartField {
        key: "pages",
        pieces: &[Piece::Text("pages{move}")],
    }]);
    const FACTS: Facts = facts("pages.move");

    fn variables(&self, to: &mut Variables) {
        to.add("id", &self.id);
        to.add("to", &self.to);
    }

    fn output(data: Self::Data, errors: &Errors) -> Outcome<Moved, Status> {
        data.judged(errors)
    }
}

serialize_variables!(Move);

pub(crate) const fn parts(fields: &'static [PartField]) -> Parts {
    const VARIABLES: &[PartVariable] = &[PartVariable {
        name: "id",
        ty: "Int!",
        default: None,
    }];
    Parts {
        variables: VARIABLES,
        fields,
        fragments: &[],
    }
}

pub(crate) const fn facts(field: &'static str) -> Facts {
    Facts {
        field,
        requires: &[],
        codes: &[],
        rate_limit: None,
        paged: None,
    }
}

/// Operations serialise as their variables.
macro_rules! serialize_variables {
    ($name:ty) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut variables = Variables::default();
                self.variables(&mut variables);
                variables.serialize(serializer)
            }
        }
    };
}
pub(crate) use serialize_variables;
