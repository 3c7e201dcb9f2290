//! All that generated code may name. Not for people: its contents follow the generator of the same version.

pub use crate::__impl_serde as impl_serde;
pub use crate::encode::serde::{deserialize, serialize_shown, serialize_wire};
pub use crate::encode::{Encode, Variables, Writer};
pub use crate::envelope::{Errors, GraphqlError};
pub use crate::operation::{
    Answer, AnyRefusal, Effect, Facts, Fill, Filled, IntoList, IntoMaybe, IntoMaybeList, IntoValue,
    IntoValueList, Judge, Judged, Judgement, Kind, Lift, Lifted, Maybe, Missing, Mutation, Null,
    Operation, OperationKind, Outcome, Paged, PartField, PartFragment, PartVariable, Parts, Piece,
    Query, RateLimit, Refusal, Refuse, Secret, Subscription, Verdict, Verdicts,
};
pub use crate::reader::{
    Compact, Decode, DecodeError, Decoded, List, Mark, Object, Raw, Reader, compact, compact_opt,
};
#[cfg(feature = "graphql-client")]
pub use ::graphql_client::{self, GraphQLQuery, QueryBody};
pub use serde::de::{Deserialize, Deserializer};
pub use serde::ser::{Serialize, Serializer};
pub use serde_json::{self, Value as Json};
pub use std::convert::Infallible;
