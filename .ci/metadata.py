"""What exiftool finds in the pictures that a build wrote: nothing but what a picture needs to be shown.

    python3 .ci/metadata.py public                        # the pictures of an output folder
    python3 .ci/metadata.py --program target/release/dateline    # two small sites, with and without `keep_metadata`

The small sites are fed with pictures that say everything: where, when, by whom and with what they were taken, in every
form (Exif, IPTC, XMP, comments, a preview inside) and format.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

ENDINGS = ["jpg", "jpeg", "png", "webp", "avif", "gif", "tif", "tiff", "heic", "ico"]

# What a file and its container are: sizes, coding, no words.
HARMLESS = re.compile(
    r"""SourceFile | ExifTool:ExifToolVersion | System:\w+
    | Composite:(ImageSize|Megapixels|Rotation)
    | File:(FileType|FileTypeExtension|MIMEType|ImageWidth|ImageHeight|EncodingProcess|BitsPerSample|ColorComponents
            |YCbCrSubSampling|ImageCount|NumColors|ColorPlanes|ImageLength|BitsPerPixel|ExifByteOrder)
    | JFIF:(JFIFVersion|ResolutionUnit|XResolution|YResolution)
    | PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|SRGBRendering
           |Gamma|WhitePoint[XY]|(Red|Green|Blue)[XY]|BackgroundColor|SignificantBits) | PNG-cICP:\w+
    | PNG-pHYs:(PixelsPerUnitX|PixelsPerUnitY|PixelUnits)
    | RIFF:(VP8Version|VP8Bitstream|ImageWidth|ImageHeight|HorizontalScale|VerticalScale|AlphaIsUsed|Alpha\w+|WebP_Flags
            |Animation\w+|FrameCount|Duration|BackgroundColor)
    | GIF:(GIFVersion|ImageWidth|ImageHeight|HasColorMap|ColorResolutionDepth|BitsPerPixel|BackgroundColor|FrameCount|TransparentColor)
    | (QuickTime|Meta|Track\d*):(MajorBrand|MinorVersion|CompatibleBrands|HandlerType|PrimaryItemReference|MetaImageSize
            |\w*Image(Width|Height|SpatialExtent|PixelDepth)|AV1ConfigurationVersion|Seq\w+|HighBitDepth|TwelveBit
            |Chroma(Format|SamplePosition)|InitialDelaySamples|Color(Profiles|Primaries)|TransferCharacteristics
            |MatrixCoefficients|VideoFullRangeFlag|AuxiliaryImageType|MediaData(Size|Offset)?)
    """,
    re.VERBOSE,
)
PROFILE = re.compile(r"ICC(_Profile|-\w+)?:")
NARROW = re.compile(r"sRGB|IEC ?61966", re.IGNORECASE)

# `keep_metadata: [copyright, creator]`, in the three forms that programs know, with what the forms themselves need.
KEPT = {
    "copyright": ["IFD0:Copyright", "IPTC:CopyrightNotice", "XMP-dc:Rights"],
    "creator": ["IFD0:Artist", "IPTC:By-line", "XMP-dc:Creator"],
}
FRAMES = re.compile(
    r"""XMP-x:XMPToolkit | IPTC:(CodedCharacterSet|ApplicationRecordVersion|EnvelopeRecordVersion) | File:CurrentIPTCDigest
    | Photoshop:IPTCDigest | IFD0:(YCbCrPositioning|ResolutionUnit|XResolution|YResolution)
    | ExifIFD:(ExifVersion|ComponentsConfiguration|FlashpixVersion|ColorSpace)
    """,
    re.VERBOSE,
)
SAID = {"copyright": "© An agency, all rights reserved", "creator": "Zoë Фотограф"}


def read(folder):
    """What exiftool finds in every picture below a folder."""
    command = ["exiftool", "-json", "-G1", "-a", "-u", "-struct", "-q", "-r"]
    command += [part for ending in ENDINGS for part in ("-ext", ending)]
    run = subprocess.run([*command, str(folder)], capture_output=True, text=True)
    if run.returncode not in (0, 1, 2) or "command not found" in run.stderr:
        sys.exit(run.stderr)
    return json.loads(run.stdout or "[]")


def hidden(path, kept):
    """Signs of metadata that exiftool passes over: bytes after the end of a JPEG, chunks that nobody names."""
    data = path.read_bytes()
    for word in [b"SECRET", b"Tbilisi"] + ([] if kept else ["Фотограф".encode(), b"http://ns.adobe.com"]):
        if word in data:
            yield word.decode()
    if data[:2] == b"\xff\xd8" and not data.rstrip(b"\0").endswith(b"\xff\xd9"):
        yield "bytes after the end of the picture"


def unwanted(found, kept=()):
    """The tags that have no business in a picture."""
    allowed = {tag for name in kept for tag in KEPT[name]}
    profile = [str(value) for tag, value in found.items() if tag.endswith("ProfileDescription")]
    for tag, value in found.items():
        if HARMLESS.fullmatch(tag) or tag in allowed or (kept and FRAMES.fullmatch(tag)):
            continue
        if PROFILE.match(tag):
            if profile and not NARROW.search(profile[0]):
                continue  # The colours are wider than a browser takes for granted.
            yield "a profile of colours that browsers take for granted"
            return
        yield f"{tag}: {str(value)[:80]}"


def check(folder, kept=()):
    """The problems of the pictures of a folder, and what was found in each."""
    problems, pictures = [], read(folder)
    for found in pictures:
        path = pathlib.Path(found["SourceFile"])
        name = path.relative_to(folder)
        problems += [f"{name}: {what}" for what in unwanted(found, kept)]
        problems += [f"{name}: {what}" for what in hidden(path, kept)]
    return problems, pictures


SITE = "title: A small paper\nbase_url: https://paper.example\nlanguages: [en]\ntime_zone: UTC\n"
ARTICLE = """---
title: A picture that says too much
date: 2025-01-20
author: a-writer
summary: It knows where it was taken.
image: { src: lead.jpg, alt: A picture, caption: A picture. }
---
"""


def everything(path):
    """Writes into a picture all that cameras and agencies write."""
    tags = [
        "-GPSLatitude=41.72", "-GPSLatitudeRef=N", "-GPSLongitude=44.78", "-GPSLongitudeRef=E", "-GPSAltitude=490",
        f"-EXIF:Artist={SAID['creator']}", f"-EXIF:Copyright={SAID['copyright']}", "-EXIF:UserComment=SECRET source",
        "-EXIF:Make=Camera", "-EXIF:Model=Of a test", "-EXIF:SerialNumber=SECRET 4711",
        "-EXIF:DateTimeOriginal=2025:01:20 06:00:00",
        f"-XMP-dc:Creator={SAID['creator']}", f"-XMP-dc:Rights={SAID['copyright']}", "-XMP-dc:Description=SECRET words",
        "-XMP-photoshop:City=Tbilisi", "-XMP-xmpMM:DocumentID=SECRET", "-XMP-exif:GPSLatitude=41.72",
    ]  # fmt: skip
    if path.suffix in (".jpg", ".tif"):
        tags += ["-codedcharacterset=utf8", f"-IPTC:By-line={SAID['creator']}", f"-IPTC:CopyrightNotice={SAID['copyright']}"]
        tags += ["-IPTC:City=Tbilisi", "-IPTC:SpecialInstructions=SECRET until Friday"]
    if path.suffix == ".jpg":
        tags += ["-Comment=SECRET comment"]
    run = subprocess.run(["exiftool", "-q", "-overwrite_original", *tags, str(path)], capture_output=True, text=True)
    found = subprocess.run(["exiftool", "-json", "-G1", str(path)], capture_output=True, text=True).stdout
    if SAID["creator"] not in found:
        sys.exit(f"{path.name}: nothing was written into it, so nothing could be found\n{run.stderr}")
    if path.suffix == ".jpg":
        path.write_bytes(path.read_bytes() + b"SECRET film behind the picture")  # As phones do.


def make(root, config, photograph):
    bundle = root / "content/analysis/picture"
    bundle.mkdir(parents=True)
    for folder, name in (("authors", "a-writer"), ("sections", "analysis")):
        (root / "content" / folder).mkdir()
        (root / "content" / folder / f"{name}.en.md").write_text(f"---\nname: {name}\n---\n", encoding="utf-8")
    (root / "site.yaml").write_text(SITE + config, encoding="utf-8")
    names = ["lead.jpg", "photo.png", "photo.webp", "photo.tif", "half.jpg"]
    for number, name in enumerate(names):
        picture = photograph(1400, 1000, number)
        if name == "photo.png":
            picture.putalpha(128)
        picture.save(bundle / name, quality=90)
        everything(bundle / name)
    shown = [f'![Picture]({name} "A caption.")\n' for name in names[1:]]
    (bundle / "index.en.md").write_text(ARTICLE + "\n".join(shown), encoding="utf-8")


def build(program, config, photograph, folder):
    make(folder / "site", config, photograph)
    command = [program, "build", "--root", folder / "site", "--out", folder / "public", "--now", "2026-01-01T00:00:00Z"]
    if subprocess.run(command).returncode != 0:
        sys.exit(f"the site was not built\n{config}")


def small_sites(program):
    from photographs import photograph

    problems = []
    for config in ("", "keep_metadata: [copyright, creator]\n", "keep_metadata: [creator]\n"):
        kept = re.findall(r"copyright|creator", config)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            build(program, config, photograph, folder)
            found, pictures = check(folder / "public/assets/media", kept)
            if len(pictures) < 4:
                found.append(f"only {len(pictures)} pictures were published")
            for picture in pictures:
                for name in kept:
                    said = [picture[tag] for tag in KEPT[name] if tag in picture]
                    wrong = [text for text in said if text not in (SAID[name], [SAID[name]])]
                    if not said or wrong:
                        path = pathlib.Path(picture["SourceFile"]).relative_to(folder / "public")
                        found.append(f"{path}: the {name} is {wrong or 'missing'}")
            title = config.strip() or "no key"
            print(f"{title}: {len(pictures)} pictures, {len(found)} problems")
            problems += [f"{title}: {problem}" for problem in found]
    return problems


def main(arguments):
    if arguments[0] == "--program":
        problems = small_sites(pathlib.Path(arguments[1]).resolve())
    else:
        folder = pathlib.Path(arguments[0]).resolve()
        problems, pictures = check(folder)
        print(f"{len(pictures)} pictures in {arguments[0]}, {len(problems)} problems")
    if problems:
        sys.exit("\n".join(problems[:60] + [f"… and {len(problems) - 60} more"] * (len(problems) > 60)))


if __name__ == "__main__":
    main(sys.argv[1:])
