// Written by wikijs-codegen from a schema and query files: change those, not this.

mod outside_folders {
    use ::wikijs_wire::generated as w;

    /// A type and a document, without a way to send it.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Changed {
        /// `since` of `Changed`.
        pub since: w::Maybe<::std::string::String>,
    }

    impl Changed {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `since` of `Changed`.
        #[must_use]
        pub fn since<By>(mut self, value: impl w::IntoMaybe<::std::string::String, By>) -> Self {
            self.since = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Operation for Changed {
        type Kind = w::Subscription;
        type Data = ChangedData;
        type Output = ChangedData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "Changed";
        const DOCUMENT: &'static str = "subscription Changed($since:Moment){changed(since:$since){id}}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable { name: "since", ty: "Moment", default: None },
            ],
            fields: &[
                w::PartField { key: "changed", pieces: &[w::Piece::Text("changed(since:"), w::Piece::Variable(0), w::Piece::Text("){id}")] },
            ],
            fragments: &[],
        };
        const FACTS: w::Facts = w::Facts {
            field: "changed",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("since", &self.since);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    impl w::graphql_client::GraphQLQuery for Changed {
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
    pub struct ChangedChanged {
        /// The field `id` of `Good`.
        pub id: String,
    }

    impl w::Decode for ChangedChanged {
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

    impl w::Encode for ChangedChanged {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.end();
        }
    }

    /// What is selected of the type `Subscription`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ChangedData {
        /// Told whenever a good changes.
        pub changed: Option<ChangedChanged>,
    }

    impl w::Decode for ChangedData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut changed = None;
            let mut object = r.object(&["changed"])?;
            while object.next(r)?.is_some() {
                changed = Some(w::Decode::decode(r)?);
            }
            Ok(Self {
                changed: object.need(r, changed, 0)?,
            })
        }
    }

    impl w::Encode for ChangedData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("changed", &self.changed);
            to.end();
        }
    }

    w::impl_serde! {
        answer:
        ChangedChanged,
        ChangedData,
    }

    w::impl_serde! {
        operation:
        Changed,
    }
}
pub use outside_folders::*;
