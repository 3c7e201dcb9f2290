//! What is asked of a Redis: one script, the keys that it touches, and its arguments.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

use crate::connector::BoxError;

/// A script in Lua; all of them answer a list of whole numbers.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) text: &'static str,
    /// What a Redis knows it by; filled in by who asks.
    pub(super) hash: OnceLock<String>,
}

pub(super) static BUCKET: Script = Script::new(include_str!("bucket.lua"));
pub(super) static WINDOW: Script = Script::new(include_str!("window.lua"));
pub(super) static ENTER: Script = Script::new(include_str!("enter.lua"));
pub(super) static RENEW: Script = Script::new(include_str!("renew.lua"));
pub(super) static LEAVE: Script = Script::new(include_str!("leave.lua"));

impl Script {
    pub(super) const fn new(text: &'static str) -> Self {
        Self {
            text,
            hash: OnceLock::new(),
        }
    }
}

/// A script to be run.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) script: &'static Script,
    pub(super) keys: Arc<[String]>,
    pub(super) arguments: Vec<String>,
}

/// What the script answers, or why nobody did.
pub(super) type Running = Pin<Box<dyn Future<Output = Result<Vec<i64>, BoxError>> + Send>>;

/// A Redis, or what stands for one in tests.
pub(super) trait Store: Send + Sync + 'static {
    /// Runs a script; it ends within a time that is short beside the wiki's. Unless the error [says](was_not_run) that it
    /// was not run, that is left open: it was, or will be.
    fn run(&self, run: Run) -> Running;

    /// Runs a script without a runtime, and blocks until it was run, or could not be: for the end of a program.
    fn part(&self, run: &Run);

    /// Why it is known not to answer at present; it is looked after by itself.
    fn away(&self) -> Option<Arc<str>>;
}

/// Why a script was not even sent.
#[derive(Debug)]
pub(super) struct NotSent(pub(super) BoxError);

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for NotSent {}

/// What a Redis says that answers, and does not do what it was asked for.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) why: String,
    /// The script may have begun before it was refused something.
    pub(super) had_begun: bool,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl Error for Refused {}

/// Whether a script that ended so was not run, nor will be.
pub(super) fn was_not_run(why: &BoxError) -> bool {
    let was_refused = why.downcast_ref::<Refused>();
    why.is::<NotSent>() || was_refused.is_some_and(|refused| !refused.had_begun)
}

/// An answer that does not fit its script.
pub(super) fn unexpected(answer: &[i64]) -> BoxError {
    format!("a script was answered with {answer:?}, which it does not answer").into()
}
