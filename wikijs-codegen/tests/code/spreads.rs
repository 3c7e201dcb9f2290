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
    pub struct Item {
        /// The field `id` of `Good`.
        pub id: String,
        /// The field `name` of `Good`.
        pub name: String,
    }

    impl w::Decode for Item {
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

    impl w::Encode for Item {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("name", &self.name);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Person {
        /// The field `id` of `Person`.
        pub id: String,
        /// The field `name` of `Person`.
        pub name: String,
    }

    impl w::Decode for Person {
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

    impl w::Encode for Person {
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
    pub struct RestOwnerGoods {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for RestOwnerGoods {
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

    impl w::Encode for RestOwnerGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RestOwner {
        /// What the fragment `Person` selects.
        pub person: Person,
        /// The field `goods` of `Person`.
        pub goods: Vec<RestOwnerGoods>,
    }

    impl w::Decode for RestOwner {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut goods = None;
            let mut object = r.object(&["goods"])?;
            while object.next(r)?.is_some() {
                goods = Some(w::Decode::decode(r)?);
            }
            let person = w::Decode::decode(r.again(start))?;
            Ok(Self {
                goods: object.need(r, goods, 0)?,
                person,
            })
        }
    }

    impl w::Encode for RestOwner {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.spread(&self.person);
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
    pub struct Rest {
        /// The field `price` of `Good`.
        pub price: Option<f64>,
        /// The field `owner` of `Good`.
        pub owner: Option<RestOwner>,
    }

    impl w::Decode for Rest {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut price = None;
            let mut owner = None;
            let mut object = r.object(&["price", "owner"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => price = Some(w::Decode::decode(r)?),
                    _ => owner = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                price: object.need(r, price, 0)?,
                owner: object.need(r, owner, 1)?,
            })
        }
    }

    impl w::Encode for Rest {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("price", &self.price);
            to.field("owner", &self.owner);
            to.end();
        }
    }

    /// What is selected of the type `Tag`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Tag {
        /// The field `id` of `Tag`.
        pub id: String,
        /// The field `text` of `Tag`.
        pub text: String,
    }

    impl w::Decode for Tag {
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

    impl w::Encode for Tag {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("text", &self.text);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        GoodId,
        Item,
        Person,
        RestOwnerGoods,
        RestOwner,
        Rest,
        Tag,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// A fragment beside fields is a field of its own; alone it is the type.
    ///
    /// Needs the permission `read:goods`.
    ///
    /// Refused by the server with the codes 5, 7.
    ///
    /// The server takes at most 5 calls in 60 seconds.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Beside {
        /// `id` of `Beside`.
        pub id: types::GoodId,
    }

    impl Beside {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for Beside {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for Beside {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<BesideOutput>>;
        type Output = Option<BesideOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Beside";
        const DOCUMENT: &'static str = "query Beside($id:Int!){goods{single(id:$id){...Item tags{...Tag}key start:weight...Rest}}}fragment Item on Good{id name}fragment Tag on Tag{id text}fragment Rest on Good{price owner{...Person goods{id}}}fragment Person on Person{id name}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Text(" tags{"), w::Piece::Spread(1), w::Piece::Text("}key start:weight"), w::Piece::Spread(2), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Item", pieces: &[w::Piece::Text(" on Good{id name}")], uses_variables: false },
                w::PartFragment { name: "Tag", pieces: &[w::Piece::Text(" on Tag{id text}")], uses_variables: false },
                w::PartFragment { name: "Rest", pieces: &[w::Piece::Text(" on Good{price owner{"), w::Piece::Spread(3), w::Piece::Text(" goods{id}}}")], uses_variables: false },
                w::PartFragment { name: "Person", pieces: &[w::Piece::Text(" on Person{id name}")], uses_variables: false },
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
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Beside {
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
    pub struct Two {
        /// `id` of `Two`.
        pub id: types::GoodId,
    }

    impl Two {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for Two {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for Two {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<TwoOutput>>;
        type Output = Option<TwoOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Two";
        const DOCUMENT: &'static str = "query Two($id:Int!){goods{single(id:$id){...Item...Rest}}}fragment Item on Good{id name}fragment Rest on Good{price owner{...Person goods{id}}}fragment Person on Person{id name}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Spread(1), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Item", pieces: &[w::Piece::Text(" on Good{id name}")], uses_variables: false },
                w::PartFragment { name: "Rest", pieces: &[w::Piece::Text(" on Good{price owner{"), w::Piece::Spread(2), w::Piece::Text(" goods{id}}}")], uses_variables: false },
                w::PartFragment { name: "Person", pieces: &[w::Piece::Text(" on Person{id name}")], uses_variables: false },
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
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Two {
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
    pub struct Only {
        /// `id` of `Only`.
        pub id: types::GoodId,
    }

    impl Only {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for Only {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for Only {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<types::Item>>;
        type Output = Option<types::Item>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Only";
        const DOCUMENT: &'static str = "query Only($id:Int!){goods{single(id:$id){...Item...Item}}}fragment Item on Good{id name}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Spread(0), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Item", pieces: &[w::Piece::Text(" on Good{id name}")], uses_variables: false },
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
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Only {
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
    pub struct Through {
        /// `id` of `Through`.
        pub id: types::GoodId,
    }

    impl Through {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for Through {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for Through {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<types::Item>>;
        type Output = Option<types::Item>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Through";
        const DOCUMENT: &'static str = "query Through($id:Int!){goods{single(id:$id){...Outer}}}fragment Outer on Good{...Item}fragment Item on Good{id name}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Outer", pieces: &[w::Piece::Text(" on Good{"), w::Piece::Spread(1), w::Piece::Text("}")], uses_variables: false },
                w::PartFragment { name: "Item", pieces: &[w::Piece::Text(" on Good{id name}")], uses_variables: false },
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
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Through {
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
    pub struct BesideOutput {
        /// What the fragment `Item` selects.
        pub item: types::Item,
        /// The field `tags` of `Good`.
        pub tags: Vec<types::Tag>,
        /// The field `key` of `Good`.
        pub key: String,
        /// The field `weight` of `Good`.
        ///
        /// Since 2.3 of the server; `None` from older ones.
        pub start: Option<i32>,
        /// What the fragment `Rest` selects.
        pub rest: types::Rest,
    }

    impl w::Decode for BesideOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut tags = None;
            let mut key_ = None;
            let mut start_ = None;
            let mut object = r.object(&["tags", "key", "start"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => tags = Some(w::compact(r)?),
                    1 => key_ = Some(w::Decode::decode(r)?),
                    _ => start_ = Some(w::Decode::decode(r)?),
                }
            }
            let item = w::Decode::decode(r.again(start))?;
            let rest = w::Decode::decode(r.again(start))?;
            Ok(Self {
                tags: object.need(r, tags, 0)?,
                key: object.need(r, key_, 1)?,
                start: object.need(r, start_, 2)?,
                item,
                rest,
            })
        }
    }

    impl w::Encode for BesideOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.spread(&self.item);
            to.field("tags", &self.tags);
            to.field("key", &self.key);
            to.field("start", &self.start);
            to.spread(&self.rest);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct TwoOutput {
        /// What the fragment `Item` selects.
        pub item: types::Item,
        /// What the fragment `Rest` selects.
        pub rest: types::Rest,
    }

    impl w::Decode for TwoOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let item = w::Decode::decode(r)?;
            let rest = w::Decode::decode(r.again(start))?;
            Ok(Self {
                item,
                rest,
            })
        }
    }

    impl w::Encode for TwoOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.spread(&self.item);
            to.spread(&self.rest);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        BesideOutput,
        TwoOutput,
    }

    w::impl_serde! {
        operation:
        Beside,
        Two,
        Only,
        Through,
    }
}
pub use outside_folders::*;
