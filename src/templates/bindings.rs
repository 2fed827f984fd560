//! What templates are bound to: one language, and what is the same on all its pages.

use super::context::digest;
use super::letter_setter::Lettering;
use super::picture_maker::Pictures;
use super::things::{Asked, Told};
use crate::input::statics::StaticFiles;
use crate::language::locale::Locales;
use crate::language::{LanguageId, Moment, term_id};
use crate::trace;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tera::Value;

/// What the templates of one language are bound to.
#[derive(Clone)]
pub struct Bindings {
    /// The language.
    pub language: LanguageId,
    /// The languages.
    pub locales: Arc<Locales>,
    /// Files of `static/`.
    pub statics: Arc<StaticFiles>,
    /// What they know of the site.
    pub facts: Arc<SiteFacts>,
    /// What makes pictures.
    pub pictures: Option<Arc<dyn Pictures>>,
    /// What sets the texts of social cards.
    pub lettering: Option<Arc<dyn Lettering>>,
    /// Values that every template and component sees.
    pub globals: Vec<(&'static str, Value)>,
}

/// What functions and filters know of the site: where it is, what time it is there, and where everything has its page.
#[derive(Default)]
pub struct SiteFacts {
    /// `https://example.org/news`.
    pub base_url: String,
    /// `/news`.
    pub base_path: String,
    /// The site's clock.
    pub zone: Option<TimeZone>,
    /// The moment that the site is built for.
    pub now: Option<Moment>,
    /// Whether a template has asked for it.
    pub asked_for_now: AtomicBool,
    /// Where everything has its page.
    pub addresses: Option<Box<dyn Addresses>>,
}

/// The address that something has in each language, where it has one.
pub type AddressesOf = Vec<Option<String>>;

/// Where everything has its page.
pub trait Addresses: Send + Sync {
    /// The addresses of one thing of a kind; none where there is no such thing.
    fn of(&self, kind: &str, id: &str) -> Option<AddressesOf>;
    /// How many articles one thing of a kind has in each language; none where there is no such thing.
    fn count(&self, kind: &str, id: &str) -> Option<Vec<usize>>;
    /// Looks at the ids of all things of a kind, in whatever order.
    fn each(&self, kind: &str, look: &mut dyn FnMut(&str));
}

impl Bindings {
    /// Adds to a hash what templates see of the site on every page, and what they may ask of it. Whoever binds them to more
    /// decides here whether a page of the last build still stands without it.
    pub(super) fn digest(&self, asked: &BTreeSet<Asked>, hasher: &mut impl Hasher) {
        // Words, static files, pictures and fonts are files of the site.
        let Bindings { language, locales: _, statics: _, facts, pictures: _, lettering: _, globals } = self;
        let SiteFacts { base_url, base_path, zone: _, now: _, asked_for_now: _, addresses } = &**facts;
        (language.0, base_url, base_path).hash(hasher);
        if let Some(addresses) = addresses {
            asked.iter().for_each(|asked| digest_of(&**addresses, asked, hasher));
        }
        for (name, value) in globals {
            name.hash(hasher);
            digest(value, hasher);
        }
    }
}

/// Adds to a hash what templates are told of things.
fn digest_of(addresses: &dyn Addresses, asked: &Asked, hasher: &mut impl Hasher) {
    let told = |told: Told, kind: &str, id: &str| match told {
        Told::Address => trace::hash(&(kind, id, addresses.of(kind, id))),
        Told::Count => trace::hash(&(kind, id, addresses.count(kind, id))),
    };
    match asked {
        // A tag may be given as it is written.
        Asked::One(of, kind, id) => (told(*of, kind, id), term_id(id).ok().map(|id| told(*of, kind, &id))).hash(hasher),
        Asked::Any(of, kind) => {
            // They have no order: neither has a sum.
            let mut all = 0_u64;
            addresses.each(kind, &mut |id| all = all.wrapping_add(told(*of, kind, id)));
            all.hash(hasher);
        }
    }
}

impl SiteFacts {
    /// The site's clock, or that of the world where there is no site yet.
    pub(super) fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }
}

/// Bindings for templates that are only compiled: the names are there.
pub(super) fn unbound() -> Bindings {
    Bindings {
        language: LanguageId(0),
        locales: Arc::new(Locales::none()),
        statics: Arc::default(),
        facts: Arc::default(),
        pictures: None,
        lettering: None,
        globals: Vec::new(),
    }
}
