//! Settings: `site.yaml` and the providers of what pages show of others.

use super::{Outcome, held, number_of, size_of, text_of};
use crate::diagnostic::Code;
use crate::input::config::embeds::{self, Origin, Providers};
use crate::input::config::{self, FILE};
use crate::input::theme;
use crate::path::is_full_address;
use crate::yaml::{self, Block};
use std::sync::LazyLock;

/// `site.yaml`.
pub fn configuration(input: &[u8]) -> Outcome {
    let text = text_of(input);
    let (config, problems) = config::parse(&text, None);
    let said = held::told(&problems, FILE, &text)?;
    if config.is_none() && problems.0.is_empty() {
        return Err("no configuration, and nothing is said".to_owned());
    }
    let languages = config.map_or(0, |config| config.languages.len());
    Ok(number_of((said, size_of(languages))))
}

/// What parts providers from addresses in an input.
const PARTING: &str = "\n---\n";

/// Providers as a site writes them, and behind a line of hyphens addresses that one of them may know; without such a line,
/// addresses that a provider of the theme may know.
pub fn embeds(input: &[u8]) -> Outcome {
    static OF_THEME: LazyLock<embeds::Layer> = LazyLock::new(|| theme::default_theme().embeds);
    let text = text_of(input);
    let (settings, addresses) = text.split_once(PARTING).unwrap_or(("", &text));
    let block = Block::whole("a", settings);
    let (written, problems) = yaml::parse::<embeds::Written>(block);
    let mut said = held::told(&problems, "a", settings)?;
    let (own, problems) = embeds::read(written, Code::BadTheme, |path| block.place_of(path));
    said.extend(held::told(&problems, "a", settings)?);
    let vain = embeds::off_in_vain(&own, [&*OF_THEME]).len();
    let providers = Providers::of([&own], [&*OF_THEME]);
    let mut found = Vec::new();
    for address in addresses.lines() {
        for origin in [Origin::Text, Origin::Frame] {
            let Some(shown) = providers.find(address, origin, "xx") else { continue };
            if !is_full_address(&shown.frame) || shown.frame.contains(['"', '<', '>', ' ', '\n']) {
                return Err(format!("a frame of no address: {}", shown.frame));
            }
            found.push(shown.provider.id.clone());
        }
    }
    Ok(number_of((said, vain, found)))
}
