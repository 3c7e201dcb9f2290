//! What a crate tells those that depend on it of the types that were generated for it, so that queries of theirs share
//! these types instead of generating them again.

use std::collections::BTreeMap;

/// The module that emitted code takes everything from, unless a build says otherwise.
pub const WIRE: &str = "::wikijs_wire::generated";

/// A crate with generated types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependency {
    /// The path of the crate, or of the module in it where the generated file is brought in: `::shop`.
    pub path: String,
    /// The module that code generated for those that depend on it takes everything from.
    pub wire: String,
    /// Whether its operations are `graphql_client::GraphQLQuery`.
    pub graphql_client: bool,
    /// The paths of its types, below `path`.
    pub types: SharedTypes,
}

/// Paths of types by what they are made of.
pub type SharedTypes = BTreeMap<(SharedKind, String), String>;

/// What a shared type is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedKind {
    /// An enum of the schema, by its name.
    Enum,
    /// An identity, by its leaf and its name: `Int PageId`.
    Id,
    /// An input object of the schema, by its name.
    Input,
    /// A fragment, by its name.
    Fragment,
}

const KINDS: [(SharedKind, &str); 4] = [
    (SharedKind::Enum, "enum"),
    (SharedKind::Id, "id"),
    (SharedKind::Input, "input"),
    (SharedKind::Fragment, "fragment"),
];

impl Dependency {
    /// The path of a type below the crate's own, if it has that type.
    pub fn shares(&self, kind: SharedKind, name: &str) -> Option<&str> {
        let path = self.types.get(&(kind, name.to_owned()))?;
        Some(path)
    }

    /// As text, a line each.
    pub fn text(&self) -> String {
        let on = if self.graphql_client { "on" } else { "off" };
        let mut text = format!(
            "path {}\nwire {}\ngraphql_client {on}\n",
            self.path, self.wire
        );
        for ((kind, name), path) in &self.types {
            let word = KINDS.iter().find(|(known, _)| known == kind);
            let word = word.map_or("", |(_, word)| word);
            text.push_str(&format!("{word} {name} {path}\n"));
        }
        text
    }

    /// What [`text`](Self::text) wrote; lines of another kind are left out.
    pub fn parse(text: &str) -> Self {
        let mut read = Self::default();
        for (word, rest) in text.lines().filter_map(|line| line.split_once(' ')) {
            match word {
                "path" => rest.clone_into(&mut read.path),
                "wire" => rest.clone_into(&mut read.wire),
                "graphql_client" => read.graphql_client = rest == "on",
                _ => read.types.extend(shared_type(word, rest)),
            }
        }
        read
    }
}

fn shared_type(word: &str, rest: &str) -> Option<((SharedKind, String), String)> {
    let (kind, _) = KINDS.iter().find(|(_, known)| *known == word)?;
    let (name, path) = rest.rsplit_once(' ')?;
    Some(((*kind, name.to_owned()), path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let ty = |kind, name: &str, path: &str| ((kind, name.to_owned()), path.to_owned());
        let dependency = Dependency {
            path: "::shop".to_owned(),
            wire: WIRE.to_owned(),
            graphql_client: true,
            types: BTreeMap::from([
                ty(SharedKind::Id, "Int GoodId", "types::GoodId"),
                ty(SharedKind::Fragment, "Good", "types::Good"),
            ]),
        };
        let text = format!("schema /a b/c\n{}", dependency.text());
        assert_eq!(Dependency::parse(&text), dependency);
        let path = dependency.shares(SharedKind::Id, "Int GoodId");
        assert_eq!(path, Some("types::GoodId"));
        assert_eq!(dependency.shares(SharedKind::Enum, "Good"), None);
    }
}
