//! Numbers, percentages and amounts of money.

use super::cache::Cache;
use super::digits::{Digits, decimal, exact, round};
use super::pieces::{Piece, join, pieces};
use crate::language::LanguageTag;
use fixed_decimal::{Decimal, Sign};
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::decimal::{CompactDecimalFormatter, DecimalFormatter, parts};
use icu::experimental::dimension::currency::{CurrencyType, formatter::CurrencyFormatter};
use icu::experimental::dimension::percent::formatter::PercentFormatter;
use icu::locale::Locale;

/// What a number counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberStyle {
    /// Things: `1 234,5`
    #[default]
    Decimal,
    /// Parts of a whole: 0.42 is `42 %`.
    Percent,
    /// Money: `1 234,50 €`
    Currency(Currency, CurrencyDisplay),
    /// Things, roughly: `1,2 k` or `1,2 millier`.
    Compact(Compact),
}

/// A currency by its code in ISO 4217, `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(CurrencyType);

impl Currency {
    /// Reads a code of three letters.
    pub fn parse(code: &str) -> Option<Currency> {
        let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        is_code.then(|| CurrencyType::try_from_str(code).ok().map(Currency)).flatten()
    }
}

/// What a currency is called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CurrencyDisplay {
    /// `€`; `$US` where a dollar alone would be another country's.
    #[default]
    Symbol,
    /// `$`, whosoever's it is.
    NarrowSymbol,
    /// `EUR`
    Code,
    /// `euros`
    Name,
}

/// How a rough number is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Compact {
    /// `1,2 M`
    #[default]
    Short,
    /// `1,2 million`
    Long,
}

/// Whether long numbers are divided into groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grouping {
    /// As the language does.
    #[default]
    Language,
    /// Not at all.
    None,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumberOptions {
    /// What it counts.
    pub style: NumberStyle,
    /// How many digits it has.
    pub digits: Digits,
    /// Whether it is divided into groups.
    pub grouping: Grouping,
}

/// The number formatters of one language.
pub(in crate::language::locale) struct Numbers {
    locale: Locale,
    decimals: Cache<Grouping, DecimalFormatter>,
    percents: Cache<Grouping, PercentFormatter<DecimalFormatter>>,
    currencies: Cache<(Currency, CurrencyDisplay), CurrencyFormatter<DecimalFormatter>>,
    compacts: Cache<Compact, CompactDecimalFormatter>,
}

/// Digits after the decimal sign: of a number, of a percentage.
pub(super) const FRACTION: (u8, u8) = (0, 3);
const FRACTION_OF_PERCENT: (u8, u8) = (0, 0);

impl Numbers {
    pub fn new(tag: &LanguageTag) -> Numbers {
        Numbers {
            locale: tag.icu(),
            decimals: Cache::default(),
            percents: Cache::default(),
            currencies: Cache::default(),
            compacts: Cache::default(),
        }
    }

    /// A number with the language's digits and signs. What is no number (infinity) is printed as it is.
    pub fn format(&self, value: f64, options: &NumberOptions) -> String {
        let text = match options.style {
            NumberStyle::Decimal => self.decimal(value, options),
            NumberStyle::Percent => self.percent(value, options),
            NumberStyle::Currency(currency, display) => self.money(value, currency, display, options),
            NumberStyle::Compact(compact) => self.compact(value, compact),
        };
        text.unwrap_or_else(|| value.to_string())
    }

    fn decimal(&self, value: f64, options: &NumberOptions) -> Option<String> {
        let formatter = self.decimals.get(options.grouping, |grouping| self.decimal_formatter(*grouping))?;
        Some(formatter.format(&decimal(value, &options.digits, FRACTION)?).to_string())
    }

    fn percent(&self, value: f64, options: &NumberOptions) -> Option<String> {
        let formatter = self.percents.get(options.grouping, |grouping| {
            let decimals = self.decimal_formatter(*grouping)?;
            PercentFormatter::try_new_with_decimal_formatter((&self.locale).into(), decimals, Default::default()).ok()
        })?;
        let mut decimal = exact(value)?;
        // In decimal digits: 0.57 times 100 is 56.99999999999999 as a double.
        decimal.absolute.multiply_pow10(2);
        decimal.absolute.trim_start();
        round(&mut decimal, &options.digits, FRACTION_OF_PERCENT);
        Some(formatter.format(&decimal).to_string())
    }

    fn money(
        &self,
        value: f64,
        currency: Currency,
        display: CurrencyDisplay,
        options: &NumberOptions,
    ) -> Option<String> {
        let formatter = self.currencies.get((currency, display), |(currency, display)| {
            let locale = (&self.locale).into();
            match display {
                CurrencyDisplay::Symbol => {
                    CurrencyFormatter::try_new_symbol(locale, currency.0, Default::default()).ok()
                }
                CurrencyDisplay::NarrowSymbol => {
                    CurrencyFormatter::try_new_symbol_narrow(locale, currency.0, Default::default()).ok()
                }
                CurrencyDisplay::Code => CurrencyFormatter::try_new_code(locale, currency.0, Default::default()).ok(),
                CurrencyDisplay::Name => CurrencyFormatter::try_new_name(locale, currency.0).ok(),
            }
        })?;
        let number = exact(value)?;
        let formatted = formatter.format_fixed_decimal(&number);
        if options.digits.is_default() && options.grouping == Grouping::Language {
            return Some(formatted.to_string());
        }
        // ICU4X 2.4 writes an amount with the digits of its currency and no others: the amount is replaced.
        let mut pieces = pieces(&formatted);
        let usual = pieces.iter().filter(|piece| piece.is(parts::FRACTION)).map(|piece| piece.text.chars().count());
        let usual = u8::try_from(usual.sum::<usize>()).unwrap_or(2);
        let mut amount = number.clone();
        round(&mut amount, &options.digits, (usual, usual));
        let amount = Decimal::new(Sign::None, amount.absolute);
        let decimals = self.decimals.get(options.grouping, |grouping| self.decimal_formatter(*grouping))?;
        replace_amount(&mut pieces, decimals.format(&amount).to_string());
        Some(join(&pieces))
    }

    fn compact(&self, value: f64, compact: Compact) -> Option<String> {
        let formatter = self.compacts.get(compact, |compact| {
            let locale = (&self.locale).into();
            match compact {
                Compact::Short => CompactDecimalFormatter::try_new_short(locale, Default::default()).ok(),
                Compact::Long => CompactDecimalFormatter::try_new_long(locale, Default::default()).ok(),
            }
        })?;
        Some(formatter.format(&exact(value)?).to_string())
    }

    fn decimal_formatter(&self, grouping: Grouping) -> Option<DecimalFormatter> {
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(match grouping {
            Grouping::Language => GroupingStrategy::Auto,
            Grouping::None => GroupingStrategy::Never,
        });
        DecimalFormatter::try_new((&self.locale).into(), options).ok()
    }
}

/// Puts an amount in the place of the digits, groups and decimal sign of another.
fn replace_amount(pieces: &mut [Piece], amount: String) {
    let is_amount =
        |piece: &Piece| [parts::INTEGER, parts::GROUP, parts::DECIMAL, parts::FRACTION].iter().any(|p| piece.is(*p));
    let mut amount = Some(amount);
    for piece in pieces.iter_mut().filter(|piece| is_amount(piece)) {
        piece.text = amount.take().unwrap_or_default();
    }
}

impl intl_memoizer::Memoizable for Numbers {
    type Args = ();
    type Error = ();

    /// The numbers of Fluent's messages: Fluent hands its formatter a language and nothing else.
    fn construct(language: unic_langid::LanguageIdentifier, (): ()) -> Result<Self, ()> {
        LanguageTag::parse(&language.to_string()).map(|tag| Numbers::new(&tag)).ok_or(())
    }
}
