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

    /// What is selected of the type `Status`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Told {
        /// The field `ok` of `Status`.
        pub ok: bool,
        /// The field `code` of `Status`.
        pub code: i32,
    }

    impl w::Decode for Told {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut ok = None;
            let mut code = None;
            let mut object = r.object(&["ok", "code"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => ok = Some(w::Decode::decode(r)?),
                    _ => code = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                ok: object.need(r, ok, 0)?,
                code: object.need(r, code, 1)?,
            })
        }
    }

    impl w::Encode for Told {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("ok", &self.ok);
            to.field("code", &self.code);
            to.end();
        }
    }

    /// What is selected of the type `Status`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Rest {
        /// The field `slug` of `Status`.
        pub slug: String,
        /// The field `message` of `Status`.
        pub message: Option<String>,
    }

    impl w::Decode for Rest {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut slug = None;
            let mut message = None;
            let mut object = r.object(&["slug", "message"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => slug = Some(w::Decode::decode(r)?),
                    _ => message = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                slug: object.need(r, slug, 0)?,
                message: object.need(r, message, 1)?,
            })
        }
    }

    impl w::Encode for Rest {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("slug", &self.slug);
            to.field("message", &self.message);
            to.end();
        }
    }

    /// What is selected of the type `GoodPayload`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Payload {
        /// The field `status` of `GoodPayload`.
        pub status: Option<Status>,
        /// The field `token` of `GoodPayload`.
        pub token: Option<w::Secret>,
    }

    impl w::Decode for Payload {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut status = None;
            let mut token = None;
            let mut object = r.object(&["status", "token"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => status = Some(w::Decode::decode(r)?),
                    _ => token = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                status: object.need(r, status, 0)?,
                token: object.need(r, token, 1)?,
            })
        }
    }

    impl w::Encode for Payload {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("status", &self.status);
            to.field("token", &self.token);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        Kind,
        Order,
        Status,
        Told,
        Rest,
        Payload,
    }

    w::impl_serde! {
        input:
        PersonInput,
        AddressInput,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// A mutation says whether it was done; its output is what else is selected.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Delete {
        /// `id` of `Delete`.
        pub id: i32,
    }

    impl Delete {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<i32>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for Delete {
        const PATH: &'static [&'static str] = &["goods", "delete"];
    }

    impl w::Judge for Delete {
        const STATUS: &'static str = "status";
    }

    impl w::Operation for Delete {
        type Kind = w::Mutation;
        type Data = w::Lifted<Self, w::Judged<Self, types::Status, ()>>;
        type Output = ();
        type Refusal = types::Status;

        const NAME: &'static str = "Delete";
        const DOCUMENT: &'static str = "mutation Delete($id:Int!){goods{delete(id:$id){status{...Status}}}}fragment Status on Status{ok code slug message}";
        const EFFECT: w::Effect = w::Effect::Once;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{delete(id:"), w::Piece::Variable(0), w::Piece::Text("){status{"), w::Piece::Spread(0), w::Piece::Text("}}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Status", pieces: &[w::Piece::Text(" on Status{ok code slug message}")], uses_variables: false },
            ],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.delete",
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
            data.judged(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Delete {
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

    /// Calls `goods.reset`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Reset;

    impl Reset {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self
        }
    }

    impl w::Lift for Reset {
        const PATH: &'static [&'static str] = &["goods", "reset"];
    }

    impl w::Judge for Reset {
        const STATUS: &'static str = "result";
    }

    impl w::Operation for Reset {
        type Kind = w::Mutation;
        type Data = w::Lifted<Self, w::Judged<Self, types::Status, ()>>;
        type Output = ();
        type Refusal = types::Status;

        const NAME: &'static str = "Reset";
        const DOCUMENT: &'static str = "mutation Reset{goods{reset{result:status{ok code slug message}}}}";
        const EFFECT: w::Effect = w::Effect::Repeatable;
        const PARTS: w::Parts = w::Parts {
            variables: &[],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{reset{result:status{ok code slug message}}}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.reset",
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
            data.judged(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Reset {
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
        /// `title` of `Create`.
        pub title: String,
        /// `price` of `Create`.
        pub price: f64,
        /// `tags` of `Create`.
        pub tags: Vec<String>,
        /// `password` of `Create`.
        pub password: w::Secret,
        /// `owner` of `Create`.
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

        /// `owner` of `Create`.
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

        const NAME: &'static str = "Create";
        const DOCUMENT: &'static str = "mutation Create($title:String!,$price:Float!,$tags:[String!]!,$password:String!,$owner:PersonInput){goods{create(title:$title,price:$price,tags:$tags,password:$password,owner:$owner){status{...Status}good{id name}token}}}fragment Status on Status{ok code slug message}";
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
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{create(title:"), w::Piece::Variable(0), w::Piece::Text(",price:"), w::Piece::Variable(1), w::Piece::Text(",tags:"), w::Piece::Variable(2), w::Piece::Text(",password:"), w::Piece::Variable(3), w::Piece::Text(",owner:"), w::Piece::Variable(4), w::Piece::Text("){status{"), w::Piece::Spread(0), w::Piece::Text("}good{id name}token}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Status", pieces: &[w::Piece::Text(" on Status{ok code slug message}")], uses_variables: false },
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

    /// Calls `goods.rename`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Rename {
        /// `id` of `Rename`.
        pub id: i32,
        /// `title` of `Rename`.
        pub title: w::Maybe<String>,
        /// `type` of `Rename`.
        pub r#type: w::Maybe<String>,
    }

    impl Rename {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<i32>) -> Self {
            Self {
                id: id.into(),
                title: w::Maybe::Absent,
                r#type: w::Maybe::Absent,
            }
        }

        /// `title` of `Rename`.
        #[must_use]
        pub fn title<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.title = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `type` of `Rename`.
        #[must_use]
        pub fn r#type<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.r#type = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Lift for Rename {
        const PATH: &'static [&'static str] = &["goods", "rename"];
    }

    impl w::Judge for Rename {
        const STATUS: &'static str = "status";
    }

    impl w::Operation for Rename {
        type Kind = w::Mutation;
        type Data = w::Lifted<Self, w::Judged<Self, types::Status, RenameOutput>>;
        type Output = RenameOutput;
        type Refusal = types::Status;

        const NAME: &'static str = "Rename";
        const DOCUMENT: &'static str = "mutation Rename($id:Int!,$title:String,$type:String){goods{rename(id:$id,title:$title,type:$type){...Payload}}}fragment Payload on GoodPayload{status{...Status}token}fragment Status on Status{ok code slug message}";
        const EFFECT: w::Effect = w::Effect::Repeatable;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
                w::PartVariable { name: "title", ty: "String", default: None },
                w::PartVariable { name: "type", ty: "String", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{rename(id:"), w::Piece::Variable(0), w::Piece::Text(",title:"), w::Piece::Variable(1), w::Piece::Text(",type:"), w::Piece::Variable(2), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Payload", pieces: &[w::Piece::Text(" on GoodPayload{status{"), w::Piece::Spread(1), w::Piece::Text("}token}")], uses_variables: false },
                w::PartFragment { name: "Status", pieces: &[w::Piece::Text(" on Status{ok code slug message}")], uses_variables: false },
            ],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.rename",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("id", &self.id);
            to.add("title", &self.title);
            to.add("type", &self.r#type);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.judged(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Rename {
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

    /// Calls `goods.rename`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Retitle {
        /// `id` of `Retitle`.
        pub id: i32,
        /// `title` of `Retitle`.
        pub title: w::Maybe<String>,
    }

    impl Retitle {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<i32>) -> Self {
            Self {
                id: id.into(),
                title: w::Maybe::Absent,
            }
        }

        /// `title` of `Retitle`.
        #[must_use]
        pub fn title<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.title = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Lift for Retitle {
        const PATH: &'static [&'static str] = &["goods", "rename"];
    }

    impl w::Judge for Retitle {
        const STATUS: &'static str = "status";
    }

    impl w::Operation for Retitle {
        type Kind = w::Mutation;
        type Data = w::Lifted<Self, w::Judged<Self, types::Status, types::Payload>>;
        type Output = types::Payload;
        type Refusal = types::Status;

        const NAME: &'static str = "Retitle";
        const DOCUMENT: &'static str = "mutation Retitle($id:Int!,$title:String){goods{rename(id:$id,title:$title){status{...Told...Rest}...Payload}}}fragment Told on Status{ok code}fragment Rest on Status{slug message}fragment Payload on GoodPayload{status{...Status}token}fragment Status on Status{ok code slug message}";
        const EFFECT: w::Effect = w::Effect::Repeatable;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
                w::PartVariable { name: "title", ty: "String", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{rename(id:"), w::Piece::Variable(0), w::Piece::Text(",title:"), w::Piece::Variable(1), w::Piece::Text("){status{"), w::Piece::Spread(0), w::Piece::Spread(1), w::Piece::Text("}"), w::Piece::Spread(2), w::Piece::Text("}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Told", pieces: &[w::Piece::Text(" on Status{ok code}")], uses_variables: false },
                w::PartFragment { name: "Rest", pieces: &[w::Piece::Text(" on Status{slug message}")], uses_variables: false },
                w::PartFragment { name: "Payload", pieces: &[w::Piece::Text(" on GoodPayload{status{"), w::Piece::Spread(3), w::Piece::Text("}token}")], uses_variables: false },
                w::PartFragment { name: "Status", pieces: &[w::Piece::Text(" on Status{ok code slug message}")], uses_variables: false },
            ],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.rename",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("id", &self.id);
            to.add("title", &self.title);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            data.judged(errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Retitle {
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

    /// Calls `goods.pick`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Choose {
        /// `id` of `Choose`.
        pub id: i32,
    }

    impl Choose {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<i32>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Lift for Choose {
        const PATH: &'static [&'static str] = &["goods", "pick"];
    }

    impl w::Operation for Choose {
        type Kind = w::Mutation;
        type Data = w::Lifted<Self, ChooseOutput>;
        type Output = ChooseOutput;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Choose";
        const DOCUMENT: &'static str = "mutation Choose($id:Int!){goods{pick(id:$id){id}}}";
        const EFFECT: w::Effect = w::Effect::Once;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "Int!", default: None },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{pick(id:"), w::Piece::Variable(0), w::Piece::Text("){id}}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.pick",
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

    impl w::graphql_client::GraphQLQuery for Choose {
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
    pub struct CreateGood {
        /// The field `id` of `Good`.
        pub id: String,
        /// The field `name` of `Good`.
        pub name: String,
    }

    impl w::Decode for CreateGood {
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

    impl w::Encode for CreateGood {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("name", &self.name);
            to.end();
        }
    }

    /// What is selected of the type `GoodPayload`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CreateOutput {
        /// The field `good` of `GoodPayload`.
        pub good: Option<CreateGood>,
        /// The field `token` of `GoodPayload`.
        pub token: Option<w::Secret>,
    }

    impl w::Decode for CreateOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut good = None;
            let mut token = None;
            let mut object = r.object(&["good", "token"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => good = Some(w::Decode::decode(r)?),
                    _ => token = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                good: object.need(r, good, 0)?,
                token: object.need(r, token, 1)?,
            })
        }
    }

    impl w::Encode for CreateOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("good", &self.good);
            to.field("token", &self.token);
            to.end();
        }
    }

    /// What is selected of the type `GoodPayload`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RenameOutput {
        /// The field `token` of `GoodPayload`.
        pub token: Option<w::Secret>,
    }

    impl w::Decode for RenameOutput {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut token = None;
            let mut object = r.object(&["token"])?;
            while object.next(r)?.is_some() {
                token = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                token: object.need(r, token, 0)?,
            })
        }
    }

    impl w::Encode for RenameOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("token", &self.token);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct ChooseOutput {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for ChooseOutput {
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

    impl w::Encode for ChooseOutput {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// Selects the same as [`types::Status`].
    pub type ResetResult = types::Status;

    /// Selects the same as [`types::Status`].
    pub type RetitleStatus = types::Status;

    w::impl_serde! {
        answer:
        CreateGood,
        CreateOutput,
        RenameOutput,
        ChooseOutput,
    }

    w::impl_serde! {
        operation:
        Delete,
        Reset,
        Create,
        Rename,
        Retitle,
        Choose,
    }
}
pub use outside_folders::*;
