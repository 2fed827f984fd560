#!/usr/bin/env python3
"""Reads the sitemaps of a built site as search engines do.

    .ci/sitemaps.py <folder>

The index and each sitemap that it names are held against the schemas in tests/schemas. Every address must lead to a file
that says nothing against being listed; no file may be larger than the protocol allows; each page that is listed and has
translations names them all, and they name it back.
"""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

SCHEMAS = Path(__file__).parent.parent / "tests" / "schemas"
NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
MOST_BYTES = 50 * 1024 * 1024


def main():
    folder = Path(sys.argv[1])
    problems = []
    robots = (folder / "robots.txt").read_text(encoding="utf-8")
    index_address = re.search(r"^Sitemap: (.*)$", robots, re.M)[1]
    base = index_address.rsplit("/", 1)[0]

    def file_of(address):
        if not (address + "/").startswith(base + "/"):
            return None
        path = unquote(address[len(base):]).lstrip("/")
        file = folder / (path + "index.html" if path == "" or path.endswith("/") else path)
        # Addresses may leave the ending out.
        return file if file.is_file() else folder / f"{path}.html"

    def read(file, schema):
        if file.stat().st_size > MOST_BYTES:
            problems.append(f"{file}: larger than 50 MB")
        document = etree.parse(file, etree.XMLParser(huge_tree=True))
        if not schema.validate(document):
            problems.append(f"{file}: {schema.error_log.last_error}")
        return document

    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    index = read(file_of(index_address), etree.XMLSchema(etree.parse(SCHEMAS / "sitemap-index.xsd")))
    sitemaps = [file_of(loc.text) for loc in index.iterfind(".//s:loc", NS)]
    named = {file.name for file in sitemaps} | {Path(index_address).name}
    for file in folder.glob("*sitemap*.xml"):
        if file.name not in named:
            problems.append(f"{file.name}: no index names it")
    pages, news, pictures = {}, 0, 0
    for file in sitemaps:
        document = read(file, schema)
        for url in document.iterfind("s:url", NS):
            address = url.findtext("s:loc", namespaces=NS)
            page = file_of(address)
            if page is None or not page.is_file():
                problems.append(f"{file.name}: {address} leads to nothing")
                continue
            if url.find("news:news", NS) is not None:
                news += 1
                continue
            if address in pages:
                problems.append(f"{file.name}: {address} is listed twice")
            pages[address] = {link.get("hreflang"): link.get("href") for link in url.iterfind("xhtml:link", NS)}
            for picture in url.iterfind("image:image/image:loc", NS):
                pictures += 1
                here = file_of(picture.text)
                if here is not None and not here.is_file():
                    problems.append(f"{file.name}: {picture.text} is no picture")
            html = page.read_text(encoding="utf-8")
            if '<meta name="robots" content="noindex' in html:
                problems.append(f"{file.name}: {address} does not want to be listed")
            canonical = re.search(r'<link rel="canonical" href="([^"]+)"', html)
            if canonical is None or canonical[1] != address:
                problems.append(f"{file.name}: {address} says that it is {canonical and canonical[1]}")
    for address, alternates in pages.items():
        for other in alternates.values():
            if pages.get(other) != alternates:
                problems.append(f"{other} does not name {address} back")
        if alternates and (address not in alternates.values() or "x-default" not in alternates):
            problems.append(f"{address} names neither itself nor a default")
    if not pages:
        problems.append("no page is listed")
    translated = sum(1 for alternates in pages.values() if alternates)
    print(len(sitemaps), "sitemaps,", len(pages), "pages,", translated, "with translations,", pictures, "pictures,", news, "news")
    print("\n".join(problems[:50]) or "no errors")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
