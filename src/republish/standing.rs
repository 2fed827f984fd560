//! Standing: a site in memory that follows its files and the clock, and can be published at any time.

use crate::diagnostic::Diagnostics;
use crate::input::config::FILE;
use crate::input::content::{Document, is_text};
use crate::inspect::published::{self, Comparison, LastRecord, Withdrawals};
use crate::language::locale::Recollection;
use crate::pictures::Collection;
use crate::pipeline::{self, Loaded, Progress};
use crate::plan::schedule;
use crate::publish::{self, Counts, Durability, LastState};
use crate::rebuild::{Last, Recalled};
use crate::render::Press;
use crate::site::Site;
use crate::sources::{self, Effect, Options, Sources, Touched, day_of};
use crate::timings::Timings;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Where the texts are.
const CONTENT: &str = "content/";

/// A clock that is set back by less than this is only set right.
const SET_RIGHT: SignedDuration = SignedDuration::from_secs(2);

/// A site in memory.
pub(super) struct Standing {
    options: Options,
    sources: Sources,
    loaded: Loaded,
    /// A hash of all files of the site that are no texts, taken before they were read.
    inputs: u64,
    /// What the site was resolved for.
    now: Timestamp,
    /// What languages were asked for in vain before any page was made.
    asked: Recollection,
    /// What the last publication was made of.
    recalled: Recalled,
    /// The record of what was published.
    last_record: published::Memory,
    /// What was in the folders of the last publication, and of that before it.
    known: publish::Known,
    /// When it is another although no file has changed.
    next_moment: Option<Timestamp>,
}

/// How a site is published.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'a> {
    pub out: &'a Path,
    pub record_in: &'a Path,
    pub strict: bool,
    pub withdrawals: Withdrawals,
    pub durability: Durability,
}

/// What an attempt to publish has come to.
pub(super) struct Attempt {
    /// None where the site stays as it was.
    pub counts: Option<Counts>,
    pub problems: Diagnostics,
    pub comparison: Comparison,
}

/// What of a site is another.
pub(super) enum Change {
    Nothing,
    Something {
        /// Texts that have come with the time, by their files.
        appeared: Vec<String>,
        /// Texts that have gone with it.
        disappeared: Vec<String>,
    },
}

impl Standing {
    /// Reads a site.
    ///
    /// # Errors
    /// Its folder or its languages are unknown.
    pub fn open(options: &Options, now: Timestamp) -> Result<Standing, Diagnostics> {
        let options = Options { now, today: day_of(now), ..options.clone() };
        let inputs = sources::fingerprint(&options);
        let (sources, problems) = Sources::load(&options, &mut Timings::default());
        let Some(mut sources) = sources else { return Err(problems) };
        let loaded = pipeline::open(&mut sources, &pictures(&options));
        let next_moment = schedule::next_moment(&loaded.press.site, sources.next_moment());
        let asked = loaded.press.site.locales.recollection();
        Ok(Standing {
            options,
            sources,
            loaded,
            inputs,
            now,
            asked,
            recalled: Recalled::default(),
            last_record: published::Memory::default(),
            known: publish::Known::default(),
            next_moment,
        })
    }

    /// Whether time alone has made another site of it by now: also where the clock was wrong before, and has been set
    /// back.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_moment.is_some_and(|next| next <= now) || self.is_of_the_future(now)
    }

    /// A moment until which the site stays what it is, as long as no file changes.
    pub fn next_moment(&self) -> Option<Timestamp> {
        self.next_moment
    }

    fn is_of_the_future(&self, now: Timestamp) -> bool {
        self.now.duration_since(now) > SET_RIGHT
    }

    /// Takes in what has changed, and the time.
    pub fn take_in(&mut self, touched: &Touched, now: Timestamp) -> Change {
        let is_due = self.is_due(now);
        let is_another_day = day_of(now) != self.options.today;
        let mut touched = touched.clone();
        // What is kept for a number of days, and what a configuration says of the day, goes by the clock, too.
        touched.everything |= is_another_day;
        let is_whole = is_due || touched.everything || touched.paths.contains(FILE);
        if is_whole {
            self.sources.set_now(now);
        }
        if !is_of_texts(&touched, &self.options.root) {
            let inputs = sources::fingerprint(&self.options);
            if std::mem::replace(&mut self.inputs, inputs) != inputs {
                self.recalled.forget();
            }
        }
        let effect = self.sources.update(&touched);
        if matches!(effect, Effect::Nothing) && !is_due {
            return Change::Nothing;
        }
        let site_before = Arc::clone(&self.loaded.press.site);
        let before = if is_due { texts(&self.loaded.press) } else { BTreeSet::new() };
        // A date that was written meanwhile may lie between the two.
        if is_whole || self.has_come(&effect, now) {
            self.sources.set_now(now);
            self.now = now;
            let mut kept = Arc::clone(&self.loaded.press.pictures);
            if is_another_day {
                self.options.today = day_of(now);
                kept = pictures(&self.options);
            }
            self.loaded = pipeline::open(&mut self.sources, &kept);
        } else {
            // What the pages of before have asked for in vain, those of now need not.
            self.loaded.press.site.locales.recall(self.asked.clone());
            self.loaded = pipeline::follow(&mut self.loaded, &effect, &mut self.sources);
        }
        self.asked = self.loaded.press.site.locales.recollection();
        match self.loaded.changed() {
            Some(changed) => self.recalled.change(changed),
            None => self.recalled.forget(),
        }
        self.next_moment = self.next_moment_after(&site_before, &effect);
        let after = if is_due { texts(&self.loaded.press) } else { BTreeSet::new() };
        let missing = |from: &BTreeSet<String>, of: &BTreeSet<String>| of.difference(from).cloned().collect();
        Change::Something { appeared: missing(&before, &after), disappeared: missing(&after, &before) }
    }

    /// When the site is another although no file has changed, now that it has followed a change.
    fn next_moment_after(&self, before: &Site, effect: &Effect) -> Option<Timestamp> {
        let now = &*self.loaded.press.site;
        let all = || schedule::next_moment(now, self.sources.next_moment());
        let (Effect::Texts(revisions), Some(changed)) = (effect, self.loaded.changed()) else { return all() };
        let of = |site: &Site, texts: &mut dyn Iterator<Item = &Arc<Document>>| {
            let of_texts = texts.filter_map(|text| self.sources.next_moment_of(text)).min();
            let of_articles = changed.iter().filter_map(|id| schedule::next_moment_of(site, site.article(*id))).min();
            of_texts.into_iter().chain(of_articles).min()
        };
        let was = of(before, &mut revisions.iter().filter_map(|revision| revision.before.as_ref()));
        let is = of(now, &mut revisions.iter().filter_map(|revision| revision.now.as_ref()));
        // That of all others is known unless it was one of these.
        if was.is_some() && was == self.next_moment { all() } else { self.next_moment.into_iter().chain(is).min() }
    }

    /// Whether a moment that a text names has come since the site was resolved.
    fn has_come(&self, effect: &Effect, now: Timestamp) -> bool {
        let Effect::Texts(revisions) = effect else { return false };
        let texts = revisions.iter().filter_map(|revision| revision.now.as_deref());
        texts.filter_map(|text| self.sources.next_moment_of(text)).any(|moment| moment <= now)
    }

    /// Makes what the next publication begins with, while nobody waits. If that fails, the next publication takes longer.
    pub fn prepare(&self, out: &Path) {
        if !self.known.is_complete() {
            let _ = publish::prepare(out, &self.known);
        }
    }

    /// Publishes the site as `build` does.
    pub fn publish(&mut self, terms: Terms, progress: &dyn Progress) -> Attempt {
        let site = Arc::clone(&self.loaded.press.site);
        let severities = &site.config.severities;
        let mut problems = self.sources.problems();
        problems.append(self.loaded.problems());
        let mut problems = severities.apply(problems);
        let press = &mut self.loaded.press;
        // The trace is read again: another build may have written the folder meanwhile.
        let read = || Last::read_again(&self.options.root, terms.out, self.inputs, &self.recalled);
        let record = LastRecord::Again(terms.record_in, &self.last_record);
        let hold = || published::hold(press, record, terms.withdrawals, &mut problems);
        let (last, comparison) = rayon::join(read, hold);
        let problems = severities.apply(problems);
        *press = press.without_texts_that_asked(self.recalled.changed());
        // What was brought out is the beginning of what is published next.
        let (durability, known) = (terms.durability, Some(&self.known));
        let how = publish::Terms { last: LastState::IsKept, durability, known, ..publish::Terms::default() };
        let into = (terms.out, &last, how);
        let (counts, problems) =
            pipeline::build(press, into, problems, terms.strict, progress, &mut Timings::default());
        *press = press.for_the_next();
        match counts {
            Some(_) => self.recalled.settle(),
            None => self.recalled.give_up(),
        }
        Attempt { counts, problems, comparison }
    }
}

/// Whether nothing but texts has been touched. One that has gone may have been a folder.
fn is_of_texts(touched: &Touched, root: &Path) -> bool {
    let is_text_now = |path: &String| path.starts_with(CONTENT) && is_text(path) && root.join(path).is_file();
    !touched.everything && touched.paths.iter().all(is_text_now)
}

/// What is known of the pictures counts as used on the day of the options.
fn pictures(options: &Options) -> Arc<Collection> {
    Arc::new(Collection::new(&options.root, options.effort, options.today))
}

/// The files of the texts that readers get.
fn texts(press: &Press) -> BTreeSet<String> {
    press.site.articles.iter().map(|article| article.document.path.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::pictures::Effort;
    use crate::pipeline::Silence;
    use crate::sources::Texts;
    use std::collections::BTreeMap;
    use std::fs;
    use walkdir::WalkDir;

    const STORIES: u64 = 12;
    const NOW: &str = "2025-06-01T12:00:00Z";

    /// A site of stories in two languages that lead to each other, in a folder of its own.
    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| write(folder.path(), path, text);
        write(
            "site.yaml",
            "title: The Gazette\nbase_url: https://news.example\nlanguages: [en, fr]\npaginate: 4\n\
             feeds: { formats: [rss, json], content: full }\nsocial_cards: false\n",
        );
        write("locales/en/names.ftl", "section-news = News\ntag-iran = Iran\n");
        write("locales/fr/names.ftl", "section-news = Actualité\ntag-iran = Iran\n");
        write("content/authors/ann.en.md", "---\nname: Ann\n---\nAnn writes [about tea](../news/s1.en.md).\n");
        write("content/tags/tea.en.md", "---\nname: Tea\n---\nOf [tea](../news/s2.en.md).\n");
        for story in 0..STORIES {
            for language in ["en", "fr"] {
                let next = (story + 1) % STORIES;
                let front = format!("title: Title {story} {language}\nauthors: [ann]\ntags: [iran, tea]\n");
                let text = format!("Words of {story}. See [the next](s{next}.{language}.md).");
                let day = story + 1;
                let path = format!("content/news/s{story}.{language}.md");
                write(&path, &format!("---\n{front}date: 2025-05-{day:02}\n---\n\n{text}\n"));
            }
        }
        folder
    }

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn options(root: &Path) -> Options {
        let now: Timestamp = NOW.parse().unwrap();
        Options {
            root: root.to_owned(),
            base_url: None,
            drafts: false,
            future: false,
            proof: false,
            pseudo: None,
            now,
            effort: Effort::Whole,
            texts: Texts::Kept,
            leave_out: Vec::new(),
            today: day_of(now),
        }
    }

    /// Whether nothing stood against it.
    fn publish(site: &mut Standing, out: &Path) -> bool {
        let terms = Terms {
            out,
            record_in: out,
            strict: false,
            withdrawals: Withdrawals::AreLetGo,
            durability: Durability::System,
        };
        let attempt = site.publish(terms, &Silence);
        let has_errors = attempt.problems.0.iter().any(|problem| problem.severity == Severity::Error);
        assert_eq!(attempt.counts.is_none(), has_errors, "{:?}", attempt.problems);
        !has_errors
    }

    fn files(out: &Path) -> BTreeMap<String, Vec<u8>> {
        let files = WalkDir::new(out).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        let named = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        };
        // What was published once is recorded with the folder.
        files.map(named).filter(|(path, _)| path != "addresses.json" && !path.starts_with(".dateline")).collect()
    }

    /// What is at `out` is what a build from nothing makes, if that finds nothing against it.
    fn assert_is_as_built(root: &Path, (out, is_published): (&Path, bool), step: &str) {
        let fresh = tempfile::tempdir_in(root).unwrap();
        let fresh_out = fresh.path().join("public");
        let mut site = Standing::open(&options(root), NOW.parse().unwrap()).ok().unwrap();
        assert_eq!(publish(&mut site, &fresh_out), is_published, "{step}");
        if !is_published {
            return;
        }
        let (found, wanted) = (files(out), files(&fresh_out));
        let paths: BTreeSet<&String> = found.keys().chain(wanted.keys()).collect();
        let others: Vec<_> = paths.into_iter().filter(|path| found.get(*path) != wanted.get(*path)).collect();
        assert!(others.is_empty(), "{step}: {others:?} are others");
    }

    fn take_in(site: &mut Standing, path: &str) {
        let touched = Touched { paths: [path.to_owned()].into(), everything: false };
        site.take_in(&touched, NOW.parse().unwrap());
    }

    /// The routes that are asked again what they are made of.
    fn asked(site: &Standing) -> usize {
        let press = &site.loaded.press;
        press.routes.iter().filter(|route| site.recalled.of(route).is_none()).count()
    }

    #[test]
    fn a_text_that_is_saved_is_published_without_asking_what_other_pages_are_made_of() {
        let folder = site();
        let (root, out) = (folder.path(), folder.path().join("public"));
        let mut site = Standing::open(&options(root), NOW.parse().unwrap()).ok().unwrap();
        assert!(publish(&mut site, &out));
        let all = site.loaded.press.routes.iter().count();
        let never = asked(&site);
        let path = "content/news/s5.en.md";
        let text = fs::read_to_string(root.join(path)).unwrap();
        write(root, path, &format!("{text}\nAnother paragraph.\n"));
        take_in(&mut site, path);
        let again = asked(&site) - never;
        assert!(again > 0 && again < (all - never) / 2, "{again} of {all}, {never} of them always");
        assert!(publish(&mut site, &out));
        assert_eq!(asked(&site), never, "all is recalled again");
        assert_is_as_built(root, (&out, true), "a paragraph");
    }

    #[test]
    fn whatever_is_saved_is_published_as_a_build_from_nothing_would_publish_it() {
        let folder = site();
        let (root, out) = (folder.path(), folder.path().join("public"));
        let mut site = Standing::open(&options(root), NOW.parse().unwrap()).ok().unwrap();
        assert!(publish(&mut site, &out));
        let mut state = 7_u64;
        let mut number = |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let steps = std::env::var("STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(25);
        for step in 0..steps {
            let language = ["en", "fr"][usize::try_from(number(2)).unwrap()];
            let path = match number(8) {
                0 => "content/authors/ann.en.md".to_owned(),
                1 => "content/tags/tea.en.md".to_owned(),
                _ => format!("content/news/s{}.{language}.md", number(STORIES)),
            };
            let text = fs::read_to_string(root.join(&path)).unwrap_or_default();
            let (front, body) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).unzip();
            let (front, body) = (front.unwrap_or("title: Back\ntags: [iran]\ndate: 2025-05-20"), body.unwrap_or("\n"));
            let other = number(STORIES);
            let (front, body) = match number(9) {
                0 => (front.replacen("title: ", "title: New ", 1), body.to_owned()),
                1 => (front.to_owned(), body.replacen("Words", "Other words", 1)),
                2 if front.starts_with("title") && !front.contains("summary") => {
                    (format!("{front}\nsummary: In short."), body.to_owned())
                }
                3 if front.starts_with("title") => (front.replace("[iran, tea]", "[iran]"), body.to_owned()),
                4 if path.contains("/news/") => (String::new(), String::new()),
                5 => (front.to_owned(), format!("{body}\nSee [more](../news/s{other}.en.md) and `code`.\n")),
                6 => (front.to_owned(), format!("{body}\n<b>By hand</b>, {step}.\n")),
                _ => (front.to_owned(), format!("{body}\nSentence {step}.\n")),
            };
            if front.is_empty() && body.is_empty() {
                let _ = fs::remove_file(root.join(&path));
            } else {
                write(root, &path, &format!("---\n{}\n---\n{body}", front.trim_end()));
            }
            take_in(&mut site, &path);
            // Not each save is published by itself.
            if number(3) > 0 {
                let is_published = publish(&mut site, &out);
                assert_is_as_built(root, (&out, is_published), &format!("step {step}, {path}"));
            }
        }
    }
}
