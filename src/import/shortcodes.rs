//! Shortcodes: calls in a text, with what stands between their two ends, in the forms of Hugo and Zola.

use super::report::{Notes, Sort};
use super::table::{Parameters, Table};
use crate::path::beginning;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Whose shortcodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `{{< name a b="c" >}}…{{< /name >}}`, `{{% name %}}`.
    Hugo,
    /// `{{ name(a="b") }}`, `{% name() %}…{% end %}`.
    Zola,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its parameters.
    pub parameters: Parameters,
    /// What stands between its ends, with the calls in it expanded; none where it has no end.
    pub inner: Option<String>,
    /// The call as it is written.
    pub written: &'a str,
    /// Where it begins in the text.
    pub at: usize,
}

/// One end of a call.
struct Token<'a> {
    at: Range<usize>,
    kind: TokenKind<'a>,
}

enum TokenKind<'a> {
    Open {
        name: &'a str,
        parameters: Parameters,
        may_have_end: bool,
    },
    /// The end of a call; without a name of any.
    End(Option<&'a str>),
    /// What is to be read as it stands.
    Literal(String),
}

/// Calls that may stand in each other: what is inside is written again at each level. Those that are deeper have no inside.
const DEEPEST: usize = 100;

/// How often the whole of a text may be looked through for ends of what begins like a call and is none. After that a call has
/// at most so many bytes.
const MOST_IN_VAIN: usize = 32;
const LONGEST_THEN: usize = 1024;

/// A text in which `say` has put something in the place of each call.
pub fn expanded(text: &str, dialect: Dialect, say: &mut dyn FnMut(&Call) -> String) -> String {
    let tokens = tokens(text, dialect);
    if tokens.is_empty() {
        return text.to_owned();
    }
    let ends = ends(&tokens);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    // Ends of calls that stand too deep.
    let mut passed_over: HashSet<usize> = HashSet::new();
    // The calls whose inside is being read, each with what stands before it in the one around it.
    let mut around: Vec<(usize, String)> = Vec::new();
    let call = |i: usize, inner: Option<String>, say: &mut dyn FnMut(&Call) -> String| {
        let Some(Token { at, kind: TokenKind::Open { name, parameters, .. } }) = tokens.get(i) else {
            return String::new();
        };
        say(&Call { name, parameters: parameters.clone(), inner, written: &text[at.clone()], at: at.start })
    };
    for (i, token) in tokens.iter().enumerate() {
        out.push_str(&text[copied..token.at.start]);
        copied = token.at.end;
        match &token.kind {
            TokenKind::Literal(literal) => out.push_str(literal),
            TokenKind::Open { .. } if ends[i].is_some() && around.len() < DEEPEST => {
                around.push((i, std::mem::take(&mut out)));
            }
            TokenKind::Open { .. } => {
                passed_over.extend(ends[i]);
                out.push_str(&call(i, None, say));
            }
            TokenKind::End(_) => match around.pop_if(|(open, _)| ends[*open] == Some(i)) {
                Some((open, before)) => {
                    let inner = std::mem::replace(&mut out, before);
                    out.push_str(&call(open, Some(inner), say));
                }
                None if passed_over.contains(&i) => {}
                // An end without a beginning.
                None => out.push_str(&text[token.at.clone()]),
            },
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// The end of each call that has one. What begins in another and has no end of its own stands alone.
fn ends(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut ends: Vec<Option<usize>> = vec![None; tokens.len()];
    let mut open: Vec<(&str, usize)> = Vec::new();
    // Where the calls of each name stand among those that are open.
    let mut of_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open { name, may_have_end: true, .. } => {
                of_name.entry(name).or_default().push(open.len());
                open.push((name, i));
            }
            TokenKind::End(wanted) => {
                let at = match wanted {
                    Some(name) => of_name.get(name).and_then(|of_name| of_name.last().copied()),
                    None => open.len().checked_sub(1),
                };
                let Some(at) = at else { continue };
                ends[open[at].1] = Some(i);
                for (name, _) in open.drain(at..) {
                    of_name.get_mut(name).map(Vec::pop);
                }
            }
            _ => {}
        }
    }
    ends
}

fn tokens(text: &str, dialect: Dialect) -> Vec<Token<'_>> {
    let forms: &[(&str, &str)] = match dialect {
        Dialect::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
        Dialect::Zola => &[("{{", "}}"), ("{%", "%}")],
    };
    let mut found = Vec::new();
    let mut at = 0;
    // Where the last sign stands that ends a call: what begins behind it is none, and is not looked at up to its end.
    let last_end = |close: &str| text.rfind(close).unwrap_or(0);
    let last_ends: Vec<(&str, usize)> = forms.iter().map(|(_, close)| (*close, last_end(close))).collect();
    let mut in_vain = MOST_IN_VAIN.saturating_mul(text.len());
    while let Some((start, (open, close))) = next(text, at, forms) {
        let may_end = last_ends.iter().any(|(known, last)| *known == close && *last > start)
            && may_begin(&text[start + open.len()..], close, dialect);
        at = start + open.len();
        if !may_end {
            continue;
        }
        let longest = if in_vain > 0 { text.len() } else { LONGEST_THEN };
        let end = match end_of(beginning(&text[at..], longest), close) {
            Ok(length) => at + length,
            Err(looked_at) => {
                in_vain = in_vain.saturating_sub(looked_at);
                continue;
            }
        };
        let inside = text[start + open.len()..end].trim();
        let range = start..end + close.len();
        match token(inside, open, close, dialect) {
            Some(kind) => {
                at = range.end;
                found.push(Token { at: range, kind });
            }
            None => in_vain = in_vain.saturating_sub(end - start),
        }
    }
    found
}

fn next<'f>(text: &str, from: usize, forms: &'f [(&'f str, &'f str)]) -> Option<(usize, (&'f str, &'f str))> {
    let starts = memchr::memchr_iter(b'{', &text.as_bytes()[from..]).map(|at| from + at);
    starts.filter_map(|at| Some((at, *forms.iter().find(|(open, _)| text[at..].starts_with(open))?))).next()
}

/// Whether what stands behind the first sign of a call may be one.
fn may_begin(text: &str, close: &str, dialect: Dialect) -> bool {
    let text = text.trim_start();
    let behind = |is_of_name: fn(char) -> bool| {
        let rest = text.trim_start_matches(is_of_name);
        Some(rest).filter(|rest| rest.len() < text.len() && text.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    text.starts_with('/')
        || match dialect {
            Dialect::Hugo => behind(|c| c.is_alphanumeric() || "-_./".contains(c))
                .is_some_and(|rest| rest.starts_with(char::is_whitespace) || rest.starts_with(close)),
            Dialect::Zola => behind(|c| c.is_ascii_alphanumeric() || c == '_').is_some_and(|rest| {
                let rest = rest.trim_start();
                rest.starts_with('(') || rest.starts_with(close)
            }),
        }
}

/// Where a call ends: not inside quotation marks. Where it has no end, how much of the text says so.
fn end_of(text: &str, close: &str) -> Result<usize, usize> {
    let mut quote: Option<char> = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some('"'), '\\') => drop(chars.next()),
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`') => quote = Some(c),
            (None, _) if text[at..].starts_with(close) => return Ok(at),
            // A call goes over lines, but not over paragraphs.
            (None, '\n') if text[at + 1..].starts_with('\n') => return Err(at),
            (None, _) => {}
        }
    }
    Err(text.len())
}

fn token<'a>(inside: &'a str, open: &str, close: &str, dialect: Dialect) -> Option<TokenKind<'a>> {
    if let Some(literal) = inside.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")) {
        return Some(TokenKind::Literal(format!("{open}{literal}{close}")));
    }
    match dialect {
        Dialect::Hugo => {
            if let Some(name) = inside.strip_prefix('/') {
                return Some(TokenKind::End(Some(name.trim())));
            }
            let (inside, may_have_end) = match inside.strip_suffix('/') {
                Some(rest) => (rest.trim_end(), false),
                None => (inside, true),
            };
            let (name, rest) = inside.split_at(inside.find(char::is_whitespace).unwrap_or(inside.len()));
            let is_name = name.starts_with(|c: char| c.is_alphanumeric())
                && name.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c));
            is_name.then(|| TokenKind::Open { name, parameters: parameters(rest), may_have_end })
        }
        Dialect::Zola => {
            if open == "{%" && inside == "end" {
                return Some(TokenKind::End(None));
            }
            let (name, rest) = inside.split_once('(')?;
            let name = name.trim();
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let parameters = zola_parameters(rest.trim_end().strip_suffix(')')?);
            is_name.then(|| TokenKind::Open { name, parameters, may_have_end: open == "{%" })
        }
    }
}

/// A value at the beginning of a text: in quotation marks, or up to one of some signs. And the rest.
fn value<'a>(text: &'a str, ends: &[char]) -> (String, &'a str) {
    match text.chars().next() {
        Some(quote @ ('"' | '`' | '\'')) => {
            let mut out = String::new();
            let mut chars = text[1..].char_indices();
            while let Some((at, c)) = chars.next() {
                match c {
                    '\\' if quote == '"' => out.extend(chars.next().map(|(_, c)| if c == 'n' { '\n' } else { c })),
                    c if c == quote => return (out, &text[1 + at + c.len_utf8()..]),
                    c => out.push(c),
                }
            }
            (out, "")
        }
        _ => {
            let end = text.find(|c: char| ends.contains(&c) || c.is_whitespace()).unwrap_or(text.len());
            (text[..end].to_owned(), &text[end..])
        }
    }
}

/// Parameters as Hugo and Liquid write them: `a b="c" d=e`.
pub fn parameters(text: &str) -> Parameters {
    let mut parameters = Parameters::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let name_end = rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).unwrap_or(rest.len());
        if name_end > 0 && rest[name_end..].trim_start().starts_with('=') {
            let name = rest[..name_end].to_owned();
            let (value, after) = value(rest[name_end..].trim_start()[1..].trim_start(), &[]);
            parameters.named.insert(name, value);
            rest = after.trim_start();
        } else {
            let (value, after) = value(rest, &[]);
            // A sign that stands alone would never end.
            let after =
                if after.len() == rest.len() { &rest[rest.chars().next().map_or(0, char::len_utf8)..] } else { after };
            parameters.placed.push(value);
            rest = after.trim_start();
        }
    }
    parameters
}

fn zola_parameters(text: &str) -> Parameters {
    let mut parameters = Parameters::default();
    let mut rest = text.trim_start();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = match after.trim_start() {
            list if list.starts_with('[') => list.split_at(list.find(']').map_or(list.len(), |at| at + 1)),
            after => {
                let (read, after) = value(after, &[',']);
                parameters.named.insert(name.trim().to_owned(), read);
                ("", after)
            }
        };
        if !value.is_empty() {
            parameters.named.insert(name.trim().to_owned(), value.trim_matches(['[', ']']).to_owned());
        }
        rest = after.trim_start().trim_start_matches(',').trim_start();
    }
    parameters
}

/// What a call comes to: what the table says, or else what stands in it, between comments.
pub fn said(call: &Call, dialect: Dialect, table: &Table, place: String, notes: &mut Notes) -> String {
    if let Some(text) = table.expand(call.name, &call.parameters, call.inner.as_deref()) {
        notes.add(Sort::Changed, "Shortcodes that are Markdown now", place, call.written.to_owned());
        return text;
    }
    notes.add(
        Sort::Decide,
        "Shortcodes that nobody knows: they are comments, which readers do not see. Say in `import.yaml` what they mean",
        place,
        call.written.to_owned(),
    );
    let (program, end) = match dialect {
        Dialect::Hugo => ("hugo", format!("{{{{< /{} >}}}}", call.name)),
        Dialect::Zola => ("zola", "{% end %}".to_owned()),
    };
    let start = comment(program, call.written);
    match &call.inner {
        Some(inner) => format!("{start}{inner}{}", comment(program, &end)),
        None => start,
    }
}

/// A call that nobody knows, as a comment, which readers do not see.
pub fn comment(program: &str, written: &str) -> String {
    // Two hyphens could end the comment.
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ").replace("--", "- -");
    format!("<!-- {program}: {line} -->")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(text: &str, dialect: Dialect) -> (Vec<String>, String) {
        let mut calls = Vec::new();
        let text = expanded(text, dialect, &mut |call| {
            let named: Vec<String> = call.parameters.named.iter().map(|(k, v)| format!("{k}={v}")).collect();
            calls.push(format!(
                "{} {} [{}] {:?}",
                call.name,
                named.join(","),
                call.parameters.placed.join("|"),
                call.inner
            ));
            format!("<{}>", call.name)
        });
        (calls, text)
    }

    #[test]
    fn calls_of_hugo_are_read_with_their_parameters() {
        let (found, text) = calls(
            "a {{< figure src=\"x.jpg\" title=`a \"b\"` >}} b {{% note warn \"two words\" %}}c {{< inner />}}{{% /note %}} d {{</* code */>}} {{< open >}}",
            Dialect::Hugo,
        );
        assert_eq!(text, "a <figure> b <note> d {{< code >}} <open>");
        assert_eq!(
            found,
            [
                "figure src=x.jpg,title=a \"b\" [] None",
                "inner  [] None",
                "note  [warn|two words] Some(\"c <inner>\")",
                "open  [] None"
            ]
        );
        assert_eq!(calls("{{ .Title }} and {{< >}} and {{<", Dialect::Hugo).1, "{{ .Title }} and {{< >}} and {{<");
        assert_eq!(calls("{{< a >}}{{< a >}}x{{< /a >}}", Dialect::Hugo).1, "<a><a>");
    }

    #[test]
    fn calls_of_zola_are_read_with_their_parameters() {
        let (found, text) = calls(
            "{{ youtube(id=\"a\", w=5) }} {% quote(author=\"B, C\") %}\nx\n{% end %} {{ page.title }}",
            Dialect::Zola,
        );
        assert_eq!(text, "<youtube> <quote> {{ page.title }}");
        assert_eq!(found, ["youtube id=a,w=5 [] None", "quote author=B, C [] Some(\"\\nx\\n\")"]);
    }

    #[test]
    fn calls_of_any_number_are_read_to_their_end() {
        let deep = |n: usize| {
            let open: String = (0..n).map(|i| format!("{{{{< a{i} >}}}}")).collect();
            let close: String = (0..n).rev().map(|i| format!("{{{{< /a{i} >}}}}")).collect();
            expanded(&(open + "x" + &close), Dialect::Hugo, &mut |call| match &call.inner {
                Some(inner) => format!("({inner})"),
                None => String::new(),
            })
        };
        assert_eq!(deep(DEEPEST), format!("{}x{}", "(".repeat(DEEPEST), ")".repeat(DEEPEST)));
        assert_eq!(deep(20_000), format!("{}x{}", "(".repeat(DEEPEST), ")".repeat(DEEPEST)));
        let long = format!("{{{{< img src=\"{}\" >}}}}", "x".repeat(100_000));
        assert_eq!(calls(&long, Dialect::Hugo).1, "<img>");
        // An end belongs to the last of its name, and what began behind that stands alone.
        assert_eq!(
            calls("{{< a >}}{{< b >}}{{< a >}}x{{< /a >}}{{< /b >}}{{< /a >}}", Dialect::Hugo).0,
            ["a  [] Some(\"x\")", "b  [] Some(\"<a>\")", "a  [] Some(\"<b>\")"]
        );
    }

    #[test]
    fn a_comment_ends_where_it_should() {
        assert_eq!(comment("hugo", "{{< a b=\"--> x\"\n >}}"), "<!-- hugo: {{< a b=\"- -> x\" >}} -->");
    }
}
