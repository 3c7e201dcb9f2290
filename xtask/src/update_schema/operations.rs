//! The catalogue's files as [`super::touched`] walks them.

use graphql_parser::query::parse_query;

use super::touched::QueryFile;
use crate::{Error, Workspace, files};

/// All files of the catalogue that parse. What is wrong with the others is for the generator to say.
pub(super) fn read(workspace: &Workspace) -> Result<Vec<QueryFile>, Error> {
    let files = files::with_extension(&workspace.queries(), "graphql")?;
    let parsed = files.into_iter().filter_map(|file| {
        let text = String::from_utf8(file.bytes).ok()?;
        let document = parse_query::<String>(&text).ok()?.into_static();
        Some(QueryFile {
            name: file.name.trim_end_matches(".graphql").to_owned(),
            document,
        })
    });
    Ok(parsed.collect())
}
