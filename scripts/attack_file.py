"""Signed files that `attack.py` takes apart and puts together wrongly, and the register of its cases."""
from containers import opened
from structure import *

FOREIGN = b"<foreign bytes that nobody signed>"
#: Name: (what builds the file, the formats it is for or None, the formats in which it hides the store)
CASES = {}
#: Formats whose stores share their kind of carrier with other data, so that one that is no longer recognisable is no store.
SHARED_CARRIER = ("jpeg", "jxl")


def case(only=None, hides=False):
    """Registers an attack on a `File`.

    `only`: the names of the formats it is for, separated by spaces. `hides`: the credentials are no longer recognisable, and "none" is a right
    answer: True, or the names of the formats where that is so.
    """
    def register(f):
        add(f.__name__.strip("_"), f, only, hides)
        return f
    return register


def add(name, build, only=None, hides=False):
    if name in CASES:
        raise ValueError(f"two cases are called {name}")
    CASES[name] = (build, only.split() if only else None, hides if isinstance(hides, bool) else tuple(hides))


#: Formats with the store inside of the file, where it has a size that is signed.
EMBEDDED = "png jpeg webp gif tiff svg jxl avif heic"


class File:
    """A signed file in its parts. What a case returns is the bytes of the file that carries the store."""

    def __init__(self, data, other, padded=None, image=None):
        self.data, self.other, self.padded, self.image = data, other, padded, image
        self.container = opened(data)
        self.format = self.container.name
        self.store = self.container.store

    # What cases of one format ask for.
    parts = property(lambda self: self.container.parts)
    at = property(lambda self: self.container.at)
    rest = property(lambda self: self.container.rest)
    carriers = property(lambda self: self.container.carriers)

    def with_parts(self, parts): return self.container.with_parts(parts)

    def tree(self):
        return boxes(self.store)[0]

    def with_store(self, store):
        """The file with another store in the same place."""
        return self.container.with_store(store.data() if isinstance(store, Box) else store)

    def edited(self, change):
        """The file after `change(store, manifest)`; None when the change does not apply."""
        tree = self.tree()
        return None if change(tree, tree.children[-1]) is False else self.with_store(tree)

    def cose(self, change, refill=False, manifest=-1):
        """The file after `change(sign1, protected, unprotected)`; `refill` keeps the store's size by COSE padding."""
        tree = self.tree()
        box = tree.children[manifest].find(b"c2pa.signature").children[1]
        size = len(box.content)
        tag, _ = decode(box.content)
        protected, _ = decode(tag.value[0])
        tag = change(tag, protected, tag.value[1]) or tag
        if isinstance(tag, bytes):
            box.content = tag
            return self.with_store(tree)
        if protected is not None and tag.value[0] != b"":
            tag.value[0] = encode(protected)
        if refill and not fill(tag, size):
            return None
        box.content = encode(tag)
        return self.with_store(tree)


def fill(tag, size):
    """Makes the signature box `size` bytes long by its padding; False when that cannot be done."""
    for pad in range(len(tag.value[1]["pad"] or b"") + 4096):
        tag.value[1].put("pad", bytes(pad))
        if len(encode(tag)) == size:
            return True
        if len(encode(tag)) > size:
            return False
    return False


def room(f, count):
    """A store whose padding was cut so that `count` bytes are free behind it; None without enough padding."""
    tree = f.tree()
    box = tree.children[-1].find(b"c2pa.signature").children[1]
    tag, _ = decode(box.content)
    if len(tag.value[1]["pad"] or b"") < count + 8 or not fill(tag, len(box.content) - count):
        return None
    box.content = encode(tag)
    return tree.data()
