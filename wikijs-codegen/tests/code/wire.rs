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

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PersonGoodsOwner {
        /// The field `mail` of `Person`.
        pub mail: Option<String>,
    }

    impl w::Decode for PersonGoodsOwner {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut mail = None;
            let mut object = r.object(&["mail"])?;
            while object.next(r)?.is_some() {
                mail = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                mail: object.need(r, mail, 0)?,
            })
        }
    }

    impl w::Encode for PersonGoodsOwner {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("mail", &self.mail);
            to.end();
        }
    }

    /// Something for sale. See \[the list\] or Vec\<Good\>, <https://example.com/goods>, and:
    ///
    /// ```text
    /// good.buy()
    /// ```
    #[derive(Debug, Clone, PartialEq)]
    pub struct PersonGoods {
        /// The field `owner` of `Good`.
        pub owner: Option<PersonGoodsOwner>,
    }

    impl w::Decode for PersonGoods {
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

    impl w::Encode for PersonGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("owner", &self.owner);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Person {
        /// The field `id` of `Person`.
        pub id: String,
        /// The field `goods` of `Person`.
        pub goods: Vec<PersonGoods>,
    }

    impl w::Decode for Person {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut goods = None;
            let mut object = r.object(&["id", "goods"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    _ => goods = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                goods: object.need(r, goods, 1)?,
            })
        }
    }

    impl w::Encode for Person {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("goods", &self.goods);
            to.end();
        }
    }

    /// What is selected of the type `Person`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MoreOwner {
        /// What the fragment `Person` selects.
        pub person: Person,
        /// The field `name` of `Person`.
        pub name: String,
    }

    impl w::Decode for MoreOwner {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut name = None;
            let mut object = r.object(&["name"])?;
            while object.next(r)?.is_some() {
                name = Some(w::Decode::decode(r)?);
            }
            let person = w::Decode::decode(r.again(start))?;
            Ok(Self {
                name: object.need(r, name, 0)?,
                person,
            })
        }
    }

    impl w::Encode for MoreOwner {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.spread(&self.person);
            to.field("name", &self.name);
            to.end();
        }
    }

    /// What is selected of the type `GoodsQuery`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct More {
        /// The field `names` of `GoodsQuery`.
        pub names: Vec<String>,
        /// Known defect: Answers with \<nobody\> at night.
        ///
        /// Since 2.1 of the server; `None` from older ones.
        pub owner: Option<MoreOwner>,
    }

    impl w::Decode for More {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut names = None;
            let mut owner = None;
            let mut object = r.object(&["names", "owner"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => names = Some(w::compact(r)?),
                    _ => owner = Some(w::Decode::decode(r)?),
                }
            }
            Ok(Self {
                names: object.need(r, names, 0)?,
                owner: object.need(r, owner, 1)?,
            })
        }
    }

    impl w::Encode for More {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("names", &self.names);
            to.field("owner", &self.owner);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        Kind,
        PersonGoodsOwner,
        PersonGoods,
        Person,
        MoreOwner,
        More,
    }

    w::impl_serde! {
        input:
        Filter,
    }
}

mod outside_folders {
    use ::wikijs_wire::generated as w;
    use super::types;

    /// What is sent: nothing but what is needed, values of all kinds, directives of the server.
    ///
    /// Known defect: Answers with \<nobody\> at night.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Values {
        /// `text` of `Values`.
        ///
        /// Default: `"a\"b\\c\né"`.
        pub text: w::Maybe<String>,
        /// `list` of `Values`.
        ///
        /// Default: `["x","y"]`.
        pub list: w::Maybe<Vec<String>>,
        /// `deep` of `Values`.
        ///
        /// Default: `{price:1.50,any:[{kind:SOLID}],not:null}`.
        pub deep: w::Maybe<types::Filter>,
    }

    impl Values {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `text` of `Values`.
        ///
        /// Default: `"a\"b\\c\né"`.
        #[must_use]
        pub fn text<By>(mut self, value: impl w::IntoMaybe<String, By>) -> Self {
            self.text = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `list` of `Values`.
        ///
        /// Default: `["x","y"]`.
        #[must_use]
        pub fn list<By>(mut self, value: impl w::IntoMaybeList<String, By>) -> Self {
            self.list = w::IntoMaybeList::into_maybe_list(value);
            self
        }

        /// `deep` of `Values`.
        ///
        /// Default: `{price:1.50,any:[{kind:SOLID}],not:null}`.
        #[must_use]
        pub fn deep<By>(mut self, value: impl w::IntoMaybe<types::Filter, By>) -> Self {
            self.deep = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Operation for Values {
        type Kind = w::Query;
        type Data = ValuesData;
        type Output = ValuesData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Values";
        const DOCUMENT: &'static str = "query Values($text:String=\"a\\\"b\\\\c\\né\",$list:[String!]=[\"x\",\"y\"],$deep:Filter={price:1.50,any:[{kind:SOLID}],not:null}){goods{list(limit:3,tags:$list,orderBy:NAME){id name@upper(by:2)tags{text}}parse(what:{a:[1,-2.5e3,true,null,\"x\",ENUM,$text]},deep:$deep,text:\"a block\\n  \\\"of\\\" text\")...on GoodsQuery{count}...More}}fragment More on GoodsQuery{names owner(id:1){...Person name}}fragment Person on Person{id goods{owner{mail}}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "text", ty: "String", default: Some("\"a\\\"b\\\\c\\né\"") },
                w::PartVariable { name: "list", ty: "[String!]", default: Some("[\"x\",\"y\"]") },
                w::PartVariable { name: "deep", ty: "Filter", default: Some("{price:1.50,any:[{kind:SOLID}],not:null}") },
            ],
            fields: &[
                w::PartField { key: "goods", pieces: &[w::Piece::Text("goods{list(limit:3,tags:"), w::Piece::Variable(1), w::Piece::Text(",orderBy:NAME){id name@upper(by:2)tags{text}}parse(what:{a:[1,-2.5e3,true,null,\"x\",ENUM,"), w::Piece::Variable(0), w::Piece::Text("]},deep:"), w::Piece::Variable(2), w::Piece::Text(",text:\"a block\\n  \\\"of\\\" text\")...on GoodsQuery{count}"), w::Piece::Spread(0), w::Piece::Text("}")] },
            ],
            fragments: &[
                w::PartFragment { name: "More", pieces: &[w::Piece::Text(" on GoodsQuery{names owner(id:1){"), w::Piece::Spread(1), w::Piece::Text(" name}}")], uses_variables: false },
                w::PartFragment { name: "Person", pieces: &[w::Piece::Text(" on Person{id goods{owner{mail}}}")], uses_variables: false },
            ],
        };
        const FACTS: w::Facts = w::Facts {
            field: "goods.list, goods.parse, goods.count, goods.names, goods.owner",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("text", &self.text);
            to.add("list", &self.list);
            to.add("deep", &self.deep);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Values {
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

    /// What is selected of the type `Tag`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ValuesGoodsListTags {
        /// The field `text` of `Tag`.
        pub text: String,
    }

    impl w::Decode for ValuesGoodsListTags {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut text = None;
            let mut object = r.object(&["text"])?;
            while object.next(r)?.is_some() {
                text = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                text: object.need(r, text, 0)?,
            })
        }
    }

    impl w::Encode for ValuesGoodsListTags {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
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
    pub struct ValuesGoodsList {
        /// The field `id` of `Good`.
        pub id: String,
        /// The field `name` of `Good`.
        pub name: String,
        /// The field `tags` of `Good`.
        pub tags: Vec<ValuesGoodsListTags>,
    }

    impl w::Decode for ValuesGoodsList {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut name = None;
            let mut tags = None;
            let mut object = r.object(&["id", "name", "tags"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => id = Some(w::Decode::decode(r)?),
                    1 => name = Some(w::Decode::decode(r)?),
                    _ => tags = Some(w::compact(r)?),
                }
            }
            Ok(Self {
                id: object.need(r, id, 0)?,
                name: object.need(r, name, 1)?,
                tags: object.need(r, tags, 2)?,
            })
        }
    }

    impl w::Encode for ValuesGoodsList {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("name", &self.name);
            to.field("tags", &self.tags);
            to.end();
        }
    }

    /// What is selected of the type `GoodsQuery`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ValuesGoods {
        /// All goods.
        pub list: Option<Vec<ValuesGoodsList>>,
        /// The field `parse` of `GoodsQuery`.
        pub parse: Option<w::serde_json::Value>,
        /// The field `count` of `GoodsQuery`.
        pub count: i32,
        /// What the fragment `More` selects.
        pub more: types::More,
    }

    impl w::Decode for ValuesGoods {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let start = r.mark()?;
            let mut list = None;
            let mut parse = None;
            let mut count = None;
            let mut object = r.object(&["list", "parse", "count"])?;
            while let Some(key) = object.next(r)? {
                match key {
                    0 => list = Some(w::compact_opt(r)?),
                    1 => parse = Some(w::Decode::decode(r)?),
                    _ => count = Some(w::Decode::decode(r)?),
                }
            }
            let more = w::Decode::decode(r.again(start))?;
            Ok(Self {
                list: object.need(r, list, 0)?,
                parse: object.need(r, parse, 1)?,
                count: object.need(r, count, 2)?,
                more,
            })
        }
    }

    impl w::Encode for ValuesGoods {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("list", &self.list);
            to.field("parse", &self.parse);
            to.field("count", &self.count);
            to.spread(&self.more);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ValuesData {
        /// The field `goods` of `Query`.
        pub goods: Option<ValuesGoods>,
    }

    impl w::Decode for ValuesData {
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

    impl w::Encode for ValuesData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("goods", &self.goods);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        ValuesGoodsListTags,
        ValuesGoodsList,
        ValuesGoods,
        ValuesData,
    }

    w::impl_serde! {
        operation:
        Values,
    }
}
pub use outside_folders::*;
