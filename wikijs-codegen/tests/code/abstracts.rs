// Written by wikijs-codegen from a schema and query files: change those, not this.

/// What operations share: fragments, inputs, enums, identities.
pub mod types {
    use ::wikijs_wire::generated as w;

    /// What is selected of the type `Named`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Named {
        /// The field `name` of `Named`.
        pub name: String,
    }

    impl w::Decode for Named {
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

    impl w::Encode for Named {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("name", &self.name);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Who {
        /// The field `id` of `Person`.
        pub id: String,
    }

    impl w::Decode for Who {
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

    impl w::Encode for Who {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CommonPerson {
        /// The field `id` of `Person`.
        pub id: String,
        /// The field `mail` of `Person`.
        pub mail: Option<String>,
    }

    impl w::Decode for CommonPerson {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut mail = None;
            let mut object = r.object(&["id", "mail"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    _ => mail = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                mail: object.need(r, mail, 1)?,
            })
        }
    }

    impl w::Encode for CommonPerson {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("mail", &self.mail);
            to.end();
        }
    }

    /// What is selected of the type `Node`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CommonOther {
        /// The field `id` of `Node`.
        pub id: String,
    }

    impl w::Decode for CommonOther {
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

    impl w::Encode for CommonOther {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `Node`.
    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Common {
        /// An object of the type `Person`.
        Person(CommonPerson),
        /// An object of any other type, with what is selected of all of them.
        Other {
            /// The name of its type.
            typename: String,
            /// What is selected of every type.
            common: CommonOther,
        }
    }

    impl w::Decode for Common {
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
                "Person" => Self::Person(w::Decode::decode(r)?),
                _ => Self::Other { common: w::Decode::decode(r)?, typename },
            })
        }
    }

    impl w::Encode for Common {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            match self {
                Self::Person(object) => {
                    to.field("__typename", &"Person");
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

    w::impl_serde! {
        answer:
        Named,
        Who,
        CommonPerson,
        CommonOther,
        Common,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// Interfaces and unions: told apart where fragments ask for it.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Find {
        /// `text` of `Find`.
        pub text: String,
    }

    impl Find {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(text: impl Into<String>) -> Self {
            Self {
                text: text.into(),
            }
        }
    }

    impl w::Operation for Find {
        type Kind = w::Query;
        type Data = FindData;
        type Output = FindData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Find";
        const DOCUMENT: &'static str = "query Find($text:String!){search(text:$text){__typename...on Good{name price}...on Person{name goods{id}}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "text", ty: "String!", default: None },
            ],
            fields: &[
                w::PartField { key: "search", pieces: &[w::Piece::Text("search(text:"), w::Piece::Variable(0), w::Piece::Text("){__typename...on Good{name price}...on Person{name goods{id}}}")] },
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
            to.add("text", &self.text);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Find {
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
    pub struct Look {
        /// `id` of `Look`.
        pub id: String,
    }

    impl Look {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<String>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Operation for Look {
        type Kind = w::Query;
        type Data = LookData;
        type Output = LookData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Look";
        const DOCUMENT: &'static str = "query Look($id:ID!){node(id:$id){__typename id...Named...on Good{owner{...Who}}}}fragment Named on Named{name}fragment Who on Person{id}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "ID!", default: None },
            ],
            fields: &[
                w::PartField { key: "node", pieces: &[w::Piece::Text("node(id:"), w::Piece::Variable(0), w::Piece::Text("){__typename id"), w::Piece::Spread(0), w::Piece::Text("...on Good{owner{"), w::Piece::Spread(1), w::Piece::Text("}}}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Named", pieces: &[w::Piece::Text(" on Named{name}")], uses_variables: false },
                w::PartFragment { name: "Who", pieces: &[w::Piece::Text(" on Person{id}")], uses_variables: false },
            ],
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

    impl w::graphql_client::GraphQLQuery for Look {
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
    pub struct Same {
        /// `id` of `Same`.
        pub id: String,
    }

    impl Same {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(id: impl Into<String>) -> Self {
            Self {
                id: id.into(),
            }
        }
    }

    impl w::Operation for Same {
        type Kind = w::Query;
        type Data = SameData;
        type Output = SameData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Same";
        const DOCUMENT: &'static str = "query Same($id:ID!){node(id:$id){...Common}}fragment Common on Node{__typename id...on Person{mail}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "id", ty: "ID!", default: None },
            ],
            fields: &[
                w::PartField { key: "node", pieces: &[w::Piece::Text("node(id:"), w::Piece::Variable(0), w::Piece::Text("){"), w::Piece::Spread(0), w::Piece::Text("}")] },
            ],
            fragments: &[
                w::PartFragment { name: "Common", pieces: &[w::Piece::Text(" on Node{__typename id...on Person{mail}}")], uses_variables: false },
            ],
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

    impl w::graphql_client::GraphQLQuery for Same {
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
    pub struct FindSearchGood {
        /// The field `__typename` of `Good`.
        pub typename: String,
        /// The field `name` of `Good`.
        pub name: String,
        /// The field `price` of `Good`.
        pub price: Option<f64>,
    }

    impl w::Decode for FindSearchGood {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut typename = None;
            let mut name = None;
            let mut price = None;
            let mut object = r.object(&["__typename", "name", "price"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => typename = Some(w::Decode::decode(r)?),
                    1 => name = Some(w::Decode::decode(r)?),
                    _ => price = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                typename: object.need(r, typename, 0)?,
                name: object.need(r, name, 1)?,
                price: object.need(r, price, 2)?,
            })
        }
    }

    impl w::Encode for FindSearchGood {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("__typename", &self.typename);
            to.field("name", &self.name);
            to.field("price", &self.price);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct FindSearchPersonGoods {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for FindSearchPersonGoods {
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

    impl w::Encode for FindSearchPersonGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FindSearchPerson {
        /// The field `__typename` of `Person`.
        pub typename: String,
        /// The field `name` of `Person`.
        pub name: String,
        /// The field `goods` of `Person`.
        pub goods: Vec<FindSearchPersonGoods>,
    }

    impl w::Decode for FindSearchPerson {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut typename = None;
            let mut name = None;
            let mut goods = None;
            let mut object = r.object(&["__typename", "name", "goods"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => typename = Some(w::Decode::decode(r)?),
                    1 => name = Some(w::Decode::decode(r)?),
                    _ => goods = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                typename: object.need(r, typename, 0)?,
                name: object.need(r, name, 1)?,
                goods: object.need(r, goods, 2)?,
            })
        }
    }

    impl w::Encode for FindSearchPerson {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("__typename", &self.typename);
            to.field("name", &self.name);
            to.field("goods", &self.goods);
            to.end();
        }
    }

    /// What is selected of the type `Found`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FindSearchOther {
        /// The field `__typename` of `Found`.
        pub typename: String,
    }

    impl w::Decode for FindSearchOther {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut typename = None;
            let mut object = r.object(&["__typename"])?;
            while object.next(r)?.is_some() {
                typename = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                typename: object.need(r, typename, 0)?,
            })
        }
    }

    impl w::Encode for FindSearchOther {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("__typename", &self.typename);
            to.end();
        }
    }

    /// What is selected of the type `Found`.
    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum FindSearch {
        /// An object of the type `Good`.
        Good(FindSearchGood),
        /// An object of the type `Person`.
        Person(FindSearchPerson),
        /// An object of any other type, with what is selected of all of them.
        Other {
            /// The name of its type.
            typename: String,
            /// What is selected of every type.
            common: FindSearchOther,
        }
    }

    impl w::Decode for FindSearch {
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
                "Person" => Self::Person(w::Decode::decode(r)?),
                _ => Self::Other { common: w::Decode::decode(r)?, typename },
            })
        }
    }

    impl w::Encode for FindSearch {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            match self {
                Self::Good(object) => {
                    to.spread(object);
                }
                Self::Person(object) => {
                    to.spread(object);
                }
                Self::Other { typename: _, common } => {
                    to.spread(common);
                }
            }
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FindData {
        /// The field `search` of `Query`.
        pub search: Option<Vec<Option<FindSearch>>>,
    }

    impl w::Decode for FindData {
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

    impl w::Encode for FindData {
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
    pub struct LookNodeGood {
        /// The field `id` of `Good`.
        pub id: String,
        /// What the fragment `Named` selects.
        pub named: types::Named,
        /// The field `owner` of `Good`.
        pub owner: Option<types::Who>,
    }

    impl w::Decode for LookNodeGood {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut id = None;
            let mut owner = None;
            let mut object = r.object(&["id", "owner"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    _ => owner = Some(w::Decode::decode(r)?),
                }
            }
            let named = w::Decode::decode(r.again(start))?;
            Ok(Self {
                id: object.need(r, id, 0)?,
                owner: object.need(r, owner, 1)?,
                named,
            })
        }
    }

    impl w::Encode for LookNodeGood {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.spread(&self.named);
            to.field("owner", &self.owner);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct LookNodePerson {
        /// The field `id` of `Person`.
        pub id: String,
        /// What the fragment `Named` selects.
        pub named: types::Named,
    }

    impl w::Decode for LookNodePerson {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut id = None;
            let mut object = r.object(&["id"])?;
            while object.next(r)?.is_some() {
                id = Some(w::Decode::decode(r)?);
            }
            let named = w::Decode::decode(r.again(start))?;
            Ok(Self {
                id: object.need(r, id, 0)?,
                named,
            })
        }
    }

    impl w::Encode for LookNodePerson {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.spread(&self.named);
            to.end();
        }
    }

    /// What is selected of the type `Node`.
    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum LookNode {
        /// An object of the type `Good`.
        Good(LookNodeGood),
        /// An object of the type `Person`.
        Person(LookNodePerson),
        /// An object of any other type, with what is selected of all of them.
        Other {
            /// The name of its type.
            typename: String,
            /// What is selected of every type.
            common: types::CommonOther,
        }
    }

    impl w::Decode for LookNode {
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
                "Person" => Self::Person(w::Decode::decode(r)?),
                _ => Self::Other { common: w::Decode::decode(r)?, typename },
            })
        }
    }

    impl w::Encode for LookNode {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            match self {
                Self::Good(object) => {
                    to.field("__typename", &"Good");
                    to.spread(object);
                }
                Self::Person(object) => {
                    to.field("__typename", &"Person");
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
    pub struct LookData {
        /// The field `node` of `Query`.
        pub node: Option<LookNode>,
    }

    impl w::Decode for LookData {
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

    impl w::Encode for LookData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("node", &self.node);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SameData {
        /// The field `node` of `Query`.
        pub node: Option<types::Common>,
    }

    impl w::Decode for SameData {
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

    impl w::Encode for SameData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("node", &self.node);
            to.end();
        }
    }

    /// Selects the same as [`types::CommonOther`].
    pub type LookNodeOther = types::CommonOther;

    w::impl_serde! {
        answer:
        FindSearchGood,
        FindSearchPersonGoods,
        FindSearchPerson,
        FindSearchOther,
        FindSearch,
        FindData,
        LookNodeGood,
        LookNodePerson,
        LookNode,
        LookData,
        SameData,
    }

    w::impl_serde! {
        operation:
        Find,
        Look,
        Same,
    }
}
pub use outside_folders::*;
