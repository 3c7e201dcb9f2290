//! Joins the documents of operations into one.
//!
//! `{ pages { … } }` and `{ pages { … } }` become `{ b0_pages: pages { … } b1_pages: pages { … } }`. The aliases stand at
//! the root: there a server runs mutations one after another, and an error that empties a namespace empties only that of
//! its own part.

use std::fmt::Write;

use super::fragments::{Naming, Shared};
use super::names;
use crate::encode::{Encode, Variables, Writer};
use crate::operation::{OperationKind, PartVariable, Parts, Piece};

/// The name of the joined operation.
pub const NAME: &str = "Batch";

/// A document made of the parts of several operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    document: String,
    parts: Vec<Parts>,
}

impl Plan {
    /// Joins these parts, which must all be of this kind.
    #[must_use]
    pub fn new(kind: OperationKind, parts: impl IntoIterator<Item = Parts>) -> Self {
        let parts: Vec<Parts> = parts.into_iter().collect();
        Self {
            document: document(kind, &parts),
            parts,
        }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The parts, in their order.
    #[must_use]
    pub fn parts(&self) -> &[Parts] {
        &self.parts
    }
}

/// The variables of all parts under the names that they have in the joined document.
#[must_use]
pub fn variables<'v>(parts: impl IntoIterator<Item = &'v Variables>) -> Variables {
    let mut joined = Variables::new();
    let mut renamed = String::new();
    for (part, variables) in parts.into_iter().enumerate() {
        joined.take_note_of_secrets(variables);
        for (name, json) in variables.iter() {
            renamed.clear();
            names::write(&mut renamed, part, name);
            joined.add(&renamed, &Json(json));
        }
    }
    joined
}

struct Json<'a>(&'a str);

impl Encode for Json<'_> {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(self.0);
    }
}

fn document(kind: OperationKind, parts: &[Parts]) -> String {
    let mut shared = Shared::default();
    let namings: Vec<Naming> = parts.iter().map(|parts| shared.admit(*parts)).collect();
    let each = || {
        parts
            .iter()
            .zip(&namings)
            .enumerate()
            .map(|(number, (parts, naming))| Part {
                number,
                parts,
                naming,
            })
    };
    let mut text = format!("{kind} {NAME}");
    definitions(&mut text, each());
    text.push('{');
    each().for_each(|part| part.fields(&mut text));
    text.push('}');
    each().for_each(|part| part.fragments(&mut text));
    text
}

fn definitions<'p>(to: &mut String, parts: impl Iterator<Item = Part<'p>>) {
    let start = to.len();
    for part in parts {
        for variable in part.parts.variables {
            to.push(if to.len() == start { '(' } else { ',' });
            part.definition(to, variable);
        }
    }
    if to.len() > start {
        to.push(')');
    }
}

#[derive(Clone, Copy)]
struct Part<'p> {
    number: usize,
    parts: &'p Parts,
    naming: &'p Naming,
}

impl Part<'_> {
    fn definition(self, to: &mut String, variable: &PartVariable) {
        to.push('$');
        names::write(to, self.number, variable.name);
        // Writing to a string does not fail.
        let _ = write!(to, ":{}", variable.ty);
        if let Some(default) = variable.default {
            let _ = write!(to, "={default}");
        }
    }

    fn fields(self, to: &mut String) {
        for field in self.parts.fields {
            if !to.ends_with('{') {
                to.push(' ');
            }
            if !field.pieces.contains(&Piece::Key) {
                self.alias(to, field.key);
            }
            self.pieces(to, field.pieces, field.key);
        }
    }

    fn alias(self, to: &mut String, key: &str) {
        names::write(to, self.number, key);
        to.push(':');
    }

    fn fragments(self, to: &mut String) {
        for (index, fragment) in self.parts.fragments.iter().enumerate() {
            if self.naming.is_new(index) {
                to.push_str(" fragment ");
                self.fragment_name(to, index);
                self.pieces(to, fragment.pieces, "");
            }
        }
    }

    fn pieces(self, to: &mut String, pieces: &[Piece], key: &str) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => to.push_str(text),
                Piece::Variable(index) => self.variable(to, usize::from(*index)),
                Piece::Spread(index) => {
                    to.push_str("...");
                    self.fragment_name(to, usize::from(*index));
                }
                Piece::Key => self.alias(to, key),
            }
        }
    }

    fn variable(self, to: &mut String, index: usize) {
        if let Some(variable) = self.parts.variables.get(index) {
            to.push('$');
            names::write(to, self.number, variable.name);
        }
    }

    fn fragment_name(self, to: &mut String, index: usize) {
        let Some(fragment) = self.parts.fragments.get(index) else {
            return;
        };
        if self.naming.is_own(index) {
            names::write(to, self.number, fragment.name);
        } else {
            to.push_str(fragment.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{PartField, PartFragment, Secret};

    const TAGS: PartFragment = PartFragment {
        name: "Tag",
        pieces: &[Piece::Text(" on Tag{id}")],
        uses_variables: false,
    };

    /// `query($id:Int!,$n:Int=3){pages{single(id:$id){...Page}}me:users{name(n:$n)}}`
    const SINGLE: Parts = Parts {
        variables: &[
            PartVariable {
                name: "id",
                ty: "Int!",
                default: None,
            },
            PartVariable {
                name: "n",
                ty: "Int",
                default: Some("3"),
            },
        ],
        fields: &[
            PartField {
                key: "pages",
                pieces: &[
                    Piece::Text("pages{single(id:"),
                    Piece::Variable(0),
                    Piece::Text("){"),
                    Piece::Spread(0),
                    Piece::Text("}}"),
                ],
            },
            PartField {
                key: "me",
                pieces: &[
                    Piece::Text("users{name(n:"),
                    Piece::Variable(1),
                    Piece::Text(")}"),
                ],
            },
        ],
        fragments: &[
            PartFragment {
                name: "Page",
                pieces: &[
                    Piece::Text(" on Page{title tags{"),
                    Piece::Spread(1),
                    Piece::Text("}}"),
                ],
                uses_variables: false,
            },
            TAGS,
        ],
    };

    #[track_caller]
    fn check(parts: &[Parts], document: &str) {
        assert_eq!(
            Plan::new(OperationKind::Query, parts.iter().copied()).document(),
            document
        );
    }

    #[test]
    fn fields_get_aliases_and_fragments_are_sent_once() {
        check(
            &[SINGLE, SINGLE],
            "query Batch($b0_id:Int!,$b0_n:Int=3,$b1_id:Int!,$b1_n:Int=3)\
             {b0_pages:pages{single(id:$b0_id){...Page}} b0_me:users{name(n:$b0_n)} \
             b1_pages:pages{single(id:$b1_id){...Page}} b1_me:users{name(n:$b1_n)}} \
             fragment Page on Page{title tags{...Tag}} fragment Tag on Tag{id}",
        );
    }

    const VIEWED: Parts = Parts {
        variables: &[PartVariable {
            name: "n",
            ty: "Int",
            default: None,
        }],
        fields: &[PartField {
            key: "a",
            pieces: &[Piece::Text("a{"), Piece::Spread(0), Piece::Text("}")],
        }],
        fragments: &[
            PartFragment {
                name: "A",
                pieces: &[
                    Piece::Text(" on A{"),
                    Piece::Spread(1),
                    Piece::Text(" "),
                    Piece::Spread(2),
                    Piece::Text("}"),
                ],
                uses_variables: true,
            },
            PartFragment {
                name: "N",
                pieces: &[
                    Piece::Text(" on A{x(n:"),
                    Piece::Variable(0),
                    Piece::Text(")}"),
                ],
                uses_variables: true,
            },
            TAGS,
        ],
    };

    #[test]
    fn fragments_with_variables_are_copied() {
        check(
            &[VIEWED, VIEWED],
            "query Batch($b0_n:Int,$b1_n:Int){b0_a:a{...b0_A} b1_a:a{...b1_A}} \
             fragment b0_A on A{...b0_N ...Tag} fragment b0_N on A{x(n:$b0_n)} fragment Tag on Tag{id} \
             fragment b1_A on A{...b1_N ...Tag} fragment b1_N on A{x(n:$b1_n)}",
        );
    }

    const OTHER: Parts = Parts {
        variables: &[],
        fields: &[PartField {
            key: "b",
            pieces: &[Piece::Text("b{"), Piece::Spread(0), Piece::Text("}")],
        }],
        fragments: &[
            PartFragment {
                name: "Page",
                pieces: &[
                    Piece::Text(" on Page{title tags{"),
                    Piece::Spread(1),
                    Piece::Text("}}"),
                ],
                uses_variables: false,
            },
            PartFragment {
                name: "Tag",
                pieces: &[Piece::Text(" on Tag{tag}")],
                uses_variables: false,
            },
        ],
    };

    #[test]
    fn one_name_for_two_texts_is_renamed_and_so_are_its_users() {
        check(
            &[OTHER, SINGLE],
            "query Batch($b1_id:Int!,$b1_n:Int=3){b0_b:b{...Page} \
             b1_pages:pages{single(id:$b1_id){...b1_Page}} b1_me:users{name(n:$b1_n)}} \
             fragment Page on Page{title tags{...Tag}} fragment Tag on Tag{tag} \
             fragment b1_Page on Page{title tags{...b1_Tag}} fragment b1_Tag on Tag{id}",
        );
    }

    #[test]
    fn no_variables_no_brackets() {
        check(
            &[OTHER],
            "query Batch{b0_b:b{...Page}} fragment Page on Page{title tags{...Tag}} fragment Tag on Tag{tag}",
        );
    }

    #[test]
    fn variables_are_renamed() {
        let (mut first, mut second) = (Variables::new(), Variables::new());
        first.add("id", &1);
        second.add("id", &2);
        second.add("key", &Secret::from("x"));
        let joined = variables([&first, &second]);
        assert_eq!(joined.json(), r#"{"b0_id":1,"b1_id":2,"b1_key":"x"}"#);
        assert!(joined.has_secrets());
    }
}
