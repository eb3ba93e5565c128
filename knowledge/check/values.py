"""Whether the table of values that change is sound: no two rows for one day, no place made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.check.texts import Texts, faults_of_place
from knowledge.ingest.batch import Problem
from knowledge.values import TABLE, Value, values


def value_problems(texts: Texts | None = None) -> list[Problem]:
    """Everything that is wrong with the table; with ``texts`` each cited place must exist there."""
    table = values()
    faults = [*overlaps(table), *missing_places(table, texts)]
    return [Problem(TABLE.name, row.name, why) for row, why in faults]


def overlaps(table: Sequence[Value]) -> Iterator[tuple[Value, str]]:
    """Rows that end before they begin, or of which two hold on one day."""
    for row in table:
        if row.until and row.until <= row.since:
            yield row, "Ngày until phải sau ngày from; hãy sửa."
    for name in dict.fromkeys(row.name for row in table):
        ordered = sorted((row for row in table if row.name == name), key=lambda row: row.since)
        for earlier, later in pairwise(ordered):
            if earlier.until is None or earlier.until > later.since:
                yield earlier, f"Hai dòng cùng áp dụng từ {later.since:%d/%m/%Y}; hãy ghi until."


def missing_places(table: Sequence[Value], texts: Texts | None) -> Iterator[tuple[Value, str]]:
    """Rows whose article or clause the official text does not have."""
    for row in table if texts else ():
        if texts and row.basis.article:
            yield from ((row, why) for why in faults_of_place(row.basis, texts))
