//! `.well-known/security.txt` (RFC 9116).

use crate::input::config::SecurityConfig;
use crate::plan::HostFile;
use crate::site::Site;

pub(super) fn write(site: &Site, security: &SecurityConfig) -> String {
    let mut lines: Vec<(&str, String)> = security.contact.iter().map(|contact| ("Contact", contact.clone())).collect();
    if let Some(expires) = security.expires.in_zone(&site.config.time_zone) {
        lines.push(("Expires", expires.rfc3339()));
    }
    let pages = [
        ("Encryption", &security.encryption),
        ("Acknowledgments", &security.acknowledgments),
        ("Policy", &security.policy),
        ("Hiring", &security.hiring),
    ];
    lines.extend(pages.into_iter().filter_map(|(name, page)| Some((name, page.clone()?))));
    let languages = match &security.preferred_languages {
        Some(tags) => tags.clone(),
        None => site.locales.ids().map(|language| site.locales.get(language).tag.to_string()).collect(),
    };
    if !languages.is_empty() {
        lines.push(("Preferred-Languages", languages.join(", ")));
    }
    // The standard knows no address without encryption.
    if site.config.base_url.starts_with("https://") {
        lines.push(("Canonical", format!("{}/{}", site.config.base_url, HostFile::Security.path())));
    }
    lines.iter().map(|(name, value)| format!("{name}: {value}\n")).collect()
}
