//! What pages are called, in the words of a language.

use crate::language::locale::{DateStyle, capitalize};
use crate::language::{LanguageId, Moment};
use crate::plan::Period;
use crate::site::{Site, address};

/// A word of the locale.
pub(super) fn word(site: &Site, language: LanguageId, key: &str) -> Option<String> {
    site.locales.message(language, key, None).map(|text| text.into_owned())
}

/// What the archive, or a part of it, is called.
pub(super) fn archive_title(site: &Site, language: LanguageId, period: Period) -> String {
    let locale = site.locales.get(language);
    match period {
        Period::All => word(site, language, "archive").unwrap_or_default(),
        Period::Year(year) => match first_day(site, year, 1) {
            Some(day) => locale.date(&day, DateStyle::Year),
            None => year.to_string(),
        },
        Period::Month(year, month) => match first_day(site, year, month) {
            // A month is a word like any other in most languages; at the head of a page it begins with a capital letter.
            Some(day) => capitalize(&locale.date(&day, DateStyle::Month), &locale.tag),
            None => format!("{year}-{month:02}"),
        },
    }
}

/// A text of the site in a language: the message of the locale, or what `site.yaml` says.
pub(super) fn site_text(site: &Site, language: LanguageId, key: &str) -> Option<String> {
    let own = site.locales.own_message(language, key).map(str::to_owned);
    let tag = site.locales.get(language).tag.as_str();
    let configured = if key == "site-title" { &site.config.title } else { &site.config.description };
    let default = || site.locales.ids().next().and_then(|first| configured.get(site.locales.get(first).tag.as_str()));
    let text = own.or_else(|| configured.get(tag).or_else(default).map(str::to_owned))?;
    Some(site.locales.typography(language, None).set(&text).into_owned())
}

/// The first day of a month, where the site is.
pub(super) fn first_day(site: &Site, year: i16, month: i8) -> Option<Moment> {
    let day = jiff::civil::Date::new(year, month, 1).ok()?;
    let midnight = day.to_datetime(jiff::civil::Time::midnight());
    Some(Moment::new(site.config.time_zone.to_timestamp(midnight).ok()?, &site.config.time_zone))
}

/// The path of the home page of a language.
pub(super) fn home(site: &Site, language: LanguageId) -> String {
    site.href(&address::home(&site.config, language))
}
