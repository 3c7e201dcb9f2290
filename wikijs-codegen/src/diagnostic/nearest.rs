//! The names that a mistyped one may have meant.

/// `did you mean …?` with the nearest of `names`, where any is near.
pub fn did_you_mean<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near = nearest(wrong, names);
    match near.as_slice() {
        [] => None,
        names => Some(format!("did you mean {}?", list_of_names(names, "or"))),
    }
}

/// The same for names that are written with `mark` before them.
pub fn did_you_mean_marked<'a>(
    mark: char,
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let near: Vec<String> = nearest(wrong, names)
        .iter()
        .map(|name| format!("{mark}{name}"))
        .collect();
    (!near.is_empty()).then(|| format!("did you mean {}?", list_of_names(&near, "or")))
}

/// `` `a`, `b` or `c` ``.
pub fn list_of_names<S: AsRef<str>>(names: &[S], last: &str) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// The same of the first few, and how many more there are.
pub fn some_names<S: AsRef<str>>(names: &[S]) -> String {
    const MOST: usize = 5;
    match names.len().checked_sub(MOST) {
        None | Some(0) => list_of_names(names, "and"),
        Some(more) => {
            let shown: Vec<String> = names[..MOST]
                .iter()
                .map(|name| format!("`{}`", name.as_ref()))
                .collect();
            format!("{} and {more} more", shown.join(", "))
        }
    }
}

/// Scalars that other languages call otherwise.
const OTHERS: [(&str, &str); 9] = [
    ("integer", "Int"),
    ("long", "Int"),
    ("number", "Float"),
    ("double", "Float"),
    ("decimal", "Float"),
    ("bool", "Boolean"),
    ("text", "String"),
    ("str", "String"),
    ("uuid", "ID"),
];

/// `did you mean …?` for a type: one of `names`, or the scalar that is called so elsewhere.
pub fn did_you_mean_type<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let elsewhere = || {
        let mut others = OTHERS.iter();
        let (_, scalar) = others.find(|(other, _)| other.eq_ignore_ascii_case(wrong))?;
        Some(format!("did you mean `{scalar}`?"))
    };
    did_you_mean(wrong, names).or_else(elsewhere)
}

/// Whether `name` may have been meant by `wrong`.
pub fn is_near(wrong: &str, name: &str) -> bool {
    !nearest(wrong, [name]).is_empty()
}

/// The names that are nearest to `wrong`, at most three.
fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wrong: Vec<char> = wrong.chars().take(100).collect();
    let bound = wrong.len() * 2 / 5 + 1;
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| Some((distance(&wrong, name, bound)?, name)))
        .collect();
    near.sort_unstable();
    near.dedup();
    let best = near.first().map_or(0, |(distance, _)| *distance);
    near.into_iter()
        .take_while(|(distance, _)| *distance == best)
        .take(3)
        .map(|(_, name)| name)
        .collect()
}

/// How many letters must be added, left out, changed or swapped to make one name of the other; a difference in case
/// alone counts as none. `None` where it is more than `bound`.
fn distance(wrong: &[char], name: &str, bound: usize) -> Option<usize> {
    let name: Vec<char> = name.chars().collect();
    if name.len().abs_diff(wrong.len()) > bound {
        return None;
    }
    let lower =
        |letters: &[char]| -> Vec<char> { letters.iter().map(char::to_ascii_lowercase).collect() };
    let (left, right) = (lower(wrong), lower(&name));
    if left == right {
        return Some(0);
    }
    Some(edits(&left, &right)).filter(|edits| *edits <= bound)
}

fn edits(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, letter) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in right.iter().enumerate() {
            let changed = last[j] + usize::from(letter != other);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == right[j - 1] && left[i - 1] == *other {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        let names = [
            "title", "tags", "tabs", "titles", "path", "content", "isRTL",
        ];
        let cases = [
            ("titel", Some("did you mean `title`?")),
            ("Title", Some("did you mean `title`?")),
            ("isRtl", Some("did you mean `isRTL`?")),
            ("contnet", Some("did you mean `content`?")),
            ("taks", Some("did you mean `tabs` or `tags`?")),
            ("zzzzzz", None),
            ("", None),
        ];
        for (wrong, expected) in cases {
            assert_eq!(did_you_mean(wrong, names).as_deref(), expected, "{wrong}");
        }
    }

    #[test]
    fn lists() {
        assert_eq!(list_of_names::<&str>(&[], "or"), "");
        assert_eq!(list_of_names(&["a"], "or"), "`a`");
        assert_eq!(list_of_names(&["a", "b", "c"], "and"), "`a`, `b` and `c`");
        let five = ["a", "b", "c", "d", "e"];
        assert_eq!(some_names(&five), "`a`, `b`, `c`, `d` and `e`");
        let seven = [&five[..], &["f", "g"]].concat();
        assert_eq!(some_names(&seven), "`a`, `b`, `c`, `d`, `e` and 2 more");
    }

    #[test]
    fn scalars_of_other_languages() {
        let names = ["Int", "Float", "Boolean"];
        let meant = |wrong| did_you_mean_type(wrong, names);
        assert_eq!(meant("Integer").as_deref(), Some("did you mean `Int`?"));
        assert_eq!(meant("bool").as_deref(), Some("did you mean `Boolean`?"));
        assert_eq!(meant("Vessel"), None);
    }
}
