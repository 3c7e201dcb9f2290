//! Paths in Rust source that lead into the own crate, found in its tokens: in `use` items and anywhere else.

use std::{collections::BTreeMap, str::FromStr};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A path that begins at the root of the crate: its first name, and the line it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    pub(super) name: String,
    pub(super) line: usize,
}

/// What lib.rs gives out under other names: `Error` -> `error` for `pub use error::Error`.
pub(super) fn exported(lib: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let tokens = tokens(lib);
    for (index, token) in tokens.iter().enumerate() {
        if is_ident(token, "use") {
            let end = tokens
                .iter()
                .skip(index)
                .position(|token| is_punct(token, ';'))
                .unwrap_or_default();
            leaves(&tokens[index + 1..index + end.max(1)], None, &mut names);
        }
    }
    names
}

/// All paths from the root of the crate in a file whose module path is `module`, tests left out.
pub(super) fn roots(text: &str, module: &[String]) -> Vec<Root> {
    let mut roots = Vec::new();
    walk(&tokens(text), module.len(), &mut roots);
    roots
}

/// A file that cannot be lexed is no matter of this rule: the compiler will say so.
fn tokens(text: &str) -> Vec<TokenTree> {
    TokenStream::from_str(text)
        .map(|stream| stream.into_iter().collect())
        .unwrap_or_default()
}

fn walk(tokens: &[TokenTree], depth: usize, roots: &mut Vec<Root>) {
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let rest = &tokens[index..];
        // `$crate` stands in a macro: what it names is looked up where the macro is used.
        if is_punct(token, '$') {
            index += 2;
            continue;
        }
        if let Some(length) = test_item(rest) {
            index += length;
            continue;
        }
        if let Some(body) = inline_module(rest) {
            walk(
                &body.stream().into_iter().collect::<Vec<_>>(),
                depth + 1,
                roots,
            );
            index += 3;
            continue;
        }
        if let Some(length) = to_root(rest, depth) {
            roots.extend(rest.get(length).into_iter().flat_map(first_names));
            index += length;
            continue;
        }
        if let TokenTree::Group(group) = token {
            walk(
                &group.stream().into_iter().collect::<Vec<_>>(),
                depth,
                roots,
            );
        }
        index += 1;
    }
}

/// `#[cfg(test)]` and the module after it: how many tokens.
fn test_item(tokens: &[TokenTree]) -> Option<usize> {
    let [hash, TokenTree::Group(attribute), item, ..] = tokens else {
        return None;
    };
    let is_test =
        is_punct(hash, '#') && attribute.stream().to_string().replace(' ', "") == "cfg(test)";
    (is_test && is_ident(item, "mod")).then_some(5)
}

fn inline_module(tokens: &[TokenTree]) -> Option<&Group> {
    match tokens {
        [keyword, TokenTree::Ident(_), TokenTree::Group(body), ..]
            if is_ident(keyword, "mod") && body.delimiter() == Delimiter::Brace =>
        {
            Some(body)
        }
        _ => None,
    }
}

/// `crate::` or as many `super::` as lead to the root: how many tokens.
fn to_root(tokens: &[TokenTree], depth: usize) -> Option<usize> {
    if tokens.first().is_some_and(|token| is_ident(token, "crate")) {
        return is_path_separator(tokens.get(1..3)?).then_some(3);
    }
    let supers = tokens.chunks(3).take_while(|chunk| is_super(chunk)).count();
    (supers > 0 && supers == depth).then_some(supers * 3)
}

fn is_super(chunk: &[TokenTree]) -> bool {
    chunk.len() == 3 && is_ident(&chunk[0], "super") && is_path_separator(&chunk[1..])
}

/// The name, or each first name in `{…}`.
fn first_names(token: &TokenTree) -> Vec<Root> {
    match token {
        TokenTree::Ident(ident) => vec![Root {
            name: ident.to_string(),
            line: ident.span().start().line,
        }],
        TokenTree::Group(group) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            let elements = tokens.split(|token| is_punct(token, ','));
            elements
                .filter_map(|element| element.first())
                .flat_map(first_names)
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The names that a `use` tree brings in, each with the first name of its path.
fn leaves(tokens: &[TokenTree], first: Option<&str>, names: &mut BTreeMap<String, String>) {
    let idents: Vec<String> = tokens
        .iter()
        .filter_map(ident)
        .filter(|name| !is_relative(name))
        .collect();
    let first = first.or(idents.first().map(String::as_str));
    match (tokens.last(), first) {
        (Some(TokenTree::Group(group)), first) => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            inner
                .split(|token| is_punct(token, ','))
                .for_each(|element| leaves(element, first, names));
        }
        (Some(TokenTree::Ident(leaf)), Some(first)) => {
            names.insert(leaf.to_string(), first.to_owned());
        }
        _ => {}
    }
}

fn is_relative(name: &str) -> bool {
    matches!(name, "crate" | "self")
}

fn ident(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_path_separator(tokens: &[TokenTree]) -> bool {
    tokens.len() == 2 && tokens.iter().all(|token| is_punct(token, ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_to_the_root() {
        let cases: [(&str, usize, &[&str]); 9] = [
            ("macro_rules! m { () => { $crate::a::B }; }", 1, &[]),
            ("use crate::a::B;", 1, &["a"]),
            ("use crate::{a, b::{C, d}, E};", 1, &["a", "b", "E"]),
            ("fn f() { crate::a::g(); }", 1, &["a"]),
            ("use super::a::B;", 1, &["a"]),
            ("use super::a::B;", 2, &[]),
            ("use super::super::a::B;", 2, &["a"]),
            ("mod m { use super::super::a::B; use super::c; }", 1, &["a"]),
            (
                "#[cfg(test)] mod tests { use crate::a::B; } use crate::c;",
                1,
                &["c"],
            ),
        ];
        for (text, depth, expected) in cases {
            let module = vec!["m".to_owned(); depth];
            let names: Vec<String> = roots(text, &module)
                .into_iter()
                .map(|root| root.name)
                .collect();
            assert_eq!(names, expected, "{text}");
        }
    }

    #[test]
    fn what_lib_gives_out() {
        let names = exported("mod a; pub use a::{B, c::D as E}; pub use crate::f::G;");
        let expected = [("B", "a"), ("E", "a"), ("G", "f")];
        let expected = expected.map(|(name, stage)| (name.to_owned(), stage.to_owned()));
        assert_eq!(names, BTreeMap::from(expected));
    }
}
