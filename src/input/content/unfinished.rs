//! Paths that say "not yet" in other programs, and nothing here.

/// Names of folders and parts of names of files that say "not yet" in other programs.
const UNFINISHED: [&str; 11] = [
    "draft",
    "drafts",
    "unpublished",
    "private",
    "hidden",
    "trash",
    "wip",
    "pending",
    "embargoed",
    "unlisted",
    "disabled",
];

/// The part of a path below `content/` that says that its texts are not public, if one does: a folder `_drafts`, a file
/// `a.draft.md`.
pub(super) fn unfinished_part(below: &str) -> Option<&str> {
    let is_unfinished = |part: &str| UNFINISHED.iter().any(|word| part.eq_ignore_ascii_case(word));
    // In most programs a name that begins with `_` is no page; `_posts` is the folder of what is published.
    let is_left_out = |part: &str| part.starts_with('_') && !part.eq_ignore_ascii_case("_posts");
    let mut parts = below.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let of_file = file.split('.').skip(1).find(|part| is_unfinished(part)).or(is_left_out(file).then_some(file));
    parts.find(|part| is_unfinished(part.trim_start_matches('_')) || is_left_out(part)).or(of_file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_drafts_is_known_by_its_name() {
        assert_eq!(unfinished_part("_drafts/a.md"), Some("_drafts"));
        assert_eq!(unfinished_part("news/_drafts/2020/a.md"), Some("_drafts"));
        assert_eq!(unfinished_part("news/Drafts/a.md"), Some("Drafts"));
        assert_eq!(unfinished_part("news/a.draft.md"), Some("draft"));
        assert_eq!(unfinished_part("news/draft.md"), None, "an article about drafts");
        assert_eq!(unfinished_part("news/private-equity.md"), None);
        assert_eq!(unfinished_part("news/_wip/a.md"), Some("_wip"));
        assert_eq!(unfinished_part("news/_a.md"), Some("_a.md"));
        assert_eq!(unfinished_part("_posts/a.md"), None);
    }
}
