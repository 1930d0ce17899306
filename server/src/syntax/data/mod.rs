//! Manifests in JSON and YAML, as a reading like that of Architect's own format, so that everything above is written
//! once.
//!
//! Three steps: the text becomes a tree of values with their spans ([`json`], [`yaml`]), of that `@architect/parser`
//! makes pragmas and entries by its own rules ([`convert`]), and these become a [`Reading`](super::Reading)
//! ([`lower`]).

mod convert;
mod json;
mod literal;
mod lower;
mod read;
#[cfg(test)]
mod tests;
mod value;
mod yaml;
mod yaml_scalar;

pub(super) use literal::literal;
pub(super) use read::{Read, read};
