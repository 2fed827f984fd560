//! Mark-up of other generators, which readers would see: shortcodes, template tags, attribute lists, wiki links.
//!
//! It is looked for in the text as it was written, which costs little where there is none; what the parser says of the
//! places decides whether readers see it. Code is never looked at.

mod braces;
mod brackets;
mod comments;
mod front_matter;
mod kind;
mod lines;

use super::visible::Visible;
use super::{Source, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use kind::Kind;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Characters of a piece of mark-up that are quoted in a report.
const LONGEST_QUOTE: usize = 50;

/// A piece of mark-up of another generator.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found<'t> {
    at: Range<usize>,
    kind: Kind,
    part: Part<'t>,
}

/// What a piece does with the text that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'t> {
    Alone,
    /// May have an end further down.
    Opens(&'t str),
    /// The end, or a part between beginning and end, of any of what has such a name.
    Closes(&'t str),
    /// What stands inside belongs to it as it is.
    Encloses(&'t str),
}

/// Tells of the mark-up of other generators in a text, and says where it stands.
pub(super) fn report(
    source: &Source,
    markdown: &str,
    events: &[Spanned],
    problems: &mut Diagnostics,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    braces::find(markdown, &mut found);
    brackets::find(markdown, &mut found);
    lines::find(markdown, &mut found);
    if !found.is_empty() {
        let visible = Visible::of(markdown, events);
        found.retain(|f| visible.has(f.at.start) && visible.has(f.at.end - 1) && !visible.is_escaped(f.at.start));
    }
    front_matter::find(markdown, events, &mut found);
    comments::find(markdown, events, &mut found);
    let found = told(found);
    for Found { at, kind, .. } in &found {
        problems.push(problem(source, *kind, &markdown[at.clone()], at.start));
    }
    found.into_iter().map(|f| f.at).collect()
}

/// What is told: nothing inside something else, and no end of what has been told.
fn told(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (f.at.start, std::cmp::Reverse(f.at.end)));
    let mut ends: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    for f in &found {
        if let Part::Closes(name) = f.part {
            ends.entry(name).or_default().push(f.at.clone());
        }
    }
    let mut told: Vec<Found> = Vec::new();
    let mut open: BTreeSet<&str> = BTreeSet::new();
    let mut end = 0;
    for f in &found {
        if f.at.start < end {
            continue;
        }
        end = f.at.end;
        match f.part {
            Part::Closes(name) if open.contains(name) => continue,
            Part::Opens(name) => {
                open.insert(name);
            }
            Part::Encloses(name) => {
                open.insert(name);
                let ends = ends.get(name).map(Vec::as_slice).unwrap_or_default();
                end = ends.get(ends.partition_point(|at| at.start < end)).map_or(end, |at| at.end);
            }
            _ => {}
        }
        told.push(f.clone());
    }
    told
}

/// The problem of an address that another generator would have completed, such as `{{ site.url }}/a.png`.
pub(super) fn in_address(source: &Source, address: &str, offset: usize) -> Option<Diagnostic> {
    let kind = if ["{{<", "{{%"].iter().any(|mark| address.contains(mark)) {
        Kind::Shortcode
    } else if address.contains("{{") {
        Kind::Variable
    } else if address.contains("{%") {
        Kind::Tag
    } else {
        let name = address.strip_prefix(['{', '|'])?;
        let name = &name[..name.find(['}', '|'])?];
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        is_name.then_some(Kind::Variable)?
    };
    Some(problem(source, kind, address, offset))
}

fn problem(source: &Source, kind: Kind, written: &str, offset: usize) -> Diagnostic {
    let line = written.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(LONGEST_QUOTE).collect();
    let more = if shown.len() < written.len() { " …" } else { "" };
    let (what, hint) = kind.in_words();
    let message = format!("`{}{more}` {what}", shown.trim_end());
    source.problem(Diagnostic::warning, Code::ForeignMarkup, message, offset).hint(hint)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Code, Severity};
    use crate::markdown::tests::rendered;

    /// Line and column of each report.
    fn told(markdown: &str) -> Vec<(u32, u32)> {
        let body = rendered(markdown);
        let foreign = body.problems.0.iter().filter(|p| p.code == Code::ForeignMarkup);
        foreign
            .map(|p| {
                assert!(p.severity == Severity::Warning && !p.hints.is_empty());
                p.place.as_ref().map(|place| (place.line, place.column)).unwrap()
            })
            .collect()
    }

    #[test]
    fn each_kind_of_mark_up_is_told_once_at_its_place() {
        for markdown in [
            "{{< figure src=\"a_b_c.png\" caption=\"*x*\" >}}",
            "{{<figure src=\"a.png\">}}",
            "{{% note %}}",
            "{{% notice tip %}}\nText *x*.\n{{% /notice %}}",
            "{{< tabs >}}Text{{< /tabs >}}",
            "{{ page.url }}",
            "{{page.url}}",
            "{{- site.title -}}",
            "{{ \"/a_b_c\" | relative_url }}",
            "{{ 'now' | date: \"%Y\" }}",
            "{{ site.baseurl }}",
            "{{ content }}",
            "{{ .Site.Title }}",
            "{{ youtube(id=\"x\") }}",
            "{{ items[0].title }}",
            "{{#if x}}yes{{else}}no{{/if}}",
            "{{> header}}",
            "{{!-- hidden --}}",
            "{{/* hidden */}}",
            "{# hidden #}",
            "{% include a_b_c.html %}",
            "{%- assign a = 1 -%}",
            "{% if a %}Text{% else %}Text{% endif %}",
            "{% raw %}{{ x }}{% endraw %}",
            "{% highlight ruby %}\nputs {{ x }}\n{% endhighlight %}",
            "{% comment %}Hidden.{% endcomment %}",
            "[gallery ids=\"1,2\"]",
            "[gallery]",
            "[caption id=\"a_1\" width=\"3\"]![A map](map.svg) Text[/caption]",
            "[embed]https://a.example/b[/embed]",
            "[youtube https://a.example/b]",
            "[youtube=https://a.example/b]",
            "[youtube dQw4w9WgXcQ]",
            "[vimeo 123456789]",
            "[audio mp3=\"a.mp3\"][/audio]",
            "[quote author=\"A\"]Text[/quote]",
            "[b]Text[/b]",
            "[url=https://a.example]Text[/url]",
            "[toc]",
            "[TOC]",
            "[[_TOC_]]",
            "{:toc}",
            "{: .note}",
            "{:.lead}",
            "{: #id .a title=\"b\"}",
            "{::comment}Hidden.{:/comment}",
            "{::options parse_block_html=\"true\" /}",
            "{.lead}",
            "{.lead .big #x}",
            "{#anchor}",
            "{width=50%}",
            "{target=\"_blank\"}",
            "{loadposition x}Text{/loadposition}",
            "{/* hidden */}",
            "<!-- hugo: {{< map >}} -->",
            "<!-- hugo: {{< map >}} -->Words<!-- hugo: {{< /map >}} -->",
            "<!-- wordpress: [slider id=\"1\"] -->",
            ":::note\nText.\n:::",
            "::: warning\nText.\n:::",
            ":::{.callout-note}\nText.\n:::",
            ":::{note} Title\nText.\n:::",
            "::video{src=\"a.mp4\"}",
            "[[A page]]",
            "[[a-page|A page]]",
            "![[photo.jpg]]",
            "![[photo.jpg|300]]",
            "> [!NOTE]\n> Text.",
            "> [!info]- Title\n> Text.",
            "!!! note \"Title\"",
            "??? tip",
            ".. image:: a.png",
            "{ref}`a`",
            ":doc:`a`",
            "==marked==",
            "%%hidden%%",
            "%% hidden words %%",
            "<%= hidden %>",
            "import Video from './video.astro'",
            "*[HTML]: Hypertext",
            "+++\ntitle = \"x\"\ndate = 2020-01-01\n+++",
        ] {
            let alone = told(&format!("Before.\n\n{markdown}\n\nAfter.\n"));
            let column = if markdown.starts_with("> ") { 3 } else { 1 };
            assert_eq!(alone, [(3, column)], "{markdown}");
        }
        assert_eq!(told("One *two* `x` {% include a %} and [gallery ids=\"1\"].\n"), [(1, 15), (1, 35)]);
        assert_eq!(told("- Один {{ page.url }}\n- | a |\n"), [(1, 8)]);
        assert_eq!(told("| a | b |\n|---|---|\n| x | {{ page.url }} |\n"), [(3, 7)]);
        assert_eq!(told("<div class=\"x\">\n{% include a %}\n</div>\n"), [(2, 1)]);
        assert_eq!(told("a <a href=\"{{ site.url }}\">b</a>\n"), [(1, 12)]);
        assert_eq!(told("[a](other.md){: .button}\n"), [(1, 14)]);
        assert_eq!(told("Text[^1].\n\n[^1]: A {{ page.url }} note.\n"), [(3, 9)]);
    }

    #[test]
    fn code_comments_and_what_is_escaped_are_nobodys_mark_up() {
        for markdown in [
            "`{{< x >}}` and `{% x %}` and ``[gallery ids=\"1\"]``",
            "    {{< x >}}\n    {: .a}\n    :::note",
            "```\n{{< x >}}\n{{ page.url }}\n:::note\n[[a]]\n!!! note\n{% x %}\n```",
            "~~~ {.ruby}\n{% x %}\n~~~",
            "<!-- {{< x >}} {% x %} -->",
            "<!--\n[gallery ids=\"1\"]\n\n:::note\n-->",
            "<pre><code>{{ page.url }}\n{% x %}</code></pre>",
            "a <code>{{ page.url }}</code> b",
            "\\{{ page.url }} \\{% x %} \\[gallery ids=\"1\"] \\{: .a}",
            "&#123;% x %}",
        ] {
            assert_eq!(told(&format!("Before.\n\n{markdown}\n")), [], "{markdown}");
        }
    }

    #[test]
    fn prose_with_brackets_braces_and_colons_is_prose() {
        for markdown in [
            "He said [sic] and [1] and [update] and [emphasis added] and [Mr Smith] [page 12].",
            "[laughter]",
            "[video]",
            "Put {{ and }} around {{ your name here }}, or {{}} or {{ … }} or {{ Имя }}.",
            "A set {a, b}, {1}, {x | x > 0}, a smiley {: and :-) :::: and {:)",
            "From 10:30:15: see: that",
            "a == b and c == d, 5 %% 3, 100%% or 50%% off, a==b==c",
            "5 <% of it",
            "Wow!!! note that. !!! Really",
            "Yes??? no",
            "[[1]](other.md) and [[2]] and [a[0]][1]",
            "[a](other.md)[b](other.md)",
            "import duties rose from \"zero\" to ten",
            "Note: text\n\n---\n\nText\n\n---\n",
            "... and .. so",
            "+++",
            "| a | b |\n|:--|--:|\n| 1 | 2 |",
            "[link with a=b](other.md) and [ref name=\"x\"]\n\n[ref name=\"x\"]: other.md",
            "- [ ] to do\n- [x] done",
            "Text: `code`",
            "*[a](other.md): b*",
            "A {word} in braces",
            "{name}: text",
        ] {
            assert_eq!(told(&format!("{markdown}\n")), [], "{markdown}");
        }
    }

    #[test]
    fn an_address_that_another_generator_would_complete_is_told_and_nothing_else() {
        for markdown in [
            "[a]({{site.url}}/b)",
            "![A map]({{site.baseurl}}/map.svg)",
            "[a](<{% link b.md %}>)",
            "[a]({filename}/b.md)",
            "[a]({static}/b.pdf)",
        ] {
            let body = rendered(markdown);
            assert_eq!(body.problems.0.len(), 1, "{markdown}: {:?}", body.problems);
            assert_eq!(told(markdown), [(1, 1)], "{markdown}");
        }
    }

    #[test]
    fn front_matter_in_the_middle_of_a_text_is_told() {
        assert_eq!(told("Text.\n\n---\ntitle: x\ndate: 2020-01-01\n---\n\nMore.\n"), [(3, 1)]);
        assert_eq!(told("---\nlayout: post\ntags:\n  - a\n  - b\n---\n\nText.\n"), [(1, 1)]);
        assert_eq!(told("---\n\nNote: this\n\n---\n"), []);
    }

    #[test]
    fn what_is_told_stays_on_the_page() {
        let html = rendered("Text {% include a %} and [gallery ids=\"1\"].\n\n:::note\nInside.\n:::\n").html;
        assert!(html.contains("{% include a %} and [gallery ids=\"1\"]"), "{html}");
        assert!(html.contains("<p>:::note\nInside.\n:::</p>"), "{html}");
    }
}
