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

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct GoodOwner {
        /// The field `name` of `Person`.
        pub name: String,
    }

    impl w::Decode for GoodOwner {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut name = None;
            let mut object = r.object(&["name"])?;
            while object.next(r)?.is_some() {
                name = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                name: object.need(r, name, 0)?,
            })
        }
    }

    impl w::Encode for GoodOwner {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
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
    pub struct Good {
        /// The field `owner` of `Good`.
        pub owner: Option<GoodOwner>,
    }

    impl w::Decode for Good {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut owner = None;
            let mut object = r.object(&["owner"])?;
            while object.next(r)?.is_some() {
                owner = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                owner: object.need(r, owner, 0)?,
            })
        }
    }

    impl w::Encode for Good {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("owner", &self.owner);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        GoodId,
        GoodOwner,
        Good,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Equal selections share one type, whose name is that of its first place.
    ///
    /// Needs the permission `read:goods`.
    ///
    /// Refused by the server with the codes 5, 7.
    ///
    /// The server takes at most 5 calls in 60 seconds.
    #[derive(Debug, Clone, PartialEq)]
    pub struct First {
        /// `id` of `First`.
        pub id: types::GoodId,
    }

    impl First {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for First {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for First {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<FirstOutput>>;
        type Output = Option<FirstOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "First";
        const DOCUMENT: &'static str = "query First($id:Int!){goods{single(id:$id){id owner{name}}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text("){id owner{name}}}")] },
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
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for First {
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

    /// All goods.
    ///
    /// Needs one of the permissions `read:goods`, `manage:goods`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Second;

    impl Second {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Second {
        const PATH: &'static [&'static str] = &["goods", "list"];
    }

    impl w::Operation for Second {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Compact<FirstOutput>>;
        type Output = Vec<FirstOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Second";
        const DOCUMENT: &'static str = "query Second{goods{list{id owner{name}}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list{id owner{name}}}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.list",
            requires: &["read:goods", "manage:goods"],
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

    impl w::graphql_client::GraphQLQuery for Second {
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

    /// All goods.
    ///
    /// Needs one of the permissions `read:goods`, `manage:goods`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Third;

    impl Third {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Third {
        const PATH: &'static [&'static str] = &["goods", "list"];
    }

    impl w::Operation for Third {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Compact<ThirdOutput>>;
        type Output = Vec<ThirdOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Third";
        const DOCUMENT: &'static str = "query Third{goods{list{...Good owner{name}}}}fragment Good on Good{owner{name}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list{"), w::Piece::Spread(0), w::Piece::Text(" owner{name}}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Good", pieces: &[w::Piece::Text(" on Good{owner{name}}")], uses_variables: false },
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
        fn variables(&self, _: &mut w::Variables) {
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.compacted(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Third {
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
    pub struct FirstOutput {
        /// The field `id` of `Good`.
        pub id: String,
        /// The field `owner` of `Good`.
        pub owner: Option<types::GoodOwner>,
    }

    impl w::Decode for FirstOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut owner = None;
            let mut object = r.object(&["id", "owner"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    _ => owner = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                owner: object.need(r, owner, 1)?,
            })
        }
    }

    impl w::Encode for FirstOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("owner", &self.owner);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct ThirdOutput {
        /// What the fragment `Good` selects.
        pub good: types::Good,
        /// The field `owner` of `Good`.
        pub owner: Option<types::GoodOwner>,
    }

    impl w::Decode for ThirdOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut owner = None;
            let mut object = r.object(&["owner"])?;
            while object.next(r)?.is_some() {
                owner = Some(w::Decode::decode(r)?);
            }
            let good = w::Decode::decode(r.again(start))?;
            Ok(Self {
                owner: object.need(r, owner, 0)?,
                good,
            })
        }
    }

    impl w::Encode for ThirdOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.spread(&self.good);
            to.field("owner", &self.owner);
            to.end();
        }
    }

    /// Selects the same as [`types::GoodOwner`].
    pub type FirstOwner = types::GoodOwner;

    /// Selects the same as [`FirstOutput`].
    pub type SecondOutput = FirstOutput;

    /// Selects the same as [`types::GoodOwner`].
    pub type SecondOwner = types::GoodOwner;

    /// Selects the same as [`types::GoodOwner`].
    pub type ThirdOwner = types::GoodOwner;

    w::impl_serde! {
        answer:
        FirstOutput,
        ThirdOutput,
    }

    w::impl_serde! {
        operation:
        First,
        Second,
        Third,
    }
}
pub use outside_folders::*;
