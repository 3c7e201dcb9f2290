//! The two roads of an answer: a value or an error of GraphQL, and the `responseResult` of a mutation.

use serde_json::json;

use crate::graphql::{Failure, Node};

/// What a resolver gives: a value, or an entry of `errors`.
pub(crate) type Answer = Result<Node, Failure>;

/// The payload of a mutation that was done.
pub(crate) fn done(message: &str) -> Node {
    let result = json!({ "succeeded": true, "errorCode": 0, "slug": "ok", "message": message });
    Node::empty().with("responseResult", result)
}

// The payload of a mutation that was not done.
fn failed(failure: &Failure) -> Node {
    Node::empty().with("responseResult", failure.response_result())
}

/// Mutations that catch what goes wrong and tell it in `responseResult`.
pub(crate) trait Caught {
    /// The payload either way.
    fn caught(self) -> Answer;
}

impl Caught for Answer {
    fn caught(self) -> Answer {
        Ok(self.unwrap_or_else(|failure| failed(&failure)))
    }
}

/// The database's refusal of a row that points nowhere.
pub(crate) fn foreign_key(statement: &str, table: &str, constraint: &str) -> Failure {
    let message = format!(
        "{statement} - insert or update on table \"{table}\" violates foreign key constraint \"{constraint}\""
    );
    Failure::named("ForeignKeyViolationError", message)
}
