//! Sources: the files of a site, read and understood. What has changed is read again, the rest stays as it is.

mod change;
mod content;
mod fingerprint;
mod languages;
mod options;
mod pinning;
mod recording;
mod rewrite;
mod stubs;
mod update;

pub use crate::input::discover::FOLDERS;
pub use change::{Effect, Touched};
pub use fingerprint::fingerprint;
pub use options::{Options, Texts, day_of};
pub use pinning::with_slug;
pub use recording::{Outcome, Reason, Recording, Skipped, below, record_all, record_files, with_record};
pub use rewrite::rewrite;
pub use stubs::create;

use content::Text;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place, Severity};
use crate::input::config::embeds::{self, Providers};
use crate::input::config::{self, Config};
use crate::input::content::{Document, DocumentKind, Remembered};
use crate::input::discover::{self, CONTENT, FONTS, LOCALES, STATIC, SourceFile, TEMPLATES, THEMES};
use crate::input::media::MediaLibrary;
use crate::input::statics::StaticFiles;
use crate::input::theme::{self, Theme};
use crate::language::locale::Locales;
use crate::language::{Moment, WrittenDate};
use crate::markdown::picture_ends;
use crate::pictures::cards::Fonts;
use crate::reading;
use crate::resolve::{Documents, Parts, Visibility};
use crate::templates::Templates;
use crate::timings::Timings;
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The files of a site in memory.
pub struct Sources {
    options: Options,
    config: Arc<Config>,
    /// The Markdown files by their paths.
    texts: BTreeMap<String, Text>,
    /// The other files of `content/`, in the order of their paths.
    media: Vec<SourceFile>,
    themes: Vec<Theme>,
    /// Where the themes' pages show pictures.
    places: Arc<BTreeMap<String, theme::Place>>,
    /// Providers of the site and its themes.
    embeds: Arc<Providers>,
    locales: Arc<Locales>,
    statics: Arc<StaticFiles>,
    templates: Arc<Templates>,
    fonts: Arc<Fonts>,
    problems: Problems,
    /// The same as a library; none from when they change until it is asked for.
    library: Option<Arc<MediaLibrary>>,
    /// How often a file of `content/` that is no text has changed.
    media_changes: u64,
    stand_ins: StandIns,
    /// What the last build has read, while a site is read for the first time.
    remembered: Remembered,
}

/// What is as it was before its files were changed, since something is wrong with them.
#[derive(Default)]
struct StandIns {
    config: bool,
    locales: bool,
    templates: bool,
}

/// Whether what was read before can stand in for what is wrong now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Earlier {
    /// It belongs to the same configuration.
    MayBeKept,
    /// There is none, or it belongs to another.
    IsOfNoUse,
}

/// What was found in each part; what a text lacks stands with it.
#[derive(Default)]
struct Problems {
    config: Diagnostics,
    content: Diagnostics,
    media: Diagnostics,
    themes: Diagnostics,
    locales: Diagnostics,
    statics: Diagnostics,
    templates: Diagnostics,
    fonts: Diagnostics,
}

/// The journal of a command that changes many files of a site, below its root: it is there from before the first change until
/// after the last.
pub const JOURNAL: &str = ".dateline/changes.json";

/// Files that are neither the old nor the new ones must not be published.
fn half_done(root: &Path) -> Option<Diagnostic> {
    let is_there = root.join(JOURNAL).symlink_metadata().is_ok();
    is_there.then(|| {
        Diagnostic::error(Code::HalfDone, "a command that changes many files is at work, or was stopped half-way")
            .at(Place::file(JOURNAL))
            .hint("wait until it has finished; if it was stopped, run it again: it completes what was begun")
    })
}

impl Sources {
    /// Reads a site. There is none only where its folder or its languages are unknown.
    pub fn load(options: &Options, timings: &mut Timings) -> (Option<Sources>, Diagnostics) {
        let (config, found) = read_config(options);
        let Some(config) = config else { return (None, found) };
        let mut sources = Sources {
            options: options.clone(),
            templates: Arc::new(Templates::compile(&[], &[], &config).0),
            config: Arc::new(config),
            texts: BTreeMap::new(),
            media: Vec::new(),
            themes: Vec::new(),
            places: Arc::default(),
            embeds: Arc::default(),
            locales: Arc::new(Locales::none()),
            statics: Arc::default(),
            fonts: Arc::new(Fonts::none()),
            problems: Problems { config: found, ..Problems::default() },
            library: None,
            media_changes: 0,
            stand_ins: StandIns::default(),
            remembered: Remembered::default(),
        };
        let files = timings.take("discover", || sources.discover());
        timings.take("parse", || sources.parse_all(files));
        sources.problems.config.append(sources.left_out_in_vain());
        timings.take("theme", || sources.read_themes(Earlier::IsOfNoUse));
        (Some(sources), Diagnostics::default())
    }

    /// What was found while the files were read.
    pub fn problems(&self) -> Diagnostics {
        let Problems { config, content, media, themes, locales, statics, templates, fonts } = &self.problems;
        let parts = [config, content, media, themes, locales, statics, templates, fonts];
        let of_texts = self.texts.values().map(|text| &text.problems);
        let found = parts.into_iter().chain(of_texts).flat_map(|part| part.0.iter().cloned());
        Diagnostics(found.chain(half_done(&self.options.root)).collect())
    }

    /// What is wrong with files that count as they were before: it is no reason not to show the site.
    pub fn problems_of_stand_ins(&self) -> impl Iterator<Item = &Diagnostic> {
        let Problems { config, locales, templates, .. } = &self.problems;
        let kept =
            [(self.stand_ins.config, config), (self.stand_ins.locales, locales), (self.stand_ins.templates, templates)];
        let kept = kept.into_iter().filter(|(is_kept, _)| *is_kept).flat_map(|(_, problems)| &problems.0);
        kept.chain(self.texts.values().filter(|text| text.is_kept).flat_map(|text| &text.problems.0))
    }

    /// What a site is resolved from. The texts are shared with what is kept here.
    pub fn parts(&mut self) -> Parts {
        let documents = self.documents();
        self.parts_with(Documents::all(documents))
    }

    /// The texts that can be understood, in the order of their paths.
    pub fn documents(&self) -> Vec<Arc<Document>> {
        self.texts.values().filter_map(|text| text.document.clone()).collect()
    }

    /// The texts, for a site that is resolved once: they are not kept here.
    pub fn take_documents(&mut self) -> Vec<Arc<Document>> {
        self.texts.values_mut().filter_map(|text| text.document.take()).collect()
    }

    /// The site's theme and those that it extends, the nearest first.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// What a site with these texts is resolved from.
    pub fn parts_with(&mut self, documents: Documents) -> Parts {
        let media = self.library();
        Parts {
            config: Arc::clone(&self.config),
            locales: Arc::clone(&self.locales),
            documents,
            media,
            statics: Arc::clone(&self.statics),
            places: Arc::clone(&self.places),
            embeds: Arc::clone(&self.embeds),
            visibility: self.visibility(),
        }
    }

    /// The files beside the texts: taken in once, until one of them comes, goes or changes.
    fn library(&mut self) -> Arc<MediaLibrary> {
        if let Some(library) = &self.library {
            return Arc::clone(library);
        }
        let (library, found) = MediaLibrary::new(self.media.clone(), &self.config.languages);
        self.problems.media = found;
        let library = Arc::new(library.with_statics(&self.statics));
        self.library = Some(Arc::clone(&library));
        library
    }

    fn visibility(&self) -> Visibility {
        Visibility {
            drafts: self.options.drafts,
            future: self.options.future,
            now: Moment::new(self.options.now, &self.config.time_zone),
            proof: self.options.proof,
        }
    }

    /// How often pictures and other files beside the texts have changed.
    pub fn media_changes(&self) -> u64 {
        self.media_changes
    }

    /// The configuration, as it was last read.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// The languages, as they were last read.
    pub fn locales(&self) -> &Arc<Locales> {
        &self.locales
    }

    /// The files of `static/`, as they were last read.
    pub fn statics(&self) -> &Arc<StaticFiles> {
        &self.statics
    }

    /// The templates, as they were last read.
    pub fn templates(&self) -> &Arc<Templates> {
        &self.templates
    }

    /// The fonts of social cards, as they were last read.
    pub fn fonts(&self) -> &Arc<Fonts> {
        &self.fonts
    }

    /// Lets time go by.
    pub fn set_now(&mut self, now: Timestamp) {
        self.options.now = now;
    }

    /// The next moment at which an article appears, changes by a date that was written ahead, or expires.
    pub fn next_moment(&self) -> Option<Timestamp> {
        self.texts.par_iter().filter_map(|(_, text)| self.next_moment_of(text.document.as_deref()?)).min()
    }

    /// The same for one text.
    pub fn next_moment_of(&self, document: &Document) -> Option<Timestamp> {
        let image = match &document.kind {
            DocumentKind::Article(matter) => &matter.image,
            DocumentKind::Dossier(matter) => &matter.image,
            DocumentKind::Term(matter) => &matter.image,
            DocumentKind::Author(matter) => &matter.photo,
        };
        let until = image.as_ref().and_then(|image| image.until);
        let in_text = if document.marks.may_have_ends { picture_ends(&document.markdown()) } else { Vec::new() };
        let mut dates: Vec<WrittenDate> = until.into_iter().chain(in_text).collect();
        if let DocumentKind::Article(matter) = &document.kind {
            dates.extend([matter.date, matter.updated, matter.expires].into_iter().flatten());
            dates.extend(matter.corrections.iter().map(|correction| correction.date));
        }
        let moments =
            dates.into_iter().filter_map(|date| date.in_zone(&self.config.time_zone)).map(|moment| moment.timestamp);
        moments.filter(|at| *at > self.options.now).min()
    }

    /// Reads the themes, and the site's own files of the kinds that they bring.
    fn read_themes(&mut self, earlier: Earlier) {
        self.list_themes();
        self.read_locales(earlier);
        self.read_templates(earlier);
        self.read_statics();
        self.read_fonts();
    }

    /// The site's own before those of its themes. They are read only where cards are wanted: nothing else is set in them.
    fn read_fonts(&mut self) {
        let (mut files, mut problems) = discover::files_below(&self.options.root, FONTS);
        files.extend(self.themes.iter().flat_map(|theme| theme.fonts.iter().cloned()));
        let (fonts, found) = Fonts::read(if self.config.social_cards { &files } else { &[] });
        problems.append(found);
        self.fonts = Arc::new(fonts);
        self.problems.fonts = problems;
    }

    fn read_statics(&mut self) {
        let (files, mut problems) = discover::files_below(&self.options.root, STATIC);
        let (statics, found) = StaticFiles::new(files, &self.themes);
        problems.append(found);
        self.statics = Arc::new(statics);
        self.problems.statics = problems;
        // Its pictures are the library's, too.
        self.library = None;
    }

    fn list_themes(&mut self) {
        let (themes, found) =
            theme::load(&self.options.root, &self.config.theme, self.config.places.of(KeyPath::from("theme").value()));
        self.themes = themes;
        self.problems.themes = found;
        self.places = Arc::new(theme::all_places(&self.themes));
        let of_themes = self.themes.iter().map(|theme| &theme.embeds);
        self.embeds = Arc::new(Providers::of([&self.config.embeds], of_themes));
        for (id, near) in embeds::off_in_vain(&self.config.embeds, self.themes.iter().map(|theme| &theme.embeds)) {
            let place = self.config.places.of(KeyPath::from("embeds").key(id));
            let problem = Diagnostic::warning(Code::UnknownKey, format!("there is no provider `{id}` to do without"));
            let hint = near.map_or_else(
                || "the theme's providers stand in its embeds.yaml".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            self.problems.themes.push(problem.at(place).hint(hint));
        }
    }

    /// Whether the languages are those that the files are about now: where something is wrong with them, the earlier ones
    /// stay.
    fn read_locales(&mut self, earlier: Earlier) -> bool {
        let (files, mut problems) = discover::files_below(&self.options.root, LOCALES);
        let (locales, found) = languages::load(&self.config, &self.themes, &files, self.options.pseudo);
        problems.append(found);
        let was_right = self.stand_ins.locales || self.problems.locales.count(Severity::Error) == 0;
        self.stand_ins.locales = earlier == Earlier::MayBeKept && was_right && problems.count(Severity::Error) > 0;
        if !self.stand_ins.locales {
            self.locales = Arc::new(locales);
        }
        self.problems.locales = problems;
        !self.stand_ins.locales
    }

    /// The same for the templates.
    fn read_templates(&mut self, earlier: Earlier) -> bool {
        let (files, mut problems) = discover::files_below(&self.options.root, TEMPLATES);
        let (templates, found) = Templates::compile(&files, &self.themes, &self.config);
        problems.append(found);
        self.stand_ins.templates =
            earlier == Earlier::MayBeKept && self.templates.are_sound() && !templates.are_sound();
        if !self.stand_ins.templates {
            self.templates = Arc::new(templates);
        }
        self.problems.templates = problems;
        !self.stand_ins.templates
    }
}

/// Whether a path is that of a folder of the site, or lies in it.
fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn read_config(options: &Options) -> (Option<Config>, Diagnostics) {
    let path = options.root.join(config::FILE);
    let bytes = match reading::bytes(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("there is no {} in {}", config::FILE, options.root.display());
            let problem = Diagnostic::error(Code::NoSite, message)
                .hint("go to the site's folder, or name it with --root")
                .hint("to make a new site: `dateline init`");
            return (None, problem.into());
        }
        Err(error) => {
            return (None, discover::unreadable(config::FILE, &error).into());
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        let problem = Diagnostic::error(Code::NotUtf8, "the file is not UTF-8 text");
        return (None, problem.at(Place::file(config::FILE)).hint("save it as UTF-8").into());
    };
    config::parse(&text, options.base_url.as_deref())
}
