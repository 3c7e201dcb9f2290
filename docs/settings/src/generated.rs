//! Written by wikijs-codegen from a schema and query files: change those, not this.

/// What operations share: fragments, inputs, enums, identities.
#[allow(deprecated, reason = "what is deprecated is still read and written")]
pub(crate) mod types {
    use ::wikijs_wire::generated as w;

    impl w::Decode for crate::State {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            Ok(match r.string()? {
                "OPEN" => Self::Open,
                "IN_WORK" => Self::InWork,
                "DONE" => Self::Done,
                other => Self::Unknown(other.to_owned()),
            })
        }
    }

    impl w::Encode for crate::State {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.string(match self {
                Self::Open => "OPEN",
                Self::InWork => "IN_WORK",
                Self::Done => "DONE",
                Self::Unknown(value) => value,
            });
        }
    }

    /// The enum `Priority` of the schema.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Priority {
        /// `LOW`.
        Low,
        /// `HIGH`.
        High,
    }

    impl Priority {
        /// The value as GraphQL writes it.
        #[must_use]
        #[inline]
        pub fn as_str(&self) -> &'static str {
            match self {
                Self::Low => "LOW",
                Self::High => "HIGH",
            }
        }

        /// The value that GraphQL writes so.
        #[must_use]
        #[inline]
        pub fn from_name(name: &str) -> Option<Self> {
            Some(match name {
                "LOW" => Self::Low,
                "HIGH" => Self::High,
                _ => return None,
            })
        }
    }

    impl ::core::fmt::Display for Priority {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }

    impl w::Decode for Priority {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let value = r.string().map(Self::from_name)?;
            value.ok_or_else(|| r.error("a value that the enum `Priority` does not have"))
        }
    }

    impl w::Encode for Priority {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.string(self.as_str());
        }
    }

    /// The enum `Colour` of the schema.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Paint {
        /// `RED`.
        Red,
        /// `GREEN`.
        Green,
        /// A value that the schema does not know, as the server wrote it.
        Unknown(String),
    }

    impl Paint {
        /// The value as GraphQL writes it.
        #[must_use]
        #[inline]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Red => "RED",
                Self::Green => "GREEN",
                Self::Unknown(value) => value,
            }
        }

        /// The value that GraphQL writes so; `Unknown` for one that the schema does not have.
        #[must_use]
        #[inline]
        pub fn from_name(name: &str) -> Self {
            match name {
                "RED" => Self::Red,
                "GREEN" => Self::Green,
                other => Self::Unknown(other.to_owned()),
            }
        }
    }

    impl ::core::str::FromStr for Paint {
        type Err = ::core::convert::Infallible;

        #[inline]
        fn from_str(text: &str) -> Result<Self, Self::Err> {
            Ok(Self::from_name(text))
        }
    }

    impl ::core::fmt::Display for Paint {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(self.as_str())
        }
    }

    impl w::Decode for Paint {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            r.string().map(Self::from_name)
        }
    }

    impl w::Encode for Paint {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.string(self.as_str());
        }
    }

    impl w::Encode for crate::Filter {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            let Self { text, days, state } = self;
            to.object();
            to.field("text", text);
            if let Some(value) = days {
                to.field("days", value);
            }
            to.field("state", state);
            to.end();
        }
    }

    /// `Stamp` of the schema, as `::std::time::SystemTime`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Stamp(
        /// The value.
        pub ::std::time::SystemTime,
    );

    impl From<::std::time::SystemTime> for Stamp {
        #[inline]
        fn from(value: ::std::time::SystemTime) -> Self {
            Self(value)
        }
    }

    impl From<Stamp> for ::std::time::SystemTime {
        #[inline]
        fn from(value: Stamp) -> Self {
            value.0
        }
    }

    impl w::Decode for Stamp {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let read = crate::read_stamp(w::Decode::decode(r)?);
            read.map(Self).map_err(|error| r.refused("Stamp", &error))
        }
    }

    impl w::Encode for Stamp {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            w::Encode::encode(&crate::write_stamp(&self.0), to);
        }
    }

    /// `Task.weight` of the schema, as `crate::Kilos`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct TaskWeight(
        /// The value.
        pub crate::Kilos,
    );

    impl From<crate::Kilos> for TaskWeight {
        #[inline]
        fn from(value: crate::Kilos) -> Self {
            Self(value)
        }
    }

    impl From<TaskWeight> for crate::Kilos {
        #[inline]
        fn from(value: TaskWeight) -> Self {
            value.0
        }
    }

    impl w::Decode for TaskWeight {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let value = <i64 as w::Decode>::decode(r)?;
            let read = <crate::Kilos as ::core::convert::TryFrom<i64>>::try_from(value);
            read.map(Self)
                .map_err(|error| r.refused("Task.weight", &error))
        }
    }

    impl w::Encode for TaskWeight {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            let value: i64 = ::core::clone::Clone::clone(&self.0).into();
            w::Encode::encode(&value, to);
        }
    }

    /// `Address` of the schema, as `::std::net::IpAddr`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Address(
        /// The value.
        pub ::std::net::IpAddr,
    );

    impl From<::std::net::IpAddr> for Address {
        #[inline]
        fn from(value: ::std::net::IpAddr) -> Self {
            Self(value)
        }
    }

    impl From<Address> for ::std::net::IpAddr {
        #[inline]
        fn from(value: Address) -> Self {
            value.0
        }
    }

    impl w::Decode for Address {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let read = r.string()?.parse::<::std::net::IpAddr>();
            read.map(Self).map_err(|error| r.refused("Address", &error))
        }
    }

    impl w::Encode for Address {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.string(&::std::string::ToString::to_string(&self.0));
        }
    }

    /// A thing to do.
    #[must_use]
    #[derive(Debug, Clone, PartialEq)]
    pub struct Task {
        /// The field `id` of `Task`.
        pub id: String,
        /// The field `title` of `Task`.
        pub title: String,
        /// The field `state` of `Task`.
        pub state: crate::State,
        /// The field `priority` of `Task`.
        pub priority: Priority,
        /// The field `due` of `Task`.
        pub due: Option<crate::Day>,
        /// The field `added` of `Task`.
        pub added: Stamp,
        /// The field `weight` of `Task`.
        pub weight: TaskWeight,
        /// The field `from` of `Task`.
        pub from: Option<Address>,
        /// The field `colour` of `Task`.
        #[deprecated(note = "Tasks have none.")]
        pub colour: Option<String>,
    }

    impl w::Decode for Task {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut id = None;
            let mut title = None;
            let mut state = None;
            let mut priority = None;
            let mut due = None;
            let mut added = None;
            let mut weight = None;
            let mut from = None;
            let mut colour = None;
            r.fields(
                &[
                    "id", "title", "state", "priority", "due", "added", "weight", "from", "colour",
                ],
                &mut [
                    &mut id,
                    &mut title,
                    &mut state,
                    &mut priority,
                    &mut due,
                    &mut added,
                    &mut weight,
                    &mut from,
                    &mut colour,
                ],
            )?;
            let (
                Some(id),
                Some(title),
                Some(state),
                Some(priority),
                Some(due),
                Some(added),
                Some(weight),
                Some(from),
                Some(colour),
            ) = (id, title, state, priority, due, added, weight, from, colour)
            else {
                return Err(r.incomplete());
            };
            Ok(Self {
                id,
                title,
                state,
                priority,
                due,
                added,
                weight,
                from,
                colour,
            })
        }
    }

    impl w::Encode for Task {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("id", &self.id);
            to.field("title", &self.title);
            to.field("state", &self.state);
            to.field("priority", &self.priority);
            to.field("due", &self.due);
            to.field("added", &self.added);
            to.field("weight", &self.weight);
            to.field("from", &self.from);
            to.field("colour", &self.colour);
            to.end();
        }
    }
}

/// The operations of `to_do`.
pub(crate) mod to_do {
    use super::types;
    use ::wikijs_wire::generated as w;

    /// Calls `add`.
    ///
    /// Its output is all that was answered; where not all of it is known to be done, it is an error that holds the rest.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Add {
        /// `task` of `TasksAdd`.
        pub task: crate::NewTask,
    }

    impl Add {
        /// With all that is required.
        #[must_use]
        #[inline]
        pub fn new(task: impl Into<crate::NewTask>) -> Self {
            Self { task: task.into() }
        }
    }

    impl w::Operation for Add {
        type Kind = w::Mutation;
        type Data = AddData;
        type Output = AddData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "TasksAdd";
        const DOCUMENT: &'static str = "mutation TasksAdd($task:NewTask!){add(task:$task){...Task}}fragment Task on Task{id title state priority due added weight from colour}";
        const EFFECT: w::Effect = w::Effect::Once;
        const PARTS: w::Parts = w::Parts {
            variables: &[w::PartVariable {
                name: "task",
                ty: "NewTask!",
                default: None,
            }],
            fields: &[w::PartField {
                key: "add",
                pieces: &[
                    w::Piece::Text("add(task:"),
                    w::Piece::Variable(0),
                    w::Piece::Text("){"),
                    w::Piece::Spread(0),
                    w::Piece::Text("}"),
                ],
            }],
            fragments: &[w::PartFragment {
                name: "Task",
                pieces: &[w::Piece::Text(
                    " on Task{id title state priority due added weight from colour}",
                )],
                uses_variables: false,
            }],
        };
        const FACTS: w::Facts = w::Facts {
            field: "add",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("task", &self.task);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::whole(data, errors)
        }
    }

    /// Calls `tasks`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct List {
        /// `state` of `TasksList`.
        pub state: w::Maybe<crate::State>,
        /// `filter` of `TasksList`.
        pub filter: w::Maybe<crate::Filter>,
        /// `from` of `TasksList`.
        pub from: w::Maybe<types::Address>,
    }

    impl List {
        /// With nothing set.
        #[must_use]
        #[inline]
        pub fn new() -> Self {
            Self::default()
        }

        /// `state` of `TasksList`.
        #[must_use]
        pub fn state<By>(mut self, value: impl w::IntoMaybe<crate::State, By>) -> Self {
            self.state = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `filter` of `TasksList`.
        #[must_use]
        pub fn filter<By>(mut self, value: impl w::IntoMaybe<crate::Filter, By>) -> Self {
            self.filter = w::IntoMaybe::into_maybe(value);
            self
        }

        /// `from` of `TasksList`.
        #[must_use]
        pub fn from<By>(mut self, value: impl w::IntoMaybe<types::Address, By>) -> Self {
            self.from = w::IntoMaybe::into_maybe(value);
            self
        }
    }

    impl w::Operation for List {
        type Kind = w::Query;
        type Data = ListData;
        type Output = ListData;
        type Refusal = w::Infallible;

        const NAME: &'static str = "TasksList";
        const DOCUMENT: &'static str = "query TasksList($state:State,$filter:Filter,$from:Address){tasks(state:$state,filter:$filter,from:$from){...Task}}fragment Task on Task{id title state priority due added weight from colour}";
        const EFFECT: w::Effect = w::Effect::Read;
        const PARTS: w::Parts = w::Parts {
            variables: &[
                w::PartVariable {
                    name: "state",
                    ty: "State",
                    default: None,
                },
                w::PartVariable {
                    name: "filter",
                    ty: "Filter",
                    default: None,
                },
                w::PartVariable {
                    name: "from",
                    ty: "Address",
                    default: None,
                },
            ],
            fields: &[w::PartField {
                key: "tasks",
                pieces: &[
                    w::Piece::Text("tasks(state:"),
                    w::Piece::Variable(0),
                    w::Piece::Text(",filter:"),
                    w::Piece::Variable(1),
                    w::Piece::Text(",from:"),
                    w::Piece::Variable(2),
                    w::Piece::Text("){"),
                    w::Piece::Spread(0),
                    w::Piece::Text("}"),
                ],
            }],
            fragments: &[w::PartFragment {
                name: "Task",
                pieces: &[w::Piece::Text(
                    " on Task{id title state priority due added weight from colour}",
                )],
                uses_variables: false,
            }],
        };
        const FACTS: w::Facts = w::Facts {
            field: "tasks",
            requires: &[],
            codes: &[],
            rate_limit: None,
            paged: None,
        };

        #[inline]
        fn variables(&self, to: &mut w::Variables) {
            to.add("state", &self.state);
            to.add("filter", &self.filter);
            to.add("from", &self.from);
        }

        #[inline]
        fn output(data: Self::Data, errors: &w::Errors) -> w::Outcome<Self::Output, Self::Refusal> {
            w::Outcome::answered(data, errors)
        }
    }

    /// What is selected of the type `Mutation`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AddData {
        /// The field `add` of `Mutation`.
        pub add: Option<types::Task>,
    }

    impl w::Decode for AddData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut add = None;
            r.fields(&["add"], &mut [&mut add])?;
            let Some(add) = add else {
                return Err(r.incomplete());
            };
            Ok(Self { add })
        }
    }

    impl w::Encode for AddData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("add", &self.add);
            to.end();
        }
    }

    /// What is selected of the type `Query`.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListData {
        /// The field `tasks` of `Query`.
        pub tasks: Vec<types::Task>,
    }

    impl w::Decode for ListData {
        #[inline]
        fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
            let mut tasks = None;
            r.fields(&["tasks"], &mut [&mut tasks])?;
            let Some(tasks) = tasks else {
                return Err(r.incomplete());
            };
            Ok(Self { tasks })
        }
    }

    impl w::Encode for ListData {
        #[inline]
        fn encode(&self, to: &mut w::Writer) {
            to.object();
            to.field("tasks", &self.tasks);
            to.end();
        }
    }

    w::impl_serde! {
        operation:
        Add,
        List,
    }
}
