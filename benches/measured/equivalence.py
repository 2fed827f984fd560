"""Whether the work is the same: what the pages of articles hold that each of the programs has written."""

import collections
import html.parser
import re
import sys

import corpus

SAMPLE = 30
ARTICLE = re.compile(r"/(?P<story>[a-z]+(?:-[a-z]+)*-\d{6})(?:/|\.html)$")
KINDS = {
    "words": "words of the article",
    "parts": "paragraphs, headings, entries and cells",
    "outward": "links of the text",
    "languages": "links to the other languages for search engines (`hreflang`)",
    "authors": "links to authors",
    "dates": "dates for machines (`time`)",
    "tags": "links to tags",
    "related": "related articles",
    "feeds": "links to feeds",
    "metadata": "`meta` elements",
}


class Page(html.parser.HTMLParser):
    """Collects what a page holds: a set for each kind, so that nothing counts twice."""

    def __init__(self, story, text):
        super().__init__()
        self.story, self.depth, self.silent, self.ordinal = story, 0, 0, 0
        self.held = collections.defaultdict(set)
        self.feed(text)

    def new(self, kind):
        self.ordinal += 1
        self.held[kind].add(self.ordinal)

    def handle_starttag(self, tag, attributes):
        attribute = dict(attributes)
        if tag == "article":
            self.depth += 1
        if tag in ("script", "style"):
            self.silent += 1
        if tag == "link":
            self.link(attribute)
        elif tag == "meta":
            self.new("metadata")
        elif tag == "time":
            self.held["dates"].add(attribute.get("datetime", "")[:10])
        elif tag == "a":
            self.anchor(attribute.get("href", ""))
        elif self.depth and tag in ("p", "h2", "li", "td", "th"):
            self.new("parts")

    def handle_endtag(self, tag):
        self.depth -= tag == "article"
        self.silent -= tag in ("script", "style")

    def handle_data(self, text):
        if self.depth and not self.silent:
            for _ in re.findall(r"\w+", text.replace("\u00ad", "")):
                self.new("words")

    def link(self, attribute):
        if attribute.get("rel") == "alternate" and "hreflang" in attribute:
            if attribute["hreflang"] in corpus.LANGUAGES:
                self.held["languages"].add(attribute["hreflang"])
        elif attribute.get("rel") == "alternate":
            self.held["feeds"].add(attribute.get("href"))

    def anchor(self, address):
        article = ARTICLE.search(address)
        if "//example.org/" in address:
            self.held["outward"].add(address)
        elif re.search(r"/authors(_..)?/.", address):
            self.held["authors"].add(address)
        elif re.search(r"/tags(_..)?/.", address):
            self.held["tags"].add(address)
        elif article and article["story"] != self.story:
            self.held["related"].add(address)


def sample(stories):
    """Some stories from all of the archive."""
    archive = corpus.Archive(seed=1)
    return [archive.story(number * stories // SAMPLE) for number in range(min(SAMPLE, stories))]


def held_by(program, out, stories):
    """What each page of the sample holds, by address."""
    pages = {}
    for story in stories:
        for language in corpus.LANGUAGES:
            file = program.page(out, language, story["section"], story["id"])
            held = Page(story["id"], file.read_text(encoding="utf-8")).held
            pages[f"{language}/{story['id']}"] = {kind: len(held[kind]) for kind in KINDS}
    return pages


def compare(ours, theirs, label):
    """Ends everything where a page of ours holds less than that of another: the times would say nothing."""
    for page, held in ours.items():
        for kind, name in KINDS.items():
            if held[kind] < theirs[page][kind]:
                sys.exit(f"{page}: {held[kind]} {name}, and {theirs[page][kind]} with {label}")


def means(pages):
    """What a page holds on average."""
    return {kind: sum(held[kind] for held in pages.values()) / len(pages) for kind in KINDS}
