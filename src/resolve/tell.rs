//! Tell: from the files of one story to its articles. What is required, what is public, where it is written.
//!
//! A story is told by its own files alone, and by what does not depend on other stories: so one of which a text has changed
//! can be told again by itself.

use super::members::{Gathered, LettersLeft, Member};
use super::tags::{self, Tags};
use super::visibility::Visibility;
use super::{audio, dates, outdated, pictures};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::input::config::Config;
use crate::input::content::{Document, Related, StoryId};
use crate::language::locale::Locales;
use crate::language::{Moment, WrittenDate, shown};
use crate::path::{OutputPath, composed, is_full_address};
use crate::site::address::address_of;
use crate::site::{Hidden, Placement, Telling, Words};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What the files of a story come to.
pub(super) struct Told {
    pub story: StoryId,
    /// The files, where others keep them, too: by them it is known whether the story has to be told again.
    pub files: Vec<Arc<Document>>,
    /// The public articles, the original first. They do not know yet where they stand among the others.
    pub articles: Vec<ToldArticle>,
    /// What is not public, and why.
    pub hidden: Vec<(Member, Hidden)>,
    /// Whether each of its files has become an article, or is hidden.
    pub is_complete: bool,
    /// Ids that files would have by their paths, where `translation` gives them this story's.
    pub aliases: Vec<StoryId>,
    /// Ids of the tags of files that say too little to be an article.
    pub other_tags: Vec<String>,
    /// Letters that its slugs keep, though they should be Latin.
    pub letters_left: LettersLeft,
    pub problems: Diagnostics,
}

/// An article with what it wants at the top of "More on this topic".
pub(super) struct ToldArticle {
    pub article: Arc<Telling>,
    pub related: Vec<Related>,
}

impl Told {
    /// Whether the story was told of these very files.
    pub fn is_of(&self, files: &[Arc<Document>]) -> bool {
        self.files.len() == files.len() && self.files.iter().zip(files).all(|(own, other)| Arc::ptr_eq(own, other))
    }
}

/// What a story is told with.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub config: &'a Config,
    pub locales: &'a Locales,
    pub visibility: &'a Visibility,
    pub pictures: pictures::Known<'a>,
    /// Ids of the authors that have a file.
    pub authors: &'a BTreeSet<String>,
    /// The slug of each section in each language.
    pub sections: &'a HashMap<String, Vec<String>>,
}

/// Tells a story from its members.
pub(super) fn tell(gathered: Gathered, known: Known) -> Told {
    let Known { config, visibility, .. } = known;
    let Gathered { story, files, members, are_all, letters_left, problems } = gathered;
    let mut told = Told {
        story,
        files,
        articles: Vec::with_capacity(members.len()),
        hidden: Vec::new(),
        is_complete: are_all,
        aliases: Vec::new(),
        other_tags: Vec::new(),
        letters_left,
        problems,
    };
    // The original, where it waits for its day.
    let mut embargoed: Option<Arc<Document>> = None;
    // The same, where the site is published without it.
    let mut left_out: Option<Arc<Document>> = None;
    for (i, member) in members.into_iter().enumerate() {
        if member.document.name.story != member.story {
            told.aliases.push(member.document.name.story.clone());
        }
        let moment = |date: WrittenDate| date.in_zone(&config.time_zone);
        let times = Times {
            date: member.matter.date.and_then(moment),
            updated: member.matter.updated.and_then(moment).filter(|at| visibility.has_come(*at)),
            expires: member.matter.expires.and_then(moment),
        };
        let texts = member.matter.tags.as_deref().unwrap_or_default();
        let mut tags = tags::read(texts);
        if member.writes_tags {
            tags::report(&member.document, texts, &tags.refused, &mut told.problems);
        }
        let hidden = match member.document.is_left_out {
            true => Some(Hidden::LeftOut),
            false => visibility.hides(member.matter.draft.unwrap_or(false), times.date, times.expires),
        };
        if i == 0 && hidden == Some(Hidden::LeftOut) {
            left_out = Some(Arc::clone(&member.document));
        }
        let is_whole = is_whole(&member, times.date, hidden, &mut told.problems);
        dates::report((&member.document, &member.matter), moment, &mut told.problems);
        told.problems.extend(misplaced(&member, times.date));
        if let Some(outdated) = &member.outdated
            && hidden != Some(Hidden::Expired)
        {
            told.problems.push(outdated::report(&member.document, outdated));
        }
        if i == 0 && hidden == Some(Hidden::Embargo) {
            embargoed = Some(Arc::clone(&member.document));
        }
        if let Some(original) = embargoed.as_deref().filter(|_| hidden.is_none() && is_whole) {
            told.problems.push(breaks_embargo(&member.document, original));
        }
        if let Some(state) = hidden {
            told.hidden.push((member, state));
        } else if !is_whole {
            told.problems.extend(left_out.as_deref().map(|original| goes_along(&member.document, original)));
            told.is_complete = false;
            told.other_tags.append(&mut tags.ids);
        } else {
            let first = told.articles.first().map(|told| &*told.article.placement);
            told.articles.push(article(member, tags, times, first, known, &mut told.problems));
        }
    }
    told
}

/// The times of an article.
#[derive(Clone, Copy)]
struct Times {
    date: Option<Moment>,
    updated: Option<Moment>,
    expires: Option<Moment>,
}

/// Whether a file says what an article must; what it lacks is reported. The title of a draft may be still to come, as long
/// as there is a line for it: who begins to write has no headline yet, and the others can publish meanwhile.
fn is_whole(member: &Member, date: Option<Moment>, hidden: Option<Hidden>, problems: &mut Diagnostics) -> bool {
    let block = member.document.block();
    let is_page = member.story.section().is_none();
    let has_title = member.matter.title.as_ref().is_some_and(|t| !t.trim().is_empty());
    let waits = member.matter.draft == Some(true) && !member.is_flawed("title") && block.has_key("title");
    if !has_title && waits {
        if hidden != Some(Hidden::Draft) {
            problems.push(
                Diagnostic::warning(Code::MissingKey, "this draft has no `title` yet")
                    .at(block.place_of("title"))
                    .hint("write its headline behind `title:`"),
            );
        }
    } else if !has_title && !member.is_flawed("title") {
        problems.push(
            Diagnostic::error(Code::MissingKey, "the article has no `title`")
                .at(block.place_of("title"))
                .hint("add `title: …` to the front matter"),
        );
    }
    if date.is_none() && !is_page && !member.is_flawed("date") {
        problems.push(
            Diagnostic::error(Code::MissingKey, "the article has no `date`")
                .at(block.place_of("date"))
                .hint("add `date: 2025-01-20` (or write the original, from which a translation inherits it)"),
        );
    }
    (has_title || waits) && (date.is_some() || is_page)
}

/// A translation that says too little without what it would inherit of an original that is left out.
fn goes_along(document: &Document, original: &Document) -> Diagnostic {
    let message = format!("this translation is not published: {}, from which it inherits, is left out", original.path);
    Diagnostic::warning(Code::LeftOut, message)
        .at(Place::file(&document.path))
        .hint(format!("to publish it alone, write `date` and `title` here; else leave it out too: {}", document.path))
}

/// A translation that would be public before its original is.
fn breaks_embargo(document: &Document, original: &Document) -> Diagnostic {
    let message = format!("`date` publishes this translation now, and the original {} is under embargo", original.path);
    Diagnostic::warning(Code::TranslationDiffers, message)
        .at(document.block().place_of(KeyPath::from("date").value()))
        .hint("remove `date` here: a translation inherits it")
        .hint("if the text may be read now, give the original a `date` that has come, or make this one a story of its own")
}

/// What belongs to an article, in a file that is a plain page for want of a section.
fn misplaced(member: &Member, date: Option<Moment>) -> Option<Diagnostic> {
    let Member { story, matter, document, .. } = member;
    let is_page = story.section().is_none();
    if !is_page || date.is_none() && matter.author.is_none() && matter.tags.is_none() {
        return None;
    }
    let block = document.block();
    let key = block.first_key(["date", "author", "authors", "tags"])?;
    let message =
        format!("a file directly in content/ is a plain page: it is in no list and no feed, and shows no `{key}`");
    let problem = Diagnostic::warning(Code::MisplacedText, message);
    let file = document.path.rsplit('/').next().unwrap_or_default();
    Some(
        problem
            .at(block.place_of(key))
            .hint(format!("move an article into the folder of its section: content/news/{file}"))
            .hint(format!("or remove `{key}`, if it is a plain page that readers may see")),
    )
}

/// An article of a member. `first` is the placement of the first article of its story, if that has been told.
fn article(
    member: Member,
    tags: Tags,
    times: Times,
    first: Option<&Placement>,
    known: Known,
    problems: &mut Diagnostics,
) -> ToldArticle {
    let Known { config, locales, visibility, pictures, authors: known_authors, sections } = known;
    let Member {
        document, story, language, matter, writes_tags, folders, original, outdated, slug, slug_origin, ..
    } = member;
    let Tags { ids: tags, spellings, .. } = tags;
    if let Some(canonical) = &matter.canonical
        && !is_full_address(canonical)
    {
        problems.push(
            Diagnostic::error(Code::BadValue, format!("`canonical` is no full address: `{canonical}`"))
                .at(document.block().place_of(KeyPath::from("canonical").value()))
                .hint("it begins with https:// and has no spaces or quotation marks; encode those"),
        );
    }
    let mut shown = BTreeSet::new();
    let asked = pictures::Asked { document: &document, matter: matter.image.as_ref(), folders: &folders, language };
    let pictures::Found { image, social: social_image, ends: picture_ends } =
        pictures::find(asked, pictures, &mut shown, problems);
    let asked = audio::Asked { document: &document, matter: matter.audio.as_ref(), folders: &folders, language };
    let audio = audio::find(asked, original, pictures, &mut shown, problems);
    let moment = |date: WrittenDate| date.in_zone(&config.time_zone);
    // A correction that is dated ahead waits for its day, as an article does.
    let corrections = matter.corrections.iter().filter_map(|c| Some((moment(c.date)?, c.text.clone())));
    let corrections: Vec<(Moment, String)> = corrections.filter(|(at, _)| visibility.has_come(*at)).collect();
    // A draft without a headline goes by the name of its file.
    let title = matter.title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| story.stem().to_owned());
    // Their ids are names of files: in whatever form the letters are composed, they mean one file.
    let authors = matter.author.unwrap_or_default().into_iter().map(|id| composed(&id).into_owned());
    let authors: Vec<String> = authors.collect();
    report_unknown_authors(&document, &authors, known_authors, problems);
    let authors = shared(unique(authors), first.map(|first| &first.authors));
    let slug_of_section = |id| sections.get(id).map_or("", |slugs| slugs[language.0].as_str());
    let section = story.section().map(|id| (id, slug_of_section(id)));
    let path = address_of(config, language, section, &slug, times.date);
    if path.is_none() && !document.is_flawed("slug") {
        problems.push(
            Diagnostic::error(Code::BadValue, format!("`{story}` gives no address"))
                .at(document.block().place_of("slug"))
                .hint("add `slug: …` with letters or digits"),
        );
    }
    let placement = Placement {
        is_page: story.section().is_none(),
        language,
        original,
        authors,
        tags: shared(tags, first.map(|first| &first.tags)),
        writes_tags,
        spellings: if writes_tags { spellings.into() } else { Box::default() },
        date: times.date,
        expires: times.expires,
        draft: matter.draft.unwrap_or(false),
        unlisted: matter.unlisted.unwrap_or(false),
        canonical: matter.canonical,
        slug,
        path: path.unwrap_or_else(|| placeholder(&document)),
        aliases: matter.aliases,
        image: image.as_ref().map(|image| image.source.clone()),
        social_image,
        is_episode: audio.as_ref().is_some_and(|audio| audio.language == language),
        shown,
        corrections: corrections.iter().map(|(at, _)| *at).collect(),
        words: None,
        story,
    };
    let (marked, length) = (document.marks.pictures.iter().sum(), document.source.length());
    let mut article = Telling {
        placement: Arc::new(placement),
        document,
        title,
        summary: matter.summary,
        updated: times.updated,
        image,
        audio,
        picture_ends,
        pullquote: matter.pullquote,
        kind: matter.kind,
        dateline: matter.dateline,
        corrections,
        featured: matter.featured.unwrap_or(false),
        recorded: matter.translated.is_some(),
        translation_status: matter.translation_status,
        outdated,
        pictures_in_text: (marked, length),
        extra: matter.extra,
        typography: matter.typography,
        slug_origin,
    };
    typeset(&mut article, locales);
    let words = words(&article);
    if let Some(placement) = Arc::get_mut(&mut article.placement) {
        placement.words = words;
    }
    problems.extend(unpinned(&article));
    ToldArticle { article: Arc::new(article), related: matter.related.unwrap_or_default() }
}

/// A list, or the one that says the same: an archive holds most of them in each language.
fn shared(list: Vec<String>, known: Option<&Arc<[String]>>) -> Arc<[String]> {
    known.filter(|known| known[..] == list[..]).map_or_else(|| list.into(), Arc::clone)
}

/// The words by which others know an article, if they do.
fn words(article: &Telling) -> Option<Box<Words>> {
    let is_known = article.placement.is_page || article.placement.unlisted;
    let words = || Words {
        title: article.title.clone(),
        summary: article.summary.clone(),
        place: article.document.block().place_of("title"),
        summary_place: article.document.block().place_of("summary"),
    };
    is_known.then(|| Box::new(words()))
}

/// Reports the authors that a file names and that have no file of their own.
fn report_unknown_authors(
    document: &Document,
    authors: &[String],
    known: &BTreeSet<String>,
    problems: &mut Diagnostics,
) {
    if authors.iter().all(|id| known.contains(id)) {
        return;
    }
    let block = document.block();
    // Where the original names the authors, it is told of them.
    let Some(key) = block.first_key(["author", "authors"]) else { return };
    for (i, id) in authors.iter().enumerate().filter(|(_, id)| !known.contains(*id)) {
        problems.push(
            Diagnostic::warning(Code::UnknownAuthor, format!("the author {} has no file", shown(id)))
                .at(block.place_of(KeyPath::from(key).item(i)))
                .did_you_mean(id, known.iter().map(String::as_str))
                .hint(format!("write content/authors/{id}.md with `name: …`")),
        );
    }
}

/// Sets the words of the front matter that readers see as text. Descriptions of pictures are attributes, and stay.
fn typeset(article: &mut Telling, locales: &Locales) {
    let typography = locales.typography(article.placement.language, article.typography);
    if typography.is_none() {
        return;
    }
    let set = |text: &mut String| {
        if let Cow::Owned(new) = typography.set(text) {
            *text = new;
        }
    };
    set(&mut article.title);
    let Telling { summary, pullquote, dateline, image, audio, corrections, .. } = article;
    let of_image = image.as_mut().map(|i| [&mut i.caption, &mut i.credit]);
    let of_audio = audio.as_mut().map(|a| [&mut a.title, &mut a.caption, &mut a.credit]);
    let words = [summary, pullquote, dateline].into_iter();
    words.chain(of_image.into_iter().flatten()).chain(of_audio.into_iter().flatten()).flatten().for_each(set);
    corrections.iter_mut().for_each(|(_, text)| set(text));
}

/// A published address that an editor could change without knowing.
fn unpinned(article: &Telling) -> Option<Diagnostic> {
    let Placement { draft, slug, .. } = &*article.placement;
    let source = article.slug_origin.in_words().filter(|_| !draft && !slug.is_empty())?;
    let message = format!("the address `{slug}` would change with {source}");
    let problem = Diagnostic::warning(Code::UnpinnedSlug, message).at(article.document.block().place_of("title"));
    Some(problem.hint("run `dateline slugs --write`: it writes the slug into the front matter"))
}

/// Stands in for an address that a slug does not give.
fn placeholder(document: &Document) -> OutputPath {
    // No other page is where the text itself is.
    let own = OutputPath::new(&document.path).or_else(|| OutputPath::page("/"));
    own.unwrap_or_else(|| unreachable!("the root is a page"))
}

fn unique(ids: Vec<String>) -> Vec<String> {
    let mut unique = Vec::with_capacity(ids.len());
    for id in ids {
        if !unique.contains(&id) {
            unique.push(id);
        }
    }
    unique
}
