//! What clippy would say of names and types that the schema has: it is told, at the item, that they are meant.

use crate::names::Ident;
use crate::shapes::Ty;

use super::writer::Writer;

/// So many types inside of each other are complex to clippy.
const DEEP: usize = 7;
/// Clippy says nothing of the names of fewer variants.
const FEW: usize = 3;

/// Above an enum whose variants repeat its name, or a word of each other's.
pub(super) fn of_variants(name: &str, variants: &[Ident], more: &[&str], w: &mut Writer) {
    let all = variants
        .iter()
        .map(Ident::as_str)
        .chain(more.iter().copied());
    let all: Vec<&str> = all.collect();
    if all.len() >= FEW && (repeat(name, &all) || share(&all)) {
        w.line("#[allow(clippy::enum_variant_names, reason = \"the schema names them\")]");
    }
}

/// Above what is written with these types.
pub(super) fn of_types<'a>(types: impl IntoIterator<Item = &'a Ty>, w: &mut Writer) {
    if types.into_iter().any(|ty| depth(ty) + 1 >= DEEP) {
        w.line("#[allow(clippy::type_complexity, reason = \"the schema has lists in lists\")]");
    }
}

fn repeat(name: &str, variants: &[&str]) -> bool {
    let name = name.trim_end_matches('_');
    let mut all = variants.iter();
    all.any(|variant| variant.starts_with(name) || variant.trim_end_matches('_').ends_with(name))
}

fn share(variants: &[&str]) -> bool {
    let is_same = |word: fn(&str) -> &str| {
        let mut words = variants.iter().map(|variant| word(variant));
        let first = words.next();
        words.all(|word| Some(word) == first)
    };
    is_same(first_word) || is_same(last_word)
}

fn first_word(name: &str) -> &str {
    let capital = |(at, char): (usize, char)| (at > 0 && char.is_uppercase()).then_some(at);
    let end = name.char_indices().find_map(capital);
    &name[..end.unwrap_or(name.len())]
}

fn last_word(name: &str) -> &str {
    &name[name.rfind(char::is_uppercase).unwrap_or_default()..]
}

fn depth(ty: &Ty) -> usize {
    match ty {
        Ty::Option(inner) | Ty::Boxed(inner) => depth(inner) + 1,
        Ty::List { item, .. } => depth(item) + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_clippy_tells_of() {
        assert!(repeat("State", &["StateNew", "Old"]) && repeat("Self_", &["Self_", "Other"]));
        assert!(!repeat("State", &["New", "Old"]));
        assert!(share(&["ByName", "ByPrice"]) && share(&["NewPage", "OldPage"]));
        assert!(!share(&["New", "Old", "NewOld"]));
    }
}
