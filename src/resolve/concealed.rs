//! What is not public, kept so far that the audit can recognise it on a page.

use super::dossiers;
use super::members::Member;
use super::names::Naming;
use super::pictures::Folders;
use super::tags;
use super::taxonomies::Taxonomies;
use crate::input::config::Config;
use crate::input::config::permalinks::{Parts, Pattern};
use crate::input::content::{Document, ImageMatter, StoryId};
use crate::input::media::{MediaId, MediaLibrary, Origin};
use crate::input::old_address::OldAddress;
use crate::input::slug;
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::site::address::{address_of, page_of};
use crate::site::{Concealed, Hidden, Placement, Taxonomy, TaxonomyKind};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What is known when the site's names and files are.
pub(super) struct Known<'a> {
    pub config: &'a Config,
    pub naming: Naming<'a>,
    pub taxonomies: &'a Taxonomies,
    pub media: &'a MediaLibrary,
    pub published: &'a BTreeSet<MediaId>,
}

/// All that is not public: articles and plain pages, dossiers, and what is unlisted.
pub(super) fn concealed(
    hidden: &[&(Member, Hidden)],
    drafts: &[dossiers::Member],
    placements: &[Arc<Placement>],
    known: &Known,
) -> Vec<Concealed> {
    let by_name: HashMap<(&StoryId, LanguageId), &Member> =
        hidden.iter().map(|(member, _)| ((&member.story, member.language), member)).collect();
    let says_so = |member: &Member, why: Hidden| {
        let original = || by_name.get(&(&member.story, member.original)).map(|original| &original.document);
        let own = Some(&member.document).filter(|document| document.block().has_key(why.key()));
        Arc::clone(own.or_else(original).unwrap_or(&member.document))
    };
    let articles = hidden.iter().map(|(member, why)| Concealed {
        said_in: Some(says_so(member, *why)),
        group: member.story.clone(),
        is_unlisted: member.matter.unlisted.unwrap_or(false),
        ..article(member, *why, known)
    });
    let dossiers = drafts.iter().map(|member| dossier(member, known));
    articles.chain(dossiers).chain(placements.iter().filter_map(|placement| unlisted(placement))).collect()
}

/// An article or a plain page that is not public.
fn article(member: &Member, why: Hidden, known: &Known) -> Concealed {
    let (matter, language, naming) = (&member.matter, member.language, known.naming);
    let section = member.story.section().map(|id| {
        let sections = &known.taxonomies.sections;
        let own = sections.index.get(id).map(|i| sections.terms[*i].labels[language.0].slug.clone());
        (id, own.unwrap_or_else(|| naming.slug(TaxonomyKind::Section, id, language)))
    });
    let section = section.as_ref().map(|(id, slug)| (*id, slug.as_str()));
    let date = matter.date.and_then(|date| date.in_zone(&known.config.time_zone));
    let path = address_of(known.config, language, section, &member.slug, date);
    let base_url = &known.config.base_url;
    let aliases = matter.aliases.iter().filter_map(|alias| OldAddress::read(alias, base_url).ok());
    let aliases = aliases.map(|read| read.address.text());
    let concealed = of_document(
        &member.document,
        (language, matter.typography),
        why,
        [&matter.title, &matter.summary],
        path.map(|path| path.address()).into_iter().chain(aliases).collect(),
        (matter.image.as_ref(), &member.folders),
        known,
    );
    let tags = tags::ids(matter.tags.as_deref().unwrap_or_default());
    let authors = matter.author.clone().unwrap_or_default();
    let expires = || matter.expires.and_then(|date| date.in_zone(&known.config.time_zone));
    let moment = if why == Hidden::Expired { expires() } else { date };
    let patterns = &known.config.permalinks;
    let tag_slug = |id: &String| naming.slug(TaxonomyKind::Tag, id, language);
    let unused = |taxonomy: &Taxonomy, id: &&String| !taxonomy.index.contains_key(*id);
    let of_tags = tags.iter().filter(|id| unused(&known.taxonomies.tags, id)).map(|id| (&patterns.tag, tag_slug(id)));
    let of_authors = authors.iter().filter(|id| unused(&known.taxonomies.authors, id));
    let of_authors = of_authors.map(|id| (&patterns.author, naming.slugs.of(language, id)));
    let address = |(pattern, slug): (&Pattern, String)| {
        let path = page_of(known.config, language, pattern, Parts { slug: &slug, ..Parts::default() });
        path.map(|path| path.address())
    };
    let terms = of_tags.chain(of_authors).filter_map(address).collect();
    Concealed { tags, authors, terms, moment, ..concealed }
}

/// An article that its own pages show and no other may.
fn unlisted(placement: &Placement) -> Option<Concealed> {
    let words = placement.words.as_ref().filter(|_| placement.unlisted)?;
    Some(Concealed {
        place: words.place.clone(),
        summary_place: words.summary_place.clone(),
        language: placement.language,
        tags: Vec::new(),
        authors: Vec::new(),
        terms: Vec::new(),
        why: Hidden::Unlisted,
        said_in: None,
        moment: None,
        is_unlisted: true,
        story: placement.story.clone(),
        group: placement.story.clone(),
        title: vec![words.title.clone()],
        summary: words.summary.iter().cloned().collect(),
        addresses: Vec::new(),
        pictures: Vec::new(),
    })
}

/// A dossier that is not public.
fn dossier(member: &dossiers::Member, known: &Known) -> Concealed {
    let dossiers::Member { document, matter, language, folders } = member;
    let stem = document.name.story.stem();
    let slug = slug::written(matter.slug.as_deref()).unwrap_or_else(|| known.naming.slugs.of(*language, stem));
    let pattern = &known.config.permalinks.dossier;
    let path = page_of(known.config, *language, pattern, Parts { slug: &slug, ..Parts::default() });
    let typography = (*language, matter.typography);
    let texts = [&matter.title, &matter.summary];
    let image = (matter.image.as_ref(), folders);
    let addresses = path.iter().map(OutputPath::address).collect();
    of_document(document, typography, Hidden::Draft, texts, addresses, image, known)
}

fn of_document(
    document: &Arc<Document>,
    (language, typography): (LanguageId, Option<bool>),
    why: Hidden,
    [title, summary]: [&Option<String>; 2],
    addresses: Vec<String>,
    (image, folders): (Option<&ImageMatter>, &Folders),
    known: &Known,
) -> Concealed {
    let rules = known.naming.locales.typography(language, typography);
    // A template may show what the file says as it stands there, or as it is set.
    let writings = |text: &Option<String>| {
        let mut writings: Vec<String> =
            text.iter().flat_map(|text| [text.clone(), rules.set(text).into_owned()]).collect();
        writings.dedup();
        writings
    };
    // What is in `static/` is published anyway.
    let of_content = |id: &MediaId| known.media.get(*id).origin == Origin::Content;
    let of_image = |name: &Option<String>, folder: &str| known.media.named(folder, name.as_deref()?).filter(of_content);
    let lead = image.and_then(|image| of_image(&image.src, &folders.src));
    let social = image.and_then(|image| of_image(&image.social, &folders.social));
    let text = document.text();
    let mentioned = known.media.mentioned(document.folder(), &text);
    let named: Vec<MediaId> = lead.into_iter().chain(social).chain(mentioned).collect();
    // Readers of other languages would get another file in its place.
    let variants = named.iter().flat_map(|id| known.media.variants(*id));
    let mut pictures: Vec<MediaId> = named.iter().copied().chain(variants).collect();
    pictures.retain(|id| !known.published.contains(id));
    pictures.sort();
    pictures.dedup();
    Concealed {
        place: document.block().place_of("title"),
        summary_place: document.block().place_of("summary"),
        language,
        tags: Vec::new(),
        authors: Vec::new(),
        terms: Vec::new(),
        why,
        said_in: Some(Arc::clone(document)),
        moment: None,
        is_unlisted: false,
        story: document.name.story.clone(),
        group: document.name.story.clone(),
        title: writings(title),
        summary: writings(summary),
        addresses,
        pictures,
    }
}
