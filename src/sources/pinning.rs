//! Pinning: a line `slug: "…"` in the front matter, so that an address stays what it is.

use crate::yaml::Block;

/// The text of a file with a line `slug: "…"` below its title, and all else as it was.
///
/// # Errors
/// A sentence: why there is no place for that line.
pub fn with_slug(block: Block, slug: &str) -> Result<String, &'static str> {
    if block.has_key("slug") {
        return Err("its `slug` has no value");
    }
    let end = block.end_of("title").ok_or("its `title` is not a line of its own")?;
    let (above, below) = block.text.split_at(end);
    let line_end = if above.ends_with("\r\n") { "\r\n" } else { "\n" };
    Ok(format!("{above}slug: \"{slug}\"{line_end}{below}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinned(text: &str) -> Result<String, &'static str> {
        let end = text.rfind("---").unwrap();
        let start = text.find("---").unwrap() + 3;
        let start = start + text[start..].find('\n').unwrap() + 1;
        with_slug(Block { path: "a.md", text, yaml: &text[start..end], names: &[] }, "x-y")
    }

    #[test]
    fn a_slug_is_inserted_below_the_title_and_nothing_else_changes() {
        assert_eq!(pinned("---\ntitle: A\ndate: x\n---\nb").unwrap(), "---\ntitle: A\nslug: \"x-y\"\ndate: x\n---\nb");
        assert_eq!(
            pinned("\u{feff}---\r\ndate: x\r\ntitle: A\r\n---\r\n").unwrap(),
            "\u{feff}---\r\ndate: x\r\ntitle: A\r\nslug: \"x-y\"\r\n---\r\n"
        );
        assert_eq!(
            pinned("---\ntitle: >\n  A\n  B\n\n# note\ndate: x\n---\n").unwrap(),
            "---\ntitle: >\n  A\n  B\nslug: \"x-y\"\n\n# note\ndate: x\n---\n"
        );
    }

    #[test]
    fn where_there_is_no_line_for_it_nothing_is_written() {
        assert!(pinned("---\n{title: A}\n---\n").is_err());
        assert!(pinned("---\ntitle: A\nslug:\n---\n").is_err());
    }
}
