//! Kramdown, the Markdown of Jekyll: what it has besides CommonMark, as it is written here or left out.

use regex::Regex;
use std::sync::LazyLock;

static ATTRIBUTES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\{:(?:[^{}\n]|\\\})*\}").ok());
static ID: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"#([\w.:-]+)").ok());
static EXTENSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?s)\{::comment\}.*?\{:/(?:comment)?\}|\{::[^}]*/\}|\{:/?:?(?:nomarkdown|options)[^}]*\}|\{:/\}").ok()
});

/// A text without kramdown's lists of attributes; an id of a heading stays one, the mark of a table of contents goes. `told` is
/// told of each that is left out.
pub fn plain(text: &str, told: &mut dyn FnMut(&str)) -> String {
    let (Some(attributes), Some(id), Some(extension)) = (&*ATTRIBUTES, &*ID, &*EXTENSION) else {
        return text.to_owned();
    };
    if !text.contains("{:") {
        return text.to_owned();
    }
    let text = extension.replace_all(text, "");
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            fence = if fence == Some(mark) { None } else { fence.or(Some(mark)) };
        }
        let is_code = fence.is_some() || line.starts_with("    ");
        if is_code || !line.contains("{:") {
            lines.push(line.to_owned());
            continue;
        }
        // Alone on its line a list belongs to the block beside it.
        if let Some(found) = attributes.find(trimmed).filter(|found| found.as_str() == trimmed.trim_end()) {
            let list = found.as_str();
            if list == "{:toc}" || list.starts_with("{:toc ") {
                // The item above stands for it.
                if lines.last().is_some_and(|last| last.trim_start().starts_with(['*', '-', '1'])) {
                    lines.pop();
                }
            } else if let Some((id, heading)) =
                id.captures(list).zip(lines.last_mut().filter(|last| last.starts_with('#')))
            {
                heading.push_str(&format!(" {{#{}}}", &id[1]));
                continue;
            }
            told(list);
            continue;
        }
        lines.push(
            attributes
                .replace_all(line, |found: &regex::Captures| {
                    told(&found[0]);
                    String::new()
                })
                .into_owned(),
        );
    }
    let mut out = lines.join("\n");
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_go_and_ids_stay() {
        let mut told = Vec::new();
        let text = "* TOC\n{:toc}\n\n## Why\n{: #why .big}\n\nWords{: .x}\n{: .lead}\n\n![a](b.jpg){: width=\"3\"}\n\n    {: code}\n```\n{: code}\n```\n{::comment}no{:/comment}\n";
        let out = plain(text, &mut |list| told.push(list.to_owned()));
        assert_eq!(out.trim(), "## Why {#why}\n\nWords\n\n![a](b.jpg)\n\n    {: code}\n```\n{: code}\n```");
        assert_eq!(told, ["{:toc}", "{: .x}", "{: .lead}", "{: width=\"3\"}"]);
    }
}
