"""How many cards and tips there are of each kind and topic, and how long ago they were checked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from knowledge.shelf import KINDS, Entry, Shelf, is_example, kind_of

_LINE = "{:<16}{:<28}{:>6}{:>5}  {}"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind and topic: so many entries for people, so many forms, the oldest day of a check."""

    kind: str
    topic: str
    entries: int
    examples: int
    oldest: date


def rows(shelf: Shelf) -> list[Row]:
    """A row for each kind and topic that has entries, by kind, then by topic."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for _, entry in shelf.entries():
        groups.setdefault((kind_of(entry), entry.topic), []).append(entry)
    kinds = list(KINDS)
    ordered = sorted(groups.items(), key=lambda item: (kinds.index(item[0][0]), item[0][1]))
    return [_row(kind, topic, entries) for (kind, topic), entries in ordered]


def as_table(shelf: Shelf) -> str:
    """The rows as a table for people, with a sum for each kind at the end."""
    found = rows(shelf)
    lines = [_LINE.format("Loại", "Chủ đề", "Số thẻ", "Mẫu", "Kiểm tra cũ nhất")]
    lines += [_line(KINDS[row.kind], row.topic, [row]) for row in found]
    for kind, name in KINDS.items():
        if of_kind := [row for row in found if row.kind == kind]:
            lines.append(_line(f"= {name}", f"{len(of_kind)} chủ đề", of_kind))
    return "\n".join(lines)


def as_json(shelf: Shelf) -> str:
    """The rows as JSON objects, one a line; ``oldest`` is YYYY-MM-DD."""
    found = (asdict(row) | {"oldest": row.oldest.isoformat()} for row in rows(shelf))
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in found)


def _line(kind: str, topic: str, of: Sequence[Row]) -> str:
    entries = sum(row.entries for row in of)
    examples = sum(row.examples for row in of)
    oldest = min(row.oldest for row in of)
    return _LINE.format(kind, topic, entries, examples or "", f"{oldest:%d/%m/%Y}")


def _row(kind: str, topic: str, entries: Sequence[Entry]) -> Row:
    examples = sum(is_example(entry) for entry in entries)
    oldest = min(entry.checked_on for entry in entries)
    return Row(kind, topic, len(entries) - examples, examples, oldest)
