//! Automatic persisted queries: their digest, and the answer for one that nobody registered.

use sha2::{Digest as _, Sha256};

use super::Failure;
use super::response::{ErrorBody, Response};

/// The digest that names a query.
pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The answer that asks for the whole query.
pub(crate) fn not_found() -> Response {
    let failure = Failure::named("PersistedQueryNotFoundError", "PersistedQueryNotFound");
    Response::refused(vec![ErrorBody {
        failure,
        places: Vec::new(),
        path: Vec::new(),
        category: "PERSISTED_QUERY_NOT_FOUND",
    }])
}
