//! Why a schema could not be brought up to date.

/// What went wrong on the way from introspection to the schema file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// The answer is not that of an introspection query.
    #[error("{origin} is not the answer to an introspection query: {reason}")]
    NotIntrospection {
        /// File or address.
        origin: String,
        /// What is wrong with it.
        reason: String,
    },
}
