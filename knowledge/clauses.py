"""The clauses (khoản) and points (điểm) of an article, found in its exact text.

Cutting loses nothing: the parts that are not empty, joined by line breaks, are the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents import Article, Clause, Point

#: Letters of points in their Vietnamese order.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

# "1." but not "1.1."; old laws write "1-" or "1/". "a)", "a1)", rarely "a." or "a/".
_BEGINNING = re.compile(
    r"\n[^\S\n]*(?:"
    r"(?P<clause>\d{1,3}[a-zđ]?)(?:\.(?![\d.])|[-/](?=\s))"
    r"|(?P<point>[a-zđ]\d{0,2})(?:\)|[./](?=\s))"
    r")"
)
_QUOTED = re.compile(r"“[^“”]*”")
_LARGEST_GAP = 10
_NUMBER = re.compile(r"(\d+)([a-zđ]?)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an article's text: ``text[start:end]``.

    ``clause`` is ``''`` before the first number; ``point`` is ``''`` for the words of a clause
    before its points. Parts follow each other with nothing but a line break between them.
    """

    clause: str
    point: str
    start: int
    end: int


def clauses(article: Article) -> tuple[Clause, ...]:
    """The article's clauses in order; words before the first number are a clause without one.

    Such a clause has no words of its own where the text begins with a point.
    """
    found: list[Clause] = []
    text = article.text
    for part in parts(text):
        words = text[part.start : part.end]
        if part.point:
            last = found[-1]
            points = (*last.points, Point(part.point, words))
            found[-1] = Clause(last.number, last.text, points)
        else:
            found.append(Clause(part.clause, words))
    return tuple(found)


def parts(text: str) -> list[Part]:
    """The text cut at every beginning of a clause or point; one part where it has none."""
    found: list[Part] = []
    clause = point = ""
    start = 0
    for place, new_clause, new_point in _beginnings(text):
        if place > 0:
            found.append(Part(clause, point, start, place - 1))
        elif new_point:
            found.append(Part("", "", 0, 0))
        clause, point, start = new_clause, new_point, place
    found.append(Part(clause, point, start, len(text)))
    return found


def _beginnings(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a clause or point begins, with both its numbers.

    A number counts only if it follows the one before: lists inside a clause begin again at 1, and a
    quoted amendment brings the numbers of another law.
    """
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    clause = point = ""
    # A line break before the first line too: one character further every line stands behind one.
    for found in _BEGINNING.finditer(f"\n{text}"):
        if any(start < found.start() < end for start, end in quoted):
            continue
        if found["clause"] and _follows(clause, found["clause"]):
            clause, point = found["clause"], ""
            yield found.start(), clause, ""
        elif found["point"] and _point_rank(found["point"]) > _point_rank(point):
            point = found["point"]
            yield found.start(), clause, point


def _follows(before: str, number: str) -> bool:
    if not before:
        return True
    old, new = _clause_rank(before), _clause_rank(number)
    return old < new and new[0] - old[0] <= _LARGEST_GAP


def _clause_rank(number: str) -> tuple[int, str]:
    found = _NUMBER.match(number)
    return (int(found[1]), found[2]) if found else (0, "")


def _point_rank(letter: str) -> tuple[int, int]:
    if not letter:
        return -1, 0
    return POINT_LETTERS.find(letter[0]), int(letter[1:] or 0)
