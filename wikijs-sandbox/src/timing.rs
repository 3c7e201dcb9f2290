//! How long the real server takes, measured on two cores over loopback; scaled, or none at all.

use std::time::Duration;

/// Times that answers are held back for. By default there are none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timing {
    scale: f64,
}

impl Timing {
    /// The measured times: a read 4.5 ms, an alias more 0.9 ms, a create 1.8 s, an update 1.2 s, a move 0.6 s …
    #[must_use]
    pub fn measured() -> Self {
        Self { scale: 1.0 }
    }

    /// The times multiplied by a factor.
    ///
    /// # Panics
    /// The factor is below 0, or no number.
    #[must_use]
    #[track_caller]
    pub fn scaled(self, factor: f64) -> Self {
        assert!(
            factor >= 0.0 && factor.is_finite(),
            "times cannot be multiplied by {factor}"
        );
        Self {
            scale: self.scale * factor,
        }
    }

    /// What a request with those fields takes.
    pub(crate) fn of(self, operations: &[String]) -> Duration {
        if self.scale == 0.0 {
            return Duration::ZERO;
        }
        let writes: f64 = operations.iter().map(|operation| write(operation)).sum();
        let reads = operations
            .iter()
            .filter(|operation| write(operation) == 0.0)
            .count();
        #[expect(clippy::cast_precision_loss, reason = "a number of fields")]
        let reads = if reads == 0 {
            0.0
        } else {
            4.5 + 0.9 * (reads as f64 - 1.0)
        };
        let millis = if operations.is_empty() {
            1.8
        } else {
            writes + reads
        };
        Duration::try_from_secs_f64(millis * self.scale / 1000.0).unwrap_or_default()
    }
}

// In milliseconds; anything else is as cheap as a read.
fn write(operation: &str) -> f64 {
    match operation {
        "pages.create" => 1770.0,
        "pages.update" => 1190.0,
        "pages.restore" | "pages.render" => 1160.0,
        "pages.move" => 585.0,
        "pages.delete" => 540.0,
        "pages.rebuildTree" => 525.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_add_up() {
        let operations = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let timing = Timing::measured();
        assert_eq!(
            timing.of(&operations(&["pages.create", "pages.create"])),
            Duration::from_millis(3540)
        );
        assert_eq!(
            timing.of(&operations(&["pages.single"; 51])),
            Duration::from_micros(49_500)
        );
        assert_eq!(
            timing.scaled(0.1).of(&operations(&["pages.update"])),
            Duration::from_millis(119)
        );
        assert_eq!(
            Timing::default().of(&operations(&["pages.update"])),
            Duration::ZERO
        );
    }
}
