//! Texts that the grammar allows, token by token, and texts with one token wrong.

use super::Choices;

const NAMES: [&str; 12] = [
    "a",
    "B_1",
    "type",
    "query",
    "input",
    "_",
    "__typename",
    "fragment",
    "null_",
    "true1",
    "x",
    "extend",
];
const LEAVES: [&str; 16] = [
    "0",
    "-0",
    "12",
    "-1",
    "1.5",
    "-0.5e-3",
    "1E+2",
    "\"\"",
    "\"a\\n\\u00e9\\\"\"",
    "\"\"\"\n  block\n   \\\"\"\" \"\"\"",
    "true",
    "false",
    "null",
    "NAME",
    "\"# no, comment {\"",
    "\"\"\"\"\"\"",
];

/// The tokens of a document that the grammar allows.
pub(crate) fn tokens(choices: &mut Choices<'_>) -> Vec<String> {
    let mut made = Tokens {
        choices,
        tokens: Vec::new(),
    };
    for _ in 0..made.choices.many(3) {
        made.definition();
    }
    made.tokens
}

struct Tokens<'c, 'b> {
    choices: &'c mut Choices<'b>,
    tokens: Vec<String>,
}

impl Tokens<'_, '_> {
    fn push(&mut self, tokens: &[&str]) {
        self.tokens
            .extend(tokens.iter().map(|token| (*token).to_owned()));
    }

    fn name(&mut self) {
        let name = *self.choices.of(&NAMES);
        self.push(&[name]);
    }

    fn definition(&mut self) {
        match self.choices.below(5) {
            0 => self.selection_set(3),
            1 => {
                self.push(&["fragment", "Name", "on"]);
                self.name();
                self.directives(2);
                self.selection_set(3);
            }
            _ => {
                let kind = *self.choices.of(&["query", "mutation", "subscription"]);
                self.push(&[kind]);
                self.name();
                self.variables();
                self.directives(2);
                self.selection_set(3);
            }
        }
    }

    fn variables(&mut self) {
        if self.choices.below(2) == 0 {
            return;
        }
        self.push(&["("]);
        for _ in 0..self.choices.many(3) {
            self.push(&["$"]);
            self.name();
            self.push(&[":"]);
            self.ty(2);
            if self.choices.below(2) == 1 {
                self.push(&["="]);
                self.value(2, true);
            }
        }
        self.push(&[")"]);
    }

    fn ty(&mut self, depth: usize) {
        if depth > 0 && self.choices.below(3) == 1 {
            self.push(&["["]);
            self.ty(depth - 1);
            self.push(&["]"]);
        } else {
            self.name();
        }
        if self.choices.below(2) == 1 {
            self.push(&["!"]);
        }
    }

    fn selection_set(&mut self, depth: usize) {
        self.push(&["{"]);
        for _ in 0..self.choices.many(3) {
            match self.choices.below(4) {
                0 => {
                    self.push(&["...", "Spread"]);
                    self.directives(1);
                }
                1 if depth > 0 => {
                    self.push(&["..."]);
                    if self.choices.below(2) == 1 {
                        self.push(&["on", "Type"]);
                    }
                    self.directives(1);
                    self.selection_set(depth - 1);
                }
                _ => self.field(depth),
            }
        }
        self.push(&["}"]);
    }

    fn field(&mut self, depth: usize) {
        self.name();
        if self.choices.below(3) == 1 {
            self.push(&[":"]);
            self.name();
        }
        self.arguments(2);
        self.directives(1);
        if depth > 0 && self.choices.below(2) == 1 {
            self.selection_set(depth - 1);
        }
    }

    fn directives(&mut self, most: usize) {
        for _ in 0..self.choices.below(most + 1) {
            self.push(&["@"]);
            self.name();
            self.arguments(1);
        }
    }

    fn arguments(&mut self, depth: usize) {
        if self.choices.below(3) != 1 {
            return;
        }
        self.push(&["("]);
        for _ in 0..self.choices.many(2) {
            self.name();
            self.push(&[":"]);
            self.value(depth, false);
        }
        self.push(&[")"]);
    }

    fn value(&mut self, depth: usize, constant: bool) {
        match self.choices.below(6) {
            0 if !constant => {
                self.push(&["$"]);
                self.name();
            }
            1 if depth > 0 => {
                self.push(&["["]);
                (0..self.choices.below(4)).for_each(|_| self.value(depth - 1, constant));
                self.push(&["]"]);
            }
            2 if depth > 0 => {
                self.push(&["{"]);
                for _ in 0..self.choices.below(3) {
                    self.name();
                    self.push(&[":"]);
                    self.value(depth - 1, constant);
                }
                self.push(&["}"]);
            }
            _ => {
                let leaf = *self.choices.of(&LEAVES);
                self.push(&[leaf]);
            }
        }
    }
}

/// The tokens with something between them that means nothing. With `commas`, commas too: apollo-parser does not read
/// them where it looks ahead (`a, : b`, `..., {`).
pub(crate) fn spread_out(tokens: &[String], choices: &mut Choices<'_>, commas: bool) -> String {
    let between = [
        " ",
        "\n",
        "\r\n",
        "\t",
        " # a \"comment\" {\n",
        "\u{feff} ",
        ", ",
    ];
    let count = if commas {
        between.len()
    } else {
        between.len() - 1
    };
    tokens
        .iter()
        .flat_map(|token| [token.as_str(), between[choices.below(count)]])
        .collect()
}

/// Replaces, repeats, swaps or drops one token.
pub(crate) fn broken(tokens: &[String], choices: &mut Choices<'_>) -> Vec<String> {
    let mut tokens = tokens.to_vec();
    let at = choices.below(256) * tokens.len() / 256;
    let odd = [
        "(", ")", "{", "}", "[", "]", ":", "=", "!", "|", "&", "@", "$", "...", "on", "1", "\"s\"",
        "name", "null",
    ];
    match choices.below(4) {
        0 => _ = tokens.remove(at),
        1 => tokens.insert(at, (*choices.of(&odd)).to_owned()),
        2 => tokens[at] = (*choices.of(&odd)).to_owned(),
        _ => {
            let other = choices.below(256) * tokens.len() / 256;
            tokens.swap(at, other);
        }
    }
    tokens
}
