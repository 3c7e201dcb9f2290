//! Several outcomes in one answer: nothing counts as done that says otherwise, or says nothing.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wikijs_wire::{Errors, Operation, Outcome, Refusal};

use crate::{told, verdicts};

/// What counts as done, and the code of what does not; `None` where nothing tells.
#[track_caller]
fn done<O>(answer: Value) -> Result<(), Option<i64>>
where
    O: Operation<Data: Serialize + DeserializeOwned, Output: std::fmt::Debug>,
{
    match told::<O>(answer) {
        Outcome::Answered { .. } => Ok(()),
        Outcome::Partly { refusal, .. } => Err(refusal.map(|refusal| refusal.code())),
        other => panic!("{other:?}"),
    }
}

#[test]
fn many_outcomes_in_one_answer() {
    let yes = json!({ "ok": true, "code": 0, "slug": "ok", "message": "done" });
    let no = json!({ "ok": false, "code": 7, "slug": "no", "message": null });
    let two = |a: &Value, b: &Value| {
        json!({ "goods": {
            "delete": { "status": a }, "again": { "status": b, "good": null }, "third": null
        } })
    };
    assert_eq!(done::<verdicts::Two>(two(&yes, &yes)), Ok(()));
    assert_eq!(done::<verdicts::Two>(two(&yes, &no)), Err(Some(7)));
    assert_eq!(done::<verdicts::Two>(two(&no, &yes)), Err(Some(7)));
    assert_eq!(done::<verdicts::Two>(two(&Value::Null, &yes)), Err(None));
    assert_eq!(done::<verdicts::Two>(json!({ "goods": null })), Err(None));
    let apart =
        |a: &Value, b: &Value| json!({ "a": { "delete": { "status": a } }, "b": { "note": b } });
    assert_eq!(done::<verdicts::Apart>(apart(&yes, &yes)), Ok(()));
    assert_eq!(done::<verdicts::Apart>(apart(&yes, &no)), Err(Some(7)));
    assert_eq!(
        done::<verdicts::Apart>(apart(&yes, &Value::Null)),
        Err(None)
    );
}

#[test]
fn outcomes_at_odd_places() {
    let yes = json!({ "ok": true, "code": 0, "slug": "ok", "message": "done" });
    let no = json!({ "ok": false, "code": 7, "slug": "no", "message": null });
    let wipe = |items: Value| json!({ "goods": { "wipe": items } });
    assert_eq!(
        done::<verdicts::Wipe>(wipe(json!([{ "status": yes }]))),
        Ok(())
    );
    assert_eq!(
        done::<verdicts::Wipe>(wipe(json!([{ "status": yes }, { "status": no }]))),
        Err(Some(7))
    );
    assert_eq!(done::<verdicts::Wipe>(wipe(json!([null]))), Err(None));
    assert_eq!(
        done::<verdicts::Note>(json!({ "goods": { "note": yes } })),
        Ok(())
    );
    assert_eq!(
        done::<verdicts::Note>(json!({ "goods": { "note": no } })),
        Err(Some(7))
    );
    let delete = |status: &Value| json!({ "goods": { "delete": { "status": status } } });
    assert_eq!(done::<verdicts::Maybe>(delete(&yes)), Ok(()));
    assert_eq!(done::<verdicts::Maybe>(delete(&Value::Null)), Err(None));
}

#[test]
fn errors_beside_mutations_without_outcomes() {
    let data = || serde_json::from_value(json!({ "goods": { "a": { "id": "1" }, "b": null } }));
    let picks = |errors: &Errors| verdicts::Picks::output(data().expect("an answer"), errors);
    assert!(matches!(picks(&Errors::none()), Outcome::Answered { .. }));
    let errors = Errors::new(vec![wikijs_wire::GraphqlError::new("no", vec![])]);
    assert!(matches!(
        picks(&errors),
        Outcome::Partly { refusal: None, .. }
    ));
}

#[test]
fn an_error_beside_a_refusal_hides_it_not() {
    let no = json!({ "ok": false, "code": 7, "slug": "no", "message": null });
    let yes = json!({ "ok": true, "code": 0, "slug": "ok", "message": "done" });
    let answer = json!({ "goods": {
        "delete": { "status": yes }, "again": { "status": no, "good": null }, "third": null
    } });
    let data = serde_json::from_value(answer).expect("an answer");
    let errors = Errors::new(vec![wikijs_wire::GraphqlError::new("third", vec![])]);
    let Outcome::Partly {
        refusal, errors, ..
    } = verdicts::Two::output(data, &errors)
    else {
        panic!("not in part");
    };
    assert_eq!(refusal.map(|refusal| refusal.code()), Some(7));
    assert_eq!(errors.len(), 1);
}
