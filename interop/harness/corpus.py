"""Makes a real input from files that any Linux system with a JDK has: lines of text, and blocks of binary files."""
import itertools
import os
import random
import shutil

from harness.records import PARTITIONS, Record, Summary, write

TEXT_ROOTS = ["/usr/share/common-licenses", "/usr/share/doc", "/usr/share/perl", "/usr/share/perl5", "/usr/share"]
TEXT_SUFFIXES = (".txt", ".md", ".pod", ".pm", ".pl", ".py", ".html", ".xml", ".css", "copyright", "README")
TEXT_SHARE = 0.03
MARK = b"<<leat-interop-record>>"  # ends a record for clients that read delimited input
KEY_MARK = b"<<leat-interop-key>>"
# bytes of header values: no comma, equals sign, line end or zero, which kcat's header format could not show
HEADER_BYTES = bytes(b for b in range(1, 256) if b not in b",=\n\r")


class Corpus:
    """A record file with what each of its partitions must read back as."""

    def __init__(self, path, expected, count, size):
        self.path, self.expected, self.count, self.size = path, expected, count, size


def make(path, size, first_timestamp, constant_headers=False):
    """Writes records with about `size` bytes of values to `path`.

    constant_headers: every record of a partition has the same headers (kcat can send no others)
    """
    summary = Summary()
    text = _text_lines(int(size * TEXT_SHARE))
    taken = 0
    chance = random.Random(20261121)
    next_offsets = [0] * PARTITIONS
    with open(path, "wb", buffering=1 << 20) as out:
        for index, value in enumerate(itertools.chain(text, _blocks(size, chance))):
            partition = index % PARTITIONS
            record = Record(
                partition,
                first_timestamp + index,
                _key(index, chance),
                _headers(index, partition, chance, constant_headers),
                value,
            )
            write(out, record)
            summary.add(record, next_offsets[partition])
            next_offsets[partition] += 1
            taken += len(value)
            if taken >= size:
                break
    return Corpus(path, summary.as_json(), summary.count, taken)


def _key(index, chance):
    if index % 7 == 3:
        return None
    return b"key-%d" % index if index % 5 else bytes(chance.choices(HEADER_BYTES, k=9))


def _headers(index, partition, chance, constant):
    if constant:
        return [("producer", b"kcat"), ("partition", b"%d" % partition)]
    if index % 11 == 5:
        return []
    headers = [("index", b"%d" % index)]
    if index % 13 == 1:
        headers.append(("index", b"again"))
    return headers + [("raw", bytes(chance.choices(HEADER_BYTES, k=6)))]


def _text_lines(limit):
    """Non-empty lines of text files, about `limit` bytes of them."""
    taken = 0
    for path in _text_files():
        try:
            with open(path, "rb") as file:
                lines = file.read(4 << 20).split(b"\n")
        except OSError:
            continue
        for line in lines:
            if not line or len(line) > 100_000 or MARK in line or KEY_MARK in line:
                continue
            yield line
            taken += len(line)
            if taken >= limit:
                return


def _text_files():
    seen = set()
    for root in TEXT_ROOTS:
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                path = os.path.realpath(os.path.join(folder, name))
                if path not in seen and os.path.isfile(path) and (
                        name.endswith(TEXT_SUFFIXES) or root.endswith("licenses")):
                    seen.add(path)
                    yield path


def _blocks(limit, chance):
    """Blocks of binary files: most of some KB, now and then one near the largest message."""
    data = _binary(limit)
    while True:
        length = chance.randint(300_000, 900_000) if chance.random() < 0.002 else chance.randint(1, 16_384)
        block = data(length)
        if MARK in block or KEY_MARK in block:
            continue
        yield block


def _binary(limit):
    """A function that gives the next bytes of the JDK's module file and other large files, again from the start."""
    paths = itertools.cycle(_binary_files(limit))
    current = [open(next(paths), "rb", buffering=1 << 20)]

    def take(length):
        block = current[0].read(length)
        if not block:
            current[0].close()
            current[0] = open(next(paths), "rb", buffering=1 << 20)
            block = current[0].read(length)
        return block

    return take


def _binary_files(limit):
    java = shutil.which("java")
    files = []
    if java:
        home = os.path.dirname(os.path.dirname(os.path.realpath(java)))
        files.append(os.path.join(home, "lib", "modules"))
    files.append(os.path.realpath("/usr/bin/python3"))
    for folder, folders, names in os.walk("/usr/lib"):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if ".so" in name and not os.path.islink(path) and os.path.getsize(path) > 1 << 20:
                files.append(path)
    chosen, total = [], 0
    for path in files:
        if os.path.isfile(path) and os.access(path, os.R_OK) and os.path.getsize(path) > 0:
            chosen.append(path)
            total += os.path.getsize(path)
            if total >= limit:
                break
    return chosen
