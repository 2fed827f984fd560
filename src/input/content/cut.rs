//! Texts of front matter that readers would not see as they are meant: those that YAML cuts (in `title: Women march for
//! #rights today` all from ` #` on is a comment), and those with signs of other programs.
//!
//! What a writer meant is never guessed: a comment after a text is as right as a headline with a hash sign.

use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath};
use crate::html::reference_end;
use crate::yaml::Block;
use crate::yaml::marks::{Kind, Node};

/// Keys whose values readers see, by their names wherever they stand.
const TEXTS: [&str; 13] = [
    "title",
    "summary",
    "pullquote",
    "dateline",
    "alt",
    "caption",
    "credit",
    "text",
    "name",
    "role",
    "description",
    "headline",
    "excerpt",
];

/// Texts of a block that end where a comment begins.
pub fn cut_texts(block: &Block) -> Diagnostics {
    // Almost no block has the sign.
    if memchr::memmem::find(block.yaml.as_bytes(), b" #").is_none() {
        return Diagnostics::default();
    }
    of_texts(block, |path, value, text| match value.kind {
        Kind::Scalar { is_plain: true, .. } if !text.is_empty() => cut(block, path, value, text),
        _ => None,
    })
}

/// What `look` finds in the texts of a block that readers see.
fn of_texts(block: &Block, look: impl Fn(&KeyPath, &Node, &str) -> Option<Diagnostic>) -> Diagnostics {
    let mut problems = Diagnostics::default();
    if let Some(tree) = block.tree() {
        tree.walk(&KeyPath::default(), &mut |path, value| {
            let text = value.as_text().filter(|_| path.last_key().is_some_and(|key| TEXTS.contains(&key)));
            problems.extend(text.and_then(|text| look(path, value, text)));
        });
    }
    problems
}

fn cut(block: &Block, path: &KeyPath, value: &Node, text: &str) -> Option<Diagnostic> {
    let rest = block.yaml[value.range.end..].lines().next()?;
    let comment = rest.trim_start().strip_prefix('#')?;
    let hash = block.yaml.len() - block.yaml[value.range.end..].len() + (rest.len() - rest.trim_start().len());
    let whole = format!("{text} #{}", comment.trim_end()).replace('"', "\\\"");
    Some(
        Diagnostic::warning(Code::CutText, format!("`{path}` ends at ` #`, where a comment begins: `{text}`"))
            .at(block.place_at(hash))
            .about(About::Key(path.clone()))
            .hint(format!("if the sign belongs to the text, put all of it in quotes: \"{whole}\""))
            .hint("if it is a comment, write it on a line of its own"),
    )
}

/// Signs of other programs in texts of a block: front matter is text, and readers would see them.
pub fn foreign_signs(block: &Block) -> Diagnostics {
    let bytes = block.yaml.as_bytes();
    // Almost no block has one of them.
    let is_suspect = memchr::memchr2_iter(b'&', b'{', bytes).any(|at| match bytes[at] {
        b'{' => matches!(bytes.get(at + 1), Some(b'{' | b'%')),
        _ => entity(&block.yaml[at..]).is_some(),
    });
    if !is_suspect {
        return Diagnostics::default();
    }
    of_texts(block, |path, value, text| sign(block, path, value, text))
}

/// A reference to a character, `&amp;` or `&#8217;`, at the beginning of a text.
fn entity(text: &str) -> Option<&str> {
    let whole = &text[..reference_end(text).filter(|length| (5..=11).contains(length))?];
    let name = &whole[1..whole.len() - 1];
    let is_number = name.strip_prefix('#').is_some_and(|digits| {
        let digits = digits.strip_prefix(['x', 'X']).unwrap_or(digits);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit())
    });
    let is_name =
        name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric()) && !name.starts_with(char::is_numeric);
    (is_number || is_name).then_some(whole)
}

fn sign(block: &Block, path: &KeyPath, value: &Node, text: &str) -> Option<Diagnostic> {
    let entity = text.match_indices('&').find_map(|(at, _)| entity(&text[at..]));
    let (what, hint) = match entity {
        Some(entity) => (entity.to_owned(), "write the character itself, as readers are to see it".to_owned()),
        None => {
            let at = text.find("{{").or_else(|| text.find("{%"))?;
            let end = text[at..].find("}").map_or(text.len(), |end| at + end);
            (
                text[at..end].trim_end().to_owned() + " …",
                "write what readers are to see: front matter is text alone".to_owned(),
            )
        }
    };
    Some(
        Diagnostic::warning(
            Code::ForeignMarkup,
            format!("`{path}` has `{what}` in it, which readers see as it stands"),
        )
        .at(block.place_at(value.range.start))
        .about(About::Key(path.clone()))
        .hint(hint),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_other_programs_in_texts_are_told() {
        let found = |yaml: &str| foreign_signs(&Block::whole("a.md", yaml)).0.len();
        assert_eq!(found("title: Tom &amp; Jerry&#8217;s\n"), 1);
        assert_eq!(found("title: \"{{ site.name }}\"\nimage: { src: a.png, credit: \"&copy; us\" }\n"), 2);
        assert_eq!(found("summary: \"{% quote %}x\"\n"), 1);
        assert_eq!(found("title: Q&A; AT&T; R&D, Marks & Spencer\nextra: { a: \"{{ b }}\" }\n"), 0);
    }

    #[test]
    fn a_text_that_ends_at_a_hash_is_told_and_a_comment_elsewhere_is_not() {
        let found = |yaml: &str| {
            let places = cut_texts(&Block::whole("a.md", yaml)).0.into_iter().map(|d| d.place.unwrap());
            places.map(|place| (place.line, place.column)).collect::<Vec<_>>()
        };
        assert_eq!(found("title: Women march for #rights today\n"), [(1, 24)]);
        assert_eq!(
            found("a: b\nimage: { src: a.png, alt: One\n  }\ncorrections:\n  - { date: 2025-01-01, text: x }\n"),
            []
        );
        assert_eq!(found("image:\n  alt: C #1 of 3\n"), [(2, 10)]);
        assert_eq!(
            found("title: \"Women march for #rights\"\ndate: 2025-01-01 # confirmed\n# title: a #b\ntags: [a] # c\n"),
            []
        );
        assert_eq!(found("title: C#\nsummary: >\n  a #b\n  c\n"), []);
    }
}
