//! Which kinds of files there are a schema of.

use crate::input::config::{self, embeds};
use crate::input::content::{AuthorMatter, DossierMatter, FrontMatter, TermMatter};
use crate::input::theme;
use crate::yaml::fields_of;
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// A kind of file, or the front matter of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The front matter of an article.
    Article,
    /// The front matter of a plain page.
    Page,
    /// The front matter of an author.
    Author,
    /// The front matter of a dossier.
    Dossier,
    /// The front matter of a term file.
    Term,
    /// `site.yaml`.
    Site,
    /// `theme.yaml`.
    Theme,
    /// `embeds.yaml` of a theme.
    Embeds,
}

/// Where the docs speak of the keys of a group: the page and the heading.
pub(super) struct Told {
    /// The way to the group, with dots; the empty one is the file itself.
    pub group: &'static str,
    pub page: &'static str,
    pub heading: &'static str,
}

const FRONT_MATTER: &str = include_str!("../../../docs/front-matter.md");
const CONFIGURATION: &str = include_str!("../../../docs/configuration.md");
const TERMS: &str = include_str!("../../../docs/terms.md");
const TEMPLATES: &str = include_str!("../../../docs/templates.md");
const PICTURES: &str = include_str!("../../../docs/pictures.md");
const EMBEDS: &str = include_str!("../../../docs/embeds.md");
const PODCAST: &str = include_str!("../../../docs/podcast.md");

const fn told(group: &'static str, page: &'static str, heading: &'static str) -> Told {
    Told { group, page, heading }
}

impl Kind {
    /// Every kind there is.
    pub const ALL: &'static [Kind] =
        &[Kind::Article, Kind::Page, Kind::Author, Kind::Dossier, Kind::Term, Kind::Site, Kind::Theme, Kind::Embeds];

    /// What it is called on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Page => "page",
            Kind::Author => "author",
            Kind::Dossier => "dossier",
            Kind::Term => "term",
            Kind::Site => "site",
            Kind::Theme => "theme",
            Kind::Embeds => "embeds",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The files that are such YAML as a whole, as a glob.
    pub(super) fn yaml_files(self) -> Option<&'static str> {
        match self {
            Kind::Site => Some("site.yaml"),
            Kind::Theme => Some("themes/*/theme.yaml"),
            Kind::Embeds => Some("themes/*/embeds.yaml"),
            Kind::Article | Kind::Page | Kind::Author | Kind::Dossier | Kind::Term => None,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Kind::Article => "Front matter of an article",
            Kind::Page => "Front matter of a plain page",
            Kind::Author => "Front matter of an author",
            Kind::Dossier => "Front matter of a dossier",
            Kind::Term => "Front matter of a tag or a section",
            Kind::Site => "site.yaml",
            Kind::Theme => "theme.yaml",
            Kind::Embeds => "embeds.yaml",
        }
    }

    pub(super) fn description(self) -> &'static str {
        match self {
            Kind::Article => "content/<section>/<name>.<language>.md, see docs/front-matter.md",
            Kind::Page => "content/<name>.<language>.md, see docs/front-matter.md",
            Kind::Author => "content/authors/<id>.<language>.md, see docs/front-matter.md",
            Kind::Dossier => "content/dossiers/<id>.<language>.md, see docs/front-matter.md",
            Kind::Term => "content/tags/<id>.<language>.md and content/sections/<id>.<language>.md, see docs/terms.md",
            Kind::Site => "The configuration of a site, see docs/configuration.md",
            Kind::Theme => "What a theme is and offers, see docs/templates.md",
            Kind::Embeds => "Providers of films, posts and maps, see docs/embeds.md",
        }
    }

    /// What the reader of such a file takes.
    pub(super) fn shape(self, generator: &mut SchemaGenerator) -> Schema {
        match self {
            Kind::Article | Kind::Page => FrontMatter::json_schema(generator),
            Kind::Author => AuthorMatter::json_schema(generator),
            Kind::Dossier => DossierMatter::json_schema(generator),
            Kind::Term => TermMatter::json_schema(generator),
            Kind::Site => config::schema(generator),
            Kind::Theme => theme::schema(generator),
            Kind::Embeds => embeds::Written::json_schema(generator),
        }
    }

    /// The names of all keys, those with several of them all.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Kind::Article | Kind::Page => fields_of::<FrontMatter>(),
            Kind::Author => fields_of::<AuthorMatter>(),
            Kind::Dossier => fields_of::<DossierMatter>(),
            Kind::Term => fields_of::<TermMatter>(),
            // No key there has two names.
            Kind::Site | Kind::Theme | Kind::Embeds => &[],
        }
    }

    /// Where the docs speak of its keys; the first that has a row for a key counts.
    pub(super) fn told(self) -> &'static [Told] {
        const PICTURE: Told = told("image", FRONT_MATTER, "Pictures");
        match self {
            Kind::Article | Kind::Page => {
                const { &[told("", FRONT_MATTER, "Keys"), PICTURE, told("audio", FRONT_MATTER, "Sound")] }
            }
            Kind::Author => {
                const {
                    &[
                        told("", FRONT_MATTER, "Authors"),
                        told("", FRONT_MATTER, "Keys"),
                        told("photo", FRONT_MATTER, "Pictures"),
                    ]
                }
            }
            Kind::Dossier => const { &[told("", FRONT_MATTER, "Dossiers"), told("", FRONT_MATTER, "Keys"), PICTURE] },
            Kind::Term => const { &[told("", TERMS, ""), PICTURE] },
            Kind::Site => {
                const {
                    &[
                        told("", CONFIGURATION, "Configuration: site.yaml"),
                        told("feeds.podcast", PODCAST, ""),
                        told("embeds.*", EMBEDS, ""),
                    ]
                }
            }
            Kind::Theme => {
                const { &[told("", TEMPLATES, "theme.yaml"), told("places.*", PICTURES, "For theme authors")] }
            }
            Kind::Embeds => const { &[told("*", EMBEDS, "")] },
        }
    }
}
