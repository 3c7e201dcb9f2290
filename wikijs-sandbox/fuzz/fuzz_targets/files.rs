//! What a wiki is said to begin with is read or refused: a seed file, a page with front matter, faults.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use wikijs_sandbox::{Fault, Sandbox};

fuzz_target!(|input: (u8, &str)| {
    let (kind, text) = input;
    let name = match kind % 4 {
        0 => "wiki.toml",
        1 => "wiki.json",
        2 => "page.md",
        _ => {
            let Ok(faults) = Fault::from_json(text) else { return };
            for fault in faults {
                assert_eq!(Fault::from_json(&fault.to_json()), Ok(vec![fault]));
            }
            return;
        }
    };
    let folder = std::env::temp_dir().join(format!("wikijs-sandbox-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    fs::write(&file, text).expect("a file");
    if name == "page.md" {
        drop(Sandbox::builder().pages_from(&folder));
    } else {
        drop(Sandbox::builder().seed_file(&file));
    }
    fs::remove_file(&file).expect("it was written");
});
