//! How many digits of a number are written, by the rules of ECMA-402.

use fixed_decimal::{Decimal, SignedRoundingMode, UnsignedRoundingMode};

/// How many digits are written. What is not said follows from the rest, or from the style of the number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Digits {
    /// Before the decimal sign, filled up with zeros.
    pub minimum_integer: Option<u8>,
    /// After the decimal sign, filled up with zeros.
    pub minimum_fraction: Option<u8>,
    /// After the decimal sign; the rest is rounded, halves away from zero.
    pub maximum_fraction: Option<u8>,
    /// From the first digit that is no zero; where it is said, the digits of the fraction do not matter.
    pub minimum_significant: Option<u8>,
    /// From the first digit that is no zero.
    pub maximum_significant: Option<u8>,
}

impl Digits {
    /// Whether nothing is asked for.
    pub fn is_default(&self) -> bool {
        *self == Digits::default()
    }
}

/// Significant digits where none are asked for: more than a double has.
const ALL_SIGNIFICANT: u8 = 21;

/// A number as it is written. `fraction` is the least and the most digits after the decimal sign where nothing is said.
pub(super) fn decimal(value: f64, digits: &Digits, fraction: (u8, u8)) -> Option<Decimal> {
    let mut decimal = exact(value)?;
    round(&mut decimal, digits, fraction);
    Some(decimal)
}

/// A number as exactly as it is printed; none for what is no number.
pub(super) fn exact(value: f64) -> Option<Decimal> {
    Decimal::try_from_str(&value.to_string()).ok()
}

pub(super) fn round(decimal: &mut Decimal, digits: &Digits, (least, most): (u8, u8)) {
    let (first, last) = if digits.minimum_significant.is_some() || digits.maximum_significant.is_some() {
        let least = digits.minimum_significant.unwrap_or(1).max(1);
        let most = digits.maximum_significant.unwrap_or(ALL_SIGNIFICANT).max(least);
        let start = decimal.absolute.nonzero_magnitude_start();
        (start - i16::from(most) + 1, start - i16::from(least) + 1)
    } else {
        let (least, most) = match (digits.minimum_fraction, digits.maximum_fraction) {
            (None, None) => (least, most),
            (Some(minimum), None) => (minimum, most.max(minimum)),
            (None, Some(maximum)) => (least.min(maximum), maximum),
            (Some(minimum), Some(maximum)) => (minimum.min(maximum), maximum),
        };
        (-i16::from(most), -i16::from(least))
    };
    decimal.round_with_mode(first, SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
    decimal.absolute.trim_end();
    decimal.absolute.pad_end(last.min(0));
    if let Some(minimum) = digits.minimum_integer {
        decimal.absolute.pad_start(i16::from(minimum));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64, digits: Digits) -> String {
        decimal(value, &digits, (0, 3)).unwrap().to_string()
    }

    #[test]
    fn digits_are_counted_as_ecma_402_counts_them() {
        let none = Digits::default();
        assert_eq!(written(1234.56789, none), "1234.568");
        assert_eq!(written(0.0005, none), "0.001");
        assert_eq!(written(2.5, Digits { maximum_fraction: Some(0), ..none }), "3");
        assert_eq!(written(-2.5, Digits { maximum_fraction: Some(0), ..none }), "-3");
        assert_eq!(written(2.0, Digits { minimum_fraction: Some(2), ..none }), "2.00");
        assert_eq!(written(5.0, Digits { minimum_integer: Some(2), ..none }), "05");
        assert_eq!(written(123456.0, Digits { maximum_significant: Some(3), ..none }), "123000");
        assert_eq!(written(0.0012345, Digits { maximum_significant: Some(2), ..none }), "0.0012");
        assert_eq!(written(1.5, Digits { minimum_significant: Some(4), ..none }), "1.500");
        assert_eq!(written(9.99, Digits { maximum_significant: Some(2), ..none }), "10");
        assert!(decimal(f64::NAN, &none, (0, 3)).is_none());
    }
}
