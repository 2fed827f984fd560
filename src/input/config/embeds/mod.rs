//! Providers of what a page can show of others: films, posts, maps. Each is data of a theme (`embeds.yaml`) or of the site (`embeds:`
//! in `site.yaml`): which addresses are its own, and what of them is shown in a frame.

mod address;
mod frame;
mod pattern;

use super::hosting::CspSource;
use super::localized_text::LocalizedText;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place, nearest};
use crate::input::framing::shape;
use crate::yaml::mistake;
use crate::yaml::shape::written_as;
use address::Address;
use frame::Template;
use pattern::Pattern;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeMap;
use std::fmt;

/// The file of a theme that names providers.
pub const FILE: &str = "embeds.yaml";

/// What a provider shows where nothing is said, and the words for it.
const USUAL_KIND: &str = "page";

/// The shape of a film.
const USUAL_SHAPE: Shape = Shape::Ratio(16, 9);

/// Providers by their ids; none in the place of one that a site or a theme does without.
pub type Written = BTreeMap<String, Entry>;

/// A provider as it is written, or `off`.
#[derive(Debug, Clone)]
pub enum Entry {
    /// None of that id.
    Off,
    /// The provider.
    On(Box<WrittenProvider>),
}

/// A provider as it is written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenProvider {
    name: LocalizedText,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    ratio: Option<String>,
    #[serde(default)]
    height: Option<u32>,
    #[serde(default)]
    addresses: Vec<String>,
    #[serde(default)]
    frames: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    frame: String,
    #[serde(default)]
    page: Option<String>,
    #[serde(default)]
    hosts: Vec<CspSource>,
    #[serde(default)]
    allow: Vec<String>,
}

written_as!(Entry, |generator| { "anyOf": [{ "enum": [false, "off"] }, (generator.subschema_for::<WrittenProvider>())] });

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Entry;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a group of `key: value`, or `off`")
            }
            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Entry, E> {
                if on {
                    Err(mistake("`on` says nothing of the provider", "write what it is, or `off`"))
                } else {
                    Ok(Entry::Off)
                }
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Entry, E> {
                match text {
                    "off" => Ok(Entry::Off),
                    _ => Err(mistake(format!("`{text}` is no provider"), "write what it is, or `off`")),
                }
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
                let provider = WrittenProvider::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Entry::On(Box::new(provider)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Who shows films, posts or maps in a frame.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its id.
    pub id: String,
    /// What readers know it by, in each language.
    pub name: LocalizedText,
    /// What it shows: which words stand on its card.
    pub kind: String,
    /// The room that its frame takes.
    pub shape: Shape,
    /// What its frame may do, as the attribute `allow` has it.
    pub allow: String,
    /// Whom its frame asks, as a content security policy has it.
    pub sources: Vec<String>,
    addresses: Vec<Pattern>,
    frames: Vec<Pattern>,
    except: Vec<Pattern>,
    frame: Template,
    page: Option<Template>,
}

/// The room that a frame takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As wide as the column, and as high as width to height says.
    Ratio(u32, u32),
    /// As wide as the column, and so many CSS pixels high.
    Height(u32),
}

/// Where an address comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An editor has written it.
    Text,
    /// An `<iframe>` has it.
    Frame,
}

/// What is shown of an address.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// By whom.
    pub provider: &'a Provider,
    /// The address of the frame.
    pub frame: String,
    /// The address of a page that shows the same.
    pub page: String,
}

/// All providers that a site knows.
#[derive(Debug, Clone, Default)]
pub struct Providers(Vec<Provider>);

impl Providers {
    /// The providers of themes, the nearest first, and of the site, which come before those.
    pub fn of<'a>(own: impl IntoIterator<Item = &'a Layer>, themes: impl IntoIterator<Item = &'a Layer>) -> Providers {
        let mut all: BTreeMap<&str, Option<&Provider>> = BTreeMap::new();
        for (id, provider) in own.into_iter().flatten() {
            all.entry(id).or_insert(provider.as_ref());
        }
        let off: Vec<&str> = all.iter().filter(|(_, provider)| provider.is_none()).map(|(id, _)| *id).collect();
        for (id, provider) in themes.into_iter().flatten().filter(|(id, _)| !off.iter().any(|off| covers(off, id))) {
            all.entry(id).or_insert(provider.as_ref());
        }
        Providers(all.into_values().flatten().cloned().collect())
    }

    /// What is shown of an address on a page in a language (BCP 47); none where no provider knows it. Of two that do, the one is
    /// meant whose pattern says more of the address.
    pub fn find(&self, address: &str, origin: Origin, language: &str) -> Option<Shown<'_>> {
        let address = Address::read(address)?;
        let all =
            self.0.iter().flat_map(|provider| provider.patterns().map(move |(pattern, of)| (provider, pattern, of)));
        let all = all.filter(|(provider, ..)| !provider.except.iter().any(|other| other.matched(&address).is_some()));
        let found =
            all.filter_map(|(provider, pattern, of)| Some((pattern.weight, provider, pattern.matched(&address)?, of)));
        // The first of equals: they come in the order of their ids.
        let (_, provider, values, of) = found.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let is_frame = of == Origin::Frame || origin == Origin::Frame;
        let page = match (&provider.page, is_frame) {
            (Some(page), true) => page.filled(&values, &address, language)?,
            (None, true) => match values.get("address") {
                // Who writes an embed code chooses the page, and not whose it is.
                Some(page) => {
                    let page = Address::read(page)?;
                    let is_own = provider.addresses.iter().any(|pattern| pattern.is_of_host(&page));
                    is_own.then(|| page.whole().to_owned())?
                }
                None => address.written.to_owned(),
            },
            (_, false) => address.written.to_owned(),
        };
        Some(Shown { provider, frame: provider.frame.filled(&values, &address, language)?, page })
    }
}

/// Whether doing without a provider is doing without another: one of several of the same house, `tube` and `tube-lists`.
fn covers(off: &str, id: &str) -> bool {
    id.strip_prefix(off).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// What a site does without and no theme has, each with the nearest id that there is.
pub fn off_in_vain<'a>(own: &'a Layer, themes: impl IntoIterator<Item = &'a Layer>) -> Vec<(&'a str, Option<&'a str>)> {
    let known: Vec<&str> = themes.into_iter().flatten().map(|(id, _)| id.as_str()).collect();
    let off = own.iter().filter(|(_, provider)| provider.is_none()).map(|(id, _)| id.as_str());
    let in_vain = off.filter(|off| !known.iter().any(|id| covers(off, id)));
    in_vain.map(|off| (off, nearest(off, known.iter().copied()))).collect()
}

/// Providers by their ids, and what there is none of.
pub type Layer = BTreeMap<String, Option<Provider>>;

impl Provider {
    /// The patterns of its addresses, with where they come from.
    fn patterns(&self) -> impl Iterator<Item = (&Pattern, Origin)> {
        let addresses = self.addresses.iter().map(|pattern| (pattern, Origin::Text));
        addresses.chain(self.frames.iter().map(|pattern| (pattern, Origin::Frame)))
    }
}

/// The providers of a file that can be understood. What is wrong with the others is told under `code`, at the place that
/// `place_of` gives for a way from the id of the provider.
pub fn read(written: Written, code: Code, place_of: impl Fn(KeyPath) -> Place) -> (Layer, Diagnostics) {
    let mut problems = Diagnostics::default();
    let mut layer = Layer::new();
    for (id, entry) in written {
        let Entry::On(written) = entry else {
            layer.insert(id, None);
            continue;
        };
        match provider(&id, *written) {
            Ok(provider) => drop(layer.insert(id, Some(provider))),
            Err(faults) => problems.0.extend(faults.into_iter().map(|(path, wrong, hint)| {
                Diagnostic::error(code, format!("the provider `{id}`: {wrong}")).at(place_of(path)).hint(hint)
            })),
        }
    }
    (layer, problems)
}

/// Where something is wrong, what, and the way out.
type Fault = (KeyPath, String, &'static str);

/// What to do where a pattern or an address cannot be read.
const AS_IN: &str = "write it as in `video.example/watch?v={id}`: docs/embeds.md tells what may stand in braces";

fn provider(id: &str, written: WrittenProvider) -> Result<Provider, Vec<Fault>> {
    let mut faults = Vec::new();
    let at = |key: &str| KeyPath::from(id).key(key);
    let mut patterns = |key: &str, written: &[String]| -> Vec<Pattern> {
        let read = written.iter().enumerate().filter_map(|(i, pattern)| {
            Pattern::read(pattern).map_err(|wrong| faults.push((at(key).item(i), wrong, AS_IN))).ok()
        });
        read.collect()
    };
    let (addresses, frames) = (patterns("addresses", &written.addresses), patterns("frames", &written.frames));
    let except = patterns("except", &written.except);
    if written.addresses.is_empty() && written.frames.is_empty() {
        let hint = "add `addresses: [\"video.example/watch?v={id}\"]`: what an editor copies from the browser";
        faults.push((KeyPath::from(id), "no address is its own".to_owned(), hint));
    }
    let mut template = |key: &str, written: &str| {
        Template::read(written).map_err(|wrong| faults.push((at(key).value(), wrong, AS_IN))).ok()
    };
    let frame = template("frame", &written.frame);
    let page = written.page.as_deref().and_then(|page| template("page", page));
    for (key, template) in [("frame", &frame), ("page", &page)] {
        let Some(template) = template else { continue };
        let (needed, wanted) = template.names();
        let all = || addresses.iter().chain(&frames);
        let is_always = |name: &str| all().all(|pattern| pattern.names().any(|known| known == name));
        let is_ever = |name: &str| all().any(|pattern| pattern.names().any(|known| known == name));
        let missing =
            needed.into_iter().find(|name| !is_always(name)).or_else(|| wanted.into_iter().find(|name| !is_ever(name)));
        if let Some(name) = missing.filter(|_| faults.is_empty()) {
            let wrong = format!("its `{key}` has `{{{name}}}`, and not every address that is its own says it");
            faults.push((at(key).value(), wrong, "name the part in each pattern, or make two providers of it"));
        }
    }
    if written.name.any().is_none_or(|name| name.trim().is_empty()) {
        faults.push((at("name").value(), "it has no name".to_owned(), "write what readers know it by"));
    }
    let ratio = written.ratio.as_deref().map(shape).transpose();
    if ratio.is_err() {
        let wrong = "its `ratio` is not a width and a height".to_owned();
        faults.push((at("ratio").value(), wrong, "write `ratio: \"16:9\"`, in quotation marks"));
    }
    if written.height.is_some_and(|height| !(50..=5000).contains(&height)) {
        let wrong = "its `height` is not that of a frame".to_owned();
        faults.push((at("height").value(), wrong, "write the pixels that it needs, from 50 to 5000"));
    }
    let is_word =
        |word: &String| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !word.is_empty();
    for (i, word) in written.allow.iter().enumerate().filter(|(_, word)| !is_word(word)) {
        let wrong = format!("`{word}` is no feature of browsers");
        faults.push((at("allow").item(i), wrong, "write names as in `autoplay`, `encrypted-media`, `fullscreen`"));
    }
    let kind = written.kind.unwrap_or_else(|| USUAL_KIND.to_owned());
    if !is_word(&kind) {
        let wrong = format!("its `kind` cannot be `{kind}`");
        faults.push((
            at("kind").value(),
            wrong,
            "write one word in small letters, such as `video`, `audio`, `post`, `map`",
        ));
    }
    let (Some(frame), Ok(ratio), true) = (frame, ratio, faults.is_empty()) else { return Err(faults) };
    let others = written.hosts.iter().map(|source| source.as_str().to_owned());
    let sources = std::iter::once(frame.origin().to_owned()).chain(others).collect();
    Ok(Provider {
        id: id.to_owned(),
        name: written.name,
        kind,
        shape: written
            .height
            .map(Shape::Height)
            .or(ratio.map(|(width, height)| Shape::Ratio(width, height)))
            .unwrap_or(USUAL_SHAPE),
        allow: written.allow.join("; "),
        sources,
        addresses,
        frames,
        except,
        frame,
        page,
    })
}

#[cfg(test)]
mod tests;
