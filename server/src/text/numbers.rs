//! Numbers for tests that try many things.

/// Numbers below a bound, the same ones in each run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// The next one.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % bound
    }
}
