"""The law an answer rests on, as officers write it: "Điều 58 khoản 2 Luật Hôn nhân và gia đình",
"Đ5 NĐ 125/2021"; one a line, or divided by semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.errors import BotError
from knowledge.citation import CitationRequest, label, parse
from knowledge.documents import Citation, Document
from knowledge.search import Library
from knowledge.text.fold import fold

NOTHING = frozenset(("", "khong", "khong co", "chua co", "chua ro", "-"))
"""Folded words that say: no law is named."""
NO_PLACE = "Không đọc được căn cứ «{}». Viết như: khoản 3 Điều 81 Luật Hôn nhân và gia đình."
NO_DOCUMENT = "Căn cứ «{}» chưa nói văn bản nào. Viết như: Điều 5 Nghị định 125/2021/NĐ-CP."
UNKNOWN_DOCUMENT = (
    "Kho luật không có văn bản trong căn cứ «{}». Chị xem lại số, hoặc ghi đủ số ký hiệu."
)
SEVERAL = "Căn cứ «{}» có thể là nhiều văn bản: {}. Chị ghi đủ số ký hiệu."
_BETWEEN = re.compile(r"[\n;]+")
_BULLET = re.compile(r"^\s*(?:[-–•*+]|\d{1,2}[.)](?!\d))\s+")
_SECTION = re.compile(r"((?:Mục|Phần|Phụ lục)\s+[\w.]*\w|Toàn văn)\b", re.IGNORECASE)
_CLAUSES = re.compile(r"khoan\s+\d+[a-z]?((?:\s*(?:,|va|&)\s*\d+[a-z]?(?![\w/]))+)")
_NUMBER = re.compile(r"\d+[a-z]?")
_A_DOCUMENT = re.compile(
    r"\b(?:luat|phap lenh|nghi dinh|thong tu|nghi quyet|quyet dinh|ke hoach|van ban)\b"
)
_BRIEF_NUMBER = re.compile(r"\b(\d{1,4}/(?:19|20)\d\d)\b")


class UnknownBasis(BotError):
    """A place in the law that cannot be understood; ``public_message`` says which and why."""


def read_basis(text: str, library: Library, day: date) -> tuple[Citation, ...]:
    """The places that the text names, in its order, each once; () where it says that none is.

    Raises ``UnknownBasis`` for the first one that cannot be understood. Whether the place is there
    and binds is not asked here.
    """
    if fold(text).strip(" .") in NOTHING:
        return ()
    found: dict[Citation, None] = {}
    above: Document | None = None
    for piece in _pieces(text):
        for citation, document in _read(piece, above, library, day):
            found.setdefault(citation)
            above = document
    return tuple(found)


def written_basis(citations: Iterable[Citation], library: Library) -> str:
    """The same in the standard form, one a line."""
    return "\n".join(label(each, library.document(each.document)) for each in citations)


def _pieces(text: str) -> list[str]:
    pieces = (_BULLET.sub("", piece).strip() for piece in _BETWEEN.split(text))
    return [piece for piece in pieces if piece]


def _read(
    piece: str, above: Document | None, library: Library, day: date
) -> list[tuple[Citation, Document]]:
    requests = parse(piece)
    if not any(each.article for each in requests):
        requests = _sections(piece, requests)
    if not requests:
        raise _unknown(NO_PLACE, piece)
    places = []
    for request in _each_clause(piece, requests):
        named = _document(request, piece, library, day)
        document = named or (None if _A_DOCUMENT.search(fold(piece)) else above)
        if document is None:
            raise _unknown(NO_DOCUMENT, piece)
        place = Citation(document.number, request.article, request.clause, request.point)
        places.append((place, document))
    return places


def _sections(piece: str, requests: list[CitationRequest]) -> list[CitationRequest]:
    """A section of a plan or programme, which has no articles: "Mục II.3 Kế hoạch số 12/KH"."""
    section = _SECTION.search(piece)
    if section is None:
        return []
    return [replace(each, article=" ".join(section[1].split())) for each in requests]


def _each_clause(piece: str, requests: list[CitationRequest]) -> list[CitationRequest]:
    """With "khoản 2, 3 và 5" of a single article as three places."""
    further = _CLAUSES.search(fold(piece))
    if further is None or len(requests) != 1 or not requests[0].clause:
        return requests
    others = [replace(requests[0], clause=each) for each in _NUMBER.findall(further[1])]
    return [requests[0], *others]


def _document(request: CitationRequest, piece: str, library: Library, day: date) -> Document | None:
    """The document that is named; None where none is. Raises ``UnknownBasis``."""
    if request.document:
        found = library.document(request.document)
    elif request.name:
        found = _named(request.name, library, day) or _numbered(request.name, piece, library)
    else:
        return None
    if found is None:
        raise _unknown(UNKNOWN_DOCUMENT, piece)
    return found


def _named(name: str, library: Library, day: date) -> Document | None:
    """Of several with the same name, the one that binds and can be read."""
    found = library.documents_named(name, as_of=day)
    same = [each for each in found if fold(each.name) == fold(found[0].name)]
    readable = (each for each in same if each.in_force(day) and library.articles_of(each.number))
    return next(readable, found[0] if found else None)


def _numbered(name: str, piece: str, library: Library) -> Document | None:
    """ "TT 04/2020": the only document whose number begins so."""
    number = _BRIEF_NUMBER.search(name)
    if number is None:
        return None
    kinds = {"tt": "/TT", "thong": "/TT", "nq": "/NQ", "nghi": "/N", "qd": "/QĐ", "quyet": "/QĐ"}
    kind = kinds.get(fold(name).split()[0], "/")
    begins = f"{number[1]}{kind}".upper()
    found = [each for each in library.documents() if each.number.upper().startswith(begins)]
    if len(found) > 1:
        numbers = ", ".join(each.number for each in found)
        raise UnknownBasis("ambiguous", public_message=SEVERAL.format(piece, numbers))
    return found[0] if found else None


def _unknown(sentence: str, piece: str) -> UnknownBasis:
    return UnknownBasis("unknown basis", public_message=sentence.format(piece))
