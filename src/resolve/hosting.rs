//! What `site.yaml` says to hosts and browsers, as far as only the site as a whole can judge it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::config::Config;
use crate::input::discover::SourceFile;
use crate::input::statics::StaticFiles;
use crate::language::Moment;

/// The drawing that the icons are made of.
pub(super) fn icon(config: &Config, statics: &StaticFiles, problems: &mut Diagnostics) -> Option<SourceFile> {
    let name = config.icon.as_ref()?;
    if !name.to_ascii_lowercase().ends_with(".svg") {
        problems.push(
            Diagnostic::error(Code::BadConfig, format!("no icons can be made of `{name}`"))
                .at(config.places.of(KeyPath::from("icon").value()))
                .hint("use a square SVG file of `static/`: a drawing has every size"),
        );
        return None;
    }
    let found = statics.find(name).map(|(_, source)| source.clone());
    if found.is_none() {
        problems.push(
            Diagnostic::error(Code::MissingFile, format!("there is no file `{name}` in static/"))
                .at(config.places.of(KeyPath::from("icon").value()))
                .did_you_mean(name, statics.names())
                .hint("put it into static/, or correct its name"),
        );
    }
    found
}

/// Whether `security_txt` can be relied on at the moment that the site is built for.
pub(super) fn security(config: &Config, now: Moment, problems: &mut Diagnostics) {
    const DAYS: i64 = 366;
    let Some(security) = &config.security_txt else { return };
    let place = config.places.of(KeyPath::from("security_txt").key("expires"));
    let hint = "set `expires` to a day within a year, and read the entries again before you do";
    let Some(expires) = security.expires.in_zone(&config.time_zone) else {
        problems.push(Diagnostic::error(Code::BadConfig, "`expires` is no moment").at(place).hint(hint));
        return;
    };
    let seconds = expires.timestamp.as_second() - now.timestamp.as_second();
    if seconds <= 0 {
        problems.push(Diagnostic::error(Code::BadConfig, "`security_txt` has expired").at(place).hint(hint));
    } else if seconds > DAYS * 24 * 60 * 60 {
        let message = "`security_txt` expires in more than a year";
        problems.push(Diagnostic::warning(Code::BadConfig, message).at(place).hint(hint));
    }
}
