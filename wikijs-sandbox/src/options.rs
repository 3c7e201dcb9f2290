//! The command's options, read into how a sandbox is made.

mod moment;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use moment::Moment;
use wikijs_sandbox::{Builder, Fault, Races, Sandbox, Timing, Uploads};

pub(crate) const HELP: &str = "\
A Wiki.js in memory, for tests and demos.

usage: wikijs-sandbox [options]
       wikijs-sandbox replay FILE... [--url URL]   (recorded sessions; `replay --help`)

  --port N               listen on that port (a free one unless given)
  --address IP           listen there and not on loopback: whoever reaches it can read and write all
  --seed N               what tokens and ids are made from (1); time begins on 2026-01-01 then, so that they repeat
  --start-time TIME      when the wiki's time begins: now, 2026-01-01, 2026-01-01T12:30:00Z, or seconds since 1970
  --seed-file FILE       begins with what a TOML or JSON file says: groups, users, keys, pages, files
  --pages FOLDER         begins with the Markdown and HTML files of a folder as pages
  --save FILE            goes on from that file if it is there, and keeps the wiki in it (with its secrets, mode 0600)
  --uploads keep|spool|digest
                         uploaded files stay in memory, on disk, or are digested and dropped (keep)
  --max-upload BYTES     how large a file may be (5242880)
  --timing FACTOR        answers take the time that the real server takes, times that (0: none)
  --no-races             writes that meet do not go wrong
  --fault JSON           lets something go wrong: '{\"kind\": \"html\", \"status\": 502, \"on\": \"pages.create\", \"times\": 1}'
  --faults FILE          the same, a list of them from a file
  --fresh                a fresh installation: the API off, no keys, no groups of its own
  --admin-email ADDRESS  the first administrator's address
  --admin-password TEXT  and password
  --production           no introspection, no stack traces
  --help                 this text
";

/// What was asked for.
pub(crate) struct Options {
    pub(crate) builder: Builder,
    /// The first administrator, where this run makes one.
    pub(crate) admin: Option<(String, String)>,
    pub(crate) save: Option<PathBuf>,
    /// What whoever asked should know.
    pub(crate) notes: Vec<String>,
}

/// What is collected before a builder can be made of it.
struct Reading {
    builder: Builder,
    admin: (String, String),
    save: Option<PathBuf>,
    listen: SocketAddr,
    uploads: Uploads,
    most: Option<u64>,
    seeded: bool,
    start: Option<Moment>,
    /// The options that say what a wiki begins with.
    beginning: Vec<String>,
}

// What was saved is there instead.
const BEGINNING: [&str; 6] = [
    "--seed",
    "--seed-file",
    "--pages",
    "--fresh",
    "--admin-email",
    "--admin-password",
];

/// Reads the arguments; none where help was asked for.
pub(crate) fn read(mut args: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut reading = Reading {
        builder: Sandbox::builder().control(true),
        admin: ("admin@sandbox.test".into(), "sandbox-admin".into()),
        save: None,
        listen: (Ipv4Addr::LOCALHOST, 0).into(),
        uploads: Uploads::kept(),
        most: None,
        seeded: false,
        start: None,
        beginning: Vec::new(),
    };
    while let Some(arg) = args.next() {
        if arg == "--help" || arg == "-h" {
            return Ok(None);
        }
        if BEGINNING.contains(&arg.as_str()) {
            reading.beginning.push(arg.clone());
        }
        reading = match switch(&reading.builder, &arg) {
            Some(builder) => Reading { builder, ..reading },
            None => {
                let value = || args.next().ok_or_else(|| format!("{arg} wants a value"));
                reading.option(&arg, value)?
            }
        };
    }
    Ok(Some(reading.finish()))
}

// Options without a value; none where it is another one.
fn switch(builder: &Builder, name: &str) -> Option<Builder> {
    let builder = builder.clone();
    Some(match name {
        "--fresh" => builder.fresh_installation(),
        "--production" => builder.production(true),
        "--no-races" => builder.races(Races::none()),
        _ => return None,
    })
}

impl Reading {
    fn option(
        mut self,
        name: &str,
        value: impl FnOnce() -> Result<String, String>,
    ) -> Result<Self, String> {
        match name {
            "--port" => self.listen.set_port(number(name, &value()?)?),
            "--address" => self.listen.set_ip(number::<IpAddr>(name, &value()?)?),
            "--max-upload" => self.most = Some(number(name, &value()?)?),
            "--uploads" => self.uploads = uploads(&value()?)?,
            "--admin-email" => self.admin.0 = value()?,
            "--admin-password" => self.admin.1 = value()?,
            "--save" => self.save = Some(value()?.into()),
            "--start-time" => self.start = Some(start(&value()?)?),
            "--seed" => {
                self.builder = self.builder.seed(number(name, &value()?)?);
                self.seeded = true;
            }
            _ => self.builder = build(self.builder, name, value)?,
        }
        Ok(self)
    }

    fn finish(self) -> Options {
        let uploads = match self.most {
            Some(most) => self.uploads.up_to(most),
            None => self.uploads,
        };
        let (email, password) = self.admin.clone();
        let builder = self.builder.admin(email, password).address(self.listen);
        let builder = builder.uploads(uploads);
        let builder = match self.start {
            Some(Moment::At(at)) => builder.start_time(at),
            // Tokens are made of the time, too.
            None if self.seeded => builder,
            Some(Moment::Now) | None => builder.start_now(),
        };
        match self.save.as_ref().filter(|file| file.exists()) {
            Some(file) => Options {
                builder: builder.resume(file),
                admin: None,
                notes: notes(file, &self.beginning),
                save: self.save,
            },
            None => Options {
                builder,
                admin: Some(self.admin),
                notes: Vec::new(),
                save: self.save,
            },
        }
    }
}

fn notes(file: &Path, beginning: &[String]) -> Vec<String> {
    if beginning.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "note: {} is there already, and the wiki goes on from it: {} count for nothing",
        file.display(),
        beginning.join(", ")
    )]
}

fn start(text: &str) -> Result<Moment, String> {
    moment::read(text).ok_or_else(|| {
        format!("--start-time wants now, 2026-01-01, 2026-01-01T12:30:00Z or seconds since 1970, not {text:?}")
    })
}

fn build(
    builder: Builder,
    name: &str,
    value: impl FnOnce() -> Result<String, String>,
) -> Result<Builder, String> {
    Ok(match name {
        "--pages" => {
            let read = builder.pages_from(value()?);
            read.map_err(|error| error.to_string())?
        }
        "--seed-file" => {
            let read = builder.seed_file(value()?);
            read.map_err(|error| error.to_string())?
        }
        "--timing" => builder.timing(Timing::measured().scaled(factor(name, &value()?)?)),
        "--fault" => planned(builder, &value()?)?,
        "--faults" => {
            let file = value()?;
            let text =
                std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
            planned(builder, &text).map_err(|reason| format!("{file}: {reason}"))?
        }
        other => {
            return Err(format!(
                "unknown option {other}; --help tells those that there are"
            ));
        }
    })
}

fn planned(builder: Builder, text: &str) -> Result<Builder, String> {
    Ok(Fault::from_json(text)?
        .into_iter()
        .fold(builder, Builder::fault))
}

fn uploads(text: &str) -> Result<Uploads, String> {
    match text {
        "keep" => Ok(Uploads::kept()),
        "spool" => Ok(Uploads::spooled()),
        "digest" => Ok(Uploads::digested()),
        other => Err(format!(
            "--uploads wants keep, spool or digest, not {other:?}"
        )),
    }
}

fn factor(name: &str, text: &str) -> Result<f64, String> {
    let factor: f64 = number(name, text)?;
    match factor >= 0.0 && factor.is_finite() {
        true => Ok(factor),
        false => Err(format!("{name} cannot be {text:?}")),
    }
}

fn number<T: FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("{name} cannot be {text:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(args: &str) -> String {
        let read = read(args.split_whitespace().map(String::from));
        read.err().unwrap_or_default()
    }

    #[test]
    fn every_option_that_help_names_is_known() {
        let names = HELP.lines().filter_map(|line| line.strip_prefix("  --"));
        let names = names.filter_map(|line| line.split([' ', '\n']).next());
        for name in names.filter(|name| *name != "help") {
            let said = told(&format!("--{name}"));
            assert!(
                said.is_empty() || said.ends_with("wants a value"),
                "{name}: {said}"
            );
        }
    }

    #[test]
    fn mistakes_are_told() {
        let cases = [
            ("--port x", "--port cannot be \"x\""),
            ("--timing -1", "--timing cannot be \"-1\""),
            ("--timing inf", "--timing cannot be \"inf\""),
            (
                "--nope",
                "unknown option --nope; --help tells those that there are",
            ),
            (
                "--start-time soon",
                "--start-time wants now, 2026-01-01, 2026-01-01T12:30:00Z or seconds since 1970, not \"soon\"",
            ),
            (
                "--uploads away",
                "--uploads wants keep, spool or digest, not \"away\"",
            ),
            ("--fault {}", "wants \"kind\""),
            ("--save", "--save wants a value"),
        ];
        for (args, expected) in cases {
            assert_eq!(told(args), expected);
        }
    }
}
