"""Articles, documents and cards on disk: records of JSON in one file, found by their place.

They are read, not mapped: the system caches them for all processes without counting them to each.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
import numpy as np

from knowledge.index.postings import map_array, write_array

Record = TypeVar("Record")

#: How long texts are kept: 16 bits a character become text five times as fast as UTF-8.
_LONG = "utf-16-le"


def write_records(folder: Path, name: str, records: Iterable[Any], long: str = "") -> None:
    """Save the records as ``name.bin``. ``long`` names the field that most of a record is, if it
    has such a text: it is kept beside the others.

    ``name.offsets.npy`` tells of each record where it begins and where its long text does, shape
    (records + 1, 2).
    """
    offsets, place = [], 0
    with (folder / f"{name}.bin").open("wb") as file:
        for record in records:
            begin = place
            place += file.write(msgspec.json.encode(replace(record, **{long: ""} if long else {})))
            offsets.append((begin, place))
            place += file.write(getattr(record, long).encode(_LONG) if long else b"")
    table = np.array([*offsets, (place, place)], dtype=np.uint64)
    write_array(folder, f"{name}.offsets", table)


class Records(Generic[Record]):
    """Read-only sequence of records; each is parsed when it is asked for. ``long`` is the field
    that ``write_records`` was told.
    """

    def __init__(self, folder: Path, name: str, kind: type[Record], long: str = "") -> None:
        self._decoder = msgspec.json.Decoder(kind)
        self._long = long
        self._offsets = map_array(folder, f"{name}.offsets")
        self._file = os.open(folder / f"{name}.bin", os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __iter__(self) -> Iterator[Record]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> Record:
        (start, text), (end, _) = self._offsets[place : place + 2].tolist()
        found = os.pread(self._file, end - start, start)
        record = self._decoder.decode(found[: text - start])
        if self._long:  # nobody else has the record yet
            object.__setattr__(record, self._long, found[text - start :].decode(_LONG))
        return record
