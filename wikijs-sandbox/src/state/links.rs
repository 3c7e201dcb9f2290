//! Links between pages, and the order in which the server's database joins pages with other tables.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::Page;

/// A link of a page to a place in the wiki.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Link {
    pub(crate) page: i64,
    pub(crate) locale: String,
    pub(crate) path: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Rows")]
pub(crate) struct Links {
    all: Vec<Link>,
    /// The pages that link to a locale and path, in the order of `all`.
    #[serde(skip)]
    to: HashMap<(String, String), Vec<i64>>,
    /// The pages that have links.
    #[serde(skip)]
    from: HashSet<i64>,
}

/// Links as they are saved.
#[derive(Deserialize)]
struct Rows {
    all: Vec<Link>,
}

impl From<Rows> for Links {
    fn from(rows: Rows) -> Self {
        let mut links = Self::default();
        rows.all.into_iter().for_each(|link| links.add(link));
        links
    }
}

impl Links {
    pub(crate) fn list(&self) -> &[Link] {
        &self.all
    }

    /// The links of a page are these now: gone ones go, new ones come to the end.
    pub(crate) fn set(&mut self, page: i64, links: Vec<Link>) {
        let mut new = links;
        if self.from.contains(&page) {
            self.retain(|link| link.page != page || new.contains(link));
            let own: Vec<_> = self.all.iter().filter(|link| link.page == page).collect();
            new.retain(|link| !own.contains(&link));
        }
        for link in new {
            self.add(link);
        }
    }

    pub(crate) fn remove(&mut self, page: i64) {
        if self.from.contains(&page) {
            self.retain(|link| link.page != page);
        }
    }

    /// The pages that link to a place.
    pub(crate) fn to(&self, locale: &str, path: &str) -> Vec<i64> {
        let place = (locale.to_owned(), path.to_owned());
        self.to.get(&place).cloned().unwrap_or_default()
    }

    fn add(&mut self, link: Link) {
        let place = (link.locale.clone(), link.path.clone());
        self.to.entry(place).or_default().push(link.page);
        self.from.insert(link.page);
        self.all.push(link);
    }

    fn retain(&mut self, stays: impl Fn(&Link) -> bool) {
        let all = std::mem::take(self).all;
        for link in all.into_iter().filter(stays) {
            self.add(link);
        }
    }
}

/// Pages joined with rows of another table, unsorted: those with rows first, in the order of the rows, then the rest
/// in the order of the hash table that PostgreSQL keeps them in.
///
/// Clients see this order in `links` and `search`, so it is reproduced.
///
/// The pages come by id. No more than `most` of the rest are wanted.
pub(crate) fn joined<'a>(
    pages: impl Iterator<Item = &'a Page>,
    rows: impl Iterator<Item = i64>,
    most: usize,
) -> Vec<i64> {
    let ids: Vec<i64> = pages.map(|page| page.id).collect();
    let mut out: Vec<i64> = Vec::new();
    let mut seen = HashSet::new();
    for id in rows.filter(|id| ids.binary_search(id).is_ok()) {
        if seen.insert(id) {
            out.push(id);
        }
    }
    let buckets = (ids.len().next_power_of_two().max(1024) - 1) as u64;
    let rest = ids.into_iter().filter(|id| !seen.contains(id));
    let mut rest: Vec<_> = rest.map(|id| (u64::from(hash(id)) & buckets, id)).collect();
    if rest.len() > most {
        rest.select_nth_unstable(most);
        rest.truncate(most);
    }
    rest.sort_unstable();
    out.extend(rest.into_iter().map(|(_, id)| id));
    out
}

// PostgreSQL's hash of an integer (Bob Jenkins' lookup3, one word).
fn hash(id: i64) -> u32 {
    let start = 0x9e37_79b9_u32.wrapping_add(4).wrapping_add(3_923_095);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "ids are 32 bits wide there"
    )]
    let (mut a, mut b, mut c) = (start.wrapping_add(id as u32), start, start);
    let mix = |x: u32, y: u32, by: u32| (x ^ y).wrapping_sub(y.rotate_left(by));
    c = mix(c, b, 14);
    a = mix(a, c, 11);
    b = mix(b, a, 25);
    c = mix(c, b, 16);
    a = mix(a, c, 4);
    b = mix(b, a, 14);
    mix(c, b, 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(page: i64, path: &str) -> Link {
        Link {
            page,
            locale: "en".into(),
            path: path.into(),
        }
    }

    #[test]
    fn links_stay_in_their_order_when_a_page_changes_its_own() {
        let mut links = Links::default();
        links.set(1, vec![link(1, "a"), link(1, "b")]);
        links.set(2, vec![link(2, "a")]);
        links.set(1, vec![link(1, "c"), link(1, "b")]);
        assert_eq!(links.list(), [link(1, "b"), link(2, "a"), link(1, "c")]);
        assert_eq!(links.to("en", "a"), [2]);
        links.remove(1);
        assert_eq!(links.list(), [link(2, "a")]);
    }

    #[test]
    fn unmatched_pages_come_in_the_order_of_the_hash_table() {
        let pages: Vec<_> = (1..=14)
            .map(|id| Page {
                id,
                ..Page::default()
            })
            .collect();
        let order = joined(
            pages.iter().filter(|page| ![11, 12].contains(&page.id)),
            [1, 1, 4].into_iter(),
            usize::MAX,
        );
        assert_eq!(order, [1, 4, 10, 2, 13, 5, 8, 6, 3, 14, 9, 7]);
    }
}
