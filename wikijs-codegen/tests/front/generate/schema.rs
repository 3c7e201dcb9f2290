//! Schemas of all that a schema may hold, with names that mean something in Rust, good ones or with mistakes.

use super::Choices;

const TYPES: [&str; 14] = [
    "Page",
    "page",
    "Option",
    "Vec",
    "Self",
    "type",
    "Box",
    "Data",
    "HTTPThing",
    "Some",
    "w",
    "_x",
    "Result",
    "Types",
];
const FIELDS: [&str; 22] = [
    "id", "name", "type", "self", "Self", "fooBar", "foo_bar", "FooBar", "r", "key", "object",
    "start", "to", "value", "isRTL", "match", "gen", "default", "new", "build", "common", "x2FA",
];
const VALUES: [&str; 9] = [
    "A", "a", "Self", "UNKNOWN", "Unknown", "type", "B_C", "BC", "_",
];
const LEAVES: [&str; 6] = ["ID", "String", "Int", "Float", "Boolean", "Anything"];

/// The text of a schema; one choice in about `mistakes` is a wrong one.
pub(crate) fn schema(choices: &mut Choices<'_>, mistakes: usize) -> String {
    let mut made = Made {
        choices,
        mistakes,
        text: "scalar Anything\n".to_owned(),
        objects: Vec::new(),
        interfaces: Vec::new(),
        unions: Vec::new(),
        enums: Vec::new(),
        inputs: Vec::new(),
    };
    made.names();
    made.enums();
    made.inputs();
    made.interfaces();
    made.objects();
    made.unions();
    made.root();
    made.text
}

/// A field as it is written.
#[derive(Clone)]
struct Field {
    name: &'static str,
    arguments: String,
    ty: String,
}

struct Made<'c, 'b> {
    choices: &'c mut Choices<'b>,
    mistakes: usize,
    text: String,
    objects: Vec<String>,
    interfaces: Vec<(String, Vec<Field>)>,
    unions: Vec<String>,
    enums: Vec<String>,
    inputs: Vec<String>,
}

impl Made<'_, '_> {
    fn names(&mut self) {
        let mut free: Vec<&str> = TYPES.to_vec();
        let mut take = |count: usize, choices: &mut Choices<'_>| {
            let mut taken = Vec::new();
            for _ in 0..count {
                let at = choices.below(free.len());
                taken.push(free.remove(at).to_owned());
            }
            taken
        };
        let (objects, interfaces) = (self.choices.many(4), self.choices.below(3));
        self.objects = take(objects, self.choices);
        let named = take(interfaces, self.choices);
        self.interfaces = named.into_iter().map(|name| (name, Vec::new())).collect();
        let (unions, enums, inputs) = (
            self.choices.below(2),
            self.choices.many(2),
            self.choices.below(3),
        );
        self.unions = take(unions, self.choices);
        self.enums = take(enums, self.choices);
        self.inputs = take(inputs, self.choices);
    }

    fn wrong(&mut self) -> bool {
        self.choices.one_in(self.mistakes)
    }

    fn distinct(&mut self, from: &[&'static str], most: usize) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = Vec::new();
        for _ in 0..self.choices.many(most) {
            let name = *self.choices.of(from);
            if !names.contains(&name) || self.wrong() {
                names.push(name);
            }
        }
        names
    }

    fn enums(&mut self) {
        for name in self.enums.clone() {
            let values = self.distinct(&VALUES, 5).join(" ");
            self.text.push_str(&format!("enum {name} {{ {values} }}\n"));
        }
    }

    fn inputs(&mut self) {
        for name in self.inputs.clone() {
            let fields: Vec<String> = self
                .distinct(&FIELDS, 4)
                .into_iter()
                .map(|field| format!("{field}: {}", self.input()))
                .collect();
            self.text
                .push_str(&format!("input {name} {{ {} }}\n", fields.join(" ")));
        }
    }

    /// The type of an argument or input field, with its default.
    fn input(&mut self) -> String {
        let (core, default) = match self.choices.below(4) {
            0 if !self.inputs.is_empty() => {
                let core = self.choices.of(&self.inputs).clone();
                // Never null inside itself, it could not be given.
                let wrong = self.wrong();
                return format!("{core}{}", if wrong { "!" } else { "" });
            }
            1 => (self.choices.of(&self.enums).clone(), None),
            2 => ("Int".to_owned(), Some("3")),
            _ => ((*self.choices.of(&LEAVES)).to_owned(), None),
        };
        if self.wrong() {
            return self.choices.of(&self.objects).clone();
        }
        match default.filter(|_| self.choices.below(2) == 1) {
            Some(default) => format!("{core}{} = {default}", self.choices.of(&["", "!"])),
            None => self.wrapped(core),
        }
    }

    fn wrapped(&mut self, core: String) -> String {
        let mark = *self.choices.of(&["", "!"]);
        match self.choices.below(5) {
            0 => format!("[{core}{mark}]"),
            1 => format!("[{core}{mark}]!"),
            2 => format!("[[{core}{mark}]!]"),
            _ => format!("{core}{mark}"),
        }
    }

    fn output(&mut self) -> String {
        let core = match self.choices.below(6) {
            0 => self.choices.of(&self.objects).clone(),
            1 if !self.interfaces.is_empty() => self.choices.of(&self.interfaces).0.clone(),
            2 if !self.unions.is_empty() => self.choices.of(&self.unions).clone(),
            3 => self.choices.of(&self.enums).clone(),
            _ if self.wrong() => "Nothing".to_owned(),
            _ => (*self.choices.of(&LEAVES)).to_owned(),
        };
        self.wrapped(core)
    }

    fn fields(&mut self, most: usize) -> Vec<Field> {
        let mut fields = Vec::new();
        for name in self.distinct(&FIELDS, most) {
            let arguments = match self.choices.below(4) {
                0 => format!("(by: {})", self.input()),
                1 => format!("(type: {}, w: {})", self.input(), self.input()),
                _ => String::new(),
            };
            let ty = self.output();
            fields.push(Field {
                name,
                arguments,
                ty,
            });
        }
        fields
    }

    fn interfaces(&mut self) {
        for number in 0..self.interfaces.len() {
            let own = self.fields(3);
            // The second may be one of the first.
            let above = (number > 0 && self.choices.below(2) == 1).then_some(0);
            let (fields, head) = self.with_fields_of(above.into_iter().collect(), own);
            let name = self.interfaces[number].0.clone();
            self.write("interface", &name, &head, &fields);
            self.interfaces[number].1 = fields;
        }
    }

    /// The fields of the interfaces, then others; and `implements …`.
    fn with_fields_of(&mut self, interfaces: Vec<usize>, own: Vec<Field>) -> (Vec<Field>, String) {
        let mut all: Vec<Field> = Vec::new();
        for number in &interfaces {
            all.extend(self.interfaces[*number].1.clone());
        }
        all.extend(own);
        let mut fields: Vec<Field> = Vec::new();
        for field in all {
            if !fields.iter().any(|known| known.name == field.name) {
                fields.push(field);
            }
        }
        if !interfaces.is_empty() && self.wrong() {
            fields.remove(0);
        }
        let names = interfaces
            .iter()
            .map(|number| self.interfaces[*number].0.clone());
        let names: Vec<String> = names.collect();
        let head = match names.is_empty() {
            true => String::new(),
            false => format!(" implements {}", names.join(" & ")),
        };
        (fields, head)
    }

    fn objects(&mut self) {
        for name in self.objects.clone() {
            let own = self.fields(5);
            let interfaces = match (self.interfaces.len(), self.choices.below(3)) {
                (0, _) | (_, 0) => Vec::new(),
                (1, _) | (_, 1) => vec![0],
                _ => self.both_if_they_agree(),
            };
            let (fields, head) = self.with_fields_of(interfaces, own);
            self.write("type", &name, &head, &fields);
        }
    }

    /// Both interfaces, where no field of both is of two types. The second may be one of the first: both it is then.
    fn both_if_they_agree(&self) -> Vec<usize> {
        let [(_, first), (_, second)] = self.interfaces.as_slice() else {
            return vec![0];
        };
        let agree = first.iter().all(|field| {
            let same = second.iter().filter(|other| other.name == field.name);
            same.into_iter()
                .all(|other| other.ty == field.ty && other.arguments == field.arguments)
        });
        if agree { vec![0, 1] } else { vec![0] }
    }

    fn unions(&mut self) {
        for name in self.unions.clone() {
            let mut members: Vec<String> = Vec::new();
            for _ in 0..self.choices.many(3) {
                let member = self.choices.of(&self.objects).clone();
                if !members.contains(&member) || self.wrong() {
                    members.push(member);
                }
            }
            self.text
                .push_str(&format!("union {name} = {}\n", members.join(" | ")));
        }
    }

    fn root(&mut self) {
        let mut fields = self.fields(5);
        let object = self.choices.of(&self.objects).clone();
        fields.retain(|field| field.name != "value");
        fields.push(Field {
            name: "value",
            arguments: String::new(),
            ty: object,
        });
        self.write("type", "Query", "", &fields);
    }

    fn write(&mut self, kind: &str, name: &str, head: &str, fields: &[Field]) {
        let fields: Vec<String> = fields
            .iter()
            .map(|field| format!("{}{}: {}", field.name, field.arguments, field.ty))
            .collect();
        self.text
            .push_str(&format!("{kind} {name}{head} {{ {} }}\n", fields.join(" ")));
    }
}
