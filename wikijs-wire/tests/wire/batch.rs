//! Any mix of operations and failures gives each part of a batch the answer that it would have had alone.

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use wikijs_wire::batch::{Odd, Part, Plan, Walk, split, variables};
use wikijs_wire::operation::interpret;
use wikijs_wire::reader::Located;
use wikijs_wire::{DecodeError, Envelope, Operation, OperationKind, Outcome, Parts, Variables};

use crate::operations::{Overview, Single, Tags};

/// An operation and what a server answers to it alone.
#[derive(Debug, Clone)]
struct Case {
    which: Which,
    data: Map<String, Value>,
    errors: Vec<Value>,
}

#[derive(Debug, Clone, Copy)]
enum Which {
    Single,
    Tags,
    Overview,
}

impl Which {
    fn parts(self) -> Parts {
        match self {
            Self::Single => Single::PARTS,
            Self::Tags => Tags::PARTS,
            Self::Overview => Overview::PARTS,
        }
    }
}

fn case() -> impl Strategy<Value = Case> {
    let leaf = prop_oneof![
        Just(json!({"id": 1, "tag": "a", "order": "PATH", "key": null, "children": []})),
        Just(json!({"id": 2, "tag": "é\"\\", "children": [null, {"id": 3, "children": []}]})),
        Just(json!({"id": "of another shape", "children": []})),
        Just(Value::Null),
    ];
    let errors = vec(
        prop_oneof![Just(vec!["single"]), Just(vec!["tags"]), Just(vec![])],
        0..3,
    );
    (0..3_u8, leaf.clone(), leaf, any::<bool>(), errors).prop_map(|(which, one, other, fails, below)| {
        let (which, data) = match which {
            0 => (Which::Single, json!({"pages": {"single": one}})),
            1 => (Which::Tags, json!({"pages": if fails { Value::Null } else { json!({"tags": [one, other]}) }})),
            _ => (Which::Overview, json!({"first": one, "total": 3})),
        };
        let Value::Object(data) = data else { unreachable!() };
        let root = data.keys().next().cloned().unwrap();
        let error = |below: Vec<&str>| json!({"message": "no", "path": ([vec![root.as_str()], below].concat())});
        let errors = below.into_iter().map(error).collect();
        Case { which, data, errors }
    })
}

/// What a server answers to the batch of these cases.
fn together(cases: &[Case]) -> Value {
    let mut data = Map::new();
    let mut errors = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        for (key, value) in &case.data {
            data.insert(format!("b{number}_{key}"), value.clone());
        }
        for error in &case.errors {
            let mut error = error.clone();
            let key = error["path"][0].as_str().unwrap().to_owned();
            error["path"][0] = json!(format!("b{number}_{key}"));
            errors.push(error);
        }
    }
    json!({"errors": errors, "data": data})
}

/// All that can be seen of an outcome.
fn seen<O: Operation<Output: Debug>>(
    outcome: Result<Outcome<O::Output, O::Refusal>, Located>,
) -> String {
    match outcome {
        Ok(outcome) => format!("{outcome:?}"),
        Err(error) => format!("{:?} {:?}", error.path(), error.error().kind()),
    }
}

fn alone(case: &Case) -> String {
    let body = serde_json::to_vec(&json!({"data": case.data, "errors": case.errors})).unwrap();
    let Envelope { data, errors, .. } = Envelope::read(&body).unwrap();
    let located = |error: DecodeError| error.locate(data.value().unwrap());
    match case.which {
        Which::Single => seen::<Single>(interpret::<Single>(data, errors).map_err(located)),
        Which::Tags => seen::<Tags>(interpret::<Tags>(data, errors).map_err(located)),
        Which::Overview => seen::<Overview>(interpret::<Overview>(data, errors).map_err(located)),
    }
}

proptest! {
    #[test]
    fn each_part_has_the_answer_it_would_have_had_alone(cases in vec(case(), 0..14)) {
        let body = serde_json::to_vec(&together(&cases)).unwrap();
        let answers = split(&Envelope::read(&body).unwrap(), &parts(&cases)).unwrap();
        prop_assert_eq!(answers.len(), cases.len());
        for (answer, case) in answers.into_iter().zip(&cases) {
            let together = match case.which {
                Which::Single => seen::<Single>(answer.interpret::<Single>()),
                Which::Tags => seen::<Tags>(answer.interpret::<Tags>()),
                Which::Overview => seen::<Overview>(answer.interpret::<Overview>()),
            };
            prop_assert_eq!(together, alone(case));
        }
    }
}

#[test]
fn an_error_of_the_whole_request_is_everyones() {
    let body = br#"{"errors":[{"message":"no"},{"message":"other","path":["b7_pages"]}]}"#;
    let answers = split(
        &Envelope::read(body).unwrap(),
        &[Single::PARTS, Tags::PARTS],
    )
    .unwrap();
    assert_eq!(
        answers
            .iter()
            .map(|answer| answer.errors().len())
            .collect::<Vec<_>>(),
        [2, 2]
    );
    for answer in answers {
        assert!(matches!(
            answer.interpret::<Single>(),
            Ok(Outcome::Missing { .. })
        ));
    }
}

#[test]
fn a_part_without_its_field_is_missing() {
    let answers = split(
        &Envelope::read(br#"{"data":{"b1_pages":{"tags":[]}}}"#).unwrap(),
        &[Overview::PARTS, Tags::PARTS],
    );
    let [first, second] = <[_; 2]>::try_from(answers.unwrap()).unwrap();
    assert!(matches!(
        first.interpret::<Overview>(),
        Ok(Outcome::Missing { .. })
    ));
    assert!(matches!(
        second.interpret::<Tags>(),
        Ok(Outcome::Answered { .. })
    ));
}

#[test]
fn data_that_is_no_object_is_refused() {
    assert!(split(&Envelope::read(br#"{"data":[]}"#).unwrap(), &[Tags::PARTS]).is_err());
}

#[test]
fn a_request_for_different_operations() {
    let plan = Plan::new(
        OperationKind::Query,
        [Single::PARTS, Tags::PARTS, Single::PARTS],
    );
    assert_eq!(
        plan.document(),
        "query Batch($b0_id:Int!,$b0_locale:String,$b2_id:Int!,$b2_locale:String){\
         b0_pages:pages{single(id:$b0_id,locale:$b0_locale){...PageTag children{...PageTag}}} \
         b1_pages:pages{tags{...PageTag}} \
         b2_pages:pages{single(id:$b2_id,locale:$b2_locale){...PageTag children{...PageTag}}}} \
         fragment PageTag on PageTag{id tag order key}"
    );
    let operations = [Single::new(1), Single::new(2).locale("en")].map(|operation| {
        let mut variables = Variables::new();
        operation.variables(&mut variables);
        variables
    });
    let joined = variables([&operations[0], &Variables::new(), &operations[1]]);
    assert_eq!(joined.json(), r#"{"b0_id":1,"b2_id":2,"b2_locale":"en"}"#);
}

/// What came of each part, read in one pass.
fn walked(body: &[u8], cases: &[Case]) -> Result<Vec<String>, Odd> {
    let parts = parts(cases);
    outcomes(Walk::new(body, &parts)?, cases)
}

/// The same, the errors having been read before.
fn walked_beside(body: &[u8], cases: &[Case]) -> Result<Vec<String>, Odd> {
    let parts = parts(cases);
    let Envelope { data, errors, .. } = Envelope::read(body).map_err(|_| Odd)?;
    let data = data.value().ok_or(Odd)?;
    outcomes(Walk::beside(data, &errors, &parts)?, cases)
}

fn parts(cases: &[Case]) -> Vec<Parts> {
    cases.iter().map(|case| case.which.parts()).collect()
}

fn outcomes(mut walk: Walk<'_, '_>, cases: &[Case]) -> Result<Vec<String>, Odd> {
    let mut outcomes = vec![String::new(); cases.len()];
    while let Some(part) = walk.next()? {
        let index = part.index();
        outcomes[index] = match cases[index].which {
            Which::Single => read::<Single>(part)?,
            Which::Tags => read::<Tags>(part)?,
            Which::Overview => read::<Overview>(part)?,
        };
    }
    Ok(outcomes)
}

fn read<O: Operation<Output: Debug>>(part: Part<'_, '_>) -> Result<String, Odd> {
    part.read::<O>().map(|outcome| seen::<O>(Ok(outcome)))
}

proptest! {
    /// Whoever reads in one pass sees the same, or is sent another way: with errors that nobody read before, with shapes
    /// that do not fit, with parts of more than one field.
    #[test]
    fn one_pass_sees_what_two_do(cases in vec(case(), 0..6), with_errors in any::<bool>(), cut in any::<prop::sample::Index>()) {
        let mut answer = together(&cases);
        if !with_errors {
            answer.as_object_mut().unwrap().remove("errors");
        }
        let body = serde_json::to_vec(&answer).unwrap();
        let told: Vec<Case> = match with_errors {
            true => cases.clone(),
            false => cases.iter().map(|case| Case { errors: Vec::new(), ..case.clone() }).collect(),
        };
        let wanted: Vec<String> = told.iter().map(alone).collect();
        let fits = |(case, seen): (&Case, &String)| !matches!(case.which, Which::Overview) && !seen.contains("Mismatch");
        let wanted = if cases.iter().zip(&wanted).all(fits) { Ok(wanted) } else { Err(Odd) };
        prop_assert_eq!(walked_beside(&body, &cases), wanted.clone());
        prop_assert_eq!(walked(&body, &cases), if with_errors { Err(Odd) } else { wanted });
        let cut = &body[..cut.index(body.len())];
        prop_assert_eq!(walked(cut, &cases), Err(Odd));
        prop_assert_eq!(walked_beside(cut, &cases), Err(Odd));
    }
}

#[test]
fn what_is_odd_is_told() {
    let case = Case {
        which: Which::Single,
        data: Map::new(),
        errors: Vec::new(),
    };
    let page = r#"{"single":null}"#;
    let walked = |body: String| walked(body.as_bytes(), &[case.clone(), case.clone()]);
    assert!(
        walked(format!(
            r#" {{ "extensions": 1, "data" : {{ "b1_pages" : {page} , "b0_pages":{page}}} }} "#
        ))
        .is_ok()
    );
    for body in [
        format!(r#"{{"data":{{"b0_pages":{page},"b1_pages":{page}}},"errors":[]}}"#),
        format!(r#"{{"data":{{"b0_pages":{page},"b1_pages":{page}}},"data":null}}"#),
        format!(r#"{{"data":{{"b0_pages":{page},"b1_pages":{page}}}}} x"#),
        format!(r#"{{"data":{{"b0_pages":{page},"b0_pages":{page}}}}}"#),
        format!(r#"{{"data":{{"b0_pages":{page}}}}}"#),
        format!(r#"{{"data":{{"b0_pages":{page},"b2_pages":{page}}}}}"#),
        format!(r#"{{"data":{{"b0_pages":{page},"b1_page":{page}}}}}"#),
        format!(r#"{{"data":{{"b0_pages":{page},"b1_p\u0061ges":{page}}}}}"#),
        r#"{"data":{}}"#.to_owned(),
        r#"{"data":null}"#.to_owned(),
        "[]".to_owned(),
    ] {
        assert_eq!(walked(body.clone()), Err(Odd), "{body}");
    }
}
