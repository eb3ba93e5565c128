"""Values that change: amounts of money, ages, periods, each with the days on which it holds.

``knowledge/library/values.yaml`` is the one table. Nothing that calculates has such a number of its
own: it asks ``value(name, day)`` and cites what it was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from knowledge.amendments import is_sure
from knowledge.documents import Citation
from knowledge.errors import KnowledgeError, SourceError
from knowledge.shapes import BasisEntry, Evidence, Name, Strict

TABLE = Path(__file__).parent / "library" / "values.yaml"


class UnknownValueError(KnowledgeError):
    """The table has no such value for that day; waiting does not help, an entry would."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number that holds ``since`` a day and ``until`` another (the first on which it no longer
    does; None: it still does), in ``unit`` (Vietnamese), with the law that sets it.
    """

    name: str
    about: str
    unit: str
    amount: int
    since: date
    until: date | None
    basis: Citation
    evidence: str
    source: str

    @property
    def sure(self) -> bool:
        """Whether it was read in an official text."""
        return is_sure(self.evidence)

    def holds(self, day: date) -> bool:
        """Whether it applies on that day."""
        return self.since <= day and (self.until is None or day < self.until)


def value(name: str, day: date) -> Value:
    """What holds on a day.

    Raises:
        UnknownValueError: the table has nothing of that name, or nothing for that day.
    """
    for each in values():
        if each.name == name and each.holds(day):
            return each
    raise UnknownValueError(f"Bảng values.yaml không có «{name}» cho ngày {day:%d/%m/%Y}.")


def rows_of(name: str) -> tuple[Value, ...]:
    """Every row of a value, oldest first; () for an unknown name."""
    return tuple(sorted((v for v in values() if v.name == name), key=lambda v: v.since))


@cache
def values(path: Path = TABLE) -> tuple[Value, ...]:
    """The whole table, in the order of the file.

    Raises:
        SourceError: the file is missing, is no YAML, or has an entry of another shape.
    """
    try:
        entries = _ENTRIES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SourceError(f"Bảng {path.name} hỏng: {error}") from error
    return tuple(row for entry in entries for row in _rows(entry))


class _Row(Strict):
    value: int
    since: Annotated[date, Field(alias="from")]
    until: date | None = None
    basis: BasisEntry | None = None
    evidence: Evidence | None = None
    source: str = ""


class _Entry(Strict):
    name: Name
    about: str
    unit: str
    basis: BasisEntry | None = None
    evidence: Evidence | None = None
    source: str = ""
    rows: Annotated[tuple[_Row, ...], Field(min_length=1)]


_ENTRIES = TypeAdapter(list[_Entry])


def _rows(entry: _Entry) -> Iterator[Value]:
    """The rows; what one does not say itself the entry says for all.

    Raises:
        SourceError: neither says what it rests on.
    """
    for row in entry.rows:
        basis, evidence = row.basis or entry.basis, row.evidence or entry.evidence
        if basis is None or evidence is None:
            raise SourceError(f"Bảng values.yaml: «{entry.name}» thiếu basis hoặc evidence.")
        yield Value(
            entry.name,
            entry.about,
            entry.unit,
            row.value,
            row.since,
            row.until,
            basis.citation(),
            evidence,
            row.source or entry.source,
        )
