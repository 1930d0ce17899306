//! Durations, taken in turn so that a change of the machine's mood meets all that is compared.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Durations of one thing, sorted.
#[derive(Clone, Debug)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// The middle one.
    pub fn median(&self) -> Duration {
        self.at(0.5)
    }

    /// The one that 99 of 100 do not exceed.
    pub fn percentile_99(&self) -> Duration {
        self.at(0.99)
    }

    fn at(&self, share: f64) -> Duration {
        self.0[((self.0.len() - 1) as f64 * share).round() as usize]
    }
}

/// What is measured: each call does it once.
pub type Work<'a> = Box<dyn FnMut() -> Result<()> + 'a>;

/// Does each work once unmeasured, then `rounds` times all of them in turn.
///
/// # Errors
/// The first of any work.
pub fn in_turn(mut works: Vec<Work<'_>>, rounds: usize) -> Result<Vec<Samples>> {
    for work in &mut works {
        work()?;
    }
    let mut durations = vec![Vec::with_capacity(rounds); works.len()];
    for _ in 0..rounds {
        for (work, durations) in works.iter_mut().zip(&mut durations) {
            let start = Instant::now();
            work()?;
            durations.push(start.elapsed());
        }
    }
    let sorted = durations.into_iter().map(|mut durations| {
        durations.sort();
        Samples(durations)
    });
    Ok(sorted.collect())
}
