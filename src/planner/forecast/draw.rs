//! Draws from the few distributions that the forecast needs, from a seeded generator: the same draws on every run.
//!
//! Not here: which distributions describe what (`belief`).

use crate::planner::rng::Rng;

/// A stream of draws of its own.
#[derive(Clone, Debug)]
pub(super) struct Draws(Rng);

impl Draws {
    /// The stream for one purpose of one course: equal numbers give equal draws, whatever else is drawn.
    pub fn of(course: usize, purpose: u64) -> Self {
        let seed = (course as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose.rotate_left(32);
        let mut rng = Rng::new(seed);
        rng.next();
        Self(rng)
    }

    /// Evenly between 0 and 1, neither of them included.
    pub fn even(&mut self) -> f64 {
        ((self.0.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Normal with mean 0 and deviation 1 (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.even().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.even()).cos()
    }

    /// Gamma with this shape (above 0) and scale 1 (Marsaglia and Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let power = self.even().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * power;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        // About one draw in twenty is refused; a hundred in a row never are.
        for _ in 0..100 {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.even().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
        d
    }

    /// Beta: a chance of which `yes` and `no` (both above 0) were seen.
    pub fn beta(&mut self, yes: f64, no: f64) -> f64 {
        let (a, b) = (self.gamma(yes), self.gamma(no));
        if a + b > 0.0 { a / (a + b) } else { 0.5 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(mut draw: impl FnMut() -> f64) -> (f64, f64) {
        let n = 20_000;
        let all: Vec<f64> = (0..n).map(|_| draw()).collect();
        let mean = all.iter().sum::<f64>() / f64::from(n);
        let spread = all.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n);
        (mean, spread)
    }

    #[test]
    fn draws_have_their_moments() {
        let mut draws = Draws::of(1, 1);
        let (mean, spread) = moments(|| draws.normal());
        assert!(
            mean.abs() < 0.03 && (spread - 1.0).abs() < 0.04,
            "{mean} {spread}"
        );
        let (mean, spread) = moments(|| draws.beta(4.0, 1.0));
        assert!((mean - 0.8).abs() < 0.01, "{mean}");
        assert!((spread - 4.0 / 150.0).abs() < 0.003, "{spread}");
        let (mean, _) = moments(|| draws.beta(0.5, 0.5));
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }
}
