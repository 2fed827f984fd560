//! Terms: which tags and sections have no name in a language that has articles of them.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::text::{and_others, counted};
use crate::language::{LanguageId, near_twins};
use crate::site::{NameSource, Site, TaxonomyKind, Term, place_of_term};
use std::cmp::Reverse;

/// Terms of a language that a report names.
const MOST_NAMED: usize = 8;

/// Whether a language has articles of a term and no name for it.
///
/// In a site of one language what articles write is the name; and what has no letters is the same in all languages.
pub fn lacks_name(site: &Site, term: &Term, language: LanguageId) -> bool {
    let label = &term.labels[language.0];
    site.locales.ids().count() > 1
        && label.source == NameSource::Elsewhere
        && !term.articles[language.0].is_empty()
        && label.name.chars().any(char::is_alphabetic)
}

/// One report for all tags without a name, and one for sections. Those that lack a message alone are told of with the other
/// messages: no file says what they are called.
pub fn unnamed(site: &Site) -> Diagnostics {
    let has_file = |term: &Term| term.labels.iter().any(|label| label.source == NameSource::File);
    let of = |kind: TaxonomyKind| {
        let terms = site.taxonomy(kind).terms.iter().enumerate();
        let mut terms: Vec<(usize, &Term)> =
            terms.filter(|(_, term)| kind != TaxonomyKind::Section || has_file(term)).collect();
        terms.retain(|(_, term)| site.locales.ids().any(|language| lacks_name(site, term, language)));
        report(site, kind, &mut terms)
    };
    Diagnostics(TaxonomyKind::NAMED.into_iter().filter_map(of).collect())
}

fn report(site: &Site, kind: TaxonomyKind, terms: &mut [(usize, &Term)]) -> Option<Diagnostic> {
    // Those that stand on the most pages first.
    let count = |term: &Term| term.articles.iter().map(Vec::len).sum::<usize>();
    terms.sort_by_key(|(_, term)| (Reverse(count(term)), &term.id));
    let (first, term) = terms.first()?;
    let mut languages = Vec::new();
    let mut lists = Vec::new();
    for language in site.locales.ids() {
        let lacking: Vec<&str> = terms
            .iter()
            .filter(|(_, term)| lacks_name(site, term, language))
            .map(|(_, term)| term.id.as_str())
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let tag = site.locales.get(language).tag.as_str();
        let named: Vec<String> = lacking.iter().take(MOST_NAMED).map(|id| format!("`{id}`")).collect();
        let more = and_others(lacking.len() - named.len(), kind.word());
        lists.push(format!("{tag}: {} without a name: {}{more}", lacking.len(), named.join(", ")));
        languages.push(format!("`{tag}`"));
    }
    let is_named = |(_, term): &(usize, &Term)| term.labels.iter().any(|l| l.source != NameSource::Elsewhere);
    let languages = if terms.iter().any(is_named) { languages.join(", ") } else { "any language".to_owned() };
    let message = match terms.len() {
        1 => format!("the {} `{}` has no name in {languages}", kind.word(), term.id),
        n => format!("{} have no name in {languages}", counted(n, kind.word())),
    };
    let mut problem = Diagnostic::warning(Code::MissingMessage, message);
    problem.place = place_of_term(site, kind, *first);
    if terms.len() > 1 {
        problem = lists.into_iter().fold(problem, Diagnostic::hint);
    }
    problem = slips(site, kind, terms).into_iter().fold(problem, Diagnostic::hint);
    let tag = site.locales.ids().find(|language| lacks_name(site, term, *language));
    let tag = tag.map_or("", |language| site.locales.get(language).tag.as_str());
    let folder = kind.folder();
    let problem = problem.hint(format!("write `name: …` into content/{folder}/{}.{tag}.md", term.id));
    Some(match kind {
        TaxonomyKind::Tag => problem.hint("`dateline tags` lists them; with --write it makes a file for each"),
        _ => problem,
    })
}

/// Slips that a report names.
const MOST_SLIPS: usize = 5;

/// Terms without a name that may be another one, misspelt: a name would not help them.
fn slips(site: &Site, kind: TaxonomyKind, lacking: &[(usize, &Term)]) -> Option<String> {
    let terms = &site.taxonomy(kind).terms;
    let ids: Vec<&str> = terms.iter().map(|term| term.id.as_str()).collect();
    let near = near_twins(&ids);
    let count = |term: &Term| term.articles.iter().map(Vec::len).sum::<usize>();
    let slip = |(i, term): &(usize, &Term)| {
        let other = near[*i].iter().map(|twin| &terms[*twin]).max_by_key(|twin| (count(twin), Reverse(&twin.id)))?;
        (count(other) >= count(term)).then(|| format!("`{}` for `{}`", term.id, other.id))
    };
    let slips: Vec<String> = lacking.iter().filter_map(slip).take(MOST_SLIPS).collect();
    (!slips.is_empty()).then(|| format!("slips, perhaps: {}", slips.join(", ")))
}
