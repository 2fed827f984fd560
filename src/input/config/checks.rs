//! Values of `site.yaml` for hosts and browsers that can be judged by themselves.

use super::{LocalizedText, SecurityConfig};
use crate::diagnostic::KeyPath;

/// What is wrong with a line of `site.yaml`: the way to it, the message, the way out.
pub(super) type Wrong = (KeyPath, String, &'static str);

/// What stands in `ads.txt` and is no record of it (IAB Tech Lab, ads.txt 1.1).
pub(super) fn ads(text: &str) -> Vec<Wrong> {
    let is_record = |line: &str| {
        // Extensions follow a semicolon.
        let fields: Vec<&str> = line.split(';').next().unwrap_or_default().split(',').map(str::trim).collect();
        let relation = |word: &str| ["direct", "reseller"].contains(&word.to_ascii_lowercase().as_str());
        (3..=4).contains(&fields.len())
            && fields.iter().all(|field| !field.is_empty() && !field.contains(char::is_whitespace))
            && fields[0].contains('.')
            && relation(fields[2])
    };
    let is_variable = |line: &str| {
        line.split_once('=').is_some_and(|(name, value)| {
            let name = name.trim();
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()) && !value.trim().is_empty()
        })
    };
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !is_record(line) && !is_variable(line))
        .map(|(i, line)| {
            let path = KeyPath::from("ads_txt").line(i);
            let hint = "a line is `domain, account, DIRECT or RESELLER, certification id` (the last one may be missing), or `NAME=value`";
            (path, format!("`{line}` is no record of ads.txt"), hint)
        })
        .collect()
}

/// Values of `security_txt` that RFC 9116 does not allow. Whether it has expired, only the site's clock can tell.
pub(super) fn security(security: &SecurityConfig) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let path = KeyPath::from("security_txt");
    let clean = |uri: &str| uri.bytes().all(|b| b.is_ascii_graphic());
    if security.contact.is_empty() {
        let hint = "add an address: `contact: [\"mailto:security@example.org\"]`";
        wrong.push((path.clone(), "`security_txt` has no contact".to_owned(), hint));
    }
    for (i, contact) in security.contact.iter().enumerate() {
        if !["mailto:", "tel:", "https://"].iter().any(|scheme| contact.starts_with(scheme)) || !clean(contact) {
            let hint = "a contact begins with mailto:, tel: or https://, and is encoded as an address";
            wrong.push((path.clone().key("contact").item(i), format!("`{contact}` is no contact"), hint));
        }
    }
    let pages = [
        ("encryption", &security.encryption),
        ("acknowledgments", &security.acknowledgments),
        ("policy", &security.policy),
        ("hiring", &security.hiring),
    ];
    for (key, page) in pages.into_iter().filter_map(|(key, page)| Some((key, page.as_ref()?))) {
        let is_key = key == "encryption" && ["dns:", "openpgp4fpr:"].iter().any(|s| page.starts_with(s));
        if !(page.starts_with("https://") || is_key) || !clean(page) {
            wrong.push((path.clone().key(key), format!("`{page}` is no full address"), "it begins with https://"));
        }
    }
    for (i, tag) in security.preferred_languages.iter().flatten().enumerate() {
        if crate::language::LanguageTag::parse(tag).is_none() {
            let hint = "use a BCP 47 tag: a code of two or three letters, then script or region, as in zh-Hans";
            wrong.push((path.clone().key("preferred_languages").item(i), format!("`{tag}` is no language tag"), hint));
        }
    }
    wrong
}

/// What is wrong with the addresses of a search engine.
pub(super) fn search(search: &LocalizedText) -> Vec<Wrong> {
    let is_wrong = |(_, url): &(KeyPath, &str)| {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        !rest.is_some_and(|rest| rest.contains("{searchTerms}")) || !url.bytes().all(|b| b.is_ascii_graphic())
    };
    let hint = "it begins with https:// and has `{searchTerms}` where the words go: \"https://search.example/?q={searchTerms}\"";
    search
        .texts("search")
        .filter(is_wrong)
        .map(|(path, url)| (path, format!("`{url}` is no address of a search"), hint))
        .collect()
}

/// The longest name that a search engine may have in a browser's list (OpenSearch 1.1), in characters.
pub const LONGEST_SHORT_TITLE: usize = 16;

/// Names that are too long where there is little room.
pub(super) fn short_title(short: &LocalizedText) -> Vec<Wrong> {
    let is_long = |(_, name): &(KeyPath, &str)| name.chars().count() > LONGEST_SHORT_TITLE;
    let hint = "it has at most 16 characters: it stands below an icon and in lists of search engines";
    short
        .texts("short_title")
        .filter(is_long)
        .map(|(path, name)| (path, format!("`{name}` is too long for `short_title`"), hint))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_ads_txt_are_records_variables_or_comments() {
        let good = "# ours\ngreenadexchange.com, 12345, DIRECT, d75815a79\nsilver.example,9675,reseller # why\n\
                    CONTACT=ads@example.org\nMANAGERDOMAIN=manager.example, FR\na.example, 1, DIRECT; ext=1\n";
        assert_eq!(ads(good), []);
        let bad = "a.example, 1\na.example, 1, DIRCET\na.example, , DIRECT\n= x\na.example, 1, DIRECT, f, g\n";
        assert_eq!(ads(bad).len(), 5);
    }
}
