//! Masks in texts what cannot repeat: dates, digests, hosts, stacks.

use regex::Regex;

pub(super) struct Scrub {
    patterns: Vec<(Regex, &'static str)>,
}

const PATTERNS: [(&str, &str); 8] = [
    (
        r"\b\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
        "<DATE>",
    ),
    (r"(?s)\n    at .*", ""),
    (r#"W/"[^"]*""#, "<ETAG>"),
    (r"\b[0-9a-f]{40,128}\b", "<HASH>"),
    (r"in \d+ seconds", "in N seconds"),
    (
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
        "<UUID>",
    ),
    (
        r"((::ffff:)?127\.0\.0\.\d+|\[?::1\]?|localhost)(:\d{2,5})?\b",
        "<HOST>",
    ),
    (
        r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT",
        "<DATE>",
    ),
];

impl Scrub {
    pub(super) fn new(host: &str) -> Result<Self, String> {
        let own = format!(r"://{}(:\d+)?", regex::escape(host));
        let all = [(own.as_str(), "://<HOST>")].into_iter().chain(PATTERNS);
        let compiled = all.map(|(pattern, by)| Ok((Regex::new(pattern)?, by)));
        let patterns: Result<_, regex::Error> = compiled.collect();
        patterns
            .map(|patterns| Self { patterns })
            .map_err(|error| error.to_string())
    }

    pub(super) fn mask(&self, text: &str) -> String {
        let mask = |text: String, (pattern, by): &(Regex, &str)| {
            pattern.replace_all(&text, *by).into_owned()
        };
        self.patterns.iter().fold(text.to_owned(), mask)
    }
}
