"""Strangers that resemble each other: pictures drawn by one hand, of which no two show the same thing."""
import math, random
from PIL import Image, ImageDraw, ImageFilter

import edits


def colour(rng, low=0, high=256):
    return tuple(rng.randrange(low, high) for _ in range(3))


def scene(rng, width=900, height=640):
    """Something to look at: a sky, hills, a few things."""
    image = gradient(rng, width, height)
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randint(2, 4)):
        base, phase, wave = rng.randint(height // 3, height), rng.random() * 6, rng.uniform(80, 300)
        line = [(x, base - 60 * math.sin(x / wave + phase) - rng.randint(0, 6)) for x in range(0, width + 10, 10)]
        draw.polygon([(0, height), *line, (width, height)], fill=colour(rng))
    for _ in range(rng.randint(8, 40)):
        x, y, r = rng.randrange(width), rng.randrange(height), rng.randint(5, 70)
        shape = rng.choice((draw.ellipse, draw.rectangle, draw.rounded_rectangle))
        shape((x - r, y - r * rng.uniform(.3, 1), x + r, y + r), fill=colour(rng))
    return image


def screenshot(rng):
    return rng.choice((edits.phone, edits.desktop))(scene(rng), rng)


def page(rng):
    image = Image.new("RGB", (850, 1100), "white")
    draw, y = ImageDraw.Draw(image), 80
    draw.text((80, y), edits.words(rng, 4).title(), "black", edits.font(40))
    y += 80
    while y < 1020:
        for _ in range(rng.randint(3, 8)):
            draw.text((80, y), edits.words(rng, rng.randint(8, 11)), (20, 20, 20), edits.font(18))
            y += 26
        y += 26
    return image


def icon(rng):
    image = Image.new("RGB", (512, 512), "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((20, 20, 492, 492), 100, fill=colour(rng))
    for _ in range(rng.randint(2, 4)):
        corners = [(rng.randint(90, 420), rng.randint(90, 420)) for _ in range(rng.randint(3, 6))]
        draw.polygon(corners, fill=colour(rng, 128))
    return image


def texture(rng):
    tile = Image.new("RGB", (rng.randint(24, 120),) * 2, colour(rng))
    draw = ImageDraw.Draw(tile)
    for _ in range(rng.randint(2, 5)):
        x, y, r = rng.randrange(tile.width), rng.randrange(tile.height), rng.randint(3, 40)
        rng.choice((draw.ellipse, draw.rectangle))((x - r, y - r, x + r, y + r), outline=colour(rng), fill=rng.choice((None, colour(rng))), width=3)
    image = Image.new("RGB", (768, 768))
    for y in range(0, 768, tile.height):
        for x in range(0, 768, tile.width):
            image.paste(tile, (x, y))
    return image


def gradient(rng, width=800, height=600):
    start, end = colour(rng), colour(rng)
    plane = (Image.radial_gradient("L") if rng.random() < .4 else Image.linear_gradient("L").rotate(rng.randrange(360), Image.BICUBIC))
    plane = plane.crop((40, 40, 216, 216)).resize((width, height), Image.BICUBIC)
    return Image.composite(Image.new("RGB", (width, height), start), Image.new("RGB", (width, height), end), plane)


def logo(rng):
    image = Image.new("RGB", (800, 500), rng.choice(("white", "black", colour(rng))))
    draw = ImageDraw.Draw(image)
    draw.ellipse((250, 40, 550, 340), outline=colour(rng), width=rng.randint(8, 40))
    draw.text((400, 190), "".join(rng.choice("ABCDEFGHKLMNOPRSTUVWXZ") for _ in range(2)), colour(rng), edits.font(140), anchor="mm")
    draw.text((400, 420), edits.words(rng, 2), colour(rng), edits.font(60), anchor="mm")
    return image


def face(rng):
    image = Image.new("RGB", (600, 700), colour(rng))
    draw, skin = ImageDraw.Draw(image), colour(rng, 120)
    cx, cy, w, h = rng.randint(270, 330), rng.randint(320, 380), rng.randint(150, 210), rng.randint(200, 270)
    draw.ellipse((cx - w - 20, cy - h - 40, cx + w + 20, cy + h // 2), fill=colour(rng, 0, 160))
    draw.ellipse((cx - w, cy - h, cx + w, cy + h), fill=skin)
    for side in (-1, 1):
        x, y, r = cx + side * rng.randint(55, 90), cy - rng.randint(20, 80), rng.randint(14, 34)
        draw.ellipse((x - 1.6 * r, y - r, x + 1.6 * r, y + r), fill="white", outline="black", width=3)
        draw.ellipse((x - r / 2, y - r / 2, x + r / 2, y + r / 2), fill=colour(rng, 0, 120))
    draw.line((cx, cy - 20, cx - rng.randint(5, 30), cy + 60, cx + 10, cy + 60), fill=(60, 40, 40), width=4)
    draw.arc((cx - 80, cy + rng.randint(40, 90), cx + 80, cy + rng.randint(130, 170)), rng.randint(0, 30), rng.randint(140, 180), fill=(150, 30, 40), width=rng.randint(5, 12))
    return image.filter(ImageFilter.GaussianBlur(1))


def plan(rng):
    """A street map."""
    image = Image.new("RGB", (900, 700), (242, 239, 233))
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randint(3, 7)):
        x, y = rng.randrange(900), rng.randrange(700)
        draw.polygon([(x + rng.randint(-150, 150), y + rng.randint(-120, 120)) for _ in range(5)], fill=rng.choice(((200, 230, 190), (170, 211, 223))))
    for _ in range(rng.randint(14, 30)):
        line = [(rng.randint(-50, 950), rng.randint(-50, 750))]
        for _ in range(rng.randint(1, 4)):
            line.append((line[-1][0] + rng.randint(-400, 400), line[-1][1] + rng.randint(-300, 300)))
        width = rng.choice((6, 10, 16))
        draw.line(line, fill=(200, 190, 180), width=width + 3, joint="curve")
        draw.line(line, fill=rng.choice(("white", (252, 214, 164), (249, 178, 156))), width=width, joint="curve")
    for _ in range(12):
        draw.text((rng.randrange(800), rng.randrange(660)), edits.words(rng, 2).title(), (70, 70, 70), edits.font(18))
    return image


KINDS = {"screenshot": screenshot, "page": page, "icon": icon, "texture": texture, "gradient": gradient, "logo": logo, "face": face, "map": plan}


def draw(folder, name, number):
    """The picture of that kind and number, as a file below `folder`."""
    path = f"{folder}/{name}{number:05}.png"
    KINDS[name](random.Random(f"{name} {number}")).save(path, compress_level=1)
    return path
