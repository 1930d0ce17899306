//! The documents that servers are given: as many lines and as many problems for each of them, the same on every
//! machine.

mod manifest;
mod python;
mod yaml;

pub use manifest::{functions, manifest};
pub use python::python;
pub use yaml::{SCHEMA as YAML_SCHEMA, yaml};

/// How many problems a document has.
pub const PROBLEMS: usize = 20;

/// A document, and a place at which typing changes one of its problems.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name.
    pub name: &'static str,
    /// What editors call its language.
    pub language: &'static str,
    /// Its text.
    pub text: String,
    /// Line and column, from 0, behind the last letter of a word that is a problem.
    pub typing: (u32, u32),
    /// Line and column, from 0, of something that can be hovered.
    pub hover: (u32, u32),
    /// Line and column, from 0, at which something can be completed.
    pub completion: (u32, u32),
}

/// Whether the entry at `index` of `all` is one of `problems`, which stand in even distances.
fn is_flawed(index: usize, all: usize, problems: usize) -> bool {
    index * problems / all != (index + 1) * problems / all
}

/// Where text that is appended next stands.
fn end(text: &str) -> (u32, u32) {
    let last = text.rsplit('\n').next().unwrap_or_default();
    (text.matches('\n').count() as u32, last.len() as u32)
}
