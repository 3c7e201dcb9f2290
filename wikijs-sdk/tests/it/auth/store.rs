//! A token that processes share: in a store of one's own, and in a file.

use std::fs;
use std::future::pending;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{advance, sleep};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedUser};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{
    Authenticator, Client, FileStore, Secret, SignIn, StoredToken, Storing, Token, TokenStore,
};

use super::{ADA, MINUTE, PASSWORD, client, logins, name, wiki};
use crate::support::log::logged_async;

/// A store in memory, without a lock.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Option<Secret>>>);

impl TokenStore for Memory {
    fn load(&self) -> Storing<Option<Secret>> {
        let kept = self.0.lock().unwrap().clone();
        Box::pin(async move { Ok(kept) })
    }

    fn save(&self, token: &Secret) -> Storing<()> {
        *self.0.lock().unwrap() = Some(token.clone());
        Box::pin(async { Ok(()) })
    }
}

/// A client as another process would have one.
fn process(sandbox: &Sandbox, store: impl TokenStore) -> Client {
    let signing = SignIn::new(ADA, PASSWORD).kept_in(store);
    client(sandbox, |builder| builder.authenticator(signing))
}

#[tokio::test(start_paused = true)]
async fn a_program_that_is_started_over_and_over_signs_in_once_in_its_tokens_time() {
    let (sandbox, store) = (wiki(Sandbox::builder()), Memory::default());
    for minute in 0..60 {
        assert_eq!(name(&process(&sandbox, store.clone())).await, "Ada");
        assert_eq!(logins(&sandbox), 1, "{minute}");
        advance(MINUTE).await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_another_process_had_meanwhile_is_taken_over() {
    let (sandbox, store) = (wiki(Sandbox::builder()), Memory::default());
    let processes: Vec<_> = (0..5).map(|_| process(&sandbox, store.clone())).collect();
    for client in &processes {
        assert_eq!(name(client).await, "Ada");
    }
    assert_eq!(logins(&sandbox), 1);
    // The first to find it ending signs in, the others take that over.
    advance(29 * MINUTE).await;
    for client in &processes {
        assert_eq!(name(client).await, "Ada");
    }
    assert_eq!(logins(&sandbox), 2);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_sends_is_kept() {
    let (sandbox, store) = (wiki(Sandbox::builder()), Memory::default());
    let client = process(&sandbox, store.clone());
    assert_eq!(name(&client).await, "Ada");
    let first = store.load().await.unwrap();
    // The token is to be older than the start.
    advance(MINUTE).await;
    sandbox.restart();
    assert_eq!(name(&client).await, "Ada");
    // By a task of its own.
    sleep(Duration::from_millis(1)).await;
    let second = store.load().await.unwrap();
    assert!(second.is_some() && first != second);
}

#[tokio::test(start_paused = true)]
async fn a_stored_token_that_is_good_for_nothing_is_replaced() {
    let sandbox = wiki(Sandbox::builder());
    // What says whose a token is, and a token of the wiki that is refused.
    let kept = Memory::default();
    assert_eq!(name(&process(&sandbox, kept.clone())).await, "Ada");
    let text = kept.load().await.unwrap().unwrap().expose().to_owned();
    let (_, line) = text.split_once('\n').unwrap();
    for token in ["garbage", "Bearer x", "two words", sandbox.reader_token()] {
        for stored in [token.to_owned(), format!("{token}\n{line}")] {
            advance(MINUTE).await;
            let store = Memory(Arc::new(Mutex::new(Some(Secret::from(stored.as_str())))));
            let client = process(&sandbox, store.clone());
            if stored.starts_with(sandbox.reader_token()) && stored.ends_with(line) {
                sandbox.add_fault(Fault::new(FaultKind::TokenRevoked).times(1));
            }
            assert_eq!(name(&client).await, "Ada");
            assert_ne!(store.load().await.unwrap(), Some(Secret::from(stored)));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_goes_to_its_own_wiki_and_user_alone() {
    const GRACE: &str = "grace@example.org";
    let builder = || {
        let grace = SeedUser::new(GRACE, "Grace", PASSWORD);
        Sandbox::builder().user(grace.group("Editors"))
    };
    let (one, store) = (wiki(builder()), Memory::default());
    // The same wiki at another address, and whatever each is asked under.
    let at = |url: &str, user: &str| {
        let signing = SignIn::new(user, PASSWORD).kept_in(store.clone());
        let builder = Client::builder(url).connector(HttpService::new(one.service()));
        builder.authenticator(signing).build().unwrap()
    };
    let mut told = String::new();
    for (logins_so_far, url, user, shown) in [
        (1, "https://one.test", ADA, "Ada"),
        (1, "https://one.test", ADA, "Ada"),
        (2, "https://one.test", GRACE, "Grace"),
        (3, "https://other.test", GRACE, "Grace"),
        (4, "https://one.test", GRACE, "Grace"),
        (4, "https://one.test/", GRACE, "Grace"),
        (5, "http://one.test", GRACE, "Grace"),
    ] {
        advance(MINUTE / 4).await;
        let client = at(url, user);
        let lines = logged_async(async { assert_eq!(name(&client).await, shown) });
        told += &lines.await.join("\n");
        assert_eq!(logins(&one), logins_so_far, "{url} {user}");
    }
    let says = "of another wiki, or of another user";
    assert_eq!(told.matches(says).count(), 4, "{told}");
    assert!(told.contains("Memory"), "the store is named: {told}");
}

/// A store that takes the longer, the earlier it is asked.
#[derive(Clone, Default)]
struct Slow(Memory, Arc<AtomicU64>);

impl TokenStore for Slow {
    fn load(&self) -> Storing<Option<Secret>> {
        self.0.load()
    }

    fn save(&self, token: &Secret) -> Storing<()> {
        let (memory, token) = (self.0.clone(), token.clone());
        let time = 10 - self.1.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            sleep(Duration::from_secs(time)).await;
            memory.save(&token).await
        })
    }
}

#[tokio::test(start_paused = true)]
async fn of_tokens_that_the_server_sends_in_a_row_the_last_one_is_kept() {
    let (sandbox, store) = (wiki(Sandbox::builder()), Slow::default());
    let kept = SignIn::new(ADA, PASSWORD).kept_in(store.clone());
    let client = client(&sandbox, |builder| builder);
    for token in ["one", "two", "three"] {
        kept.replaced(&Secret::from(token), &client);
    }
    // A program that ends waits for it.
    let error = client.shutdown(Duration::from_secs(1)).await.unwrap_err();
    assert!(
        error.to_string().contains("token that is being saved"),
        "{error}"
    );
    client.shutdown(MINUTE).await.unwrap();
    let text = store.load().await.unwrap().unwrap();
    assert!(text.expose().starts_with("three\n"));
}

/// A store that is out of order.
struct Broken;

impl TokenStore for Broken {
    fn load(&self) -> Storing<Option<Secret>> {
        Box::pin(async { Err("no load".into()) })
    }

    fn save(&self, _: &Secret) -> Storing<()> {
        Box::pin(async { Err("no save".into()) })
    }

    fn lock(&self) -> Storing<wikijs_sdk::StoreLock> {
        Box::pin(async { Err("no lock".into()) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_stops_nobody() {
    let sandbox = wiki(Sandbox::builder());
    assert_eq!(name(&process(&sandbox, Broken)).await, "Ada");
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_file_is_its_owners_alone_and_is_replaced_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let store = FileStore::new(&path);
    assert_eq!(store.load().await.unwrap(), None);
    for token in ["one", "two"] {
        store.save(&Secret::from(token)).await.unwrap();
        assert_eq!(store.load().await.unwrap(), Some(Secret::from(token)));
        assert_eq!(mode(&path), 0o600);
    }
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "{names:?}");
    // One that others may read may have been written by others.
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let error = store.load().await.unwrap_err();
    assert!(error.to_string().contains("chmod 600"), "{error}");
    // What a process left that ended while it wrote is cleared away, and nothing else.
    for name in [
        "token.12-0.new",
        "token.2026-11",
        "token.1-x.new",
        "tokens.1-2.new",
    ] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    drop(store.lock().await.unwrap());
    let names = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let expected = [
        "token",
        "token.1-x.new",
        "token.2026-11",
        "token.lock",
        "tokens.1-2.new",
    ];
    assert_eq!(names, expected);
    // A lock is no way into another file.
    let (link, target) = (
        folder.path().join("other.lock"),
        folder.path().join("target"),
    );
    std::os::unix::fs::symlink(&target, link).unwrap();
    let error = FileStore::new(folder.path().join("other")).lock().await;
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("other.lock: it is a link")
    );
    assert!(!target.exists());
    // A folder that is not there is told, and leaves nothing behind.
    let nowhere = FileStore::new(folder.path().join("none/token"));
    assert!(nowhere.save(&Secret::from("one")).await.is_err());
    let sandbox = wiki(Sandbox::builder());
    let client = process(&sandbox, nowhere);
    let lines = logged_async(async { assert_eq!(name(&client).await, "Ada") });
    let told = lines.await.join("\n");
    for named in ["none/token", &sandbox.url(), &format!("local/{ADA}")] {
        assert!(told.contains(named), "{named} is named: {told}");
    }
}

#[tokio::test]
async fn processes_that_share_a_file_sign_in_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let sandbox = wiki(Sandbox::builder());
    // Each opens the file by itself, as processes do.
    let processes: Vec<_> = (0..20)
        .map(|_| process(&sandbox, FileStore::new(&path)))
        .collect();
    let names = join_all(processes.iter().map(name)).await;
    assert!(names.iter().all(|name| name == "Ada"));
    assert_eq!(logins(&sandbox), 1);
}

#[tokio::test]
async fn a_lock_is_held_until_it_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    let lock = FileStore::new(&path).lock().await.unwrap();
    let waiting = tokio::spawn(FileStore::new(&path).lock());
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!waiting.is_finished());
    drop(lock);
    assert!(waiting.await.unwrap().is_ok());
}

#[tokio::test(start_paused = true)]
async fn any_authenticator_can_be_kept() {
    let (sandbox, store) = (wiki(Sandbox::builder()), Memory::default());
    let token = Token::new(sandbox.admin_token());
    let kept = StoredToken::new(token, store.clone());
    let client = client(&sandbox, |builder| builder.authenticator(kept));
    assert!(client.users().list().await.is_ok());
    assert!(store.load().await.unwrap().is_some());
}

/// A store that does not answer: where it is asked to load, or to save.
struct Hangs {
    loads: bool,
}

impl TokenStore for Hangs {
    fn load(&self) -> Storing<Option<Secret>> {
        match self.loads {
            true => Box::pin(async { Ok(None) }),
            false => Box::pin(pending()),
        }
    }

    fn save(&self, _: &Secret) -> Storing<()> {
        Box::pin(pending())
    }

    fn name(&self) -> String {
        "row 4".to_owned()
    }
}

#[tokio::test(start_paused = true)]
async fn a_time_limit_that_ends_while_a_store_hangs_names_the_store() {
    for loads in [false, true] {
        let sandbox = wiki(Sandbox::builder());
        let client = process(&sandbox, Hangs { loads });
        let lines = logged_async(async {
            let error = client.users().profile().await.unwrap_err().to_string();
            assert!(
                error.ends_with("waiting for the token store `row 4`"),
                "{error}"
            );
            sleep(5 * MINUTE).await;
        });
        let told = lines.await.join("\n");
        let says = "took longer than 300s; it was waiting for the token store `row 4`";
        assert!(told.contains(says), "{told}");
    }
}
