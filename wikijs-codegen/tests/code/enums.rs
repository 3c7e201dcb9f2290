// Written by wikijs-codegen from a schema and query files: change those, not this.

/// What operations share: fragments, inputs, enums, identities.
#[allow(deprecated)]
pub mod types {
    use ::wikijs_wire::generated as w;

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

    w::impl_serde! {
        answer:
        Kind,
        Order,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Values that collide in Rust, hide the open variant, or are keywords.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Kinds {
        /// `kinds` of `Kinds`.
        pub kinds: w::Maybe<Vec<types::Kind>>,
    }

    impl Kinds {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `kinds` of `Kinds`.
        #[must_use]
        pub fn kinds<By>(mut self, value: impl w::IntoMaybeList<types::Kind, By>) -> Self {
            self.kinds = w::IntoMaybeList::into_maybe_list(value);
            self
        }
    }

    impl w::Operation for Kinds {
        type Kind = w::Query;
        type Data = KindsData;
        type Output = KindsData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Kinds";
        const DOCUMENT: &'static str = "query Kinds($kinds:[Kind!]){search(text:\"x\",kinds:$kinds){__typename...on Good{type}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "kinds", ty: "[Kind!]", default: None },
            ],
            fields: &[
                w::PartField { key: "search", pieces: &[w::Piece::Text("search(text:\"x\",kinds:"), w::Piece::Variable(0), w::Piece::Text("){__typename...on Good{type}}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "search",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("kinds", &self.kinds);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Kinds {
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
    #[derive(Debug, Clone, PartialEq)]
    pub struct Ordered {
        /// `orderBy` of `Ordered`.
        pub order_by: types::Order,
    }

    impl Ordered {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(order_by: impl Into<types::Order>) -> Self {
            Self {
                order_by: order_by.into(),
            }
        }
    }

    impl w::Lift for Ordered {
        const PATH: &'static [&'static str] = &["goods", "list"];
    }

    impl w::Operation for Ordered {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Compact<OrderedOutput>>;
        type Output = Vec<OrderedOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Ordered";
        const DOCUMENT: &'static str = "query Ordered($orderBy:Order!){goods{list(orderBy:$orderBy){id}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "orderBy", ty: "Order!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list(orderBy:"), w::Piece::Variable(0), w::Piece::Text("){id}}")] },
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
        fn variables(&self, to: &mut w::Variables) {
            to.add("orderBy", &self.order_by);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.compacted(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Ordered {
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
    pub struct KindsSearchGood {
        /// The field `type` of `Good`.
        pub r#type: types::Kind,
    }

    impl w::Decode for KindsSearchGood {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut r#type = None;
            let mut object = r.object(&["type"])?;
            while object.next(r)?.is_some() {
                r#type = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                r#type: object.need(r, r#type, 0)?,
            })
        }
    }

    impl w::Encode for KindsSearchGood {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("type", &self.r#type);
            to.end();
        }
    }

    /// What is selected of the type `Found`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct KindsSearchOther {
    }

    impl w::Decode for KindsSearchOther {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut object = r.object(&[])?;
            while object.next(r)?.is_some() {}
            Ok(Self {
            })
        }
    }

    impl w::Encode for KindsSearchOther {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.end();
        }
    }

    /// What is selected of the type `Found`.
    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum KindsSearch {
        /// An object of the type `Good`.
        Good(KindsSearchGood),
        /// An object of any other type, with what is selected of all of them.
        Other {
            /// The name of its type.
            typename: String,
            /// What is selected of every type.
            common: KindsSearchOther,
        }
    }

    impl w::Decode for KindsSearch {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut typename = None;
            let mut object = r.object(&["__typename"])?;
            while object.next(r)?.is_some() {
                typename = Some(w::Decode::decode(r)?);
            }
            let typename: String = object.need(r, typename, 0)?;
            let r = r.again(start);
            Ok(match typename.as_str() {
                "Good" => Self::Good(w::Decode::decode(r)?),
                _ => Self::Other { common: w::Decode::decode(r)?, typename },
            })
        }
    }

    impl w::Encode for KindsSearch {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            match self {
                Self::Good(object) => {
                    to.field("__typename", &"Good");
                    to.spread(object);
                }
                Self::Other { typename, common } => {
                    to.field("__typename", typename);
                    to.spread(common);
                }
            }
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct KindsData {
        /// The field `search` of `Query`.
        pub search: Option<Vec<Option<KindsSearch>>>,
    }

    impl w::Decode for KindsData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut search = None;
            let mut object = r.object(&["search"])?;
            while object.next(r)?.is_some() {
                search = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                search: object.need(r, search, 0)?,
            })
        }
    }

    impl w::Encode for KindsData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("search", &self.search);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct OrderedOutput {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for OrderedOutput {
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

    impl w::Encode for OrderedOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        KindsSearchGood,
        KindsSearchOther,
        KindsSearch,
        KindsData,
        OrderedOutput,
    }

    w::impl_serde! {
        operation:
        Kinds,
        Ordered,
    }
}
pub use outside_folders::*;
