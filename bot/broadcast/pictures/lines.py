"""Cuts a text into lines of a width: never within a Vietnamese word, evenly, and with no lonely
word at the end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from bot.broadcast.pictures.fonts import Font
from knowledge.text.segment import segment, split_syllables

BINDS = frozenset("điều khoản số năm đủ từ dưới trên gọi hơn".split())
UNITS = frozenset(
    "ngày tuổi tháng năm giờ phút tuần đồng con người bản lần điều triệu nghìn tỷ".split()
)
"""A number is read with what stands before and after it: "Điều 51", "từ 75 tuổi"."""
LEADS = frozenset(
    "cả của và là thì hai ba một các những được không chưa đã có để cho với ở phải cũng".split()
)
"""Words that lead to what comes next: a line should not end with one."""
LEADING = 0.05
"""What it costs to end a line with a leading word; an empty line would cost 1."""
LONELY, LONELY_WIDTH = 0.25, 0.25
"""What a last line costs that is shorter than this part of the width."""
BEGUN = 0.08
"""What it costs to end a line after the first word of a sentence."""
CLAUSE, CLAUSE_IN_HEADLINE = 0.02, 0.2
"""So much better is a line that ends where a clause ends."""
STOPS, CLAUSE_ENDS = (".", "?", "!"), (".", "?", "!", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class Letters:
    """What a text is written with: ``figures`` for its numbers, where they stand out."""

    font: Font
    figures: Font | None = None

    def runs(self, line: str) -> list[tuple[str, bool]]:
        """The line in parts, each with whether it is a number with its unit."""
        found: list[tuple[str, bool]] = []
        for token in line.split():
            before = found[-1] if found else ("", False)
            strong = self.figures is not None and _stands_out(before, token)
            if found and before[1] == strong:
                found[-1] = (f"{before[0]} {token}", strong)
            else:
                found.append((token, strong))
        return found

    def of(self, strong: bool) -> Font:
        """The letters of a part."""
        return self.figures if strong and self.figures else self.font

    def length(self, line: str) -> float:
        """How wide the line is."""
        runs = self.runs(line)
        spaces = (len(runs) - 1) * self.space
        return spaces + sum(self.of(strong).getlength(run) for run, strong in runs)

    @property
    def space(self) -> float:
        """How wide a space is."""
        return self.font.getlength(" ")


def _stands_out(before: tuple[str, bool], token: str) -> bool:
    if any(map(str.isdigit, token)):
        return True
    return before[1] and before[0][-1].isdigit() and _unit(token)


def broken(text: str, font: Letters, width: int, *, even: bool = False) -> list[str] | None:
    """The lines, as few as there can be; None where one syllable is wider than a line. A line break
    in the text stays one. ``even``: all lines of about one length, as a headline wants it;
    otherwise the last may be short.
    """
    lines: list[str] = []
    for paragraph in text.splitlines():
        cut = Breaking(kept_together(paragraph), font, width, even).lines()
        if cut is None:  # a name of many syllables: better parted than not written
            cut = Breaking(paragraph.split(), font, width, even).lines()
        if cut is None:
            return None
        lines += cut
    return lines


@lru_cache(maxsize=256)
def kept_together(text: str) -> tuple[str, ...]:
    """The pieces between which a line may end: "bảo hiểm" is one, its comma belongs to it, and so
    is "từ 75 tuổi".
    """
    tokens = text.split()
    counts = [len(split_syllables(token.lower())) for token in tokens]
    words = [word.count("_") + 1 for word in segment(text)]
    if sum(counts) != sum(words):  # signs that the two count differently: each token for itself
        return tuple(tokens)
    inner = _inside(words)
    pieces: list[str] = []
    seen = 0
    for token, count in zip(tokens, counts, strict=True):
        if pieces and (seen in inner or _read_together(pieces[-1], token)):
            pieces[-1] += f" {token}"
        else:
            pieces.append(token)
        seen += count
    return tuple(pieces)


def _read_together(before: str, after: str) -> bool:
    """Whether one of the two is a number and the other belongs to it."""
    if after[0].isdigit():
        return before.split()[-1].lower() in BINDS
    return before[-1].isdigit() and _unit(after)


def _unit(token: str) -> bool:
    return token.rstrip(".,;:?!)").lower() in UNITS


def _inside(words: Sequence[int]) -> frozenset[int]:
    """The places between syllables at which a word has not ended."""
    inner: set[int] = set()
    begun = 0
    for length in words:
        inner |= set(range(begun + 1, begun + length))
        begun += length
    return frozenset(inner)


@dataclass(frozen=True, slots=True)
class Way:
    """The best way to set the first so many pieces: in how many lines, at which cost, and where
    the last of these lines begins.
    """

    count: int
    cost: float
    start: int


class Breaking:
    """One paragraph."""

    def __init__(self, pieces: Sequence[str], font: Letters, width: int, even: bool) -> None:
        self._pieces = pieces
        self._even = even
        self._width = width
        self._space = font.space
        self._ends = [0.0, *accumulate(font.length(piece) + self._space for piece in pieces)]

    def lines(self) -> list[str] | None:
        """The lines; None where they cannot be."""
        ways = [Way(0, 0.0, 0)]
        for end in range(1, len(self._pieces) + 1):
            way = self._best(ways, end)
            if way is None:
                return None
            ways.append(way)
        return self._read(ways)

    def _best(self, ways: Sequence[Way], end: int) -> Way | None:
        best: Way | None = None
        for start in range(end - 1, -1, -1):
            filled = (self._ends[end] - self._ends[start] - self._space) / self._width
            if filled > 1:
                break
            way = Way(ways[start].count + 1, ways[start].cost + self._cost(end, filled), start)
            if best is None or (way.count, way.cost) < (best.count, best.cost):
                best = way
        return best

    def _cost(self, end: int, filled: float) -> float:
        if end < len(self._pieces):
            return math.pow(1 - filled, 2) + self._break_cost(end)
        if self._even:
            return math.pow(1 - filled, 2)
        return LONELY if filled < LONELY_WIDTH and len(self._pieces) > 2 else 0.0

    def _break_cost(self, end: int) -> float:
        """What it costs to end a line before the piece ``end``."""
        last, before = self._pieces[end - 1], self._pieces[end - 2 : end - 1]
        if last.endswith(CLAUSE_ENDS):
            return -CLAUSE_IN_HEADLINE if self._even else -CLAUSE
        begun = bool(before) and before[0].endswith(STOPS)
        return BEGUN * begun + LEADING * (last.lower() in LEADS)

    def _line(self, start: int, end: int) -> str:
        return " ".join(self._pieces[start:end])

    def _read(self, ways: Sequence[Way]) -> list[str]:
        found: list[str] = []
        end = len(self._pieces)
        while end:
            found.append(self._line(ways[end].start, end))
            end = ways[end].start
        return found[::-1]
