//! How many attempts may be repeated, all calls together: retries must not multiply an outage.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::error::Error;

/// What all retries of a client are paid from, whichever clone or identity they belong to.
///
/// A retry takes one token; one that succeeds gives it back, and each call that succeeds at once brings a part of one.
/// So retries that help are free, and those that do not are few: on a server that answers nothing, the tokens that are
/// there at the beginning and one a second. Attempts that cost the server no work are not counted: those whose
/// connection did not come about, and those that it asked for by saying when to come back.
///
/// Each call that waits for its second attempt holds a token: a client with a thousand calls at a time wants a budget of
/// about a thousand, the default is enough for some dozens. Clones are the same budget: give it to all clients of one wiki.
///
/// ```
/// use wikijs_sdk::{Client, RetryBudget};
///
/// # fn main() -> Result<(), wikijs_sdk::Error> {
/// let budget = RetryBudget::new(20, 0.1);
/// let client = Client::builder("https://wiki.example.org").retry_budget(budget).build()?;
/// # drop(client); Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RetryBudget(Arc<Shared>);

struct Shared {
    /// What each success is to add, as it was given.
    share: f64,
    rule: Rule,
    purse: Mutex<Purse>,
}

impl Default for RetryBudget {
    /// 50 tokens, and 0.08 of one for each success: on a server that fails half of the time, that is less than a tenth more
    /// requests.
    fn default() -> Self {
        Self::new(50, 0.08)
    }
}

impl RetryBudget {
    /// A budget that is `tokens` large, and full, and to which each success adds `share` of a token: a number from 0 on, which
    /// is checked when a client is built with it.
    pub fn new(tokens: u32, share: f64) -> Self {
        let rule = Rule {
            most: f64::from(tokens),
            share: if share.is_finite() {
                share.max(0.0)
            } else {
                0.0
            },
        };
        let purse = Mutex::new(Purse::full(&rule, Instant::now()));
        Self(Arc::new(Shared { share, rule, purse }))
    }

    /// # Errors
    ///
    /// What each success adds is no number that can be added.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let share = self.0.share;
        match share.is_finite() && share >= 0.0 {
            true => Ok(()),
            false => Err(Error::settings(format!(
                "`retry_budget`: each success would add {share} of a token; it takes a number from 0 on"
            ))),
        }
    }

    /// How many retries it would pay for now.
    pub fn tokens(&self) -> u32 {
        // From 0 up to a u32, by how it is made.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between 0 and the tokens of `new`"
        )]
        self.with(|purse, rule| purse.tokens_at(rule, Instant::now()) as u32)
    }

    /// Pays for a retry; false if it cannot.
    pub(crate) fn pay(&self) -> bool {
        self.with(|purse, rule| purse.pay(rule, Instant::now()))
    }

    /// A call succeeded, its last attempt having been paid for or not.
    pub(crate) fn succeeded(&self, was_paid: bool) {
        self.with(|purse, rule| purse.add(rule, if was_paid { 1.0 } else { rule.share }));
    }

    fn with<T>(&self, f: impl FnOnce(&mut Purse, &Rule) -> T) -> T {
        let mut purse = self.0.purse.lock().unwrap_or_else(PoisonError::into_inner);
        f(&mut purse, &self.0.rule)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryBudget")
            .field("tokens", &self.tokens())
            .finish_non_exhaustive()
    }
}

struct Rule {
    most: f64,
    share: f64,
}

/// The tokens, as of a time: one comes a second, so that a client that asks seldom has one.
struct Purse {
    tokens: f64,
    at: Instant,
}

const A_TOKEN: Duration = Duration::from_secs(1);

impl Purse {
    fn full(rule: &Rule, now: Instant) -> Self {
        Self {
            tokens: rule.most,
            at: now,
        }
    }

    fn pay(&mut self, rule: &Rule, now: Instant) -> bool {
        self.tokens = self.tokens_at(rule, now);
        self.at = now;
        let pays = self.tokens >= 1.0;
        if pays {
            self.tokens -= 1.0;
        }
        pays
    }

    fn add(&mut self, rule: &Rule, tokens: f64) {
        self.tokens = (self.tokens + tokens).min(rule.most);
    }

    fn tokens_at(&self, rule: &Rule, now: Instant) -> f64 {
        let came = now.saturating_duration_since(self.at).as_secs_f64() / A_TOKEN.as_secs_f64();
        (self.tokens + came).min(rule.most)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_pays_what_it_has_and_what_success_brings() {
        let budget = RetryBudget::new(2, 0.5);
        assert_eq!(
            [budget.pay(), budget.pay(), budget.pay()],
            [true, true, false]
        );
        budget.succeeded(false);
        assert!(!budget.pay());
        budget.succeeded(false);
        assert!(budget.pay());
        // What helped is given back.
        budget.succeeded(true);
        assert!(budget.pay());
        (0..100).for_each(|_| budget.succeeded(true));
        assert_eq!(budget.tokens(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_comes_every_second() {
        let budget = RetryBudget::new(3, 0.0);
        (0..3).for_each(|_| assert!(budget.pay()));
        for _ in 0..5 {
            assert!(!budget.pay());
            advance(Duration::from_millis(500)).await;
            assert!(!budget.pay());
            advance(Duration::from_millis(500)).await;
            assert!(budget.pay());
        }
        advance(Duration::from_secs(1000)).await;
        assert_eq!(budget.tokens(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_budget_of_nothing_pays_for_nothing() {
        let budget = RetryBudget::new(0, f64::NAN);
        advance(Duration::from_secs(10)).await;
        budget.succeeded(true);
        assert!(!budget.pay());
    }

    #[derive(Debug, Clone)]
    enum Step {
        Pay,
        Succeeded,
        Wait(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Pay),
            Just(Step::Succeeded),
            (0_u64..3000).prop_map(Step::Wait),
        ]
    }

    proptest! {
        /// Whatever happens, no more is paid than there was, came with time and came of successes.
        #[test]
        fn it_never_pays_more_than_came_in(steps in prop::collection::vec(step(), 0..200), most in 0_u32..20) {
            let (rule, mut now) = (Rule { most: f64::from(most), share: 0.1 }, Instant::now());
            let mut purse = Purse::full(&rule, now);
            let (mut paid, mut income) = (0.0, rule.most);
            for step in steps {
                match step {
                    Step::Pay if purse.pay(&rule, now) => paid += 1.0,
                    Step::Pay => {}
                    Step::Succeeded => { purse.add(&rule, rule.share); income += rule.share; }
                    Step::Wait(millis) => {
                        now += Duration::from_millis(millis);
                        income += Duration::from_millis(millis).as_secs_f64();
                    }
                }
                prop_assert!(paid <= income + 1e-6, "{paid} of {income}");
                prop_assert!((0.0..=rule.most).contains(&purse.tokens_at(&rule, now)));
            }
        }
    }
}
