#!/usr/bin/env python3
"""Draws the film of the sample site: two ways from Mumbai to Saint Petersburg, in each language. Needs Pillow and ffmpeg.

    film.py <folder>      writes corridor.mp4, corridor.fr.mp4, corridor.ru.mp4, their captions and posters
"""
import math, subprocess, sys
from pathlib import Path
from PIL import Image, ImageDraw, ImageFont

W, H, RATE, SECONDS, SS = 640, 360, 15, 12, 2
PAPER, INK, MUTED, LINE, ACCENT, SEA = (250, 248, 244), (26, 26, 26), (120, 116, 110), (222, 218, 210), (160, 32, 32), (52, 92, 120)
SUEZ = [(72.8,18.9),(66,16.5),(58,14),(51,12.8),(45,12.2),(43.2,12.8),(40.5,16.5),(37.5,21.5),(34.4,26.8),(32.6,29.9),(31,32.2),(25,33.8),(17,35.6),(11.2,37.6),(3,37.4),(-5.5,36),(-9.8,37.2),(-9.9,43.6),(-5.6,48.6),(0.8,50.6),(3.6,53.5),(7.2,57.4),(10.8,57.6),(12.6,55.6),(16,55.6),(20,57.6),(24,59.5),(30.2,59.9)]
LAND = [(72.8,18.9),(66.5,22.2),(60.2,24.2),(57,26),(56.3,27.2),(55.6,31.3),(51.4,35.7),(49.6,37.3)]
GAP = [(49.6,37.3),(48.9,38.5)]
NORTH = [(48.9,38.5),(49.8,40.4),(47.5,43),(48,46.3),(44.5,48.7),(37.6,55.75),(30.2,59.9)]
CITIES = {"mumbai":(72.8,18.9,"r"),"suez":(32.6,29.9,"l"),"bandar":(56.3,27.2,"r"),"tehran":(51.4,35.7,"r"),"astara":(48.9,38.5,"l"),"moscow":(37.6,55.75,"r"),"petersburg":(30.2,59.9,"t")}
NAMES = {
 "": dict(mumbai="Mumbai",suez="Suez",bandar="Bandar Abbas",tehran="Tehran",astara="Astara",moscow="Moscow",petersburg="Saint Petersburg"),
 "fr": dict(mumbai="Bombay",suez="Suez",bandar="Bandar Abbas",tehran="Téhéran",astara="Astara",moscow="Moscou",petersburg="Saint-Pétersbourg"),
 "ru": dict(mumbai="Мумбаи",suez="Суэц",bandar="Бендер-Аббас",tehran="Тегеран",astara="Астара",moscow="Москва",petersburg="Санкт-Петербург"),
}
CAPTIONS = {
 "en": ["Today a container from Mumbai to Saint Petersburg goes through the Suez Canal: a great arc around half a continent.",
        "A line through Iran would be shorter by something like a third.",
        "One piece is missing: 160 kilometers of track between Rasht and Astara."],
 "fr": ["Aujourd’hui, un conteneur qui va de Bombay à Saint-Pétersbourg passe par le canal de Suez : un grand arc autour d’un demi-continent.",
        "Une ligne à travers l’Iran serait plus courte d’environ un tiers.",
        "Il manque un tronçon : 160 kilomètres de voie entre Racht et Astara."],
 "ru": ["Сегодня контейнер из Мумбаи в Санкт-Петербург идёт через Суэцкий канал — большой дугой вокруг половины континента.",
        "Путь через Иран был бы короче примерно на треть.",
        "Не хватает одного участка: 160 километров рельсов между Рештом и Астарой."],
}
TIMES = [(0.3, 5.2), (5.4, 8.6), (8.8, 12.0)]

def at(lon, lat):
    y = lambda lat: math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return ((lon + 14) / (86 + 14) * W * SS, (y(64.5) - y(lat)) / (y(64.5) - y(3)) * H * SS)

def part(way, share):
    points = [at(*p) for p in way]
    lengths = [math.dist(a, b) for a, b in zip(points, points[1:])]
    left = sum(lengths) * max(0, min(1, share))
    out = [points[0]]
    for (a, b), length in zip(zip(points, points[1:]), lengths):
        if left <= 0: break
        t = min(1, left / length)
        out.append((a[0] + (b[0]-a[0])*t, a[1] + (b[1]-a[1])*t)); left -= length
    return out

def frame(second, names, font):
    picture = Image.new("RGB", (W*SS, H*SS), PAPER); draw = ImageDraw.Draw(picture)
    for lon in range(-10, 90, 10): draw.line([at(lon, 3), at(lon, 64.5)], fill=LINE, width=SS)
    for lat in range(10, 70, 10): draw.line([at(-14, lat), at(86, lat)], fill=LINE, width=SS)
    ease = lambda a, b: (lambda t: t*t*(3-2*t))(max(0, min(1, (second-a)/(b-a))))
    def line(way, share, colour, width):
        points = part(way, share)
        if len(points) > 1 and share > 0:
            draw.line(points, fill=colour, width=width*SS, joint="curve")
            x, y = points[-1]; r = (width+1.5)*SS
            if share < 1: draw.ellipse([x-r, y-r, x+r, y+r], fill=colour)
    line(SUEZ, ease(0.3, 5), SEA, 3)
    line(LAND, ease(5.3, 7.3), ACCENT, 3)
    line(NORTH, ease(7.6, 9), ACCENT, 3)
    if second > 7.3:
        points = part(GAP, 1); (x0, y0), (x1, y1) = points[0], points[-1]
        if second < 8.8 or int(second*2.5) % 2 == 0 or second > 11.4:
            for i in range(3):
                a, b = (i+.15)/3, (i+.7)/3
                draw.line([(x0+(x1-x0)*a, y0+(y1-y0)*a), (x0+(x1-x0)*b, y0+(y1-y0)*b)], fill=ACCENT, width=3*SS)
        if second > 8.8:
            x, y = (x0+x1)/2, (y0+y1)/2; r = (10 + 2*math.sin(second*4))*SS
            draw.ellipse([x-r, y-r, x+r, y+r], outline=INK, width=2*SS)
    for key, (lon, lat, side) in CITIES.items():
        x, y = at(lon, lat); r = 3*SS
        draw.ellipse([x-r, y-r, x+r, y+r], fill=INK)
        anchor, dx, dy = {"r": ("lm", 7*SS, 0), "l": ("rm", -7*SS, 0), "t": ("mb", 0, -6*SS)}[side]
        draw.text((x+dx, y+dy), names[key], fill=INK, font=font, anchor=anchor)
    return picture.resize((W, H), Image.LANCZOS)

def stamp(seconds):
    return f"{int(seconds)//60:02d}:{seconds%60:06.3f}"

def main():
    folder = Path(sys.argv[1])
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", 13*SS)
    for tag, names in NAMES.items():
        name = f"corridor.{tag}" if tag else "corridor"
        ffmpeg = subprocess.Popen(["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{W}x{H}", "-r", str(RATE), "-i", "-",
            "-c:v", "libx264", "-preset", "veryslow", "-tune", "animation", "-crf", "26", "-pix_fmt", "yuv420p", "-movflags", "+faststart",
            "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", str(folder / f"{name}.mp4")], stdin=subprocess.PIPE)
        for i in range(RATE*SECONDS): ffmpeg.stdin.write(frame(i/RATE, names, font).tobytes())
        ffmpeg.stdin.close(); ffmpeg.wait()
        frame(11.6, names, font).save(folder / f"{name}.png", optimize=True)
    for tag, lines in CAPTIONS.items():
        cues = [f"{stamp(a)} --> {stamp(b)}\n{text}\n" for (a, b), text in zip(TIMES, lines)]
        (folder / f"corridor.{tag}.vtt").write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")

main()
