//! Writes that meet, as the server has them: told by the seed, and not at all where they are switched off.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;
use wikijs_sandbox::{Races, Sandbox, Timing};

use crate::wiki::{admin, ask, request, send};

fn create(alias: &str, path: &str, tags: &str) -> String {
    format!(
        "{alias}:create(content:\"x\",description:\"\",editor:\"markdown\",isPublished:true,isPrivate:false,locale:\"en\",\
         path:\"{path}\",tags:[{tags}],title:\"T\"){{responseResult{{succeeded slug}} page{{id}}}} "
    )
}

fn inside(fields: &[String]) -> String {
    format!("mutation{{pages{{{}}}}}", fields.concat())
}

fn slugs(answer: &Value) -> Vec<String> {
    let fields = answer["data"]["pages"].as_object().expect("pages").values();
    fields
        .map(|field| {
            field["responseResult"]["slug"]
                .as_str()
                .expect("a slug")
                .to_owned()
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn fields_inside_one_namespace_take_a_path_twice() {
    let sandbox = Sandbox::builder()
        .races(Races::measured().scaled(0.001))
        .in_process();
    let fields: Vec<_> = (0..4)
        .map(|n| create(&format!("p{n}"), "same", ""))
        .collect();
    let answer = ask(&sandbox, sandbox.admin_token(), &inside(&fields)).await;
    let ids: Vec<_> = (0..4)
        .map(|n| answer["data"]["pages"][format!("p{n}")]["page"]["id"].clone())
        .collect();
    assert_eq!(ids, [1, 1, 1, 1], "{answer}");
    let list = admin(&sandbox, "{pages{list{id path}}}", "/pages/list").await;
    assert_eq!(list.as_array().map(Vec::len), Some(4));
    admin(
        &sandbox,
        "mutation{pages{delete(id:1){responseResult{succeeded}}}}",
        "/pages",
    )
    .await;
    let heir = admin(
        &sandbox,
        "{pages{singleByPath(path:\"same\",locale:\"en\"){id}}}",
        "/pages/singleByPath/id",
    )
    .await;
    assert_eq!(heir, 2);
}

#[tokio::test(start_paused = true)]
async fn requests_in_one_list_take_a_path_twice() {
    let one = |n: usize| json!({ "query": inside(&[create(&format!("p{n}"), "same", "")]) });
    let run = async |races| {
        let sandbox = Sandbox::builder().races(races).in_process();
        let list = Value::Array((0..3).map(one).collect());
        let answer = send(sandbox.service(), request(sandbox.admin_token(), &list))
            .await
            .json();
        let slug = |n: usize| {
            answer[n]["data"]["pages"][format!("p{n}")]["responseResult"]["slug"].clone()
        };
        [slug(0), slug(1), slug(2)]
    };
    assert_eq!(
        run(Races::measured().scaled(0.001)).await,
        ["ok", "ok", "ok"]
    );
    let taken = "PageDuplicateCreate";
    assert_eq!(run(Races::none()).await, ["ok", taken, taken]);
}

#[tokio::test(start_paused = true)]
async fn new_tags_collide_and_leave_a_page_without_render() {
    let sandbox = Sandbox::builder()
        .races(Races::measured().scaled(0.001))
        .in_process();
    let fields: Vec<_> = (0..3)
        .map(|n| create(&format!("p{n}"), &format!("p{n}"), "\"new\""))
        .collect();
    let answer = ask(&sandbox, sandbox.admin_token(), &inside(&fields)).await;
    assert_eq!(
        slugs(&answer),
        ["ok", "UniqueViolationError", "ok"],
        "{answer}"
    );
    let page = admin(
        &sandbox,
        "{pages{single(id:2){render tags{tag}}}}",
        "/pages/single",
    )
    .await;
    assert_eq!(page, json!({ "render": null, "tags": [] }));
}

#[tokio::test(start_paused = true)]
async fn many_at_a_time_are_reported_as_failed_though_all_exist() {
    let fields: Vec<_> = (0..50)
        .map(|n| create(&format!("p{n}"), &format!("p{n}"), ""))
        .collect();
    let run = async |races| {
        let sandbox = Sandbox::builder().races(races).in_process();
        let answer = ask(&sandbox, sandbox.admin_token(), &inside(&fields)).await;
        let failed = slugs(&answer).iter().filter(|slug| *slug != "ok").count();
        (
            failed,
            admin(
                &sandbox,
                "{system{info{pagesTotal}}}",
                "/system/info/pagesTotal",
            )
            .await,
        )
    };
    let (failed, pages) = run(Races::measured()).await;
    assert!((10..40).contains(&failed), "{failed}");
    assert_eq!(pages, 50);
    assert_eq!(run(Races::none()).await, (0, json!(50)));
}

#[tokio::test(start_paused = true)]
async fn root_aliases_run_in_order_and_never_race() {
    let sandbox = Sandbox::in_process();
    let roots: String = (0..20)
        .map(|n| format!("a{n}:pages{{{}}} ", create("p", "same", "\"new\"")))
        .collect();
    let answer = ask(
        &sandbox,
        sandbox.admin_token(),
        &format!("mutation{{{roots}}}"),
    )
    .await;
    let slug = |n: usize| answer["data"][format!("a{n}")]["p"]["responseResult"]["slug"].clone();
    assert_eq!(slug(0), "ok");
    assert!(
        (1..20).all(|n| slug(n) == "PageDuplicateCreate"),
        "{answer}"
    );
}

#[tokio::test(start_paused = true)]
async fn requests_that_overlap_race_too() {
    let overlapping = async |apart: Duration| {
        let races = Races::measured().scaled(20.0);
        let sandbox = Sandbox::builder()
            .timing(Timing::measured())
            .races(races)
            .in_process();
        let first = ask(
            &sandbox,
            sandbox.admin_token(),
            &inside(&[create("p", "a", "")]),
        )
        .await;
        assert_eq!(slugs(&first), ["ok"]);
        let (one, two) = (
            inside(&[create("p", "b", "")]),
            inside(&[create("p", "c", "")]),
        );
        let later = async {
            sleep(apart).await;
            ask(&sandbox, sandbox.admin_token(), &two).await
        };
        let (_, second) = tokio::join!(ask(&sandbox, sandbox.admin_token(), &one), later);
        slugs(&second)
    };
    assert_eq!(overlapping(Duration::from_secs(1)).await, ["Error"]);
    assert_eq!(overlapping(Duration::from_secs(2)).await, ["ok"]);
}
