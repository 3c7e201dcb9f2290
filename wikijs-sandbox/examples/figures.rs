//! Prints what the sandbox costs: `cargo run --release -p wikijs-sandbox --example figures [PAGES …]`.
//!
//! A single page is compared with an empty answer over the same loopback and kept-open connection. Lists, trees and
//! searches are asked of wikis of growing size, for the same few pages and for all of them. Memory is what the process
//! holds more than before it was filled, beside the sources of the pages.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tower_service::Service as _;
use wikijs_sandbox::{Races, Sandbox};

type Failed = Box<dyn std::error::Error>;

const ROUNDS: usize = 1_000;
const ROW: &str = "row";
// So many pages lie in one folder.
const FOLDER: usize = 50;
const SOURCE: usize = 2_000;

const CREATE: &str = "mutation($path:String!,$title:String!,$content:String!){pages{create(path:$path,title:$title,\
     content:$content,description:\"\",editor:\"markdown\",locale:\"en\",tags:[],isPublished:true,isPrivate:false){\
     responseResult{succeeded message}}}}";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failed> {
    let mut args = std::env::args().skip(1).peekable();
    if args.next_if(|arg| arg == ROW).is_some() {
        let pages = args.next().ok_or("how many pages?")?.parse()?;
        println!("{}", reading(pages).await?);
        return Ok(());
    }
    let sizes: Vec<String> = match args.peek() {
        Some(_) => args.collect(),
        None => ["5000", "10000", "50000"].map(String::from).to_vec(),
    };
    starting().await?;
    println!();
    println!(
        "| pages | filled s | memory of the content, KB a page beyond 1.5 of it | echo µs | single µs | of echo | list of 100 µs | \
              list of all ms | a folder µs | search, one hit µs | search, hits everywhere ms | \
             the same again µs |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for pages in sizes {
        alone(&pages)?;
    }
    Ok(())
}

// In a process of its own: what other wikis left behind in memory changes the figures.
fn alone(pages: &str) -> Result<(), Failed> {
    let status = Command::new(std::env::current_exe()?)
        .args([ROW, pages])
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{pages} pages: {status}").into()),
    }
}

async fn starting() -> Result<(), Failed> {
    // What is read once in a process is read here.
    drop(Sandbox::in_process());
    println!("| figure | ms |\n|---|---|");
    let begun = Instant::now();
    drop(Sandbox::start().await?);
    row("start on a port", begun.elapsed());
    let begun = Instant::now();
    let many: Vec<_> = (0..1_000).map(|_| Sandbox::in_process()).collect();
    row("1,000 in process", begun.elapsed());
    drop(many);
    Ok(())
}

fn row(name: &str, took: Duration) {
    println!("| {name} | {:.3} |", took.as_secs_f64() * 1000.0);
}

async fn reading(pages: usize) -> Result<String, Failed> {
    let sandbox = Sandbox::builder().races(Races::none()).start().await?;
    let (before, begun) = (resident()?, Instant::now());
    let content = fill(&sandbox, pages).await?;
    let (filled, grown) = (begun.elapsed(), resident()?.saturating_sub(before));
    let token = sandbox.admin_token();
    let address = sandbox.address().ok_or("no socket")?;
    let asking = Asking { address, token };
    let echo = Asking {
        address: echo().await?,
        token,
    };
    let (echo, single) = beside(&echo, &asking, "{pages{single(id:2){title}}}").await?;
    let mut out = format!("| {pages} | {:.1} | ", filled.as_secs_f64());
    write!(
        out,
        "{:.2} × + {:.2} KB | ",
        over(grown, content, pages).0,
        over(grown, content, pages).1
    )?;
    write!(
        out,
        "{:.0} | {:.0} | {:.2} | ",
        micros(echo),
        micros(single),
        micros(single) / micros(echo)
    )?;
    let hundred = asking.middle("{pages{list(limit:100){id path}}}").await?;
    let all = asking.once("{pages{list{id path}}}").await?;
    let folder = "{pages{tree(path:\"part0007/page00351\",mode:ALL,locale:\"en\"){id path}}}";
    let folder = asking.middle(folder).await?;
    // What was searched for is remembered until a write: each is another search.
    let few = (0..9).map(|n| search(&format!("page 0035{n}"), "part"));
    let few = asking.each(few).await?;
    let many = ["p", "pa", "par", "part", "part0"].map(|path| search("page", path));
    let many = asking.each(many).await?;
    let again = asking.middle(&search("page", "part")).await?;
    write!(
        out,
        "{:.0} | {:.1} | {:.0} | {:.0} | {:.1} | {:.0} |",
        micros(hundred),
        micros(all) / 1000.0,
        micros(folder),
        micros(few),
        micros(many) / 1000.0,
        micros(again)
    )?;
    Ok(out)
}

// What is held of the content once, and what a page costs beside it.
#[expect(clippy::cast_precision_loss, reason = "sizes for people")]
fn over(grown: usize, content: usize, pages: usize) -> (f64, f64) {
    let factor = grown as f64 / content as f64;
    let beside = (grown as f64 - 1.5 * content as f64) / pages as f64 / 1024.0;
    (factor, beside)
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000_000.0
}

// Through the API, so that nothing but the wiki holds the sources.
async fn fill(sandbox: &Sandbox, pages: usize) -> Result<usize, Failed> {
    let mut content = 0;
    for number in 0..pages {
        let source = source(number);
        content += source.len();
        let (path, title) = (
            format!("part{:04}/page{number:05}", number / FOLDER),
            format!("Page {number:05}"),
        );
        let variables = json!({ "path": path, "title": title, "content": source });
        let body = json!({ "query": CREATE, "variables": variables });
        let request = request(sandbox.admin_token(), &body)?;
        let answer = sandbox.service().call(request).await?.into_body();
        let answer = answer.collect().await?.to_bytes();
        if !answer.starts_with(
            b"{\"data\":{\"pages\":{\"create\":{\"responseResult\":{\"succeeded\":true",
        ) {
            return Err(String::from_utf8_lossy(&answer).into());
        }
    }
    Ok(content)
}

// Prose of made-up words, other on every page.
fn source(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "mi", "ren", "tas", "ve", "dor", "il", "sen", "pu", "gra", "no", "thi", "ber",
        "wa", "ex",
    ];
    let mut state = number as u64 + 1;
    let mut pick = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 40).unwrap_or(0) % most
    };
    let mut out = format!("# Page {number}\n\n");
    while out.len() < SOURCE {
        for _ in 0..=pick(3) {
            out.push_str(SYLLABLES[pick(SYLLABLES.len())]);
        }
        out.push_str(match pick(60) {
            0 => ".\n\n## Part\n\n",
            1..=5 => ". ",
            6 => " **bold** ",
            _ => " ",
        });
    }
    out
}

/// Somebody who asks a server again and again.
struct Asking<'a> {
    address: SocketAddr,
    token: &'a str,
}

// What an empty answer and one with work cost, asked in turns, so that what else the machine does hits both.
async fn beside(
    empty: &Asking<'_>,
    asking: &Asking<'_>,
    document: &str,
) -> Result<(Duration, Duration), Failed> {
    let mut senders = (
        connect(empty.address).await?,
        connect(asking.address).await?,
    );
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        without.push(once(&mut senders.0, empty.token, document).await?);
        with.push(once(&mut senders.1, asking.token, document).await?);
    }
    without.sort();
    with.sort();
    Ok((without[ROUNDS / 2], with[ROUNDS / 2]))
}

fn search(query: &str, path: &str) -> String {
    format!("{{pages{{search(query:\"{query}\",path:\"{path}\"){{totalHits results{{path}}}}}}}}")
}

impl Asking<'_> {
    // What a request costs in the middle of many.
    async fn middle(&self, document: &str) -> Result<Duration, Failed> {
        let mut sender = connect(self.address).await?;
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            took.push(once(&mut sender, self.token, document).await?);
        }
        took.sort();
        Ok(took[took.len() / 2])
    }

    // What one of these costs, each asked once.
    async fn each(&self, documents: impl IntoIterator<Item = String>) -> Result<Duration, Failed> {
        let mut sender = connect(self.address).await?;
        let mut took = Vec::new();
        for document in documents {
            took.push(once(&mut sender, self.token, &document).await?);
        }
        took.sort();
        Ok(took[took.len() / 2])
    }

    async fn once(&self, document: &str) -> Result<Duration, Failed> {
        let mut sender = connect(self.address).await?;
        once(&mut sender, self.token, document).await?;
        once(&mut sender, self.token, document).await
    }
}

async fn connect(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>, Failed> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

fn request(token: &str, body: &Value) -> Result<Request<Full<Bytes>>, http::Error> {
    Request::post("/graphql")
        .header("host", "127.0.0.1")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(Full::from(body.to_string()))
}

async fn once(
    sender: &mut SendRequest<Full<Bytes>>,
    token: &str,
    document: &str,
) -> Result<Duration, Failed> {
    let request = request(token, &json!({ "query": document }))?;
    let begun = Instant::now();
    sender.ready().await?;
    let reply = sender.send_request(request).await?;
    let status = reply.status();
    reply.into_body().collect().await?;
    match status.is_success() {
        true => Ok(begun.elapsed()),
        false => Err(format!("{document}: {status}").into()),
    }
}

async fn echo() -> Result<SocketAddr, Failed> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer =
                service_fn(async |_| Ok::<_, Infallible>(Response::new(Full::<Bytes>::default())));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
        }
    });
    Ok(address)
}

// What the process holds in memory, in bytes, as Linux tells it.
fn resident() -> Result<usize, Failed> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kilobytes.ok_or("no VmRSS")?.trim().parse::<usize>()? * 1024)
}
