//! Why a schema could not be brought up to date. No message shows the token.

/// What went wrong on the way from introspection to the schema file. The file is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// The address cannot be asked.
    #[error("cannot ask {url}: {reason}")]
    Address {
        /// The address, without credentials.
        url: String,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// The token cannot be sent.
    #[error("cannot use the token in WIKIJS_TOKEN: {reason}")]
    Token {
        /// What is wrong with it.
        reason: String,
    },
    /// No answer came.
    #[error(
        "no answer from {url}: {reason}; check that the wiki runs and that the address is right"
    )]
    Unreachable {
        /// The address asked.
        url: String,
        /// What the connection said.
        reason: String,
    },
    /// The wiki sends somewhere else.
    #[error(
        "{url} redirects to {target}; the token does not follow a redirect: ask that address if it is the wiki's"
    )]
    Redirected {
        /// The address asked.
        url: String,
        /// Where the answer points to.
        target: String,
    },
    /// The wiki does not accept the token.
    #[error(
        "{url} refused the token in WIKIJS_TOKEN ({message}); make a new API key, or unset it: introspection needs none"
    )]
    TokenRefused {
        /// The address asked.
        url: String,
        /// What the wiki said.
        message: String,
    },
    /// The wiki does not answer introspection.
    #[error(
        "{url} does not answer introspection ({message}); that is so with NODE_ENV=production: start the wiki without \
         it, ask another one of the same version, or use a saved answer with --from"
    )]
    IntrospectionOff {
        /// The address asked.
        url: String,
        /// What the wiki said.
        message: String,
    },
    /// The wiki answered with something else than data.
    #[error("{url} answered with {status}: {message}")]
    Refused {
        /// The address asked.
        url: String,
        /// The HTTP status.
        status: u16,
        /// The errors, or the beginning of the answer.
        message: String,
    },
    /// The answer is too large to be a schema.
    #[error(
        "{url} answered with more than {limit} bytes, which is no schema; check that the address is the wiki's"
    )]
    TooLarge {
        /// The address asked.
        url: String,
        /// The limit.
        limit: usize,
    },
    /// The answer is not that of an introspection query.
    #[error("{origin} is not the answer to an introspection query: {reason}")]
    NotIntrospection {
        /// File or address.
        origin: String,
        /// What is wrong with it.
        reason: String,
    },
    /// What was printed cannot be read again.
    #[error("the schema of {origin} cannot be printed as SDL that reads back: {reason}")]
    Unprintable {
        /// File or address.
        origin: String,
        /// What the parser said.
        reason: String,
    },
    /// The catalogue or the overlay does not fit the new schema.
    #[error(
        "the schema of {origin} breaks the catalogue or the overlay; mend them together with it, using --force to \
         write the schema all the same\n\n{report}"
    )]
    BreaksCatalogue {
        /// File or address.
        origin: String,
        /// What the generator says of the catalogue.
        report: String,
    },
    /// `--check` found a difference.
    #[error(
        "schema/wikijs.graphql is not the schema of {origin}; run `cargo xtask update-schema {how}`"
    )]
    Stale {
        /// File or address.
        origin: String,
        /// The option to run the command with.
        how: String,
    },
}
