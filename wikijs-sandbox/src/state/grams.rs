//! Which pages have a text in what searches look at: by the runs of three bytes in it, so that a search for what few
//! pages have costs little however many there are.

use std::collections::{HashMap, HashSet};

use super::Page;

/// The runs of three bytes in titles, descriptions and paths, and the pages that have or once had them.
#[derive(Debug, Default)]
pub(crate) struct Grams {
    pages: HashMap<[u8; 3], Vec<u32>>,
}

impl Grams {
    pub(super) fn of<'a>(pages: impl Iterator<Item = &'a Page>) -> Self {
        let mut grams = Self::default();
        pages.for_each(|page| grams.add(page));
        grams.pages.values_mut().for_each(Vec::shrink_to_fit);
        grams
    }

    /// A page has come or changed. What it had before stays: whoever looks has to look at the page itself.
    pub(super) fn add(&mut self, page: &Page) {
        let Ok(id) = u32::try_from(page.id) else {
            return;
        };
        let mut own: HashSet<[u8; 3]> = HashSet::new();
        for text in [&page.title, &page.description, &page.path] {
            own.extend(runs(&text.to_lowercase()));
        }
        for run in own {
            self.pages.entry(run).or_default().push(id);
        }
    }

    /// The pages that may have a text, by id; none where it is too short to tell.
    pub(super) fn candidates(&self, lowered: &str) -> Option<Vec<i64>> {
        let lists = runs(lowered).map(|run| self.pages.get(&run));
        let rarest = lists.min_by_key(|list| list.map_or(0, Vec::len))?;
        let mut ids: Vec<i64> = rarest
            .into_iter()
            .flatten()
            .map(|id| i64::from(*id))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        Some(ids)
    }
}

fn runs(text: &str) -> impl Iterator<Item = [u8; 3]> {
    text.as_bytes()
        .windows(3)
        .filter_map(|run| run.try_into().ok())
}

/// Whether a text has another in it, whatever the case; `lowered` is in lower case.
pub(crate) fn has(text: &str, lowered: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(lowered);
    }
    let (text, wanted) = (text.as_bytes(), lowered.as_bytes());
    wanted.is_empty()
        || text
            .windows(wanted.len())
            .any(|part| part.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(id: i64, title: &str, path: &str) -> Page {
        Page {
            id,
            title: title.into(),
            path: path.into(),
            ..Page::default()
        }
    }

    #[test]
    fn candidates_are_those_that_have_the_text_and_perhaps_others() {
        let pages = [
            page(1, "Über uns", "about"),
            page(2, "About", "x/y"),
            page(3, "C", "c"),
        ];
        let mut grams = Grams::of(pages.iter());
        let cases: [(&str, Option<&[i64]>); 5] = [
            ("about", Some(&[1, 2])),
            ("über", Some(&[1])),
            ("none", Some(&[])),
            ("x/y", Some(&[2])),
            ("ab", None),
        ];
        for (text, expected) in cases {
            assert_eq!(grams.candidates(text).as_deref(), expected, "{text}");
        }
        grams.add(&page(3, "About C", "c"));
        assert_eq!(grams.candidates("about"), Some(vec![1, 2, 3]));
    }

    #[test]
    fn case_does_not_count() {
        let cases = [
            ("Hello World", "o w", true),
            ("ÄRGER", "ärg", true),
            ("hello", "", true),
            ("he", "hel", false),
            ("hello", "x", false),
        ];
        for (text, lowered, expected) in cases {
            assert_eq!(has(text, lowered), expected, "{text} {lowered}");
        }
    }
}
