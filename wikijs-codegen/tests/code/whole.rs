// Written by wikijs-codegen from a schema and query files: change those, not this.

/// What operations share: fragments, inputs, enums, identities.
#[allow(deprecated)]
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

    /// The enum `Kind` of the schema.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Kind {
        /// Can be touched.
        Solid,
        /// `liquid_gas`.
        LiquidGas,
        /// `liquidGas`.
        LiquidGas_,
        /// `UNKNOWN`.
        Unknown_,
        /// `Self`.
        Self_,
        /// `OLD`.
        #[deprecated(note = "Use SOLID.")]
        Old,
        /// A value that the schema does not know, as the server wrote it.
        Unknown(String),
    }

    impl Kind {
        /// The value as GraphQL writes it.
        #[must_use]
        #[inline]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Solid => "SOLID",
                Self::LiquidGas => "liquid_gas",
                Self::LiquidGas_ => "liquidGas",
                Self::Unknown_ => "UNKNOWN",
                Self::Self_ => "Self",
                Self::Old => "OLD",
                Self::Unknown(value) => value,
            }
        }
    }

    impl From<&str> for Kind {
        #[inline]
        fn from(value: &str) -> Self {
            match value {
                "SOLID" => Self::Solid,
                "liquid_gas" => Self::LiquidGas,
                "liquidGas" => Self::LiquidGas_,
                "UNKNOWN" => Self::Unknown_,
                "Self" => Self::Self_,
                "OLD" => Self::Old,
                other => Self::Unknown(other.to_owned()),
            }
        }
    }

    impl From<String> for Kind {
        #[inline]
        fn from(value: String) -> Self {
            Self::from(value.as_str())
        }
    }

    impl ::core::str::FromStr for Kind {
        type Err = ::core::convert::Infallible;

        #[inline]
        fn from_str(text: &str) -> Result<Self, Self::Err> {
            Ok(Self::from(text))
        }
    }

    impl ::core::fmt::Display for Kind {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }

    impl w::Decode for Kind {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            r.string().map(Self::from)
        }
    }

    impl w::Encode for Kind {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.string(self.as_str());
        }
    }

    /// The input `Filter` of the schema.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Filter {
        /// `not` of `Filter`.
        pub not: w::Maybe<Box<Filter>>,
        /// `any` of `Filter`.
        pub any: w::Maybe<Vec<Filter>>,
        /// `price` of `Filter`.
        pub price: w::Maybe<f64>,
        /// `kind` of `Filter`.
        pub kind: w::Maybe<Kind>,
    }

    impl Filter {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `not` of `Filter`.
        #[must_use]
        pub fn not<By>(mut self, value: impl w::IntoMaybe<Box<Filter>, By>) -> Self {
            self.not = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `any` of `Filter`.
        #[must_use]
        pub fn any<By>(mut self, value: impl w::IntoMaybeList<Filter, By>) -> Self {
            self.any = w::IntoMaybeList::into_maybe_list(value);
            self
        }

        /// `price` of `Filter`.
        #[must_use]
        pub fn price<By>(mut self, value: impl w::IntoMaybe<f64, By>) -> Self {
            self.price = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `kind` of `Filter`.
        #[must_use]
        pub fn kind<By>(mut self, value: impl w::IntoMaybe<Kind, By>) -> Self {
            self.kind = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Encode for Filter {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("not", &self.not);
            to.field("any", &self.any);
            to.field("price", &self.price);
            to.field("kind", &self.kind);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        GoodId,
        Kind,
    }

    w::impl_serde! {
        input:
        Filter,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Several leaves: all of the data is the output.
    ///
    /// Refused by the server with the codes 5, 7.
    ///
    /// The server takes at most 5 calls in 60 seconds.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Both {
        /// `id` of `Both`.
        pub id: types::GoodId,
    }

    impl Both {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Operation for Both {
        type Kind = w::Query;
        type Data = BothData;
        type Output = BothData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Both";
        const DOCUMENT: &'static str = "query Both($id:Int!){goods{count list{id}one:single(id:$id){id}}version}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{count list{id}one:single(id:"), w::Piece::Variable(0), w::Piece::Text("){id}}")] },
                w::PartField { key: "version", pieces: &[w::Piece::Text("version")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.count, goods.list, goods.single, version",
            requires: &[],
            codes: &[5, 7],
            rate_limit: Some(w::RateLimit { limit: 5, duration: 60 }),
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("id", &self.id);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Both {
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

    /// Calls `version`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Version;

    impl Version {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Operation for Version {
        type Kind = w::Query;
        type Data = VersionData;
        type Output = VersionData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Version";
        const DOCUMENT: &'static str = "query Version{version}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "version", pieces: &[w::Piece::Text("version")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "version",
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
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Version {
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

    /// Calls `goods.parse, goods.count`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Anything {
        /// `what` of `Anything`.
        pub what: w::Maybe<w::serde_json::Value>,
        /// `deep` of `Anything`.
        pub deep: w::Maybe<types::Filter>,
    }

    impl Anything {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `what` of `Anything`.
        #[must_use]
        pub fn what<By>(mut self, value: impl w::IntoMaybe<w::serde_json::Value, By>) -> Self {
            self.what = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `deep` of `Anything`.
        #[must_use]
        pub fn deep<By>(mut self, value: impl w::IntoMaybe<types::Filter, By>) -> Self {
            self.deep = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Operation for Anything {
        type Kind = w::Query;
        type Data = AnythingData;
        type Output = AnythingData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Anything";
        const DOCUMENT: &'static str = "query Anything($what:Anything,$deep:Filter){goods{parse(what:$what,deep:$deep)count}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "what", ty: "Anything", default: None },
                w::PartVariable { name: "deep", ty: "Filter", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{parse(what:"), w::Piece::Variable(0), w::Piece::Text(",deep:"), w::Piece::Variable(1), w::Piece::Text(")count}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.parse, goods.count",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("what", &self.what);
            to.add("deep", &self.deep);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Anything {
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

    /// Calls `node`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Node {
        /// `id` of `Node`.
        pub id: String,
    }

    impl Node {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<String>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Operation for Node {
        type Kind = w::Query;
        type Data = NodeData;
        type Output = NodeData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Node";
        const DOCUMENT: &'static str = "query Node($id:ID!){node(id:$id){id}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "ID!", default: None },
            ],
            fields: &[
                w::PartField { key: "node", pieces: &[w::Piece::Text("node(id:"), w::Piece::Variable(0), w::Piece::Text("){id}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "node",
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
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Node {
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

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct BothGoodsList {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for BothGoodsList {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut object = r.object(&["id"])?;
            while object.next(r)?.is_some() {
                id = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
            })
        }
    }

    impl w::Encode for BothGoodsList {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `GoodsQuery`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct BothGoods {
        /// The field `count` of `GoodsQuery`.
        pub count: i32,
        /// All goods.
        pub list: Option<Vec<BothGoodsList>>,
        /// The field `single` of `GoodsQuery`.
        pub one: Option<BothGoodsList>,
    }

    impl w::Decode for BothGoods {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut count = None;
            let mut list = None;
            let mut one = None;
            let mut object = r.object(&["count", "list", "one"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => count = Some(w::Decode::decode(r)?),
                    1 => list = Some(w::compact_opt(r)?),
                    _ => one = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                count: object.need(r, count, 0)?,
                list: object.need(r, list, 1)?,
                one: object.need(r, one, 2)?,
            })
        }
    }

    impl w::Encode for BothGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("count", &self.count);
            to.field("list", &self.list);
            to.field("one", &self.one);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct BothData {
        /// The field `goods` of `Query`.
        pub goods: Option<BothGoods>,
        /// The field `version` of `Query`.
        pub version: String,
    }

    impl w::Decode for BothData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut goods = None;
            let mut version = None;
            let mut object = r.object(&["goods", "version"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => goods = Some(w::Decode::decode(r)?),
                    _ => version = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                goods: object.need(r, goods, 0)?,
                version: object.need(r, version, 1)?,
            })
        }
    }

    impl w::Encode for BothData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("goods", &self.goods);
            to.field("version", &self.version);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct VersionData {
        /// The field `version` of `Query`.
        pub version: String,
    }

    impl w::Decode for VersionData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut version = None;
            let mut object = r.object(&["version"])?;
            while object.next(r)?.is_some() {
                version = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                version: object.need(r, version, 0)?,
            })
        }
    }

    impl w::Encode for VersionData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("version", &self.version);
            to.end();
        }
    }

    /// What is selected of the type `GoodsQuery`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AnythingGoods {
        /// The field `parse` of `GoodsQuery`.
        pub parse: Option<w::serde_json::Value>,
        /// The field `count` of `GoodsQuery`.
        pub count: i32,
    }

    impl w::Decode for AnythingGoods {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut parse = None;
            let mut count = None;
            let mut object = r.object(&["parse", "count"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => parse = Some(w::Decode::decode(r)?),
                    _ => count = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                parse: object.need(r, parse, 0)?,
                count: object.need(r, count, 1)?,
            })
        }
    }

    impl w::Encode for AnythingGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("parse", &self.parse);
            to.field("count", &self.count);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AnythingData {
        /// The field `goods` of `Query`.
        pub goods: Option<AnythingGoods>,
    }

    impl w::Decode for AnythingData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut goods = None;
            let mut object = r.object(&["goods"])?;
            while object.next(r)?.is_some() {
                goods = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                goods: object.need(r, goods, 0)?,
            })
        }
    }

    impl w::Encode for AnythingData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("goods", &self.goods);
            to.end();
        }
    }

    /// What is selected of the type `Node`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct NodeNode {
        /// The field `id` of `Node`.
        pub id: String,
    }

    impl w::Decode for NodeNode {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut object = r.object(&["id"])?;
            while object.next(r)?.is_some() {
                id = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
            })
        }
    }

    impl w::Encode for NodeNode {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct NodeData {
        /// The field `node` of `Query`.
        pub node: Option<NodeNode>,
    }

    impl w::Decode for NodeData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut node = None;
            let mut object = r.object(&["node"])?;
            while object.next(r)?.is_some() {
                node = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                node: object.need(r, node, 0)?,
            })
        }
    }

    impl w::Encode for NodeData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("node", &self.node);
            to.end();
        }
    }

    /// Selects the same as [`BothGoodsList`].
    pub type BothGoodsOne = BothGoodsList;

    w::impl_serde! {
        answer:
        BothGoodsList,
        BothGoods,
        BothData,
        VersionData,
        AnythingGoods,
        AnythingData,
        NodeNode,
        NodeData,
    }

    w::impl_serde! {
        operation:
        Both,
        Version,
        Anything,
        Node,
    }
}
pub use outside_folders::*;
