//! The last look before publication: whether a page gives away a text that is not public.
//!
//! What is not public is not in [`Site::articles`], so that no stage can show it. A template can still have its title
//! written out by hand, or a later change of this program can be wrong. So every page that has been rendered is
//! searched for what would betray a hidden text ([`clues`], [`search`]). Whether a clue is public for another reason (a
//! public article has the same title) is asked only of one that was found.

mod clues;
mod search;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::media::MediaId;
use crate::path::{OutputPath, encode_path};
use crate::plan::{Destination, Route, Subject, feeds};
use crate::render::found::Derivatives;
use crate::render::{self, Press, shown};
use crate::site::{ArticleId, Concealed, Hidden, Site};
use crate::timings::{Work, begin};
use clues::{Clue, Kind};
use search::Search;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

/// Pages that tell which letters are rare on this site.
const SAMPLE: usize = 8;

/// What would betray the hidden texts of a site, ready for search, and what has been found.
pub struct Audit<'a> {
    press: &'a Press,
    site: &'a Site,
    clues: Vec<Clue>,
    search: Search,
    /// Whether public texts say the same as a clue, or an address does, once it has been found somewhere.
    is_public: Vec<OnceLock<bool>>,
    /// The public texts with nothing but letters and digits, once a clue has been found.
    public: OnceLock<Vec<String>>,
    /// Where something of a hidden text was found: by file, its clues.
    found: Mutex<BTreeMap<(usize, Kind), BTreeMap<OutputPath, Finding>>>,
}

/// The first file in which something was found: its path, its template, and what it was.
type First = (OutputPath, Option<&'static str>, usize);

/// What was found in a file.
struct Finding {
    template: Option<&'static str>,
    clues: Vec<usize>,
}

impl<'a> Audit<'a> {
    /// Prepares the search; none where everything is public.
    pub fn new(press: &'a Press) -> Option<Audit<'a>> {
        let site = &*press.site;
        let clues = clues::of(press);
        if clues.is_empty() {
            return None;
        }
        let texts: Vec<&[u8]> = clues.iter().map(|clue| clue.text.as_bytes()).collect();
        let search = Search::new(&texts, &sample(press));
        let is_public = clues.iter().map(|_| OnceLock::new()).collect();
        Some(Audit { press, site, clues, search, is_public, public: OnceLock::new(), found: Mutex::default() })
    }

    /// Searches a page. Files that are published as they are were not made of the site's texts, and of a feed all formats
    /// are written from one list of entries: one of them tells what is in it.
    pub fn search(&self, route: &Route, bytes: &[u8]) {
        match route.subject {
            Subject::Media(_) | Subject::Static(_) => return,
            Subject::Feed(of, format) if feeds::shown_format(self.site, of.scope()) != Some(format) => return,
            _ => {}
        }
        let work = begin(Work::Step, "audit");
        let mut of_page: BTreeMap<(usize, Kind), Vec<usize>> = BTreeMap::new();
        let text = |index: usize| self.clues[index].text.as_bytes();
        self.search.each(bytes, text, |index, start| {
            let clue = &self.clues[index];
            let stands_alone = clue.stands_alone(bytes, start..start + clue.text.len());
            if stands_alone && !self.is_own(route, clue) && !self.is_public(index) {
                of_page.entry((clue.of, clue.kind)).or_default().push(index);
            }
        });
        work.done(|| bytes.len() as u64);
        if of_page.is_empty() {
            return;
        }
        let template = render::template_of(self.press, route);
        let Ok(mut all) = self.found.lock() else { return };
        for (what, clues) in of_page {
            all.entry(what).or_default().insert(route.path.clone(), Finding { template, clues });
        }
    }

    /// Whether a page is one of those of an unlisted text, which must show it.
    fn is_own(&self, route: &Route, clue: &Clue) -> bool {
        let concealed = &self.site.concealed[clue.of];
        let of_story = |id: ArticleId| self.site.stories[self.site.article(id).story].id == concealed.story;
        match route.subject {
            Subject::Article(id) | Subject::Fallback(id) | Subject::Redirect(Destination::Article(id)) => {
                concealed.why == Hidden::Unlisted && of_story(id)
            }
            _ => false,
        }
    }

    fn is_public(&self, index: usize) -> bool {
        *self.is_public[index].get_or_init(|| {
            let clue = &self.clues[index];
            match clue.kind {
                Kind::Title | Kind::Summary => {
                    let public = self
                        .public
                        .get_or_init(|| self.site.public_sources().map(|text| clues::letters_of(&text)).collect());
                    let letters = clues::letters_of(&clue.text);
                    public.iter().any(|text| text.contains(&letters))
                }
                Kind::Id | Kind::Address | Kind::Term | Kind::Picture => {
                    // Whether a file is shown is known when all pages are there.
                    let is_page = |route: &&Route| !matches!(route.subject, Subject::Media(_));
                    let mut routes = self.press.routes.iter().filter(is_page);
                    routes.any(|route| route.path.address().contains(&clue.text))
                        || self.site.public_sources().any(|text| text.contains(&clue.text))
                        || self.is_named_in_public(clue)
                }
            }
        })
    }

    /// Whether the address of a file that public pages show says the same as a clue.
    fn is_of_shown_file(&self, index: usize) -> bool {
        let clue = &self.clues[index];
        let is_shown = |route: &Route| matches!(route.subject, Subject::Media(id) if shown::shows(self.press, id));
        !matches!(clue.kind, Kind::Title | Kind::Summary)
            && self.press.routes.iter().any(|route| is_shown(route) && route.path.address().contains(&clue.text))
    }

    /// Whether the front matter of a public text names the picture of a hidden one: a template may show it for that.
    fn is_named_in_public(&self, clue: &Clue) -> bool {
        let media = &self.site.media;
        let is_this = |id: &&MediaId| {
            let address = media.get(**id).path.address();
            clue.text == address || clue.text == encode_path(&address)
        };
        let Some(id) = self.site.concealed[clue.of].pictures.iter().find(is_this) else { return false };
        self.site.articles.iter().any(|article| {
            let document = &article.document;
            media.is_mentioned(document.folder(), document.yaml(), *id)
        })
    }

    /// What was found: one problem for each hidden text and each kind of thing that betrays it.
    pub fn problems(mut self) -> Diagnostics {
        let found = self.found.get_mut().map(std::mem::take).unwrap_or_default();
        let mut of_files: BTreeMap<usize, bool> = BTreeMap::new();
        let mut is_of_file = |clue: usize| *of_files.entry(clue).or_insert_with(|| self.is_of_shown_file(clue));
        let mut first = |files: BTreeMap<OutputPath, Finding>| {
            let betrays = |(path, finding): (OutputPath, Finding)| {
                let clue = finding.clues.into_iter().filter(|clue| !is_of_file(*clue)).min()?;
                Some((path, finding.template, clue))
            };
            let mut files = files.into_iter().filter_map(betrays);
            files.next().map(|first| (first, files.count()))
        };
        let found: Vec<_> = found.into_iter().filter_map(|(what, files)| Some((what, first(files)?))).collect();
        let problem = |((of, kind), ((path, template, clue), others)): ((usize, Kind), (First, usize))| {
            let concealed = &self.site.concealed[of];
            let others = crate::language::text::and_others(others, "file");
            let message = format!(
                "`{path}`{others} would give away this text, which {}: {} `{}` is there",
                concealed.why.in_words(),
                kind.in_words(),
                self.clues[clue].text
            );
            let made_by = template.map_or_else(
                || "remove it from what the page is made of".to_owned(),
                |template| {
                    format!("look in the template `{template}`, and in what it includes, for what reads or repeats it")
                },
            );
            let place = match kind {
                Kind::Summary => concealed.summary_place.clone(),
                _ => concealed.place.clone(),
            };
            Diagnostic::error(Code::Leak, message).at(place).hint(made_by)
        };
        Diagnostics(found.into_iter().map(problem).collect())
    }
}

/// Derivatives, found on pages, of pictures that belong to what is not public.
pub fn of_derivatives(press: &Press, derivatives: &Derivatives) -> Diagnostics {
    let site = &*press.site;
    let leaks = site.concealed.iter().flat_map(|concealed| {
        let of_it = concealed.pictures.iter().filter(|id| derivatives.contains_key(id) && !shown::shows(press, **id));
        of_it.map(move |id| (concealed, &site.media.get(*id).source.path))
    });
    let problem = |(concealed, picture): (&Concealed, &String)| {
        let message = format!(
            "a page would give away this text, which {}: its picture `{picture}` is there",
            concealed.why.in_words()
        );
        Diagnostic::error(Code::Leak, message).at(concealed.place.clone()).hint(
            "look in the templates for what shows it, or put a copy of the picture beside the text that is public",
        )
    };
    Diagnostics(leaks.map(problem).collect())
}

/// Some pages of each kind, from all over the site.
fn sample(press: &Press) -> Vec<Vec<u8>> {
    let pages: Vec<&Route> = press.routes.iter().filter(|route| render::is_made_by_template(route)).collect();
    let every = pages.len().div_ceil(SAMPLE).max(1);
    pages.into_iter().step_by(every).filter_map(|route| Some(render::render(press, route).ok()?.bytes)).collect()
}
