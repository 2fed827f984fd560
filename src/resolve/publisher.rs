//! The publisher: the files and pages that `site.yaml` names for search engines and link previews.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::config::{Config, Policy};
use crate::input::content::StoryId;
use crate::input::media::{is_raster, picture_size, raster_type};
use crate::input::statics::StaticFiles;
use crate::site::{ArticleId, Hidden, Placement, Publisher, StaticPicture, Story, StoryIndex};
use std::collections::HashMap;

/// What is known of the site when its publisher is resolved.
pub(super) struct Known<'a> {
    pub statics: &'a StaticFiles,
    pub placement: &'a dyn Fn(ArticleId) -> &'a Placement,
    pub stories: &'a [Story],
    pub story_index: &'a StoryIndex,
    pub hidden: &'a HashMap<StoryId, Hidden>,
}

/// What the publisher shows of itself.
pub(super) fn publisher(config: &Config, known: &Known, problems: &mut Diagnostics) -> Publisher {
    let wrong = |path: KeyPath, message: String| Diagnostic::error(Code::BadConfig, message).at(config.places.of(path));
    let of_logo = || KeyPath::from("publisher").key("logo");
    let of_card = || KeyPath::from("social_image").value();
    let logo = config.publisher.logo.as_ref().and_then(|name| {
        let kinds = is_raster(name) || name.to_ascii_lowercase().ends_with(".svg");
        if !kinds {
            let problem = wrong(of_logo(), format!("`{name}` is no picture"));
            problems.push(problem.hint("a logo is a PNG, JPEG, WebP, GIF or SVG file"));
        }
        picture(known.statics, name).or_else(|| {
            problems.push(missing(of_logo(), name, config, known.statics));
            None
        })
    });
    let card = config.social_image.as_ref().and_then(|name| {
        if !is_raster(name) {
            let problem = wrong(of_card(), format!("link previews cannot show `{name}`"));
            problems.push(problem.hint("use a PNG, JPEG, WebP or GIF file, 1200 pixels wide and 630 high"));
            return None;
        }
        picture(known.statics, name).or_else(|| {
            problems.push(missing(of_card(), name, config, known.statics));
            None
        })
    });
    for (i, address) in config.publisher.same_as.iter().flatten().enumerate().filter(|(_, address)| !is_web(address)) {
        let problem =
            wrong(KeyPath::from("publisher").key("same_as").item(i), format!("`{address}` is no full address"));
        problems.push(problem.hint("an entry of `same_as` begins with https://"));
    }
    if let Some(name) = config.twitter.as_ref().filter(|name| !is_account(name)) {
        let problem = wrong(KeyPath::from("twitter").value(), format!("`{name}` is no account"));
        problems.push(problem.hint("write its name with the sign in front and in quotes: \"@example\""));
    }
    let icon = super::hosting::icon(config, known.statics, problems);
    Publisher { logo, card, icon, policies: policies(config, known, problems) }
}

fn is_account(name: &str) -> bool {
    let name = name.strip_prefix('@').unwrap_or_default();
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn missing(path: KeyPath, name: &str, config: &Config, statics: &StaticFiles) -> Diagnostic {
    Diagnostic::error(Code::MissingFile, format!("there is no file `{name}` in static/"))
        .at(config.places.of(path))
        .did_you_mean(name, statics.names())
        .hint("put it into static/, or correct its name")
}

fn picture(statics: &StaticFiles, name: &str) -> Option<StaticPicture> {
    let (path, source) = statics.find(name)?;
    Some(StaticPicture { path: path.clone(), size: picture_size(source), media_type: raster_type(name) })
}

/// The stories of the policies' pages, in the order of [`Policy`]. A page that is not public yet is left out.
fn policies(config: &Config, known: &Known, problems: &mut Diagnostics) -> Vec<(Policy, usize)> {
    let is_page = |story: usize| {
        let mut articles = known.stories[story].articles.iter().flatten().map(|id| (known.placement)(*id));
        articles.any(|placement| placement.is_page && !placement.unlisted)
    };
    let page = |id: &str| known.story_index.get(&StoryId(id.into())).copied().filter(|story| is_page(*story));
    let mut found = Vec::new();
    for (policy, id) in &config.publisher.policies {
        match page(id) {
            Some(story) => found.push((*policy, story)),
            None if known.hidden.contains_key(&StoryId(id.as_str().into())) => {}
            None => {
                let pages = known.story_index.iter().filter(|(_, story)| is_page(**story)).map(|(id, _)| &*id.0);
                problems.push(
                    Diagnostic::error(Code::BadConfig, format!("there is no plain page `{id}`"))
                        .at(config.places.of(KeyPath::from("publisher").key("policies").key(policy.key())))
                        .did_you_mean(id, pages)
                        .hint("a policy is named by the id of its page: `ethics` for content/ethics.<language>.md"),
                );
            }
        }
    }
    for (policy, id) in Policy::CUSTOMARY {
        if !config.publisher.policies.contains_key(&policy) {
            found.extend(page(id).map(|story| (policy, story)));
        }
    }
    found.sort_unstable();
    found
}
