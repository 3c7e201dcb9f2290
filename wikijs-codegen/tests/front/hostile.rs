//! Whatever a file holds, the answer is a report or a document, and never a panic.

use proptest::prelude::*;

use crate::case::{SCHEMA, report, report_bytes};
use crate::generate::Choices;
use crate::generate::grammar::{broken, spread_out, tokens};

const GOOD: &str = include_str!("../cases/good/values.graphql");

/// A text in which bytes are replaced.
fn damaged(text: &str, places: &[(u16, u8)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (place, byte) in places {
        let place = usize::from(*place) % bytes.len();
        bytes[place] = *byte;
    }
    bytes
}

fn shown(report: Option<wikijs_codegen::Report>) {
    _ = report.map(|report| report.to_string());
}

proptest! {
    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        shown(report_bytes(&bytes));
    }

    #[test]
    fn any_text(text: String) {
        shown(report_bytes(text.as_bytes()));
        shown(report(&format!("### schema\n{text}\n### overlay\n{text}\n### a.graphql\n{text}")));
    }

    #[test]
    fn any_tokens(bytes: Vec<u8>, spaces: Vec<u8>) {
        let mut choices = Choices::new(&bytes);
        let tokens = broken(&tokens(&mut choices), &mut choices);
        shown(report(&spread_out(&tokens, &mut Choices::new(&spaces), true)));
    }

    #[test]
    fn damaged_documents(places: Vec<(u16, u8)>) {
        shown(report_bytes(&damaged(GOOD, &places)));
    }

    #[test]
    fn damaged_schemas(places in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..4)) {
        let schema = String::from_utf8_lossy(&damaged(SCHEMA, &places)).into_owned();
        shown(report(&format!("### schema\n{schema}\n### directives\n\n### a.graphql\n{GOOD}")));
    }
}
