//! Tests of the whole: catalogue snapshots, end-to-end runs, compile-fail cases, benchmarks.
