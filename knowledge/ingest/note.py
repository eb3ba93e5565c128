"""Reads the source note that the legal code prints under every article.

``(Điều 51 Luật số 52/2014/QH13 Hôn nhân và gia đình ngày 19/06/2014 của Quốc hội, có hiệu lực thi
hành kể từ ngày 01/01/2015)`` names the document with its number, article and first day in force.
Only the first note of a document carries name, date and issuer; a later one is ``(Điều 52 Luật số
52/2014/QH13, có hiệu lực …)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.ingest.naming import KIND_PATTERN, full_name, known_kind, number_in


@dataclass(frozen=True, slots=True)
class Note:
    """What one note tells; ``article`` is ``''`` and the rest empty where the note is silent."""

    kind: str
    number: str
    article: str
    name: str
    issued: date | None
    issuer: str
    effective: date | None
    article_effective: date | None


_HEAD = re.compile(
    rf"\W*(?:.*?\bĐiều\s+(?=\d))?(?:(?:Điều|Khoản)?\s*(?P<article>\d+[a-zđ]*)\b\.?)?\s*"
    rf"(?:(?:Điều|Mục|Phần)\s*[IVX\d]*\s*)?(?P<kind>{KIND_PATTERN})\b",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(rf"(?:\W|\b(?:{KIND_PATTERN}|số|TT|liên tịch)\b)*(?=\d)", re.IGNORECASE)
_START = re.compile(
    r"có hiệu lực (?:thi hành )?(?:kể )?từ (?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})", re.IGNORECASE
)
_IN_FORCE = re.compile(r"[\s,]*\(?có hiệu lực", re.IGNORECASE)
_ISSUE = re.compile(
    r"^(?P<title>.*),?\s*\bngày (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
    r"\s*(?:của\s+(?P<issuer>.*))?$"
)
# "được bổ sung bởi" makes the whole article newer than its document, "có nội dung được …" a part.
_ADDED = re.compile(r"(?<!có nội dung )được bổ sung\b.*", re.IGNORECASE | re.DOTALL)


def read_note(text: str) -> Note | None:
    """The note's facts, or None where it names no document with a number."""
    head = _HEAD.match(text)
    if not head:
        return None
    before = _BEFORE_NUMBER.match(text, head.end())
    start = before.end() if before else head.end()
    found = number_in(text[start:])
    if not found:
        return None
    number, length = found
    kind = known_kind(head["kind"], number)
    title, issued, issuer = _issue(text[start + length :])
    return Note(
        kind=kind,
        number=number,
        article=(head["article"] or "").lower(),
        name=full_name(kind, title),
        issued=issued,
        issuer=issuer,
        effective=_date(_START.search(text)),
        article_effective=_article_start(text),
    )


def _issue(rest: str) -> tuple[str, date | None, str]:
    """Title, day of issue and issuer out of what stands between the number and "có hiệu lực"."""
    in_force = _IN_FORCE.search(rest)
    stated = rest[: in_force.start()].strip() if in_force else ""
    found = _ISSUE.match(stated)
    if not found:
        return (stated if len(stated) > len("(1)") else ""), None, ""
    day = _day(found["day"], found["month"], found["year"])
    return found["title"], day, (found["issuer"] or "").strip(" ,.()")


def _article_start(text: str) -> date | None:
    added = _ADDED.search(text)
    return (_date(_START.search(added[0])) if added else None) or _date(_START.search(text))


def _date(found: re.Match[str] | None) -> date | None:
    return _day(*found.groups()) if found else None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
