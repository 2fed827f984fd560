#!/usr/bin/env python3
"""Reads the structured data of a built site as others do: with extruct, against what search engines ask for.

    .ci/structured_data.py <folder>

Every HTML page's JSON-LD and Open Graph is parsed by extruct. Types and properties must be known; Google's required
properties must be there and its recommended ones are counted where they are missing; dates have a zone; addresses are
full, and those of the site exist in the folder; translations name each other.

Sources: https://developers.google.com/search/docs/appearance/structured-data/article (also breadcrumb, profile-page,
organization); https://ogp.me.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import extruct

ARTICLES = {"NewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReportageNewsArticle"}
PAGES = {"WebPage", "AboutPage", "CollectionPage", "ProfilePage"}
PARTS = {
    "BreadcrumbList", "ListItem", "Person", "NewsMediaOrganization", "ImageObject", "AudioObject", "CorrectionComment",
    "SpeakableSpecification", "WebSite", "ContactPoint", "Thing",
}
KNOWN = ARTICLES | PAGES | PARTS

# What Google requires and recommends; a dot leads into a part, for each of several.
REQUIRED = {
    "BreadcrumbList": ["itemListElement.position", "itemListElement.name", "itemListElement.item"],
    "ProfilePage": ["mainEntity.name"],
    "WebSite": ["name", "url"],
    "ImageObject": ["url"],
    "AudioObject": ["contentUrl", "encodingFormat"],
    "CorrectionComment": ["text", "datePublished"],
}
REQUIRED.update({kind: ["headline", "datePublished", "dateModified", "publisher.name"] for kind in ARTICLES})
RECOMMENDED = {
    "ProfilePage": ["mainEntity.description", "mainEntity.image", "mainEntity.sameAs"],
    "NewsMediaOrganization": ["name", "url", "logo"],
}
RECOMMENDED.update({kind: ["image", "author.name", "author.url"] for kind in ARTICLES})

DATES = {"datePublished", "dateModified", "expires"}
WITH_ZONE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
ADDRESSES = {
    "@id", "url", "item", "mainEntityOfPage", "isBasedOn", "sameAs", "publishingPrinciples", "ethicsPolicy", "correctionsPolicy",
    "masthead", "ownershipFundingInfo", "diversityPolicy", "verificationFactCheckingPolicy", "unnamedSourcesPolicy",
    "actionableFeedbackPolicy", "missionCoveragePrioritiesPolicy",
}
OPEN_GRAPH = ["og:title", "og:type", "og:url", "og:site_name", "og:locale"]


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def values(node, path):
    """The values at the end of a dotted path; None for each part that lacks it."""
    name, _, rest = path.partition(".")
    found = as_list(node.get(name)) if isinstance(node, dict) else []
    if not found:
        return [None]
    return found if not rest else [value for part in found for value in values(part, rest)]


def nodes(value):
    """All objects with a type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


class Site:
    def __init__(self, folder):
        self.folder = folder
        self.problems = []
        self.missing = Counter()
        self.types = Counter()
        self.translations = {}
        self.base = ""

    def exists(self, address):
        path = unquote(urlsplit(address).path)[len(urlsplit(self.base).path.rstrip("/")):].lstrip("/")
        file = self.folder / (path + "index.html" if path == "" or path.endswith("/") else path)
        return file.is_file() or (self.folder / f"{path}.html").is_file()

    def address(self, place, name, address):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            self.problems.append(f"{place}: {name} is no full address: {address!r}")
        elif (address + "/").startswith(self.base + "/") and not self.exists(address):
            self.problems.append(f"{place}: {name} leads to nothing: {address}")

    def node(self, place, node, is_top):
        for kind in as_list(node["@type"]):
            self.types[kind] += 1
            if kind not in KNOWN:
                self.problems.append(f"{place}: the type {kind} is not known")
            # An article inside another node is told of on its own page.
            if kind in ARTICLES and not is_top:
                continue
            for path in REQUIRED.get(kind, []):
                if any(value in (None, "") for value in values(node, path)):
                    self.problems.append(f"{place}: {kind} lacks {path}")
            for path in RECOMMENDED.get(kind, []):
                if any(value in (None, "") for value in values(node, path)):
                    self.missing[f"{kind}.{path}"] += 1
            if kind in ARTICLES:
                others = as_list(node.get("workTranslation")) + as_list(node.get("translationOfWork"))
                self.translations[node["@id"]] = ("translationOfWork" in node, {other["@id"] for other in others})
        for name, value in node.items():
            for text in as_list(value):
                if name in DATES and not WITH_ZONE.match(str(text)):
                    self.problems.append(f"{place}: {name} has no zone: {text!r}")
                if name in ADDRESSES and isinstance(text, str):
                    self.address(place, name, text)

    def page(self, file):
        place = file.relative_to(self.folder).as_posix()
        html = file.read_text(encoding="utf-8")
        if "http-equiv=\"refresh\"" in html or place in ("404.html", "index.html") or place.endswith("/404.html"):
            return
        canonical = re.search(r'<link rel="canonical" href="([^"]+)"', html)
        data = extruct.extract(html, base_url=canonical and canonical[1], syntaxes=["json-ld", "opengraph"], errors="strict")
        if len(data["json-ld"]) != 1:
            self.problems.append(f"{place}: {len(data['json-ld'])} blocks of JSON-LD instead of one")
        for document in data["json-ld"]:
            top = document.get("@graph", [])
            if not any(node["@type"] == "BreadcrumbList" or node["@type"] == "WebSite" for node in top):
                self.problems.append(f"{place}: neither breadcrumbs nor a site")
            for node in nodes(document):
                self.node(place, node, any(node is other for other in top))
        properties = [pair for block in data["opengraph"] for pair in block["properties"]]
        names = {name for name, _ in properties}
        for name in [name for name in OPEN_GRAPH if name not in names]:
            self.problems.append(f"{place}: Open Graph lacks {name}")
        for name, value in properties:
            if name in ("og:url", "og:image"):
                self.address(place, name, value)
            if name == "og:image" and not re.search(r"\.(png|jpe?g|webp|gif)$", value, re.I):
                self.problems.append(f"{place}: networks do not show {value}")
            if name.startswith("article:") and name.endswith("_time") and not WITH_ZONE.match(value):
                self.problems.append(f"{place}: {name} has no zone: {value}")

    def reciprocity(self):
        for id, (is_translation, others) in self.translations.items():
            for other in others:
                back = self.translations.get(other)
                if back is None or id not in back[1]:
                    self.problems.append(f"{id}: {other} does not name it back")
                elif back[0] == is_translation:
                    self.problems.append(f"{id}: which is the original, this or {other}?")


def main():
    site = Site(Path(sys.argv[1]))
    robots = (site.folder / "robots.txt").read_text(encoding="utf-8")
    site.base = re.search(r"^Sitemap: (.*)/[^/]+$", robots, re.M)[1]
    files = sorted(site.folder.rglob("*.html"))
    for file in files:
        site.page(file)
    site.reciprocity()
    if not any(kind in ARTICLES for kind in site.types):
        site.problems.append("there is no article")
    print(len(files), "pages;", json.dumps(dict(sorted(site.types.items()))))
    for what, count in sorted(site.missing.items()):
        print(f"recommended and not there: {what} ({count} times)")
    print("\n".join(site.problems[:50]) or "no errors")
    sys.exit(1 if site.problems else 0)


if __name__ == "__main__":
    main()
