//! Limits and write gates that many processes share, over a Redis: feature `redis`.
//!
//! `settings.rs` is what a user says of the Redis, `address.rs` reads its URL, `link.rs` holds the connection and is all
//! that sends anything there. What is sent are scripts only (`script.rs` and the `.lua` files), so that each step is
//! taken at once, and by one clock: that of the Redis. `limiter.rs` counts, `gate.rs` waits for its turn, `lease.rs` keeps
//! it, `traces.rs` knows whether it was given back, `parting.rs` gives it back where the runtime ends first. `loss.rs` says what becomes of them while the Redis is away.

mod address;
mod gate;
mod lease;
mod limiter;
mod link;
mod loss;
mod parting;
mod script;
mod settings;
#[cfg(test)]
mod tests;
mod traces;

pub use self::gate::RedisGate;
pub use self::limiter::RedisLimiter;
pub use self::loss::OnLoss;
pub use self::settings::{Redis, RedisBuilder};
