"""Frames: a 4-byte length, a JSON header with the sizes of the bodies, and the bodies."""

import json
import struct


def frame(header, bodies=()):
    """The bytes of a frame, without the bodies."""
    text = json.dumps({**header, "sizes": [len(body) for body in bodies]}).encode()
    return struct.pack("<I", len(text)) + text


def read_frame(read_exactly):
    """The header and the bodies of the next frame. `read_exactly(count)` returns that many bytes."""
    header = json.loads(read_exactly(struct.unpack("<I", read_exactly(4))[0]))
    return header, [read_exactly(size) for size in header["sizes"]]
