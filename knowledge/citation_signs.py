"""The words in a message that refer to the law: điều, khoản, điểm, numbers and names of laws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents import canonical_number


@dataclass(frozen=True, slots=True)
class Sign:
    """One such word: ``what`` is ``article``, ``clause``, ``point``, ``number`` or ``name``.

    It stands at ``text[start:end]``. ``brief`` marks an article typed as "đ51" only.
    """

    what: str
    value: str
    start: int
    end: int
    brief: bool = False


_KINDS = "bo luat|luat|phap lenh|nghi dinh|thong tu lien tich|thong tu|nghi quyet|quyet dinh"
_BRIEF_KINDS = "nd|tt|nq|qd"
_BRIEF_NAMES = "blhs|blds|blld|bltths|blttds|l?hn(?:v|&|-)?gd|lbhxh|lbhyt|lpcblgd"

# Words that end the name of a law within a question. Many fold to a syllable that names of laws
# hold as well (thi hành, sở hữu, nhà ở, hàng không), hence the exceptions.
_NAME_ENDS = (
    r"quy dinh|qui dinh|qd|noi|la|co(?!\s+yeu)|thi(?!\s+hanh)|the nao|nao|nhu|gi|ra sao"
    r"|(?<=luat )su|(?<=luat )phap|khoan|dieu|diem|k\d|d\d|cho|toi(?!\s+pham)|chi|hay|voi"
    r"|de(?!\s+dieu)|xem|duoc|bi|so(?!\s+huu)|nam(?=\s+\d)|dc|hien (?:nay|hanh)"
    r"|(?<!hang )khong|ko|k|ghi|hieu luc|trong|ap dung|ah?|nhe|nha(?!\s+o)|vay|ve viec"
)
_NUMBER = r"\d{1,4}[a-z]?/(?:(?:19|20)\d\d/)?[a-z]+\d*(?:[-/][a-z&]+\d*)*"
_ARTICLE = r"\d{1,4}[a-z]?(?![\w/]|\.\d)"
_AFTER_LIST = rf"(?=\s*(?:,|va\b|&|$|[?.!;)]|cua\b|{_KINDS}|{_BRIEF_NAMES}))"

_SIGN = re.compile(
    rf"(?P<number>(?<![\w/]){_NUMBER}(?![\w/]))"
    rf"|(?<!\w)(?:(?P<kind>{_KINDS}|{_BRIEF_KINDS})\s*(?:so\b)?\s*:?\s*"
    rf"(?P<year_number>\d{{1,4}}/(?:19|20)\d\d)(?![\w/]))"
    rf"|(?<!\w)dieu\s*(?:so\b)?\s*\.?\s*"
    rf"(?P<articles>{_ARTICLE}(?:\s*(?:,|va\b|&)\s*{_ARTICLE}{_AFTER_LIST})*)"
    r"|(?<![a-z])d\.?(?P<brief>\d{1,3})(?![\d/a-z]|[.,]\d)"
    r"|(?<!\w)(?:khoan\s*(?:so\b)?\s*|k\.?)(?P<clause>\d{1,2}[a-z]?)(?![\d/]|\.\d)"
    r"|(?<!\w)diem\s+(?P<point>[a-z]\d?)(?!\w)"
    rf"|(?<!\w)(?P<name>(?:{_BRIEF_NAMES})(?!\w)"
    rf"|(?<!phap )(?:{_KINDS})(?:\s+(?!(?:{_NAME_ENDS})(?!\w))[a-z&]+){{1,9}}"
    r"(?:\s+(?:nam\s+)?(?:19|20)\d\d(?![\w/]))?)"
)
_LISTED = re.compile(r"\d{1,4}[a-z]?")
_LAST_WORD = re.compile(r"\s+(?:va|hay|cua|o|thi|ma)$")

# Letters that a number loses when it is typed without accents.
_STROKED = {
    "ND": "NĐ",
    "QD": "QĐ",
    "BLDTBXH": "BLĐTBXH",
    "BGDDT": "BGDĐT",
    "BKHDT": "BKHĐT",
    "HDTP": "HĐTP",
    "BGD&DT": "BGD&ĐT",
    "HDND": "HĐND",
}
_WORD = re.compile(r"[A-Z&]+")
# The terms of the National Assembly by the years in which only one of them made laws.
_TERMS = (("QH12", 2008, 2010), ("QH13", 2012, 2015), ("QH14", 2017, 2020), ("QH15", 2022, 2025))


def signs_in(typed: str, folded: str) -> Iterator[Sign]:
    """All signs in order. ``folded`` is ``typed`` without accents, letter for letter."""
    for found in _SIGN.finditer(folded):
        start, end = found.span()
        if found["number"]:
            yield Sign("number", whole_number(found["number"]), start, end)
        elif found["year_number"]:
            yield _dated(typed, found)
        elif found["articles"]:
            for listed in _LISTED.finditer(folded, *found.span("articles")):
                value = typed[listed.start() : listed.end()].lower()
                yield Sign("article", value, min(start, listed.start()), listed.end())
                start = listed.end()
        elif found["name"]:
            yield _named(typed, found)
        else:
            yield _small(typed, found)


def whole_number(typed: str) -> str:
    """The canonical number, with the strokes that typing without accents lost: nd-cp → NĐ-CP."""
    number = canonical_number(typed)
    return _WORD.sub(lambda word: _STROKED.get(word[0], word[0]), number).replace("-TTG", "-TTg")


def _small(typed: str, found: re.Match[str]) -> Sign:
    group = next(name for name in ("brief", "clause", "point") if found[name])
    value = typed[found.start(group) : found.end(group)].lower()
    what = "article" if group == "brief" else group
    return Sign(what, value, found.start(), found.end(), brief=group == "brief")


def _named(typed: str, found: re.Match[str]) -> Sign:
    name = found["name"].rstrip()
    while last := _LAST_WORD.search(name):
        name = name[: last.start()]
    end = found.start() + len(name)
    return Sign("name", typed[found.start() : end], found.start(), end)


def _dated(typed: str, found: re.Match[str]) -> Sign:
    """ "nđ 282/2025" has a whole number; "thông tư 04/2020" lacks the ministry and stays a name."""
    start, end = found.span()
    kind, number = found["kind"], found["year_number"]
    if kind in ("nghi dinh", "nd"):
        return Sign("number", f"{number}/NĐ-CP", start, end)
    year = int(number[-4:])
    term = next((term for term, first, last in _TERMS if first <= year <= last), "")
    if kind in ("luat", "bo luat") and term:
        return Sign("number", f"{number}/{term}", start, end)
    return Sign("name", typed[start:end], start, end)
