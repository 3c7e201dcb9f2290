//! Reads rustc's CPU seconds. Cargo starts rustc through a wrapper, a few lines of bash whose `time` adds up what rustc
//! and its children used: exact, and without a line of unsafe code. Nothing is incremental, so that runs compare.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use super::{CompileCostError as Error, Measured};

const WRAPPER: &str = r#"#!/usr/bin/env bash
# Runs rustc and notes "<crate> <user seconds> <system seconds>" in $COMPILE_COST_LOG.
name=-
previous=
for argument in "$@"; do
  [ "$previous" = --crate-name ] && name=$argument
  previous=$argument
done
TIMEFORMAT="$name %U %S"
{ time "$@" 2>&3; } 3>&2 2>>"$COMPILE_COST_LOG"
"#;

/// What cargo is asked to do.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Profile {
    /// `cargo check`.
    Check,
    /// `cargo build`.
    Build,
}

impl Profile {
    fn command(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}

/// Builds packages and reads what rustc used.
#[derive(Debug)]
pub(crate) struct Meter {
    folder: PathBuf,
    wrapper: PathBuf,
    log: PathBuf,
}

impl Meter {
    /// A meter that keeps its wrapper, its log and its build products in `folder`.
    pub(crate) fn new(folder: &Path) -> Result<Self, Error> {
        let meter = Self {
            folder: folder.to_owned(),
            wrapper: folder.join("rustc-meter.sh"),
            log: folder.join("rustc-meter.log"),
        };
        fs::write(&meter.wrapper, WRAPPER).map_err(Error::file("write", &meter.wrapper))?;
        executable(&meter.wrapper)?;
        Ok(meter)
    }

    /// The median CPU seconds of `runs` compilations of one crate, its dependencies built before.
    pub(crate) fn median(
        &self,
        measured: &Measured,
        profile: Profile,
        runs: usize,
    ) -> Result<f64, Error> {
        self.cargo(&measured.folder, &[profile.command()], &self.shared())?;
        let mut seconds = (0..runs.max(1))
            .map(|_| self.once(measured, profile))
            .collect::<Result<Vec<_>, _>>()?;
        seconds.sort_by(f64::total_cmp);
        Ok(seconds[seconds.len() / 2])
    }

    fn once(&self, measured: &Measured, profile: Profile) -> Result<f64, Error> {
        touch(&measured.folder.join("src/lib.rs"))?;
        fs::write(&self.log, "").map_err(Error::file("write", &self.log))?;
        self.cargo(&measured.folder, &[profile.command()], &self.shared())?;
        self.noted(&measured.name)
    }

    fn noted(&self, name: &str) -> Result<f64, Error> {
        let log = fs::read_to_string(&self.log).map_err(Error::file("read", &self.log))?;
        let seconds: f64 = log.lines().filter_map(|line| seconds_of(line, name)).sum();
        if seconds > 0.0 {
            Ok(seconds)
        } else {
            Err(Error::NotCompiled(name.to_owned()))
        }
    }

    /// The CPU seconds of everything a build from nothing takes: rustc, build scripts, C compilers, linkers.
    pub(crate) fn clean_build(&self, folder: &Path) -> Result<f64, Error> {
        self.cargo(folder, &["fetch"], &self.shared())?;
        let target = self.folder.join("clean-target");
        if target.exists() {
            fs::remove_dir_all(&target).map_err(Error::file("remove", &target))?;
        }
        fs::write(&self.log, "").map_err(Error::file("write", &self.log))?;
        let output = self.timed_build(folder, &target)?;
        refuse_failure(folder, &output)?;
        self.noted("total")
    }

    fn timed_build(&self, folder: &Path, target: &Path) -> Result<Output, Error> {
        let script = r#"TIMEFORMAT="total %U %S"; { time cargo build --quiet 2>&3; } 3>&2 2>>"$COMPILE_COST_LOG""#;
        Command::new("bash")
            .args(["-c", script])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env("COMPILE_COST_LOG", &self.log)
            .output()
            .map_err(start("bash"))
    }

    /// How many crates a program is made of, counted over normal and build edges.
    pub(crate) fn crates(&self, folder: &Path) -> Result<usize, Error> {
        let tree = ["tree", "--edges", "normal,build", "--prefix", "none"];
        let output = self.cargo(folder, &tree, &self.shared())?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut names: Vec<_> = text
            .lines()
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                Some((words.next()?, words.next()?))
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        Ok(names.len())
    }

    fn shared(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn cargo(&self, folder: &Path, arguments: &[&str], target: &Path) -> Result<Output, Error> {
        let output = Command::new("cargo")
            .args(arguments)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WRAPPER", &self.wrapper)
            .env("COMPILE_COST_LOG", &self.log)
            .output()
            .map_err(start("cargo"))?;
        refuse_failure(folder, &output)?;
        Ok(output)
    }
}

fn start(program: &'static str) -> impl FnOnce(std::io::Error) -> Error {
    move |source| Error::Start { program, source }
}

fn refuse_failure(folder: &Path, output: &Output) -> Result<(), Error> {
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let mut last: Vec<_> = text.lines().rev().take(60).collect();
    last.reverse();
    Err(Error::Build {
        folder: folder.to_owned(),
        output: last.join("\n"),
    })
}

/// Cargo goes by times of change: a new blank line makes it compile the crate again.
fn touch(file: &Path) -> Result<(), Error> {
    OpenOptions::new()
        .append(true)
        .open(file)
        .and_then(|mut opened| writeln!(opened))
        .map_err(Error::file("write", file))
}

fn seconds_of(line: &str, name: &str) -> Option<f64> {
    let mut words = line.split_whitespace();
    if words.next()? != name {
        return None;
    }
    let user: f64 = words.next()?.parse().ok()?;
    let system: f64 = words.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(unix)]
fn executable(file: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
        .map_err(Error::file("set the mode of", file))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::seconds_of;

    #[test]
    fn a_line_counts_for_its_crate_only() {
        assert_eq!(seconds_of("ours 1.5 0.25", "ours"), Some(1.75));
        assert_eq!(seconds_of("ours_user 1.5 0.25", "ours"), None);
        assert_eq!(seconds_of("note: something else", "ours"), None);
        assert_eq!(seconds_of("", "ours"), None);
    }
}
