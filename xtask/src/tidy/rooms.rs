//! What a room may not name, whatever the order of the rooms: files, sockets, the wall clock, a crate that only one
//! file knows.
//!
//! Comments do not count, nor does what stands below a `#[cfg(test)]` at the end of a file.

use super::{Finding, text};
use crate::files::File;

/// Words that must not stand below a folder, but for some files.
struct Room {
    folder: &'static str,
    words: &'static [&'static str],
    except: &'static [&'static str],
    why: &'static str,
}

const ROOMS: &[Room] = &[
    Room {
        folder: "wikijs-codegen/src/",
        words: &[
            "std::fs",
            "std::env",
            "std::io",
            "std::net",
            "std::process",
            "SystemTime",
        ],
        except: &[
            "wikijs-codegen/src/edge/mod.rs",
            "wikijs-codegen/src/edge/dependency.rs",
            "wikijs-codegen/src/edge/error.rs",
            "wikijs-codegen/src/edge/files.rs",
            "wikijs-codegen/src/edge/format.rs",
            "wikijs-codegen/src/main.rs",
        ],
        why: "the generator is a pure function; files, environment and cargo are known to edge/",
    },
    Room {
        folder: "wikijs-wire/src/",
        words: &["std::fs", "std::env", "std::net", "std::process", "tokio::"],
        except: &[],
        why: "nothing in wikijs-wire does I/O",
    },
    Room {
        folder: "wikijs-sdk/src/",
        words: &[" reqwest::", "<reqwest::", "(reqwest::"],
        except: &["wikijs-sdk/src/connector/reqwest.rs"],
        why: "one file knows reqwest: connector/reqwest.rs",
    },
    Room {
        folder: "wikijs-sdk/src/",
        words: &["SystemTime::now", "std::time::Instant"],
        except: &[],
        why: "time is tokio's: a test with a paused clock must see all of it",
    },
    Room {
        folder: "wikijs-sdk/src/layers/",
        words: &["Operation"],
        except: &[],
        why: "no layer knows the types of operations: request.rs is where typed meets bytes",
    },
    Room {
        folder: "wikijs-sandbox/src/",
        words: &["SystemTime::now", "std::time::Instant"],
        except: &["wikijs-sandbox/src/builder.rs"],
        why: "the sandbox's time is tokio's; the builder may ask for the wall clock once",
    },
    Room {
        folder: "wikijs-sandbox/",
        words: &["wikijs_sdk", "wikijs_wire", "wikijs_codegen"],
        except: &[],
        why: "the sandbox shares nothing with the SDK, so that a mistake in one is not repeated in the other",
    },
];

/// A finding for each line of the file that names what its room may not.
pub(super) fn check(file: &File) -> Vec<Finding> {
    let source = text(file);
    let rooms = ROOMS.iter().filter(|room| {
        file.name.starts_with(room.folder) && !room.except.contains(&file.name.as_str())
    });
    rooms.flat_map(|room| named(room, file, &source)).collect()
}

fn named(room: &Room, file: &File, source: &str) -> Vec<Finding> {
    let code = source
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"));
    let lines = (1..)
        .zip(code)
        .filter(|(_, line)| !line.trim_start().starts_with("//"));
    let findings = lines.filter_map(|(line, code)| {
        let word = room.words.iter().find(|word| code.contains(*word))?;
        Some(Finding {
            file: file.name.clone(),
            line,
            text: format!("`{}` must not stand here: {}", word.trim(), room.why),
        })
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_room_may_not_name() {
        for (name, line, found) in [
            ("wikijs-codegen/src/check/mod.rs", "use std::fs;", 1),
            ("wikijs-codegen/src/edge/mod.rs", "use std::fs;", 0),
            ("wikijs-codegen/tests/a.rs", "use std::fs;", 0),
            ("wikijs-sdk/src/request.rs", "use reqwest::Client;", 1),
            (
                "wikijs-sdk/src/connector/body.rs",
                "super::reqwest::Received",
                0,
            ),
            ("wikijs-sdk/src/layers/a.rs", "//! No `Operation` here.", 0),
            (
                "wikijs-sdk/src/a.rs",
                "#[cfg(test)]\nuse std::time::Instant;",
                0,
            ),
            ("wikijs-sandbox/tests/a.rs", "use wikijs_sdk::Client;", 1),
        ] {
            let file = File {
                name: name.to_owned(),
                bytes: line.into(),
            };
            assert_eq!(check(&file).len(), found, "{name}: {line}");
        }
    }
}
