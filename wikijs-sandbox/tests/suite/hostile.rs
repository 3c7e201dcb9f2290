//! Requests that mean no good: they get an answer, never a panic, and never more than their token may do.

use std::time::Duration;

use http::Request;
use http_body_util::Full;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use serde_json::{Value, json};
use wikijs_sandbox::{Sandbox, SeedPage};

use crate::wiki::{Reply, admin, request, send};

fn wiki() -> Sandbox {
    Sandbox::builder()
        .page(SeedPage::new("secret", "Secret", "hidden text"))
        .in_process()
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime")
        .block_on(work)
}

// Texts that look like GraphQL from afar.
fn document() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("{"),
        Just("}"),
        Just("("),
        Just(")"),
        Just("pages"),
        Just("single"),
        Just("(id:1)"),
        Just("..."),
        Just("on"),
        Just("fragment"),
        Just("F"),
        Just("query"),
        Just("mutation"),
        Just("$a"),
        Just(":"),
        Just("Int"),
        Just("!"),
        Just("["),
        Just("]"),
        Just("\""),
        Just("\"\"\""),
        Just("@skip(if:true)"),
        Just("delete"),
        Just("content"),
        Just("__typename"),
        Just("\\u00"),
        Just("-1e999"),
        Just("😀"),
        Just("\u{feff}"),
        Just("users"),
        Just("list"),
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_gets_an_answer_and_no_secret(text in document()) {
        block_on(async {
            let sandbox = wiki();
            let reply = send(sandbox.service(), request("", &json!({ "query": text }))).await;
            assert!([200, 400, 500].contains(&reply.status.as_u16()));
            assert!(!reply.text().contains("hidden text"));
            assert_eq!(admin(&sandbox, "{system{info{pagesTotal}}}", "/system/info/pagesTotal").await, 1);
        });
    }

    #[test]
    fn any_body_gets_an_answer(body in prop::collection::vec(any::<u8>(), 0..200)) {
        block_on(async {
            let request = Request::post("/graphql").header("content-type", "application/json");
            let reply = send(wiki().service(), request.body(Full::from(body)).expect("a request")).await;
            assert!(reply.status.as_u16() >= 200);
        });
    }

    #[test]
    fn any_multipart_gets_an_answer(body in prop::collection::vec(any::<u8>(), 0..200)) {
        block_on(async {
            let sandbox = wiki();
            let start = b"--x\r\nContent-Disposition: form-data; name=\"mediaUpload\"; filename=\"../../a\"\r\n\r\n";
            let request = Request::post("/u")
                .header("content-type", "multipart/form-data; boundary=x")
                .header("authorization", format!("Bearer {}", sandbox.admin_token()));
            let body = [start.as_slice(), &body].concat();
            let reply = send(sandbox.service(), request.body(Full::from(body)).expect("a request")).await;
            assert!(reply.status.as_u16() >= 200);
        });
    }

    #[test]
    fn any_path_gets_an_answer_and_no_secret(path in "/[a-z/.%0-9]{0,30}") {
        block_on(async {
            let Ok(request) = Request::get(path).body(Full::default()) else { return };
            let reply = send(wiki().service(), request).await;
            assert!(!reply.text().contains("hidden text"));
        });
    }
}

#[test]
fn deep_documents_are_refused_not_followed() {
    block_on(async {
        for text in [
            "{pages".repeat(20_000),
            format!(
                "{{pages{{single(id:{}1{}){{id}}}}}}",
                "[".repeat(20_000),
                "]".repeat(20_000)
            ),
        ] {
            let reply = send(wiki().service(), request("", &json!({ "query": text }))).await;
            assert_eq!(reply.status, 400);
        }
    });
}

async fn asked(sandbox: &Sandbox, document: &str, variables: Value) -> Reply {
    let body = json!({ "query": document, "variables": variables });
    send(sandbox.service(), request(sandbox.admin_token(), &body)).await
}

// Each fragment spreads the next one twice: followed each time, they would be 2^60.
#[test]
fn fragments_are_followed_once() {
    let twice = |n: usize| {
        format!(
            "fragment f{n} on Query{{a{n}:pages{{...g{n}}} ...f{m} ...f{m}}}\
             fragment g{n} on PageQuery{{list{{id}} ...g{m} ...g{m}}}",
            m = n + 1
        )
    };
    let fragments: String = (0..60).map(twice).collect();
    let last = "fragment f60 on Query{__typename} fragment g60 on PageQuery{tags{tag}}";
    let document = format!("{{...f0}}{fragments}{last}");
    block_on(async {
        let answer = asked(&wiki(), &document, Value::Null).await.json();
        assert_eq!(answer["data"]["a59"]["list"], json!([{ "id": 1 }]));
    });
}

#[test]
fn long_chains_and_rings_of_fragments_are_refused() {
    let spread = |from: usize, to: usize| format!("fragment f{from} on Query{{...f{to}}}");
    let chain: String = (0..5_000).map(|n| spread(n, n + 1)).collect();
    let ring: String = (0..5_000).map(|n| spread(n, (n + 1) % 5_000)).collect();
    block_on(async {
        for fragments in [chain + "fragment f5000 on Query{__typename}", ring] {
            let reply = asked(&wiki(), &format!("{{...f0}}{fragments}"), Value::Null).await;
            assert_eq!(reply.status, 400);
            let said = "The document nests fragments too deeply for the sandbox.";
            assert_eq!(reply.json()["errors"][0]["message"], said);
        }
    });
}

// Each heading would be compared with all before it, for each number that it might get.
#[test]
fn twenty_thousand_equal_headings_are_rendered() {
    let create = "mutation($content:String!){pages{create(content:$content,description:\"\",editor:\"markdown\",\
                  isPublished:true,isPrivate:false,locale:\"en\",path:\"a\",tags:[],title:\"A\"){\
                  responseResult{succeeded}}}}";
    block_on(async {
        let sandbox = wiki();
        let content = json!({ "content": "# a\n\n".repeat(20_000) });
        let answer = asked(&sandbox, create, content).await.json();
        assert_eq!(
            answer["data"]["pages"]["create"]["responseResult"]["succeeded"],
            true
        );
        let render = admin(
            &sandbox,
            "{pages{single(id:2){render}}}",
            "/pages/single/render",
        )
        .await;
        assert!(
            render
                .as_str()
                .is_some_and(|render| render.contains("id=\"a-19999\""))
        );
    });
}

#[test]
fn spans_without_end_are_answered() {
    let fields = [
        "authentication{createApiKey(name:\"a\",expiration:\"9999999999y\",fullAccess:true){responseResult{succeeded}}}",
        "site{updateConfig(authJwtExpiration:\"9999999999y\",authJwtRenewablePeriod:\"-9999999999y\"){responseResult{succeeded}}}",
        "authentication{login(username:\"admin@sandbox.test\",password:\"sandbox-admin\",strategy:\"local\"){jwt}}",
    ];
    block_on(async {
        let sandbox = wiki();
        for field in fields {
            let reply = asked(&sandbox, &format!("mutation{{{field}}}"), Value::Null).await;
            assert!(reply.json()["data"].is_object(), "{field}");
        }
        sandbox.advance(Duration::MAX);
        for field in fields {
            let reply = asked(&sandbox, &format!("mutation{{{field}}}"), Value::Null).await;
            assert!(reply.json().is_object(), "{field}");
        }
    });
}

#[test]
fn two_thousand_aliases_are_answered() {
    block_on(async {
        let sandbox = wiki();
        let fields: String = (0..2000)
            .map(|n| format!("a{n}:pages{{single(id:1){{id}}}} "))
            .collect();
        let reply = send(
            sandbox.service(),
            request(
                sandbox.admin_token(),
                &json!({ "query": format!("{{{fields}}}") }),
            ),
        )
        .await;
        assert_eq!(
            reply.json()["data"].as_object().map(serde_json::Map::len),
            Some(2000)
        );
    });
}

// Whatever compares each with each takes minutes for these; a second is a lot for what takes one step each.
#[test]
fn what_is_repeated_thousands_of_times_is_answered() {
    const MANY: usize = 10_000;
    let numbered = |text: &str| -> String {
        (0..MANY)
            .map(|n| text.replace('#', &n.to_string()))
            .collect()
    };
    let same = "pages{single(id:1){id}} ".repeat(MANY);
    let (aliases, other) = (
        numbered("a#:pages{tags{tag}} "),
        numbered("pages{a#:tags{tag}} "),
    );
    let fragment = format!("fragment f on Query{{{aliases}}}");
    let operations = numbered("query q#{...f} ") + &fragment;
    let spreads =
        numbered("...f# ") + "}" + &numbered("fragment f# on Query{pages{a#:tags{tag}}} ");
    for (document, status) in [
        (format!("{{{same}}}"), 200),
        (format!("{{{aliases}}}"), 200),
        (format!("{{{}}}", numbered("a#:nothing ")), 400),
        (format!("{{{}}}", "nothing ".repeat(MANY)), 400),
        (
            format!("{{pages{}{{tags{{tag}}}}}}", "@skip(if:false)".repeat(MANY)),
            400,
        ),
        (
            format!("query({}){{pages{{tags{{tag}}}}}}", numbered("$a#:Int ")),
            400,
        ),
        // More than a million steps.
        (format!("{{{other}}}"), 400),
        (format!("{{{spreads}"), 400),
        (operations, 400),
    ] {
        block_on(async {
            let reply = asked(&wiki(), &document, Value::Null).await;
            let start: String = document.chars().take(60).collect();
            assert_eq!(reply.status, status, "{start}");
        });
    }
}

#[test]
fn a_page_with_twenty_thousand_tags_is_written() {
    let tags: Vec<_> = (0..20_000).map(|n| format!("tag {n}")).collect();
    let create = "mutation($tags:[String]!){pages{create(content:\"x\",description:\"\",editor:\"markdown\",\
                  isPublished:true,isPrivate:false,locale:\"en\",path:\"a\",tags:$tags,title:\"A\"){\
                  responseResult{succeeded}}}}";
    block_on(async {
        let sandbox = wiki();
        let answer = asked(&sandbox, create, json!({ "tags": tags }))
            .await
            .json();
        let created = &answer["data"]["pages"]["create"]["responseResult"]["succeeded"];
        assert_eq!(created, true, "{answer}");
        let update = "mutation($tags:[String]){pages{update(id:2,content:\"y\",tags:$tags,isPublished:true){\
                      responseResult{succeeded}}}}";
        let answer = asked(&sandbox, update, json!({ "tags": tags }))
            .await
            .json();
        assert_eq!(
            answer["data"]["pages"]["update"]["responseResult"]["succeeded"],
            true
        );
        let single = "{pages{single(id:2){tags{tag}}}}";
        let seen = admin(&sandbox, single, "/pages/single/tags").await;
        assert_eq!(seen.as_array().map(Vec::len), Some(tags.len()));
    });
}

#[test]
fn a_form_without_end_is_not_kept_in_memory() {
    let text = "--x\r\nContent-Disposition: form-data; name=\"mediaUpload\"\r\n\r\n".to_owned();
    let long = text.clone() + &"a".repeat(2 << 20) + "\r\n--x--\r\n";
    let endless = text + "\r\n--x\r\n" + &"a: b\r\n".repeat(1 << 19);
    block_on(async {
        let sandbox = wiki();
        for body in [long, endless] {
            let request = Request::post("/u")
                .header("content-type", "multipart/form-data; boundary=x")
                .header("authorization", format!("Bearer {}", sandbox.admin_token()))
                .body(Full::from(body))
                .expect("a request");
            assert_eq!(send(sandbox.service(), request).await.status, 500);
        }
        assert!(sandbox.assets().is_empty());
    });
}
