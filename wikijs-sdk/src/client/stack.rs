//! The order of the layers, outermost first, and the reason for each place.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tower::layer::layer_fn;
use tower::util::BoxCloneSyncService;
use tower::{Layer, Service, ServiceBuilder};
use wikijs_wire::Effect;

use crate::call::{Authority, Call, Exchange, Reply, WritePermit, shut_down};
use crate::connector::Connector;
use crate::error::Error;
use crate::layers::compose::{ComposeLayer, Target};
use crate::layers::lower::attempt::attempts;
use crate::layers::lower::auth::{Auth, ServerClock, authenticated};
use crate::layers::lower::breaker::{Breaker, broken};
use crate::layers::lower::concurrency::bounded;
use crate::layers::lower::lease::LeaseLayer;
use crate::layers::lower::limit::{Limits, limited};
use crate::layers::lower::retry::{Retries, retries};
use crate::layers::lower::timeout::TimeoutLayer;
use crate::layers::upper::admission::{AdmissionLayer, Card, Door, Entry};
use crate::layers::upper::batch::{AutoBatchLayer, Batching};
use crate::layers::upper::guest::{GuestCheck, noticed, noticed_content};
use crate::layers::upper::identity::IdentityLayer;
use crate::layers::upper::observe::ObserveLayer;
use crate::layers::upper::write_gate::WriteGateLayer;

/// The upper storey, with the lower one below it.
pub(crate) type Calls = BoxCloneSyncService<Call, Reply, Error>;

/// The lower storey alone, for what is no GraphQL.
pub(crate) type Exchanges = BoxCloneSyncService<Exchange, Reply, Error>;

/// What the layers are made from.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) largest_answer: usize,
    /// Whose tokens there are: outside of this room through [`Plan::admit`] alone.
    pub(super) identity: IdentityLayer,
    pub(crate) clock: Arc<ServerClock>,
    pub(crate) token_timeout: Duration,
    pub(crate) guest_check: Option<Arc<GuestCheck>>,
    pub(crate) batching: Arc<Batching>,
    pub(crate) auto_batch: AutoBatchLayer,
    /// Outside of this room through [`Plan::admit`] alone.
    pub(super) write_gate: WriteGateLayer,
    pub(crate) retries: Retries,
    pub(crate) limits: Arc<Limits>,
    pub(crate) places: Option<Arc<Semaphore>>,
    pub(crate) door: Arc<Door>,
    pub(super) entry: Entry,
    pub(crate) read_only: bool,
    pub(crate) breaker: Option<Arc<Breaker>>,
    pub(crate) target: Arc<Target>,
}

impl Plan {
    /// All layers for calls.
    pub(crate) fn calls(&self, connector: Arc<dyn Connector>) -> Calls {
        let stack = ServiceBuilder::new()
            // Outermost, so that the deadline holds over all that a call does and waits for.
            .layer(ObserveLayer::new(self.total_timeout))
            // Before all that waits or answers: what is not let in has done nothing, and the writes that are counted are all
            // that are under way.
            .layer(self.admission())
            // Before all that shares anything between calls (cache, single flight, batch): they share within one
            // identity only.
            .layer(self.identity.clone())
            // Below what answers calls without sending, above the gate: merged writes pass it together.
            .layer(self.auto_batch.clone())
            // Below what answers calls without sending, above what repeats requests: a permit is held over all attempts.
            .layer(self.write_gate.clone())
            // Below all that merges calls, so that one question does for many; above the composing, since it changes the
            // document. Below the gate, under whose permit a write is sent that a token taken for none was refused.
            .layer(layer_fn(|inner| noticed(inner, self.guest_check.clone())))
            // Here a call becomes a request: what merges or answers calls stands above, what repeats or paces
            // requests below.
            .layer(ComposeLayer::new(Arc::clone(&self.target)))
            .service(self.lower(connector));
        BoxCloneSyncService::new(stack)
    }

    /// The layers for exchanges that begin as such.
    pub(crate) fn exchanges(&self, connector: Arc<dyn Connector>) -> Exchanges {
        let lower = self.lower(connector);
        let asking = ComposeLayer::new(Arc::clone(&self.target)).layer(lower.clone());
        let stack = ServiceBuilder::new()
            .layer(ObserveLayer::new(self.total_timeout))
            .layer(self.admission())
            .layer(self.identity.clone())
            // As for calls, but beside the composing: what is forbidden is asked about in a request of its own.
            .layer(layer_fn(|inner| {
                noticed_content(inner, asking.clone(), self.guest_check.clone())
            }))
            .service(lower);
        BoxCloneSyncService::new(stack)
    }

    /// The way in for what is no call: past it, what is to be had there.
    ///
    /// # Errors
    ///
    /// The client is shut down, or only reads.
    pub(crate) fn admit(&self, name: &str, effect: Effect) -> Result<Admitted<'_>, Error> {
        let card = Card {
            name,
            effect,
            fields: &[],
            variables: None,
        };
        // Nothing that shutting down would wait for: what is sent comes in by itself.
        self.admission().let_in(&card).map(|_| Admitted(self))
    }

    fn admission(&self) -> AdmissionLayer {
        AdmissionLayer::new(Arc::clone(&self.door), self.entry.clone(), self.read_only)
    }

    fn auth(&self) -> Auth {
        Auth {
            clock: Arc::clone(&self.clock),
            attempt_timeout: self.attempt_timeout,
        }
    }

    fn lower(
        &self,
        connector: Arc<dyn Connector>,
    ) -> impl Service<Exchange, Response = Reply, Error = Error, Future: Send>
    + Clone
    + Send
    + Sync
    + 'static {
        ServiceBuilder::new()
            // Above all that an attempt goes through, so that each is made as if it were the first; below the write
            // gate, whose permit is held over all of them.
            .layer(layer_fn(|inner| {
                retries(inner, self.retries.clone(), self.breaker.clone())
            }))
            // Below what repeats requests, so that each attempt carries the token of its time.
            .layer(layer_fn(|inner| authenticated(inner, self.auth())))
            // Each attempt counts, a sign-in's too. What waits here has not been tried: the breaker below sees nothing of it.
            .layer(layer_fn(|inner| limited(inner, Arc::clone(&self.limits))))
            // Below the rates: who waits for one of those takes up no place among the requests at a time. Last of what may
            // take long, so that the token is looked at once more here.
            .layer(layer_fn(|inner| {
                bounded(inner, self.places.clone(), self.attempt_timeout)
            }))
            // Below all that waits for reasons of our own, which say nothing of the server; above the attempt's time
            // limit, whose end does. What it holds back is never sent: no permit is looked at for it.
            .layer(layer_fn(|inner| broken(inner, self.breaker.clone())))
            // Below all that waits: between its look at the permit and the sending nothing may.
            .layer(LeaseLayer::new(self.attempt_timeout))
            // Innermost: it limits what one attempt waits for the server, and nothing else's waiting.
            .layer(TimeoutLayer::new(self.attempt_timeout))
            .service(attempts(connector, self.largest_answer))
    }
}

/// What was let in and is no call. The only way to a permit and to the tokens, so that none leads past the door.
pub(crate) struct Admitted<'p>(&'p Plan);

impl Admitted<'_> {
    /// Waits for the permit of a whole workflow.
    ///
    /// # Errors
    ///
    /// The gate gives none, or the client is shut down meanwhile.
    pub(crate) async fn permit(self) -> Result<WritePermit, Error> {
        tokio::select! {
            biased;
            () = self.0.door.closed() => Err(shut_down()),
            permit = self.0.write_gate.permit() => permit,
        }
    }

    /// Where the client's tokens come from; `None` for a guest.
    pub(crate) fn authority(self) -> Option<Arc<dyn Authority>> {
        self.0.identity.identity().authority().cloned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use http::header::{AUTHORIZATION, CONTENT_TYPE};
    use wikijs_wire::{Secret, Variables};

    use super::*;
    use crate::call::{CallOptions, Credential, Identity, Retry};
    use crate::connector::{Exchanging, Progress, WireRequest};
    use crate::layers::lower::limit::RateLimits;
    use crate::layers::upper::write_gate::LocalGate;
    use tower::ServiceExt;

    /// Keeps each request, and answers none.
    #[derive(Default)]
    struct Recording(Mutex<Vec<WireRequest>>);

    impl Connector for Arc<Recording> {
        fn send(&self, request: WireRequest) -> Exchanging {
            self.0.lock().unwrap().push(request);
            Box::pin(std::future::pending())
        }
    }

    fn plan(total: u64, attempt: u64) -> Plan {
        let credential = Credential::new(&Secret::from("client")).unwrap();
        let endpoint = Arc::new("https://wiki.test/graphql".parse().unwrap());
        let batching: Arc<Batching> = Arc::default();
        Plan {
            limits: Arc::new(Limits::new(&RateLimits::default())),
            places: None,
            door: Arc::default(),
            entry: Entry::Front,
            read_only: false,
            auto_batch: AutoBatchLayer::new(None, &batching),
            batching,
            total_timeout: Some(Duration::from_secs(total)),
            attempt_timeout: Duration::from_secs(attempt),
            largest_answer: 1024,
            identity: IdentityLayer::new(Identity::of(Arc::new(credential))),
            clock: Arc::default(),
            token_timeout: Duration::from_secs(attempt),
            guest_check: None,
            write_gate: WriteGateLayer::new(
                Arc::new(LocalGate::default()),
                Duration::from_secs(attempt),
                Arc::new(Retry::never()),
            ),
            retries: Retries {
                policy: Arc::new(Retry::never()),
                budget: None,
            },
            breaker: None,
            target: Arc::new(Target {
                endpoint,
                headers: Default::default(),
            }),
        }
    }

    async fn call(plan: &Plan, options: CallOptions) -> (Error, WireRequest) {
        let recording = Arc::new(Recording::default());
        let call = Call {
            name: "Name".into(),
            document: "query Name{a}".into(),
            effect: Effect::Read,
            fields: (&["a"]).into(),
            variables: Variables::default(),
            part: None,
            options,
            identity: Identity::default(),
            progress: Progress::new(),
            underway: None,
        };
        let error = plan
            .calls(Arc::new(Arc::clone(&recording)))
            .oneshot(call)
            .await
            .unwrap_err();
        let request = recording.0.lock().unwrap().pop().unwrap();
        (error, request)
    }

    #[tokio::test(start_paused = true)]
    async fn identity_comes_before_composing_and_composing_before_auth() {
        let (_, request) = call(&plan(1, 1), CallOptions::default()).await;
        assert_eq!(request.headers[CONTENT_TYPE], "application/json");
        assert_eq!(request.headers[AUTHORIZATION], "Bearer client");

        let mut options = CallOptions::default();
        options.set_token(&Secret::from("call"));
        let (_, request) = call(&plan(1, 1), options).await;
        assert_eq!(request.headers[AUTHORIZATION], "Bearer call");
    }

    #[tokio::test(start_paused = true)]
    async fn the_deadline_stands_over_the_attempt() {
        for (total, attempt, says) in [
            (1, 2, "the call took longer"),
            (2, 1, "an attempt took longer"),
        ] {
            let (error, _) = call(&plan(total, attempt), CallOptions::default()).await;
            assert!(error.to_string().contains(says), "{error}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_attempt_that_ends_first_is_told_by_the_layer_below_and_named_above() {
        // Both limits at once: the inner layer is polled first, so that retry (which stands between) sees it.
        let (error, _) = call(&plan(1, 1), CallOptions::default()).await;
        assert!(
            error.to_string().contains("an attempt took longer"),
            "{error}"
        );
        assert_eq!(error.operation(), None, "names are put on above the stack");
    }
}
