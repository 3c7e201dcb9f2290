//! Reads the files in `tests/cases`; their format is told there.

use std::collections::HashMap;

use serde_json::Value;

/// One file: how its wiki begins, and what is asked of it.
#[derive(Default)]
pub(crate) struct Case {
    /// The file in `worlds` that is played first.
    pub(crate) world: Option<String>,
    /// The case that is played first, with its world.
    pub(crate) after: Option<String>,
    pub(crate) production: bool,
    /// The first administrator's address, where another was recorded.
    pub(crate) admin: Option<String>,
    /// Locales that are installed from the beginning.
    pub(crate) locales: Vec<[String; 3]>,
    /// Ends of the paths of lists that the server gives in no order.
    pub(crate) unordered: Vec<String>,
    pub(crate) items: Vec<Item>,
}

pub(crate) enum Item {
    Wait(u64),
    Restart,
    Step(Box<Step>),
}

#[derive(Default)]
pub(crate) struct Step {
    pub(crate) number: usize,
    pub(crate) who: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(crate) status: u16,
    pub(crate) answer_headers: Vec<(String, String)>,
    pub(crate) answer: Answer,
}

#[derive(Default)]
pub(crate) enum Body {
    #[default]
    None,
    /// JSON as it stands: the order of keys shows in some answers.
    Json(String),
    Raw(String),
    Multipart {
        parts: Vec<Value>,
        unterminated: bool,
    },
}

#[derive(Default)]
pub(crate) enum Answer {
    #[default]
    Empty,
    Json(Value),
    Text(String),
    Title(String),
    Digest(Value),
    Base64(String),
    /// Whatever comes.
    Any,
    /// JSON that has at least this in it.
    Holds(Value),
    /// So many bytes.
    Bytes(usize),
}

/// What stands in a file.
pub(crate) fn read(text: &str) -> Case {
    let (mut case, mut documents, mut answered) = (Case::default(), HashMap::new(), false);
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        match kind {
            "let" => {
                let (name, document) = rest.split_once(" = ").expect("let NAME = DOCUMENT");
                documents.insert(name.to_owned(), document.to_owned());
            }
            "world" => case.world = Some(rest.into()),
            "after" => case.after = Some(rest.into()),
            "admin" => case.admin = Some(rest.into()),
            "production" => case.production = true,
            "locale" => case.locales.push(locale(rest)),
            "unordered" => case.unordered.push(rest.into()),
            "wait" => case.items.push(Item::Wait(rest.parse().expect("seconds"))),
            "restart" => case.items.push(Item::Restart),
            "step" => {
                case.items.push(Item::Step(Box::new(step(rest))));
                answered = false;
            }
            _ => {
                let Some(Item::Step(step)) = case.items.last_mut() else {
                    panic!("{line} stands before a step")
                };
                answered |= kind == "gives";
                more(step, kind, rest, answered, &documents);
            }
        }
    }
    case
}

fn locale(text: &str) -> [String; 3] {
    let words: Vec<_> = text.split(' ').map(String::from).collect();
    words.try_into().expect("locale CODE NAME OWN-NAME")
}

fn step(text: &str) -> Step {
    let mut words = text.splitn(4, ' ').map(String::from);
    let mut word = || words.next().expect("step N WHO METHOD PATH");
    let number = word().parse().expect("a number");
    Step {
        number,
        who: word(),
        method: word(),
        path: word(),
        ..Step::default()
    }
}

fn more(
    step: &mut Step,
    kind: &str,
    rest: &str,
    answered: bool,
    documents: &HashMap<String, String>,
) {
    let json =
        || serde_json::from_str::<Value>(rest).unwrap_or_else(|error| panic!("{rest}: {error}"));
    let text = || serde_json::from_str::<String>(rest).expect("a text");
    match kind {
        "" => header(step, rest, answered),
        "ask" => {
            let document = rest
                .strip_prefix('@')
                .map_or(rest, |name| documents[name].as_str());
            step.body = Body::Json(format!("{{\"query\":{}}}", Value::from(document)));
        }
        "with" => match &mut step.body {
            Body::Json(body) => {
                body.replace_range(body.len() - 1.., &format!(",\"variables\":{rest}}}"))
            }
            _ => panic!("with stands after ask"),
        },
        "body" => step.body = Body::Json(rest.into()),
        "raw" => step.body = Body::Raw(text()),
        "part" => match &mut step.body {
            Body::Multipart { parts, .. } => parts.push(json()),
            body => {
                *body = Body::Multipart {
                    parts: vec![json()],
                    unterminated: false,
                }
            }
        },
        "unterminated" => match &mut step.body {
            Body::Multipart { unterminated, .. } => *unterminated = true,
            _ => panic!("unterminated stands after part"),
        },
        "padded" => match &mut step.body {
            Body::Json(body) => {
                let missing = rest.parse::<usize>().expect("a length") - body.len();
                body.push_str(&" ".repeat(missing));
            }
            _ => panic!("padded stands after a JSON body"),
        },
        "gives" => step.status = rest.parse().expect("a status"),
        "json" => step.answer = Answer::Json(json()),
        "text" => step.answer = Answer::Text(text()),
        "title" => step.answer = Answer::Title(text()),
        "digest" => step.answer = Answer::Digest(json()),
        "base64" => step.answer = Answer::Base64(text()),
        "any" => step.answer = Answer::Any,
        "holds" => step.answer = Answer::Holds(json()),
        "bytes" => step.answer = Answer::Bytes(rest.parse().expect("a number")),
        other => panic!("no such kind of line: {other}"),
    }
}

fn header(step: &mut Step, line: &str, answered: bool) {
    let (name, value) = line.trim().split_once(": ").expect("name: value");
    let headers = if answered {
        &mut step.answer_headers
    } else {
        &mut step.headers
    };
    headers.push((name.into(), value.into()));
}
