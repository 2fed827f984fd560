//! Collect: the blocks of a text with their runs, off the parser's events.

use super::titles::title;
use super::{Code, Entry, Run, Sort, Token, Words};
use crate::language::text::joins_without_blank;
use crate::markdown::Spanned;
use crate::markdown::parse::{Findings, parse};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// The blocks of a Markdown text, in their order.
pub fn entries(markdown: &str) -> Vec<Entry> {
    parse(markdown, |events, findings| {
        let mut reader = Reader::new(markdown, &findings);
        events.into_iter().for_each(|event| reader.event(event));
        reader.end_run();
        reader.entries
    })
}

/// What is being read.
struct Reader<'a> {
    markdown: &'a str,
    findings: &'a Findings,
    entries: Vec<Entry>,
    /// The blocks around, as letters of a signature.
    around: Vec<String>,
    /// The block whose words are read.
    leaf: (String, &'static str),
    /// Where that begins.
    leaf_start: usize,
    /// Whether it has given an entry.
    is_told: bool,
    /// Whether an item or a row has just begun.
    is_first: bool,
    /// Tokens of the run, and those of the pictures that are open in it.
    open: Vec<Nested>,
    /// A break of lines, until it is known where the next line goes on.
    pending: Option<usize>,
    /// Inside a block that is no prose.
    fixed: Option<&'static str>,
    /// Inside a line of a component.
    is_component: bool,
    /// Where what was read last ends.
    last_end: usize,
}

/// Tokens of a run, or of what a picture or an address encloses.
#[derive(Default)]
struct Nested {
    tokens: Vec<Token>,
    end: usize,
}

impl<'a> Reader<'a> {
    fn new(markdown: &'a str, findings: &'a Findings) -> Reader<'a> {
        Reader {
            markdown,
            findings,
            entries: Vec::new(),
            around: Vec::new(),
            leaf: (String::new(), ""),
            leaf_start: 0,
            is_told: true,
            is_first: false,
            open: Vec::new(),
            pending: None,
            fixed: None,
            is_component: false,
            last_end: 0,
        }
    }

    fn event(&mut self, (event, range): Spanned<'_>) {
        if let Some(what) = self.fixed {
            if let Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_)) = event {
                self.fixed = None;
                let is_comment = what == "HTML" && is_comment(&self.markdown[range.clone()]);
                self.fixed(if is_comment { "comment" } else { what }, range);
            }
            return;
        }
        if self.is_component && !matches!(event, Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph)) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end, range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) => self.alone(Sort::Code, range),
            Event::InlineHtml(_) => self.alone(Sort::Html, range),
            Event::FootnoteReference(_) => self.alone(Sort::Footnote, range),
            Event::SoftBreak | Event::HardBreak if self.is_component => {
                self.is_component = false;
                self.end_run();
            }
            Event::SoftBreak => self.pending = Some(range.start),
            Event::HardBreak => self.alone(Sort::Break, range),
            Event::Rule => self.fixed("rule", range),
            Event::TaskListMarker(_) => {}
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.alone(Sort::Html, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let (letter, what) = match &tag {
            Tag::Paragraph => ("p".to_owned(), "paragraph"),
            Tag::Heading { level, .. } => (format!("h{}", *level as usize), "heading"),
            Tag::TableCell => ("c".to_owned(), "cell of a table"),
            Tag::DefinitionListTitle => ("dt".to_owned(), "term"),
            Tag::CodeBlock(_) => return self.begin_fixed("code"),
            Tag::HtmlBlock => return self.begin_fixed("HTML"),
            Tag::MetadataBlock(_) => return self.begin_fixed("metadata"),
            Tag::Emphasis => return self.opens(Sort::Emphasis, 1, range),
            Tag::Strong => return self.opens(Sort::Strong, 2, range),
            Tag::Strikethrough => return self.opens(Sort::Struck, 2, range),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } | Tag::Image { .. } => {
                self.before(range.start);
                self.open.push(Nested { tokens: Vec::new(), end: range.start });
                return;
            }
            Tag::Link { .. } => return self.opens(Sort::Link, 1, range),
            Tag::Superscript | Tag::Subscript => return,
            around => return self.enter(around),
        };
        // A paragraph of an item is what stands in a narrow one without a paragraph.
        self.begin_leaf(letter, what, range.start);
    }

    fn enter(&mut self, tag: &Tag<'_>) {
        self.end_run();
        let letter = match tag {
            Tag::BlockQuote(_) => "q",
            Tag::List(Some(_)) => "n",
            Tag::List(None) => "l",
            Tag::Item => "i",
            Tag::Table(_) => "t",
            Tag::TableHead | Tag::TableRow => "r",
            Tag::FootnoteDefinition(_) => "f",
            Tag::DefinitionListDefinition => "dd",
            _ => "d",
        };
        self.is_first |= matches!(letter, "i" | "r" | "q" | "f" | "dd" | "t");
        self.around.push(letter.to_owned());
    }

    fn begin_leaf(&mut self, letter: String, what: &'static str, start: usize) {
        self.end_run();
        self.leaf = (letter, what);
        self.leaf_start = start;
        self.is_told = false;
    }

    fn begin_fixed(&mut self, what: &'static str) {
        self.end_run();
        self.fixed = Some(what);
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        match end {
            TagEnd::Emphasis => self.closes(Sort::Emphasis, range.end.saturating_sub(1)..range.end),
            TagEnd::Strong => self.closes(Sort::Strong, range.end.saturating_sub(2)..range.end),
            TagEnd::Strikethrough => self.closes(Sort::Struck, range.end.saturating_sub(2)..range.end),
            TagEnd::Link | TagEnd::Image => self.end_link(end, range),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::DefinitionListTitle => {
                self.is_component = false;
                self.end_run();
                if !self.is_told {
                    self.push(range, None);
                }
                self.is_told = true;
                self.leaf = ("p".to_owned(), "paragraph");
            }
            TagEnd::Superscript | TagEnd::Subscript => {}
            _ => {
                self.end_run();
                self.around.pop();
                self.is_told = true;
            }
        }
    }

    fn end_link(&mut self, end: TagEnd, range: Range<usize>) {
        let raw = &self.markdown[range.clone()];
        // What was pushed aside belongs to a picture, or to an address that is its own text.
        if end == TagEnd::Image || !raw.starts_with('[') {
            let Some(inner) = self.open.pop().filter(|_| !self.open.is_empty()) else { return };
            let sort = if end == TagEnd::Image { Sort::Picture } else { Sort::Address };
            let mut code = Code { sort, range: range.clone(), alt: None, title: None };
            if sort == Sort::Picture {
                let from = inner.end.max(range.start);
                let marks = self.findings.marks.iter().find(|marks| marks.picture == range.start);
                // To the parser the braces behind it are no text, and so to us they belong to it.
                code.title = self.title(from..marks.map_or(range.end, |marks| marks.at.start));
                code.alt = run_of(inner.tokens).filter(Run::has_words);
                code.range.end = marks.map_or(range.end, |marks| marks.at.end.max(range.end));
            }
            let end = code.range.end;
            return self.push_token(Token::Alone(code), end);
        }
        let from = self.open.last().map_or(range.start + 1, |open| open.end.max(range.start + 1));
        let title = self.title(from..range.end);
        let code = Code { sort: Sort::Link, range: from..range.end, alt: None, title };
        self.push_token(Token::Close(code), range.end);
    }

    /// The title that stands in the end of a link or a picture, if it is written there.
    fn title(&self, within: Range<usize>) -> Option<Run> {
        let raw = self.markdown.get(within.clone())?;
        if !raw.starts_with("](") {
            return None;
        }
        let quoted = raw.trim_end().strip_suffix(')')?.trim_end();
        let said = read_title(quoted)?;
        title(self.markdown, within, &said.into())
    }

    fn opens(&mut self, sort: Sort, length: usize, range: Range<usize>) {
        self.before(range.start);
        let code = Code { sort, range: range.start..range.start + length, alt: None, title: None };
        self.push_token(Token::Open(code), range.start + length);
    }

    fn closes(&mut self, sort: Sort, range: Range<usize>) {
        let end = range.end;
        self.push_token(Token::Close(Code { sort, range, alt: None, title: None }), end);
    }

    fn alone(&mut self, sort: Sort, range: Range<usize>) {
        self.before(range.start);
        let end = range.end;
        self.push_token(Token::Alone(Code { sort, range, alt: None, title: None }), end);
    }

    fn fixed(&mut self, what: &'static str, range: Range<usize>) {
        self.end_run();
        let signature = format!("{}{what}", self.around.concat());
        self.is_first = false;
        self.entries.push(Entry { signature, what, range, run: None });
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let begins_line = self.pending.is_some() || self.open.is_empty();
        if begins_line && self.open.len() < 2 && text.starts_with("::") {
            self.pending = None;
            self.end_run();
            self.is_component = true;
            self.is_told = true;
            let line = self.markdown[range.start..].lines().next().map_or(range.end, |line| range.start + line.len());
            return self.fixed("component", range.start..line);
        }
        self.before(range.start);
        let escape = range.start.checked_sub(1).filter(|at| {
            *at >= self.last_end
                && self.markdown.as_bytes()[*at] == b'\\'
                && text.starts_with(|c: char| c.is_ascii_punctuation())
        });
        let Some(open) = self.open.last_mut() else { return };
        if !matches!(open.tokens.last(), Some(Token::Words(_))) {
            open.tokens.push(Token::Words(Words::default()));
        }
        if let Some(Token::Words(words)) = open.tokens.last_mut() {
            match escape {
                Some(at) => {
                    words.push(&text[..1], at..range.start + 1);
                    if text.len() > 1 {
                        words.push(&text[1..], range.start + 1..range.end);
                    }
                }
                None => words.push(text, range.clone()),
            }
        }
        open.end = range.end;
        self.last_end = range.end;
    }

    /// What has to be there before something is pushed: a run, and the blank of a line that has ended.
    fn before(&mut self, start: usize) {
        if self.open.is_empty() {
            if self.is_told {
                // Words of a narrow item have no paragraph.
                self.leaf = ("p".to_owned(), "paragraph");
                self.leaf_start = start;
                self.is_told = false;
            }
            self.open.push(Nested::default());
            self.last_end = start;
        }
        let Some(from) = self.pending.take() else { return };
        let blank =
            if joins_without_blank(self.markdown[..from].trim_end(), &self.markdown[start..]) { "" } else { " " };
        if let Some(open) = self.open.last_mut() {
            if !matches!(open.tokens.last(), Some(Token::Words(_))) {
                open.tokens.push(Token::Words(Words::default()));
            }
            if let Some(Token::Words(words)) = open.tokens.last_mut() {
                words.push(blank, from..start);
            }
        }
        self.last_end = start;
    }

    fn push_token(&mut self, token: Token, end: usize) {
        if let Some(open) = self.open.last_mut() {
            // The end of a line that is meant takes what stands before the next.
            if let Some(Token::Alone(code)) = open.tokens.last_mut()
                && code.sort == Sort::Break
            {
                code.range.end = code.range.end.max(start_of(&token));
            }
            open.tokens.push(token);
            open.end = end;
        }
        self.last_end = end;
    }

    fn end_run(&mut self) {
        self.pending = None;
        let mut open = std::mem::take(&mut self.open).into_iter();
        let Some(Nested { mut tokens, .. }) = open.next() else { return };
        for i in 1..tokens.len() {
            let next = start_of(&tokens[i]);
            if let Token::Alone(code) = &mut tokens[i - 1]
                && code.sort == Sort::Break
            {
                code.range.end = next.max(code.range.end);
            }
        }
        if self.leaf.0.starts_with('h') {
            without_id(&mut tokens);
        }
        let Some(run) = run_of(tokens) else { return };
        self.push(run.range.clone(), Some(run));
        self.is_told = true;
    }

    fn push(&mut self, range: Range<usize>, run: Option<Run>) {
        let first = if std::mem::take(&mut self.is_first) { "*" } else { "" };
        let signature = format!("{}{first}{}", self.around.concat(), self.leaf.0);
        let what = match (self.leaf.1, self.around.last().map(String::as_str)) {
            ("paragraph", Some("i")) => "item of a list",
            ("paragraph", Some("q")) => "quotation",
            ("paragraph", Some("f")) => "footnote",
            ("paragraph", Some("dd")) => "definition",
            (what, _) => what,
        };
        self.entries.push(Entry { signature, what, range, run });
    }
}

pub(super) fn start_of(token: &Token) -> usize {
    match token {
        Token::Words(words) => words.chunks.first().map_or(0, |(_, written)| written.start),
        Token::Open(code) | Token::Close(code) | Token::Alone(code) => code.range.start,
    }
}

pub(super) fn end_of(token: &Token) -> usize {
    match token {
        Token::Words(words) => words.chunks.last().map_or(0, |(_, written)| written.end),
        Token::Open(code) | Token::Close(code) | Token::Alone(code) => code.range.end,
    }
}

/// Tokens as a run, with the codes of other programs found in their words.
fn run_of(tokens: Vec<Token>) -> Option<Run> {
    let mut all: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match token {
            Token::Words(words) => shortcodes(words, &mut all),
            token => all.push(token),
        }
    }
    let range = start_of(all.first()?)..end_of(all.last()?);
    Some(Run { range, tokens: all })
}

/// Words, with what other programs would read in them as codes: `{{< figure >}}`, `{% quote %}`.
fn shortcodes(words: Words, tokens: &mut Vec<Token>) {
    let mut from = 0;
    let add_words = |part: Range<usize>, tokens: &mut Vec<Token>| {
        if !part.is_empty() {
            tokens.push(Token::Words(words.part(part)));
        }
    };
    for start in memchr::memchr_iter(b'{', words.text.as_bytes()) {
        let close = match words.text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => continue,
        };
        if start < from {
            continue;
        }
        let Some(length) = words.text[start..].find(close) else { break };
        let end = start + length + close.len();
        add_words(from..start, tokens);
        let range = words.written(start..end);
        tokens.push(Token::Alone(Code { sort: Sort::Shortcode, range, alt: None, title: None }));
        from = end;
    }
    add_words(from..words.text.len(), tokens);
}

/// Takes `{#id}` from the end of a heading: links lead to it in every language.
fn without_id(tokens: &mut Vec<Token>) {
    if let Some(Token::Words(words)) = tokens.last_mut()
        && words.text.trim_end().ends_with('}')
        && let Some(start) = words.text.rfind("{#")
    {
        let kept = words.text[..start].trim_end().len();
        *words = words.part(0..kept);
        if words.text.is_empty() {
            tokens.pop();
        }
    }
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.ends_with("-->") && html.matches("<!--").count() == 1
}

/// What a title says: the last text in quotation marks of `](address "title"`.
fn read_title(quoted: &str) -> Option<String> {
    let link = format!("[x{quoted})");
    let mut found = None;
    for event in pulldown_cmark::Parser::new(&link) {
        if let Event::Start(Tag::Link { title, .. }) = event {
            found = Some(title.to_string());
        }
    }
    found.filter(|title| !title.trim().is_empty())
}
