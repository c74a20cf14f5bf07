"""Reads TensorFlow's variables without TensorFlow: a "tensor bundle" is an index file, sorted names with where each tensor
lies, and a data file of raw little-endian values.

The index is a table of blocks as LevelDB writes them; the entries are protocol buffers. Both formats are described in the
comments of TensorFlow's tensor_bundle.proto and LevelDB's table_format.md.
"""

import struct

import numpy as np

FOOTER = 48
MAGIC = 0xDB4775248B80FB57
FLOAT = 1  # DataType.DT_FLOAT
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # wire types of protocol buffers


class TensorBundle:
    """`prefix` is the path without `.index`; only bundles with one data file and fp32 values are read."""

    def __init__(self, prefix):
        self._data = np.memmap(f"{prefix}.data-00000-of-00001", dtype=np.uint8, mode="r")
        with open(f"{prefix}.index", "rb") as file:
            self._index = file.read()
        if len(self._index) < FOOTER or struct.unpack("<Q", self._index[-8:])[0] != MAGIC:
            raise ValueError(f"{prefix}.index is no table of a tensor bundle")
        self._entries = dict(self._tensors())

    def names(self):
        return list(self._entries)

    def tensor(self, name):
        """The values of a variable, in its shape."""
        shape, offset, size = self._entries[name]
        return np.frombuffer(self._data[offset : offset + size].tobytes(), dtype="<f4").reshape(shape)

    def _tensors(self):
        """(name, (shape, offset, size)) of all variables."""
        footer = self._index[-FOOTER:]
        _, _, at = handle(footer, 0)  # of the metaindex
        start, size, _ = handle(footer, at)
        for _, where in self._block(start, size):
            start, size, _ = handle(where, 0)
            for name, value in self._block(start, size):
                if name:  # the empty name is the bundle's header
                    yield name.decode(), entry(name.decode(), value)

    def _block(self, start, size):
        """The (key, value) pairs of a block: each key shares a beginning with the one before it."""
        if self._index[start + size]:
            raise ValueError("a block of the index is compressed")
        block = self._index[start : start + size]
        end = size - 4 - 4 * struct.unpack("<I", block[-4:])[0]  # what follows are the restart points
        at, key = 0, b""
        while at < end:
            shared, at = varint(block, at)
            rest, at = varint(block, at)
            length, at = varint(block, at)
            key = key[:shared] + block[at : at + rest]
            yield key, block[at + rest : at + rest + length]
            at += rest + length


def varint(data, at):
    """(number, the place behind it)"""
    number = shift = 0
    while True:
        number |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
        if data[at - 1] < 0x80:
            return number, at


def handle(data, at):
    """(start, size, the place behind) of a block."""
    start, at = varint(data, at)
    size, at = varint(data, at)
    return start, size, at


def fields(message):
    """The (number, value) pairs of a protocol buffer."""
    at = 0
    while at < len(message):
        tag, at = varint(message, at)
        wire = tag & 7
        if wire == VARINT:
            value, at = varint(message, at)
        elif wire in (FIXED32, FIXED64):
            length = 4 if wire == FIXED32 else 8
            value, at = message[at : at + length], at + length
        elif wire == BYTES:
            length, at = varint(message, at)
            value, at = message[at : at + length], at + length
        else:
            raise ValueError(f"wire type {wire} in the index")
        yield tag >> 3, value


def entry(name, message):
    """(shape, offset, size) of a BundleEntryProto; a field that is left out is zero."""
    of = {"shape": b"", "shard": 0, "offset": 0, "size": 0}
    for number, value in fields(message):
        if number == 1 and value != FLOAT:
            raise ValueError(f"{name} is of the type {value}, expected fp32")
        if number in (2, 3, 4, 5):
            of[{2: "shape", 3: "shard", 4: "offset", 5: "size"}[number]] = value
    if of["shard"]:
        raise ValueError(f"{name} lies in data file {of['shard']}, expected one file")
    shape = [dict(fields(dimension)).get(1, 0) for number, dimension in fields(of["shape"]) if number == 2]
    return shape, of["offset"], of["size"]
