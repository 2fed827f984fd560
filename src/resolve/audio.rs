//! The sound of an article: what its front matter says of it, or inherits, and where it is.

use super::picture_source::{self, Asking, Known, Wanted, names};
use super::pictures::Folders;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{AudioMatter, Document};
use crate::input::media::MediaId;
use crate::input::recording::{recording_named, recording_type};
use crate::language::LanguageId;
use crate::site::{Audio, ImageSource};
use std::collections::BTreeSet;

const KEY: &str = "audio";

/// What a document says of its sound.
pub(super) struct Asked<'a> {
    pub document: &'a Document,
    pub matter: Option<&'a AudioMatter>,
    pub folders: &'a Folders,
    pub language: LanguageId,
}

/// Gives a translation what it leaves out: the recording with all that is so of the file, and its place in the podcast. A
/// translation that has a recording of its own inherits the place alone. Titles and captions are words.
pub(super) fn inherit(from: (&Option<AudioMatter>, &Folders), to: (&mut Option<AudioMatter>, &mut Folders)) {
    let (Some(audio), folders) = from else { return };
    let (own, own_folders) = (to.0.get_or_insert_with(AudioMatter::default), to.1);
    if own.src.is_none() {
        own.src = audio.src.clone();
        own_folders.audio = folders.audio.clone();
        own.credit = own.credit.take().or_else(|| audio.credit.clone());
        own.duration = own.duration.or(audio.duration);
        own.length = own.length.or(audio.length);
        own.media_type = own.media_type.take().or_else(|| audio.media_type.clone());
    }
    own.episode = own.episode.or(audio.episode);
    own.season = own.season.or(audio.season);
    own.episode_type = own.episode_type.or(audio.episode_type);
    own.explicit = own.explicit.or(audio.explicit);
}

/// The sound of a public article. A file of the site is published. `original` is the language that the story was first
/// written in.
pub(super) fn find(
    asked: Asked,
    original: LanguageId,
    known: Known,
    published: &mut BTreeSet<MediaId>,
    problems: &mut Diagnostics,
) -> Option<Audio> {
    let Asked { document, matter, folders, language } = asked;
    let (matter, key) = (matter?, KeyPath::from(KEY));
    let says = |field: &str| names(document, &key, field);
    let place = |field: &'static str| document.block().place_of(key.clone().key(field));
    let Some(src) = &matter.src else {
        let problem = Diagnostic::error(Code::MissingKey, "`audio` lacks `src`").at(document.block().place_of(KEY));
        problems.push(problem.hint("add `src: talk.mp3`, a file beside the article"));
        return None;
    };
    let path = picture_source::path_of(src);
    let is_own_name = says("src");
    let has_known_end = path.is_some_and(|path| recording_named(path).is_some());
    let wanted = Wanted { key: &key, field: "src", name: src, folder: &folders.audio, noun: "sound file" };
    let named = picture_source::find(Asking { document, known, problems }, wanted)?;
    let is_typed = named.remote().is_some() && matter.media_type.as_deref().is_some_and(is_playable);
    if !has_known_end && !is_typed {
        if is_own_name {
            let message = format!("`{src}` is no sound that browsers play");
            let problem = Diagnostic::error(Code::BadAudio, message).at(place("src"));
            let hint = match named {
                ImageSource::File(_) => "export it as MP3, and name that",
                ImageSource::Remote(_) => "if the address leads to sound, say of which kind: `type: audio/mpeg`",
            };
            problems.push(problem.hint(hint));
        }
        return None;
    }
    let shown = named.clone().in_language(known.media, language);
    let is_inherited = !is_own_name && language != original;
    // What speaks a language of its own does not speak the original's.
    let heard = if is_inherited && shown == named { original } else { language };
    match &shown {
        ImageSource::File(file) => {
            published.insert(*file);
            for field in ["length", "type"].into_iter().filter(|field| says(field)) {
                let message = format!("`{field}` is for sound elsewhere: that of a file is read from the file");
                let problem = Diagnostic::warning(Code::BadAudio, message).at(place(field));
                problems.push(problem.hint(format!("remove `{field}`")));
            }
        }
        ImageSource::Remote(_) if is_own_name => {
            problems.extend(unknown(matter).map(|problem| problem.at(place("src"))));
        }
        ImageSource::Remote(_) => {}
    }
    let is_file = shown.file().is_some();
    Some(Audio {
        language: heard,
        title: matter.title.clone(),
        caption: matter.caption.clone(),
        credit: matter.credit.clone(),
        duration: matter.duration.map(|duration| duration.0),
        length: matter.length.filter(|_| !is_file),
        media_type: matter
            .media_type
            .clone()
            .filter(|_| !is_file)
            .or_else(|| path.and_then(recording_type).map(str::to_owned)),
        episode: matter.episode,
        season: matter.season,
        episode_type: matter.episode_type,
        explicit: matter.explicit,
        source: shown,
    })
}

/// Whether a media type is one of sound or of films.
fn is_playable(media_type: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-+./".contains(c);
    ["audio/", "video/"].iter().any(|start| media_type.strip_prefix(start).is_some_and(|rest| !rest.is_empty()))
        && media_type.chars().all(is_plain)
}

/// What feeds must say of sound elsewhere, and nobody has told them.
fn unknown(matter: &AudioMatter) -> Option<Diagnostic> {
    let missing = [("length: 15400000", matter.length.is_none()), ("duration: 32:10", matter.duration.is_none())];
    let missing: Vec<String> =
        missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(line, _)| format!("`{line}`")).collect();
    if missing.is_empty() {
        return None;
    }
    let message =
        "feeds must say how many bytes sound elsewhere has, and how long it lasts: nothing is fetched to find out";
    let hint = format!("add below `audio`, with its own numbers: {}", missing.join(" and "));
    Some(Diagnostic::warning(Code::BadAudio, message).hint(hint))
}
