//! The kinds of mark-up of other generators, in words for a writer.

/// What a piece of foreign mark-up is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{{< name >}}`, `{{% name %}}`, `[name key="value"]`.
    Shortcode,
    /// `{% name %}`.
    Tag,
    /// `{{ page.url }}`.
    Variable,
    /// `{# … #}`, `{{!-- … --}}`, `%% … %%`.
    Comment,
    /// `{: .note}`, `{.lead}`.
    Attributes,
    /// `:::note`, `!!! note`, `.. note::`.
    Block,
    /// `[[page]]`.
    WikiLink,
    /// `![[file]]`.
    WikiPicture,
    /// `[!NOTE]`.
    Callout,
    /// `[TOC]`.
    Contents,
    /// `{ref}` before code.
    Role,
    /// `==marked==`.
    Highlight,
    /// `import … from '…'`.
    Import,
    /// `*[HTML]: Hypertext`.
    Abbreviation,
    /// Lines of keys between `---`.
    FrontMatter,
    /// `<!-- hugo: {{< name >}} -->`.
    Left,
}

impl Kind {
    /// What is wrong with it, after its quotation, and what to do.
    pub fn in_words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Shortcode => (
                "is a shortcode of another program: readers see it as it stands",
                "write Markdown or HTML instead (a picture is `![what it shows](file.jpg \"caption\")`, a film its address, alone in a paragraph), or put it between backticks if readers should see it",
            ),
            Kind::Tag => (
                "is a template tag of another program: readers see it as it stands",
                "write out what it would put there, or put it between backticks if readers should see it",
            ),
            Kind::Variable => (
                "is a variable of another program's templates: readers see it as it stands",
                "write out what it would put there (links lead to files: `[words](../news/treaty.md)`), or put it between backticks if readers should see it",
            ),
            Kind::Comment => (
                "is a comment in another program; here readers see it",
                "remove it, or write `<!-- … -->`, which readers do not see",
            ),
            Kind::Attributes => (
                "gives attributes in another program: readers see it as it stands",
                "remove it; only a heading takes an id, at its end: `## Heading {#id}`",
            ),
            Kind::Block => (
                "begins or ends a special block of another program: readers see it as it stands",
                "remove it, or make the block a quotation (`> ` before each line)",
            ),
            Kind::Left => (
                "is mark-up of another program that came with an import: readers do not see it, nor what it showed",
                "write what it showed, and remove the comment",
            ),
            Kind::WikiLink => ("is a wiki link: readers see it as it stands", "write `[words](file.md)`"),
            Kind::WikiPicture => {
                ("is a wiki's way to show a file: readers see it as it stands", "write `![what it shows](file.jpg)`")
            }
            Kind::Callout => (
                "begins a callout in another program: readers see it as it stands",
                "begin the quotation with a bold word instead: `> **Note:** …`",
            ),
            Kind::Contents => (
                "stands for a table of contents in another program: readers see it as it stands",
                "remove it; a theme can show the headings of a text (`article.toc`)",
            ),
            Kind::Role => (
                "is a role of another program: readers see it as it stands",
                "write a link, `[words](file.md)`, or plain code",
            ),
            Kind::Highlight => {
                ("marks words in another program: readers see it as it stands", "write `<mark>words</mark>`")
            }
            Kind::Abbreviation => (
                "explains an abbreviation in another program: readers see it as it stands",
                "write `<abbr title=\"…\">…</abbr>` where the abbreviation stands",
            ),
            Kind::Import => (
                "is program code of another generator: readers see it as it stands",
                "remove it, and write Markdown instead of the components that it brings",
            ),
            Kind::FrontMatter => (
                "looks like front matter in the middle of the text: readers see it",
                "front matter stands only at the beginning of a file: remove these lines, or split the file",
            ),
        }
    }
}
