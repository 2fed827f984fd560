#!/usr/bin/env python3
"""Reads the feeds of a built site as feed readers do.

    .ci/feeds.py <folder>

RSS and Atom go through feedparser (its bozo bit says that something is wrong), Atom also through RELAX NG, JSON Feed through
JSON Schema (tests/schemas). The three formats of a feed must say the same; every address in a text must be a full one; an
article has one id in all feeds, and two articles never share one. An enclosure has the bytes of its file. Podcasts are held
against what Apple and Spotify demand (Apple's "Podcasts RSS feed requirements").
"""

import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import jsonschema
from PIL import Image
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
        self.alone = 0
        self.episodes = 0
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
        self.enclosures(file, feed)
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
        entries = self.parsed(rss)
        # Those of tags, authors and dossiers are in RSS alone.
        others = []
        if atom.exists():
            if not self.atom.validate(etree.parse(atom)):
                self.wrong(atom, self.atom.error_log.last_error)
            others = [(atom, self.parsed(atom)), (other, self.of_json(other))]
        else:
            self.alone += 1
        squeeze = lambda entries: [(i, link, " ".join(title.split()), " ".join(text.split())) for i, link, title, text in entries]
        for file, same in others:
            if squeeze(entries) != squeeze(same):
                self.wrong(file, "it does not say what the RSS beside it says")
        for id, link, _, text in entries:
            self.entries += 1
            if self.ids.setdefault(id, link) != link:
                self.wrong(rss, f"{id} is {link} and {self.ids[id]}")
            if self.addresses.setdefault(link, id) != id:
                self.wrong(rss, f"{link} is {id} and {self.addresses[link]}")
            self.text(rss, text)


    def enclosures(self, file, feed):
        """Each enclosure is there, with the bytes and a type that the feed says."""
        for entry in feed.entries:
            for enclosure in entry.get("enclosures", []):
                if not re.fullmatch(r"(audio|video)/[\w.+-]+", enclosure.get("type", "")):
                    self.wrong(file, f"the enclosure {enclosure.href} has the type {enclosure.get('type')!r}")
                own = self.folder / unquote(urlsplit(enclosure.href).path).lstrip("/")
                if own.is_file() and own.stat().st_size != int(enclosure.get("length", -1)):
                    self.wrong(file, f"{enclosure.href} has {own.stat().st_size} bytes, and not {enclosure.get('length')}")

    def podcast(self, file):
        feed = feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        if feed.bozo:
            self.wrong(file, f"bozo: {feed.bozo_exception}")
        self.enclosures(file, feed)
        channel = etree.parse(file).getroot().find("channel")
        itunes = lambda element, name: element.find(f"{{http://www.itunes.com/dtds/podcast-1.0.dtd}}{name}")
        for name in ("title", "description", "link", "language"):
            if not (channel.findtext(name) or "").strip():
                self.wrong(file, f"the channel has no <{name}>")
        for name in ("image", "category", "explicit", "author", "owner", "type"):
            if itunes(channel, name) is None:
                self.wrong(file, f"the channel has no <itunes:{name}>")
        if itunes(channel, "explicit").text not in ("true", "false"):
            self.wrong(file, "<itunes:explicit> is neither true nor false")
        if not (itunes(itunes(channel, "owner"), "email").text or "").count("@"):
            self.wrong(file, "the owner has no mail address")
        cover = itunes(channel, "image").get("href")
        picture = Image.open(self.folder / unquote(urlsplit(cover).path).lstrip("/"))
        width, height = picture.size
        if width != height or not 1400 <= width <= 3000 or picture.format not in ("JPEG", "PNG") or picture.mode not in ("RGB", "P"):
            self.wrong(file, f"the cover is {picture.format}, {picture.mode}, {width} x {height}")
        guids = set()
        for item in channel.iter("item"):
            self.episodes += 1
            enclosure = item.find("enclosure")
            if enclosure is None or not all(enclosure.get(name) for name in ("url", "length", "type")):
                self.wrong(file, f"{item.findtext('title')!r} has no whole enclosure")
            if not (item.findtext("title") or "").strip() or not item.findtext("pubDate"):
                self.wrong(file, "an episode has no title or no date")
            if not (itunes(item, "duration").text or "").isdigit():
                self.wrong(file, f"{item.findtext('title')!r} does not say how many seconds it lasts")
            guids.add(item.findtext("guid"))
        if len(guids) != len(feed.entries) or not guids:
            self.wrong(file, "episodes share an id, or there are none")


def main():
    site = Site(Path(sys.argv[1]))
    feeds = sorted(site.folder.rglob("feed.xml"))
    for feed in feeds:
        site.feed(feed)
    if not site.entries:
        site.problems.append("there is no entry in any feed")
    podcasts = sorted(site.folder.rglob("podcast.xml"))
    for podcast in podcasts:
        site.podcast(podcast)
    print(len(podcasts), "podcasts,", site.episodes, "episodes")
    if site.alone == len(feeds):
        site.problems.append("no feed has another format beside it")
    print(len(feeds), "feeds,", site.alone, "of them in RSS alone,", site.entries, "entries,", len(site.ids), "articles")
    print("\n".join(str(problem) for problem in site.problems[:50]) or "no errors")
    sys.exit(1 if site.problems else 0)


if __name__ == "__main__":
    main()
