"""Questions and answers written one below the other: "Hỏi: … Đáp: … Căn cứ: …"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.ingest.office import columns

_LABEL = re.compile(
    r"^\s*(?:[-–•*]\s*)?(?:\d{1,4}\s*[.)]\s*)?(?P<label>[^\W\d_][^:\d]{1,24}?)(?:\s*\d{1,4})?\s*:"
)
_NUMBERED = re.compile(r"^\s*(?:Câu|Câu hỏi)\s*\d{1,4}\s*[:.]\s*(?P<rest>.+)$", re.IGNORECASE)
_TAKEN = frozenset(
    (columns.QUESTION, columns.VARIANTS, columns.ANSWER, columns.BASIS, columns.EXPIRES)
)


@dataclass(slots=True)
class Talk:
    """One question with what was written under it, by the names of the columns; where it begins."""

    place: str
    cells: dict[str, str] = field(default_factory=dict)


def labelled(line: str) -> tuple[str, str]:
    """The column that the line's label means and the words behind it; ('', line) without one."""
    if found := _NUMBERED.match(line):
        return columns.QUESTION, found["rest"].strip()
    found = _LABEL.match(line)
    name = columns.named(found["label"]) if found else ""
    if found is None or name not in _TAKEN:
        return "", line
    return name, line[found.end() :].strip()


def talks(lines: Iterable[tuple[str, str]]) -> list[Talk]:
    """Every question of (line, place), in order. What stands before the first label is left out; a
    label that is not followed by a question before it begins a talk without one.
    """
    found: list[Talk] = []
    column = ""
    for line, place in lines:
        name, words = labelled(line)
        column = name or column
        if not column:
            continue
        if not found or name == columns.QUESTION or (name and name in found[-1].cells):
            found.append(Talk(place))
        cells = found[-1].cells
        cells[column] = f"{cells[column]}\n{words}" if column in cells else words
    for talk in found:
        talk.cells = {name: words.strip() for name, words in talk.cells.items()}
    return found
