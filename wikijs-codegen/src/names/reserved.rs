//! Words that mean something else already.

/// Keywords of Rust, the reserved ones and `gen` of edition 2024 among them.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 4] = ["self", "Self", "super", "crate"];

/// Types that emitted code calls by the names of the prelude.
const PRELUDE: [&str; 19] = [
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Err",
    "From",
    "Infallible",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Result",
    "Some",
    "String",
    "Vec",
    "PartialEq",
];

/// Whether it is a keyword.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || NEVER_RAW.contains(&word)
}

/// Whether it is a keyword that cannot be a raw identifier.
pub(super) fn is_never_raw(word: &str) -> bool {
    NEVER_RAW.contains(&word)
}

/// Whether a type of this name would hide one that emitted code needs, or be hidden by a type parameter of it.
pub(super) fn hides_prelude(word: &str) -> bool {
    let parameter = word.strip_prefix("By");
    PRELUDE.contains(&word)
        || parameter.is_some_and(|rest| rest.chars().all(|char| char.is_ascii_digit()))
}
