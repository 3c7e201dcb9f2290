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

    /// What is selected of the type `Tag`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AllTags {
        /// The field `id` of `Tag`.
        pub id: String,
    }

    impl w::Decode for AllTags {
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

    impl w::Encode for AllTags {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct AllParts {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for AllParts {
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

    impl w::Encode for AllParts {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// Everything `there` is.
    #[derive(Debug, Clone, PartialEq)]
    pub struct All {
        /// The field `id` of `Good`.
        pub id: String,
        /// The number that the shop counts by.
        pub number: GoodId,
        /// The field `name` of `Good`.
        pub name: String,
        /// The field `type` of `Good`.
        pub r#type: Kind,
        /// The field `price` of `Good`.
        pub price: Option<f64>,
        /// The field `isRTL` of `Good`.
        pub is_rtl: bool,
        /// The field `authEnforce2FA` of `Good`.
        pub auth_enforce_2fa: Option<bool>,
        /// The field `madeAt` of `Good`.
        pub made_at: ::std::string::String,
        /// The field `extra` of `Good`.
        pub extra: Option<w::serde_json::Value>,
        /// No longer kept.
        #[deprecated(note = "Goods have none.")]
        pub colour: Option<String>,
        /// The field `weight` of `Good`.
        ///
        /// Since 2.3 of the server; `None` from older ones.
        pub weight: Option<i32>,
        /// The field `key` of `Good`.
        pub key: String,
        /// The field `tags` of `Good`.
        pub tags: Vec<AllTags>,
        /// The field `parts` of `Good`.
        pub parts: Option<Vec<AllParts>>,
    }

    impl w::Decode for All {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut number = None;
            let mut name = None;
            let mut r#type = None;
            let mut price = None;
            let mut is_rtl = None;
            let mut auth_enforce_2fa = None;
            let mut made_at = None;
            let mut extra = None;
            let mut colour = None;
            let mut weight = None;
            let mut key_ = None;
            let mut tags = None;
            let mut parts = None;
            let mut object = r.object(&["id", "number", "name", "type", "price", "isRTL", "authEnforce2FA", "madeAt", "extra", "colour", "weight", "key", "tags", "parts"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    1 => number = Some(w::Decode::decode(r)?),
                    2 => name = Some(w::Decode::decode(r)?),
                    3 => r#type = Some(w::Decode::decode(r)?),
                    4 => price = Some(w::Decode::decode(r)?),
                    5 => is_rtl = Some(w::Decode::decode(r)?),
                    6 => auth_enforce_2fa = Some(w::Decode::decode(r)?),
                    7 => made_at = Some(w::Decode::decode(r)?),
                    8 => extra = Some(w::Decode::decode(r)?),
                    9 => colour = Some(w::Decode::decode(r)?),
                    10 => weight = Some(w::Decode::decode(r)?),
                    11 => key_ = Some(w::Decode::decode(r)?),
                    12 => tags = Some(w::compact(r)?),
                    _ => parts = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                number: object.need(r, number, 1)?,
                name: object.need(r, name, 2)?,
                r#type: object.need(r, r#type, 3)?,
                price: object.need(r, price, 4)?,
                is_rtl: object.need(r, is_rtl, 5)?,
                auth_enforce_2fa: object.need(r, auth_enforce_2fa, 6)?,
                made_at: object.need(r, made_at, 7)?,
                extra: object.need(r, extra, 8)?,
                colour: object.need(r, colour, 9)?,
                weight: object.need(r, weight, 10)?,
                key: object.need(r, key_, 11)?,
                tags: object.need(r, tags, 12)?,
                parts: object.need(r, parts, 13)?,
            })
        }
    }

    impl w::Encode for All {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("number", &self.number);
            to.field("name", &self.name);
            to.field("type", &self.r#type);
            to.field("price", &self.price);
            to.field("isRTL", &self.is_rtl);
            to.field("authEnforce2FA", &self.auth_enforce_2fa);
            to.field("madeAt", &self.made_at);
            to.field("extra", &self.extra);
            to.field("colour", &self.colour);
            to.field("weight", &self.weight);
            to.field("key", &self.key);
            to.field("tags", &self.tags);
            to.field("parts", &self.parts);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        GoodId,
        Kind,
        AllTags,
        AllParts,
        All,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Finds \[one\] of Vec\<T\>; see `Vec<T>`, [docs](https://example.com), <https://example.com/a_b>.
    ///
    /// let indented = code;
    ///
    /// ```text
    /// let x: Vec<u8> = 1;
    /// ```
    /// - a list
    ///   - in a list
    ///     "quotes" and \ backslashes */
    ///
    /// Needs the permission `read:goods`.
    ///
    /// Refused by the server with the codes 5, 7.
    ///
    /// The server takes at most 5 calls in 60 seconds.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Hostile {
        /// `id` of `Hostile`.
        pub id: types::GoodId,
        /// `locale` of `Hostile`.
        ///
        /// Default: `` "a`b" ``.
        pub locale: Option<String>,
    }

    impl Hostile {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<types::GoodId>) -> Self {
            Self {
                id: id.into(),
                locale: None,
            }
        }

        /// `locale` of `Hostile`.
        ///
        /// Default: `` "a`b" ``.
        #[must_use]
        pub fn locale<By>(mut self, value: impl w::IntoValue<String, By>) -> Self {
            self.locale = w::IntoValue::into_value(value);
            self
        }
    }

    impl w::Lift for Hostile {
        const PATH: &'static [&'static str] = &["goods", "single"];
    }

    impl w::Operation for Hostile {
        type Kind = w::Query;
        type Data = w::Lifted<Self, Option<types::All>>;
        type Output = Option<types::All>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Hostile";
        const DOCUMENT: &'static str = "query Hostile($id:Int!,$locale:String!=\"a`b\"){goods{single(id:$id,locale:$locale){...All}}}fragment All on Good{id number name type price isRTL authEnforce2FA madeAt extra colour weight key tags{id}parts{id}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
                w::PartVariable { name: "locale", ty: "String!", default: Some("\"a`b\"") },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(0), w::Piece::Text(",locale:"), w::Piece::Variable(1), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "All", pieces: &[w::Piece::Text(" on Good{id number name type price isRTL authEnforce2FA madeAt extra colour weight key tags{id}parts{id}}")], uses_variables: false },
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

    impl w::graphql_client::GraphQLQuery for Hostile {
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

    w::impl_serde! {
        operation:
        Hostile,
    }
}
pub use outside_folders::*;
