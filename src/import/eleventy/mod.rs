//! Eleventy: texts with front matter and data files, in Liquid or Nunjucks as far as the two are the same.

mod project;

use super::archive::{Archive, ArchiveFile, ArchiveLanguage, Entry, ListAddress, ListOf, Publish, Role, State, Text};
use super::fields;
use super::layout::stem_of;
use super::links::folder;
use super::liquid::{Globals, Liquid};
use super::matter::{Matter, data, dated, split, text};
use super::report::{Notes, Sort};
use super::shortcodes::parameters;
use super::table::Table;
use super::{Source, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::LanguageTag;
use crate::path::slugify;
use project::{Project, said};
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

const MARKDOWN: [&str; 2] = [".md", ".markdown"];
const HTML: [&str; 4] = [".html", ".htm", ".njk", ".liquid"];

/// Keys that say nothing here.
const OF_ELEVENTY: [&str; 9] = [
    "layout",
    "pagination",
    "eleventyNavigation",
    "eleventyComputed",
    "templateEngineOverride",
    "eleventyImport",
    "scripts",
    "styles",
    "order",
];

/// What a page reads that only lists others.
const LISTS: [&str; 3] = ["collections.", "pagination.", "collections["];

/// Tags that put a text into the menu or a collection of all, and are none to readers.
const COLLECTIONS: [&str; 5] = ["all", "nav", "post", "posts", "page"];

/// A reader of a project of Eleventy.
pub struct Eleventy {
    root: PathBuf,
    into: PathBuf,
    table: Table,
    liquid: Liquid,
    globals: Globals,
    pages: HashMap<String, Mapping>,
}

impl Eleventy {
    /// A reader of a folder; what is below `into` is not the source's.
    pub fn new(root: PathBuf, into: PathBuf, table: Table) -> Eleventy {
        Eleventy { root, into, table, liquid: Liquid::new(), globals: Globals::default(), pages: HashMap::new() }
    }

    fn entry(
        &mut self,
        place: &str,
        below: &str,
        matter: &mut Matter,
        codes: &BTreeSet<String>,
        notes: &mut Notes,
    ) -> Entry {
        self.table.rename(matter);
        let all = matter.clone().rest();
        let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let (above, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let (day, name) = dated(name).map_or((None, name.to_owned()), |(day, name)| (Some(day), name));
        // `Last Modified` and `git Created` are no dates that a file could say.
        let words = matter.get("date").and_then(text).filter(|text| {
            text.starts_with(char::is_alphabetic)
                && text.to_lowercase().contains("modified") | text.to_lowercase().contains("created")
        });
        if words.is_some() {
            matter.take("date");
        }
        let date = fields::date(matter, "date", place, notes).or(day);
        let updated = ["updated", "modified", "lastmod"].iter().find_map(|key| fields::date(matter, key, place, notes));
        let code = matter
            .take_text(&["lang", "language", "locale"])
            .or_else(|| above.split('/').find(|part| codes.contains(*part)).map(str::to_owned));
        let mut state = State::Public;
        if matter.take_switch("eleventyExcludeFromCollections") == Some(true) {
            state = State::Unlisted;
        }
        let in_drafts = above.split('/').any(|part| ["_drafts", "drafts"].contains(&part));
        if in_drafts || matter.take_switch("draft") == Some(true) || matter.take_switch("published") == Some(false) {
            state = State::Draft;
        }
        let slug = if name == "index" { above.rsplit('/').next().unwrap_or_default().to_owned() } else { name.clone() };
        let mut page = Mapping::new();
        page.insert(Value::from("fileSlug"), Value::from(slug.as_str()));
        page.insert(
            Value::from("filePathStem"),
            Value::from(format!(
                "/{}",
                [above, &name].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("/")
            )),
        );
        page.insert(Value::from("date"), Value::from(date.clone().unwrap_or_default()));
        let mut shown = all.clone();
        shown.insert(Value::from("page"), Value::Mapping(page));
        self.pages.insert(place.to_owned(), shown.clone());
        let address = match matter.take("permalink") {
            Some(Value::Bool(false)) => {
                notes.add(Sort::Decide, "Texts that had no page (`permalink: false`): they are drafts", place, "");
                state = State::Draft;
                None
            }
            Some(value) => text(&value).map(|pattern| self.filled(&pattern, &shown)),
            None => None,
        };
        let address = address.unwrap_or_else(|| {
            let parts = [above, if name == "index" { "" } else { &name }].into_iter().filter(|part| !part.is_empty());
            format!("/{}/", parts.collect::<Vec<_>>().join("/"))
        });
        let address = address.strip_suffix("index.html").map_or(address.clone(), str::to_owned).replace("//", "/");
        let is_language = |part: &&str| code.as_deref().is_some_and(|code| code.eq_ignore_ascii_case(part));
        let folders: Vec<&str> = above.split('/').filter(|part| !part.is_empty() && !is_language(part)).collect();
        let tags = matter
            .take_texts(&["tags"])
            .into_iter()
            .filter(|tag| !COLLECTIONS.contains(&tag.as_str()) && !folders.contains(&tag.as_str()));
        let tags: Vec<String> = tags.collect();
        let section = folders.first().and_then(|folder| stem_of(folder));
        let story = matter
            .take_text(&["translationKey", "ref"])
            .unwrap_or_else(|| folders.iter().copied().chain([name.as_str()]).collect::<Vec<_>>().join("/"));
        let (title, summary) = (matter.take_text(&["title"]), matter.take_text(&["description", "summary", "excerpt"]));
        let aliases = matter.take_texts(&["redirect_from", "aliases", "redirects"]);
        let mut entry = Entry {
            place: place.to_owned(),
            role: if section.is_some() { Role::Article } else { Role::Page },
            language: code.map(|code| fields::tag(&code)),
            story,
            section,
            stem: slug,
            address: Some(address),
            aliases,
            state,
            title,
            date,
            updated,
            authors: fields::authors(matter),
            tags,
            summary,
            image: fields::picture(matter),
            canonical: matter.take_text(&["canonical", "canonicalUrl"]).filter(|url| url.contains("://")),
            featured: matter.take_switch("featured") == Some(true),
            folder: (name == "index" && !above.is_empty()).then(|| folder(place).to_owned()),
            ..Entry::default()
        };
        entry.extra = std::mem::take(matter).rest();
        entry.extra.retain(|key, _| !key.as_str().is_some_and(|key| OF_ELEVENTY.contains(&key)));
        entry
    }

    /// A pattern of an address, with what is known of the text in its gaps.
    fn filled(&self, pattern: &str, page: &Mapping) -> String {
        let mut globals = self.globals.clone();
        globals.add_all(page);
        let pattern = pattern.replace("| slugify", "").replace("| slug", "").replace("| url", "");
        let is_slug = pattern.contains("title");
        let mut left = Vec::new();
        let path = self
            .liquid
            .text(&pattern, &globals, "eleventy", &mut |_, _| None, &mut |_, written| left.push(written.to_owned()));
        let path = match is_slug {
            true => path
                .split('/')
                .map(|part| if part.contains(".html") { part.to_owned() } else { slugify(part) })
                .collect::<Vec<_>>()
                .join("/"),
            false => path,
        };
        format!("/{}", path.trim_start_matches('/'))
    }

    fn files(&self, project: &Project, archive: &mut Archive) {
        for (from, to) in &project.copied {
            let at = self.root.join(from);
            let one = at.is_file().then(|| walk::Found { below: String::new(), disk: at.clone() });
            for file in
                one.into_iter().chain(walk::files(&at, &[&self.into]).into_iter().filter(|file| !file.below.is_empty()))
            {
                let join = |folder: &str| {
                    [folder, &file.below].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
                };
                let (place, address) = (join(from), format!("/{}", join(to)));
                let known = archive.files.iter_mut().find(|known| known.place == place);
                match known {
                    Some(known) => (known.address, known.publish) = (Some(address), Publish::Always),
                    None => archive.files.push(ArchiveFile {
                        disk: file.disk,
                        place,
                        address: Some(address),
                        publish: Publish::Always,
                    }),
                }
            }
        }
    }
}

impl Source for Eleventy {
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic> {
        let Some(project) = project::read(&self.root) else {
            let message = format!("{} is no project of Eleventy: it has no `eleventy.config.js`", self.root.display());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name the folder that holds the configuration"));
        };
        let about = &project.about;
        let own = said(about, &["language", "lang", "locale"]).map(|code| fields::tag(&code));
        let mut archive = Archive {
            title: said(about, &["title", "name"]),
            description: said(about, &["description"]),
            base_url: said(about, &["url", "baseUrl", "domain"])
                .filter(|url| url.contains("://"))
                .map(|url| url.trim_end_matches('/').to_owned()),
            ..Archive::default()
        };
        for program in &project.programs {
            notes.add(
                Sort::Decide,
                "Data files that are programs: nothing is run, so what they say is not known",
                program.clone(),
                "",
            );
        }
        self.globals.add_all(&project.known);
        let except = [
            self.into.clone(),
            self.root.join(&project.output),
            self.root.join("node_modules"),
            self.root.join(&project.data),
            self.root.join(&project.includes),
        ];
        let except: Vec<&std::path::Path> = except.iter().map(PathBuf::as_path).collect();
        let files = walk::files(&self.root.join(&project.input), &except);
        let mut of_folders: BTreeMap<String, Mapping> = BTreeMap::new();
        for file in &files {
            let bare = [".11tydata.json", ".json", ".11tydata.yaml", ".yaml", ".yml"]
                .iter()
                .find_map(|ending| file.below.strip_suffix(ending));
            let is_of_folder = |bare: &str| {
                let name = bare.rsplit('/').next().unwrap_or(bare);
                folder(bare).rsplit('/').next() == Some(name) || file.below.contains(".11tydata.")
            };
            if let Some(bare) = bare.filter(|bare| is_of_folder(bare)) {
                of_folders.insert(
                    bare.to_owned(),
                    data(&file.disk).and_then(|value| value.as_mapping().cloned()).unwrap_or_default(),
                );
            } else if file.below.contains(".11tydata.") {
                notes.add(
                    Sort::Decide,
                    "Data files that are programs: nothing is run, so what they say is not known",
                    file.below.clone(),
                    "",
                );
            }
        }
        let is_tag = |part: &str| {
            part.len() <= 7 && LanguageTag::parse(part).is_some_and(|tag| tag.as_str().eq_ignore_ascii_case(part))
        };
        let said_codes =
            of_folders.values().filter_map(|map| Matter::new(map.clone()).take_text(&["lang", "language", "locale"]));
        let codes: BTreeSet<String> = said_codes.filter(|code| is_tag(code)).collect();
        let below_project = |below: &str| {
            if project.input.is_empty() { below.to_owned() } else { format!("{}/{below}", project.input) }
        };
        for file in files {
            let place = below_project(&file.below);
            let is_text = MARKDOWN.iter().chain(&HTML).any(|ending| file.below.ends_with(ending));
            let is_data = of_folders
                .contains_key(file.below.rsplit_once('.').map_or("", |(stem, _)| stem.trim_end_matches(".11tydata")))
                && (file.below.ends_with(".json") || file.below.ends_with("yaml") || file.below.ends_with("yml"));
            let is_of_project = project.input.is_empty() && !file.below.contains('/') && !is_text
                || file.below.ends_with(".11tydata.js");
            if is_data || is_of_project {
                continue;
            }
            if !is_text {
                let address = Some(format!("/{}", file.below));
                archive.files.push(ArchiveFile { disk: file.disk, place, address, publish: Publish::Named });
                continue;
            }
            let Ok(content) = fs::read_to_string(&file.disk) else { continue };
            if ["README.md", "LICENSE.md", "CHANGELOG.md"].contains(&file.below.as_str()) {
                continue;
            }
            let parts = split(&content);
            let is_list = LISTS.iter().any(|list| {
                parts.body.contains(list)
                    || parts.raw.contains(list.trim_end_matches(['.', '['])) && parts.raw.contains("pagination")
            });
            if is_list || file.below.ends_with(".njk") && parts.body.contains("<?xml") {
                notes.add(Sort::LeftOut, "Pages that list texts: Dateline makes lists itself", place, "");
                continue;
            }
            let mut matter = parts.keys(&place, notes);
            matter.add_missing(&project.of_text(&of_folders, &file.below));
            let entry = self.entry(&place, &file.below, &mut matter, &codes, notes);
            archive.entries.push(entry);
        }
        self.files(&project, &mut archive);
        let used: BTreeSet<String> = archive.entries.iter().filter_map(|entry| entry.language.clone()).collect();
        let first = own.or_else(|| used.iter().next().cloned());
        let others: Vec<String> = used.into_iter().filter(|code| Some(code) != first.as_ref()).collect();
        // A language is in a folder of its own where the addresses of its texts say so.
        let prefix = |code: &str| {
            let start = format!("/{}/", code.to_lowercase());
            let own = archive.entries.iter().filter(|entry| entry.language.as_deref() == Some(code));
            let inside: Vec<bool> = own
                .map(|entry| entry.address.as_deref().is_some_and(|at| at.to_lowercase().starts_with(&start)))
                .collect();
            let is_inside = 2 * inside.iter().filter(|is| **is).count() > inside.len();
            if is_inside { code.to_lowercase() } else { String::new() }
        };
        let languages = first.into_iter().chain(others).map(|tag| ArchiveLanguage { prefix: prefix(&tag), tag });
        let mut languages: Vec<ArchiveLanguage> = languages.collect();
        let mut at_root = 0;
        for language in languages.iter_mut().filter(|language| language.prefix.is_empty()) {
            at_root += 1;
            if at_root > 1 {
                language.prefix = language.tag.to_lowercase();
            }
        }
        archive.languages = languages;
        archive.lists.push(ListAddress { address: "/".to_owned(), of: ListOf::Home(None) });
        archive.lists.push(ListAddress { address: "/feed/feed.xml".to_owned(), of: ListOf::Feed(None) });
        Ok(archive)
    }

    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text {
        let entry = &archive.entries[entry];
        let content = fs::read_to_string(self.root.join(&entry.place)).unwrap_or_default();
        let parts = split(&content);
        let mut globals = self.globals.clone();
        if let Some(page) = self.pages.get(&entry.place) {
            globals.add_all(page);
        }
        let (mut changed, mut left) = (Vec::new(), Vec::new());
        let text = self.liquid.text(
            parts.body,
            &globals,
            "eleventy",
            &mut |piece, inner| {
                // Nunjucks has commas between parameters.
                let given = parameters(&piece.rest.replace(", ", " "));
                let text = self.table.expand(piece.name, &given, inner)?;
                changed.push(format!("{{% {} {} %}}", piece.name, piece.rest));
                Some(text)
            },
            &mut |at, written| left.push((at, written.to_owned())),
        );
        for written in changed {
            notes.add(Sort::Changed, "Tags that are Markdown now", &entry.place, written);
        }
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', parts.body.as_bytes()).collect();
        for (at, written) in left {
            let line = parts.line + ends.partition_point(|end| *end < at);
            let what = "Tags that nobody knows: they are comments, which readers do not see. Say in `import.yaml` what they mean";
            notes.add(Sort::Decide, what, format!("{}:{line}", entry.place), written);
        }
        if HTML.iter().any(|ending| entry.place.ends_with(ending)) { Text::Html(text) } else { Text::Markdown(text) }
    }
}
