//! Prints what was measured.

/// One way to make Rust of the catalogue. Seconds are rustc's CPU seconds.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) offers: &'static str,
    pub(crate) check: f64,
    pub(crate) build: f64,
    pub(crate) consumer: f64,
}

impl Row {
    fn sum(&self) -> f64 {
        self.check + self.build + self.consumer
    }
}

/// One whole program, built from nothing.
#[derive(Debug)]
pub(crate) struct ProgramRow {
    pub(crate) name: &'static str,
    pub(crate) offers: &'static str,
    pub(crate) crates: usize,
    pub(crate) seconds: f64,
}

/// The table of generated code; the last column is against graphql_client.
pub(crate) fn print_rows(operations: usize, rows: &[Row]) {
    println!(
        "\nrustc CPU seconds for {operations} operations (median; the consumer sends and decodes each)\n"
    );
    println!(
        "{:<34} {:>7} {:>7} {:>9} {:>7} {:>8}  offers",
        "", "check", "build", "consumer", "sum", "against"
    );
    let base = rows
        .iter()
        .find(|row| row.name.starts_with("graphql_client"));
    for row in rows {
        println!(
            "{:<34} {:>7.2} {:>7.2} {:>9.2} {:>7.2} {:>8}  {}",
            row.name,
            row.check,
            row.build,
            row.consumer,
            row.sum(),
            against(row.sum(), base.map(Row::sum)),
            row.offers
        );
    }
}

/// The table of whole programs; the last column is against the second row.
pub(crate) fn print_programs(rows: &[ProgramRow]) {
    println!(
        "\nCPU seconds of a clean build of a program, all dependencies and build scripts included\n"
    );
    println!(
        "{:<34} {:>7} {:>9} {:>8}  offers",
        "", "crates", "seconds", "against"
    );
    let base = rows
        .iter()
        .find(|row| row.name.starts_with("graphql_client"));
    for row in rows {
        println!(
            "{:<34} {:>7} {:>9.1} {:>8}  {}",
            row.name,
            row.crates,
            row.seconds,
            against(row.seconds, base.map(|row| row.seconds)),
            row.offers
        );
    }
}

fn against(seconds: f64, base: Option<f64>) -> String {
    match base {
        Some(base) if base > 0.0 => format!("{:.2}", seconds / base),
        _ => "-".to_owned(),
    }
}
