//! The configuration and the page of a content management system that works on the site's repository: its sections as
//! collections, its languages, its fields.

mod fields;
mod folders;
mod kind;
mod short;

pub use kind::{CmsKind, kinds};

use crate::diagnostic::Diagnostics;
use crate::html::escape;
use crate::language::LanguageTag;
use crate::scaffold::archive::Archive;
use crate::scaffold::schema::Kind;
use crate::scaffold::theme::fingerprint;
use crate::site::{Site, TaxonomyKind};
use fields::{Dates, Languages, fields};
use folders::{Folder, folders};
use jiff::civil::Time;
use serde_yaml::{Mapping, Value};
use short::short_forms;
use std::collections::BTreeMap;

/// The file of the configuration.
pub const CONFIG: &str = "config.yml";

/// The page.
pub const PAGE: &str = "index.html";

/// What stands for a repository that nobody has named.
pub const NO_REPOSITORY: &str = "OWNER/REPOSITORY";

/// Where the repository is.
#[derive(Debug, Clone)]
pub struct Repository<'a> {
    /// Which service has it.
    pub backend: &'a str,
    /// Its name there.
    pub name: Option<&'a str>,
    /// The branch that is edited.
    pub branch: &'a str,
}

/// What is written, and what a person has to know of it.
#[derive(Debug)]
pub struct Made {
    /// The files by their names.
    pub files: Vec<(&'static str, String)>,
    /// The collections.
    pub collections: Vec<String>,
    /// Sentences about what it cannot do.
    pub notes: Vec<String>,
    /// What texts would lose in its forms.
    pub problems: Diagnostics,
}

/// Makes the files for a site.
pub fn make(archive: &Archive, kind: &CmsKind, repository: &Repository) -> Made {
    let site = &*archive.site;
    let tags: Vec<LanguageTag> = site.config.languages.iter().map(|language| language.tag.clone()).collect();
    let folders = folders(&archive.documents, &tags);
    let problems = short_forms(&archive.documents);
    let mut notes = Vec::new();
    let naming = Naming::of(&folders, tags.len());
    if naming == Naming::LanguageOfTranslations && kind.omit.is_none() {
        notes.push(format!(
            "Most texts in `{}` do not have it in their names, and {} always writes it there: rename them first",
            tags[0], kind.name
        ));
    }
    notes.extend(naming.left_out(&folders));
    let maker = Maker { site, kind, folders: &folders, languages: naming.languages(), dates: dates(site) };
    let collections = maker.collections(&mut notes);
    let names = collections.iter().filter_map(|one| one["name"].as_str().map(str::to_owned)).collect();
    let mut config = Mapping::new();
    config.insert("backend".into(), backend(kind, repository));
    config.insert("site_url".into(), site.config.base_url.clone().into());
    // Pictures of no text in particular; each collection has its own beside the texts.
    config.insert("media_folder".into(), "static/uploads".into());
    config.insert("public_folder".into(), "/uploads".into());
    let slug = [("encoding", "unicode".into()), ("clean_accents", false.into())];
    config.insert("slug".into(), map(slug));
    config.extend(kind.settings.clone());
    if naming != Naming::NoLanguage {
        config.insert("i18n".into(), i18n(kind, &tags, naming));
    }
    config.insert("collections".into(), Value::Sequence(collections));
    let config = format!("{}{}", head(kind), serde_yaml::to_string(&config).unwrap_or_default());
    let page = include_str!("index.html")
        .replace("{title}", &escape(&format!("{} · {}", maker.site_title(), kind.name)))
        .replace("{script}", &kind.script)
        .replace("{integrity}", &kind.integrity);
    let files = vec![(CONFIG, stamped(&config, ["# ", ""])), (PAGE, stamped(&page, ["<!-- ", " -->"]))];
    Made { files, collections: names, notes, problems }
}

/// What stands before the fingerprint of a file.
const AS_WRITTEN: &str = "as written: ";

/// A text with its fingerprint in a comment on the last line: whether somebody has changed it since shows.
fn stamped(text: &str, [opens, closes]: [&str; 2]) -> String {
    format!("{text}{opens}{AS_WRITTEN}{}{closes}\n", fingerprint(text.as_bytes()))
}

/// Whether a file is as this command has written it.
pub fn is_untouched(file: &str) -> bool {
    let Some((above, last)) = file.trim_end().rsplit_once('\n') else { return false };
    let stamp = last.split_once(AS_WRITTEN).and_then(|(_, rest)| rest.split_whitespace().next());
    stamp == Some(fingerprint(format!("{above}\n").as_bytes()).as_str())
}

/// The repository that a configuration names: its name and its branch.
pub fn repository_of(config: &str) -> Option<(String, String)> {
    let config: Value = serde_yaml::from_str(config).ok()?;
    let text = |key: &str| config.get("backend")?.get(key)?.as_str().map(str::to_owned);
    Some((text("repo").filter(|name| name != NO_REPOSITORY)?, text("branch")?))
}

fn head(kind: &CmsKind) -> String {
    let schema = kind.schema.as_ref().map_or_else(String::new, |at| format!("# yaml-language-server: $schema={at}\n"));
    format!("{schema}# Written by `dateline cms` for {}. See docs/cms.md.\n", kind.name)
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Mapping(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

fn backend(kind: &CmsKind, repository: &Repository) -> Value {
    if repository.backend == kind.trial {
        return map([("name", repository.backend.into())]);
    }
    let name = repository.name.unwrap_or(NO_REPOSITORY);
    map([("name", repository.backend.into()), ("repo", name.into()), ("branch", repository.branch.into())])
}

/// Which file names have a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// `name.md`: there is but one.
    NoLanguage,
    /// `name.md` and `name.fr.md`.
    LanguageOfTranslations,
    /// `name.en.md` and `name.fr.md`.
    EveryLanguage,
}

impl Naming {
    fn of(folders: &BTreeMap<String, Folder>, languages: usize) -> Naming {
        let with: usize = folders.values().map(|folder| folder.with_language).sum();
        let without: usize = folders.values().map(|folder| folder.without_language).sum();
        match languages {
            1 if with <= without => Naming::NoLanguage,
            // A translation has its language in its name anyway.
            2.. if without * languages > with => Naming::LanguageOfTranslations,
            _ => Naming::EveryLanguage,
        }
    }

    /// Texts that are named otherwise than most: the system does not see them.
    fn left_out(self, folders: &BTreeMap<String, Folder>) -> Option<String> {
        let (count, what): (fn(&Folder) -> usize, _) = match self {
            Naming::NoLanguage => (|folder| folder.with_language, "with a language in the name"),
            Naming::EveryLanguage => (|folder| folder.without_language, "without a language in the name"),
            // The names of translations have theirs.
            Naming::LanguageOfTranslations => return None,
        };
        let left_out: usize = folders.values().map(count).sum();
        let texts = crate::language::text::counted(left_out, "text");
        (left_out > 0).then(|| format!("{texts} {what} cannot be edited there, as most are named otherwise"))
    }

    fn languages(self) -> Languages {
        if self == Naming::NoLanguage { Languages::One } else { Languages::Several }
    }
}

fn i18n(kind: &CmsKind, tags: &[LanguageTag], naming: Naming) -> Value {
    let locales: Vec<Value> = tags.iter().map(|tag| tag.as_str().into()).collect();
    let mut i18n = Mapping::new();
    i18n.insert("structure".into(), "multiple_files".into());
    i18n.insert("default_locale".into(), locales.first().cloned().unwrap_or_default());
    i18n.insert("locales".into(), Value::Sequence(locales));
    i18n.extend(kind.i18n.clone());
    if let Some(omit) = kind.omit.as_ref().filter(|_| naming == Naming::LanguageOfTranslations) {
        i18n.insert(omit.as_str().into(), true.into());
    }
    Value::Mapping(i18n)
}

/// Whether the dates of the site's texts have a time of day: what is written by a form should look like the rest.
fn dates(site: &Site) -> Dates {
    let dates = site.articles.iter().filter_map(|article| article.placement.date);
    // A day is one from its first moment.
    let (days, moments): (Vec<_>, Vec<_>) = dates.partition(|date| date.local.time() == Time::midnight());
    if days.len() > moments.len() { Dates::Days } else { Dates::Moments }
}

/// What all collections of a site have in common.
struct Maker<'a> {
    site: &'a Site,
    kind: &'a CmsKind,
    folders: &'a BTreeMap<String, Folder>,
    languages: Languages,
    dates: Dates,
}

/// Whether a text is a file or a folder with an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    File,
    Bundle,
}

impl Maker<'_> {
    fn site_title(&self) -> &str {
        let config = &self.site.config;
        let own = config.languages.first().and_then(|language| config.title.get(language.tag.as_str()));
        own.or_else(|| config.title.any()).unwrap_or_default()
    }

    fn collections(&self, notes: &mut Vec<String>) -> Vec<Value> {
        let terms = &self.site.taxonomy(TaxonomyKind::Section).terms;
        let mut sections: Vec<&str> = self.site.config.sections.iter().map(String::as_str).collect();
        sections.extend(
            terms.iter().map(|term| term.id.as_str()).filter(|id| !self.site.config.sections.iter().any(|s| s == id)),
        );
        if sections.is_empty() {
            notes.push("The site has no section yet: run this again when there is one".to_owned());
        }
        let mut all = Vec::new();
        for id in sections {
            let label = terms.iter().find(|term| term.id == id).and_then(|term| term.labels.first());
            let label = label.map_or_else(|| crate::language::text::capitalized(id), |label| label.name.clone());
            self.add(&mut all, notes, id, id, &label, Kind::Article);
        }
        self.add(&mut all, notes, "plain-pages", "", "Pages", Kind::Page);
        for (folder, label, kind) in [
            ("authors", "Authors", Kind::Author),
            ("dossiers", "Dossiers", Kind::Dossier),
            ("tags", "Tags", Kind::Term),
            ("sections", "Sections", Kind::Term),
        ] {
            self.add(&mut all, notes, folder, folder, label, kind);
        }
        all
    }

    /// A folder is a collection for each form that its texts have.
    fn add(&self, all: &mut Vec<Value>, notes: &mut Vec<String>, name: &str, folder: &str, label: &str, kind: Kind) {
        let found = self.folders.get(folder).copied().unwrap_or_default();
        if found.deeper > 0 {
            let place = if folder.is_empty() { "content".to_owned() } else { format!("content/{folder}") };
            notes.push(format!(
                "{} in folders below {place}/ are not shown",
                crate::language::text::counted(found.deeper, "text")
            ));
        }
        let mut forms = vec![if found.bundles > found.files { Form::Bundle } else { Form::File }];
        match forms[0] {
            Form::File if found.bundles > 0 => forms.push(Form::Bundle),
            Form::Bundle if found.files > 0 => forms.push(Form::File),
            _ => {}
        }
        for (i, form) in forms.into_iter().enumerate() {
            let suffix = match (i, form) {
                (0, _) => None,
                (_, Form::File) => Some("files"),
                (_, Form::Bundle) => Some("folders"),
            };
            all.push(self.collection(name, folder, label, kind, form, suffix));
        }
    }

    fn collection(&self, name: &str, folder: &str, label: &str, kind: Kind, form: Form, suffix: Option<&str>) -> Value {
        let place = if folder.is_empty() { "content".to_owned() } else { format!("content/{folder}") };
        let named = |name: &str, between: &str, end: &str| {
            suffix.map_or(name.to_owned(), |suffix| format!("{name}{between}{suffix}{end}"))
        };
        let mut one = Mapping::new();
        let mut set = |key: &str, value: Value| one.insert(key.into(), value);
        set("name", named(name, "-", "").into());
        set("label", named(label, " (", ")").into());
        set("folder", place.into());
        if form == Form::Bundle {
            set("path", "{{slug}}/index".into());
        }
        set("create", true.into());
        set("extension", "md".into());
        set("format", "yaml-frontmatter".into());
        let title = if matches!(kind, Kind::Author | Kind::Term) { "name" } else { "title" };
        let written = self.site.config.keys.iter().find(|name| name.meant.as_deref() == Some(title));
        set("identifier_field", written.map_or(title, |name| &name.written).into());
        set("slug", "{{slug}}".into());
        // Beside the text, where Dateline looks for it first.
        set("media_folder", "".into());
        set("public_folder", "".into());
        if self.languages == Languages::Several {
            set("i18n", true.into());
        }
        set("fields", Value::Sequence(fields(kind, self.dates, self.languages, self.kind, &self.site.config.keys)));
        one.extend(self.kind.collection.clone());
        Value::Mapping(one)
    }
}
