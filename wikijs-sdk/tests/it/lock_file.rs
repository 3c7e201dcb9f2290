//! The write gate of a machine: processes that name the same file write one at a time.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;
use std::{env, fs};

use tokio::time::{Instant, sleep};
use wikijs_sandbox::{Sandbox, Timing};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{Client, LockFileGate, Wanted, WriteGate};

use crate::support::wiki::with_pages;

fn wanted(quarantine: u64) -> Wanted {
    Wanted::new(Duration::from_secs(60), Duration::from_millis(quarantine))
}

#[tokio::test(start_paused = true)]
async fn writes_of_clients_with_gates_of_their_own_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wiki.lock");
    let sandbox = Sandbox::builder().timing(Timing::measured()).in_process();
    let client = || {
        let builder = Client::builder(sandbox.url()).token(sandbox.admin_token());
        let gate = LockFileGate::open(&file).unwrap();
        let connector = HttpService::new(sandbox.service());
        builder
            .connector(connector)
            .write_gate(gate)
            .build()
            .unwrap()
    };
    let (one, two) = (client(), client());
    let began = Instant::now();
    let (one, two) = tokio::join!(
        one.pages().create("a", "Title", "Text").into_future(),
        two.pages().create("b", "Title", "Text").into_future(),
    );
    assert!(one.is_ok() && two.is_ok());
    assert!(
        began.elapsed() >= Duration::from_millis(3540),
        "one after another"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "", "no mark is left");
}

#[tokio::test]
async fn a_file_that_cannot_be_had_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("no/such/folder");
    for (path, help) in [
        (nowhere.as_path(), "make its folder first"),
        (folder.path(), "name a file, not a folder"),
    ] {
        let error = LockFileGate::open(path).unwrap_err().to_string();
        let says = format!(
            "the lock file `{}` of the write gate cannot be opened",
            path.display()
        );
        assert!(error.starts_with(&says) && error.ends_with(help), "{error}");
    }
    let file = folder.path().join("wiki.lock");
    let (sandbox, _) = with_pages(Sandbox::builder(), 1);
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(sandbox.service()))
        .write_gate(LockFileGate::open(&file).unwrap())
        .build()
        .unwrap();
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let error = client.pages().delete(1).await.unwrap_err();
    assert_eq!(error.kind(), wikijs_sdk::ErrorKind::NoPermit, "{error}");
    assert!(error.to_string().contains("the lock file `"), "{error}");
    assert!(sandbox.requests().is_empty() && !error.may_have_run());
}

#[tokio::test]
async fn a_file_of_somebody_else_is_refused_and_left_as_it_is() {
    const NOTES: &str = "my important notes\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    fs::write(&file, NOTES).unwrap();
    let error = LockFileGate::open(&file).unwrap_err().to_string();
    let names = error.contains("notes.txt") && error.contains("no write gate wrote");
    assert!(names, "{error}");
    fs::remove_file(&file).unwrap();
    let gate = LockFileGate::open(&file).unwrap();
    fs::write(&file, NOTES).unwrap();
    let error = gate.acquire(wanted(0)).await.unwrap_err().to_string();
    assert!(error.contains("no write gate wrote"), "{error}");
    assert_eq!(fs::read_to_string(&file).unwrap(), NOTES);
}

/// Takes so many turns of a second each, and notes each by `name`.
async fn takes_turns(file: &Path, name: char, turns: usize, noted: &Mutex<String>) {
    let gate = LockFileGate::open(file).unwrap();
    for _ in 0..turns {
        let permit = gate.acquire(wanted(0)).await.unwrap();
        noted.lock().unwrap().push(name);
        sleep(Duration::from_secs(1)).await;
        drop(permit);
    }
}

#[tokio::test(start_paused = true)]
async fn who_writes_without_a_pause_lets_others_in_between() {
    let folder = tempfile::tempdir().unwrap();
    let (file, noted) = (folder.path().join("wiki.lock"), Mutex::default());
    tokio::join!(takes_turns(&file, 'a', 6, &noted), async {
        sleep(Duration::from_millis(500)).await;
        takes_turns(&file, 'b', 3, &noted).await;
    });
    assert_eq!(noted.into_inner().unwrap(), "abababaaa");
}

#[tokio::test(start_paused = true)]
async fn three_short_jobs_behind_a_long_one_are_soon_over() {
    let folder = tempfile::tempdir().unwrap();
    let (file, noted) = (folder.path().join("wiki.lock"), Mutex::default());
    tokio::join!(
        takes_turns(&file, 'l', 30, &noted),
        takes_turns(&file, 's', 1, &noted),
        takes_turns(&file, 's', 1, &noted),
        takes_turns(&file, 's', 1, &noted),
    );
    let order = noted.into_inner().unwrap();
    assert!(order.rfind('s').unwrap() < 8, "{order}");
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wiki.lock");
    let (one, two) = [(); 2].map(|()| LockFileGate::open(&file).unwrap()).into();
    let held = one.acquire(wanted(0)).await.unwrap();
    let waited = Duration::from_millis(200);
    assert!(
        tokio::time::timeout(waited, two.acquire(wanted(0)))
            .await
            .is_err()
    );
    drop(held);
    drop(two.acquire(wanted(0)).await.unwrap());
    one.acquire(wanted(0)).await.unwrap();
}

const FILE: &str = "WIKIJS_TEST_LOCK_FILE";

/// What the other process of the next test does: it takes the permit, says so, and waits to be ended.
#[tokio::test]
async fn other_process() {
    let Ok(file) = env::var(FILE) else {
        return;
    };
    let gate = LockFileGate::open(file).unwrap();
    let _permit = gate.acquire(wanted(300)).await.unwrap();
    println!("\nhas the permit");
    std::future::pending::<()>().await;
}

fn start(file: &Path) -> Child {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["lock_file::other_process", "--exact", "--nocapture"])
        .env(FILE, file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let told = lines
        .map_while(Result::ok)
        .any(|line| line == "has the permit");
    assert!(told, "the other process ended");
    child
}

#[tokio::test]
async fn a_process_that_ends_in_the_middle_leaves_the_gate_shut_for_a_while() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wiki.lock");
    let mut other = start(&file);
    let gate = LockFileGate::open(&file).unwrap();
    let waited = Duration::from_millis(100);
    assert!(
        tokio::time::timeout(waited, gate.acquire(wanted(0)))
            .await
            .is_err()
    );
    other.kill().unwrap();
    other.wait().unwrap();
    let mark = fs::read_to_string(&file).unwrap();
    assert!(mark.starts_with("300 ms: "), "{mark}");
    let began = Instant::now();
    gate.acquire(wanted(0)).await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(300));
}
