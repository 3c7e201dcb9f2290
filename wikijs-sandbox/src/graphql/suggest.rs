//! "Did you mean …?" by the rules of graphql-js 15: a lexical distance within two fifths of the length, at most five.

/// The hint that closes a message, or nothing.
pub(crate) fn did_you_mean<'a>(
    what: &str,
    given: &str,
    known: impl Iterator<Item = &'a str>,
) -> String {
    hint(what, &suggestions(given, known))
}

/// The hint that offers these names.
pub(crate) fn hint(what: &str, names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let what = if what.is_empty() {
        String::new()
    } else {
        format!("{what} ")
    };
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(" Did you mean {what}{one}?"),
        [one, other] => format!(" Did you mean {what}{one} or {other}?"),
        [firsts @ .., last] => format!(" Did you mean {what}{}, or {last}?", firsts.join(", ")),
    }
}

/// The known names nearest to the given one, nearest first, equal ones by name.
pub(crate) fn suggestions<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
    let threshold = (given.chars().count() as f64 * 0.4).floor() + 1.0;
    #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
    let mut near: Vec<_> = known
        .map(|name| (distance(given, name), name))
        .filter(|(distance, _)| *distance as f64 <= threshold)
        .collect();
    // As languages sort, case counting last.
    near.sort_by_cached_key(|(distance, name)| (*distance, name.to_lowercase(), *name));
    near.into_iter().take(5).map(|(_, name)| name).collect()
}

/// Optimal string alignment, where a difference in case alone counts 1.
fn distance(given: &str, known: &str) -> usize {
    if given == known {
        return 0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (lower(given), lower(known));
    if a == b {
        return 1;
    }
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            row.push(cell(&a, &b, &rows, &row, i, j));
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

fn cell(a: &[char], b: &[char], rows: &[Vec<usize>], row: &[usize], i: usize, j: usize) -> usize {
    let cost = usize::from(a[i - 1] != b[j - 1]);
    let above = &rows[i - 1];
    let best = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + cost);
    let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
    if swapped {
        best.min(rows[i - 2][j - 2] + 1)
    } else {
        best
    }
}

fn lower(text: &str) -> Vec<char> {
    text.to_lowercase().chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names_come_first() {
        assert_eq!(
            suggestions("titel", ["title", "tags", "content"].into_iter()),
            ["title"]
        );
        assert_eq!(
            suggestions("AUTHOR", ["authorIP", "authorId"].into_iter()),
            ["authorId", "authorIP"]
        );
        assert_eq!(
            did_you_mean("", "idd", ["id", "path"].into_iter()),
            " Did you mean \"id\"?"
        );
        assert_eq!(
            did_you_mean("", "nope", ["single", "search"].into_iter()),
            ""
        );
    }
}
