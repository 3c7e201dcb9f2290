//! Front matter: YAML between two lines `---` at the top of a page, or in a comment at the top of an HTML page.
//!
//! The wiki's own downloads look like YAML and are not: a title stands there as it is, with its quotes and colons. They
//! are known by their seven names in their order, and read as they were written.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

/// What a page's front matter can say. The dates are those of a download; pages begin when the wiki does.
pub(super) const NAMES: [&str; 8] = [
    "title",
    "description",
    "published",
    "tags",
    "editor",
    "locale",
    "date",
    "dateCreated",
];

const OF_DOWNLOADS: [&str; 7] = [
    "title",
    "description",
    "published",
    "date",
    "tags",
    "editor",
    "dateCreated",
];

/// A name and what it is, with its line in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) value: Said,
}

/// What a name is said to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    Text(String),
    List(Vec<String>),
}

/// What is wrong, and in which line of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) line: usize,
    pub(super) said: String,
}

/// The front matter of a file, and the rest of it.
pub(super) fn read(text: &str) -> Result<(Vec<Entry>, &str), Mistake> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(parts) = split(text)? else {
        return Ok((Vec::new(), text));
    };
    let entries = match of_download(parts.head) {
        Some(entries) => entries,
        None => yaml(parts.head)?,
    };
    Ok((entries, parts.content))
}

struct Parts<'a> {
    head: &'a str,
    content: &'a str,
}

// A comment of another kind at the top of an HTML page is a part of it.
fn split(text: &str) -> Result<Option<Parts<'_>>, Mistake> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let close = match first.trim_end() {
        "---" => "---",
        "<!--" => "-->",
        _ => return Ok(None),
    };
    let rest = text.get(first.len()..).unwrap_or_default();
    let is_meant = NAMES.iter().any(|name| {
        let after = rest.trim_start().strip_prefix(name);
        after.is_some_and(|after| after.trim_start().starts_with(':'))
    });
    if close == "-->" && !is_meant {
        return Ok(None);
    }
    let mut at = 0;
    for line in lines {
        if line.trim_end() == close {
            let (head, content) = (rest.get(..at), rest.get(at + line.len()..));
            let content = content.unwrap_or_default();
            return Ok(Some(Parts {
                head: head.unwrap_or_default(),
                content: without_blank_line(content),
            }));
        }
        at += line.len();
    }
    match is_meant {
        true => Err(Mistake {
            line: 1,
            said: format!("the front matter has no end: a line {close:?}"),
        }),
        false => Ok(None),
    }
}

fn without_blank_line(content: &str) -> &str {
    let after = ["\n", "\r\n"]
        .iter()
        .find_map(|end| content.strip_prefix(end));
    after.unwrap_or(content)
}

// As the wiki writes it: a line each, and nothing is quoted.
fn of_download(head: &str) -> Option<Vec<Entry>> {
    let lines: Vec<_> = head.lines().collect();
    if lines.len() != OF_DOWNLOADS.len() {
        return None;
    }
    let entries = OF_DOWNLOADS.iter().zip(lines).enumerate();
    entries
        .map(|(at, (name, line))| {
            let value = line.strip_prefix(name)?.strip_prefix(':')?.trim();
            let value = match value {
                "" => Said::Nothing,
                text => Said::Text(text.into()),
            };
            Some(Entry {
                name: (*name).into(),
                line: at + 2,
                value,
            })
        })
        .collect()
}

fn yaml(head: &str) -> Result<Vec<Entry>, Mistake> {
    let mut events = Events {
        parser: Parser::new_from_str(head),
        line: 2,
    };
    match events.next()? {
        Event::StreamEnd => return Ok(Vec::new()),
        Event::MappingStart(..) => {}
        _ => {
            let said = "front matter is a list of names and what they are (title: Home); a line across the page is \
                        written *** where it is the first";
            return Err(events.mistake(said));
        }
    }
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let name = match events.next()? {
            Event::MappingEnd => break,
            Event::Scalar(name, ..) => name.into_owned(),
            _ => return Err(events.mistake("a name is wanted")),
        };
        let line = events.line;
        if entries.iter().any(|entry| entry.name == name) {
            return Err(events.mistake(&format!("{name:?} is there twice")));
        }
        let value = events.value(&name)?;
        entries.push(Entry { name, line, value });
    }
    match events.next()? {
        Event::StreamEnd => Ok(entries),
        _ => Err(events.mistake("something comes after the names")),
    }
}

/// The events of the parser that say something, and the line of the last one.
struct Events<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    line: usize,
}

impl<'a> Events<'a> {
    fn next(&mut self) -> Result<Event<'a>, Mistake> {
        loop {
            let (event, span) = match self.parser.next_event() {
                None => return Ok(Event::StreamEnd),
                Some(Ok(event)) => event,
                Some(Err(error)) => return Err(garbled(&error)),
            };
            // The first line of the file is the one above.
            self.line = span.start.line() + 1;
            match event {
                Event::Nothing
                | Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd => {}
                event => return Ok(event),
            }
        }
    }

    fn mistake(&self, said: &str) -> Mistake {
        Mistake {
            line: self.line,
            said: said.into(),
        }
    }

    // A text, a list of them, or nothing.
    fn value(&mut self, name: &str) -> Result<Said, Mistake> {
        match self.next()? {
            Event::Scalar(text, ScalarStyle::Plain, ..)
                if ["", "~", "null"].contains(&text.as_ref()) =>
            {
                Ok(Said::Nothing)
            }
            Event::Scalar(text, ..) => Ok(Said::Text(text.into_owned())),
            Event::SequenceStart(..) => self.list(name),
            _ => Err(self.mistake(&format!("{name:?} wants a text or a list of texts"))),
        }
    }

    fn list(&mut self, name: &str) -> Result<Said, Mistake> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Said::List(items)),
                Event::Scalar(text, ..) => items.push(text.into_owned()),
                _ => return Err(self.mistake(&format!("{name:?} wants a list of texts"))),
            }
        }
    }
}

fn garbled(error: &ScanError) -> Mistake {
    Mistake {
        line: error.marker().line() + 1,
        said: format!("no YAML: {}", error.info()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(String, Said)> {
        let (entries, content) = read(text).unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"));
        assert_eq!(content, "back\n", "{text}");
        let entries = entries.into_iter();
        entries.map(|entry| (entry.name, entry.value)).collect()
    }

    fn text(name: &str, value: &str) -> (String, Said) {
        (name.into(), Said::Text(value.into()))
    }

    fn tags(tags: &[&str]) -> (String, Said) {
        let tags = tags.iter().map(|tag| (*tag).to_owned());
        ("tags".into(), Said::List(tags.collect()))
    }

    #[test]
    fn the_forms_of_yaml_are_read() {
        let cases = [
            (
                "---\ntitle: Plain\n---\nback\n",
                vec![text("title", "Plain")],
            ),
            (
                "---\ntitle: \"Quoted: title\"\ndescription: 'It''s'\n---\n\nback\n",
                vec![text("title", "Quoted: title"), text("description", "It's")],
            ),
            (
                "---\ntags: [one, \"two three\"]\n---\nback\n",
                vec![tags(&["one", "two three"])],
            ),
            (
                "---\ntags:\n  - one\n  - two\n---\nback\n",
                vec![tags(&["one", "two"])],
            ),
            ("---\ntags: []\n---\nback\n", vec![tags(&[])]),
            (
                "---\ntags: a, b\npublished: false\n---\nback\n",
                vec![text("tags", "a, b"), text("published", "false")],
            ),
            (
                "---\ntitle: >\n  folded\n  text\n---\nback\n",
                vec![text("title", "folded text\n")],
            ),
            (
                "---\r\ntitle: Crossed\r\n---\r\n\r\nback\n",
                vec![text("title", "Crossed")],
            ),
            (
                "\u{feff}---\ntitle: Marked\n---\nback\n",
                vec![text("title", "Marked")],
            ),
            (
                "---\n# a remark\ntitle: \"null\"\ntags:\n---\nback\n",
                vec![text("title", "null"), ("tags".into(), Said::Nothing)],
            ),
            (
                "<!--\ntitle: In HTML\n-->\n\nback\n",
                vec![text("title", "In HTML")],
            ),
            ("---\n---\nback\n", vec![]),
            ("---\n# a remark\n---\nback\n", vec![]),
        ];
        for (file, expected) in cases {
            assert_eq!(said(file), expected, "{file}");
        }
    }

    #[test]
    fn downloads_are_read_as_the_wiki_writes_them() {
        let file = "---\ntitle: \"A\": [b\ndescription: \npublished: true\ndate: 2026-01-01T00:00:00.000Z\ntags: a, b\n\
                    editor: markdown\ndateCreated: 2026-01-01T00:00:00.000Z\n---\n\nback\n";
        let expected = [
            text("title", "\"A\": [b"),
            ("description".into(), Said::Nothing),
            text("published", "true"),
            text("date", "2026-01-01T00:00:00.000Z"),
            text("tags", "a, b"),
            text("editor", "markdown"),
            text("dateCreated", "2026-01-01T00:00:00.000Z"),
        ];
        assert_eq!(said(file), expected);
    }

    #[test]
    fn what_is_no_front_matter_stays() {
        for file in [
            "# Plain",
            "---\n\nunder a line",
            "<!--\nCopyright: ours\n-->\n<p>",
            "<!-- title: x -->\n",
            "",
        ] {
            assert_eq!(read(file), Ok((Vec::new(), file)));
        }
    }

    #[test]
    fn mistakes_have_a_line() {
        let cases = [
            ("---\ndescription: x\ntitle: [x\n---\n", 4, "no YAML: "),
            (
                "---\ntitle: a\ntitle: b\n---\n",
                3,
                "\"title\" is there twice",
            ),
            ("---\ntitle: {a: b}\n---\n", 2, "\"title\" wants a text"),
            (
                "---\ntags: [[a]]\n---\n",
                2,
                "\"tags\" wants a list of texts",
            ),
            (
                "---\njust text\n---\n",
                2,
                "front matter is a list of names",
            ),
            ("---\ntitle: x\n", 1, "the front matter has no end"),
            ("---\ntitle: *x\n---\n", 2, ""),
        ];
        for (file, line, said) in cases {
            let mistake = read(file).expect_err(file);
            assert!(mistake.said.contains(said), "{file}: {mistake:?}");
            assert_eq!(mistake.line, line, "{file}: {mistake:?}");
        }
    }
}
