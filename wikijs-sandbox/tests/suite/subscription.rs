//! The live log over a websocket, as subscriptions-transport-ws speaks it.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;
use wikijs_sandbox::Sandbox;

/// A websocket, as a client has it.
pub(crate) type Socket = WebSocketStream<TcpStream>;

/// Asks for a websocket: the head of the answer, and what follows it.
pub(crate) async fn open(sandbox: &Sandbox, path: &str, protocol: &str) -> (String, Socket) {
    let mut stream = TcpStream::connect(sandbox.address().expect("an address"))
        .await
        .expect("a connection");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {protocol}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(stream.read_u8().await.expect("an answer"));
    }
    let socket = WebSocketStream::from_raw_socket(stream, Role::Client, None).await;
    (String::from_utf8_lossy(&answer).into_owned(), socket)
}

async fn say(socket: &mut Socket, message: Value) {
    socket
        .send(Message::text(message.to_string()))
        .await
        .expect("sent");
}

async fn hear(socket: &mut Socket) -> Value {
    match socket.next().await.expect("a message").expect("a message") {
        Message::Text(text) => serde_json::from_str(text.as_str()).expect("JSON"),
        Message::Close(frame) => json!({ "closed": frame.map(|frame| u16::from(frame.code)) }),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_administrators_token_hears_the_log() {
    let sandbox = Sandbox::builder()
        .fresh_installation()
        .start()
        .await
        .expect("a port");
    let (head, mut socket) = open(&sandbox, "/graphql-subscriptions", "graphql-ws").await;
    assert!(
        head.starts_with("HTTP/1.1 101 ") && head.contains("sec-websocket-protocol: graphql-ws"),
        "{head}"
    );
    say(
        &mut socket,
        json!({ "type": "connection_init", "payload": { "token": sandbox.admin_token() } }),
    )
    .await;
    assert_eq!(hear(&mut socket).await, json!({ "type": "connection_ack" }));
    let query = "subscription{line:loggingLiveTrail{level output}}";
    say(
        &mut socket,
        json!({ "type": "start", "id": "1", "payload": { "query": query } }),
    )
    .await;
    // A mistake is answered at once, so that the subscription before it is known to stand.
    say(
        &mut socket,
        json!({ "type": "start", "id": "2", "payload": { "query": "subscription{nope}" } }),
    )
    .await;
    assert_eq!(
        hear(&mut socket).await["payload"]["message"],
        "Cannot query field \"nope\" on type \"Subscription\"."
    );
    sandbox.log("warn", "too warm");
    let data = json!({ "line": { "level": "warn", "output": "too warm" } });
    assert_eq!(
        hear(&mut socket).await,
        json!({ "type": "data", "id": "1", "payload": { "data": data } })
    );
}

#[tokio::test]
async fn other_operations_are_answered_once() {
    let sandbox = Sandbox::builder()
        .fresh_installation()
        .start()
        .await
        .expect("a port");
    let (_, mut socket) = open(&sandbox, "/graphql-subscriptions", "graphql-ws").await;
    let token = sandbox.admin_token();
    say(
        &mut socket,
        json!({ "type": "connection_init", "payload": { "token": token } }),
    )
    .await;
    assert_eq!(hear(&mut socket).await, json!({ "type": "connection_ack" }));
    let create = "mutation($path:String!){pages{create(path:$path,title:\"A\",content:\"x\",description:\"\",editor:\
                  \"markdown\",locale:\"en\",tags:[],isPublished:true,isPrivate:false){responseResult{succeeded}}}}";
    let done = json!({ "pages": { "create": { "responseResult": { "succeeded": true } } } });
    let cases = [
        (
            json!({ "query": create, "variables": { "path": "a" } }),
            done,
        ),
        (
            json!({ "query": "{pages{list{path}}}" }),
            json!({ "pages": { "list": [{ "path": "a" }] } }),
        ),
    ];
    for (payload, expected) in cases {
        say(
            &mut socket,
            json!({ "type": "start", "id": "7", "payload": payload }),
        )
        .await;
        let data = hear(&mut socket).await;
        assert_eq!(data["payload"]["data"], expected, "{data}");
        assert_eq!(
            hear(&mut socket).await,
            json!({ "type": "complete", "id": "7" })
        );
    }
}

#[tokio::test]
async fn keys_and_guests_are_refused() {
    let sandbox = Sandbox::start().await.expect("a port");
    for token in [sandbox.admin_token(), "", "garbage"] {
        let (_, mut socket) = open(&sandbox, "/graphql-subscriptions", "graphql-ws").await;
        say(
            &mut socket,
            json!({ "type": "connection_init", "payload": { "token": token } }),
        )
        .await;
        let error = json!({ "type": "connection_error", "payload": { "message": "Unauthorized" } });
        assert_eq!(hear(&mut socket).await, error);
        assert_eq!(hear(&mut socket).await, json!({ "closed": 1011 }));
    }
}

#[tokio::test]
async fn other_protocols_and_paths_are_turned_away() {
    let sandbox = Sandbox::start().await.expect("a port");
    let (_, mut socket) = open(&sandbox, "/graphql-subscriptions", "graphql-transport-ws").await;
    assert_eq!(hear(&mut socket).await, json!({ "closed": 1002 }));
    let (head, _) = open(&sandbox, "/graphql", "graphql-ws").await;
    assert!(head.starts_with("HTTP/1.1 400 "), "{head}");
}
