// Written by wikijs-codegen from a schema and query files: change those, not this.

/// What operations share: fragments, inputs, enums, identities.
pub mod types {
    use ::wikijs_wire::generated as w;

    /// The identity that the schema's notes call `GoodId`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct GoodId(
        /// As the server gives it.
        pub i32,
    );

    impl From<i32> for GoodId {
        #[inline]
        fn from(value: i32) -> Self {
            Self(value)
        }
    }

    impl From<GoodId> for i32 {
        #[inline]
        fn from(value: GoodId) -> Self {
            value.0
        }
    }

    impl ::core::str::FromStr for GoodId {
        type Err = ::core::num::ParseIntError;

        #[inline]
        fn from_str(text: &str) -> Result<Self, Self::Err> {
            text.parse().map(Self)
        }
    }

    impl ::core::fmt::Display for GoodId {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::fmt::Display::fmt(&self.0, f)
        }
    }

    impl w::Decode for GoodId {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            w::Decode::decode(r).map(Self)
        }
    }

    impl w::Encode for GoodId {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            w::Encode::encode(&self.0, to);
        }
    }

    /// The enum `Order` of the schema.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Order {
        /// `NAME`.
        Name,
        /// `PRICE`.
        Price,
        /// A value that the schema does not know, as the server wrote it.
        Unknown(String),
    }

    impl Order {
        /// The value as GraphQL writes it.
        #[must_use]
        #[inline]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Name => "NAME",
                Self::Price => "PRICE",
                Self::Unknown(value) => value,
            }
        }
    }

    impl From<&str> for Order {
        #[inline]
        fn from(value: &str) -> Self {
            match value {
                "NAME" => Self::Name,
                "PRICE" => Self::Price,
                other => Self::Unknown(other.to_owned()),
            }
        }
    }

    impl From<String> for Order {
        #[inline]
        fn from(value: String) -> Self {
            Self::from(value.as_str())
        }
    }

    impl ::core::str::FromStr for Order {
        type Err = ::core::convert::Infallible;

        #[inline]
        fn from_str(text: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(text))
        }
    }

    impl ::core::fmt::Display for Order {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }

    impl w::Decode for Order {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            r.string().map(Self::from)
        }
    }

    impl w::Encode for Order {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.string(self.as_str());
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct Item {
        /// The field `id` of `Good`.
        pub id: String,
        /// The number that the shop counts by.
        pub number: GoodId,
        /// The field `name` of `Good`.
        pub name: String,
    }

    impl w::Decode for Item {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut number = None;
            let mut name = None;
            let mut object = r.object(&["id", "number", "name"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    1 => number = Some(w::Decode::decode(r)?),
                    _ => name = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                number: object.need(r, number, 1)?,
                name: object.need(r, name, 2)?,
            })
        }
    }

    impl w::Encode for Item {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("number", &self.number);
            to.field("name", &self.name);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        GoodId,
        Order,
        Item,
    }
}

#[allow(deprecated)]
mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Where exactly one field is selected at each level, it is the output.
    /// Lists all goods.
    ///
    /// Second paragraph.
    ///
    /// Needs one of the permissions `read:goods`, `manage:goods`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ListGoods {
        /// `limit` of `ListGoods`.
        ///
        /// Default: `5`.
        pub limit: w::Maybe<i32>,
        /// `orderBy` of `ListGoods`.
        pub order_by: w::Maybe<types::Order>,
        /// `tags` of `ListGoods`.
        pub tags: w::Maybe<Vec<String>>,
    }

    impl ListGoods {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `limit` of `ListGoods`.
        ///
        /// Default: `5`.
        #[must_use]
        pub fn limit<By>(mut self, value: impl w::IntoMaybe<i32, By>) -> Self {
            self.limit = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `orderBy` of `ListGoods`.
        #[must_use]
        pub fn order_by<By>(mut self, value: impl w::IntoMaybe<types::Order, By>) -> Self {
            self.order_by = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `tags` of `ListGoods`.
        #[must_use]
        pub fn tags<By>(mut self, value: impl w::IntoMaybeList<String, By>) -> Self {
            self.tags = w::IntoMaybeList::into_maybe_list(value);
            self
        }
    }

    impl w::Lift for ListGoods {
        const PATH: &'static [&'static str] = &["goods", "list"];
    }

    impl w::Operation for ListGoods {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Compact<types::Item>>;
        type Output = Vec<types::Item>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "ListGoods";
        const DOCUMENT: &'static str = "query ListGoods($limit:Int=5,$orderBy:Order,$tags:[String!]){goods{list(limit:$limit,orderBy:$orderBy,tags:$tags){...Item}}}fragment Item on Good{id number name}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "limit", ty: "Int", default: Some("5") },
                w::PartVariable { name: "orderBy", ty: "Order", default: None },
                w::PartVariable { name: "tags", ty: "[String!]", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list(limit:"), w::Piece::Variable(0), w::Piece::Text(",orderBy:"), w::Piece::Variable(1), w::Piece::Text(",tags:"), w::Piece::Variable(2), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Item", pieces: &[w::Piece::Text(" on Good{id number name}")], uses_variables: false },
            ],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.list",
            requires: &["read:goods", "manage:goods"],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("limit", &self.limit);
            to.add("orderBy", &self.order_by);
            to.add("tags", &self.tags);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.compacted(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for ListGoods {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// Calls `goods.single`.
    ///
    /// Needs the permission `read:goods`.
    ///
    /// Refused by the server with the codes 5, 7.
    ///
    /// The server takes at most 5 calls in 60 seconds.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OneGood {
        /// `id` of `OneGood`.
        pub id: types::GoodId,
        /// `locale` of `OneGood`.
        ///
        /// Default: `"en"`.
        pub locale: Option<String>,
    }

    impl OneGood {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
                locale: None,
            }
        }

        /// `locale` of `OneGood`.
        ///
        /// Default: `"en"`.
        #[must_use]
        pub fn locale<By>(mut self, value: impl w::IntoValue<String, By>) -> Self {
            self.locale = w::IntoValue::into_value(value);
            self
        }
    }

    impl w::Lift for OneGood {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for OneGood {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<types::Item>>;
        type Output = Option<types::Item>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "OneGood";
        const DOCUMENT: &'static str = "query OneGood($id:Int!,$locale:String!=\"en\"){goods{single(id:$id,locale:$locale){...Item}}}fragment Item on Good{id number name}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
                w::PartVariable { name: "locale", ty: "String!", default: Some("\"en\"") },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text(",locale:"), w::Piece::Variable(1), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Item", pieces: &[w::Piece::Text(" on Good{id number name}")], uses_variables: false },
            ],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.single",
            requires: &["read:goods"],
            codes: &[5, 7],
            rate_limit: Some(w::RateLimit { limit: 5, duration: 60 }),
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("id", &self.id);
            if let Some(value) = &self.locale {
                to.add("locale", value);
            }
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for OneGood {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// Calls `goods.owner`.
    ///
    /// Since 2.1 of the server.
    ///
    /// Known defect: Answers with \<nobody\> at night.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Owner {
        /// `id` of `Owner`.
        pub id: types::GoodId,
    }

    impl Owner {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for Owner {
        const PATH: &'static [&'static str] = &["goods", "owner"];
    }

    impl w::Operation for Owner {
        type Kind = w::Query;
        type Data = w::Lifted<Self, OwnerOutput>;
        type Output = OwnerOutput;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Owner";
        const DOCUMENT: &'static str = "query Owner($id:Int!){goods{owner(id:$id){name mail}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{owner(id:"), w::Piece::Variable(0), w::Piece::Text("){name mail}}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.owner",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("id", &self.id);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Owner {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// Calls `goods.count`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Count;

    impl Count {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Count {
        const PATH: &'static [&'static str] = &["goods", "count"];
    }

    impl w::Operation for Count {
        type Kind = w::Query;
        type Data = w::Lifted<Self, i32>;
        type Output = i32;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Count";
        const DOCUMENT: &'static str = "query Count{goods{count}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{count}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.count",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, _: &mut w::Variables) {
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Count {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// Calls `goods.names`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Names;

    impl Names {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Names {
        const PATH: &'static [&'static str] = &["goods", "names"];
    }

    impl w::Operation for Names {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Compact<String>>;
        type Output = Vec<String>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Names";
        const DOCUMENT: &'static str = "query Names{goods{names}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{names}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.names",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, _: &mut w::Variables) {
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.compacted(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Names {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// Calls `goods.grid`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Grid;

    impl Grid {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Grid {
        const PATH: &'static [&'static str] = &["shop", "lines"];
    }

    impl w::Operation for Grid {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Vec<Option<Vec<i32>>>>;
        type Output = Vec<Option<Vec<i32>>>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Grid";
        const DOCUMENT: &'static str = "query Grid{shop:goods{lines:grid}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "shop", pieces: &[w::Piece::Text("goods{lines:grid}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.grid",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, _: &mut w::Variables) {
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Grid {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// Calls `goods.secret`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Secret {
        /// `name` of `Secret`.
        pub name: String,
    }

    impl Secret {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(name: impl Into<String>) -> Self {
            Self {
                name: name.into(),
            }
        }
    }

    impl w::Lift for Secret {
        const PATH: &'static [&'static str] = &["goods", "secret"];
    }

    impl w::Operation for Secret {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Secret>;
        type Output = w::Secret;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Secret";
        const DOCUMENT: &'static str = "query Secret($name:String!){goods{secret(name:$name)}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "name", ty: "String!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{secret(name:"), w::Piece::Variable(0), w::Piece::Text(")}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.secret",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("name", &self.name);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Secret {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// Calls `goods.old`.
    #[deprecated(note = "Ask `count`.")]
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Old;

    impl Old {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Old {
        const PATH: &'static [&'static str] = &["goods", "old"];
    }

    impl w::Operation for Old {
        type Kind = w::Query;
        type Data = w::Lifted<Self, String>;
        type Output = String;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Old";
        const DOCUMENT: &'static str = "query Old{goods{old}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{old}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.old",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, _: &mut w::Variables) {
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Old {
        type Variables = Self;
        type ResponseData = <Self as w::Operation>::Data;

        #[inline]
        fn build_query(variables: Self) -> w::graphql_client::QueryBody<Self> {
            w::graphql_client::QueryBody {
                variables,
                query: <Self as w::Operation>::DOCUMENT,
                operation_name: <Self as w::Operation>::NAME,
            }
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OwnerOutput {
        /// The field `name` of `Person`.
        pub name: String,
        /// The field `mail` of `Person`.
        pub mail: Option<String>,
    }

    impl w::Decode for OwnerOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut name = None;
            let mut mail = None;
            let mut object = r.object(&["name", "mail"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => name = Some(w::Decode::decode(r)?),
                    _ => mail = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                name: object.need(r, name, 0)?,
                mail: object.need(r, mail, 1)?,
            })
        }
    }

    impl w::Encode for OwnerOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("name", &self.name);
            to.field("mail", &self.mail);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        OwnerOutput,
    }

    w::impl_serde! {
        operation:
        ListGoods,
        OneGood,
        Owner,
        Count,
        Names,
        Grid,
        Secret,
        Old,
    }
}
pub use outside_folders::*;
