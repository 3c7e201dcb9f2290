//! The edge of the crate: the only room that reads and writes files, knows `OUT_DIR` and speaks to cargo.

mod dependency;
mod error;
mod files;
mod format;

pub use error::BuildError;

use std::path::{Path, PathBuf};
use std::{env, fs, process};

use self::dependency::Found;
use self::files::{InputFile, graphql_files, other_endings, schema_kind, walk};
use self::format::formatted;
use crate::config::Config;
use crate::dependency::{Dependency, WIRE};
use crate::diagnostic::Report;
use crate::source::{Source, SourceKind, Sources};
use crate::{Generated, compile};

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
    out_file: Option<PathBuf>,
    config: Config,
    dependency: Option<Wanted>,
    published: Option<Published>,
}

/// A dependency whose types are shared.
#[derive(Debug, Clone)]
enum Wanted {
    /// By its value of `links`.
    Links(String),
    /// By the file that tells of its types.
    File(PathBuf),
}

/// Where dependents find the types.
#[derive(Debug, Clone)]
struct Published {
    path: String,
    wire: String,
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

    /// Takes schema, fragments and types of a package under `[dependencies]`, found by the value of `links` in its manifest;
    /// its build script says [`publish`](Self::publish). A fragment of its that is spread is its type, and so are the
    /// enums, inputs and identities that it has; what it does not have is generated.
    ///
    /// ```no_run
    /// // build.rs of a program with queries of its own for a shop
    /// wikijs_codegen::Build::new().dependency("shop").queries("queries").run();
    /// ```
    pub fn dependency(mut self, links: impl Into<String>) -> Self {
        self.dependency = Some(Wanted::Links(links.into()));
        self
    }

    /// The same outside of a build script, where cargo tells nothing: `generated.types` in the `OUT_DIR` of that package's
    /// build.
    pub fn dependency_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.dependency = Some(Wanted::File(path.into()));
        self
    }

    /// Shares the types with the packages that depend on this one, whose manifest has a value for `links`. `path` is where
    /// the generated file is brought in, as dependents see it, `wire` the module that their code takes everything from:
    /// re-exported, it cannot be of another version.
    ///
    /// ```no_run
    /// wikijs_codegen::Build::new()
    ///     .schema("schema")
    ///     .queries("queries")
    ///     .publish("::shop", "::shop::wire::generated")
    ///     .run();
    /// ```
    pub fn publish(mut self, path: impl Into<String>, wire: impl Into<String>) -> Self {
        let (path, wire) = (path.into(), wire.into());
        self.published = Some(Published { path, wire });
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

    /// Writes to this file in the source tree, for those who want to read or review the code: a module's file, to be named by
    /// `mod` and not by `include!`, laid out by rustfmt as the rest of the package. [`check_fresh`](Self::check_fresh) in a test, or [`verify`](Self::verify) in a build script,
    /// tells whether it is up to date.
    pub fn out_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_file = Some(path.into());
        self
    }

    /// From a build script, in place of [`run`](Self::run): writes nothing, and ends with status 1 if what stands in the
    /// source tree is not what would be written.
    pub fn verify(&self) {
        // `run` writes the file, and a script that watches what it writes runs twice.
        let kept = self.out_file.iter().try_for_each(|path| tell(path));
        let watched = kept.and_then(|()| self.watch());
        or_end(watched.and_then(|()| self.check_fresh()));
    }

    /// Generates, from a build script: tells cargo what to watch, writes what has changed. What is wrong goes to the
    /// standard error, and the script ends with status 1.
    pub fn run(&self) {
        self.run_and_return();
    }

    /// Does what [`run`](Self::run) does, and returns what was made of the files, for scripts that have more to do with it.
    pub fn run_and_return(&self) -> Generated {
        let generated = or_end(self.watch().and_then(|()| self.try_run()));
        warn(&generated.warnings);
        generated
    }

    /// Generates and writes what has changed; says nothing to cargo.
    pub fn try_run(&self) -> Result<Generated, BuildError> {
        let generated = self.generate()?;
        for (path, text) in self.outputs(&generated)? {
            write_if_changed(&path, &text)?;
        }
        if let Some(published) = &self.published {
            let out = self.folder()?;
            let dependency = Dependency {
                path: published.path.clone(),
                wire: published.wire.clone(),
                graphql_client: self.config.graphql_client,
                types: generated.types.clone(),
            };
            let text = dependency::text(&dependency, &self.schema, &self.queries)?;
            write_if_changed(&out.join(dependency::FILE), &text)?;
        }
        Ok(generated)
    }

    /// The files that are written.
    fn outputs(&self, generated: &Generated) -> Result<Vec<(PathBuf, String)>, BuildError> {
        let file = |(name, text): (&String, &String)| match &self.out_file {
            Some(path) => Ok((path.clone(), formatted(&as_module(text))?)),
            None => Ok((self.folder()?.join(name), text.clone())),
        };
        generated.files.iter().map(file).collect()
    }

    fn generate(&self) -> Result<Generated, BuildError> {
        let found = self.found()?;
        let config = self.settings(found.as_ref());
        compile(&self.read(found.as_ref())?, &config).map_err(BuildError::Report)
    }

    /// The settings, with what a dependency decides.
    fn settings(&self, found: Option<&Found>) -> Config {
        let mut config = self.config.clone();
        config.published |= self.published.is_some();
        if let Some(found) = found {
            if config.wire == WIRE {
                config.wire.clone_from(&found.dependency.wire);
            }
            config.graphql_client &= found.dependency.graphql_client;
            config.dependency = Some(found.dependency.clone());
        }
        config
    }

    fn found(&self) -> Result<Option<Found>, BuildError> {
        let wanted = self.dependency.as_ref().map(|wanted| match wanted {
            Wanted::Links(links) => dependency::find(links),
            Wanted::File(path) => dependency::open(path),
        });
        wanted.transpose()
    }

    /// The settings, with what a dependency decides.
    pub(crate) fn whole_config(&self) -> Result<Config, BuildError> {
        Ok(self.settings(self.found()?.as_ref()))
    }

    fn folder(&self) -> Result<PathBuf, BuildError> {
        let cargos = || env::var_os("OUT_DIR").map(PathBuf::from);
        self.out.clone().or_else(cargos).ok_or(BuildError::NoOutDir)
    }

    /// Compares what would be written with what stands there, for code that is kept in the source tree: a test calls it.
    ///
    /// # Errors
    ///
    /// [`BuildError::Stale`] names the first file that is not as it would be written.
    pub fn check_fresh(&self) -> Result<(), BuildError> {
        let outputs = self.outputs(&self.generate()?)?;
        let is_stale = |(path, text): &(PathBuf, String)| {
            !fs::read(path).is_ok_and(|stored| stored == text.as_bytes())
        };
        let stale = outputs.into_iter().find(is_stale);
        stale.map_or(Ok(()), |(path, _)| Err(BuildError::Stale(path)))
    }

    /// Reads all files.
    pub fn sources(&self) -> Result<Sources, BuildError> {
        self.read(self.found()?.as_ref())
    }

    fn read(&self, found: Option<&Found>) -> Result<Sources, BuildError> {
        let mut sources = Sources::default();
        for file in self.files(found)? {
            let bytes = fs::read(&file.path).map_err(|error| BuildError::Read(file.path, error))?;
            sources.add(Source::new(file.kind, file.name, bytes).under(file.root));
        }
        Ok(sources)
    }

    /// The files and folders whose change calls for a new run; a folder changes when a file comes or goes.
    pub fn watched(&self) -> Result<Vec<PathBuf>, BuildError> {
        let mut watched = Vec::new();
        let found = self.found()?;
        let theirs = found.iter().flat_map(|found| {
            let files = found.schema.iter().chain(&found.queries);
            files.chain([&found.file])
        });
        for path in self.schema.iter().chain(&self.queries).chain(theirs) {
            walk(path, 0, &mut |path, _| watched.push(path.to_owned()))?;
        }
        Ok(watched)
    }

    /// Tells cargo to run the script again when one of them changes.
    fn watch(&self) -> Result<(), BuildError> {
        for path in self.watched()? {
            tell(&path)?;
        }
        match &self.published {
            Some(_) => dependency::tell(&self.folder()?),
            None => Ok(()),
        }
    }

    fn files(&self, found: Option<&Found>) -> Result<Vec<InputFile>, BuildError> {
        let mut files = Vec::new();
        let theirs = found.iter().flat_map(|found| &found.schema);
        for path in theirs.chain(&self.schema) {
            let found = graphql_files(path, schema_kind)?;
            if !found.iter().any(|file| file.kind == SourceKind::Schema) {
                return Err(BuildError::Empty(path.clone()));
            }
            files.extend(found);
        }
        for path in &self.queries {
            let found = graphql_files(path, |_| SourceKind::Query)?;
            let others = other_endings(path)?;
            let is_wanted = self.config.schema_types.is_empty() || !others.is_empty();
            if found.is_empty() && is_wanted {
                return Err(BuildError::NoQueries(path.clone(), others));
            }
            files.extend(found);
        }
        for path in found.iter().flat_map(|found| &found.queries) {
            files.extend(graphql_files(path, |_| SourceKind::Dependency)?);
        }
        Ok(files)
    }
}

/// A build script that cannot go on says why, and ends.
fn or_end<T>(done: Result<T, BuildError>) -> T {
    done.unwrap_or_else(|error| {
        eprintln!("{error}");
        process::exit(1)
    })
}

fn tell(path: &Path) -> Result<(), BuildError> {
    println!("cargo::rerun-if-changed={}", one_line(path)?);
    Ok(())
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
    if warnings.is_empty() {
        return;
    }
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

/// The code as a module's own file: its first line, which says what it is, is the module's documentation there. (What is
/// brought in by `include!` cannot begin so.)
fn as_module(text: &str) -> String {
    match text.strip_prefix("//") {
        Some(rest) => format!("//!{rest}"),
        None => text.to_owned(),
    }
}
