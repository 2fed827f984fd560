//! The pseudo-locale: every message in a shape that nobody overlooks. What stays plain on a page is not localised; what
//! is cut off has no room for a longer language; what is on the wrong side has not been thought of from right to left.

use super::bundle::constants;
use super::resources::Resource;
use crate::html::reference_end;
use fluent::FluentResource;
use fluent::concurrent::FluentBundle;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pseudo {
    /// With accents, about a third longer, in brackets: `[Ħooḿee]`.
    Accented,
    /// Mirrored and from right to left, in brackets: `[Hoɯǝ]`.
    Bidi,
}

impl Pseudo {
    const ALL: [(Pseudo, &'static str); 2] = [(Pseudo::Accented, "accented"), (Pseudo::Bidi, "bidi")];

    /// The kind with a name.
    ///
    /// # Errors
    /// A sentence that lists the names.
    pub fn parse(name: &str) -> Result<Pseudo, String> {
        let known = Pseudo::ALL.iter().find(|(_, known)| *known == name);
        known
            .map(|(kind, _)| *kind)
            .ok_or_else(|| format!("there are {}", Pseudo::ALL.map(|(_, name)| name).join(", ")))
    }

    /// The direction that all pages have, where it is not their language's own.
    pub(super) fn direction(self) -> Option<&'static str> {
        (self == Pseudo::Bidi).then_some("rtl")
    }

    /// Makes bundles speak in this way, and the constants that were taken from them before.
    ///
    /// Constants are taken again, but for attributes named `slug`: they are parts of addresses, and no prose.
    pub(super) fn apply(
        self,
        bundles: [&mut FluentBundle<Arc<FluentResource>>; 2],
        taken: &mut HashMap<String, Arc<str>>,
        resources: &[&Resource],
    ) {
        let transform = match self {
            Pseudo::Accented => accented,
            Pseudo::Bidi => mirrored,
        };
        let [first, second] = bundles;
        first.set_transform(Some(transform));
        second.set_transform(Some(transform));
        let prose = constants(first, resources).into_iter().filter(|(key, _)| !key.ends_with(".slug"));
        taken.extend(prose.map(|(key, text)| (key, Arc::from(in_brackets(&text)))));
    }
}

/// Brackets show where a message begins and ends: a sentence that is glued together has more than one pair.
pub(super) fn in_brackets(text: &str) -> String {
    format!("[{text}]")
}

fn accented(text: &str) -> Cow<'_, str> {
    outside_of_mark_up(text, |words| fluent_pseudo::transform(words, false, true))
}

fn mirrored(text: &str) -> Cow<'_, str> {
    outside_of_mark_up(text, |words| fluent_pseudo::transform(words, true, false))
}

/// Changes the words of a text element of a message and leaves tags and entities alone. A tag may begin in one element
/// and end in the next, with a value between them: `<a href="` and `">`.
fn outside_of_mark_up<'a>(text: &'a str, change: impl Fn(&str) -> Cow<'_, str>) -> Cow<'a, str> {
    let mut result = String::with_capacity(text.len() * 2);
    let mut rest = text;
    if let Some(end) = text.find('>').filter(|end| !text[..*end].contains('<') && text[..*end].starts_with(['"', '\'']))
    {
        result.push_str(&text[..=end]);
        rest = &text[end + 1..];
    }
    while let Some(start) = rest.find(['<', '&']) {
        result.push_str(&change(&rest[..start]));
        let mark_up = &rest[start..];
        let end = match mark_up.as_bytes().first() {
            Some(b'<') => mark_up.find('>').map_or(mark_up.len(), |end| end + 1),
            _ => reference_end(mark_up).unwrap_or(1),
        };
        result.push_str(&mark_up[..end]);
        rest = &mark_up[end..];
    }
    result.push_str(&change(rest));
    result.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_and_mark_up_does_not() {
        assert_eq!(accented("See <b class=\"x\">here</b>&nbsp;now"), "Şeeee <b class=\"x\">ħeeřee</b>&nbsp;ƞooẇ");
        assert_eq!(accented("See <a href=\""), "Şeeee <a href=\"");
        assert_eq!(accented("\">here</a>"), "\">ħeeřee</a>");
        assert_eq!(accented("A & B"), "A & Ɓ");
        assert_eq!(mirrored("Home"), "Hoɯǝ");
    }
}
