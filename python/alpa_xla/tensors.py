"""Reads .safetensors files without loading them: tensors are views of the file."""

import json
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
