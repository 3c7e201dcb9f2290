//! A session under other names: the words of its paths, titles, names and texts, changed everywhere in the same way.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

// Words that mean something to the server, to HTML, or to the harness; the server's own data.
const MEANINGFUL: &str = include_str!("../cases/words.txt");
const OWN_DATA: [&str; 2] = [
    include_str!("../../data/fresh.json"),
    include_str!("../../data/modules.json"),
];
const SCHEMA: &str = include_str!("../../schema/wikijs.graphql");

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new("[A-Za-z]{2,}").expect("a pattern"));
// Escapes and placeholders stay. The address of a one-time code is one like others.
static PIECE: LazyLock<Regex> = LazyLock::new(|| {
    let kept = r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{40}|\\u[0-9a-f]{4}|\\.|%[0-9A-F]{2}|<(?:TOKEN|PASSWORD|CONTINUATION|LAST 20 OF TOKEN) [^<>]+>|<TOTP ";
    Regex::new(&format!("{kept}|(?<word>[A-Za-z]{{2,}})")).expect("a pattern")
});
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("a pattern"));
static STRING_OR_KEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""(?:[^"\\]|\\.)*"(?<key>:)?"#).expect("a pattern"));
static MESSAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""(?:message|slug|name)":"((?:[^"\\]|\\.)*)""#).expect("a pattern")
});

// Digests of paths.
static HASH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""hash":"[0-9a-f]{40}""#).expect("a pattern"));

/// The session with its own words changed: each gets a letter after its first, so that they keep their order.
pub(crate) fn renamed(text: &str) -> String {
    let words = own_words(text);
    text.lines()
        .map(|line| other_line(line, &words) + "\n")
        .collect()
}

// Where the words of a line's kind stand.
fn other_line(line: &str, words: &HashSet<String>) -> String {
    let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
    let other = match kind {
        "let" | "ask" => in_strings(&QUOTED, rest, words),
        "with" | "part" => in_strings(&STRING_OR_KEY, rest, words),
        "json" => {
            let masked = HASH.replace_all(rest, r#""hash":"<hash>""#);
            in_strings(&STRING_OR_KEY, &masked, words)
        }
        "text" | "title" => other_words(rest, words),
        "step" => step(rest, words),
        "" if rest.contains("location: ") || rest.contains("content-disposition: ") => {
            other_words(rest, words)
        }
        _ => return line.to_owned(),
    };
    format!("{kind} {other}")
}

fn in_strings(pattern: &Regex, text: &str, words: &HashSet<String>) -> String {
    let other = |found: &Captures<'_>| match found.name("key") {
        Some(_) => found[0].to_owned(),
        None => other_words(&found[0], words),
    };
    pattern.replace_all(text, other).into_owned()
}

// The path of a page or file; those of the server stay.
fn step(rest: &str, words: &HashSet<String>) -> String {
    let (head, path) = rest.rsplit_once(' ').expect("a path");
    match path.starts_with("/graphql") {
        true => rest.to_owned(),
        false => format!("{head} {}", other_words(path, words)),
    }
}

fn other_words(text: &str, words: &HashSet<String>) -> String {
    let other = |found: &Captures<'_>| match found.name("word") {
        Some(word) if words.contains(&word.as_str().to_lowercase()) => {
            let (first, rest) = word.as_str().split_at(1);
            format!("{first}q{rest}")
        }
        _ => found[0].to_owned(),
    };
    PIECE.replace_all(text, other).into_owned()
}

// Words that the session sends, and that nobody else uses.
fn own_words(text: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut taken = words_of(MEANINGFUL);
    taken.extend(words_of(SCHEMA_NAMES.as_str()));
    taken.extend(OWN_DATA.into_iter().flat_map(words_of));
    for line in text.lines() {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "let" | "ask" => words.extend(strings(&QUOTED, rest)),
            "with" => words.extend(strings(&STRING_OR_KEY, rest)),
            "step" => {}
            // Sizes and digests would change.
            "body" | "raw" | "part" => taken.extend(words_of(rest)),
            "json" => taken.extend(MESSAGE.captures_iter(rest).flat_map(|m| words_of(&m[1]))),
            _ => {}
        }
    }
    words.retain(|word| !taken.contains(word));
    words
}

// The schema without its descriptions.
static SCHEMA_NAMES: LazyLock<String> = LazyLock::new(|| {
    let descriptions = Regex::new(r#"(?s)""".*?"""|"[^"\n]*"|#[^\n]*"#).expect("a pattern");
    descriptions.replace_all(SCHEMA, "").into_owned()
});

fn strings(pattern: &Regex, text: &str) -> HashSet<String> {
    let found = pattern
        .captures_iter(text)
        .filter(|found| found.name("key").is_none());
    found.flat_map(|found| words_in(&found[0])).collect()
}

fn words_in(text: &str) -> Vec<String> {
    let words = PIECE
        .captures_iter(text)
        .filter_map(|found| found.name("word"));
    words.map(|word| word.as_str().to_lowercase()).collect()
}

fn words_of(text: &str) -> HashSet<String> {
    WORD.find_iter(text)
        .map(|word| word.as_str().to_lowercase())
        .collect()
}

#[test]
fn words_are_changed_in_their_places() {
    let text =
        "ask {pages{list(tags:[\"guide\"]){path}}}\ngives 200\njson {\"path\":\"guide/Guide\"}\n";
    let other = "ask {pages{list(tags:[\"gquide\"]){path}}}\ngives 200\njson {\"path\":\"gquide/Gquide\"}\n";
    assert_eq!(renamed(text), other);
}
