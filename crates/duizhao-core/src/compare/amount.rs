//! The algebra of amounts: any two are lower, higher, the same, or not comparable.
//!
//! ```text
//! 100% → 80%       lower
//! ＞96% → ≥96%     lower, by the bound only
//! 10家 → 3家       not comparable between places of different levels
//! ```

use rust_decimal::Decimal;

use crate::lexicon::Comparable;
use crate::model::{AdminLevel, Comparator, Quantity};

/// How one amount stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Asks for the same.
    Same,
    /// The second asks for less; slight where only the bound is looser (＞96 → ≥96).
    Lower { slight: bool },
    /// The second asks for more.
    Higher { slight: bool },
    /// Another measure, or counts of places of different size.
    NotComparable,
}

/// What two plans' amounts are held against each other by.
#[derive(Clone, Copy)]
pub(crate) struct Scale<'a> {
    measures: &'a Comparable,
    /// True where the plans are of places of different levels.
    levels_differ: bool,
}

impl<'a> Scale<'a> {
    pub(crate) fn of(
        measures: &'a Comparable,
        a: Option<AdminLevel>,
        b: Option<AdminLevel>,
    ) -> Self {
        let levels_differ = matches!((a, b), (Some(a), Some(b)) if a != b);
        Scale {
            measures,
            levels_differ,
        }
    }

    /// The same, with places taken to be of one level.
    fn level(self) -> Self {
        Scale {
            levels_differ: false,
            ..self
        }
    }

    /// True for two words of one measure.
    pub(crate) fn same_measure(self, a: &str, b: &str) -> bool {
        self.measures.measure(a) == self.measures.measure(b)
    }
}

/// An amount as the algebra needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) quantity: Quantity,
    pub(crate) comparator: Comparator,
    /// It recurs or is per something: 每年, 每县.
    pub(crate) each: bool,
}

/// Compares two amounts of the same thing.
pub(crate) fn compare_amounts(a: &Amount, b: &Amount, scale: Scale<'_>) -> Verdict {
    if !scale.same_measure(&a.quantity.unit, &b.quantity.unit) {
        return Verdict::NotComparable;
    }
    let count = scale
        .measures
        .is_count(scale.measures.measure(&a.quantity.unit));
    let (x, y) = (a.quantity.value, b.quantity.value);
    let one = |value: Decimal| value <= Decimal::ONE;
    let per_place = a.each || b.each || (one(x) && one(y));
    if x != y && scale.levels_differ && count && !per_place {
        return Verdict::NotComparable;
    }
    let at_most = |c: Comparator| matches!(c, Comparator::AtMost | Comparator::Less);
    let less_is_better = at_most(a.comparator) || at_most(b.comparator);
    let strict = |c: Comparator| matches!(c, Comparator::Greater | Comparator::Less);
    match (y.cmp(&x), less_is_better) {
        (std::cmp::Ordering::Less, false) | (std::cmp::Ordering::Greater, true) => {
            Verdict::Lower { slight: false }
        }
        (std::cmp::Ordering::Greater, false) | (std::cmp::Ordering::Less, true) => {
            Verdict::Higher { slight: false }
        }
        _ => match (strict(a.comparator), strict(b.comparator)) {
            (true, false) => Verdict::Lower { slight: true },
            (false, true) => Verdict::Higher { slight: true },
            _ => Verdict::Same,
        },
    }
}

/// How an amount stands to another, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AmountMove {
    Same,
    Lower,
    Higher,
    Incomparable,
}

/// Compares two amounts of the same thing, slight differences counted.
pub(crate) fn compare_amounts_of(a: &Amount, b: &Amount, scale: Scale<'_>) -> AmountMove {
    match compare_amounts(a, b, scale) {
        Verdict::Same => AmountMove::Same,
        Verdict::Lower { .. } => AmountMove::Lower,
        Verdict::Higher { .. } => AmountMove::Higher,
        Verdict::NotComparable => AmountMove::Incomparable,
    }
}

/// True where both ask for the same, whatever the levels.
pub(crate) fn ask_for_the_same(a: &Amount, b: &Amount, scale: Scale<'_>) -> bool {
    compare_amounts(a, b, scale.level()) == Verdict::Same
}

/// An amount in short: ≥99%.
pub(crate) fn show_amount(amount: &Amount) -> String {
    let sign = match amount.comparator {
        Comparator::Equal => "",
        Comparator::AtLeast => "≥",
        Comparator::Greater => "＞",
        Comparator::AtMost => "≤",
        Comparator::Less => "＜",
    };
    format!(
        "{sign}{}{}",
        amount.quantity.value.normalize(),
        amount.quantity.unit
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: i64, unit: &str, comparator: Comparator) -> Amount {
        let quantity = Quantity {
            value: Decimal::from(value),
            unit: unit.to_owned(),
        };
        Amount {
            quantity,
            comparator,
            each: false,
        }
    }

    #[track_caller]
    fn check(a: (i64, &str, Comparator), b: (i64, &str, Comparator), differ: bool, is: Verdict) {
        let (a, b) = (amount(a.0, a.1, a.2), amount(b.0, b.1, b.2));
        let lexicon = crate::Lexicon::builtin();
        let below = if differ {
            AdminLevel::County
        } else {
            AdminLevel::City
        };
        let levels = Scale::of(lexicon.comparable(), Some(AdminLevel::City), Some(below));
        assert_eq!(
            compare_amounts(&a, &b, levels),
            is,
            "{} {}",
            show_amount(&a),
            show_amount(&b)
        );
    }

    #[test]
    fn rates_are_lowered_at_any_level() {
        use Comparator::{AtLeast, AtMost, Equal, Greater};
        let lower = Verdict::Lower { slight: false };
        check((100, "%", Equal), (80, "%", AtLeast), true, lower);
        check(
            (96, "%", Greater),
            (96, "%", AtLeast),
            false,
            Verdict::Lower { slight: true },
        );
        check(
            (100, "%", Equal),
            (100, "％", AtLeast),
            false,
            Verdict::Same,
        );
        check((15, "年", Equal), (12, "年", Equal), true, lower);
        check((5, "%", AtMost), (8, "%", AtMost), false, lower);
    }

    #[test]
    fn counts_shrink_with_the_level() {
        use Comparator::{AtLeast, Equal};
        check(
            (10, "家", Equal),
            (3, "家", Equal),
            true,
            Verdict::NotComparable,
        );
        check(
            (10, "家", Equal),
            (3, "所", Equal),
            false,
            Verdict::Lower { slight: false },
        );
        check((1, "名", AtLeast), (1, "人", AtLeast), true, Verdict::Same);
        check(
            (50, "%", Equal),
            (50, "人", Equal),
            false,
            Verdict::NotComparable,
        );
    }
}
