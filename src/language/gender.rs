//! The grammatical gender by which a message chooses its words.

use schemars::JsonSchema;
use serde::Deserialize;

/// A gender, by CLDR's names. Nothing is guessed: it is what somebody has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// `l’autrice`, `первая`
    Feminine,
    /// `l’auteur`, `первый`
    Masculine,
    /// `первое`; of people, whoever wants neither of the other two.
    Neutral,
}

impl Gender {
    /// The names of all genders.
    pub const NAMES: [&'static str; 3] = ["feminine", "masculine", "neutral"];

    /// The gender with a name.
    pub fn parse(name: &str) -> Option<Gender> {
        let genders = [Gender::Feminine, Gender::Masculine, Gender::Neutral];
        Gender::NAMES.iter().zip(genders).find(|(known, _)| **known == name).map(|(_, gender)| gender)
    }

    /// The name of a gender as messages get it: `other` where there is none.
    pub fn name(gender: Option<Gender>) -> &'static str {
        gender.map_or("other", Gender::as_str)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        Gender::NAMES[self as usize]
    }

    /// The gender of several people: that which all have; none where they differ, or one is not known.
    pub fn of_all(genders: impl IntoIterator<Item = Option<Gender>>) -> Option<Gender> {
        let mut genders = genders.into_iter();
        let first = genders.next()??;
        genders.all(|gender| gender == Some(first)).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::Gender::{Feminine, Masculine};
    use super::*;

    #[test]
    fn several_have_a_gender_where_all_have_the_same() {
        assert_eq!(Gender::of_all([Some(Feminine), Some(Feminine)]), Some(Feminine));
        assert_eq!(Gender::of_all([Some(Feminine), Some(Masculine)]), None);
        assert_eq!(Gender::of_all([Some(Feminine), None]), None);
        assert_eq!(Gender::of_all([]), None);
    }

    #[test]
    fn a_gender_has_the_name_that_it_is_read_by() {
        for name in Gender::NAMES {
            assert_eq!(Gender::parse(name).map(Gender::as_str), Some(name));
        }
        assert_eq!(Gender::parse("female"), None);
    }
}
