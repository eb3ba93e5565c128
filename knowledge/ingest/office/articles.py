"""Cuts a text with điều into its articles, below their parts, chapters and sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.ingest.office import signs
from knowledge.ingest.office.lines import Line
from knowledge.ingest.office.pieces import Piece, quoted_lines, titled

_NUMBER = re.compile(r"(\d+)([a-zđ]?)")
_TITLE_LINES = 3


@dataclass(slots=True)
class Articles:
    """The articles found, and what is odd about their numbers: place and reason."""

    pieces: list[Piece] = field(default_factory=list)
    oddities: list[tuple[str, str]] = field(default_factory=list)


def has_articles(lines: Sequence[Line]) -> bool:
    """Whether a line outside all quotations begins an article."""
    quoted = quoted_lines(lines)
    return any(_sign(line, inside) for line, inside in zip(lines, quoted, strict=True))


def cut(lines: Sequence[Line], start: int, end: int, suffix: str = "") -> Articles:
    """The articles in ``lines[start:end]``; ``suffix`` is put behind every number."""
    found = Articles()
    opened = _opened(lines, start, end, found)
    path = _Path()
    begin = start if opened else end
    for place, index in enumerate(opened):
        following = opened[place + 1] if place + 1 < len(opened) else end
        path.enter(lines[begin:index] if place else _from_level(lines[begin:index]))
        stop = _end_of_article(lines, index, following)
        found.pieces.append(_piece(lines, index, stop, path.headings(), suffix))
        begin = stop
    return found


def _sign(line: Line, quoted: bool) -> re.Match[str] | None:
    return None if quoted or line.row else signs.ARTICLE.match(line.text)


def _opened(lines: Sequence[Line], start: int, end: int, found: Articles) -> list[int]:
    """Where an article begins: its number must follow the one before."""
    quoted = quoted_lines(lines[start:end])
    opened: list[int] = []
    last = (0, "")
    for index in range(start, end):
        sign = _sign(lines[index], quoted[index - start])
        if sign is None:
            continue
        rank = _rank(sign["number"])
        if rank <= last:
            reason = (
                f"Điều {sign['number']} đứng sau Điều {last[0]}{last[1]}; để nguyên trong điều "
                f"trước."
            )
            found.oddities.append((lines[index].place, reason))
            continue
        if rank[0] > last[0] + 1:
            missing = (
                f"Không thấy Điều {last[0] + 1} trước Điều {sign['number']}; hãy xem có mất dòng "
                f"nào không."
            )
            found.oddities.append((lines[index].place, missing))
        last = rank
        opened.append(index)
    return opened


def _rank(number: str) -> tuple[int, str]:
    found = _NUMBER.match(number.lower())
    return (int(found[1]), found[2]) if found else (0, "")


def _from_level(lines: Sequence[Line]) -> Sequence[Line]:
    """What stands before the first article counts from its first chapter on."""
    for index, line in enumerate(lines):
        if signs.LEVEL.match(line.text):
            return lines[index:]
    return ()


def _end_of_article(lines: Sequence[Line], index: int, following: int) -> int:
    """An article ends before a chapter whose title leads straight to the following article."""
    stop = following
    for back in range(following - 1, index, -1):
        if signs.LEVEL.match(lines[back].text) and not lines[back].row:
            stop = back
        elif not _is_title(lines[back], stop - back):
            break
    return stop if stop < following else following


def _is_title(line: Line, distance: int) -> bool:
    """Whether the line may be the title between "Chương II" and the article under it."""
    marked = line.heading or signs.in_capitals(line.text)
    return marked and not line.row and distance <= _TITLE_LINES


def _piece(
    lines: Sequence[Line], start: int, end: int, headings: tuple[str, ...], suffix: str
) -> Piece:
    sign = signs.ARTICLE.match(lines[start].text)
    number, rest = (sign["number"].lower(), sign["rest"].strip()) if sign else ("", "")
    title, text = titled(rest, lines[start + 1 : end])
    name = f"Điều {number} {suffix}" if suffix else number
    return Piece(name, title, text, headings, lines[start].place, start, end)


class _Path:
    """The chapter and section that an article stands in; titles follow their "Chương I" line."""

    def __init__(self) -> None:
        self._at: dict[int, str] = {}

    def enter(self, lines: Sequence[Line]) -> None:
        depth: int | None = None
        for line in lines:
            if sign := signs.LEVEL.match(line.text):
                depth = signs.LEVELS.index(sign["level"].lower())
                self._at = {key: text for key, text in self._at.items() if key < depth}
                self._at[depth] = line.text
            elif depth is not None:
                joint = " " if ". " in self._at[depth] else ". "
                self._at[depth] += f"{joint}{line.text}"

    def headings(self) -> tuple[str, ...]:
        return tuple(self._at[depth] for depth in sorted(self._at))
