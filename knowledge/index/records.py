"""Articles, documents and cards on disk: JSON records in one file, found by their place.

They are read, not mapped: the system caches them for all processes without counting them to each.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import numpy as np

from knowledge.index.postings import map_array, write_array

Record = TypeVar("Record")


def write_records(folder: Path, name: str, records: Iterable[object]) -> None:
    """Save the records as ``name.bin`` with their offsets as ``name.offsets.npy``."""
    offsets = [0]
    with (folder / f"{name}.bin").open("wb") as file:
        for record in records:
            offsets.append(offsets[-1] + file.write(msgspec.json.encode(record)))
    write_array(folder, f"{name}.offsets", np.array(offsets, dtype=np.uint64))


class Records(Generic[Record]):
    """Read-only sequence of records; each is parsed when it is asked for."""

    def __init__(self, folder: Path, name: str, kind: type[Record]) -> None:
        self._decoder = msgspec.json.Decoder(kind)
        self._offsets = map_array(folder, f"{name}.offsets")
        self._file = os.open(folder / f"{name}.bin", os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __iter__(self) -> Iterator[Record]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> Record:
        start, end = int(self._offsets[place]), int(self._offsets[place + 1])
        return self._decoder.decode(os.pread(self._file, end - start, start))
