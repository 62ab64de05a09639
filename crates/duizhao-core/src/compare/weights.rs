//! How much two texts share: pairs of folded characters, weighed by how rare they are.
//!
//! ```text
//! 残疾 stands in every sentence and weighs little; 跨省 stands in one and weighs much
//! ```

use rustc_hash::FxHashMap;

use crate::compare::passages::Scope;

/// Weights of bigrams over both plans.
pub(crate) struct Weights {
    by_gram: FxHashMap<u64, f64>,
}

impl Weights {
    pub(crate) fn over(a: &Scope<'_>, b: &Scope<'_>) -> Self {
        Self::over_all([a, b])
    }

    /// Weights over any number of texts.
    pub(crate) fn over_all<'s, 'p: 's>(scopes: impl IntoIterator<Item = &'s Scope<'p>>) -> Self {
        let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
        let mut total = 0_usize;
        for passage in scopes.into_iter().flat_map(|scope| &scope.passages) {
            total += 1;
            for &gram in &passage.grams {
                *counts.entry(gram).or_default() += 1;
            }
        }
        let weigh = |count: usize| (1.0 + total as f64 / count as f64).ln();
        let by_gram = counts
            .into_iter()
            .map(|(gram, count)| (gram, weigh(count)))
            .collect();
        Weights { by_gram }
    }

    /// The weight of one gram.
    pub(crate) fn of(&self, gram: u64) -> f64 {
        self.by_gram.get(&gram).copied().unwrap_or(1.0)
    }

    /// The weight of all grams.
    pub(crate) fn sum(&self, grams: &[u64]) -> f64 {
        grams.iter().map(|&gram| self.of(gram)).sum()
    }

    /// The weight of the grams that both hold.
    pub(crate) fn shared(&self, a: &[u64], b: &[u64]) -> f64 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += self.of(a[i]);
                    i += 1;
                    j += 1;
                }
            }
        }
        sum
    }

    /// Similarity, 0 to 1.
    pub(crate) fn dice(&self, a: &[u64], b: &[u64]) -> f64 {
        let whole = self.sum(a) + self.sum(b);
        if whole > 0.0 {
            2.0 * self.shared(a, b) / whole
        } else {
            0.0
        }
    }
}
