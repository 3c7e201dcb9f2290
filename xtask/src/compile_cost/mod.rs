//! `cargo xtask compile-cost`: what the catalogue costs rustc, beside the same operations through graphql_client's
//! derive and through cynic, and what a whole program costs to build from nothing.
//!
//! The comparators are dependencies of throwaway packages under `target/compile-cost/` alone: nobody who uses the
//! workspace builds them. `packages` writes those packages, `meter` builds them and reads rustc's CPU seconds,
//! `table` prints.

mod derived;
mod error;
mod meter;
mod operations;
mod packages;
mod table;
mod unions;

use std::path::{Path, PathBuf};

pub use error::CompileCostError;

use crate::{Error, Workspace};
use meter::{Meter, Profile};
use packages::{Package, Program};
use table::{ProgramRow, Row};

/// What can be typed after `cargo xtask compile-cost`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How often each package is compiled; the table shows the median.
    #[arg(long, default_value_t = 3)]
    pub runs: usize,
    /// Only the packages of generated code, not the clean builds of whole programs.
    #[arg(long)]
    pub no_programs: bool,
    /// Only a schema of many unions.
    #[arg(long)]
    pub unions: bool,
}

/// Writes the packages, measures them, prints the tables.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let folder = workspace.root().join("target/compile-cost");
    if options.unions {
        return unions(workspace, &folder.join("unions"), options);
    }
    let operations = operations::of(workspace)?;
    let packages = packages::write(workspace, &folder, &operations)?;
    let meter = Meter::new(&folder)?;
    let rows = rows(&meter, &packages, options)?;
    table::print_rows(operations.list.len(), &rows);
    unions(workspace, &folder.join("unions"), options)?;
    if options.no_programs {
        return Ok(());
    }
    let programs = packages::write_programs(workspace, &folder)?;
    let rows = programs
        .iter()
        .map(|program| program_row(&meter, program))
        .collect::<Result<Vec<_>, _>>()?;
    table::print_programs(&rows);
    Ok(())
}

fn unions(workspace: &Workspace, folder: &Path, options: &Options) -> Result<(), Error> {
    let packages = unions::write(workspace, folder)?;
    let meter = Meter::new(folder)?;
    let rows = rows(&meter, &packages, options)?;
    println!("\nA schema of many unions:");
    table::print_rows(unions::OPERATIONS, &rows);
    Ok(())
}

fn rows(meter: &Meter, packages: &[Package], options: &Options) -> Result<Vec<Row>, Error> {
    let rows = packages
        .iter()
        .map(|package| row(meter, package, options.runs));
    Ok(rows.collect::<Result<_, _>>()?)
}

fn row(meter: &Meter, package: &Package, runs: usize) -> Result<Row, CompileCostError> {
    Ok(Row {
        name: package.title,
        offers: package.offers,
        check: meter.median(&package.types, Profile::Check, runs)?,
        build: meter.median(&package.types, Profile::Build, runs)?,
        consumer: meter.median(&package.consumer, Profile::Build, runs)?,
    })
}

fn program_row(meter: &Meter, program: &Program) -> Result<ProgramRow, CompileCostError> {
    Ok(ProgramRow {
        name: program.title,
        offers: program.offers,
        crates: meter.crates(&program.folder)?,
        seconds: meter.clean_build(&program.folder)?,
    })
}

/// A package's folder and the file whose compilation is measured.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    /// Where its Cargo.toml stands.
    pub(crate) folder: PathBuf,
    /// The crate's name as rustc sees it.
    pub(crate) name: String,
}
