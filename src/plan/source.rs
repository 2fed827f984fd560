//! What a route comes from, in words.

use super::route::{Destination, Route, Subject};
use crate::site::{Site, Taxonomy};

/// The file, or in words the list, that a route comes from.
pub fn source(site: &Site, route: &Route) -> String {
    let term = |kind: &str, taxonomy: &Taxonomy, i: usize| format!("the {kind} `{}`", taxonomy.terms[i].id);
    match route.subject {
        Subject::Article(id) => site.article(id).document.path.clone(),
        Subject::Fallback(id) => {
            let language = route.language.map_or("", |language| site.locales.get(language).tag.as_str());
            format!("the page that shows {} in `{language}`", site.article(id).document.path)
        }
        Subject::Redirect(Destination::Article(id)) => format!("an alias in {}", site.article(id).document.path),
        Subject::Redirect(Destination::Moved(i)) => format!("`{}` under `moved`", site.config.moved[i].written),
        Subject::Section(i, _) => term("section", &site.sections, i),
        Subject::Tag(i, _) => term("tag", &site.tags, i),
        Subject::Author(i, _) => term("author", &site.authors, i),
        Subject::Media(id) => site.media.get(id).source.path.clone(),
        Subject::Static(i) => site.statics.files[i].1.path.clone(),
        Subject::Home => "the home page".to_owned(),
        Subject::Archive(..) => "the archive".to_owned(),
        Subject::Dossier(i, _) => term("dossier", &site.dossiers, i),
        Subject::Dossiers => "the index of dossiers".to_owned(),
        Subject::Corrections(_) => "the list of corrections".to_owned(),
        Subject::Tags => "the index of tags".to_owned(),
        Subject::Authors => "the index of authors".to_owned(),
        Subject::NotFound => "the page for missing addresses".to_owned(),
        Subject::Chooser => "the choice of language".to_owned(),
        Subject::Feed(..) => "a feed".to_owned(),
        Subject::Podcast => "the podcast".to_owned(),
        Subject::Sitemap(_) | Subject::SitemapIndex | Subject::NewsSitemap => "the sitemap".to_owned(),
        Subject::Addresses => "the record of addresses".to_owned(),
        Subject::Robots => "robots.txt".to_owned(),
        Subject::Host(file) => file.path().to_owned(),
        Subject::Icon(icon) => icon.path().to_owned(),
        Subject::Manifest => "the web app manifest".to_owned(),
        Subject::SearchDescription => "the description of the search".to_owned(),
    }
}
