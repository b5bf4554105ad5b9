#!/usr/bin/env python3
"""Does to a PNG what happens to pictures on their way, with nothing but Python's own library; for the demo.

  edit-png.py strip IN OUT        every chunk a picture can do without goes, and with them the record
  edit-png.py crop IN OUT         a third of the width and of the height is cut away
  edit-png.py screenshot IN OUT   the picture smaller, on the screen of a telephone, with bars and lines of text around it
"""
import struct, sys, zlib


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def chunks(data):
    place = 8
    while place + 12 <= len(data):
        size, name = struct.unpack(">I4s", data[place:place + 8])
        yield name, data[place + 8:place + 8 + size]
        place += size + 12


def read(path):
    """Width, height and rows of RGB bytes; 8 bits a sample, gray or colour, not interlaced."""
    with open(path, "rb") as file:
        parts = list(chunks(file.read()))
    width, height, depth, kind, _, _, interlace = struct.unpack(">IIBBBBB", parts[0][1])
    channels = {0: 1, 2: 3, 4: 2, 6: 4}.get(kind)
    if depth != 8 or interlace or not channels:
        sys.exit(f"edit-png: {path} has a form that this script does not read")
    raw = zlib.decompress(b"".join(data for name, data in parts if name == b"IDAT"))
    size, rows, above = width * channels, [], bytearray(width * channels)
    for number in range(height):
        start = number * (size + 1)
        rule, line = raw[start], bytearray(raw[start + 1:start + 1 + size])
        for i in range(size):
            left = line[i - channels] if i >= channels else 0
            corner = above[i - channels] if i >= channels else 0
            up = above[i]
            if rule == 1:
                line[i] = (line[i] + left) & 255
            elif rule == 2:
                line[i] = (line[i] + up) & 255
            elif rule == 3:
                line[i] = (line[i] + (left + up) // 2) & 255
            elif rule == 4:
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                line[i] = (line[i] + near[2]) & 255
        above = line
        if channels >= 3:
            rows.append(bytes(v for i in range(0, size, channels) for v in line[i:i + 3]))
        else:
            rows.append(bytes(line[i] for i in range(0, size, channels) for _ in range(3)))
    return width, height, rows


def write(path, width, height, rows):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def shrunk(width, height, rows, new_width):
    """Every new pixel is the mean of those it stands for."""
    new_height, result = height * new_width // width, []
    for y in range(new_height):
        lines = rows[y * height // new_height:max((y + 1) * height // new_height, y * height // new_height + 1)]
        row = bytearray()
        for x in range(new_width):
            first, last = x * width // new_width, max((x + 1) * width // new_width, x * width // new_width + 1)
            for c in range(3):
                values = [line[3 * i + c] for line in lines for i in range(first, last)]
                row.append(sum(values) // len(values))
        result.append(bytes(row))
    return new_width, new_height, result


def screenshot(width, height, rows):
    inner, tall, picture = shrunk(width, height, rows, min(width, 360))
    screen_width, top = inner + 40, 150
    screen_height = max(2 * screen_width, tall + 380)
    paper, ink = bytes((246, 247, 249)) * screen_width, bytes((70, 74, 82))
    screen = [bytearray(paper) for _ in range(screen_height)]
    for y in range(tall):
        screen[top + y][60:60 + 3 * inner] = picture[y]

    def bar(y, size, x, length, color):
        for line in screen[y:y + size]:
            line[3 * x:3 * (x + length)] = color * length

    bar(0, 44, 0, screen_width, bytes((28, 32, 38)))
    bar(70, 46, 20, 46, bytes((170, 120, 200)))
    bar(78, 10, 78, 130, ink)
    bar(98, 8, 78, 80, bytes((150, 154, 160)))
    for number, length in enumerate((300, 260, 310, 140)):
        bar(top + tall + 24 + 26 * number, 10, 20, min(length, screen_width - 40), ink)
    bar(screen_height - 60, 60, 0, screen_width, bytes((228, 230, 235)))
    return screen_width, screen_height, [bytes(row) for row in screen]


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("strip", "crop", "screenshot"):
        sys.exit(__doc__)
    _, what, source, target = sys.argv
    if what == "strip":
        with open(source, "rb") as file:
            data = file.read()
        kept = [chunk(name, part) for name, part in chunks(data) if name in (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS")]
        with open(target, "wb") as file:
            file.write(data[:8] + b"".join(kept))
        return
    width, height, rows = read(source)
    if what == "crop":
        left, top = width // 5, height // 6
        new_width, new_height = width * 2 // 3, height * 2 // 3
        write(target, new_width, new_height, [row[3 * left:3 * (left + new_width)] for row in rows[top:top + new_height]])
    else:
        write(target, *screenshot(width, height, rows))


if __name__ == "__main__":
    main()
