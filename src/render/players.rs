//! Players on pages: what they show of a film or a sound, and what is wrong with it.

use super::media::{self, Wrong};
use super::named_files::SiteLinks;
use super::press::Press;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::edge::{At, caught};
use crate::html::player::Track;
use crate::input::companions::Companions;
use crate::input::media::MediaId;
use crate::input::recording::{Recording, recording_named};
use crate::language::LanguageTag;
use crate::language::text::counted;
use crate::markdown::Played as Shown;
use crate::recordings::{Codec, Fault, Head, LONGEST_CAPTIONS, Played, container_named, look, read_captions};
use crate::site::Article;
use std::borrow::Cow;

/// Bytes up to which a film comes as a whole before anybody misses it.
const SMALL: u64 = 1024 * 1024;

/// What the head of a film or a sound says; it is read when that is first asked for.
pub(super) fn head(press: &Press, id: MediaId) -> &Result<Head, Fault> {
    press.kept.recordings[id.0].get_or_init(|| {
        let source = &press.site.media.get(id).source;
        let mut file = source.open_inside().map_err(|problem| Fault::Unreadable(problem.message))?;
        caught(At::File(&source.path), || look(&mut file)).unwrap_or(Err(Fault::Damaged))
    })
}

/// A film or a sound elsewhere, in a text.
pub(super) fn elsewhere(links: &SiteLinks, url: Cow<str>, kind: Recording) -> Shown {
    let is_plain = url.starts_with("http:") && links.press.site.config.base_url.starts_with("https:");
    let remark = is_plain.then(|| {
        let noun = kind.noun();
        let message =
            format!("the {noun} `{url}` is fetched without encryption: browsers do not play it on pages that are");
        let hint =
            format!("write `https:{}`, if the host answers there; else put a copy beside the article", &url[5..]);
        (Code::PlainPicture, message, hint)
    });
    Shown { url: url.into_owned(), remarks: remark.into_iter().collect(), ..Shown::default() }
}

/// A film or a sound of the site, in a text that names one file and shows another where there is one for its language.
pub(super) fn in_text(links: &SiteLinks, (named, shown): (MediaId, MediaId), rest: &str, kind: Recording) -> Shown {
    let press = links.press;
    let companions = match kind {
        Recording::Film => press.site.media.companions(named, shown),
        Recording::Sound => Companions::default(),
    };
    let mut remarks = wrong_with(press, shown, kind);
    let (tracks, of_captions) = tracks(links, &companions);
    remarks.extend(of_captions);
    let head = head(press, shown).as_ref().ok();
    if kind == Recording::Film
        && head.is_some_and(|head| head.is_film() && head.sound.is_some())
        && companions.captions.is_empty()
    {
        remarks.push(without_captions(press, named));
    }
    let poster = companions.poster.and_then(|poster| self::poster(links, poster, &mut remarks));
    Shown { url: links.original_at(shown, rest), size: head.and_then(|head| head.size), poster, tracks, remarks }
}

fn without_captions(press: &Press, film: MediaId) -> Wrong {
    let name = &press.site.media.get(film).source.path;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let tag = press.site.locales.ids().next().map_or(String::new(), |l| press.site.locales.get(l).tag.to_string());
    let message = format!("`{name}` has sound and no captions: who does not hear it does not learn what is said");
    (Code::NoCaptions, message, format!("put them beside it as WebVTT, one file for each language: `{stem}.{tag}.vtt`"))
}

/// The address of the picture that is shown until a film plays; what is wrong with it is told.
fn poster(links: &SiteLinks, poster: MediaId, remarks: &mut Vec<Wrong>) -> Option<String> {
    let source = media::Source::of(links.press);
    let poster = links.press.site.media.in_language(poster, links.written_in);
    if let Some(wrong) = media::wrong(source, poster) {
        remarks.push(wrong);
        return None;
    }
    if source.derived(poster).is_none() {
        return Some(links.original_at(poster, ""));
    }
    links.derived.borrow_mut().insert(poster);
    Some(source.middle(media::Asked::plain(poster)).url)
}

/// The captions that browsers read, and what is wrong with the others.
fn tracks(links: &SiteLinks, companions: &Companions) -> (Vec<Track>, Vec<Wrong>) {
    let (locales, media) = (&links.press.site.locales, &links.press.site.media);
    let mut remarks = Vec::new();
    let mut tracks: Vec<(LanguageTag, Track)> = Vec::new();
    let original = locales.get(links.original).tag.clone();
    let says_original = companions.captions.iter().any(|(tag, _)| tag.as_ref() == Some(&original));
    for (tag, id) in &companions.captions {
        // What names no language speaks the original's.
        let tag = match tag {
            Some(tag) => tag.clone(),
            None if says_original => continue,
            None => original.clone(),
        };
        let source = &media.get(*id).source;
        let bytes = match source.size() {
            size if size > LONGEST_CAPTIONS => Vec::new(),
            _ => source.head(LONGEST_CAPTIONS as usize),
        };
        if let Err(fault) = read_captions(&bytes) {
            let message = format!("the captions `{}`: {}", source.path, fault.wrong);
            remarks.push((Code::BadCaptions, message, fault.way_out.to_owned()));
            continue;
        }
        let own = locales.find(tag.as_str()).map(|language| locales.get(language).name.clone());
        let label = own.unwrap_or_else(|| locales.language_name(links.language, tag.as_str()));
        let src = links.original_at(*id, "");
        tracks.push((tag.clone(), Track { src, language: tag.to_string(), label, is_default: false }));
    }
    let default = locales.fallbacks(links.language).into_iter().find_map(|language| {
        let mut lineage = locales.get(language).tag.lineage();
        lineage.find_map(|wanted| tracks.iter().position(|(tag, _)| *tag == wanted))
    });
    if let Some(default) = default {
        tracks[default].1.is_default = true;
    }
    (tracks.into_iter().map(|(_, track)| track).collect(), remarks)
}

/// What is not as it should be with a film or a sound that is shown all the same.
fn wrong_with(press: &Press, id: MediaId, kind: Recording) -> Vec<Wrong> {
    let source = &press.site.media.get(id).source;
    let (path, noun) = (&source.path, kind.noun());
    let head = match head(press, id) {
        Ok(head) => head,
        Err(fault) => {
            return vec![(
                Code::UnreadableRecording,
                format!("the {noun} `{path}`: {fault}"),
                fault.way_out().to_owned(),
            )];
        }
    };
    let mut wrong = Vec::new();
    if head.is_cut {
        let message = format!("the {noun} `{path}` ends before it should: what is missing will not play");
        wrong.push((
            Code::UnreadableRecording,
            message,
            "copy the file again: it did not arrive as a whole".to_owned(),
        ));
    }
    let ending = head.container.ending(head.is_film());
    let is_of_name = container_named(path).is_none_or(|named| named.is_as_good_as(head.container));
    if !is_of_name || (kind == Recording::Film) != head.is_film() && head.container.is_of_browsers() {
        let (is, says) = (head.container.name(), container_named(path).map_or("something else", |named| named.name()));
        let what = if head.is_film() { "with pictures" } else { "of sound alone" };
        let message = match is_of_name {
            false => format!("`{path}` is {is}, and its name says {says}: some hosts and browsers go by the name"),
            true => format!("`{path}` is a file {what}, and its name says that it is a {noun}"),
        };
        wrong.push((Code::WrongEnding, message, format!("rename it, so that its name ends in `.{ending}`")));
    }
    wrong.extend(unplayable(path, noun, head));
    if head.starts_late && source.size() > SMALL {
        let message = format!(
            "`{path}` has what players must know first at its end: over a slow line it begins to play late, or not at all"
        );
        let new = with_ending(path, ending, true);
        let hint = format!(
            "let ffmpeg put it first, without loss: `ffmpeg -i {} -c copy -movflags +faststart {new}`",
            name(path)
        );
        wrong.push((Code::SlowStart, message, hint));
    }
    wrong
}

/// What browsers will not play, and the way out.
fn unplayable(path: &str, noun: &str, head: &Head) -> Option<Wrong> {
    let is_bad = |codec: &&Codec| matches!(codec.played, Played::Nowhere | Played::BySome);
    let codec = head.picture.iter().chain(&head.sound).find(is_bad);
    let message = match (codec, head.container.is_of_browsers()) {
        (Some(codec), _) if codec.played == Played::BySome => {
            format!("`{path}` is coded with {}, which only some browsers play", codec.name)
        }
        (Some(codec), _) => format!("`{path}` is coded with {}, which browsers do not play", codec.name),
        (None, false) => format!("`{path}` is a {noun} in {}, which browsers do not play", head.container.name()),
        (None, true) => return None,
    };
    let hint = match head.is_film() || codec.is_none() && noun == Recording::Film.noun() {
        true => format!(
            "export it as MP4 with H.264 and AAC: `ffmpeg -i {} -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart {}`",
            name(path),
            with_ending(path, "mp4", path.ends_with(".mp4"))
        ),
        false => {
            format!("export it as MP3: `ffmpeg -i {} {}`", name(path), with_ending(path, "mp3", path.ends_with(".mp3")))
        }
    };
    Some((Code::Unplayable, message, hint))
}

/// The name of a file, for a command that is run in its folder.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A name for what a command makes of a file: another than the file's own.
fn with_ending(path: &str, ending: &str, is_taken: bool) -> String {
    let name = name(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let new = if is_taken { "-new" } else { "" };
    format!("{stem}{new}.{ending}")
}

/// What is wrong with the sound of an article, where its front matter names it itself. Who inherits a recording inherits
/// what is wrong with it.
pub(super) fn of_front_matter(press: &Press, article: &Article) -> Diagnostics {
    let Some(audio) = &article.audio else { return Diagnostics::default() };
    let Some(file) = audio.source.file().filter(|_| article.document.says_of_picture("audio", "src")) else {
        return Diagnostics::default();
    };
    let place = |field: &'static str| article.document.block().place_of(KeyPath::from("audio").key(field).value());
    let kind = recording_named(&press.site.media.get(file).source.below).unwrap_or(Recording::Sound);
    let of_file = wrong_with(press, file, kind).into_iter();
    let mut problems: Vec<Diagnostic> =
        of_file.map(|(code, message, hint)| Diagnostic::warning(code, message).hint(hint).at(place("src"))).collect();
    let read = head(press, file).as_ref().ok().and_then(|head| head.duration).map(|read| read.as_secs());
    if let Some((said, read)) = audio.duration.zip(read)
        && article.document.says_of_picture("audio", "duration")
        && said.abs_diff(read) > TOLERANCE.max(read / 50)
    {
        let message = format!("`duration` is {}, and the file lasts {}", counted_seconds(said), counted_seconds(read));
        let problem = Diagnostic::warning(Code::BadAudio, message).at(place("duration"));
        problems.push(problem.hint("remove `duration`: it is read from the file"));
    }
    Diagnostics(problems)
}

/// Seconds by which people's clocks differ.
const TOLERANCE: u64 = 3;

fn counted_seconds(seconds: u64) -> String {
    match seconds / 60 {
        0 => counted(usize::try_from(seconds).unwrap_or(usize::MAX), "second"),
        minutes => format!("{minutes}:{:02}", seconds % 60),
    }
}
