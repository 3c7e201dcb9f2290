//! A failure as the server tells it: by a coded error of its own, a JavaScript error, or one of the database's.

use serde_json::{Value, json};

/// What went wrong, in the server's terms. One failure can travel both roads: `errors[]` and `responseResult`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    /// The slug: `PageNotFound`, `TypeError`, `Error` …
    pub(crate) name: String,
    /// The server's own number, where it has one.
    pub(crate) code: Option<i64>,
    /// The text for a person.
    pub(crate) message: String,
    /// What else `extensions.exception` carries, in order.
    pub(crate) exception: Vec<(&'static str, Value)>,
}

impl Failure {
    /// A coded error of the server.
    pub(crate) fn coded(code: i64, name: &str, message: &str) -> Self {
        Self {
            name: name.into(),
            code: Some(code),
            message: message.into(),
            exception: Vec::new(),
        }
    }

    /// An error without a code, by its JavaScript name.
    pub(crate) fn named(name: &str, message: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            code: None,
            message: message.into(),
            exception: Vec::new(),
        }
    }

    /// A plain `Error`.
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Self::named("Error", message)
    }

    /// What JavaScript says when a property of nothing is read.
    pub(crate) fn undefined(property: &str) -> Self {
        Self::named(
            "TypeError",
            format!("Cannot read properties of undefined (reading '{property}')"),
        )
    }

    /// What the sandbox does not do yet is said plainly, never made up.
    pub(crate) fn unsupported(what: &str) -> Self {
        Self::named(
            "SandboxError",
            format!("the sandbox does not simulate {what} yet"),
        )
    }

    /// The permission is missing.
    pub(crate) fn forbidden() -> Self {
        Self::plain("Forbidden")
    }

    /// The token was refused.
    pub(crate) fn unauthorized() -> Self {
        Self::plain("Unauthorized")
    }

    /// The limiter refuses a field.
    pub(crate) fn too_many(seconds: u64) -> Self {
        let message = format!("Too many requests, please try again in {seconds} seconds.");
        Self::named("GraphQLError", message)
    }

    /// The failure with one more entry in `extensions.exception`.
    pub(crate) fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.exception.push((key, value.into()));
        self
    }

    /// The first line of the stack trace.
    pub(crate) fn headline(&self) -> String {
        match self.code {
            Some(code) => format!("{} {code}: {}", self.name, self.message),
            None => format!("{}: {}", self.name, self.message),
        }
    }

    /// The failure as a mutation reports it in `responseResult`.
    pub(crate) fn response_result(&self) -> Value {
        json!({
            "succeeded": false,
            "errorCode": self.code.unwrap_or(1),
            "slug": self.name,
            "message": self.message,
        })
    }
}
