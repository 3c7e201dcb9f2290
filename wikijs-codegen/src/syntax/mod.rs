//! Text to tree. Tokens, parser, tree and printer are our own: graphql-parser has no places on arguments and values,
//! refuses and accepts some documents wrongly (an empty `{}`, a variable in a default), keeps no comments and recurses
//! without a bound, and each of these would have to be repaired from the tokens. With it gone, the build scripts of
//! users also compile three crates fewer. The tests hold it, and apollo-compiler, beside this parser.
//!
//! The grammar is that of the October 2021 specification as graphql-js 15.3 reads it: no descriptions on operations, no
//! `\u{…}` in strings. With graphql-js 16 as the target both are there.

mod introspection;
mod json;
mod lexer;
mod parser;
mod print;
mod strings;
mod token;
pub mod tree;

pub use print::{Text, definition_text, quoted, value_text};
pub use tree::Tree;

use crate::config::Target;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Source, SourceKind, Sources, Span};
use tree::{Definition, File, Value};

/// The rule that a text breaks which is no GraphQL.
pub const SYNTAX: &str = "syntax";
const ENCODING: &str = "encoding";
const FILE_NAMES: &str = "file-names";

/// Parses all files as graphql-js 15.3 reads them. What cannot be read is left out and told in `found`.
pub fn parse(sources: &Sources, found: &mut Vec<Diagnostic>) -> Tree {
    parse_for(Target::GraphqlJs15, sources, found)
}

/// The same for another target.
pub fn parse_for(target: Target, sources: &Sources, found: &mut Vec<Diagnostic>) -> Tree {
    let mut tree = Tree::default();
    for (id, source) in sources.iter() {
        match parse_file(target, id, source) {
            Ok(file) => tree.files.push(file),
            Err(diagnostic) => {
                tree.broken.insert(source.kind);
                found.push(*diagnostic);
            }
        }
    }
    found.extend(names_that_differ_in_case(sources));
    tree
}

/// Parses one text that is built in.
pub(crate) fn parse_text(kind: SourceKind, text: &str) -> Result<File, Box<Diagnostic>> {
    let source = Source::new(kind, "built in", text);
    parse_file(Target::default(), FileId::BUILT_IN, &source)
}

fn parse_file(target: Target, id: FileId, source: &Source) -> Result<File, Box<Diagnostic>> {
    let text = text(id, source)?;
    let (folders, stem) = folders_and_stem(&source.name);
    let mut definitions = definitions(target, id, source, text)?;
    if source.kind == SourceKind::Dependency {
        // Its operations are its own.
        definitions.retain(|definition| matches!(definition, Definition::Fragment(_)));
    }
    Ok(File {
        id,
        kind: source.kind,
        folders,
        stem,
        definitions,
    })
}

fn definitions(
    target: Target,
    id: FileId,
    source: &Source,
    text: &str,
) -> Result<Vec<Definition>, Box<Diagnostic>> {
    if introspection::is_introspection(source, text) {
        return introspection::definitions(id, text);
    }
    let (tokens, comments) = lexer::tokens(target, id, text)?;
    parser::document(target, text, tokens, &comments)
}

/// A value without variables; it is placed at `span`, whatever it holds. `None` where the text is anything else.
fn parse_constant(text: &str, span: Span) -> Option<Value> {
    let (tokens, comments) = lexer::tokens(Target::GraphqlJs16, span.file, text).ok()?;
    let mut value = parser::constant(text, tokens, &comments).ok()?;
    value.place(span);
    Some(value)
}

fn text(id: FileId, source: &Source) -> Result<&str, Box<Diagnostic>> {
    let at = |start: usize| Span {
        file: id,
        start: start as u32,
        end: start as u32 + 1,
    };
    if u32::try_from(source.bytes.len()).is_err() {
        let message = "the file is larger than 4 GiB";
        return Err(Box::new(Diagnostic::new(ENCODING, at(0), message)));
    }
    std::str::from_utf8(&source.bytes).map_err(|error| {
        let byte = source
            .bytes
            .get(error.valid_up_to())
            .copied()
            .unwrap_or_default();
        let message = format!("the file is not UTF-8: byte 0x{byte:02x}");
        let diagnostic = Diagnostic::new(ENCODING, at(error.valid_up_to()), message);
        Box::new(diagnostic.saying("here").help("save the file as UTF-8"))
    })
}

fn folders_and_stem(name: &str) -> (Vec<String>, String) {
    let mut folders: Vec<String> = name.split('/').map(str::to_owned).collect();
    let file = folders.pop().unwrap_or_default();
    let stem = file
        .rsplit_once('.')
        .map_or(file.as_str(), |(stem, _)| stem)
        .to_owned();
    (folders, stem)
}

/// Such files are one file on some machines and two on others. Files of two roots are two everywhere, whatever they are
/// called below them.
fn names_that_differ_in_case(sources: &Sources) -> Vec<Diagnostic> {
    let mut names: Vec<(String, FileId, String)> = sources
        .iter()
        .filter(|(_, source)| source.kind == SourceKind::Query)
        .map(|(id, source)| (source.shown().to_lowercase(), id, source.shown()))
        .collect();
    names.sort();
    let pairs = names
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0 && pair[0].2 != pair[1].2);
    pairs
        .map(|pair| same_but_for_case(&pair[0].2, pair[1].1, &pair[1].2))
        .collect()
}

fn same_but_for_case(first: &str, second: FileId, name: &str) -> Diagnostic {
    let span = Span {
        file: second,
        start: 0,
        end: 0,
    };
    let message = format!("the names `{first}` and `{name}` differ only in case");
    Diagnostic::new(FILE_NAMES, span, message)
        .help("rename one: they are one file where the file system knows no case")
}
