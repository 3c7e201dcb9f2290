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

    /// What is selected of the type `Status`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Status {
        /// The field `ok` of `Status`.
        pub ok: bool,
        /// The field `code` of `Status`.
        pub code: i32,
        /// The field `slug` of `Status`.
        pub slug: String,
        /// The field `message` of `Status`.
        pub message: Option<String>,
    }

    impl w::Decode for Status {
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

    impl w::Encode for Status {
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

    impl w::Refusal for Status {
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

    impl w::Verdict for Status {
        #[inline]
        fn is_done(&self) -> bool {
            self.ok
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
        Kind,
        Order,
        Status,
        Tag,
    }

    w::impl_serde! {
        input:
        PersonInput,
        AddressInput,
    }
}

/// The operations of `goods`.
pub mod goods {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// All goods.
    ///
    /// Needs one of the permissions `read:goods`, `manage:goods`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct List {
        /// `limit` of `GoodsList`.
        ///
        /// Default: `10`.
        pub limit: w::Maybe<i32>,
        /// `tags` of `GoodsList`.
        ///
        /// Default: `[]`.
        pub tags: Option<Vec<String>>,
    }

    impl List {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `limit` of `GoodsList`.
        ///
        /// Default: `10`.
        #[must_use]
        pub fn limit<By>(mut self, value: impl w::IntoMaybe<i32, By>) -> Self {
            self.limit = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `tags` of `GoodsList`.
        ///
        /// Default: `[]`.
        #[must_use]
        pub fn tags<By>(mut self, value: impl w::IntoValueList<String, By>) -> Self {
            self.tags = w::IntoValueList::into_value_list(value);
            self
        }
    }

    impl w::Lift for List {
        const PATH: &'static [&'static str] = &["goods", "list"];
    }

    impl w::Operation for List {
        type Kind = w::Query;
        type Data = w::Lifted<Self, w::Compact<ListOutput>>;
        type Output = Vec<ListOutput>;
        type Refusal = w::Infallible;

        const NAME: &'static str = "GoodsList";
        const DOCUMENT: &'static str = "query GoodsList($limit:Int=10,$tags:[String!]!=[]){goods{list(limit:$limit,tags:$tags){id tags{...Tag}}}}fragment Tag on Tag{id text}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "limit", ty: "Int", default: Some("10") },
                w::PartVariable { name: "tags", ty: "[String!]!", default: Some("[]") },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list(limit:"), w::Piece::Variable(0), w::Piece::Text(",tags:"), w::Piece::Variable(1), w::Piece::Text("){id tags{"), w::Piece::Spread(0), w::Piece::Text("}}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Tag", pieces: &[w::Piece::Text(" on Tag{id text}")], uses_variables: false },
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
            if let Some(value) = &self.tags {
                to.add("tags", value);
            }
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.compacted(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for List {
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

    /// Calls `goods.create`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Create {
        /// `title` of `GoodsCreate`.
        pub title: String,
        /// `price` of `GoodsCreate`.
        pub price: f64,
        /// `tags` of `GoodsCreate`.
        pub tags: Vec<String>,
        /// `password` of `GoodsCreate`.
        pub password: w::Secret,
        /// `owner` of `GoodsCreate`.
        pub owner: w::Maybe<types::PersonInput>,
    }

    impl Create {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new<By1>(title: impl Into<String>, price: impl Into<f64>, tags: impl w::IntoList<String, By1>, password: impl Into<w::Secret>) -> Self {
            Self {
                title: title.into(),
                price: price.into(),
                tags: w::IntoList::into_list(tags),
                password: password.into(),
                owner: w::Maybe::Absent,
            }
        }

        /// `owner` of `GoodsCreate`.
        #[must_use]
        pub fn owner<By>(mut self, value: impl w::IntoMaybe<types::PersonInput, By>) -> Self {
            self.owner = w::IntoMaybe::into_maybe(value);
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
        type Data = w::Lifted<Self, w::Judged<Self, types::Status, CreateOutput>>;
        type Output = CreateOutput;
        type Refusal = types::Status;

        const NAME: &'static str = "GoodsCreate";
        const DOCUMENT: &'static str = "mutation GoodsCreate($title:String!,$price:Float!,$tags:[String!]!,$password:String!,$owner:PersonInput){goods{create(title:$title,price:$price,tags:$tags,password:$password,owner:$owner){status{...Status}good{id tags{...Tag}}}}}fragment Status on Status{ok code slug message}fragment Tag on Tag{id text}";
        const EFFECT: w::Effect = w::Effect::Once;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "title", ty: "String!", default: None },
                w::PartVariable { name: "price", ty: "Float!", default: None },
                w::PartVariable { name: "tags", ty: "[String!]!", default: None },
                w::PartVariable { name: "password", ty: "String!", default: None },
                w::PartVariable { name: "owner", ty: "PersonInput", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{create(title:"), w::Piece::Variable(0), w::Piece::Text(",price:"), w::Piece::Variable(1), w::Piece::Text(",tags:"), w::Piece::Variable(2), w::Piece::Text(",password:"), w::Piece::Variable(3), w::Piece::Text(",owner:"), w::Piece::Variable(4), w::Piece::Text("){status{"), w::Piece::Spread(0), w::Piece::Text("}good{id tags{"), w::Piece::Spread(1), w::Piece::Text("}}}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Status", pieces: &[w::Piece::Text(" on Status{ok code slug message}")], uses_variables: false },
                w::PartFragment { name: "Tag", pieces: &[w::Piece::Text(" on Tag{id text}")], uses_variables: false },
            ],
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
            to.add("title", &self.title);
            to.add("price", &self.price);
            to.add("tags", &self.tags);
            to.add("password", &self.password);
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

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListOutput {
        /// The field `id` of `Good`.
        pub id: String,
        /// The field `tags` of `Good`.
        pub tags: Vec<types::Tag>,
    }

    impl w::Decode for ListOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut tags = None;
            let mut object = r.object(&["id", "tags"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    _ => tags = Some(w::compact(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                tags: object.need(r, tags, 1)?,
            })
        }
    }

    impl w::Encode for ListOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("tags", &self.tags);
            to.end();
        }
    }

    /// What is selected of the type `GoodPayload`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreateOutput {
        /// The field `good` of `GoodPayload`.
        pub good: Option<ListOutput>,
    }

    impl w::Decode for CreateOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut good = None;
            let mut object = r.object(&["good"])?;
            while object.next(r)?.is_some() {
                good = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                good: object.need(r, good, 0)?,
            })
        }
    }

    impl w::Encode for CreateOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("good", &self.good);
            to.end();
        }
    }

    /// Selects the same as [`ListOutput`].
    pub type CreateGood = ListOutput;

    /// The operations of `goods`, on a client.
    #[derive(Debug, Clone, Copy)]
    pub struct Goods<'c> {
        client: &'c crate::Client,
    }

    impl crate::Client {
        /// The operations of `goods`.
        #[must_use]
        #[inline]
        pub fn goods(&self) -> Goods<'_> {
            Goods { client: self }
        }
    }

    impl Goods<'_> {
        /// All goods.
        ///
        /// Needs one of the permissions `read:goods`, `manage:goods`.
        #[inline]
        pub fn list(&self) -> crate::Request<List> {
            crate::Request::new(self.client, List::new())
        }

        /// Calls `goods.create`.
        #[inline]
        pub fn create_good(&self, operation: Create) -> crate::Request<Create> {
            crate::Request::new(self.client, operation)
        }
    }

    impl crate::Request<List> {
        /// `limit` of `GoodsList`.
        ///
        /// Default: `10`.
        #[must_use]
        pub fn limit<By>(self, value: impl w::IntoMaybe<i32, By>) -> Self {
            self.map(|operation| operation.limit(value))
        }

        /// `tags` of `GoodsList`.
        ///
        /// Default: `[]`.
        #[must_use]
        pub fn tags<By>(self, value: impl w::IntoValueList<String, By>) -> Self {
            self.map(|operation| operation.tags(value))
        }
    }

    impl crate::Request<Create> {
        /// `owner` of `GoodsCreate`.
        #[must_use]
        pub fn owner<By>(self, value: impl w::IntoMaybe<types::PersonInput, By>) -> Self {
            self.map(|operation| operation.owner(value))
        }
    }

    w::impl_serde! {
        answer:
        ListOutput,
        CreateOutput,
    }

    w::impl_serde! {
        operation:
        List,
        Create,
    }

    /// The operations of `old_things`.
    #[allow(deprecated)]
    pub mod old_things {
        use ::wikijs_wire::generated as w;

        /// Calls `goods.old`.
        #[deprecated(note = "Ask `count`.")]
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Get;

        impl Get {
            /// With nothing set.
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Self
            }
        }

        impl w::Lift for Get {
            const PATH: &'static [&'static str] = &["goods", "old"];
        }

        impl w::Operation for Get {
            type Kind = w::Query;
            type Data = w::Lifted<Self, String>;
            type Output = String;
            type Refusal = w::Infallible;

            const NAME: &'static str = "GoodsOldThingsGet";
            const DOCUMENT: &'static str = "query GoodsOldThingsGet{goods{old}}";
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

        impl w::graphql_client::GraphQLQuery for Get {
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
        pub struct List;

        impl List {
            /// With nothing set.
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Self
            }
        }

        impl w::Lift for List {
            const PATH: &'static [&'static str] = &["goods", "list"];
        }

        impl w::Operation for List {
            type Kind = w::Query;
            type Data = w::Lifted<Self, w::Compact<super::super::goods::ListOutput>>;
            type Output = Vec<super::super::goods::ListOutput>;
            type Refusal = w::Infallible;

            const NAME: &'static str = "GoodsOldThingsList";
            const DOCUMENT: &'static str = "query GoodsOldThingsList{goods{list{id tags{...Tag}}}}fragment Tag on Tag{id text}";
            const EFFECT: w::Effect = w::Effect::Read;
            const PARTS: w::Parts = w::Parts {
                variables: &[],
                fields: &[
                    w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list{id tags{"), w::Piece::Spread(0), w::Piece::Text("}}}")] },
                ],
                fragments: &[
                    w::PartFragment { name: "Tag", pieces: &[w::Piece::Text(" on Tag{id text}")], uses_variables: false },
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

        impl w::graphql_client::GraphQLQuery for List {
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

        /// Selects the same as [`super::super::goods::ListOutput`].
        pub type ListOutput = super::super::goods::ListOutput;

        /// The operations of `goods::old_things`, on a client.
        #[derive(Debug, Clone, Copy)]
        pub struct OldThings<'c> {
            client: &'c crate::Client,
        }

        impl<'c> super::Goods<'c> {
            /// The operations of `goods::old_things`.
            #[must_use]
            #[inline]
            pub fn old_things(&self) -> OldThings<'c> {
                OldThings { client: self.client }
            }
        }

        impl OldThings<'_> {
            /// Calls `goods.old`.
            #[deprecated(note = "Ask `count`.")]
            #[inline]
            pub fn get(&self) -> crate::Request<Get> {
                crate::Request::new(self.client, Get::new())
            }

            /// All goods.
            ///
            /// Needs one of the permissions `read:goods`, `manage:goods`.
            #[inline]
            pub fn list(&self) -> crate::Request<List> {
                crate::Request::new(self.client, List::new())
            }
        }

        w::impl_serde! {
            operation:
            Get,
            List,
        }
    }
}

/// The operations of `only`.
pub mod only {
    /// The operations of `only`, on a client.
    #[derive(Debug, Clone, Copy)]
    pub struct Only<'c> {
        client: &'c crate::Client,
    }

    impl crate::Client {
        /// The operations of `only`.
        #[must_use]
        #[inline]
        pub fn only(&self) -> Only<'_> {
            Only { client: self }
        }
    }

    /// The operations of `below`.
    pub mod below {
        use ::wikijs_wire::generated as w;

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

            const NAME: &'static str = "OnlyBelowCount";
            const DOCUMENT: &'static str = "query OnlyBelowCount{goods{count}}";
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

        /// The operations of `only::below`, on a client.
        #[derive(Debug, Clone, Copy)]
        pub struct Below<'c> {
            client: &'c crate::Client,
        }

        impl<'c> super::Only<'c> {
            /// The operations of `only::below`.
            #[must_use]
            #[inline]
            pub fn below(&self) -> Below<'c> {
                Below { client: self.client }
            }
        }

        impl Below<'_> {
            /// Calls `goods.count`.
            #[inline]
            pub fn count(&self) -> crate::Request<Count> {
                crate::Request::new(self.client, Count::new())
            }
        }

        w::impl_serde! {
            operation:
            Count,
        }
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;

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

    impl crate::Client {
        /// Calls `version`.
        #[inline]
        pub fn version(&self) -> crate::Request<Version> {
            crate::Request::new(self, Version::new())
        }
    }

    w::impl_serde! {
        answer:
        VersionData,
    }

    w::impl_serde! {
        operation:
        Version,
    }
}
pub use outside_folders::*;
