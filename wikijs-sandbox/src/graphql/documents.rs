//! Documents that were found valid are kept, as the server keeps them: clients send the same few again and again, and
//! reading one costs more than running it.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use apollo_compiler::ExecutableDocument;
use apollo_compiler::validation::Valid;

use super::schema::schema;
use super::syntax::tree::Definition;
use super::validation::{self, Broken};

/// So many of so many bytes at most: documents with content written into them are rarely sent twice.
const KEPT: usize = 1_000;
const LONGEST: usize = 16 * 1024;

static KNOWN: LazyLock<Mutex<HashMap<String, Valid<ExecutableDocument>>>> =
    LazyLock::new(Mutex::default);

/// The document of a text whose syntax has been checked, or what is wrong with it.
pub(super) fn document(
    text: &str,
    definitions: &[Definition<'_>],
) -> Result<Valid<ExecutableDocument>, Vec<Broken>> {
    let document = validation::validate(schema(), text, definitions)?;
    if text.len() <= LONGEST {
        keep(text, &document);
    }
    Ok(document)
}

/// The document of a text that was valid before.
pub(super) fn known(text: &str) -> Option<Valid<ExecutableDocument>> {
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.get(text).cloned()
}

fn keep(text: &str, document: &Valid<ExecutableDocument>) {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(text.to_owned(), document.clone());
}
