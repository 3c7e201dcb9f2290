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

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct Extra {
        /// The field `id` of `Good`.
        pub id: String,
        /// The field `extra` of `Good`.
        pub extra: Option<w::serde_json::Value>,
        /// The field `madeAt` of `Good`.
        pub made_at: ::std::string::String,
    }

    impl w::Decode for Extra {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut extra = None;
            let mut made_at = None;
            let mut object = r.object(&["id", "extra", "madeAt"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    1 => extra = Some(w::Decode::decode(r)?),
                    _ => made_at = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                extra: object.need(r, extra, 1)?,
                made_at: object.need(r, made_at, 2)?,
            })
        }
    }

    impl w::Encode for Extra {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("extra", &self.extra);
            to.field("madeAt", &self.made_at);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        GoodId,
        Extra,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// The same key twice is one field; inline fragments and conditional parts are taken apart.
    ///
    /// Needs the permission `read:goods`.
    ///
    /// Refused by the server with the codes 5, 7.
    ///
    /// The server takes at most 5 calls in 60 seconds.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Merged {
        /// `id` of `Merged`.
        pub id: types::GoodId,
        /// `more` of `Merged`.
        pub more: bool,
        /// `less` of `Merged`.
        pub less: bool,
    }

    impl Merged {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>, more: impl Into<bool>, less: impl Into<bool>) -> Self {
            Self {
                id: id.into(),
                more: more.into(),
                less: less.into(),
            }
        }
    }

    impl w::Lift for Merged {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for Merged {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<MergedOutput>>;
        type Output = Option<MergedOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Merged";
        const DOCUMENT: &'static str = "query Merged($id:Int!,$more:Boolean!,$less:Boolean!){goods{single(id:$id){id owner{id}...{owner{name}}...on Good@include(if:$more){price owner{mail}}...Extra@skip(if:$less)name@include(if:$more)name@skip(if:$less)tags{id}tags{text}...on Node{id}}}}fragment Extra on Good{id extra madeAt}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
                w::PartVariable { name: "more", ty: "Boolean!", default: None },
                w::PartVariable { name: "less", ty: "Boolean!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text("){id owner{id}...{owner{name}}...on Good@include(if:"), w::Piece::Variable(1), w::Piece::Text("){price owner{mail}}"), w::Piece::Spread(0), w::Piece::Text("@skip(if:"), w::Piece::Variable(2), w::Piece::Text(")name@include(if:"), w::Piece::Variable(1), w::Piece::Text(")name@skip(if:"), w::Piece::Variable(2), w::Piece::Text(")tags{id}tags{text}...on Node{id}}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Extra", pieces: &[w::Piece::Text(" on Good{id extra madeAt}")], uses_variables: false },
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
            to.add("more", &self.more);
            to.add("less", &self.less);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Merged {
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
    #[derive(Debug, Clone, PartialEq)]
    pub struct Conditional {
        /// `more` of `Conditional`.
        pub more: bool,
    }

    impl Conditional {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(more: impl Into<bool>) -> Self {
            Self {
                more: more.into(),
            }
        }
    }

    impl w::Operation for Conditional {
        type Kind = w::Query;
        type Data = ConditionalData;
        type Output = ConditionalData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Conditional";
        const DOCUMENT: &'static str = "query Conditional($more:Boolean!){goods{count@include(if:$more)}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "more", ty: "Boolean!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{count@include(if:"), w::Piece::Variable(0), w::Piece::Text(")}")] },
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
        fn variables(&self, to: &mut w::Variables) {
            to.add("more", &self.more);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Conditional {
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

    /// Calls `goods.count, version`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RootParts {
        /// `more` of `RootParts`.
        pub more: bool,
    }

    impl RootParts {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(more: impl Into<bool>) -> Self {
            Self {
                more: more.into(),
            }
        }
    }

    impl w::Operation for RootParts {
        type Kind = w::Query;
        type Data = RootPartsData;
        type Output = RootPartsData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "RootParts";
        const DOCUMENT: &'static str = "query RootParts($more:Boolean!){goods@include(if:$more){count}v:version}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "more", ty: "Boolean!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods@include(if:"), w::Piece::Variable(0), w::Piece::Text("){count}")] },
                w::PartField { key: "v", pieces: &[w::Piece::Text("version")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.count, version",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("more", &self.more);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for RootParts {
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
    pub struct Twice {
        /// `id` of `Twice`.
        pub id: types::GoodId,
        /// `more` of `Twice`.
        pub more: bool,
    }

    impl Twice {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>, more: impl Into<bool>) -> Self {
            Self {
                id: id.into(),
                more: more.into(),
            }
        }
    }

    impl w::Lift for Twice {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for Twice {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<TwiceOutput>>;
        type Output = Option<TwiceOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Twice";
        const DOCUMENT: &'static str = "query Twice($id:Int!,$more:Boolean!){goods{single(id:$id){owner{id}owner@include(if:$more){name goods{id}}parts@include(if:$more){id}parts@skip(if:$more){name}}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
                w::PartVariable { name: "more", ty: "Boolean!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text("){owner{id}owner@include(if:"), w::Piece::Variable(1), w::Piece::Text("){name goods{id}}parts@include(if:"), w::Piece::Variable(1), w::Piece::Text("){id}parts@skip(if:"), w::Piece::Variable(1), w::Piece::Text("){name}}}")] },
            ],
            fragments: &[],
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
            to.add("more", &self.more);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Twice {
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
    pub struct MergedOwner {
        /// The field `id` of `Person`.
        pub id: String,
        /// The field `name` of `Person`.
        pub name: String,
        /// The field `mail` of `Person`.
        pub mail: Option<String>,
    }

    impl w::Decode for MergedOwner {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut name = None;
            let mut mail = None;
            let mut object = r.object(&["id", "name", "mail"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    1 => name = Some(w::Decode::decode(r)?),
                    _ => mail = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                name: object.need(r, name, 1)?,
                mail: object.need(r, mail, 2)?,
            })
        }
    }

    impl w::Encode for MergedOwner {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("name", &self.name);
            to.field("mail", &self.mail);
            to.end();
        }
    }

    /// What is selected of the type `Tag`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MergedTags {
        /// The field `id` of `Tag`.
        pub id: String,
        /// The field `text` of `Tag`.
        pub text: String,
    }

    impl w::Decode for MergedTags {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut text = None;
            let mut object = r.object(&["id", "text"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    _ => text = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                text: object.need(r, text, 1)?,
            })
        }
    }

    impl w::Encode for MergedTags {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("text", &self.text);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct MergedOutput {
        /// The field `id` of `Good`.
        pub id: String,
        /// The field `owner` of `Good`.
        pub owner: Option<MergedOwner>,
        /// The field `price` of `Good`.
        pub price: Option<f64>,
        /// The field `extra` of `Good`.
        pub extra: Option<w::serde_json::Value>,
        /// The field `madeAt` of `Good`.
        pub made_at: Option<::std::string::String>,
        /// The field `name` of `Good`.
        pub name: Option<String>,
        /// The field `tags` of `Good`.
        pub tags: Vec<MergedTags>,
    }

    impl w::Decode for MergedOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut owner = None;
            let mut price = None;
            let mut extra = None;
            let mut made_at = None;
            let mut name = None;
            let mut tags = None;
            let mut object = r.object(&["id", "owner", "price", "extra", "madeAt", "name", "tags"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    1 => owner = Some(w::Decode::decode(r)?),
                    2 => price = Some(w::Decode::decode(r)?),
                    3 => extra = Some(w::Decode::decode(r)?),
                    4 => made_at = Some(w::Decode::decode(r)?),
                    5 => name = Some(w::Decode::decode(r)?),
                    _ => tags = Some(w::compact(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                owner: object.need(r, owner, 1)?,
                price: object.need(r, price, 2)?,
                extra: object.need(r, extra, 3)?,
                made_at: object.need(r, made_at, 4)?,
                name: object.need(r, name, 5)?,
                tags: object.need(r, tags, 6)?,
            })
        }
    }

    impl w::Encode for MergedOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("owner", &self.owner);
            to.field("price", &self.price);
            to.field("extra", &self.extra);
            to.field("madeAt", &self.made_at);
            to.field("name", &self.name);
            to.field("tags", &self.tags);
            to.end();
        }
    }

    /// What is selected of the type `GoodsQuery`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ConditionalGoods {
        /// The field `count` of `GoodsQuery`.
        pub count: Option<i32>,
    }

    impl w::Decode for ConditionalGoods {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut count = None;
            let mut object = r.object(&["count"])?;
            while object.next(r)?.is_some() {
                count = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                count: object.need(r, count, 0)?,
            })
        }
    }

    impl w::Encode for ConditionalGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("count", &self.count);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ConditionalData {
        /// The field `goods` of `Query`.
        pub goods: Option<ConditionalGoods>,
    }

    impl w::Decode for ConditionalData {
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

    impl w::Encode for ConditionalData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("goods", &self.goods);
            to.end();
        }
    }

    /// What is selected of the type `GoodsQuery`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RootPartsGoods {
        /// The field `count` of `GoodsQuery`.
        pub count: i32,
    }

    impl w::Decode for RootPartsGoods {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut count = None;
            let mut object = r.object(&["count"])?;
            while object.next(r)?.is_some() {
                count = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                count: object.need(r, count, 0)?,
            })
        }
    }

    impl w::Encode for RootPartsGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("count", &self.count);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RootPartsData {
        /// The field `goods` of `Query`.
        pub goods: Option<RootPartsGoods>,
        /// The field `version` of `Query`.
        pub v: String,
    }

    impl w::Decode for RootPartsData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut goods = None;
            let mut v = None;
            let mut object = r.object(&["goods", "v"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => goods = Some(w::Decode::decode(r)?),
                    _ => v = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                goods: object.need(r, goods, 0)?,
                v: object.need(r, v, 1)?,
            })
        }
    }

    impl w::Encode for RootPartsData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("goods", &self.goods);
            to.field("v", &self.v);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct TwiceOwnerGoods {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for TwiceOwnerGoods {
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

    impl w::Encode for TwiceOwnerGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct TwiceOwner {
        /// The field `id` of `Person`.
        pub id: String,
        /// The field `name` of `Person`.
        pub name: Option<String>,
        /// The field `goods` of `Person`.
        pub goods: Option<Vec<TwiceOwnerGoods>>,
    }

    impl w::Decode for TwiceOwner {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut name = None;
            let mut goods = None;
            let mut object = r.object(&["id", "name", "goods"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    1 => name = Some(w::Decode::decode(r)?),
                    _ => goods = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                name: object.need(r, name, 1)?,
                goods: object.need(r, goods, 2)?,
            })
        }
    }

    impl w::Encode for TwiceOwner {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("name", &self.name);
            to.field("goods", &self.goods);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct TwiceParts {
        /// The field `id` of `Good`.
        pub id: Option<String>,
        /// The field `name` of `Good`.
        pub name: Option<String>,
    }

    impl w::Decode for TwiceParts {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut name = None;
            let mut object = r.object(&["id", "name"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    _ => name = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                name: object.need(r, name, 1)?,
            })
        }
    }

    impl w::Encode for TwiceParts {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("name", &self.name);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct TwiceOutput {
        /// The field `owner` of `Good`.
        pub owner: Option<TwiceOwner>,
        /// The field `parts` of `Good`.
        pub parts: Option<Vec<TwiceParts>>,
    }

    impl w::Decode for TwiceOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut owner = None;
            let mut parts = None;
            let mut object = r.object(&["owner", "parts"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => owner = Some(w::Decode::decode(r)?),
                    _ => parts = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                owner: object.need(r, owner, 0)?,
                parts: object.need(r, parts, 1)?,
            })
        }
    }

    impl w::Encode for TwiceOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("owner", &self.owner);
            to.field("parts", &self.parts);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        MergedOwner,
        MergedTags,
        MergedOutput,
        ConditionalGoods,
        ConditionalData,
        RootPartsGoods,
        RootPartsData,
        TwiceOwnerGoods,
        TwiceOwner,
        TwiceParts,
        TwiceOutput,
    }

    w::impl_serde! {
        operation:
        Merged,
        Conditional,
        RootParts,
        Twice,
    }
}
pub use outside_folders::*;
