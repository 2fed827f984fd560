//! What a change of files means for a site: what has changed is read again, the rest stays as it is.

use super::change::{Effect, Touched};
use super::content::ContentChanges;
use super::{CONTENT, Earlier, FOLDERS, LOCALES, STATIC, Sources, TEMPLATES, THEMES, is_in, read_config};
use crate::input::config::{self, Config};
use crate::input::discover;
use crate::language::LanguageTag;
use std::sync::Arc;

impl Sources {
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
        // What the name of a file says depends on the languages, and what its keys say on their names.
        if reads_everything || tags(&config) != tags(&self.config) || config.keys != self.config.keys {
            self.texts.clear();
        }
        self.config = config;
        self.media_changes += u64::from(reads_everything);
        let files = self.discover();
        self.parse(files);
        self.read_themes(Earlier::IsOfNoUse);
    }
}
