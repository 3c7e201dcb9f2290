//! What one part adds to a request, and what a request may hold. Pure.

use std::time::Duration;

use wikijs_wire::batch::Load;
use wikijs_wire::{Parts, Variables};

use crate::error::{Error, ErrorKind};

/// The most parts of a request, unless another number is asked for: with more, the time for each is no shorter.
pub(crate) const MOST_PARTS: usize = 50;

/// The server refuses bodies over 5 MiB; the rest is for what stands around the parts.
pub(crate) const LARGEST_REQUEST: usize = (5 << 20) - (64 << 10);

/// The time that the server should need for one request with mutations: proxies give up after 60 s.
pub(crate) const LONGEST_REQUEST: Duration = Duration::from_secs(20);

/// What a part with these variables adds.
pub(crate) fn load(
    parts: Option<&Parts>,
    writes: bool,
    field: &str,
    variables: &Variables,
) -> Load {
    const NONE: &Parts = &Parts {
        variables: &[],
        fields: &[],
        fragments: &[],
    };
    Load::new(parts.unwrap_or(NONE), variables, expected(writes, field))
}

/// How long the server takes for all fields of a part, measured on a small one. What is learnt later corrects it as a
/// whole.
pub(crate) fn expected(writes: bool, fields: &str) -> Duration {
    match writes {
        true => fields.split(", ").map(of_write).sum(),
        false => Duration::from_millis(2),
    }
}

fn of_write(field: &str) -> Duration {
    Duration::from_millis(match field {
        "pages.create" => 1_800,
        "pages.update" | "pages.restore" | "pages.render" => 1_200,
        "pages.move" | "pages.delete" | "pages.rebuildTree" => 600,
        _ => 200,
    })
}

/// Whether the server did nothing of a request because of something in it, so that its halves are worth a try.
pub(crate) fn is_refused_whole(error: &Error, writes: bool) -> bool {
    match error.kind() {
        ErrorKind::Invalid | ErrorKind::RequestTooLarge => true,
        // Reading once more does no harm.
        ErrorKind::AnswerTooLarge => !writes,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_what_all_of_its_fields_take() {
        for (writes, fields, millis) in [
            (false, "pages.single, users.list", 2),
            (true, "pages.create", 1_800),
            (true, "pages.delete, pages.create", 2_400),
            (true, "", 200),
        ] {
            assert_eq!(expected(writes, fields).as_millis(), millis, "{fields}");
        }
    }
}
