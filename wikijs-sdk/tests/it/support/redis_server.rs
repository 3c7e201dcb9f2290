//! A Redis of a test's own: `redis-server` from the path, on loopback, in a folder of its own, keeping nothing.
//!
//! `cargo xtask test` installs it where it is missing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A Redis that runs until it is dropped.
pub(crate) struct RedisServer {
    child: Child,
    folder: TempDir,
    port: u16,
}

impl RedisServer {
    /// Starts one on a free port.
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts one with further options.
    pub(crate) fn start_with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A port that was free may be taken when it is needed.
        for _ in 0..10 {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let port = free.local_addr().unwrap().port();
            drop(free);
            if let Some(child) = run(&folder, port, options) {
                return Self {
                    child,
                    folder,
                    port,
                };
            }
        }
        panic!("redis-server does not start on any of ten free ports");
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends it, without a word.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Starts it anew at the same place; it remembers nothing.
    pub(crate) fn start_again(&mut self) {
        self.kill();
        self.child = run(&self.folder, self.port, &[]).expect("the port is taken by now");
    }

    /// Lets it hang, or go on: connections stay, and nobody answers.
    pub(crate) fn hang(&self, hangs: bool) {
        let signal = if hangs { "-STOP" } else { "-CONT" };
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// What it answers to a command.
    pub(crate) fn tell(&self, command: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // The answer to the second says that the first is over.
        write!(stream, "{command}\r\nQUIT\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let answer = text.strip_suffix("+OK\r\n").unwrap_or(&text);
        assert!(!answer.starts_with('-'), "{command}: {answer}");
        answer.trim_end().to_owned()
    }

    /// The number that it answers.
    pub(crate) fn number(&self, command: &str) -> i64 {
        self.tell(command).trim_start_matches(':').parse().unwrap()
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// `None` where it ends before it is ready.
fn run(folder: &TempDir, port: u16, options: &[&str]) -> Option<Child> {
    let child = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
        .args(["--save", "", "--appendonly", "no", "--dir"])
        .arg(folder.path())
        .args(options)
        .stdout(Stdio::piped())
        .spawn();
    let mut child = child.unwrap_or_else(|error| {
        panic!(
            "cannot run redis-server: {error}. `cargo xtask test` installs it, or do so yourself"
        )
    });
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let is_ready = lines
        .by_ref()
        .map_while(Result::ok)
        .any(|line| line.contains("Ready to accept connections"));
    if !is_ready {
        let _ = child.wait();
        return None;
    }
    // Read to the end: it would end by a pipe that nobody reads.
    std::thread::spawn(move || lines.for_each(drop));
    Some(child)
}
