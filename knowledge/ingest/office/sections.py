"""Cuts a text without điều by its own numbers: Phần, A., I., 1., 1.1; else by its headings.

Names are those of the text: ``Mục II.3``, ``Mục I.2 Phần thứ hai``, ``Phần “Thời gian”``. A list of
single paragraphs is not cut up: its numbers stay in the text of the section as its clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.ingest.office import signs
from knowledge.ingest.office.lines import Line
from knowledge.ingest.office.pieces import OPENING, WHOLE, Piece, quoted_lines, titled

_PART, _LETTER, _ROMAN, _ARABIC, _DECIMAL = range(5)
_SIGNS = (
    (_LETTER, signs.LETTER),
    (_ROMAN, signs.ROMAN),
    (_DECIMAL, signs.DECIMAL),
    (_ARABIC, signs.ARABIC),
)
_ROMANS = {"I": 1, "V": 5, "X": 10}
_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_LONGEST_HEADING = 150
_FEWEST_HEADINGS = 2
_SHORTEST_OPENING = 60
_SHORT_NOTICE = 3000
_BASIS = re.compile(r"^(?:Căn cứ|Theo đề nghị|Xét)\b|^[-_*–.…\s]+$", re.IGNORECASE)


@dataclass(slots=True)
class _Section:
    """A numbered part: its line, where its lines begin and end, and the parts within.

    ``start`` is above ``at`` where headings lead to this part and no piece of their own.
    """

    level: int
    label: str
    first: str
    at: int
    start: int
    end: int
    within: list[_Section] = field(default_factory=list)


def cut(lines: Sequence[Line], start: int, end: int, suffix: str = "") -> list[Piece]:
    """The sections of ``lines[start:end]`` in their order; ``suffix`` is put behind every name."""
    top = _sections(lines, start, end)
    if top and _is_short_list(lines, start, end, top):
        return [_whole(lines, start, end, suffix)]
    if top:
        opening = _opening(lines, start, top[0].start, suffix)
        return [*opening, *_flat(lines, top, [], (), suffix)]
    headings = _headings(lines, start, end)
    if len(headings) >= _FEWEST_HEADINGS:
        return [
            *_opening(lines, start, headings[0], suffix),
            *_by_headings(lines, headings, end, suffix),
        ]
    return [_whole(lines, start, end, suffix)] if start < end else []


def _is_short_list(lines: Sequence[Line], start: int, end: int, top: list[_Section]) -> bool:
    """A notice of a few single paragraphs, "1. Thời gian: …", is one piece."""
    single = all(each.level == _ARABIC and each.end - each.start == 1 for each in top)
    return single and sum(len(line.text) for line in lines[start:end]) <= _SHORT_NOTICE


def _whole(lines: Sequence[Line], start: int, end: int, suffix: str) -> Piece:
    text = "\n".join(line.text for line in lines[start:end])
    return Piece(suffix or WHOLE, "", text, (), lines[start].place, start, end)


def _sections(lines: Sequence[Line], start: int, end: int) -> list[_Section]:
    """The tree of numbered parts; a number counts only as the first or the next of its list."""
    root = _Section(-1, "", "", start, start, end)
    opened = [root]
    quoted = quoted_lines(lines[start:end])
    for index in range(start, end):
        if quoted[index - start] or lines[index].row:
            continue
        for level, label, first in _signs_of(lines[index].text):
            parent = next(each for each in reversed(opened) if each.level < level)
            if _fits(parent, level, label):
                del opened[opened.index(parent) + 1 :]
                section = _Section(level, label, first, index, index, end)
                parent.within.append(section)
                opened.append(section)
                break
    _close(root)
    return root.within


def _signs_of(text: str) -> Iterator[tuple[int, str, str]]:
    part = signs.LEVEL.match(text)
    if part and part["level"].lower() == signs.LEVELS[0]:
        yield _PART, part["number"], part["title"] or part["capitals"] or ""
    for level, pattern in _SIGNS:
        if found := pattern.match(text):
            yield level, found["number"], found["rest"]


def _fits(parent: _Section, level: int, label: str) -> bool:
    """Whether the number begins or goes on the list of this parent."""
    if level == _DECIMAL and (parent.level != _ARABIC or label.split(".")[0] != parent.label):
        return False
    same = [each.label for each in parent.within if each.level == level]
    return _rank(level, label) == (_rank(level, same[-1]) + 1 if same else 1)


def _rank(level: int, label: str) -> int:
    if level == _DECIMAL:
        return int(label.split(".")[1])
    if label.isdigit():
        return int(label)
    if level == _LETTER:
        return "ABCDEFGH".index(label) + 1
    word = label.split()[-1].lower()
    if word in _WORDS:
        return _WORDS.index(word) + 1
    return _roman(label) if set(label) <= set(_ROMANS) else 0


def _roman(label: str) -> int:
    values = [_ROMANS[letter] for letter in label]
    following = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, following, strict=True))


def _close(section: _Section) -> None:
    """Every part ends where the next one begins."""
    for one, other in zip(section.within, section.within[1:], strict=False):
        one.end = other.start
    if section.within:
        section.within[-1].end = section.end
    for each in section.within:
        _close(each)


def _flat(
    lines: Sequence[Line],
    sections: list[_Section],
    path: list[_Section],
    headings: tuple[str, ...],
    suffix: str,
) -> Iterator[Piece]:
    for section in sections:
        here = [*path, section]
        name = _name(here, suffix)
        if not section.within or not _worth_cutting(section):
            yield _piece(lines, section, section.end, name, headings)
            continue
        first = section.within[0].start
        own = _piece(lines, section, first, name, headings)
        title = f"{_short(section)} {own.title or own.text}".strip()
        if own.title or len(own.text) > _LONGEST_HEADING:
            yield own
            yield from _flat(lines, section.within, here, (*headings, title), suffix)
        else:
            section.within[0].start = section.start
            yield from _flat(lines, section.within, here, (*headings, title), suffix)


def _worth_cutting(section: _Section) -> bool:
    """Not where every part within is a single paragraph."""
    return any(each.within or each.end - each.start > 1 for each in section.within)


def _piece(
    lines: Sequence[Line], section: _Section, end: int, name: str, headings: tuple[str, ...]
) -> Piece:
    title, text = titled(section.first, lines[section.at + 1 : end])
    place = lines[section.at].place
    return Piece(name, title, text, headings, place, section.start, end)


def _name(path: list[_Section], suffix: str) -> str:
    """``Mục A.II.3 Phần I``: a decimal number holds that of its parent already."""
    part = next((f"Phần {each.label}" for each in path if each.level == _PART), "")
    labels = [each.label for each in path if each.level != _PART]
    if path[-1].level == _DECIMAL:
        del labels[-2]
    name = f"Mục {'.'.join(labels)}" if labels else ""
    return " ".join(filter(None, (name, part, suffix)))


def _short(section: _Section) -> str:
    return f"Phần {section.label}." if section.level == _PART else f"{section.label}."


def _opening(lines: Sequence[Line], start: int, first: int, suffix: str) -> Iterator[Piece]:
    """What a notice says before its first number, if that is more than what it rests on."""
    own = [line.text for line in lines[start:first] if not _BASIS.match(line.text)]
    if not suffix and sum(map(len, own)) >= _SHORTEST_OPENING:
        text = "\n".join(line.text for line in lines[start:first])
        yield Piece(OPENING, "", text, (), lines[start].place, start, first)


def _headings(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """Lines that stand out as headings, with something under each of them."""
    marked = [_is_heading(line) for line in lines[start:end]] + [True]
    return [
        start + index
        for index, heading in enumerate(marked[:-1])
        if heading and not marked[index + 1] and not (index and marked[index - 1])
    ]


def _is_heading(line: Line) -> bool:
    marked = line.heading or (signs.in_capitals(line.text) and " " in line.text)
    short = len(line.text) <= _LONGEST_HEADING and not line.text.endswith((".", ";", ","))
    return marked and short and not line.row and not signs.names_the_state(line.text)


def _by_headings(
    lines: Sequence[Line], headings: list[int], end: int, suffix: str
) -> Iterator[Piece]:
    seen: dict[str, int] = {}
    for start, stop in zip(headings, [*headings[1:], end], strict=True):
        title, text = titled(lines[start].text, lines[start + 1 : stop])
        words = lines[start].text.strip(" :-–•*")
        seen[words] = seen.get(words, 0) + 1
        again = f" (lần {seen[words]})" if seen[words] > 1 else ""
        name = " ".join(filter(None, (f"Phần “{words}”{again}", suffix)))
        yield Piece(name, title, text, (), lines[start].place, start, stop)
