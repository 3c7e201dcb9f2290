//! The document put together from its pieces, as a sender does it for a single operation.

use crate::document::{Operation, OperationKind};

use super::{Piece, Wire};

/// The text of the whole document.
pub(super) fn document(operation: &Operation, wire: &Wire) -> String {
    let mut text = format!("{} {}", keyword(operation.kind), operation.name);
    variables(wire, &mut text);
    text.push('{');
    for (index, field) in wire.fields.iter().enumerate() {
        if index > 0 && !text.ends_with('}') {
            text.push(' ');
        }
        let at = field.pieces.iter().position(|piece| *piece == Piece::Key);
        let (around, own) = field.pieces.split_at(at.map_or(0, |key| key + 1));
        pieces(wire, around, &mut text);
        if is_alias(&field.key, own) {
            text.push_str(&field.key);
            text.push(':');
        }
        pieces(wire, own, &mut text);
    }
    text.push('}');
    for fragment in &wire.fragments {
        text.push_str("fragment ");
        text.push_str(&fragment.name);
        pieces(wire, &fragment.pieces, &mut text);
    }
    text
}

fn variables(wire: &Wire, text: &mut String) {
    for (index, variable) in wire.variables.iter().enumerate() {
        text.push_str(if index == 0 { "($" } else { ",$" });
        text.push_str(&variable.name);
        text.push(':');
        text.push_str(&variable.ty);
        if let Some(default) = &variable.default {
            text.push('=');
            text.push_str(default);
        }
    }
    text.push_str(if wire.variables.is_empty() { "" } else { ")" });
}

fn pieces(wire: &Wire, pieces: &[Piece], text: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Key => {}
            Piece::Variable(index) => {
                text.push('$');
                text.push_str(
                    wire.variables
                        .get(*index)
                        .map_or("", |variable| &variable.name),
                );
            }
            Piece::Spread(index) => {
                text.push_str("...");
                text.push_str(
                    wire.fragments
                        .get(*index)
                        .map_or("", |fragment| &fragment.name),
                );
            }
        }
    }
}

/// Whether the key is not the name that the pieces begin with.
fn is_alias(key: &str, pieces: &[Piece]) -> bool {
    let Some(Piece::Text(text)) = pieces.first() else {
        return true;
    };
    let is_name = |char: char| char.is_ascii_alphanumeric() || char == '_';
    text.split(|char| !is_name(char)).next() != Some(key)
}

fn keyword(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Query => "query",
        OperationKind::Mutation => "mutation",
        OperationKind::Subscription => "subscription",
    }
}
