"""A raw Fetch (v4), to see with which codec a broker keeps what a client sent."""
import socket
import struct

CODECS = ["none", "gzip", "snappy", "lz4", "zstd"]
_ATTRIBUTES_AT = 21  # of a v2 batch: base offset 8, length 4, leader epoch 4, magic 1, CRC 4


def stored_codec(bootstrap, topic, partition=0):
    """The codec of the first batch of a partition, read from the batch's attributes."""
    batch = _fetch(bootstrap, topic, partition)
    return CODECS[struct.unpack_from(">h", batch, _ATTRIBUTES_AT)[0] & 7]


def _fetch(bootstrap, topic, partition):
    host, port = bootstrap.rsplit(":", 1)
    name = topic.encode()
    body = struct.pack(">iiiib", -1, 1000, 1, 1 << 20, 0)  # replica, max wait, min bytes, max bytes, isolation
    body += struct.pack(">ih", 1, len(name)) + name + struct.pack(">iiqi", 1, partition, 0, 1 << 20)
    client = b"leat-interop"
    request = struct.pack(">hhih", 1, 4, 7, len(client)) + client + body
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(struct.pack(">i", len(request)) + request)
        response = _exactly(connection, struct.unpack(">i", _exactly(connection, 4))[0])
    at = 4 + 4 + 4  # correlation id, throttle time, topic count
    at += 2 + struct.unpack_from(">h", response, at)[0] + 4  # topic name, partition count
    _, error, _, _, aborted = struct.unpack_from(">ihqqi", response, at)
    at += 26 + max(aborted, 0) * 16
    if error:
        raise OSError(f"fetch of {topic}-{partition} answered error {error}")
    size = struct.unpack_from(">i", response, at)[0]
    return response[at + 4:at + 4 + size]


def _exactly(connection, length):
    parts = []
    while length:
        part = connection.recv(length)
        if not part:
            raise OSError("connection closed by the broker")
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
