//! The command as it is called: what it prints, and how it says what is wrong.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const SEED: &str = r#"
[[group]]
name = "Writers"
permissions = ["read:pages"]
rules = [{ match = "start", path = "" }]

[[key]]
name = "robot"
group = "Writers"
"#;

fn command(folder: &Path, args: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wikijs-sandbox"));
    command.current_dir(folder).args(args.split_whitespace());
    command
}

/// What a command that cannot go on says.
fn refused(folder: &Path, args: &str) -> String {
    let output = command(folder, args).output().expect("the command runs");
    assert!(!output.status.success(), "{args}");
    assert!(
        output.stdout.is_empty(),
        "{args}: nothing is promised before"
    );
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A command that serves, and the lines it printed by then.
struct Serving {
    child: Child,
    lines: Vec<String>,
}

impl Serving {
    fn new(folder: &Path, args: &str) -> Self {
        let mut child = command(folder, args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command runs");
        let stdout = child.stdout.take().expect("a pipe");
        let mut lines = Vec::new();
        for line in BufReader::new(stdout).lines() {
            lines.push(line.expect("text"));
            if lines
                .last()
                .is_some_and(|line| line.starts_with("# all it knows"))
            {
                break;
            }
        }
        Self { child, lines }
    }

    fn line(&self, start: &str) -> Option<&str> {
        let line = self.lines.iter().find(|line| line.starts_with(start));
        line.map(String::as_str)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_mistake_is_told_in_a_line_or_two() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).expect("a folder");
    fs::write(pages.join("My File.md"), "text").expect("a file");
    let french = folder.path().join("french");
    fs::create_dir(&french).expect("a folder");
    fs::write(french.join("a.md"), "---\nlocale: fr\n---\ntext").expect("a file");
    fs::write(folder.path().join("bad.toml"), "[site]\ntitel = \"x\"\n").expect("a file");
    for (args, said, lines) in [
        ("--nope", "unknown option --nope; --help tells", 1),
        ("--seed-file nope.toml", "nope.toml: ", 1),
        ("--seed-file bad.toml", "Did you mean \"title\"?", 6),
        ("--fault {}", "wants \"kind\"", 1),
        (
            "--fault {\"kind\":\"hang\",\"on\":\"pages.lst\"}",
            "Did you mean \"pages.list\"",
            1,
        ),
        (
            "--pages pages",
            "My File.md: page My File: Page path cannot contains illegal characters.",
            1,
        ),
        (
            "--pages french",
            "a.md: page a: the locale \"fr\" is not installed",
            1,
        ),
        (
            "--save no/such/folder/w.json",
            "cannot save to no/such/folder/w.json: ",
            1,
        ),
        (
            "--address 192.0.2.1",
            "cannot start: cannot listen on 192.0.2.1:0: ",
            1,
        ),
    ] {
        let told = refused(folder.path(), args);
        assert!(told.contains(said), "{args}: {told}");
        assert!(told.lines().count() <= lines, "{args}: {told}");
        assert!(!told.contains(".tmp"), "{args}: {told}");
    }
}

#[test]
fn a_seed_repeats_tokens_and_keys_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("wiki.toml"), SEED).expect("a file");
    let args = "--seed 9 --seed-file wiki.toml";
    let (one, other) = (
        Serving::new(folder.path(), args),
        Serving::new(folder.path(), args),
    );
    for start in ["WIKIJS_TOKEN=", "# key robot: ", "# group Writers: "] {
        let line = one
            .line(start)
            .unwrap_or_else(|| panic!("{start}: {:?}", one.lines));
        assert_eq!(Some(line), other.line(start));
    }
    let later = Serving::new(folder.path(), "--seed 9 --start-time 2030-01-01");
    assert_ne!(later.line("WIKIJS_TOKEN="), one.line("WIKIJS_TOKEN="));
}

#[test]
fn what_a_saved_wiki_is_not_asked_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Serving::new(folder.path(), "--save w.json"));
    assert!(folder.path().join("w.json").exists(), "saved at once");
    let mut child = command(folder.path(), "--save w.json --seed 3 --admin-email a@b.cd")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let greeted = lines.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("# try")));
    child.kill().expect("it runs");
    let output = child.wait_with_output().expect("it has ended");
    assert!(greeted.is_some());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "note: w.json is there already, and the wiki goes on from it: --seed, --admin-email count for nothing\n"
    );
}
