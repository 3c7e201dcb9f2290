//! The edge of the crate: the only file that reads and writes files, knows `OUT_DIR` and speaks to cargo.

use std::error::Error;
use std::fmt::{Display, Formatter};
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io, process};

use crate::config::Config;
use crate::diagnostic::Report;
use crate::source::{Source, SourceKind, Sources};
use crate::{Generated, compile};

/// The file in a schema's folder that defines the generator's own directives.
const DIRECTIVES: &str = "directives.graphql";
/// The folder in a schema's folder that holds the overlay.
const OVERLAY: &str = "overlay";
const ENDING: &str = "graphql";
/// Deeper folders are taken for a link that leads back.
const DEPTH: usize = 32;

/// Compiles `schema` (a folder or a file) and the folder `queries` for a build script: see [`Build::run`].
pub fn build(schema: impl Into<PathBuf>, queries: impl Into<PathBuf>) {
    Build::new().schema(schema).queries(queries).run();
}

/// The files of a build script and its settings.
///
/// ```no_run
/// wikijs_codegen::Build::new().schema("schema").queries("queries").run();
/// ```
#[derive(Debug, Clone, Default)]
pub struct Build {
    schema: Vec<PathBuf>,
    queries: Vec<PathBuf>,
    out: Option<PathBuf>,
    config: Config,
}

impl Build {
    /// A build without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema: one file (SDL, or the answer to an introspection query as JSON), or a folder with all its
    /// `.graphql` files. In a folder, `directives.graphql` holds the
    /// generator's own directives, and the folder `overlay` the notes on the schema.
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.schema.push(path.into());
        self
    }

    /// Adds a folder of operations and fragments: all its `.graphql` files, those in folders too.
    pub fn queries(mut self, path: impl Into<PathBuf>) -> Self {
        self.queries.push(path.into());
        self
    }

    /// Takes these settings.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Writes there instead of into cargo's `OUT_DIR`.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out = Some(path.into());
        self
    }

    /// Generates, from a build script: tells cargo what to watch, writes what has changed. What is wrong goes to the
    /// standard error, and the script ends with status 1.
    pub fn run(&self) {
        match self.watch().and_then(|()| self.try_run()) {
            Ok(generated) if generated.warnings.is_empty() => {}
            Ok(generated) => warn(&generated.warnings),
            Err(error) => {
                eprintln!("{error}");
                process::exit(1);
            }
        }
    }

    /// Generates and writes what has changed; says nothing to cargo.
    pub fn try_run(&self) -> Result<Generated, BuildError> {
        let generated = compile(&self.sources()?, &self.config).map_err(BuildError::Report)?;
        let out = self
            .out
            .clone()
            .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from))
            .ok_or(BuildError::NoOutDir)?;
        for (name, text) in &generated.files {
            write_if_changed(&out.join(name), text)?;
        }
        Ok(generated)
    }

    /// Compares what would be written with what stands there, for code that is kept in the source tree: a test calls it.
    ///
    /// # Errors
    ///
    /// [`BuildError::Stale`] names the first file that is not as it would be written.
    pub fn check_fresh(&self) -> Result<(), BuildError> {
        let generated = compile(&self.sources()?, &self.config).map_err(BuildError::Report)?;
        let out = self.out.clone().ok_or(BuildError::NoOutDir)?;
        let stale = generated.files.iter().find_map(|(name, text)| {
            let path = out.join(name);
            let same = fs::read(&path).is_ok_and(|stored| stored == text.as_bytes());
            (!same).then_some(path)
        });
        stale.map_or(Ok(()), |path| Err(BuildError::Stale(path)))
    }

    /// Reads all files.
    pub fn sources(&self) -> Result<Sources, BuildError> {
        let mut sources = Sources::default();
        for file in self.files()? {
            let bytes = fs::read(&file.path).map_err(|error| BuildError::Read(file.path, error))?;
            sources.add(Source::new(file.kind, file.name, bytes).under(file.root));
        }
        Ok(sources)
    }

    /// The files and folders whose change calls for a new run; a folder changes when a file comes or goes.
    pub fn watched(&self) -> Result<Vec<PathBuf>, BuildError> {
        let mut watched = Vec::new();
        for path in self.schema.iter().chain(&self.queries) {
            walk(path, 0, &mut |path, _| watched.push(path.to_owned()))?;
        }
        Ok(watched)
    }

    /// Tells cargo to run the script again when one of them changes.
    fn watch(&self) -> Result<(), BuildError> {
        for path in self.watched()? {
            println!("cargo::rerun-if-changed={}", one_line(&path)?);
        }
        Ok(())
    }

    fn files(&self) -> Result<Vec<InputFile>, BuildError> {
        let mut files = Vec::new();
        for path in &self.schema {
            let found = graphql_files(path, schema_kind)?;
            if !found.iter().any(|file| file.kind == SourceKind::Schema) {
                return Err(BuildError::Empty(path.clone()));
            }
            files.extend(found);
        }
        for path in &self.queries {
            files.extend(graphql_files(path, |_| SourceKind::Query)?);
        }
        Ok(files)
    }
}

/// Why nothing was generated.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// A file or folder could not be read.
    Read(PathBuf, io::Error),
    /// A file could not be written.
    Write(PathBuf, io::Error),
    /// There is no `.graphql` file with a schema.
    Empty(PathBuf),
    /// The name of a file cannot be told to cargo.
    Name(PathBuf),
    /// A file in the source tree is not as it would be written.
    Stale(PathBuf),
    /// There is no folder to write to.
    NoOutDir,
    /// The schema or the queries are wrong.
    Report(Report),
}

impl Display for BuildError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Read(path, error) => write!(f, "error: cannot read {}: {error}", shown(path)),
            Self::Write(path, error) => write!(f, "error: cannot write {}: {error}", shown(path)),
            Self::Empty(path) => write!(
                f,
                "error: there is no .{ENDING} file with a schema in {}",
                shown(path)
            ),
            Self::Name(path) => write!(
                f,
                "error: rename {path:?}: cargo cannot watch a name with a line break"
            ),
            Self::Stale(path) => write!(
                f,
                "error: {} is stale: generate it anew and look at what changed",
                shown(path)
            ),
            Self::NoOutDir => write!(
                f,
                "error: OUT_DIR is not set: call this from a build script, or give an out_dir"
            ),
            Self::Report(report) => write!(f, "{report}"),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Read(_, error) | Self::Write(_, error) => Some(error),
            Self::Report(report) => Some(report),
            _ => None,
        }
    }
}

struct InputFile {
    path: PathBuf,
    name: String,
    root: String,
    kind: SourceKind,
}

/// The `.graphql` files of a folder in the order of their names; a file stands for itself.
fn graphql_files(
    root: &Path,
    kind: impl Fn(&str) -> SourceKind,
) -> Result<Vec<InputFile>, BuildError> {
    let mut files = Vec::new();
    walk(root, 0, &mut |path, is_folder| {
        let is_meant = path == root || path.extension().is_some_and(|ending| ending == ENDING);
        if !is_folder && is_meant {
            let name = name_below(root, path);
            files.push(InputFile {
                path: path.to_owned(),
                kind: kind(&name),
                name,
                root: folder(root, path),
            });
        }
    })?;
    Ok(files)
}

fn schema_kind(name: &str) -> SourceKind {
    match name.split_once('/') {
        Some((OVERLAY, _)) => SourceKind::Overlay,
        None if name == DIRECTIVES => SourceKind::Directives,
        _ => SourceKind::Schema,
    }
}

/// Visits what a folder holds, sorted by name, folders before what they hold. Hidden entries are left out: editors keep
/// their own files there.
fn walk(path: &Path, depth: usize, visit: &mut impl FnMut(&Path, bool)) -> Result<(), BuildError> {
    let failed = |error| BuildError::Read(path.to_owned(), error);
    let is_folder = fs::metadata(path).map_err(failed)?.is_dir();
    visit(path, is_folder);
    if !is_folder {
        return Ok(());
    }
    if depth == DEPTH {
        return Err(failed(io::Error::other(
            "too many folders in each other: does a link lead back?",
        )));
    }
    let entries: io::Result<Vec<fs::DirEntry>> = fs::read_dir(path).and_then(Iterator::collect);
    let mut names: Vec<_> = entries
        .map_err(failed)?
        .iter()
        .map(fs::DirEntry::file_name)
        .collect();
    names.sort();
    let visible = names
        .iter()
        .filter(|name| !name.as_encoded_bytes().starts_with(b"."));
    visible
        .map(|name| path.join(name))
        .try_for_each(|entry| walk(&entry, depth + 1, visit))
}

fn name_below(root: &Path, path: &Path) -> String {
    let below = path
        .strip_prefix(root)
        .ok()
        .filter(|below| below.components().next().is_some());
    let below = below.map_or_else(
        || PathBuf::from(path.file_name().unwrap_or_default()),
        Path::to_owned,
    );
    let names: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    names.join("/")
}

/// The folder that a file's name is relative to.
fn folder(root: &Path, path: &Path) -> String {
    match root == path {
        true => shown(root.parent().unwrap_or(Path::new(""))),
        false => shown(root),
    }
}

/// A path as messages show it: from the root of the file system, so that a terminal can open it wherever it stands.
fn shown(path: &Path) -> String {
    let whole = env::current_dir().unwrap_or_default().join(path);
    let mut clean = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = clean.pop(),
            part => clean.push(part),
        }
    }
    clean.to_string_lossy().into_owned()
}

fn one_line(path: &Path) -> Result<String, BuildError> {
    let text = path.to_string_lossy();
    match text.contains(['\n', '\r']) {
        true => Err(BuildError::Name(path.to_owned())),
        false => Ok(text.into_owned()),
    }
}

/// Warnings by cargo's own road, a line at a time: what goes to the standard error of a good run is not shown.
fn warn(warnings: &Report) {
    for line in warnings.to_string().lines() {
        println!("cargo::warning={line}");
    }
}

/// A file that is as it was keeps its time, so that cargo compiles nothing again.
fn write_if_changed(path: &Path, text: &str) -> Result<(), BuildError> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| BuildError::Write(path.to_owned(), error))
}
