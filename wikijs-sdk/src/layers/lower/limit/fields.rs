//! Which fields the API has: a limit of one that is not there would limit nothing, and nobody would notice.

/// All that the catalogue calls, sorted; written by the build script.
static FIELDS: &[&str] = include!(concat!(env!("OUT_DIR"), "/fields.rs"));

/// How many names are worth saying.
const MOST: usize = 3;

pub(super) fn is_known(field: &str) -> bool {
    FIELDS.binary_search(&field).is_ok()
}

/// The fields that may have been meant, nearest first, in words.
pub(super) fn meant(wrong: &str) -> String {
    let near: Vec<_> = near(wrong)
        .iter()
        .map(|field| format!("`{field}`"))
        .collect();
    match near.as_slice() {
        [] => "a field is named by its path, as in `pages.list`".to_owned(),
        near => format!("was {} meant?", near.join(" or ")),
    }
}

/// A name of Rust, or of an operation, is as good as that of its field: `pages.single_by_path`, `PagesList`.
fn near(wrong: &str) -> Vec<&'static str> {
    let wrong = letters(wrong);
    let bound = wrong.len() / 4 + 1;
    let mut near: Vec<_> = FIELDS
        .iter()
        .map(|field| (edits(&wrong, &letters(field)), *field))
        .filter(|(edits, _)| *edits <= bound)
        .collect();
    near.sort_unstable();
    let best = near.first().map_or(0, |(edits, _)| *edits);
    near.retain(|(edits, _)| *edits == best);
    near.into_iter()
        .take(MOST)
        .map(|(_, field)| field)
        .collect()
}

fn letters(name: &str) -> Vec<char> {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters
        .take(100)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// How many letters must be added, left out or changed to make one name of the other (Levenshtein).
fn edits(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.iter().enumerate() {
        let (mut corner, mut beside) = (index, index + 1);
        if let Some(first) = row.first_mut() {
            *first = beside;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(right) {
            let changed = corner + usize::from(letter != other);
            corner = *cell;
            beside = changed.min(corner + 1).min(beside + 1);
            *cell = beside;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_calls_them() {
        assert!(FIELDS.is_sorted());
        for field in ["pages.list", "pages.singleByPath", "authentication.login"] {
            assert!(is_known(field), "{field}");
        }
        assert!(!is_known("pages"));
        assert!(!is_known(""));
    }

    #[test]
    fn what_may_have_been_meant() {
        for (wrong, says) in [
            ("page.list", "was `pages.list` meant?"),
            ("pages.List", "was `pages.list` meant?"),
            ("PagesList", "was `pages.list` meant?"),
            ("pages.single_by_path", "was `pages.singleByPath` meant?"),
            ("pages.creat", "was `pages.create` meant?"),
            ("list", "a field is named by its path, as in `pages.list`"),
            ("", "a field is named by its path, as in `pages.list`"),
            (
                "shop.vessels",
                "a field is named by its path, as in `pages.list`",
            ),
        ] {
            assert_eq!(meant(wrong), says, "{wrong}");
        }
    }
}
