//! What a build tells dependents through cargo's `links`, and how a dependent's build script finds it.

use std::path::{Path, PathBuf, absolute};
use std::{env, fs};

use super::error::BuildError;
use crate::dependency::Dependency;

/// The file in `OUT_DIR` that dependents read.
pub(super) const FILE: &str = "generated.types";
/// What cargo calls its path on the way.
const KEY: &str = "generated";
/// Generated code and what it is written against belong to one version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A dependency as it was found.
pub(super) struct Found {
    /// The types.
    pub(super) dependency: Dependency,
    /// Its schema.
    pub(super) schema: Vec<PathBuf>,
    /// Its query files.
    pub(super) queries: Vec<PathBuf>,
    /// The file that says so.
    pub(super) file: PathBuf,
}

/// Finds what the package with this value of `links` told.
pub(super) fn find(links: &str) -> Result<Found, BuildError> {
    let variable = variable(links);
    let file = env::var_os(&variable).map(PathBuf::from);
    let file = file.ok_or_else(|| BuildError::NoDependency(links.to_owned(), variable))?;
    read_file(links, &file)
}

/// Reads what a package told, from the file itself.
pub(super) fn open(file: &Path) -> Result<Found, BuildError> {
    read_file(&file.display().to_string(), file)
}

fn read_file(name: &str, file: &Path) -> Result<Found, BuildError> {
    let text = fs::read_to_string(file).map_err(|error| BuildError::Read(file.into(), error))?;
    read(name, file.to_owned(), &text)
}

/// The variable that cargo sets for what a package tells with `cargo::metadata`.
fn variable(links: &str) -> String {
    let name = links.to_uppercase().replace('-', "_");
    format!("DEP_{name}_{}", KEY.to_uppercase())
}

fn read(links: &str, file: PathBuf, text: &str) -> Result<Found, BuildError> {
    let rest = |word: &'static str| {
        let lines = text.lines().filter_map(|line| line.split_once(' '));
        lines.filter_map(move |(known, rest)| (known == word).then_some(rest))
    };
    let version = rest("version").next().unwrap_or("another");
    if version != VERSION {
        let links = links.to_owned();
        return Err(BuildError::OtherVersion(links, version.to_owned()));
    }
    Ok(Found {
        dependency: Dependency::parse(text),
        schema: rest("schema").map(PathBuf::from).collect(),
        queries: rest("queries").map(PathBuf::from).collect(),
        file,
    })
}

/// What [`find`] reads.
pub(super) fn text(
    dependency: &Dependency,
    schema: &[PathBuf],
    queries: &[PathBuf],
) -> Result<String, BuildError> {
    let mut text = format!("version {VERSION}\n");
    for (word, paths) in [("schema", schema), ("queries", queries)] {
        for path in paths {
            let whole = absolute(path).map_err(|error| BuildError::Read(path.clone(), error))?;
            text.push_str(&format!("{word} {}\n", super::one_line(&whole)?));
        }
    }
    text.push_str(&dependency.text());
    Ok(text)
}

/// Tells cargo, which tells the build scripts of dependents.
pub(super) fn tell(out: &Path) -> Result<(), BuildError> {
    println!(
        "cargo::metadata={KEY}={}",
        super::one_line(&out.join(FILE))?
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_found() {
        let dependency = Dependency {
            path: "::shop".to_owned(),
            ..Dependency::default()
        };
        let (schema, queries) = ([PathBuf::from("/a b")], [PathBuf::from("/q")]);
        let text = text(&dependency, &schema, &queries).unwrap();
        let found = read("shop", PathBuf::new(), &text).ok().unwrap();
        assert_eq!(
            (found.schema.as_slice(), found.queries.as_slice()),
            (&schema[..], &queries[..])
        );
        assert_eq!(found.dependency, dependency);
    }

    #[test]
    fn another_version_is_refused() {
        let refused = read("shop", PathBuf::new(), "version 0.0.0\n")
            .err()
            .unwrap();
        assert!(refused.to_string().contains("0.0.0"), "{refused}");
    }

    #[test]
    fn the_variable_is_cargos() {
        assert_eq!(variable("my-shop"), "DEP_MY_SHOP_GENERATED");
    }
}
