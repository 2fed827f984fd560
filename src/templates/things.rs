//! Things: what of a site templates may ask for by its kind and id, in calls of `url()` and `count()`. It can be read off them, so
//! that a page of the last build stands where nothing that is asked for is another.

use super::scan::{self, Argument};
use std::collections::BTreeSet;

/// What a function of templates tells of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Told {
    /// `url()`: where its page is.
    Address,
    /// `count()`: how many articles it has.
    Count,
}

impl Told {
    const ALL: [Told; 2] = [Told::Address, Told::Count];

    /// The function.
    pub fn function(self) -> &'static str {
        match self {
            Told::Address => "url",
            Told::Count => "count",
        }
    }

    /// The kinds of which it tells.
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Told::Address => &["story", "section", "tag", "author", "dossier", "page"],
            Told::Count => &["section", "tag", "author", "dossier"],
        }
    }
}

/// What templates may ask for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    /// A thing of a kind, by its id.
    One(Told, &'static str, String),
    /// Any thing of a kind: the id is worked out while a page is made.
    Any(Told, &'static str),
}

/// What some templates may ask for, by their texts.
pub(super) fn asked<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<Asked> {
    let mut asked = BTreeSet::new();
    for text in texts {
        for told in Told::ALL {
            for arguments in scan::arguments(text, told.function()) {
                let of_kind = |kind: &&'static str| arguments.iter().find(|(name, _)| name == kind);
                let kinds: Vec<&'static str> =
                    told.kinds().iter().copied().filter(|kind| of_kind(kind).is_some()).collect();
                // A call that names no kind is wrong, or passes them in a way that is not known here.
                if kinds.is_empty() {
                    asked.extend(told.kinds().iter().map(|kind| Asked::Any(told, kind)));
                }
                asked.extend(kinds.into_iter().map(|kind| match of_kind(&kind) {
                    Some((_, Argument::Text(id))) => Asked::One(told, kind, (*id).to_owned()),
                    _ => Asked::Any(told, kind),
                }));
            }
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_off_the_calls() {
        let text = "{{ url(page=\"tags\") }}{{ url(story='a/b', lang=\"fr\") }}{{ url(tag=tag.id) }}{{ x.url }}{{ count(section=\"a\" ~ b) }}";
        let found = asked([text, "{{ count(tag=`tea`) }} url(dossier=\"x\")"]);
        assert_eq!(
            found,
            [
                Asked::One(Told::Address, "page", "tags".into()),
                Asked::One(Told::Address, "story", "a/b".into()),
                Asked::One(Told::Count, "tag", "tea".into()),
                Asked::Any(Told::Address, "tag"),
                Asked::Any(Told::Count, "section"),
            ]
            .into()
        );
        assert_eq!(asked(["{{ count(...all) }}"]).len(), Told::Count.kinds().len());
    }
}
