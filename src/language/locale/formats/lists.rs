//! Lists in a sentence, and names in the order of a dictionary.

use super::Formats;
use icu::list::{ListFormatter, options::ListFormatterOptions};
use std::cmp::Ordering;

/// How the parts of a list belong together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ListStyle {
    /// "A, B and C"
    #[default]
    And,
    /// "A, B or C"
    Or,
    /// "A, B, C", as of measures: "3 feet, 7 inches".
    Unit,
}

impl ListStyle {
    /// The names of all styles.
    pub const NAMES: [&'static str; 3] = ["and", "or", "unit"];

    /// The style with a name.
    pub fn parse(name: &str) -> Option<ListStyle> {
        let styles = [ListStyle::And, ListStyle::Or, ListStyle::Unit];
        ListStyle::NAMES.iter().zip(styles).find(|(known, _)| **known == name).map(|(_, style)| style)
    }
}

impl Formats {
    /// "A, B and C".
    pub fn list(&self, items: &[String], style: ListStyle) -> String {
        let formatter = self.lists.get(style, |style| {
            let (locale, options) = ((&self.locale).into(), ListFormatterOptions::default());
            match style {
                ListStyle::And => ListFormatter::try_new_and(locale, options).ok(),
                ListStyle::Or => ListFormatter::try_new_or(locale, options).ok(),
                ListStyle::Unit => ListFormatter::try_new_unit(locale, options).ok(),
            }
        });
        match formatter {
            Some(formatter) => formatter.format_to_string(items.iter()),
            None => items.join(", "),
        }
    }

    /// Which of two names comes first in an index.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let make = || icu::collator::Collator::try_new((&self.locale).into(), Default::default()).ok();
        match self.collator.get_or_init(make) {
            Some(collator) => collator.compare(a, b).then_with(|| a.cmp(b)),
            None => a.cmp(b),
        }
    }
}
