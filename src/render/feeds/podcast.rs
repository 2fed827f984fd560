//! The podcast: RSS 2.0 with what directories ask for (Apple's "Podcasts RSS feed requirements"; Spotify's are the same).

use super::{entry, rss};
use crate::input::config::podcast::{PodcastConfig, category};
use crate::language::LanguageId;
use crate::plan::{Route, podcast};
use crate::render::audio;
use crate::render::media::{Asked, Source};
use crate::render::press::Press;
use crate::render::titles::site_text;
use crate::render::xml;
use crate::site::address::home;
use crate::site::{Article, Site};
use ::rss::extension::atom::{AtomExtension, Link};
use ::rss::extension::itunes::{ITunesCategory, ITunesChannelExtension, ITunesItemExtension, ITunesOwner};
use ::rss::{Channel, Image, Item};

/// The longest side that directories take, in pixels.
const LARGEST: u32 = 3000;

/// What a podcast is called.
pub(in crate::render) fn title(site: &Site, language: LanguageId) -> String {
    let own = site.config.feeds.podcast.as_ref().and_then(|podcast| podcast.title.as_ref());
    let own = own.and_then(|title| title.get(site.locales.get(language).tag.as_str())).map(str::to_owned);
    own.or_else(|| site_text(site, language, "site-title")).unwrap_or_default()
}

/// The bytes of a language's podcast.
pub(in crate::render) fn write(press: &Press, route: &Route) -> Vec<u8> {
    let site = &*press.site;
    let language = route.language.unwrap_or(LanguageId(0));
    let Some(config) = &site.config.feeds.podcast else { return Vec::new() };
    let tag = site.locales.get(language).tag.as_str();
    let episodes: Vec<&Article> = podcast::episodes(site, language).map(|id| site.article(id)).collect();
    let title = title(site, language);
    let page = page(site, config, language);
    let said = |text: &Option<crate::input::config::LocalizedText>| {
        text.as_ref().and_then(|text| text.get(tag)).map(str::to_owned)
    };
    let description = said(&config.description).or_else(|| site_text(site, language, "site-description"));
    let cover = cover(press, language);
    let mut channel = Channel::default();
    channel.set_title(title.clone());
    channel.set_link(page.clone());
    channel.set_description(description.unwrap_or_else(|| title.clone()));
    channel.set_language(tag.to_owned());
    channel.set_copyright(said(&config.copyright));
    channel.set_last_build_date(episodes.iter().filter_map(|article| article.changed()).max().map(|d| d.rfc2822()));
    channel.set_image(cover.clone().map(|url| Image { url, title: title.clone(), link: page, ..Image::default() }));
    channel.set_atom_ext(AtomExtension {
        links: vec![Link {
            href: site.absolute(&route.path),
            rel: "self".to_owned(),
            mime_type: Some(podcast::MEDIA_TYPE.to_owned()),
            ..Link::default()
        }],
    });
    let name = || site_text(site, language, "site-title");
    let owner = config.owner.email.clone().or_else(|| site.config.publisher.email.clone());
    channel.set_itunes_ext(ITunesChannelExtension {
        author: said(&config.author).or_else(name),
        categories: categories(config),
        image: cover,
        explicit: Some(config.explicit.to_string()),
        owner: owner.map(|email| ITunesOwner { name: config.owner.name.clone().or_else(name), email: Some(email) }),
        r#type: Some(config.kind.as_str().to_owned()),
        ..ITunesChannelExtension::default()
    });
    let mut namespaces = rss::namespaces();
    namespaces.insert("itunes".to_owned(), "http://www.itunes.com/dtds/podcast-1.0.dtd".to_owned());
    channel.set_namespaces(namespaces);
    channel.set_items(episodes.into_iter().map(|article| item(press, article, config)).collect::<Vec<_>>());
    let mut bytes = xml::legal(rss::written(&channel, Vec::new()));
    bytes.push(b'\n');
    bytes
}

/// The page that the podcast belongs to: that of its section, where it is of one alone; else the home page.
fn page(site: &Site, config: &PodcastConfig, language: LanguageId) -> String {
    let of_section = match &config.sections[..] {
        [id] => site.sections.index.get(id).map(|i| site.absolute(&site.sections.terms[*i].pages[language.0])),
        _ => None,
    };
    of_section.unwrap_or_else(|| site.absolute(&home(&site.config, language)))
}

/// The full address of the cover: a square of the size that directories take, never larger than the picture itself.
fn cover(press: &Press, language: LanguageId) -> Option<String> {
    let site = &*press.site;
    let file = site.media.in_language(site.cover?, language);
    let href = Source::of(press).in_shape(Asked::plain(file), Some((1, 1)), Some(LARGEST)).url;
    Some(format!("{}{}", site.config.base_url, href.strip_prefix(site.base_path()).unwrap_or(&href)))
}

fn categories(config: &PodcastConfig) -> Vec<ITunesCategory> {
    let read = config.category.0.iter().filter_map(|text| category(text).ok());
    let named = |name: &str| ITunesCategory { text: name.to_owned(), subcategory: None };
    read.map(|one| ITunesCategory { subcategory: one.below.map(|below| Box::new(named(below))), ..named(one.name) })
        .collect()
}

fn item(press: &Press, article: &Article, config: &PodcastConfig) -> Item {
    let mut item = rss::item(&entry(press, article));
    let Some(sound) = audio::of(press, article) else { return item };
    let said = sound.said;
    item.set_title(said.title.clone().unwrap_or_else(|| article.title.clone()));
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    item.set_itunes_ext(ITunesItemExtension {
        duration: sound.seconds.map(|seconds| seconds.to_string()),
        explicit: Some(said.explicit.unwrap_or(config.explicit).to_string()),
        episode: number(said.episode),
        season: number(said.season),
        episode_type: said.episode_type.map(|kind| kind.as_str().to_owned()),
        ..ITunesItemExtension::default()
    });
    item
}
