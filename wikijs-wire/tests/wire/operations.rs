//! Operations written by hand in the form in which they are generated.

use wikijs_wire::generated as w;

use crate::shapes::{PageId, PageTag, Status, Tree};

const NO_FACTS: w::Facts = w::Facts {
    field: "",
    requires: &[],
    codes: &[],
    rate_limit: None,
    paged: None,
};

const TAG_FRAGMENT: w::PartFragment = w::PartFragment {
    name: "PageTag",
    pieces: &[w::Piece::Text(" on PageTag{id tag order key}")],
    uses_variables: false,
};

/// A query that is lifted: `pages { single { … } }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Single {
    pub id: PageId,
    pub locale: w::Maybe<String>,
}

impl Single {
    pub fn new(id: impl Into<PageId>) -> Self {
        Self {
            id: id.into(),
            locale: w::Maybe::Absent,
        }
    }

    #[must_use]
    pub fn locale<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
        self.locale = value.into_maybe();
        self
    }
}

w::impl_serde!(operation: Single);

impl w::Lift for Single {
    const PATH: &'static [&'static str] = &["pages", "single"];
}

impl w::Operation for Single {
    type Kind = w::Query;
    type Data = w::Lifted<Self, Tree>;
    type Output = Tree;
    type Refusal = w::Infallible;
    const NAME: &'static str = "Single";
    const DOCUMENT: &'static str = "query Single($id:Int!,$locale:String){pages{single(id:$id,locale:$locale){...PageTag children{...PageTag}}}}fragment PageTag on PageTag{id tag order key}";
    const EFFECT: w::Effect = w::Effect::Read;
    const PARTS: w::Parts = w::Parts {
        variables: &[
            w::PartVariable {
                name: "id",
                ty: "Int!",
                default: None,
            },
            w::PartVariable {
                name: "locale",
                ty: "String",
                default: None,
            },
        ],
        fields: &[w::PartField {
            key: "pages",
            pieces: &[
                w::Piece::Text("pages{single(id:"),
                w::Piece::Variable(0),
                w::Piece::Text(",locale:"),
                w::Piece::Variable(1),
                w::Piece::Text("){"),
                w::Piece::Spread(0),
                w::Piece::Text(" children{"),
                w::Piece::Spread(0),
                w::Piece::Text("}}}"),
            ],
        }],
        fragments: &[TAG_FRAGMENT],
    };
    const FACTS: w::Facts = w::Facts {
        field: "pages.single",
        requires: &["read:pages"],
        ..NO_FACTS
    };

    fn variables(&self, to: &mut w::Variables) {
        to.add("id", &self.id);
        to.add("locale", &self.locale);
    }

    fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
        data.answer(errors)
    }
}

#[cfg(feature = "graphql-client")]
impl w::graphql_client::GraphQLQuery for Single {
    type Variables = Self;
    type ResponseData = <Self as w::Operation>::Data;

    fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
        w::graphql_client::QueryBody {
            variables,
            query: <Self as w::Operation>::DOCUMENT,
            operation_name: <Self as w::Operation>::NAME,
        }
    }
}

/// A list that is lifted and whose null items are dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct Tags {}

w::impl_serde!(operation: Tags);

impl w::Lift for Tags {
    const PATH: &'static [&'static str] = &["pages", "tags"];
}

impl w::Operation for Tags {
    type Kind = w::Query;
    type Data = w::Lifted<Self, w::Compact<PageTag>>;
    type Output = Vec<PageTag>;
    type Refusal = w::Infallible;
    const NAME: &'static str = "Tags";
    const DOCUMENT: &'static str =
        "query Tags{pages{tags{...PageTag}}}fragment PageTag on PageTag{id tag order key}";
    const EFFECT: w::Effect = w::Effect::Read;
    const PARTS: w::Parts = w::Parts {
        variables: &[],
        fields: &[w::PartField {
            key: "pages",
            pieces: &[
                w::Piece::Text("pages{tags{"),
                w::Piece::Spread(0),
                w::Piece::Text("}}"),
            ],
        }],
        fragments: &[TAG_FRAGMENT],
    };
    const FACTS: w::Facts = NO_FACTS;

    fn variables(&self, _to: &mut w::Variables) {}

    fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
        data.compacted(errors)
    }
}

/// Two fields at the root: nothing is lifted.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {}

/// The data of [`Overview`].
#[derive(Debug, Clone, PartialEq)]
pub struct OverviewData {
    pub total: i32,
    pub first: Option<PageTag>,
}

impl w::Decode for OverviewData {
    fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
        let (mut total, mut first) = (None, None);
        let mut object = r.object(&["total", "first"])?;
        while let Some(key) = object.next(r)? {
            match key {
                0 => total = Some(w::Decode::decode(r)?),
                _ => first = Some(w::Decode::decode(r)?),
            }
        }
        Ok(Self {
            total: object.need(r, total, 0)?,
            first: object.need(r, first, 1)?,
        })
    }
}

w::impl_serde!(operation: Overview);

impl w::Operation for Overview {
    type Kind = w::Query;
    type Data = OverviewData;
    type Output = OverviewData;
    type Refusal = w::Infallible;
    const NAME: &'static str = "Overview";
    const DOCUMENT: &'static str =
        "query Overview{total first{...PageTag}}fragment PageTag on PageTag{id tag order key}";
    const EFFECT: w::Effect = w::Effect::Read;
    const PARTS: w::Parts = w::Parts {
        variables: &[],
        fields: &[
            w::PartField {
                key: "total",
                pieces: &[w::Piece::Text("total")],
            },
            w::PartField {
                key: "first",
                pieces: &[
                    w::Piece::Text("first{"),
                    w::Piece::Spread(0),
                    w::Piece::Text("}"),
                ],
            },
        ],
        fragments: &[TAG_FRAGMENT],
    };
    const FACTS: w::Facts = NO_FACTS;

    fn variables(&self, _to: &mut w::Variables) {}

    fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
        w::Outcome::answered(data, errors)
    }
}

/// A mutation with a status and a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Create {
    pub path: String,
    pub tags: w::Maybe<Vec<String>>,
    pub password: w::Maybe<w::Secret>,
}

/// The output of [`Create`].
#[derive(Debug, Clone, PartialEq)]
pub struct CreateOutput {
    pub page: Option<PageTag>,
}

impl w::Decode for CreateOutput {
    fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
        let mut page = None;
        let mut object = r.object(&["page"])?;
        while object.next(r)?.is_some() {
            page = Some(w::Decode::decode(r)?);
        }
        Ok(Self {
            page: object.need(r, page, 0)?,
        })
    }
}

impl w::Encode for CreateOutput {
    fn encode(&self, w: &mut w::Writer) {
        w.object();
        w.field("page", &self.page);
        w.end();
    }
}

w::impl_serde!(operation: Create);

impl w::Lift for Create {
    const PATH: &'static [&'static str] = &["pages", "create"];
}

impl w::Judge for Create {
    const STATUS: &'static str = "responseResult";
}

impl w::Operation for Create {
    type Kind = w::Mutation;
    type Data = w::Lifted<Self, w::Judged<Self, Status, CreateOutput>>;
    type Output = CreateOutput;
    type Refusal = Status;
    const NAME: &'static str = "Create";
    const DOCUMENT: &'static str = "mutation Create($path:String!,$tags:[String],$password:String){pages{create(path:$path,tags:$tags,password:$password){responseResult{succeeded errorCode slug message}page{...PageTag}}}}fragment PageTag on PageTag{id tag order key}";
    const EFFECT: w::Effect = w::Effect::Once;
    const PARTS: w::Parts = w::Parts {
        variables: &[],
        fields: &[],
        fragments: &[],
    };
    const FACTS: w::Facts = w::Facts {
        codes: &[6002],
        ..NO_FACTS
    };

    fn variables(&self, to: &mut w::Variables) {
        to.add("path", &self.path);
        to.add("tags", &self.tags);
        to.add("password", &self.password);
    }

    fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
        data.judged(errors)
    }
}
