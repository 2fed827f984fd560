#!/usr/bin/env python3
"""Makes the fonts of the gazette theme's social cards from packages of npm: themes/gazette/fonts/README.md.

    npm install --prefix FOLDER @fontsource/noto-serif@5.3.0 @fontsource/noto-sans@5 \
        @fontsource/noto-naskh-arabic@5 @fontsource/noto-serif-hebrew@5 @fontsource/noto-sans-hebrew@5
    pip install fonttools brotli
    python3 .ci/fonts.py FOLDER themes/gazette/fonts
"""

import os
import sys
import tempfile

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

PARTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"]

# Letters, marks, punctuation, currencies and a few arrows: what headlines and bylines are written with.
KEPT = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2DD), (0x300, 0x328), (0x370, 0x3FF), (0x400, 0x52F),
    (0x590, 0x5FF), (0x600, 0x6FF), (0x750, 0x77F), (0x1E00, 0x1EFF), (0x2000, 0x209C), (0x20A0, 0x20C0),
    (0x2100, 0x218B), (0x2190, 0x2193), (0x2202, 0x2265), (0x25CC, 0x25CC), (0xFDFC, 0xFDFD), (0xFFFD, 0xFFFD),
]

FONTS = {
    "gazette-serif-700.ttf": ("Gazette Serif", "Bold", 700,
                              [("noto-serif", PARTS), ("noto-naskh-arabic", ["arabic"]), ("noto-serif-hebrew", ["hebrew"])]),
    "gazette-sans-400.ttf": ("Gazette Sans", "Regular", 400,
                             [("noto-sans", PARTS), ("noto-naskh-arabic", ["arabic"]), ("noto-sans-hebrew", ["hebrew"])]),
    "gazette-sans-700.ttf": ("Gazette Sans", "Bold", 700,
                             [("noto-sans", PARTS), ("noto-naskh-arabic", ["arabic"]), ("noto-sans-hebrew", ["hebrew"])]),
}

# What shapes letters: no small capitals, no old figures.
FEATURES = ["kern", "mark", "mkmk", "liga", "rlig", "calt", "ccmp", "locl", "init", "medi", "fina", "isol", "rclt",
            "curs", "rtlm", "ltrm"]

# Instructions for screens of low resolution, and what only variable fonts and signatures need.
DROPPED = ["fpgm", "prep", "cvt ", "gasp", "DSIG", "STAT", "MVAR", "hdmx", "VDMX", "LTSH", "meta"]


def cut(font, letters):
    options = subset.Options()
    options.hinting, options.glyph_names, options.notdef_outline = False, False, True
    options.layout_features, options.name_IDs = FEATURES, ["*"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)


def make(packages, weight, folder):
    kept = {letter for first, last in KEPT for letter in range(first, last + 1)}
    paths, seen = [], set()
    for package, parts in packages:
        for part in parts:
            font = TTFont(f"{folder}/node_modules/@fontsource/{package}/files/{package}-{part}-{weight}-normal.woff2")
            font.flavor = None
            for table in DROPPED:
                if table in font:
                    del font[table]
            letters = set(font.getBestCmap()) & kept
            # Digits and punctuation are those of the first font.
            if package not in ("noto-serif", "noto-sans"):
                letters -= seen
            seen |= letters
            cut(font, letters)
            paths.append(tempfile.mkstemp(suffix=".ttf")[1])
            font.save(paths[-1])
    font = Merger().merge(paths)
    for path in paths:
        os.remove(path)
    return font


def name(font, family, style, weight):
    for record in list(font["name"].names):
        if record.nameID not in (0, 13, 14):
            font["name"].removeNames(nameID=record.nameID)
    full = f"{family} {style}"
    names = {1: family, 2: style, 3: f"1.0;{full}", 4: full, 5: "Version 1.0", 6: full.replace(" ", "-")}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["post"].formatType = 3.0
    font["head"].created = font["head"].modified = 3_800_000_000
    font.recalcTimestamp = False


def main():
    folder, out = sys.argv[1:]
    for file, (family, style, weight, packages) in FONTS.items():
        font = make(packages, weight, folder)
        name(font, family, style, weight)
        cut(font, set(font.getBestCmap()))
        font.save(f"{out}/{file}")
        print(file, os.path.getsize(f"{out}/{file}"), "bytes,", len(font.getBestCmap()), "letters")


if __name__ == "__main__":
    main()
