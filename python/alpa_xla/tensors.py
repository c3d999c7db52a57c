"""Reads .safetensors files without loading them, as views of the file, and writes them."""

import json
import os
import struct

import jax.numpy as jnp
import numpy as np

_DTYPES = {
    **{"F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "BOOL": "bool"},
    **{f"{kind[0].upper()}{bits}": f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)},
}


def open_tensors(path):
    """The tensors of a file by name, as read-only arrays that are read where they are used."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        dtype = np.dtype(jnp.dtype(_DTYPES[entry["dtype"]]))
        shape = tuple(entry["shape"])
        begin, end = entry["data_offsets"]
        if begin == end:  # memmap takes no empty array
            tensors[name] = np.empty(shape, dtype)
        else:
            tensors[name] = np.memmap(path, dtype, "r", 8 + length + begin, shape)
    return tensors


_CODES = {name: code for code, name in _DTYPES.items()}


def write_tensors(path, tensors):
    """Writes arrays by name, the widest elements first, so that all are aligned. Returns the bytes of the file, which is
    on the disk then."""
    order = sorted(tensors.items(), key=lambda item: -item[1].dtype.itemsize)
    entries, end = {}, 0
    for name, data in order:
        offsets = [end, end + data.nbytes]
        entries[name] = {"dtype": _CODES[data.dtype.name], "shape": list(data.shape), "data_offsets": offsets}
        end += data.nbytes
    text = json.dumps(entries, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, data in order:
            file.write(data.tobytes())
        file.flush()
        os.fsync(file.fileno())
    return 8 + len(text) + end
