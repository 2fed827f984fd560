//! Texts that YAML cuts: in `title: Women march for #rights today` all from ` #` on is a comment.
//!
//! What a writer meant is never guessed: a comment after a text is as right as a headline with a hash sign.

use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath};
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
    let mut problems = Diagnostics::default();
    // Almost no block has the sign.
    if memchr::memmem::find(block.yaml.as_bytes(), b" #").is_none() {
        return problems;
    }
    if let Some(tree) = block.tree() {
        search(block, &KeyPath::default(), &tree, &mut problems);
    }
    problems
}

fn search(block: &Block, path: &KeyPath, node: &Node, problems: &mut Diagnostics) {
    match &node.kind {
        Kind::List(items) => {
            items.iter().enumerate().for_each(|(i, item)| search(block, &path.clone().item(i), item, problems));
        }
        Kind::Group(entries) => {
            for (key, value) in entries {
                let Some(key) = key.as_text() else { continue };
                let path = path.clone().key(key);
                match &value.kind {
                    Kind::Scalar { is_plain: true, text } if TEXTS.contains(&key) && !text.is_empty() => {
                        problems.extend(cut(block, &path, value, text));
                    }
                    _ => search(block, &path, value, problems),
                }
            }
        }
        Kind::Scalar { .. } | Kind::Alias => {}
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
