//! The order of the layers, outermost first, and the reason for each place.

use std::sync::Arc;
use std::time::Duration;

use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceBuilder};

use crate::call::{Call, Exchange, Reply};
use crate::connector::Connector;
use crate::error::Error;
use crate::layers::compose::{ComposeLayer, Target};
use crate::layers::lower::attempt::Attempt;
use crate::layers::lower::auth::AuthLayer;
use crate::layers::lower::timeout::TimeoutLayer;
use crate::layers::upper::identity::IdentityLayer;
use crate::layers::upper::observe::ObserveLayer;

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
    pub(crate) identity: IdentityLayer,
    pub(crate) target: Arc<Target>,
}

impl Plan {
    /// All layers for calls.
    pub(crate) fn calls(&self, connector: Arc<dyn Connector>) -> Calls {
        let stack = ServiceBuilder::new()
            // Outermost, so that the deadline holds over all that a call does and waits for.
            .layer(ObserveLayer::new(self.total_timeout))
            // Before all that shares anything between calls (cache, single flight, batch): they share within one
            // identity only.
            .layer(self.identity.clone())
            // Here a call becomes a request: what merges or answers calls stands above, what repeats or paces
            // requests below.
            .layer(ComposeLayer::new(Arc::clone(&self.target)))
            .service(self.lower(connector));
        BoxCloneSyncService::new(stack)
    }

    /// The layers for exchanges that begin as such.
    pub(crate) fn exchanges(&self, connector: Arc<dyn Connector>) -> Exchanges {
        let stack = ServiceBuilder::new()
            .layer(ObserveLayer::new(self.total_timeout))
            .service(self.lower(connector));
        BoxCloneSyncService::new(stack)
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
            // Below what repeats requests, so that each attempt carries the token of its time.
            .layer(AuthLayer)
            // Innermost: it limits what one attempt waits for the server, and nothing else's waiting.
            .layer(TimeoutLayer::new(self.attempt_timeout))
            .service(Attempt::new(connector, self.largest_answer))
    }
}
