"""The edits after which an image should still be recognised, made by Pillow, which shares no code with signet."""
import io
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps


def jpeg(image, quality):
    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality)
    return Image.open(io.BytesIO(data.getvalue())).convert("RGB")


def scaled(image, factor):
    return image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))), Image.LANCZOS)


def crop(image, area, rng):
    """Keeps `area` of the image at a random place."""
    side = area ** 0.5
    w, h = round(image.width * side), round(image.height * side)
    x, y = rng.randint(0, image.width - w), rng.randint(0, image.height - h)
    return image.crop((x, y, x + w, y + h))


def font(size):
    return ImageFont.load_default(size)


def words(rng, count):
    return " ".join(rng.choice("the new image of our city at night shows how people work and play with light".split()) for _ in range(count))


def caption(image, rng):
    image = image.copy()
    draw, size = ImageDraw.Draw(image), max(18, image.height // 12)
    for y in (size // 3, image.height - size * 3 // 2):
        draw.text((image.width // 2, y), words(rng, 4).upper(), "white", font(size), anchor="ma", stroke_width=size // 12, stroke_fill="black")
    return image


def phone(image, rng):
    """A chat on a phone: status bar, bubbles, the picture at the width of the screen, a keyboard."""
    screen = Image.new("RGB", (1080, 2340), (236, 229, 221))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 1080, 90), (7, 94, 84))
    draw.text((40, 25), "09:41", "white", font(40))
    draw.rectangle((0, 90, 1080, 240), (18, 140, 126))
    draw.text((160, 135), words(rng, 3), "white", font(48))
    width = rng.randint(700, 1000)
    picture = scaled(image, width / image.width)
    if picture.height > 1400:
        picture = scaled(picture, 1400 / picture.height)
    y = rng.randint(300, 500)
    draw.rounded_rectangle((30, y - 20, 60 + picture.width, y + picture.height + 90), 24, "white")
    screen.paste(picture, (45, y))
    draw.text((60, y + picture.height + 20), words(rng, 6), "black", font(40))
    draw.rounded_rectangle((300, y + picture.height + 130, 1040, y + picture.height + 260), 24, (220, 248, 198))
    draw.text((330, y + picture.height + 165), words(rng, 5), "black", font(40))
    return jpeg(scaled(screen, 0.6), 80)


def desktop(image, rng):
    """A browser window on a desktop."""
    screen = Image.new("RGB", (1920, 1080), (38, 80, 110))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((120, 60, 1800, 1000), "white")
    draw.rectangle((120, 60, 1800, 110), (222, 225, 230))
    draw.text((180, 70), "https://news.example/" + words(rng, 2).replace(" ", "-"), "black", font(28))
    factor = min(rng.uniform(700, 1000) / image.width, 620 / image.height)
    picture = scaled(image, factor)
    x, y = rng.randint(160, 500), rng.randint(220, 300)
    screen.paste(picture, (x, y))
    draw.text((160, 140), words(rng, 8), "black", font(44))
    for line in range(12):
        draw.text((min(x + picture.width + 40, 1500), 240 + line * 50), words(rng, 5), (60, 60, 60), font(24))
    return screen


def collage(image, rng, others):
    sheet = Image.new("RGB", (1024, 1024), "white")
    spot = rng.randrange(4)
    for i in range(4):
        sheet.paste(ImageOps.fit(image if i == spot else rng.choice(others), (504, 504), Image.LANCZOS), (i % 2 * 516 + 2, i // 2 * 516 + 2))
    return sheet


def rotate(image, angle):
    return image.rotate(angle, Image.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def edits(others):
    """Name, group of the goals, function."""
    return [
        ("jpeg q75", "edit", lambda i, r: jpeg(i, 75)), ("jpeg q50", "edit", lambda i, r: jpeg(i, 50)),
        ("jpeg q30", "edit", lambda i, r: jpeg(i, 30)),
        ("resize .5", "edit", lambda i, r: scaled(i, .5)), ("resize .25", "edit", lambda i, r: scaled(i, .25)),
        ("webp q50", "edit", lambda i, r: i), ("gray", "edit", lambda i, r: i.convert("L").convert("RGB")),
        ("brightness +20 %", "edit", lambda i, r: ImageEnhance.Brightness(i).enhance(1.2)),
        ("brightness -30 %", "edit", lambda i, r: ImageEnhance.Brightness(i).enhance(.7)),
        ("rotate 90", "edit", lambda i, r: i.transpose(Image.ROTATE_90)), ("mirror", "edit", lambda i, r: ImageOps.mirror(i)),
        ("crop -10 %", "crop10", lambda i, r: crop(i, .9, r)), ("crop -25 %", "crop25", lambda i, r: crop(i, .75, r)),
        ("crop -50 %", "crop50", lambda i, r: crop(i, .5, r)),
        ("phone screenshot", "heavy", phone), ("desktop screenshot", "heavy", desktop),
        ("collage 2x2", "heavy", lambda i, r: collage(i, r, others)), ("caption", "heavy", caption),
        ("rotate 5", "heavy", lambda i, r: rotate(i, 5)),
        ("border 10 %", "heavy", lambda i, r: ImageOps.expand(i, max(i.size) // 10, "white")),
        ("letterbox 2.4:1", "heavy", lambda i, r: ImageOps.pad(i, (round(i.height * 2.4), i.height), color="black")),
        ("crop -25 %, .5, q50", "more", lambda i, r: jpeg(scaled(crop(i, .75, r), .5), 50)),
        ("mirror, caption, q50", "more", lambda i, r: jpeg(caption(ImageOps.mirror(i), r), 50)),
        ("screenshot, crop -25 %", "more", lambda i, r: phone(crop(i, .75, r), r)),
        ("the same, captioned", "more", lambda i, r: phone(caption(crop(i, .75, r), r), r)),
        ("screenshot, crop -50 %", "more", lambda i, r: phone(crop(i, .5, r), r)),
        ("screenshot, crop -64 %", "more", lambda i, r: phone(crop(i, .36, r), r)),
        ("browser, crop -50 %", "more", lambda i, r: desktop(crop(i, .5, r), r)),
        ("perspective", "more", lambda i, r: i.transform(i.size, Image.QUAD, (
            i.width * .04, i.height * .02, 0, i.height, i.width, i.height * .97, i.width * .97, 0), Image.BICUBIC)),
    ]
