//! A template read without being run: which messages it asks for, with which variables, and where.

use std::collections::BTreeSet;
use std::ops::Range;

/// A call of `t()` or `t_html()`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Call<'a> {
    /// What stands as its `key`.
    pub key: Key<'a>,
    /// Where the key stands in the template, in bytes.
    pub at: usize,
    /// The names of the variables that it passes.
    pub variables: BTreeSet<&'a str>,
}

/// What a template says of the name of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// All of it.
    Literal(&'a str),
    /// How it begins: `"kind-" ~ article.kind`; nothing of it where this is empty.
    Beginning(&'a str),
}

/// What is between the text of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Code,
    Comment,
}

/// The parts of a template that are not text, with their delimiters.
fn between(template: &str) -> Vec<(Between, Range<usize>)> {
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(start) = template[from..].find('{').map(|i| from + i) {
        let (kind, closing) = match template.as_bytes().get(start + 1) {
            Some(b'{') => (Between::Code, "}}"),
            Some(b'%') => (Between::Code, "%}"),
            Some(b'#') => (Between::Comment, "#}"),
            _ => {
                from = start + 1;
                continue;
            }
        };
        let end = end_of(template, start + 2, closing, kind);
        parts.push((kind, start..end));
        from = end;
        if is_statement(&template[start..end], "raw") {
            let rest = &template[end..];
            from += rest
                .match_indices("{%")
                .map(|(i, _)| i)
                .find(|i| is_statement(&rest[*i..], "endraw"))
                .unwrap_or(rest.len());
        }
    }
    parts
}

fn is_statement(part: &str, word: &str) -> bool {
    let inside = part.trim_start_matches("{%").trim_start_matches('-').trim_start();
    part.starts_with("{%") && inside.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '-', '%']))
}

/// Where a part ends: a string in code may hold its delimiter.
fn end_of(template: &str, from: usize, closing: &str, kind: Between) -> usize {
    let mut at = from;
    while at < template.len() {
        let rest = &template[at..];
        if rest.starts_with(closing) {
            return at + closing.len();
        }
        let c = rest.chars().next().map_or(1, char::len_utf8);
        at += if kind == Between::Code { string_at(rest).map_or(c, |length| length + 2) } else { c };
    }
    template.len()
}

/// The length of the string that a text begins with, without its quotation marks.
fn string_at(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(i - 1),
            _ => {}
        }
    }
    None
}

/// The template with blanks for all that is not text; every byte stays at its place.
pub(super) fn text_only(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut from = 0;
    for (_, range) in between(template) {
        text.push_str(&template[from..range.start]);
        text.extend(template[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
        from = range.end;
    }
    text.push_str(&template[from..]);
    text
}

/// Whether a template defines a component.
pub(super) fn has_component(template: &str) -> bool {
    let code = between(template).into_iter().filter(|(kind, _)| *kind == Between::Code);
    code.into_iter().any(|(_, range)| is_statement(&template[range], "component"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Name(&'a str),
    Text(&'a str),
    Sign(char),
}

/// The tokens of all code in a template with their places.
fn tokens(template: &str) -> Vec<(Token<'_>, usize)> {
    let mut tokens = Vec::new();
    for (_, range) in between(template).into_iter().filter(|(kind, _)| *kind == Between::Code) {
        let mut at = range.start + 2;
        while at < range.end {
            let rest = &template[at..range.end];
            let Some(c) = rest.chars().next() else { break };
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            if let Some(length) = string_at(rest) {
                tokens.push((Token::Text(&rest[1..=length]), at));
                at += length + 2;
            } else if is_name(c) {
                let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                tokens.push((Token::Name(&rest[..length]), at));
                at += length;
            } else {
                if !c.is_whitespace() {
                    tokens.push((Token::Sign(c), at));
                }
                at += c.len_utf8();
            }
        }
    }
    tokens
}

/// Every text in quotation marks in the code of a template, and where it stands.
pub(super) fn strings(template: &str) -> impl Iterator<Item = (&str, usize)> {
    let text = |(token, at)| if let Token::Text(text) = token { Some((text, at)) } else { None };
    tokens(template).into_iter().filter_map(text)
}

/// How a template takes in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Extends,
    Include,
}

/// A template that another names in a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named<'a> {
    /// What the tag does.
    pub tag: Tag,
    /// The name.
    pub name: &'a str,
    /// Where the name stands with its quotation marks, in bytes.
    pub at: usize,
}

/// The templates that a template extends and includes.
pub(super) fn named(template: &str) -> Vec<Named<'_>> {
    let tokens = tokens(template);
    let named = tokens.windows(2).filter_map(|pair| {
        let [(Token::Name(word), _), (Token::Text(name), at)] = pair else { return None };
        let tag = match *word {
            "extends" => Tag::Extends,
            "include" => Tag::Include,
            _ => return None,
        };
        Some(Named { tag, name, at: *at })
    });
    named.collect()
}

/// Every call of `t()` and `t_html()` in a template.
pub(super) fn calls(template: &str) -> Vec<Call<'_>> {
    let tokens = tokens(template);
    let mut calls = Vec::new();
    for (i, window) in tokens.windows(2).enumerate() {
        let is_member = i > 0 && tokens[i - 1].0 == Token::Sign('.');
        if !is_member && matches!(window, [(Token::Name("t" | "t_html"), _), (Token::Sign('('), _)]) {
            calls.extend(call(&tokens[i + 2..], window[0].1));
        }
    }
    calls
}

/// What is passed to a function under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument<'a> {
    /// A text in quotation marks.
    Text(&'a str),
    /// Whatever has to be worked out.
    Other,
}

/// The arguments of each call of a function in a template, by their names.
pub(super) fn arguments<'a>(template: &'a str, function: &str) -> Vec<Vec<(&'a str, Argument<'a>)>> {
    let tokens = tokens(template);
    let is_called = |i: usize| {
        let is_member = i > 0 && tokens[i - 1].0 == Token::Sign('.');
        !is_member && tokens[i].0 == Token::Name(function) && is_sign(&tokens[i + 1..], '(')
    };
    let calls = (0..tokens.len()).filter(|i| is_called(*i));
    calls.map(|i| passed(&tokens[i + 2..])).collect()
}

fn is_sign(tokens: &[(Token, usize)], sign: char) -> bool {
    tokens.first().is_some_and(|(token, _)| *token == Token::Sign(sign))
}

/// The arguments behind the bracket of a call.
fn passed<'a>(tokens: &[(Token<'a>, usize)]) -> Vec<(&'a str, Argument<'a>)> {
    let (mut passed, mut depth) = (Vec::new(), 0);
    for (i, (token, _)) in tokens.iter().enumerate() {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')') if depth == 0 => break,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Name(name) if depth == 0 && is_argument(&tokens[i + 1..]) => {
                passed.push((
                    *name,
                    match tokens.get(i + 2..i + 4) {
                        Some([(Token::Text(text), _), (Token::Sign(',' | ')'), _)]) => Argument::Text(text),
                        _ => Argument::Other,
                    },
                ));
            }
            _ => {}
        }
    }
    passed
}

/// Reads the arguments of a call; none where it has no key.
fn call<'a>(tokens: &[(Token<'a>, usize)], at: usize) -> Option<Call<'a>> {
    let mut call = Call { key: Key::Beginning(""), at, variables: BTreeSet::new() };
    let mut has_key = false;
    let mut depth = 0;
    let mut i = 0;
    while let Some((token, _)) = tokens.get(i) {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')') if depth == 0 => break,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Name(name) if depth == 0 && is_argument(&tokens[i + 1..]) => {
                if *name == "key" {
                    has_key = true;
                    (call.key, call.at) = key(&tokens[i + 2..], at);
                } else {
                    call.variables.insert(name);
                }
                i += 1;
            }
            _ => {}
        }
        i += 1;
    }
    has_key.then_some(call)
}

/// Whether a name is followed by `=` and not by `==`.
fn is_argument(after: &[(Token, usize)]) -> bool {
    let sign = |i: usize| after.get(i).map(|(token, _)| *token);
    sign(0) == Some(Token::Sign('=')) && sign(1) != Some(Token::Sign('='))
}

fn key<'a>(value: &[(Token<'a>, usize)], at: usize) -> (Key<'a>, usize) {
    match value {
        [(Token::Text(text), place), (Token::Sign(',' | ')'), _), ..] => (Key::Literal(text), *place),
        [(Token::Text(text), place), (Token::Sign('~'), _), ..] => (Key::Beginning(text), *place),
        [(_, place), ..] => (Key::Beginning(""), *place),
        [] => (Key::Beginning(""), at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_with_their_keys_and_variables() {
        let template = "{# t(key=\"no\") #}t(key=\"no\"){% if a == \"%}\" %}{{ t(key=\"one\", n=(x | length), m=[f(n=1)]) }}\
             {{ t_html(n=1, key='two.attribute') | upper }}{{ t(key=\"kind-\" ~ kind) }}{{ at(key=\"no\") }}{{ x.t(key=\"no\") }}\
             {% raw %}{{ t(key=\"no\") }}{% endraw %}{{ t(key=name) }}{{ t(key=t(key=\"inner\")) }}";
        let found: Vec<_> = calls(template).into_iter().map(|c| (c.key, c.variables.into_iter().collect())).collect();
        assert_eq!(
            found,
            [
                (Key::Literal("one"), vec!["m", "n"]),
                (Key::Literal("two.attribute"), vec!["n"]),
                (Key::Beginning("kind-"), vec![]),
                (Key::Beginning(""), vec![]),
                (Key::Beginning(""), vec![]),
                (Key::Literal("inner"), vec![]),
            ]
        );
        assert_eq!(&template[calls(template)[0].at..][..5], "\"one\"");
        assert!(strings(template).any(|(text, _)| text == "%}"));
    }

    #[test]
    fn a_template_that_ends_anywhere_is_read_to_its_end() {
        let template =
            "<p ж='{{ t(key=\"é\\\"\" ~ `x`, n=[1]) }}' alt=\"&é;{% raw %}«{{ {% endraw %}{# й #}<!-- ü --></п";
        for (from, _) in template.char_indices() {
            for (to, _) in template[from..].char_indices() {
                let part = &template[from..from + to];
                let _ = (calls(part).len(), strings(part).count());
                assert_eq!(text_only(part).len(), part.len());
            }
        }
    }

    #[test]
    fn what_is_no_text_is_blank_and_nothing_moves() {
        let template = "<p>{{ \"}}ж\" }}й{# x\n #}</p>";
        let text = text_only(template);
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["<p>", "й", "</p>"]);
        assert_eq!(
            (text.len(), text.find('й'), text.find('\n')),
            (template.len(), template.find('й'), template.find('\n'))
        );
        assert_eq!(text_only("{% unclosed"), " ".repeat(11));
    }
}
