#!/usr/bin/env python3
"""Reads the feeds of a built site as feed readers do.

    .ci/feeds.py <folder>

RSS and Atom go through feedparser (its bozo bit says that something is wrong), Atom also through RELAX NG, JSON Feed through
JSON Schema (tests/schemas). The three formats of a feed must say the same; every address in a text must be a full one; an
article has one id in all feeds, and two articles never share one.
"""

import json
import re
import sys
from pathlib import Path

import feedparser
import jsonschema
from lxml import etree, html

SCHEMAS = Path(__file__).parent.parent / "tests" / "schemas"
FULL = re.compile(r"(https?://|mailto:|tel:|data:image/)", re.I)


class Site:
    def __init__(self, folder):
        self.folder = folder
        self.problems = []
        self.ids = {}
        self.addresses = {}
        self.entries = 0
        self.atom = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
        schema = json.loads((SCHEMAS / "json-feed.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        self.json = jsonschema.Draft202012Validator(schema)

    def wrong(self, file, what):
        self.problems.append(f"{file.relative_to(self.folder)}: {what}")

    def parsed(self, file):
        """The entries of an XML feed as feedparser sees them: id, address, title, text."""
        # As bytes, so that no file name could be taken for an address; not sanitised, to see what we wrote.
        feed = feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        if feed.bozo:
            self.wrong(file, f"bozo: {feed.bozo_exception}")
        own = [link.href for link in feed.feed.get("links", []) if link.rel == "self"]
        if len(own) != 1 or not own[0].endswith(self.address(file)):
            self.wrong(file, f"it is not at its own address: {own}")
        if not feed.feed.get("language") or not feed.feed.get("title"):
            self.wrong(file, "it has no language or no title")
        for entry in feed.entries:
            if not all(entry.get(name) for name in ("id", "link", "title", "published", "authors")):
                self.wrong(file, f"an entry lacks something: {sorted(entry.keys())}")
            if entry.get("published_parsed") is None or ("updated" in entry and entry.updated_parsed is None):
                self.wrong(file, f"a date cannot be read: {entry.get('published')}, {entry.get('updated')}")
        text = lambda entry: entry.content[0].value if "content" in entry else entry.get("summary", "")
        return [(entry.id, entry.link, entry.title, text(entry)) for entry in feed.entries]

    def address(self, file):
        from urllib.parse import quote
        return "/" + quote(file.relative_to(self.folder).as_posix())

    def of_json(self, file):
        feed = json.loads(file.read_text(encoding="utf-8"))
        for error in self.json.iter_errors(feed):
            self.wrong(file, f"{error.json_path}: {error.message[:200]}")
        if not feed["feed_url"].endswith(self.address(file)):
            self.wrong(file, f"it is not at its own address: {feed['feed_url']}")
        return [(item["id"], item["url"], item["title"], item.get("content_html", "")) for item in feed["items"]]

    def text(self, file, source):
        for element in html.fragment_fromstring(source, create_parent=True).iter():
            for name in ("href", "src", "poster", "cite"):
                if name in element.attrib and not FULL.match(element.get(name)):
                    self.wrong(file, f"the address {element.get(name)!r} leads nowhere from here")
            if element.tag in ("script", "style", "iframe", "object"):
                self.wrong(file, f"<{element.tag}> does not belong into a feed")

    def feed(self, rss):
        atom, other = rss.with_name("atom.xml"), rss.with_name("feed.json")
        document = etree.parse(atom)
        if not self.atom.validate(document):
            self.wrong(atom, self.atom.error_log.last_error)
        entries = self.parsed(rss)
        squeeze = lambda entries: [(i, link, " ".join(title.split()), " ".join(text.split())) for i, link, title, text in entries]
        for file, same in ((atom, self.parsed(atom)), (other, self.of_json(other))):
            if squeeze(entries) != squeeze(same):
                self.wrong(file, "it does not say what the RSS beside it says")
        for id, link, _, text in entries:
            self.entries += 1
            if self.ids.setdefault(id, link) != link:
                self.wrong(rss, f"{id} is {link} and {self.ids[id]}")
            if self.addresses.setdefault(link, id) != id:
                self.wrong(rss, f"{link} is {id} and {self.addresses[link]}")
            self.text(rss, text)


def main():
    site = Site(Path(sys.argv[1]))
    feeds = sorted(site.folder.rglob("feed.xml"))
    for feed in feeds:
        site.feed(feed)
    if not site.entries:
        site.problems.append("there is no entry in any feed")
    print(len(feeds), "feeds in three formats,", site.entries, "entries,", len(site.ids), "articles")
    print("\n".join(str(problem) for problem in site.problems[:50]) or "no errors")
    sys.exit(1 if site.problems else 0)


if __name__ == "__main__":
    main()
