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

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct StringOwner {
        /// The field `id` of `Person`.
        pub id: String,
    }

    impl w::Decode for StringOwner {
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

    impl w::Encode for StringOwner {
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
    pub struct String_ {
        /// The field `id` of `Good`.
        pub crate_: String,
        /// The field `owner` of `Good`.
        pub owner: Option<StringOwner>,
    }

    impl w::Decode for String_ {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut crate_ = None;
            let mut owner = None;
            let mut object = r.object(&["crate", "owner"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => crate_ = Some(w::Decode::decode(r)?),
                    _ => owner = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                crate_: object.need(r, crate_, 0)?,
                owner: object.need(r, owner, 1)?,
            })
        }
    }

    impl w::Encode for String_ {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("crate", &self.crate_);
            to.field("owner", &self.owner);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        GoodId,
        Kind,
        StringOwner,
        String_,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Keywords, acronyms, names that emitted code uses itself, and types of the prelude.
    ///
    /// Refused by the server with the codes 5, 7.
    ///
    /// The server takes at most 5 calls in 60 seconds.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Words {
        /// `type` of `words`.
        pub r#type: w::Maybe<String>,
        /// `self` of `words`.
        pub self_: types::GoodId,
        /// `fn` of `words`.
        ///
        /// Default: `"x"`.
        pub r#fn: w::Maybe<String>,
    }

    impl Words {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(self_: impl Into<types::GoodId>) -> Self {
            Self {
                r#type: w::Maybe::Absent,
                self_: self_.into(),
                r#fn: w::Maybe::Absent,
            }
        }

        /// `type` of `words`.
        #[must_use]
        pub fn r#type<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.r#type = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `fn` of `words`.
        ///
        /// Default: `"x"`.
        #[must_use]
        pub fn r#fn<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.r#fn = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Operation for Words {
        type Kind = w::Query;
        type Data = WordsData;
        type Output = WordsData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "words";
        const DOCUMENT: &'static str = "query words($type:String,$self:Int!,$fn:String=\"x\"){goods{single(id:$self){r:id key object:name start:price isRTL authEnforce2FA match:type Self:weight to:madeAt...String}rename:parse(text:$type)again:parse(text:$fn)}}fragment String on Good{crate:id owner{id}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "type", ty: "String", default: None },
                w::PartVariable { name: "self", ty: "Int!", default: None },
                w::PartVariable { name: "fn", ty: "String", default: Some("\"x\"") },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{single(id:"), w::Piece::Variable(1), w::Piece::Text("){r:id key object:name start:price isRTL authEnforce2FA match:type Self:weight to:madeAt"), w::Piece::Spread(0), w::Piece::Text("}rename:parse(text:"), w::Piece::Variable(0), w::Piece::Text(")again:parse(text:"), w::Piece::Variable(2), w::Piece::Text(")}")] },
            ],
            fragments: &[
                w::PartFragment { name: "String", pieces: &[w::Piece::Text(" on Good{crate:id owner{id}}")], uses_variables: false },
            ],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.single, goods.parse",
            requires: &[],
            codes: &[5, 7],
            rate_limit: Some(w::RateLimit { limit: 5, duration: 60 }),
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("type", &self.r#type);
            to.add("self", &self.self_);
            to.add("fn", &self.r#fn);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Words {
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
    pub struct Option_;

    impl Option_ {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Option_ {
        const PATH: &'static [&'static str] = &["goods", "list"];
    }

    impl w::Operation for Option_ {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Compact<OptionOutput>>;
        type Output = Vec<OptionOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Option";
        const DOCUMENT: &'static str = "query Option{goods{list{id}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list{id}}")] },
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

    impl w::graphql_client::GraphQLQuery for Option_ {
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
    pub struct WordsGoodsSingle {
        /// The field `id` of `Good`.
        pub r: String,
        /// The field `key` of `Good`.
        pub key: String,
        /// The field `name` of `Good`.
        pub object: String,
        /// The field `price` of `Good`.
        pub start: Option<f64>,
        /// The field `isRTL` of `Good`.
        pub is_rtl: bool,
        /// The field `authEnforce2FA` of `Good`.
        pub auth_enforce_2fa: Option<bool>,
        /// The field `type` of `Good`.
        pub r#match: types::Kind,
        /// The field `weight` of `Good`.
        ///
        /// Since 2.3 of the server; `None` from older ones.
        pub self_: Option<i32>,
        /// The field `madeAt` of `Good`.
        pub to: ::std::string::String,
        /// What the fragment `String` selects.
        pub string: types::String_,
    }

    impl w::Decode for WordsGoodsSingle {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut r_ = None;
            let mut key_ = None;
            let mut object_ = None;
            let mut start_ = None;
            let mut is_rtl = None;
            let mut auth_enforce_2fa = None;
            let mut r#match = None;
            let mut self_ = None;
            let mut to = None;
            let mut object = r.object(&["r", "key", "object", "start", "isRTL", "authEnforce2FA", "match", "Self", "to"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => r_ = Some(w::Decode::decode(r)?),
                    1 => key_ = Some(w::Decode::decode(r)?),
                    2 => object_ = Some(w::Decode::decode(r)?),
                    3 => start_ = Some(w::Decode::decode(r)?),
                    4 => is_rtl = Some(w::Decode::decode(r)?),
                    5 => auth_enforce_2fa = Some(w::Decode::decode(r)?),
                    6 => r#match = Some(w::Decode::decode(r)?),
                    7 => self_ = Some(w::Decode::decode(r)?),
                    _ => to = Some(w::Decode::decode(r)?),
                }
            }
            let string = w::Decode::decode(r.again(start))?;
            Ok(Self {
                r: object.need(r, r_, 0)?,
                key: object.need(r, key_, 1)?,
                object: object.need(r, object_, 2)?,
                start: object.need(r, start_, 3)?,
                is_rtl: object.need(r, is_rtl, 4)?,
                auth_enforce_2fa: object.need(r, auth_enforce_2fa, 5)?,
                r#match: object.need(r, r#match, 6)?,
                self_: object.need(r, self_, 7)?,
                to: object.need(r, to, 8)?,
                string,
            })
        }
    }

    impl w::Encode for WordsGoodsSingle {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("r", &self.r);
            to.field("key", &self.key);
            to.field("object", &self.object);
            to.field("start", &self.start);
            to.field("isRTL", &self.is_rtl);
            to.field("authEnforce2FA", &self.auth_enforce_2fa);
            to.field("match", &self.r#match);
            to.field("Self", &self.self_);
            to.field("to", &self.to);
            to.spread(&self.string);
            to.end();
        }
    }

    /// What is selected of the type `GoodsQuery`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct WordsGoods {
        /// The field `single` of `GoodsQuery`.
        pub single: Option<WordsGoodsSingle>,
        /// The field `parse` of `GoodsQuery`.
        pub rename: Option<w::serde_json::Value>,
        /// The field `parse` of `GoodsQuery`.
        pub again: Option<w::serde_json::Value>,
    }

    impl w::Decode for WordsGoods {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut single = None;
            let mut rename = None;
            let mut again = None;
            let mut object = r.object(&["single", "rename", "again"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => single = Some(w::Decode::decode(r)?),
                    1 => rename = Some(w::Decode::decode(r)?),
                    _ => again = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                single: object.need(r, single, 0)?,
                rename: object.need(r, rename, 1)?,
                again: object.need(r, again, 2)?,
            })
        }
    }

    impl w::Encode for WordsGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("single", &self.single);
            to.field("rename", &self.rename);
            to.field("again", &self.again);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct WordsData {
        /// The field `goods` of `Query`.
        pub goods: Option<WordsGoods>,
    }

    impl w::Decode for WordsData {
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

    impl w::Encode for WordsData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
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
    pub struct OptionOutput {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for OptionOutput {
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

    impl w::Encode for OptionOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        WordsGoodsSingle,
        WordsGoods,
        WordsData,
        OptionOutput,
    }

    w::impl_serde! {
        operation:
        Words,
        Option_,
    }
}
pub use outside_folders::*;
