//! What a build says of wrong query files: one file a case in `cases/mistakes/`, one snapshot beside each.

use std::fs;

use wikijs_codegen::{Config, Source, SourceKind, Sources, compile};

use crate::workspace::{schema_sources, sdk_surface, snapshots};

#[test]
fn each_mistake_is_told_with_its_place_and_a_way_out() {
    snapshots("mistakes").bind(|| {
        insta::glob!("../cases/mistakes", "*.graphql", |path| {
            let case = fs::read_to_string(path).unwrap();
            let mut sources = schema_sources();
            sources.files.extend(parts(&case));
            insta::assert_snapshot!("said", said(&sources));
        });
    });
}

/// The report of a build with the SDK's surface, or the operations that came out of it.
fn said(sources: &Sources) -> String {
    match compile(sources, &Config::default().surface(sdk_surface())) {
        Ok(generated) => {
            let paths = generated
                .operations
                .iter()
                .map(|operation| operation.path.as_str());
            format!("compiles: {}", paths.collect::<Vec<_>>().join(", "))
        }
        Err(report) => report.to_string(),
    }
}

/// The query files of a case, by its `#!` lines.
fn parts(case: &str) -> Vec<Source> {
    let mut files: Vec<Source> = Vec::new();
    let mut case_bytes = Bytes::default();
    for line in case.lines() {
        match line.strip_prefix("#! ") {
            Some(order) => case_bytes.order(order, &mut files),
            None => case_bytes.line(line, files.last_mut().expect("a `#! file` line first")),
        }
    }
    files
}

/// How the text of a case becomes bytes.
#[derive(Default)]
struct Bytes {
    mark: bool,
    returns: bool,
    replaced: Option<(char, u8)>,
}

impl Bytes {
    fn order(&mut self, order: &str, files: &mut Vec<Source>) {
        let words: Vec<_> = order.split(' ').collect();
        match words[..] {
            ["bom"] => self.mark = true,
            ["crlf"] => self.returns = true,
            ["byte", character, byte] => {
                let byte = u8::from_str_radix(byte, 16).unwrap();
                self.replaced = Some((character.chars().next().unwrap(), byte));
            }
            ["file", name] => files.push(self.file(name)),
            _ => panic!("`#! {order}` is no order"),
        }
    }

    fn file(&self, name: &str) -> Source {
        let bytes: &[u8] = if self.mark {
            "\u{feff}".as_bytes()
        } else {
            b""
        };
        Source::new(SourceKind::Query, name, bytes)
    }

    fn line(&self, line: &str, file: &mut Source) {
        for character in line.chars() {
            match self.replaced {
                Some((replaced, byte)) if replaced == character => file.bytes.push(byte),
                _ => file.bytes.extend(character.to_string().bytes()),
            }
        }
        file.bytes
            .extend(if self.returns { "\r\n" } else { "\n" }.bytes());
    }
}
