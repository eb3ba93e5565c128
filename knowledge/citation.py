"""References to the law as people type them, and as lawyers write them.

``parse`` finds "khoản 3 điều 51 luật hôn nhân gia đình", "d51 k3 luat hngd", "nđ 282/2025" in a
text with or without accents. ``label`` writes the standard form of a citation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.citation_signs import Sign, signs_in
from knowledge.documents import Citation, Document
from knowledge.ingest.naming import kind_of
from knowledge.text.fold import fold


@dataclass(frozen=True, slots=True)
class CitationRequest:
    """One place that a text asks for; what it does not say is ``''``.

    ``document`` is a canonical number, ``name`` the words that name the document, as typed.
    ``article`` is ``''`` where only a document was named by its number.
    """

    article: str
    clause: str = ""
    point: str = ""
    document: str = ""
    name: str = ""


@dataclass(slots=True)
class _Place:
    """An article sign with the clause and point that belong to it.

    ``number_end`` is where the article's own number ends; a law may be named before the clause.
    """

    article: str
    start: int
    end: int
    number_end: int
    parts: dict[str, str] = field(default_factory=dict)

    def take(self, sign: Sign) -> None:
        self.parts[sign.what] = sign.value
        self.start, self.end = min(self.start, sign.start), max(self.end, sign.end)


_DOCUMENTS = ("number", "name")
_NEAR = re.compile(r"[\s,.;:()]*(?:cua|thuoc|tai|theo|trong|so)?[\s,.;:()]*")
_NUMBERED_SECTION = re.compile(r"Mục [\w.]*\w")
_SPACE = re.compile(r"\s*(?:cua|thuoc)?\s*")


def parse(text: str) -> list[CitationRequest]:
    """Every reference to the law in a message, in its order; an empty list where there is none."""
    typed = unicodedata.normalize("NFC", text)
    folded = fold(typed)
    if len(folded) != len(typed):
        typed = folded
    signs = _supported(list(signs_in(typed, folded)))
    places = _places(folded, signs)
    if places:
        return [_request(place, places, signs, folded) for place in places]
    return [CitationRequest("", document=sign.value) for sign in signs if sign.what == "number"]


def _supported(signs: list[Sign]) -> list[Sign]:
    """Without a bare "đ51", which means an article only beside a clause or a document."""
    beside = any(sign.what != "article" for sign in signs)
    return [sign for sign in signs if beside or not sign.brief]


def _places(folded: str, signs: list[Sign]) -> list[_Place]:
    places: list[_Place] = []
    waiting: list[Sign] = []
    for index, sign in enumerate(signs):
        if sign.what == "article":
            places.append(_Place(sign.value, sign.start, sign.end, sign.end))
            for early in waiting:
                places[-1].take(early)
            waiting = []
        elif sign.what in ("clause", "point"):
            ahead = _leads_to_article(folded, signs[index:])
            if ahead or not places or sign.what in places[-1].parts:
                waiting.append(sign)
            else:
                places[-1].take(sign)
    return places


def _leads_to_article(folded: str, signs: list[Sign]) -> bool:
    """Whether a clause or point stands right before an article, as in "điểm a khoản 1 điều 8"."""
    for sign, following in zip(signs, signs[1:], strict=False):
        if not _SPACE.fullmatch(folded[sign.end : following.start]):
            return False
        if following.what not in ("clause", "point"):
            return following.what == "article"
    return False


def _request(
    place: _Place, places: list[_Place], signs: list[Sign], folded: str
) -> CitationRequest:
    number = name = ""
    for sign in _document_of(place, places, signs, folded):
        if sign.what == "number":
            number = number or sign.value
        else:
            name = name or sign.value
    parts = place.parts
    return CitationRequest(
        place.article, parts.get("clause", ""), parts.get("point", ""), number, name
    )


def _document_of(place: _Place, places: list[_Place], signs: list[Sign], folded: str) -> list[Sign]:
    """The signs of the document of an article: one, or its name and its number together."""
    documents = [sign for sign in signs if sign.what in _DOCUMENTS]
    before = [sign for sign in documents if sign.end <= place.start]
    after = [sign for sign in documents if sign.start >= place.number_end]
    if not before or not after:
        return _together(after, folded) or _together(before[::-1], folded)
    near_before = _is_near(folded, before[-1].end, place.start)
    near_after = _is_near(folded, place.end, after[0].start)
    document_first = documents[0].start < places[0].start
    if near_before and (document_first or not near_after):
        return _together(before[::-1], folded)
    between = any(place.end <= other.start < after[0].start for other in places)
    if near_after or not between:
        return _together(after, folded)
    return _together(before[::-1], folded)


def _together(documents: list[Sign], folded: str) -> list[Sign]:
    """The nearest document sign, with the next one if it is the same document's number or name."""
    if len(documents) < 2:
        return documents
    first, second = sorted(documents[:2], key=lambda sign: sign.start)
    same = first.what != second.what and _is_near(folded, first.end, second.start)
    return documents[:2] if same else documents[:1]


def _is_near(folded: str, end: int, start: int) -> bool:
    return bool(_NEAR.fullmatch(folded[end:start]))


def label(citation: Citation, document: Document | None = None) -> str:
    """The standard form: ``khoản 3 Điều 51 Luật Hôn nhân và gia đình số 52/2014/QH13``.

    A document without articles is cited by its own sections: ``Mục II.3 Kế hoạch số 12/KH-UBND``.
    """
    return " ".join((*_words(citation), document_label(document, citation.document)))


def _words(citation: Citation) -> Iterator[str]:
    if citation.point:
        yield f"điểm {citation.point}"
    if citation.clause and not is_section(citation.article):
        yield f"khoản {citation.clause}"
    if citation.article:
        yield place_name(citation.article, citation.clause)


def is_section(number: str) -> bool:
    """Whether the number of an article is the name of a section: ``Mục II.3``, ``Toàn văn``."""
    return bool(number) and not number[0].isdigit()


def place_name(number: str, clause: str = "") -> str:
    """``51`` is ``Điều 51``; a section has its name already, and takes the clause into it.

    Clause 3 of ``Mục II`` is ``Mục II.3``, of a section without a number ``mục 3`` of it.
    """
    if not is_section(number):
        return f"Điều {number}"
    if not clause:
        return number
    numbered = _NUMBERED_SECTION.match(number)
    return (
        f"{numbered[0]}.{clause}{number[numbered.end() :]}"
        if numbered
        else f"mục {clause} {number}"
    )


def document_label(document: Document | None, number: str = "") -> str:
    """A law by its name and number, any other document by its kind and number.

    ``number`` is used where the document itself is not known.
    """
    if document is None:
        return f"văn bản số {number}"
    named = document.kind in ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
    name = document.name if named and document.name else document.kind or "văn bản"
    return f"{name} số {document.number}"


def short_label(number: str) -> str:
    """A document by its kind and number, as people say it: "Luật 113/2025/QH15"."""
    return f"{kind_of(number) or 'văn bản'} {number}"
