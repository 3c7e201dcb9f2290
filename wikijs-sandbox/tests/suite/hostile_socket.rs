//! What means no good over the websocket: any bytes, any messages. The server goes on, and says nothing to guests and keys.

use futures_util::{SinkExt as _, StreamExt as _};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_tungstenite::tungstenite::Message;
use wikijs_sandbox::Sandbox;

use crate::subscription::{Socket, open};
use crate::wiki::admin;

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

async fn connected(sandbox: &Sandbox) -> Socket {
    open(sandbox, "/graphql-subscriptions", "graphql-ws")
        .await
        .1
}

// The reader's key stands for what is no user's token.
fn payload() -> impl Strategy<Value = Value> {
    let reads = json!({ "query": "{users{list(filter:\"\"){email}}}" });
    let writes = json!({ "query": "mutation{pages{flushCache{responseResult{succeeded}}}}" });
    let odd = json!({ "query": 1, "operationName": [], "variables": [{}] });
    prop_oneof![
        Just(Value::Null),
        Just(json!({ "token": "KEY" })),
        Just(json!({ "token": "eyJ.eyJ.x" })),
        Just(json!({ "token": { "token": "KEY" } })),
        Just(reads),
        Just(writes),
        Just(json!({ "query": "subscription{loggingLiveTrail{output}}" })),
        Just(odd),
        Just(json!([[[[]]]])),
    ]
}

fn message() -> impl Strategy<Value = Value> {
    let kind = prop_oneof![
        Just(json!("connection_init")),
        Just(json!("start")),
        Just(json!("stop")),
        Just(json!("data")),
        Just(json!(null)),
        Just(json!(["start"])),
    ];
    let id = prop_oneof![Just(json!("1")), Just(json!(1)), Just(json!(null))];
    (kind, id, payload())
        .prop_map(|(kind, id, payload)| json!({ "type": kind, "id": id, "payload": payload }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_no_more_than_their_connection(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        block_on(async {
            let sandbox = Sandbox::start().await.expect("a port");
            let mut stream = connected(&sandbox).await.into_inner();
            // It may have hung up before all was said.
            drop(stream.write_all(&bytes).await);
            drop(stream.shutdown().await);
            drop(stream.read_to_end(&mut Vec::new()).await);
            assert_eq!(admin(&sandbox, "{system{info{pagesTotal}}}", "/system/info/pagesTotal").await, 0);
        });
    }

    #[test]
    fn no_messages_get_guests_and_keys_anything(messages in prop::collection::vec(message(), 0..8)) {
        block_on(async {
            let sandbox = Sandbox::start().await.expect("a port");
            let mut socket = connected(&sandbox).await;
            let end = json!({ "type": "connection_terminate" });
            for message in messages.iter().chain([&end]) {
                let text = message.to_string().replace("KEY", sandbox.admin_token());
                drop(socket.send(Message::text(text)).await);
            }
            sandbox.log("warn", "hidden text");
            let mut heard = String::new();
            while let Some(Ok(Message::Text(text))) = socket.next().await {
                heard += text.as_str();
            }
            for never in ["connection_ack", "\"data\"", "hidden text"] {
                assert!(!heard.contains(never), "{heard}");
            }
            assert_eq!(sandbox.writes(), 0);
        });
    }
}

#[test]
fn texts_that_are_no_messages_are_answered_with_an_error() {
    block_on(async {
        let sandbox = Sandbox::start().await.expect("a port");
        let mut socket = connected(&sandbox).await;
        for text in ["", "{", "null", "\"start\"", &"[".repeat(100_000)] {
            socket
                .send(Message::text(text.to_owned()))
                .await
                .expect("sent");
            let answer = socket.next().await.expect("a message").expect("a message");
            let answer: Value =
                serde_json::from_str(answer.to_text().expect("a text")).expect("JSON");
            assert_eq!(answer["type"], "error", "{answer}");
        }
    });
}
