"""Photographs that nobody took: layers of noise with the spectrum of a photograph, as JPEG with a camera's metadata.

Used by the measures of this folder. The same seed gives the same picture.
"""

import io

import numpy
from PIL import Image

ORIENTATION, MAKE, MODEL, ARTIST, COPYRIGHT, GPS = 0x0112, 0x010F, 0x0110, 0x013B, 0x8298, 0x8825


def photograph(width, height, seed):
    """A picture whose amplitude falls with the frequency (1/f), with areas of plain colour, edges and a grain."""
    random = numpy.random.default_rng(seed)
    field = numpy.zeros((height, width), numpy.float32)
    tint = numpy.zeros((height, width), numpy.float32)
    cells, strength = 3, 1.0
    while cells < min(width, height) // 3:
        size = (max(cells * width // height, 2), cells)
        layer = Image.fromarray(random.standard_normal((size[1], size[0])).astype(numpy.float32), "F")
        field += strength * numpy.asarray(layer.resize((width, height), Image.BICUBIC))
        if cells < 100:
            layer = Image.fromarray(random.standard_normal((size[1], size[0])).astype(numpy.float32), "F")
            tint += strength * numpy.asarray(layer.resize((width, height), Image.BICUBIC))
        cells, strength = cells * 2, strength * 0.68
    sky = numpy.linspace(1.1, -0.7, height, dtype=numpy.float32)[:, None]
    edge = numpy.where(field > 0.15, 0.45, -0.25).astype(numpy.float32)  # What stands in front of something else.
    light = 1 / (1 + numpy.exp(-(0.55 * field + sky + edge)))
    light += random.standard_normal((height, width)).astype(numpy.float32) * 0.018
    picture = numpy.empty((height, width, 3), numpy.uint8)
    for channel, lean in enumerate((0.09, 0.0, -0.09)):
        picture[..., channel] = numpy.clip((light + lean * tint) * 255, 0, 255)
    return Image.fromarray(picture)


def jpeg(picture, quality=92, turned=False, private=True):
    """The bytes of a JPEG file. `turned`: the camera was held upright and says so; `private`: it says where it was."""
    exif = Image.Exif()
    if turned:
        picture, exif[ORIENTATION] = picture.transpose(Image.Transpose.ROTATE_90), 6
    if private:
        exif[MAKE], exif[MODEL], exif[ARTIST], exif[COPYRIGHT] = "Camera", "Of a test", "A. Photographer", "© An agency"
        place = exif.get_ifd(GPS)
        place[1], place[2], place[3], place[4] = "N", (41.0, 43.0, 12.0), "E", (44.0, 47.0, 3.0)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()
