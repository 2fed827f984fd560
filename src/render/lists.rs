//! Lists of articles: the home page, pagination, the archive, the indices.

use super::dossiers;
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::plan::{Period, list_addresses};
use crate::render::cards::{cards, optional_card};
use crate::render::press::Press;
use crate::render::terms::section;
use crate::render::titles::first_day;
use crate::site::{ArticleId, Site, Taxonomy};
use crate::templates::{Context, Value, list, none, object, optional, text};
use std::collections::HashSet;

/// Secondary stories at the top of the home page.
const TOP: usize = 4;
/// Stories in the front of each section on the home page.
const FRONT: usize = 4;
/// Dossiers on the home page.
const DOSSIERS: usize = 3;
/// Stories in the list of the latest.
const LATEST: usize = 10;

/// The home page: the newest featured article leads, other featured ones and then the newest stand beside it.
pub(super) fn home(press: &Press, language: LanguageId, context: &mut Context) {
    let site = &*press.site;
    let latest = &site.latest[language.0];
    let featured = latest.iter().copied().filter(|id| site.article(*id).featured);
    let mut order: Vec<ArticleId> = featured.take(TOP + 1).collect();
    for id in latest.iter().take(2 * TOP + 2) {
        if order.len() <= TOP && !order.contains(id) {
            order.push(*id);
        }
    }
    let mut shown: HashSet<ArticleId> = order.iter().copied().collect();
    context.insert_value("lead", optional_card(press, order.first().copied()));
    context.insert_value("top", cards(press, order.iter().skip(1)));
    let newest: Vec<ArticleId> = latest.iter().copied().filter(|id| !shown.contains(id)).take(LATEST).collect();
    let mut fronts = Vec::new();
    for (i, term) in site.sections.terms.iter().enumerate() {
        let front: Vec<ArticleId> =
            term.articles[language.0].iter().copied().filter(|id| !shown.contains(id)).take(FRONT).collect();
        if !front.is_empty() {
            shown.extend(front.iter().copied());
            fronts.push(object([("section", section(press, i, language)), ("articles", cards(press, &front))]));
        }
    }
    context.insert_value("latest", cards(press, &newest));
    context.insert_value("fronts", list(fronts));
    context.insert_value("dossiers", dossiers::entries(press, language, DOSSIERS));
}

/// Where a list goes on. Of many pages the first, the last and the neighbours are linked, with gaps between.
pub(super) fn pagination(site: &Site, total: usize, first: &OutputPath, page: usize) -> Value {
    let pages = list_addresses::pages(total, site.config.paginate);
    let url = |n: usize| site.href(&list_addresses::page_of_list(first, n));
    let mut links = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(page) <= 2) {
        if number > last + 1 {
            links.push(object([("number", none()), ("url", none()), ("current", Value::from(false))]));
        }
        links.push(object([
            ("number", Value::from(number)),
            ("url", text(&url(number))),
            ("current", Value::from(number == page)),
        ]));
        last = number;
    }
    object([
        ("page", Value::from(page)),
        ("pages", Value::from(pages)),
        ("total", Value::from(total)),
        ("previous", optional((page > 1).then(|| url(page - 1)).as_deref())),
        ("next", optional((page < pages).then(|| url(page + 1)).as_deref())),
        ("links", list(links)),
    ])
}

/// The articles of a month; a year and the whole archive list months instead.
pub(super) fn of_period(site: &Site, language: LanguageId, period: Period) -> &[ArticleId] {
    match period {
        Period::Month(year, month) => site.months[language.0].get(&(year, month)).map_or(&[], Vec::as_slice),
        Period::All | Period::Year(_) => &[],
    }
}

/// The years and months of the archive, the newest first.
pub(super) fn archive(site: &Site, language: LanguageId, period: Period) -> Value {
    let (year, month) = match period {
        Period::All => (None, None),
        Period::Year(year) => (Some(year), None),
        Period::Month(year, month) => (Some(year), Some(month)),
    };
    let url = |period| text(&site.href(&list_addresses::archive(site, language, period)));
    let mut years: Vec<(i16, usize, Vec<Value>)> = Vec::new();
    for ((y, m), count) in list_addresses::months(site, language).rev() {
        if year.is_some_and(|wanted| wanted != y) {
            continue;
        }
        if years.last().is_none_or(|(last, ..)| *last != y) {
            years.push((y, 0, Vec::new()));
        }
        if let Some((_, total, months)) = years.last_mut() {
            *total += count;
            let day = first_day(site, y, m).map(|day| day.rfc3339());
            months.push(object([
                ("month", Value::from(i64::from(m))),
                ("date", optional(day.as_deref())),
                ("url", url(Period::Month(y, m))),
                ("count", Value::from(count)),
            ]));
        }
    }
    let years = years.into_iter().map(|(y, total, months)| {
        let day = first_day(site, y, 1).map(|day| day.rfc3339());
        object([
            ("year", Value::from(i64::from(y))),
            ("date", optional(day.as_deref())),
            ("url", url(Period::Year(y))),
            ("count", Value::from(total)),
            ("months", list(months)),
        ])
    });
    object([
        ("year", year.map_or_else(none, |y| Value::from(i64::from(y)))),
        ("month", month.map_or_else(none, |m| Value::from(i64::from(m)))),
        ("years", list(years.collect())),
    ])
}

/// The terms that a language uses, sorted as the language sorts.
pub(super) fn sorted_terms(
    site: &Site,
    taxonomy: &Taxonomy,
    language: LanguageId,
    value: impl Fn(usize) -> Value,
) -> Value {
    let mut used: Vec<usize> =
        (0..taxonomy.terms.len()).filter(|i| !taxonomy.terms[*i].articles[language.0].is_empty()).collect();
    let name = |i: usize| taxonomy.terms[i].labels[language.0].name.as_str();
    let formats = &site.locales.get(language).formats;
    used.sort_by(|a, b| formats.compare(name(*a), name(*b)));
    list(used.into_iter().map(value).collect())
}
