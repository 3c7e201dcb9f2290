//! Minimised text is read as the same tree, and minimising it again changes nothing.

use proptest::prelude::*;

use wikijs_codegen::source::{Source, SourceKind, Sources};
use wikijs_codegen::syntax::tree::Definition;
use wikijs_codegen::syntax::{definition_text, parse};

use crate::generate::Choices;
use crate::generate::grammar::{spread_out, tokens};

fn definitions(text: &str) -> Result<Vec<Definition>, String> {
    let mut sources = Sources::default();
    sources.add(Source::new(SourceKind::Query, "made.graphql", text));
    let mut found = Vec::new();
    let tree = parse(&sources, &mut found);
    match found.first() {
        Some(diagnostic) => Err(diagnostic.message.clone()),
        None => Ok(tree
            .files
            .into_iter()
            .flat_map(|file| file.definitions)
            .collect()),
    }
}

/// Comments are not printed, so they are no part of the comparison.
fn without_comments(mut definitions: Vec<Definition>) -> Vec<Definition> {
    for definition in &mut definitions {
        match definition {
            Definition::Operation(node) => node.comment = None,
            Definition::Fragment(node) => node.comment = None,
            _ => {}
        }
    }
    definitions
}

fn minimised(definitions: &[Definition]) -> String {
    definitions
        .iter()
        .map(definition_text)
        .collect::<Vec<_>>()
        .join(" ")
}

proptest! {
    #[test]
    fn printed_text_is_the_same_document(bytes: Vec<u8>, spaces: Vec<u8>) {
        let tokens = tokens(&mut Choices::new(&bytes));
        let text = spread_out(&tokens, &mut Choices::new(&spaces), true);
        let tree = without_comments(definitions(&text).unwrap());
        let printed = minimised(&tree);
        prop_assert!(printed.len() <= text.len());
        let again = without_comments(definitions(&printed).unwrap());
        prop_assert_eq!(&again, &tree);
        prop_assert_eq!(minimised(&again), printed);
    }
}

#[test]
fn a_space_stands_only_where_it_must() {
    let cases = [
        (
            "query A ( $a : Int ! = 1 , $b : [ Int ] ) { b ( c : $a , d : [ 1 , -2 , $b ] ) }",
            "query A($a:Int!=1$b:[Int]){b(c:$a d:[1 -2$b])}",
        ),
        (
            "{ a ( b : \"\" , c : [ \"\" , \"x\" ] ) ... on B { c } ... C d }",
            r#"{a(b:""c:["" "x"])...on B{c}...C d}"#,
        ),
        (
            "fragment F on T @a ( b : 1.5 ) @c { x : y }",
            "fragment F on T@a(b:1.5)@c{x:y}",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(minimised(&definitions(text).unwrap()), expected);
    }
}

#[test]
fn comments_above_belong_to_what_they_stand_above() {
    let text = "# No.\n\n# One.\n#\n#  Two.\nquery A { a } # behind\nquery B { b }\n#Three.\r\nfragment F on T { c }\n# Far.\n\nquery C { d }";
    let comments: Vec<Option<String>> = definitions(text)
        .unwrap()
        .into_iter()
        .map(|definition| match definition {
            Definition::Operation(node) => node.comment,
            Definition::Fragment(node) => node.comment,
            _ => None,
        })
        .collect();
    let expected = [Some("One.\n\n Two."), None, Some("Three."), None];
    assert_eq!(
        comments.iter().map(Option::as_deref).collect::<Vec<_>>(),
        expected
    );
}
