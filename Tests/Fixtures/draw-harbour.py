#!/usr/bin/env python3
"""Draws harbour.png and harbour.jpg: a harbour at dusk, made of formulas and fixed noise. Needs Pillow."""
import math
import os
import random

from PIL import Image, ImageDraw, ImageFilter

W, H, HORIZON = 480, 320, 190
random.seed(20260101)
folder = os.path.dirname(os.path.abspath(__file__))


def mix(a, b, t):
    return tuple(round(x + (y - x) * t) for x, y in zip(a, b))


sky = [(24, 32, 74), (96, 70, 120), (226, 120, 96), (252, 196, 120)]
image = Image.new("RGB", (W, H))
pixels = image.load()
for y in range(HORIZON):
    t = y / HORIZON * (len(sky) - 1)
    i = min(int(t), len(sky) - 2)
    for x in range(W):
        pixels[x, y] = mix(sky[i], sky[i + 1], t - i)
draw = ImageDraw.Draw(image)
draw.ellipse((318, HORIZON - 62, 374, HORIZON - 6), fill=(255, 226, 150))
for base, height, shade in ((0.012, 46, (92, 72, 110)), (0.021, 28, (62, 52, 88))):
    ridge = [(x, HORIZON - height * (0.55 + 0.45 * math.sin(x * base + height) * math.sin(x * base * 2.7))) for x in range(W + 1)]
    draw.polygon([(0, HORIZON), *ridge, (W, HORIZON)], fill=shade)
for x in range(8, 210, 22):
    top = HORIZON - random.randint(16, 44)
    draw.rectangle((x, top, x + 18, HORIZON), fill=(40, 36, 62))
    for wx in range(x + 3, x + 15, 5):
        for wy in range(top + 4, HORIZON - 4, 7):
            if random.random() < 0.55:
                draw.rectangle((wx, wy, wx + 2, wy + 3), fill=(255, 214, 130))
draw.rectangle((236, HORIZON - 62, 246, HORIZON), fill=(214, 208, 206))
draw.rectangle((236, HORIZON - 42, 246, HORIZON - 28), fill=(178, 52, 52))
draw.rectangle((238, HORIZON - 70, 244, HORIZON - 62), fill=(255, 240, 180))
for y in range(HORIZON, H):
    depth = (y - HORIZON) / (H - HORIZON)
    for x in range(W):
        wave = math.sin(y * 1.3 / (1 + depth * 3) + 3 * math.sin(x * 0.03 + y * 0.2)) * 6 * depth
        source = pixels[min(W - 1, max(0, round(x + wave))), max(0, 2 * HORIZON - y - 1 - round(depth * 20))]
        pixels[x, y] = mix(source, (18, 30, 62), 0.25 + 0.5 * depth)
for x, y, s in ((60, 238, 1.0), (300, 226, 0.7), (400, 268, 1.4)):
    draw.polygon([(x, y), (x + 50 * s, y), (x + 40 * s, y + 12 * s), (x + 10 * s, y + 12 * s)], fill=(74, 34, 40))
    draw.line((x + 24 * s, y, x + 24 * s, y - 46 * s), fill=(40, 30, 40), width=2)
    draw.polygon([(x + 27 * s, y - 44 * s), (x + 27 * s, y - 4 * s), (x + 52 * s, y - 4 * s)], fill=(238, 230, 214))
    draw.polygon([(x + 21 * s, y - 38 * s), (x + 21 * s, y - 4 * s), (x + 4 * s, y - 4 * s)], fill=(220, 206, 190))
image = image.filter(ImageFilter.GaussianBlur(0.6))
image.save(os.path.join(folder, "harbour.png"), optimize=True)
image.save(os.path.join(folder, "harbour.jpg"), quality=82)
