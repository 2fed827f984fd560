//! Sources: the files of a site, read and understood. What has changed is read again, the rest stays as it is.

mod content;
mod options;
mod pinning;
mod recording;
mod rewrite;

pub use options::Options;
pub use pinning::with_slug;
pub use recording::{Outcome, Recording, record_all, record_files};
pub use rewrite::rewrite;

use content::{ContentChanges, Text};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::input::config::{self, Config};
use crate::input::content::{Document, DocumentKind};
use crate::input::discover::{self, SourceFile};
use crate::input::media::MediaLibrary;
use crate::input::statics::StaticFiles;
use crate::input::theme::{self, Theme};
use crate::language::locale::{LanguageSetup, LocaleFile, Locales, Setup, TYPOGRAPHY_FILE};
use crate::language::{LanguageTag, Moment};
use crate::resolve::{Parts, Revision, Visibility};
use crate::templates::Templates;
use crate::timings::Timings;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

/// The folders that a site is made of.
pub const FOLDERS: [&str; 5] = [CONTENT, TEMPLATES, THEMES, LOCALES, STATIC];
const CONTENT: &str = "content";
const TEMPLATES: &str = "templates";
const THEMES: &str = "themes";
const LOCALES: &str = "locales";
const STATIC: &str = "static";

/// The files of a site in memory.
pub struct Sources {
    options: Options,
    config: Arc<Config>,
    /// The Markdown files by their paths.
    texts: BTreeMap<String, Text>,
    /// The other files of `content/`, in the order of their paths.
    media: Vec<SourceFile>,
    themes: Vec<Theme>,
    locales: Arc<Locales>,
    statics: Arc<StaticFiles>,
    templates: Arc<Templates>,
    problems: Problems,
    /// The same as a library, with `media_changes` when it was made.
    library: Option<(u64, Arc<MediaLibrary>)>,
    /// How often a file of `content/` that is no text has changed.
    media_changes: u64,
    stand_ins: StandIns,
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
}

/// Files that may have changed, by their paths below the site's root.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Files, or folders that have come, gone or moved.
    pub paths: BTreeSet<String>,
    /// Whether more has changed than is known: everything is compared.
    pub everything: bool,
}

/// What it means for the site that files have changed.
pub enum Effect {
    /// Nothing is another than before.
    Nothing,
    /// Only what is wrong with texts is: those that cannot be understood count as they were before.
    Problems,
    /// These texts are: what they were, what they are.
    Texts(Vec<Revision>),
    /// The templates are.
    Templates,
    /// The Fluent messages are.
    Messages,
    /// The files in `static/` or the themes' own are.
    Statics,
    /// So much is that everything has to be resolved again.
    Everything,
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
            locales: Arc::new(Locales::none()),
            statics: Arc::default(),
            problems: Problems { config: found, ..Problems::default() },
            library: None,
            media_changes: 0,
            stand_ins: StandIns::default(),
        };
        let files = timings.take("discover", || sources.discover());
        timings.take("parse", || sources.parse(files));
        timings.take("theme", || sources.read_themes(Earlier::IsOfNoUse));
        (Some(sources), Diagnostics::default())
    }

    /// What was found while the files were read.
    pub fn problems(&self) -> Diagnostics {
        let Problems { config, content, media, themes, locales, statics, templates } = &self.problems;
        let parts = [config, content, media, themes, locales, statics, templates];
        let of_texts = self.texts.values().map(|text| &text.problems);
        Diagnostics(parts.into_iter().chain(of_texts).flat_map(|part| part.0.iter().cloned()).collect())
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
        let documents = self.texts.values().filter_map(|text| text.document.clone()).collect();
        self.parts_with(documents)
    }

    /// The texts, for a site that is resolved once: they are not kept here.
    pub fn take_documents(&mut self) -> Vec<Arc<Document>> {
        self.texts.values_mut().filter_map(|text| text.document.take()).collect()
    }

    /// What a site with these texts is resolved from.
    pub fn parts_with(&mut self, documents: Vec<Arc<Document>>) -> Parts {
        let media = self.library();
        Parts {
            config: Arc::clone(&self.config),
            locales: Arc::clone(&self.locales),
            documents,
            media,
            statics: Arc::clone(&self.statics),
            visibility: self.visibility(),
        }
    }

    /// The files beside the texts: taken in once, until one of them comes, goes or changes.
    fn library(&mut self) -> Arc<MediaLibrary> {
        if let Some((changes, library)) = &self.library
            && *changes == self.media_changes
        {
            return Arc::clone(library);
        }
        let (library, found) = MediaLibrary::new(self.media.clone());
        self.problems.media = found;
        let library = Arc::new(library);
        self.library = Some((self.media_changes, Arc::clone(&library)));
        library
    }

    fn visibility(&self) -> Visibility {
        Visibility {
            drafts: self.options.drafts,
            future: self.options.future,
            now: Moment::new(self.options.now, &self.config.time_zone),
        }
    }

    /// How often pictures and other files beside the texts have changed.
    pub fn media_changes(&self) -> u64 {
        self.media_changes
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

    /// Lets time go by.
    pub fn set_now(&mut self, now: Timestamp) {
        self.options.now = now;
    }

    /// The next moment at which an article appears, changes by a date that was written ahead, or expires.
    pub fn next_moment(&self) -> Option<Timestamp> {
        self.texts.values().filter_map(|text| self.next_moment_of(text.document.as_deref()?)).min()
    }

    /// The same for one text.
    pub fn next_moment_of(&self, document: &Document) -> Option<Timestamp> {
        let DocumentKind::Article(matter) = &document.kind else { return None };
        let dates = [matter.date, matter.updated, matter.expires].into_iter().flatten();
        let dates = dates.chain(matter.corrections.iter().map(|correction| correction.date));
        let moments = dates.filter_map(|date| date.in_zone(&self.config.time_zone)).map(|moment| moment.timestamp);
        moments.filter(|at| *at > self.options.now).min()
    }

    /// Reads again what has changed. A `site.yaml` that says too little to go on counts as it was before.
    pub fn update(&mut self, touched: &Touched) -> Effect {
        let is_below = |folder: &str| touched.paths.iter().any(|path| is_in(path, folder));
        let mut content = if is_below(CONTENT) { self.update_content(touched) } else { ContentChanges::default() };
        if touched.everything || touched.paths.contains(config::FILE) {
            let (config, found) = read_config(&self.options);
            self.problems.config = found;
            self.stand_ins.config = config.is_none();
            match config {
                Some(config) => self.replace_config(Arc::new(config), touched.everything),
                None if touched.everything => self.replace_config(Arc::clone(&self.config), true),
                None => content.problems = true,
            }
            if !self.stand_ins.config || touched.everything {
                return Effect::Everything;
            }
        }
        // The site has files of a kind in its own folder and in those of its themes.
        let root = &self.options.root;
        let only = |folder: &str, extension: &str| {
            let holds_only = |path: &str| {
                let (files, _) = discover::files_below(root, path);
                root.join(path).is_dir() && files.iter().all(|file| file.path.ends_with(extension))
            };
            let of_theme = |path: &str| path.split('/').nth(2) == Some(folder) && is_in(path, THEMES);
            let mut others = touched.paths.iter().filter(|path| !is_in(path, CONTENT) && *path != config::FILE);
            others
                .all(|path| (is_in(path, folder) || of_theme(path)) && (path.ends_with(extension) || holds_only(path)))
        };
        let others = FOLDERS.iter().any(|folder| *folder != CONTENT && is_below(folder));
        if !others {
            return match content {
                ContentChanges { others: true, .. } => Effect::Everything,
                ContentChanges { texts, .. } if !texts.is_empty() => Effect::Texts(texts),
                ContentChanges { problems: true, .. } => Effect::Problems,
                ContentChanges { .. } => Effect::Nothing,
            };
        }
        let alone = !content.others && content.texts.is_empty();
        if alone && only(TEMPLATES, "") {
            self.list_themes();
            return match self.read_templates(Earlier::MayBeKept) {
                true => Effect::Templates,
                false => Effect::Problems,
            };
        }
        if alone && only(LOCALES, ".ftl") {
            self.list_themes();
            return match self.read_locales(Earlier::MayBeKept) {
                true => Effect::Messages,
                false => Effect::Problems,
            };
        }
        if alone && only(STATIC, "") {
            self.list_themes();
            self.read_statics();
            return Effect::Statics;
        }
        self.read_themes(Earlier::MayBeKept);
        Effect::Everything
    }

    fn replace_config(&mut self, config: Arc<Config>, reads_everything: bool) {
        let tags = |config: &Config| -> Vec<LanguageTag> { config.languages.iter().map(|l| l.tag.clone()).collect() };
        // What the name of a file says depends on the languages.
        if reads_everything || tags(&config) != tags(&self.config) {
            self.texts.clear();
        }
        self.config = config;
        self.media_changes += u64::from(reads_everything);
        let files = self.discover();
        self.parse(files);
        self.read_themes(Earlier::IsOfNoUse);
    }

    /// Reads the themes, and the site's own files of the kinds that they bring.
    fn read_themes(&mut self, earlier: Earlier) {
        self.list_themes();
        self.read_locales(earlier);
        self.read_templates(earlier);
        self.read_statics();
    }

    fn read_statics(&mut self) {
        let (files, mut problems) = discover::files_below(&self.options.root, STATIC);
        let (statics, found) = StaticFiles::new(files, &self.themes);
        problems.append(found);
        self.statics = Arc::new(statics);
        self.problems.statics = problems;
    }

    fn list_themes(&mut self) {
        let (themes, found) =
            theme::load(&self.options.root, &self.config.theme, self.config.places.of("theme", &self.config.theme));
        self.themes = themes;
        self.problems.themes = found;
    }

    /// Whether the languages are those that the files are about now: where something is wrong with them, the earlier ones
    /// stay.
    fn read_locales(&mut self, earlier: Earlier) -> bool {
        let (files, mut problems) = discover::files_below(&self.options.root, LOCALES);
        let (locales, found) = self.load_locales(&files);
        problems.append(found);
        let was_right = self.stand_ins.locales || self.problems.locales.count(Severity::Error) == 0;
        self.stand_ins.locales = earlier == Earlier::MayBeKept && was_right && problems.count(Severity::Error) > 0;
        if !self.stand_ins.locales {
            self.locales = Arc::new(locales);
        }
        self.problems.locales = problems;
        !self.stand_ins.locales
    }

    fn load_locales(&self, site: &[SourceFile]) -> (Locales, Diagnostics) {
        let config = &self.config;
        let languages: Vec<LanguageSetup> = config
            .languages
            .iter()
            .map(|language| LanguageSetup {
                tag: language.tag.clone(),
                name: language.name.clone(),
                fallbacks: language.fallback.clone(),
                typography: language.typography,
            })
            .collect();
        let last_resort = self.themes.iter().rev().find_map(|theme| theme.language.as_deref());
        let last_resort = last_resort.and_then(LanguageTag::parse);
        let setup = Setup {
            languages: &languages,
            last_resort: last_resort.as_ref(),
            zone: &config.time_zone,
            pseudo: self.options.pseudo,
        };
        // How a language is set belongs to the language and not to a theme: these rules are there for every site.
        let default = theme::default_locales(&self.themes);
        let default = default.iter().filter(|file| file.below.ends_with(TYPOGRAPHY_FILE));
        let layers = self.themes.iter().enumerate().rev();
        let of_themes = layers.flat_map(|(i, theme)| theme.locales.iter().map(move |file| (i + 1, file)));
        let files = default.map(|file| (self.themes.len() + 1, file)).chain(of_themes);
        let files = files.chain(site.iter().map(|file| (0, file)));
        let files: Vec<LocaleFile> = files.map(|(layer, file)| locale_file(layer, file)).collect();
        Locales::load(&setup, &files)
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

fn locale_file(layer: usize, file: &SourceFile) -> LocaleFile<'_> {
    LocaleFile {
        path: &file.path,
        below: &file.below,
        layer,
        is_own: !file.is_embedded(),
        read: Box::new(|problems| file.text(problems)),
    }
}

/// Whether a path is that of a folder of the site, or lies in it.
fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn read_config(options: &Options) -> (Option<Config>, Diagnostics) {
    let path = options.root.join(config::FILE);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("there is no {} in {}", config::FILE, options.root.display());
            let problem = Diagnostic::error(Code::NoSite, message)
                .hint("go to the site's folder, or name it with --root")
                .hint("a new site begins with three lines: `title: …`, `base_url: https://…`, `languages: [en, fr]`");
            return (None, problem.into());
        }
        Err(error) => {
            let problem = Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {error}"));
            return (None, problem.at(Place::file(config::FILE)).into());
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        let problem = Diagnostic::error(Code::NotUtf8, "the file is not UTF-8 text");
        return (None, problem.at(Place::file(config::FILE)).hint("save it as UTF-8").into());
    };
    config::parse(&text, options.base_url.as_deref())
}
