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

    /// The input `PersonInput` of the schema.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PersonInput {
        /// As on the door.
        pub name: String,
        /// `kind` of `PersonInput`.
        ///
        /// Default: `SOLID`.
        pub kind: Option<Kind>,
        /// `mail` of `PersonInput`.
        pub mail: w::Maybe<String>,
        /// `pin` of `PersonInput`.
        pub pin: w::Secret,
        /// `friend` of `PersonInput`.
        pub friend: w::Maybe<Box<PersonInput>>,
        /// `friends` of `PersonInput`.
        pub friends: w::Maybe<Vec<PersonInput>>,
        /// `address` of `PersonInput`.
        pub address: w::Maybe<Box<AddressInput>>,
        /// `tags` of `PersonInput`.
        pub tags: Vec<String>,
        /// `nulls` of `PersonInput`.
        pub nulls: w::Maybe<Vec<i32>>,
        /// `type` of `PersonInput`.
        pub r#type: w::Maybe<Order>,
        /// `level` of `PersonInput`.
        ///
        /// Since 2.2 of the server.
        pub level: w::Maybe<i32>,
    }

    impl PersonInput {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new<By1>(name: impl Into<String>, pin: impl Into<w::Secret>, tags: impl w::IntoList<String, By1>) -> Self {
            Self {
                name: name.into(),
                kind: None,
                mail: w::Maybe::Absent,
                pin: pin.into(),
                friend: w::Maybe::Absent,
                friends: w::Maybe::Absent,
                address: w::Maybe::Absent,
                tags: w::IntoList::into_list(tags),
                nulls: w::Maybe::Absent,
                r#type: w::Maybe::Absent,
                level: w::Maybe::Absent,
            }
        }

        /// `kind` of `PersonInput`.
        ///
        /// Default: `SOLID`.
        #[must_use]
        pub fn kind<By>(mut self, value: impl w::IntoValue<Kind, By>) -> Self {
            self.kind = w::IntoValue::into_value(value);
            self
        }

        /// `mail` of `PersonInput`.
        #[must_use]
        pub fn mail<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.mail = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `friend` of `PersonInput`.
        #[must_use]
        pub fn friend<By>(mut self, value: impl w::IntoMaybe<Box<PersonInput>, By>) -> Self {
            self.friend = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `friends` of `PersonInput`.
        #[must_use]
        pub fn friends<By>(mut self, value: impl w::IntoMaybeList<PersonInput, By>) -> Self {
            self.friends = w::IntoMaybeList::into_maybe_list(value);
            self
        }

        /// `address` of `PersonInput`.
        #[must_use]
        pub fn address<By>(mut self, value: impl w::IntoMaybe<Box<AddressInput>, By>) -> Self {
            self.address = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `nulls` of `PersonInput`.
        #[must_use]
        pub fn nulls<By>(mut self, value: impl w::IntoMaybeList<i32, By>) -> Self {
            self.nulls = w::IntoMaybeList::into_maybe_list(value);
            self
        }

        /// `type` of `PersonInput`.
        #[must_use]
        pub fn r#type<By>(mut self, value: impl w::IntoMaybe<Order, By>) -> Self {
            self.r#type = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `level` of `PersonInput`.
        ///
        /// Since 2.2 of the server.
        #[must_use]
        pub fn level<By>(mut self, value: impl w::IntoMaybe<i32, By>) -> Self {
            self.level = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Encode for PersonInput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("name", &self.name);
            if let Some(value) = &self.kind {
                to.field("kind", value);
            }
            to.field("mail", &self.mail);
            to.field("pin", &self.pin);
            to.field("friend", &self.friend);
            to.field("friends", &self.friends);
            to.field("address", &self.address);
            to.field("tags", &self.tags);
            to.field("nulls", &self.nulls);
            to.field("type", &self.r#type);
            to.field("level", &self.level);
            to.end();
        }
    }

    /// The input `AddressInput` of the schema.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct AddressInput {
        /// `street` of `AddressInput`.
        ///
        /// Default: `"Main \"street\""`.
        pub street: w::Maybe<String>,
        /// `lives` of `AddressInput`.
        pub lives: w::Maybe<Box<PersonInput>>,
    }

    impl AddressInput {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `street` of `AddressInput`.
        ///
        /// Default: `"Main \"street\""`.
        #[must_use]
        pub fn street<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.street = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `lives` of `AddressInput`.
        #[must_use]
        pub fn lives<By>(mut self, value: impl w::IntoMaybe<Box<PersonInput>, By>) -> Self {
            self.lives = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Encode for AddressInput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("street", &self.street);
            to.field("lives", &self.lives);
            to.end();
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
        Kind,
        Order,
    }

    w::impl_serde! {
        input:
        PersonInput,
        AddressInput,
        Filter,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Inputs that hold themselves, defaults, secrets, and what may be null.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Create {
        /// `title` of `Create`.
        ///
        /// Default: `"new"`.
        pub title: Option<String>,
        /// `owner` of `Create`.
        pub owner: types::PersonInput,
    }

    impl Create {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(owner: impl Into<types::PersonInput>) -> Self {
            Self {
                title: None,
                owner: owner.into(),
            }
        }

        /// `title` of `Create`.
        ///
        /// Default: `"new"`.
        #[must_use]
        pub fn title<By>(mut self, value: impl w::IntoValue<String, By>) -> Self {
            self.title = w::IntoValue::into_value(value);
            self
        }
    }

    impl w::Lift for Create {
        const PATH: &'static [&'static str] = &["goods", "create"];
    }

    impl w::Judge for Create {
        const STATUS: &'static str = "status";
    }

    impl w::Operation for Create {
        type Kind = w::Mutation;
        type Data = w::Lifted<Self, w::Judged<Self, CreateStatus, ()>>;
        type Output = ();
        type Refusal = CreateStatus;

        const NAME: &'static str = "Create";
        const DOCUMENT: &'static str = "mutation Create($title:String!=\"new\",$owner:PersonInput!){goods{create(title:$title,price:1.5,tags:[\"a\"],password:\"x\",owner:$owner){status{ok code slug message}}}}";
        const EFFECT: w::Effect = w::Effect::Once;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "title", ty: "String!", default: Some("\"new\"") },
                w::PartVariable { name: "owner", ty: "PersonInput!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{create(title:"), w::Piece::Variable(0), w::Piece::Text(",price:1.5,tags:[\"a\"],password:\"x\",owner:"), w::Piece::Variable(1), w::Piece::Text("){status{ok code slug message}}}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.create",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            if let Some(value) = &self.title {
                to.add("title", value);
            }
            to.add("owner", &self.owner);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.judged(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Create {
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

    /// Calls `goods.parse`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Parse {
        /// `deep` of `Parse`.
        pub deep: types::Filter,
        /// `kinds` of `Parse`.
        pub kinds: Vec<types::Kind>,
        /// `moment` of `Parse`.
        pub moment: ::std::string::String,
        /// `what` of `Parse`.
        pub what: w::serde_json::Value,
        /// `at` of `Parse`.
        pub at: f64,
        /// `on` of `Parse`.
        pub on: bool,
        /// `text` of `Parse`.
        pub text: String,
    }

    impl Parse {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new<By1>(deep: impl Into<types::Filter>, kinds: impl w::IntoList<types::Kind, By1>, moment: impl Into<::std::string::String>, what: impl Into<w::serde_json::Value>, at: impl Into<f64>, on: impl Into<bool>, text: impl Into<String>) -> Self {
            Self {
                deep: deep.into(),
                kinds: w::IntoList::into_list(kinds),
                moment: moment.into(),
                what: what.into(),
                at: at.into(),
                on: on.into(),
                text: text.into(),
            }
        }
    }

    impl w::Lift for Parse {
        const PATH: &'static [&'static str] = &["goods", "parse"];
    }

    impl w::Operation for Parse {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::serde_json::Value>;
        type Output = w::serde_json::Value;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Parse";
        const DOCUMENT: &'static str = "query Parse($deep:Filter!,$kinds:[Kind!]!,$moment:Moment!,$what:Anything!,$at:Float!,$on:Boolean!,$text:String!){goods{parse(deep:$deep,kinds:$kinds,moment:$moment,what:$what,at:$at,on:$on,text:$text)}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "deep", ty: "Filter!", default: None },
                w::PartVariable { name: "kinds", ty: "[Kind!]!", default: None },
                w::PartVariable { name: "moment", ty: "Moment!", default: None },
                w::PartVariable { name: "what", ty: "Anything!", default: None },
                w::PartVariable { name: "at", ty: "Float!", default: None },
                w::PartVariable { name: "on", ty: "Boolean!", default: None },
                w::PartVariable { name: "text", ty: "String!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{parse(deep:"), w::Piece::Variable(0), w::Piece::Text(",kinds:"), w::Piece::Variable(1), w::Piece::Text(",moment:"), w::Piece::Variable(2), w::Piece::Text(",what:"), w::Piece::Variable(3), w::Piece::Text(",at:"), w::Piece::Variable(4), w::Piece::Text(",on:"), w::Piece::Variable(5), w::Piece::Text(",text:"), w::Piece::Variable(6), w::Piece::Text(")}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.parse",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("deep", &self.deep);
            to.add("kinds", &self.kinds);
            to.add("moment", &self.moment);
            to.add("what", &self.what);
            to.add("at", &self.at);
            to.add("on", &self.on);
            to.add("text", &self.text);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Parse {
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

    /// Calls `goods.parse`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Inner {
        /// `price` of `Inner`.
        pub price: w::Maybe<f64>,
        /// `not` of `Inner`.
        pub not: w::Maybe<types::Filter>,
    }

    impl Inner {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `price` of `Inner`.
        #[must_use]
        pub fn price<By>(mut self, value: impl w::IntoMaybe<f64, By>) -> Self {
            self.price = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `not` of `Inner`.
        #[must_use]
        pub fn not<By>(mut self, value: impl w::IntoMaybe<types::Filter, By>) -> Self {
            self.not = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Lift for Inner {
        const PATH: &'static [&'static str] = &["goods", "parse"];
    }

    impl w::Operation for Inner {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::serde_json::Value>;
        type Output = w::serde_json::Value;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Inner";
        const DOCUMENT: &'static str = "query Inner($price:Float,$not:Filter){goods{parse(deep:{price:$price,not:$not})}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "price", ty: "Float", default: None },
                w::PartVariable { name: "not", ty: "Filter", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{parse(deep:{price:"), w::Piece::Variable(0), w::Piece::Text(",not:"), w::Piece::Variable(1), w::Piece::Text("})}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.parse",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("price", &self.price);
            to.add("not", &self.not);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.answer(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Inner {
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

    /// What is selected of the type `Status`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreateStatus {
        /// The field `ok` of `Status`.
        pub ok: bool,
        /// The field `code` of `Status`.
        pub code: i32,
        /// The field `slug` of `Status`.
        pub slug: String,
        /// The field `message` of `Status`.
        pub message: Option<String>,
    }

    impl w::Decode for CreateStatus {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut ok = None;
            let mut code = None;
            let mut slug = None;
            let mut message = None;
            let mut object = r.object(&["ok", "code", "slug", "message"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => ok = Some(w::Decode::decode(r)?),
                    1 => code = Some(w::Decode::decode(r)?),
                    2 => slug = Some(w::Decode::decode(r)?),
                    _ => message = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                ok: object.need(r, ok, 0)?,
                code: object.need(r, code, 1)?,
                slug: object.need(r, slug, 2)?,
                message: object.need(r, message, 3)?,
            })
        }
    }

    impl w::Encode for CreateStatus {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("ok", &self.ok);
            to.field("code", &self.code);
            to.field("slug", &self.slug);
            to.field("message", &self.message);
            to.end();
        }
    }

    impl w::Refusal for CreateStatus {
        #[inline]
        fn code(&self) -> i64 {
            i64::from(self.code)
        }

        #[inline]
        fn slug(&self) -> &str {
            &self.slug
        }

        #[inline]
        fn message(&self) -> &str {
            self.message.as_deref().unwrap_or_default()
        }
    }

    impl w::Verdict for CreateStatus {
        #[inline]
        fn is_done(&self) -> bool {
            self.ok
        }
    }

    w::impl_serde! {
        answer:
        CreateStatus,
    }

    w::impl_serde! {
        operation:
        Create,
        Parse,
        Inner,
    }
}
pub use outside_folders::*;
