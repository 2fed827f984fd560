//! The sentences of the documentation, by what they are about: where the program explains itself it says what the docs say.

/// The text of a page between a heading and the next one of the same level or above; all of it for an empty heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    if heading.is_empty() {
        return page;
    }
    let mut from = None;
    let mut at = 0;
    let mut is_code = false;
    let mut depth = 0;
    for line in page.split_inclusive('\n') {
        is_code ^= line.starts_with("```");
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if !is_code && level > 0 {
            match from {
                Some(from) if level <= depth => return &page[from..at],
                None if line[level..].trim() == heading => {
                    from = Some(at + line.len());
                    depth = level;
                }
                _ => {}
            }
        }
        at += line.len();
    }
    from.map_or("", |from| &page[from..])
}

/// The cells of a line of a table; none where it is none.
fn cells(line: &str) -> Option<Vec<String>> {
    let inside = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    // A bar in a cell is written `\|`.
    let cells = inside.replace("\\|", "\0");
    Some(cells.split('|').map(|cell| cell.trim().replace('\0', "|")).collect())
}

/// The names that a row is about. It can be several: `` `caption`, `credit` ``.
fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(", ").map(|part| part.trim_matches('`'))
}

/// The cells of the row that is about `name`, in a table below a heading (at first the section itself, then those inside
/// it).
fn cells_of(page: &str, heading: &str, name: &str) -> Option<Vec<String>> {
    let mut rows = section(page, heading).lines().filter_map(cells);
    rows.find(|cells| cells.len() > 1 && names(&cells[0]).any(|other| other == name))
}

/// The last cell of the row that is about `name`, in a table below a heading.
pub fn row(page: &str, heading: &str, name: &str) -> Option<String> {
    cells_of(page, heading, name)?.pop()
}

/// Whether a row says that what it is about must always be there.
pub fn is_required(page: &str, heading: &str, name: &str) -> bool {
    let says_so = |cell: &String| cell.strip_prefix("**required**").is_some_and(|rest| !rest.starts_with(" ("));
    cells_of(page, heading, name).is_some_and(|cells| cells.iter().any(says_so))
}

/// The other names that a row has for what it is about.
pub fn synonyms(page: &str, heading: &str, name: &str) -> Vec<String> {
    let cells = cells_of(page, heading, name).unwrap_or_default();
    cells.first().into_iter().flat_map(|cell| names(cell)).filter(|other| *other != name).map(str::to_owned).collect()
}

/// A sentence of the docs without the marks of Markdown.
pub fn plain(sentence: &str) -> String {
    unlinked(sentence).replace("**", "").replace('`', "")
}

/// A sentence of the docs that is read elsewhere: links are what they say.
pub fn unlinked(sentence: &str) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        match after.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?.1))) {
            Some((words, after)) if !words.contains(['[', ']']) => {
                text.push_str(words);
                rest = after;
            }
            _ => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# A\n\n## Keys\n\n| key | is |\n| --- | --- |\n| `a`, `b` | the [first](x.md) `a\\|b` |\n\n\
                        ## Others\n\n| `a` | text | another |\n";

    #[test]
    fn a_row_is_found_below_its_heading() {
        assert_eq!(row(PAGE, "Keys", "b").as_deref(), Some("the [first](x.md) `a|b`"));
        assert_eq!(row(PAGE, "Others", "a").as_deref(), Some("another"));
        assert_eq!(row(PAGE, "", "a").as_deref(), Some("the [first](x.md) `a|b`"));
        assert_eq!(row(PAGE, "None", "a"), None);
        assert_eq!(row(PAGE, "Keys", "key b"), None);
    }

    #[test]
    fn a_sentence_can_be_read_without_marks() {
        assert_eq!(plain("the **[first](x.md)** `a` [1] [b]"), "the first a [1] [b]");
    }
}
