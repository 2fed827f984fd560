"""Bytes against what one sees, for the constants in src/pictures/write: docs/decisions/0006-pictures.md has the figures.

    python3 -m venv target/pictures
    target/pictures/bin/pip install 'scikit-image==0.*' 'pillow>=12' 'ssimulacra2==0.3.*'
    target/pictures/bin/python benches/picture_quality.py

The photographs are those that scikit-image ships under free licences; the drawing is made here. Pillow has libwebp, the
same library that the program has; libjpeg, with the tables that jpeg-encoder has; and libaom for AVIF.
"""

import io
import pathlib
import sys
import tempfile
import time

import skimage
from PIL import Image, ImageDraw
from ssimulacra2 import compute_ssimulacra2

PHOTOGRAPHS = ["astronaut.png", "chelsea.png", "coffee.png", "motorcycle_left.png", "rocket.jpg"]
WAYS = {
    "WebP, method 4": ("WEBP", {"method": 4}, [70, 74, 78, 82, 86]),
    "WebP, method 2": ("WEBP", {"method": 2}, [78]),
    "WebP, method 6": ("WEBP", {"method": 6}, [78]),
    "JPEG, 4:2:0": ("JPEG", {"progressive": True, "optimize": True, "subsampling": 2}, [72, 76, 80, 84, 88]),
    "AVIF, speed 6": ("AVIF", {"speed": 6, "max_threads": 1}, [55, 62, 70]),
    "AVIF, speed 9": ("AVIF", {"speed": 9, "max_threads": 1}, [62]),
}


def drawing():
    """A chart: axes, bars, a curve and words, with smooth edges."""
    large = Image.new("RGB", (2400, 1600), "white")
    draw = ImageDraw.Draw(large)
    for number in range(12):
        draw.rectangle((200 + number * 170, 1400 - number * 90, 320 + number * 170, 1400), fill=(30, 90 + number * 8, 160))
        draw.text((210 + number * 170, 1420), f"20{number + 10}", fill="black", font_size=48)
    draw.line([(200 + x, 900 - (x * x) // 5000) for x in range(0, 2000, 20)], fill=(200, 40, 30), width=12)
    draw.line((180, 1400, 2300, 1400), fill="black", width=6)
    return large.resize((600, 400), Image.LANCZOS)


def score(image, encoded):
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(pathlib.Path(folder) / name) for name in ("a.png", "b.png")]
        image.save(paths[0])
        Image.open(io.BytesIO(encoded)).convert("RGB").save(paths[1])
        return compute_ssimulacra2(*paths)


def main():
    data = pathlib.Path(skimage.__file__).parent / "data"
    photographs = [Image.open(data / name).convert("RGB") for name in PHOTOGRAPHS]
    for kind, images in (("photographs", photographs), ("a drawing", [drawing()])):
        pixels = sum(image.width * image.height for image in images)
        print(f"{kind}: bits per pixel, SSIMULACRA2 (mean, worst), CPU milliseconds per megapixel")
        for way, (name, options, qualities) in WAYS.items():
            for quality in qualities:
                size, taken, scores = 0, 0.0, []
                for image in images:
                    out = io.BytesIO()
                    start = time.process_time()
                    image.save(out, name, quality=quality, **options)
                    taken += time.process_time() - start
                    size += len(out.getvalue())
                    scores.append(score(image, out.getvalue()))
                mean = sum(scores) / len(scores)
                per_pixel = 8 * size / pixels
                print(f"  {way:16} q{quality}  {per_pixel:5.2f}  {mean:5.1f} {min(scores):5.1f}  {taken * 1e9 / pixels:6.0f}")
                sys.stdout.flush()


main()
