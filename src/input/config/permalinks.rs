//! Address patterns: `/:section/:year/:slug/`.

use super::faults::Faults;
use crate::diagnostic::KeyPath;
use crate::input::slug::is_no_part_of_a_path;
use crate::path::{OutputPath, without_slash};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A pattern with its placeholders checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
    form: Form,
}

/// What the addresses of a pattern look like at their end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `/a/`: the page of a folder.
    Folder,
    /// `/a.html`: a file.
    File,
    /// `/a`: a file that the host shows without its ending.
    Bare,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Token(String),
}

/// What a pattern can be filled with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts<'a> {
    /// The section's part of the address.
    pub section: &'a str,
    /// The slug.
    pub slug: &'a str,
    /// Year, month and day in the site's time zone.
    pub date: Option<jiff::civil::Date>,
}

impl Pattern {
    /// Reads a pattern that may use the placeholders `tokens`.
    ///
    /// # Errors
    /// A sentence: what is wrong with the pattern.
    pub fn parse(text: &str, tokens: &[&str]) -> Result<Pattern, String> {
        if let Some(wrong) = text.chars().find(|c| is_no_part_of_a_path(*c)) {
            return Err(format!("`{text}` has `{}` in it, which no part of an address can hold", wrong.escape_debug()));
        }
        let has_dots = text.split('/').any(|part| matches!(part, "." | ".."));
        if has_dots || !text.starts_with('/') || text.contains("//") {
            return Err(format!("`{text}` is no pattern for an address"));
        }
        let name = text.rsplit('/').next().unwrap_or_default();
        let form = match name.rsplit_once('.') {
            None if name.is_empty() => Form::Folder,
            None => Form::Bare,
            Some((_, "html")) => Form::File,
            Some((_, ending)) => {
                return Err(format!("`{text}` ends in `.{ending}`, which hosts do not take for a page"));
            }
        };
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(colon) = rest.find(':') {
            let after = &rest[colon + 1..];
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            let token = &after[..end];
            if !tokens.contains(&token) {
                let known: Vec<String> = tokens.iter().map(|t| format!(":{t}")).collect();
                let known = if known.is_empty() { "no placeholders".to_owned() } else { known.join(", ") };
                return Err(format!("`:{token}` in `{text}` is not known here; there are {known}"));
            }
            pieces.push(Piece::Text(rest[..colon].to_owned()));
            pieces.push(Piece::Token(token.to_owned()));
            rest = &after[end..];
        }
        if tokens.contains(&"slug") && !pieces.contains(&Piece::Token("slug".to_owned())) {
            return Err(format!("`{text}` lacks `:slug`, so all would have one address"));
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Pattern { pieces, form })
    }

    /// A pattern known to be right.
    fn literal(text: &str, tokens: &[&str]) -> Pattern {
        Pattern::parse(text, tokens)
            .unwrap_or(Pattern { pieces: vec![Piece::Text("/".to_owned())], form: Form::Folder })
    }

    /// The page at the address, behind what all addresses of its language begin with; none where the parts give no address.
    pub fn page(&self, prefix: &str, parts: Parts) -> Option<OutputPath> {
        self.to_page(&format!("{prefix}{}", self.fill(parts)))
    }

    /// The page that lists the others, in their form: that of the folder which they are in, or `otherwise` in its place
    /// where they are in none of their own.
    pub fn index(&self, prefix: &str, otherwise: &str) -> Option<OutputPath> {
        let folder = self.folder();
        let bare =
            if folder == "/" { format!("{prefix}/{otherwise}") } else { format!("{prefix}{}", without_slash(&folder)) };
        let ending = match self.form {
            Form::Folder => "/",
            Form::File => ".html",
            Form::Bare => "",
        };
        self.to_page(&format!("{bare}{ending}"))
    }

    /// The folder that all addresses are in, as far as it is the same for all.
    fn folder(&self) -> String {
        let Some(Piece::Text(start)) = self.pieces.first() else { return "/".to_owned() };
        start[..=start.rfind('/').unwrap_or(0)].to_owned()
    }

    fn to_page(&self, address: &str) -> Option<OutputPath> {
        match self.form {
            Form::Bare => OutputPath::bare(address),
            Form::Folder | Form::File => OutputPath::page(address),
        }
    }

    /// The address, beginning with a slash.
    pub fn fill(&self, parts: Parts) -> String {
        let mut address = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => address.push_str(text),
                Piece::Token(token) => match (token.as_str(), parts.date) {
                    ("section", _) => address.push_str(parts.section),
                    ("slug", _) => address.push_str(parts.slug),
                    ("year", Some(date)) => address.push_str(&format!("{:04}", date.year())),
                    ("month", Some(date)) => address.push_str(&format!("{:02}", date.month())),
                    ("day", Some(date)) => address.push_str(&format!("{:02}", date.day())),
                    _ => {}
                },
            }
        }
        address
    }
}

/// Address patterns; see [`Pattern`].
#[derive(Debug, Clone)]
pub struct Permalinks {
    /// Articles of sections that have no pattern of their own.
    pub article: Pattern,
    /// Articles by section id.
    pub sections: BTreeMap<String, Pattern>,
    /// Plain pages.
    pub page: Pattern,
    /// The front page of a section.
    pub section: Pattern,
    /// Tags.
    pub tag: Pattern,
    /// Authors.
    pub author: Pattern,
    /// The archive's address; years and months are folders below it.
    pub archive: Pattern,
    /// Dossiers.
    pub dossier: Pattern,
    /// The list of corrections.
    pub corrections: Pattern,
}

/// The patterns as they are written.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WrittenPermalinks {
    /// Articles: `/:section/:slug/`; it also knows `:year`, `:month` and `:day`.
    pub article: Option<String>,
    /// Plain pages: `/:slug/`.
    pub page: Option<String>,
    /// Sections: `/:slug/`.
    pub section: Option<String>,
    /// Tags: `/tags/:slug/`.
    pub tag: Option<String>,
    /// Authors: `/authors/:slug/`.
    pub author: Option<String>,
    /// The archive: `/archive/`.
    pub archive: Option<String>,
    /// Dossiers: `/dossiers/:slug/`.
    pub dossier: Option<String>,
    /// The list of corrections: `/corrections/`.
    pub corrections: Option<String>,
    /// The articles of one section, by its id.
    pub sections: BTreeMap<String, String>,
}

/// What an article's pattern can be made of.
const OF_ARTICLES: &[&str] = &["section", "slug", "year", "month", "day"];

/// The patterns of a site; where one is wrong or missing, the default.
pub(super) fn permalinks(written: &WrittenPermalinks, faults: &mut Faults) -> Permalinks {
    let mut pattern = |key: &str, written: Option<&String>, default: &str, tokens: &[&str]| {
        let text = written.map_or(default, String::as_str);
        Pattern::parse(text, tokens).unwrap_or_else(|message| {
            let hint = "a pattern begins with a slash and ends with `/`, `.html` or nothing: /:section/:year/:slug/";
            let path = KeyPath::from("permalinks");
            let path = match key.strip_prefix("sections.") {
                Some(id) => path.key("sections").key(id),
                None => path.key(key),
            };
            faults.add(path.value(), message, hint);
            Pattern::literal(default, tokens)
        })
    };
    Permalinks {
        article: pattern("article", written.article.as_ref(), "/:section/:slug/", OF_ARTICLES),
        sections: written
            .sections
            .iter()
            .map(|(id, text)| {
                (id.clone(), pattern(&format!("sections.{id}"), Some(text), "/:section/:slug/", OF_ARTICLES))
            })
            .collect(),
        page: pattern("page", written.page.as_ref(), "/:slug/", &["slug"]),
        section: pattern("section", written.section.as_ref(), "/:slug/", &["slug"]),
        tag: pattern("tag", written.tag.as_ref(), "/tags/:slug/", &["slug"]),
        author: pattern("author", written.author.as_ref(), "/authors/:slug/", &["slug"]),
        archive: pattern("archive", written.archive.as_ref(), "/archive/", &[]),
        dossier: pattern("dossier", written.dossier.as_ref(), "/dossiers/:slug/", &["slug"]),
        corrections: pattern("corrections", written.corrections.as_ref(), "/corrections/", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled_from_the_article() {
        let pattern = Pattern::parse("/:section/:year/:month/:slug/", &["section", "slug", "year", "month"]).unwrap();
        let parts = Parts { section: "news", slug: "treaty", date: Some(jiff::civil::date(2025, 1, 7)) };
        assert_eq!(pattern.fill(parts), "/news/2025/01/treaty/");
    }

    #[test]
    fn a_pattern_may_end_with_a_slash_with_html_or_with_nothing() {
        for (pattern, page, file, index) in [
            ("/tags/:slug/", "/en/tags/v1.2/", "en/tags/v1.2/index.html", "/en/tags/"),
            ("/tags/:slug.html", "/en/tags/v1.2.html", "en/tags/v1.2.html", "/en/tags.html"),
            ("/tags/:slug", "/en/tags/v1.2", "en/tags/v1.2.html", "/en/tags"),
            ("/:slug", "/en/v1.2", "en/v1.2.html", "/en/words"),
            ("/tag-:slug.html", "/en/tag-v1.2.html", "en/tag-v1.2.html", "/en/words.html"),
        ] {
            let parsed = Pattern::parse(pattern, &["slug"]).unwrap();
            let made = parsed.page("/en", Parts { slug: "v1.2", ..Parts::default() }).unwrap();
            assert_eq!((made.address().as_str(), made.as_str()), (page, file), "{pattern}");
            assert_eq!(parsed.index("/en", "words").unwrap().address(), index, "{pattern}");
        }
    }

    #[test]
    fn a_wrong_pattern_is_explained() {
        assert!(Pattern::parse("/:sulg/", &["slug"]).unwrap_err().contains(":sulg"));
        assert!(Pattern::parse("/x/", &["slug"]).unwrap_err().contains(":slug"));
        assert!(Pattern::parse("x/:slug/", &["slug"]).is_err());
        for (pattern, sign) in
            [("/a?/:slug/", "`?`"), ("/:slug/#x/", "`#`"), ("/{slug}/:slug/", "`{`"), ("/a b/:slug/", "` `")]
        {
            let message = Pattern::parse(pattern, &["slug"]).unwrap_err();
            assert!(message.contains(sign), "{message}");
        }
        assert!(Pattern::parse("/./:slug/", &["slug"]).is_err() && Pattern::parse("/../:slug/", &["slug"]).is_err());
        assert!(Pattern::parse("/архив/:slug/", &["slug"]).is_ok());
        assert!(Pattern::parse("/:slug.php", &["slug"]).unwrap_err().contains("`.php`"));
    }
}
