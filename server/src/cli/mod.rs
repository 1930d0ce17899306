//! The face that people and scripts see: arguments in, text and an exit status out.

pub mod schedule;
