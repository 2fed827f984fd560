//! What stands beside a film and bears its name: its captions, and the picture that is shown until it plays.

use super::media::{MediaId, MediaLibrary, Origin};
use super::recording::is_captions;
use crate::language::LanguageTag;

/// The endings of pictures that stand in for a film until it plays, the first one first.
const POSTERS: [&str; 4] = ["jpg", "jpeg", "png", "webp"];

/// What stands beside a film and bears its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Companions {
    /// The picture that is shown until it plays.
    pub poster: Option<MediaId>,
    /// Captions, in the order of their names, with the language that the name says.
    pub captions: Vec<(Option<LanguageTag>, MediaId)>,
}

impl MediaLibrary {
    /// What stands beside a film and bears its name. `named` is the file that a text names, `shown` the one that readers of
    /// the text's language get in its place: what bears that one's name stands over what bears the other's.
    pub fn companions(&self, named: MediaId, shown: MediaId) -> Companions {
        let mut found = Companions::default();
        for file in if shown == named { vec![named] } else { vec![shown, named] } {
            let more = self.companions_of(file);
            found.poster = found.poster.or(more.poster);
            for (tag, captions) in more.captions {
                if !found.captions.iter().any(|(known, _)| *known == tag) {
                    found.captions.push((tag, captions));
                }
            }
        }
        found
    }

    /// The files that stand in the folder of one.
    fn in_folder_of(&self, id: MediaId) -> impl Iterator<Item = MediaId> + '_ {
        let folder = |id: MediaId| self.get(id).source.below.rsplit_once('/').map(|(folder, _)| folder);
        let (origin, own) = (self.get(id).origin, folder(id));
        let listed = own.filter(|_| origin == Origin::Content).and_then(|own| self.folders.get(own));
        let all = (0..if listed.is_some() { 0 } else { self.files.len() }).map(MediaId);
        let files = listed.into_iter().flatten().copied().chain(all);
        files.filter(move |id| self.get(*id).origin == origin && folder(*id) == own)
    }

    fn companions_of(&self, film: MediaId) -> Companions {
        let below = self.get(film).source.below.as_str();
        let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let mut posters = [None; POSTERS.len()];
        let mut captions = Vec::new();
        for id in self.in_folder_of(film) {
            let Some(rest) = self.get(id).source.below.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.'))
            else {
                continue;
            };
            if let Some(place) = POSTERS.iter().position(|ending| rest.eq_ignore_ascii_case(ending)) {
                posters[place] = Some(id);
            } else if is_captions(rest) || rest.eq_ignore_ascii_case("vtt") {
                let suffix = rest.rsplit_once('.').map(|(suffix, _)| suffix.replace('_', "-"));
                match suffix.as_deref().map(LanguageTag::parse) {
                    None => captions.push((None, id)),
                    Some(Some(tag)) => captions.push((Some(tag), id)),
                    // `speech.old.vtt` is nobody's language.
                    Some(None) => {}
                }
            }
        }
        captions.sort();
        Companions { poster: posters.into_iter().flatten().next(), captions }
    }
}
