"""Whether an amount that a question names lies within a range that a legal text sets.

"hợp đồng 1 năm" shares no word with "từ 12 tháng đến 36 tháng", and "trộm 3 triệu" none with "từ
2.000.000 đồng đến dưới 50.000.000 đồng"; yet it is the case that the point is about. Lengths of
time are counted in months, money in đồng; ages have a module of their own (``knowledge.ages``). All
texts are folded (no accents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Amount(NamedTuple):
    """So much of one kind: ``thang`` (months), ``dong`` or ``%``."""

    value: float
    kind: str


class _Range(NamedTuple):
    """The amounts of a kind from ``least`` to ``most``, each included or not."""

    least: float
    most: float
    kind: str
    least_in: bool
    most_in: bool

    def holds(self, asked: Amount) -> bool:
        if asked.kind != self.kind:
            return False
        above = asked.value > self.least or (self.least_in and asked.value == self.least)
        below = asked.value < self.most or (self.most_in and asked.value == self.most)
        return above and below


_WORTH = {
    "ngay": (1 / 30, "thang"), "tuan": (7 / 30, "thang"), "thang": (1.0, "thang"),
    "nam": (12.0, "thang"), "quy": (3.0, "thang"), "dong": (1.0, "dong"), "d": (1.0, "dong"),
    "k": (1e3, "dong"), "nghin": (1e3, "dong"), "ngan": (1e3, "dong"), "tr": (1e6, "dong"),
    "trieu": (1e6, "dong"), "cu": (1e6, "dong"), "ti": (1e9, "dong"), "ty": (1e9, "dong"),
    "%": (1.0, "%"), "phan tram": (1.0, "%"),
}  # fmt: skip
_UNIT = "|".join(sorted(_WORTH, key=len, reverse=True))
_NUMBER = r"(?<![\w.,/-])\d{1,3}(?:[.,]\d{3})+|(?<![\w.,/-])\d{1,9}(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(rf"({_NUMBER})\s*({_UNIT})(?!\w)(?! tuoi)")
_BETWEEN = re.compile(
    rf"\btu (?:du |tren )?({_NUMBER})\s*({_UNIT})?(?!\w)(?: tro len)? den "
    rf"(?P<open>duoi |chua du )?(?:du |het |khong qua )?({_NUMBER})\s*({_UNIT})(?!\w)(?! tuoi)"
)
_BELOW = re.compile(rf"\b(?P<by>duoi|chua du|khong qua) ({_NUMBER})\s*({_UNIT})(?!\w)(?! tuoi)")
_ABOVE = re.compile(rf"\b(?P<by>tren|hon|qua) ({_NUMBER})\s*({_UNIT})(?!\w)(?! tuoi)")
_FROM = re.compile(
    rf"\btu (?:du )?({_NUMBER})\s*({_UNIT})(?!\w)(?! tuoi)(?= (?:tro len|den (?:duoi )?\D))"
)
#: What is threatened is no range of cases: "phạt tiền từ … đến …", "phạt tù từ …".
_PENALTY = re.compile(
    r"\b(?:phat|phat tien|phat tu|giam giu|cam hanh nghe|cong viec nhat dinh|muc phat|tu) $"
)
_BEFORE = 24
_WITHOUT_END = float("inf")


def asked_amounts(question: str) -> tuple[Amount, ...]:
    """The amounts that a question names: "hop dong 1 nam" → 12 months."""
    return tuple(_amount(found[1], found[2]) for found in _AMOUNT.finditer(question))


def within(asked: tuple[Amount, ...], text: str) -> bool:
    """Whether one of the amounts lies within a range that the text sets."""
    return bool(asked) and any(span.holds(each) for span in _ranges(text) for each in asked)


def _ranges(text: str) -> Iterator[_Range]:
    for found in _cases(_BETWEEN, text):
        most = _amount(found[4], found[5])
        least = _amount(found[1], found[2] or found[5])
        yield _Range(least.value, most.value, most.kind, True, not found["open"])
    rest = _BETWEEN.sub(" ", text)
    for found in _cases(_BELOW, rest):
        most = _amount(found[2], found[3])
        yield _Range(0, most.value, most.kind, True, found["by"] == "khong qua")
    for found in _cases(_ABOVE, rest):
        least = _amount(found[2], found[3])
        yield _Range(least.value, _WITHOUT_END, least.kind, False, True)
    for found in _cases(_FROM, rest):
        least = _amount(found[1], found[2])
        yield _Range(least.value, _WITHOUT_END, least.kind, True, True)


def _cases(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for found in pattern.finditer(text):
        if not _PENALTY.search(text[max(found.start() - _BEFORE, 0) : found.start()]):
            yield found


def _amount(number: str, unit: str) -> Amount:
    worth, kind = _WORTH[unit]
    return Amount(_value(number) * worth, kind)


def _value(number: str) -> float:
    """ "2.000.000" → 2000000, "1,5" → 1.5."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return float(re.sub(r"\D", "", number))
    return float(number.replace(",", "."))
