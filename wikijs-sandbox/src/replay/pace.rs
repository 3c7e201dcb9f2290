//! The time that the recorded server took: the age of a token decides whether a change of its group renews it, so a
//! faster server has to be given that time.

use regex::Regex;

use super::recording::Step;

pub(super) struct Pace(Regex);

impl Pace {
    pub(super) fn new() -> Result<Self, String> {
        let pages =
            r"\bpages\s*\{\s*(?:\w+\s*:\s*)?(create|restore|update|render|move|delete)\s*\(";
        Regex::new(pages)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// Seconds that the step took when it was recorded.
    pub(super) fn took(&self, step: &Step) -> f64 {
        let operations: Vec<_> = self
            .0
            .captures_iter(&step.raw)
            .map(|found| seconds(&found[1]))
            .collect();
        let Some(first) = operations.first() else {
            return if step.raw.contains("<PASSWORD") {
                0.35
            } else {
                0.01
            };
        };
        let done = step
            .answer
            .to_string()
            .matches("\"succeeded\":true")
            .count()
            .min(operations.len());
        match u32::try_from(done) {
            Ok(0) | Err(_) => 0.0,
            Ok(done) => first * (0.45 + 0.55 * f64::from(done)),
        }
    }
}

// As measured.
fn seconds(operation: &str) -> f64 {
    match operation {
        "create" => 2.8,
        "restore" => 1.8,
        "update" => 1.3,
        "render" => 1.1,
        _ => 0.6,
    }
}
