//! What changed between two schemas, and whether it breaks those who use the old one: breaking is what may have an
//! operation refused, or an answer that the types made from the old schema cannot hold.

use graphql_parser::schema::Type;

use super::elements::{Element, Elements, Shape, parent_of};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) verb: Verb,
    /// The element's name.
    pub(super) element: String,
    /// What there is to say of it.
    pub(super) text: String,
    pub(super) breaking: bool,
}

/// What happened to an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verb {
    Removed,
    Changed,
    Added,
}

/// All differences by name. What stands in an element that came or went as a whole is not told again.
pub(super) fn between(old: &Elements, new: &Elements) -> Vec<Change> {
    let removed = old
        .map
        .iter()
        .filter(|(name, _)| !new.map.contains_key(*name) && has_parent(name, new));
    let added = new
        .map
        .iter()
        .filter(|(name, _)| !old.map.contains_key(*name) && has_parent(name, old));
    let kept = old
        .map
        .iter()
        .filter_map(|(name, was)| Some((name, was, new.map.get(name)?)));
    let mut changes: Vec<Change> = removed.map(|(name, was)| removal(name, was)).collect();
    changes.extend(added.map(|(name, is)| addition(name, is)));
    changes.extend(kept.flat_map(|(name, was, is)| differences(name, was, is)));
    changes.extend(roots(old, new));
    changes.sort_by(|a, b| a.element.cmp(&b.element).then(a.verb.cmp(&b.verb)));
    changes
}

fn has_parent(name: &str, elements: &Elements) -> bool {
    parent_of(name).is_none_or(|parent| elements.map.contains_key(parent))
}

fn removal(name: &str, was: &Element) -> Change {
    // A directive that only stands in schemas is the server's own business.
    let breaking = match &was.shape {
        Shape::Directive { locations } => locations.iter().any(|place| is_executable(place)),
        _ => !name.starts_with('@'),
    };
    Change {
        verb: Verb::Removed,
        element: name.to_owned(),
        text: describe(&was.shape),
        breaking,
    }
}

fn addition(name: &str, is: &Element) -> Change {
    let breaking = is_required(&is.shape) && !name.starts_with('@');
    Change {
        verb: Verb::Added,
        element: name.to_owned(),
        text: describe(&is.shape),
        breaking,
    }
}

fn differences(name: &str, was: &Element, is: &Element) -> Vec<Change> {
    let change = |text: String, breaking: bool| Change {
        verb: Verb::Changed,
        element: name.to_owned(),
        text,
        breaking,
    };
    let mut changes = Vec::new();
    if was.shape != is.shape {
        let text = format!("{} -> {}", describe(&was.shape), describe(&is.shape));
        changes.push(change(
            text,
            breaks(&was.shape, &is.shape) && !name.starts_with('@'),
        ));
    }
    if was.deprecated != is.deprecated {
        let text = is
            .deprecated
            .as_ref()
            .map_or("no longer deprecated".to_owned(), |why| {
                format!("deprecated: {why}")
            });
        changes.push(change(text, false));
    }
    if was.description != is.description {
        changes.push(change("another description".to_owned(), false));
    }
    changes
}

fn roots(old: &Elements, new: &Elements) -> Vec<Change> {
    let roots = [
        ("query", &old.query, &new.query),
        ("mutation", &old.mutation, &new.mutation),
        ("subscription", &old.subscription, &new.subscription),
    ];
    let differ = roots
        .into_iter()
        .filter(|(_, was, is)| was != is && !was.is_empty());
    let change = |(kind, was, is)| Change {
        verb: Verb::Changed,
        element: format!("schema.{kind}"),
        text: format!("{was} -> {is}"),
        breaking: true,
    };
    differ.map(change).collect()
}

fn breaks(was: &Shape, is: &Shape) -> bool {
    match (was, is) {
        (
            Shape::Type {
                keyword: was,
                links: before,
            },
            Shape::Type {
                keyword: is,
                links: after,
            },
        ) => was != is || before.iter().any(|link| !after.contains(link)),
        (Shape::Output { ty: was }, Shape::Output { ty: is }) => !fits(is, was),
        (Shape::Input { ty: was, .. }, Shape::Input { ty, .. }) => {
            let newly_required = is_required(is) && !matches!(was, Type::NonNullType(_));
            newly_required || !(fits(was, ty) || fits(was, nullable(ty)))
        }
        _ => true,
    }
}

/// Whether each value of `narrow` is one of `wide`.
fn fits(narrow: &Type<'static, String>, wide: &Type<'static, String>) -> bool {
    match (narrow, wide) {
        (Type::NonNullType(narrow), Type::NonNullType(wide)) => fits(narrow, wide),
        (Type::NonNullType(narrow), wide) => fits(narrow, wide),
        (Type::ListType(narrow), Type::ListType(wide)) => fits(narrow, wide),
        (Type::NamedType(narrow), Type::NamedType(wide)) => narrow == wide,
        _ => false,
    }
}

fn nullable<'a>(ty: &'a Type<'static, String>) -> &'a Type<'static, String> {
    match ty {
        Type::NonNullType(inner) => inner,
        other => other,
    }
}

fn is_required(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Input {
            ty: Type::NonNullType(_),
            default: None
        }
    )
}

fn is_executable(location: &str) -> bool {
    matches!(
        location,
        "QUERY"
            | "MUTATION"
            | "SUBSCRIPTION"
            | "FIELD"
            | "FRAGMENT_DEFINITION"
            | "FRAGMENT_SPREAD"
            | "INLINE_FRAGMENT"
    )
}

fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Type { keyword, links } if links.is_empty() => (*keyword).to_owned(),
        Shape::Type { keyword, links } => format!("{keyword} ({})", links.join(", ")),
        Shape::Output { ty } => ty.to_string(),
        Shape::Input { ty, default: None } => ty.to_string(),
        Shape::Input {
            ty,
            default: Some(default),
        } => format!("{ty} = {default}"),
        Shape::Value => "value".to_owned(),
        Shape::Directive { locations } => format!("directive on {}", locations.join(" | ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a case: before, after, and what is told.
    const CASES: &[(&str, &str, &[&str])] = &[
        ("type A { b: Int }", "type A { b: Int }", &[]),
        ("type A { b: Int c: Int }", "type A { c: Int b: Int }", &[]),
        (
            "type A { b: Int }",
            "type A { b: Int c: Int }",
            &["Added A.c Int false"],
        ),
        (
            "type A { b: Int c(d: Int): Int }",
            "type A { b: Int }",
            &["Removed A.c Int true"],
        ),
        (
            "type A { b: Int! }",
            "type A { b: Int }",
            &["Changed A.b Int! -> Int true"],
        ),
        (
            "type A { b: Int }",
            "type A { b: Int! }",
            &["Changed A.b Int -> Int! false"],
        ),
        (
            "type A { b: [Int!]! }",
            "type A { b: [Int]! }",
            &["Changed A.b [Int!]! -> [Int]! true"],
        ),
        (
            "type A { b: Int }",
            "type A { b: String }",
            &["Changed A.b Int -> String true"],
        ),
        (
            "type A { b: Int }",
            "type A { b(c: Int): Int }",
            &["Added A.b(c) Int false"],
        ),
        (
            "type A { b: Int }",
            "type A { b(c: Int!): Int }",
            &["Added A.b(c) Int! true"],
        ),
        (
            "type A { b: Int }",
            "type A { b(c: Int! = 1): Int }",
            &["Added A.b(c) Int! = 1 false"],
        ),
        (
            "type A { b(c: Int): Int }",
            "type A { b: Int }",
            &["Removed A.b(c) Int true"],
        ),
        (
            "type A { b(c: Int!): Int }",
            "type A { b(c: Int): Int }",
            &["Changed A.b(c) Int! -> Int false"],
        ),
        (
            "type A { b(c: Int): Int }",
            "type A { b(c: Int!): Int }",
            &["Changed A.b(c) Int -> Int! true"],
        ),
        (
            "type A { b(c: Int): Int }",
            "type A { b(c: Int! = 1): Int }",
            &["Changed A.b(c) Int -> Int! = 1 false"],
        ),
        (
            "input A { b: Int }",
            "input A { b: Int c: Int! }",
            &["Added A.c Int! true"],
        ),
        ("enum A { B }", "enum A { B C }", &["Added A.C value false"]),
        (
            "enum A { B C }",
            "enum A { B }",
            &["Removed A.C value true"],
        ),
        (
            "union A = B",
            "union A = B | C",
            &["Changed A union (B) -> union (B, C) false"],
        ),
        (
            "union A = B | C",
            "union A = B",
            &["Changed A union (B, C) -> union (B) true"],
        ),
        (
            "scalar A",
            "enum A { B }",
            &["Changed A scalar -> enum true", "Added A.B value false"],
        ),
        (
            "scalar A",
            "type B { c: Int }",
            &["Removed A scalar true", "Added B type false"],
        ),
        (
            "type A { b: Int }",
            "type A { b: Int @deprecated(reason: \"x\") }",
            &["Changed A.b deprecated: x false"],
        ),
        (
            "type A { b: Int }",
            "\"d\" type A { b: Int }",
            &["Changed A another description false"],
        ),
        (
            "directive @a on OBJECT",
            "scalar B",
            &[
                "Removed @a directive on OBJECT false",
                "Added B scalar false",
            ],
        ),
        (
            "directive @a on FIELD",
            "scalar B",
            &["Removed @a directive on FIELD true", "Added B scalar false"],
        ),
        (
            "schema { query: A }",
            "schema { query: B }",
            &["Changed schema.query A -> B true"],
        ),
    ];

    #[test]
    fn each_change_and_whether_it_breaks() {
        for (old, new, expected) in CASES {
            let (old, new) = (Elements::read(old).unwrap(), Elements::read(new).unwrap());
            let changes = between(&old, &new);
            let told: Vec<String> = changes
                .iter()
                .map(|change| {
                    format!(
                        "{:?} {} {} {}",
                        change.verb, change.element, change.text, change.breaking
                    )
                })
                .collect();
            assert_eq!(&told, expected);
        }
    }
}
