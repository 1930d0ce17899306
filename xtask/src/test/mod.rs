//! `cargo xtask test`: one file a part, each of which runs one runner and fails as it fails.

mod clippy;
mod conformance;
mod e2e;
mod fmt;
mod grammar;
mod neovim;
mod runner;
mod rust;
mod unit;

pub use runner::{PARTS, run};
