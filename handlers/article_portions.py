"""An article in portions for a phone: one begins at a clause, small clauses share one, a long
clause is cut at its points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from handlers.texts import reading as texts
from knowledge.clauses import Part, parts

#: Where a part that is too long may be cut, best first; never before a third of the room is used.
_CUTS = tuple(re.compile(cut) for cut in (r"\n", r"(?<=[.;:])\s", r"\s"))

_Clause = list[Part]


@dataclass(frozen=True, slots=True)
class Portion:
    """Exact words of an article, ``text[start:end]`` without the space around them.

    ``first`` and ``last`` are the clauses they hold; ``points`` the first and last point of one
    clause, if it does not stand here whole; ``goes_on`` tells that the words began before.
    """

    start: int
    end: int
    first: str = ""
    last: str = ""
    points: tuple[str, str] = ("", "")
    goes_on: bool = False
    whole: bool = True

    def words(self, text: str) -> str:
        """The words, an exact piece of the article's text."""
        return text[self.start : self.end].strip()

    @property
    def name(self) -> str:
        """ "khoản 1 đến khoản 3", "điểm a đến điểm c khoản 2"; "" for what has no number."""
        point = texts.points(*self.points) if all(self.points) else ""
        clause = texts.clauses(self.first or self.last, self.last) if self.last else ""
        place = " ".join(filter(None, (point, clause)))
        return f"{place} {texts.GOES_ON}" if place and self.goes_on else place


def portions(text: str, limit: int, clause: str = "") -> list[Portion]:
    """The whole text in portions of at most ``limit`` characters; from ``clause`` on, which then is
    the first portion (and the next ones, if it is long). [] where there is no such clause.
    """
    found = [list(group) for _, group in groupby(parts(text), key=lambda part: part.clause)]
    if not clause:
        return _packed(text, found, limit)
    numbers = [group[0].clause for group in found]
    if clause not in numbers:
        return []
    place = numbers.index(clause)
    own, following = found[place : place + 1], found[place + 1 :]
    return [*_packed(text, own, limit), *_packed(text, following, limit)]


def _packed(text: str, found: Iterable[_Clause], limit: int) -> list[Portion]:
    """Whole clauses together as far as they fit; what a long one is cut into stands alone."""
    packed: list[Portion] = []
    for clause in found:
        for portion in _of_clause(text, clause, limit):
            last = packed[-1] if packed else None
            if last and last.whole and portion.whole and portion.end - last.start <= limit:
                first = last.first or portion.first
                packed[-1] = Portion(last.start, portion.end, first, portion.last)
            elif portion.words(text):
                packed.append(portion)
    return packed


def _of_clause(text: str, clause: _Clause, limit: int) -> Iterator[Portion]:
    number, start, end = clause[0].clause, clause[0].start, clause[-1].end
    if end - start <= limit:
        yield Portion(start, end, number, number)
        return
    for group in _together(clause, limit):
        yield from _of_points(text, group, limit)


def _together(clause: _Clause, limit: int) -> list[_Clause]:
    """The points of a clause in groups that fit; its own words before them go with the first."""
    groups: list[_Clause] = []
    for part in clause:
        if groups and part.end - groups[-1][0].start <= limit:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _of_points(text: str, group: Sequence[Part], limit: int) -> Iterator[Portion]:
    number = group[0].clause
    letters = [part.point for part in group if part.point] or [""]
    ends = (letters[0], letters[-1])
    spans = _cut(text, group[0].start, group[-1].end, limit)
    for place, (start, end) in enumerate(spans):
        yield Portion(start, end, number, number, ends, goes_on=place > 0, whole=False)


def _cut(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    while end - start > limit:
        place = _break(text, start, start + limit)
        yield start, place
        start = place
    yield start, end


def _break(text: str, start: int, longest: int) -> int:
    least = start + (longest - start) // 3
    for cut in _CUTS:
        found = [each.end() for each in cut.finditer(text, least, longest)]
        if found:
            return found[-1]
    return longest
