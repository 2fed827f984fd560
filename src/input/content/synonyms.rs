//! What keys of front matter are called in other programs.

/// Keys of other programs for what has another name here.
const SYNONYMS: [(&str, &[&str]); 16] = [
    ("name", &["title", "label", "heading", "headline"]),
    (
        "summary",
        &[
            "description",
            "excerpt",
            "standfirst",
            "abstract",
            "lead",
            "intro",
            "teaser",
            "deck",
            "dek",
            "lede",
            "chapo",
        ],
    ),
    ("tags", &["topics", "categories", "category", "keywords", "tag", "labels", "subjects", "taxonomies", "themes"]),
    ("aliases", &["redirectfrom", "redirects", "redirect", "oldurls", "oldurl", "urls", "alias"]),
    (
        "updated",
        &[
            "lastmod",
            "lastmodified",
            "modified",
            "modifieddate",
            "datemodified",
            "lastupdated",
            "updatedat",
            "modifiedat",
        ],
    ),
    ("author", &["byline", "writer", "creator", "by", "contributors"]),
    (
        "image",
        &[
            "cover",
            "featuredimage",
            "featureimage",
            "thumbnail",
            "heroimage",
            "hero",
            "banner",
            "picture",
            "photo",
            "images",
            "ogimage",
            "coverimage",
            "headerimage",
        ],
    ),
    ("slug", &["permalink", "url", "path", "basename"]),
    ("canonical", &["canonicalurl", "originalurl", "sourceurl"]),
    ("title", &["headline", "name", "heading"]),
    ("date", &["created", "createdat", "datecreated", "datetime", "time", "day"]),
    ("kind", &["type", "genre", "format", "articletype"]),
    ("dateline", &["place", "location", "city"]),
    ("featured", &["pinned", "sticky", "highlight", "promoted"]),
    ("related", &["seealso", "relatedposts", "readmore"]),
    ("translation", &["translationkey", "translationof", "ref"]),
];

/// Our name for a key of another program, in small letters and without hyphens and underscores, among those that there are.
pub(super) fn synonym(name: &str, is_known: impl Fn(&str) -> bool) -> Option<&'static str> {
    SYNONYMS.iter().find(|(ours, others)| others.contains(&name) && is_known(ours)).map(|(ours, _)| *ours)
}
