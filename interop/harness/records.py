"""Records in a file, and what a reader of a topic tells about the records it saw.

A record file is a sequence of records, big-endian:
  int32 partition, int64 timestamp in ms, int32 key length (-1: no key), key,
  int16 header count, then per header uint16 name length, name, int32 value length, value,
  int32 value length, value.
Two digests (SHA-256, hex) describe a partition: `content` over keys, headers and values, each with its length,
and `times` over the timestamps, both in the order of the records.
"""
import hashlib
import struct
from collections import namedtuple

Record = namedtuple("Record", "partition timestamp key headers value")
PARTITIONS = 3


def write(out, record):
    out.write(struct.pack(">iq", record.partition, record.timestamp))
    out.write(content(record))


def read_all(path):
    """Yields the records of a file, one at a time."""
    with open(path, "rb", buffering=1 << 20) as file:
        while True:
            head = file.read(12)
            if not head:
                return
            partition, timestamp = struct.unpack(">iq", head)
            key_length = _int32(file)
            key = None if key_length < 0 else file.read(key_length)
            headers = []
            for _ in range(struct.unpack(">h", file.read(2))[0]):
                name = file.read(struct.unpack(">H", file.read(2))[0]).decode()
                headers.append((name, file.read(_int32(file))))
            yield Record(partition, timestamp, key, headers, file.read(_int32(file)))


def _int32(file):
    return struct.unpack(">i", file.read(4))[0]


def content(record):
    """The bytes of a record that the content digest covers."""
    key = record.key
    parts = [struct.pack(">i", -1 if key is None else len(key)), key or b"", struct.pack(">h", len(record.headers))]
    for name, value in record.headers:
        parts += [struct.pack(">H", len(name)), name.encode(), struct.pack(">i", len(value)), value]
    parts += [struct.pack(">i", len(record.value)), record.value]
    return b"".join(parts)


class Summary:
    """Collects what was seen of each partition; offsets must come without gap and in order."""

    def __init__(self):
        self.partitions = {}
        self.count = 0

    def add(self, record, offset):
        seen = self.partitions.get(record.partition)
        if seen is None:
            seen = self.partitions[record.partition] = _Seen(offset)
        seen.add(record, offset)
        self.count += 1

    def as_json(self):
        return {str(number): seen.as_json() for number, seen in sorted(self.partitions.items())}


class _Seen:
    def __init__(self, first_offset):
        self.first_offset = self.next_offset = first_offset
        self.content = hashlib.sha256()
        self.times = hashlib.sha256()
        self.earliest = self.latest = None

    def add(self, record, offset):
        if offset != self.next_offset:
            raise SystemExit(f"partition {record.partition}: offset {offset} where {self.next_offset} was due")
        self.next_offset += 1
        self.content.update(content(record))
        self.times.update(struct.pack(">q", record.timestamp))
        self.earliest = record.timestamp if self.earliest is None else min(self.earliest, record.timestamp)
        self.latest = record.timestamp if self.latest is None else max(self.latest, record.timestamp)

    def as_json(self):
        return {
            "first": self.first_offset,
            "count": self.next_offset - self.first_offset,
            "content": self.content.hexdigest(),
            "times": self.times.hexdigest(),
            "earliest": self.earliest,
            "latest": self.latest,
        }
