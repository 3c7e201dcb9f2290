//! Measures in turns, so that what disturbs one way disturbs the others, and compares within each turn.

#![allow(dead_code, reason = "no benchmark needs all of it")]

use std::{hint::black_box, time::Instant};

/// How many turns there are.
const TURNS: usize = 101;

/// Bytes that one way reads in one turn, so that a turn is long beside the clock's grain.
const BYTES: usize = 4_000_000;

/// What some ways of doing one thing took.
pub(crate) struct Turns<const WAYS: usize>(Vec<[f64; WAYS]>);

impl<const WAYS: usize> Turns<WAYS> {
    /// Lets each way read this text, in turns.
    pub(crate) fn over(body: &[u8], ways: [fn(&[u8]); WAYS]) -> Self {
        Self::of(body.len(), ways.map(|way| move || way(black_box(body))))
    }

    /// Lets each way read as many bytes, in turns.
    pub(crate) fn of<W: Fn()>(bytes: usize, ways: [W; WAYS]) -> Self {
        let rounds = (BYTES / bytes).max(1);
        let turn = |_| ways.each_ref().map(|way| micros(rounds, way));
        Self((0..TURNS).map(turn).collect())
    }

    /// Microseconds of one reading; the median of the turns.
    pub(crate) fn micros(&self, way: usize) -> f64 {
        median(self.0.iter().map(|turn| turn[way]))
    }

    /// What one way takes for each microsecond of another; the median of the turns.
    pub(crate) fn ratio(&self, way: usize, to: usize) -> f64 {
        median(self.0.iter().map(|turn| turn[way] / turn[to]))
    }
}

/// Microseconds of one round.
pub(crate) fn micros(rounds: usize, mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..rounds {
        work();
    }
    start.elapsed().as_secs_f64() * 1e6 / rounds as f64
}

/// The one in the middle.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<_> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
