"""A whole document cut up: its head, its articles or sections, its signature, what is attached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.ingest.office import articles, sections, signs
from knowledge.ingest.office.lines import Line
from knowledge.ingest.office.names import sentence_case
from knowledge.ingest.office.pieces import Piece

_CLOSING = re.compile(
    r"^Nơi nhận\b|^(?:TM|KT|TL|TUQ|Q)\s*\.\s*[A-ZĐỦ]"
    r"|^(?:CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|TRƯỞNG BAN|BÍ THƯ"
    r"|TỔNG BÍ THƯ)\b[^a-zà-ỹ]*$"
    r"|^(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh) này (?:đã )?được (?:Quốc hội|Ủy ban"
    r"|Hội đồng).{0,160}thông qua"
)
_ATTACHED = re.compile(
    r"^(?P<kind>PHỤ LỤC|Phụ lục|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH|DANH MỤC|DANH SÁCH"
    r"|PHƯƠNG ÁN|ĐIỀU LỆ"
    r"|NỘI QUY|HƯỚNG DẪN|BIỂU MẪU|MẪU SỐ|Mẫu số)(?:\s+(?:SỐ\s+)?(?P<number>[IVX]{1,5}"
    r"|\d{1,2}[A-Za-z]?)\b)?"
    r"(?P<rest>[^a-zà-ỹđ]*|\s*[.:–-].*)$"
)
_WITH = re.compile(r"(?:ban hành )?kèm theo", re.IGNORECASE)
_NUMBERED = ("phụ lục", "mẫu số", "biểu mẫu")
_HEAD_OF_ATTACHMENT = 8


@dataclass(slots=True)
class Outline:
    """The pieces in their order; ``left_out`` are the lines of the head and of the signatures.

    ``oddities`` are a place and a reason each.
    """

    pieces: list[Piece] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)
    oddities: list[tuple[str, str]] = field(default_factory=list)


def outline(lines: Sequence[Line], head: int) -> Outline:
    """The document cut up; its first ``head`` lines are the letterhead with the subject."""
    found = Outline()
    starts = _attachments(lines, head)
    _take(found, lines, head, (starts or [len(lines)])[0], "", ())
    names: dict[str, int] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        name, title, body = _attachment(lines, start, end)
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name = f"{name} (bản {names[name]})"
        _take(found, lines, body, end, name, (title,))
    taken = {index for piece in found.pieces for index in range(piece.start, piece.end)}
    found.left_out = [line for index, line in enumerate(lines) if index not in taken]
    return found


def _take(
    found: Outline, lines: Sequence[Line], start: int, end: int, suffix: str, above: tuple[str, ...]
) -> None:
    stop = _closing(lines, start, end)
    if articles.has_articles(lines[start:stop]):
        cut = articles.cut(lines, start, stop, suffix)
        found.oddities += cut.oddities
        pieces = cut.pieces
    else:
        pieces = sections.cut(lines, start, stop, suffix)
    found.pieces += [_below(piece, above) for piece in pieces]


def _below(piece: Piece, above: tuple[str, ...]) -> Piece:
    return Piece(
        piece.number,
        piece.title,
        piece.text,
        (*above, *piece.headings),
        piece.place,
        piece.start,
        piece.end,
    )


def _closing(lines: Sequence[Line], start: int, end: int) -> int:
    """Where recipients and signatures begin; a formula of the law counts only near the end."""
    for index in range(start + 1, end):
        if not lines[index].row and _CLOSING.match(lines[index].text):
            return index
    return end


def _attachments(lines: Sequence[Line], head: int) -> list[int]:
    """Where an annex or an attached regulation begins: its kind alone on a line."""
    return [index for index in range(head + 1, len(lines)) if _is_attachment(lines, index)]


def _is_attachment(lines: Sequence[Line], index: int) -> bool:
    found = None if lines[index].row else _ATTACHED.match(lines[index].text)
    if found is None:
        return False
    said = any(_WITH.search(line.text) for line in lines[index : index + _HEAD_OF_ATTACHMENT])
    annex = found["kind"].lower() in _NUMBERED
    own_line = annex and (bool(found["number"]) or signs.in_capitals(lines[index].text))
    return said or own_line


def _attachment(lines: Sequence[Line], start: int, end: int) -> tuple[str, str, int]:
    """The name of what is attached, its title, and where its text begins."""
    found = _ATTACHED.match(lines[start].text)
    kind = sentence_case(found["kind"]) if found else ""
    number = (found and found["number"]) or ""
    numbered = kind.lower() in _NUMBERED
    name = " ".join(filter(None, (kind, number))) if numbered else f"{kind} kèm theo"
    body = start + 1
    while body < min(end, start + _HEAD_OF_ATTACHMENT) and _belongs_to_title(lines[body]):
        body += 1
    return name, " ".join(line.text for line in lines[start:body]), body


def _belongs_to_title(line: Line) -> bool:
    if line.row or signs.begins_part(line.text):
        return False
    return line.heading or signs.in_capitals(line.text) or bool(_WITH.search(line.text))
