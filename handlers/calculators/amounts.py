"""Amounts of money, interest, lengths of time and counts, as people type them in a chat."""

from __future__ import annotations

import re
from fractions import Fraction

from handlers.calculators.heard import Heard
from knowledge.calculate.loan import PERIODS

_UNITS = {
    "ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "cu": 10**6, "m": 10**6,
    "chai": 10**6, "nghin": 10**3, "ngan": 10**3, "ng": 10**3, "k": 10**3,
}  # fmt: skip
_DIGIT_WORDS = {
    word: str(value)
    for value, names in enumerate(
        ("khong", "mot", "hai", "ba", "bon tu", "nam lam", "sau", "bay", "tam", "chin", "muoi")
    )
    for word in names.split()
}
_UNIT = r"(?P<unit>trieu|nghin|ngan|chai|tr|ty|ti|cu|ng|k|m)"
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?P<number>\d+(?:[.,]\d{{1,2}})?)\s*{_UNIT}"
    r"(?:(?P<tail>\d{1,3})|\s*(?P<half>ruoi)|\s+(?P<after>\d{1,3})(?!\d|[\s]*[a-z%/])"
    r"|\s+(?P<hundreds>\d{1,3})\s*(?:nghin|ngan|k|ng)\b)?(?![a-z])"
)
_PLAIN = re.compile(
    r"(?<![\w.,/+-])(?P<number>[1-9]\d{0,2}(?:[.,]\d{3}){1,3}|[1-9]\d{4,10})(?![\d/]|[.,]\d)"
    r"\s*(?:d|dong|vnd)?(?![a-z0-9])"
)
_NUMBER_WORDS = re.compile(
    r"\b(?P<words>(?:(?:" + "|".join(_DIGIT_WORDS) + r")\s+){1,3})(?=(?:trieu|nghin|ngan|ty)\b)"
)
_MOST = 10**13

#: A bare number below this that answers a question about a wage is in millions.
MILLIONS_BELOW = 1000


def amount(heard: Heard) -> str:
    """The first amount of money, in đồng: "8tr5" → "8500000"; "" for none."""
    found = amounts(heard.words)
    if found:
        return str(found[0])
    return _bare_amount(heard) if heard.answering and heard.bare() else ""


def amounts(words: str) -> list[int]:
    """Every amount of money in a folded text, in its order."""
    words = _with_digits(words)
    hits = [(hit.start(), _value(hit)) for hit in _AMOUNT.finditer(words)]
    hits += [(hit.start(), _plain(hit)) for hit in _PLAIN.finditer(words)]
    return [value for _, value in sorted(hits) if 0 < value < _MOST]


def _value(hit: re.Match[str]) -> int:
    unit = _UNITS[hit["unit"]]
    value = Fraction(hit["number"].replace(",", ".")) * unit
    if tail := hit["tail"] or hit["after"]:
        value += Fraction(int(tail), 10 ** len(tail)) * unit
    if hit["half"]:
        value += Fraction(1, 2) * unit
    if hit["hundreds"]:
        value += int(hit["hundreds"]) * 1000
    return int(value)


def _plain(hit: re.Match[str]) -> int:
    return int(re.sub(r"\D", "", hit["number"]))


def _with_digits(words: str) -> str:
    """Number words before a unit as digits: "tam trieu" → "8 trieu", "hai muoi trieu" → "20"."""

    def digits(hit: re.Match[str]) -> str:
        values = [int(_DIGIT_WORDS[word]) for word in hit["words"].split()]
        match values:
            case [tens, 10, ones] if 1 < tens < 10 > ones:
                return f"{10 * tens + ones} "
            case [tens, 10] if 1 < tens < 10:
                return f"{10 * tens} "
            case [10, ones] if ones < 10:
                return f"{10 + ones} "
            case [one]:
                return f"{one} "
        return hit[0]

    return _NUMBER_WORDS.sub(digits, words)


_OTHER_UNIT = re.compile(r"\b(?:con|nam|thang|ngay|gio|tuoi|nguoi|dua)\b")


def _bare_amount(heard: Heard) -> str:
    numbers = re.findall(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?(?![\d.,])", heard.words)
    if len(numbers) != 1 or _OTHER_UNIT.search(heard.words):
        return ""
    value = Fraction(numbers[0].replace(",", "."))
    return str(int(value * 10**6)) if 0 < value < MILLIONS_BELOW else ""


_WAGE = re.compile(r"\b(?:luong|thu nhap|muc dong|bhxh|bao hiem)\b(?P<rest>.*)")
_BORROWED = re.compile(r"\b(?:vay|muon|no|goc)\b(?P<rest>.*)")


def wage(heard: Heard) -> str:
    """An amount that stands behind the word for a wage, or answers the question for one."""
    behind = _WAGE.search(heard.words)
    found = amounts(behind["rest"]) if behind else []
    if found:
        return str(found[0])
    return amount(heard) if heard.answering else ""


def principal(heard: Heard) -> str:
    """The amount that was borrowed; what belongs to the interest is none."""
    text = _RATE_PER_MILLION.sub(" ", heard.words)
    behind = _BORROWED.search(text)
    found = amounts(behind["rest"].split(" lai ")[0]) if behind else []
    if found:
        return str(found[0])
    return amount(heard) if heard.answering else ""


_PERIOD = r"\s*/?\s*(?:1|mot|moi|tren|theo|hang|\s)*\s*(?P<period>ngay|tuan|thang|nam)"
_RATE_PER_MILLION = re.compile(
    r"(?P<amount>\d+(?:[.,]\d+)?)\s*(?P<unit>k|nghin|ngan|ng)\s*"
    r"(?:/|cho|tren|\s)*\s*(?:1|mot)?\s*(?:trieu|tr|cu)\b"
    rf"(?:{_PERIOD})?"
)
_RATE_PERCENT = re.compile(rf"(?P<amount>\d+(?:[.,]\d+)?)\s*(?:%|phan tram)(?:{_PERIOD})?")
_RATE_PHAN = re.compile(r"(?P<amount>\d+(?:[.,]\d+)?)\s*phan\b(?!\s*tram)")


_RATE_AMOUNT = re.compile(
    rf"\blai(?: suat)?(?: la)?\s+(?P<amount>\d[^/]*?){_PERIOD}\b(?!.*\btrieu mot (?:ngay|thang))"
)


def rate(heard: Heard) -> str:
    """Interest as percent and period: "5k/1tr/ngày" → "1/2 ngay"; "3 phân" → "3 thang"; "" for
    none. Percent without a period is taken only together with the question's year or month.
    """
    if hit := _RATE_PER_MILLION.search(heard.words):
        percent = Fraction(hit["amount"].replace(",", ".")) * 1000 / 10**6 * 100
        return f"{percent} {hit['period'] or 'ngay'}" if hit["period"] or heard.answering else ""
    if hit := _RATE_PERCENT.search(heard.words):
        percent = Fraction(hit["amount"].replace(",", "."))
        return f"{percent} {hit['period']}" if hit["period"] in PERIODS else ""
    of_interest = heard.answering or "lai" in heard.words
    if (hit := _RATE_PHAN.search(heard.words)) and of_interest:
        return f"{Fraction(hit['amount'].replace(',', '.'))} thang"
    return _rate_of_principal(heard)


def _rate_of_principal(heard: Heard) -> str:
    """ "vay 10 triệu lãi 200 nghìn một tháng" → "2 thang"."""
    hit, borrowed = _RATE_AMOUNT.search(heard.words), principal(heard)
    paid = amounts(hit["amount"]) if hit else []
    if hit is None or len(paid) != 1 or not borrowed:
        return ""
    return f"{Fraction(100 * paid[0], int(borrowed))} {hit['period']}"


_LENGTH = re.compile(
    r"(?<![\d/.,])(?P<years>\d{1,2})\s*nam\b(?:\s*(?P<half>ruoi)|\s*(?:va\s*)?(?P<months>\d{1,2})"
    r"\s*thang)?|(?<![\d/.,])(?P<only>\d{1,3})\s*thang\b(?!\s*\d)"
)
_NONE = re.compile(r"^\W*(?:(?:khong|chua)(?: dong| co)?|0(?: nam| thang)?)\W*(?:a|dau|nao)?\W*$")


def length(heard: Heard) -> str:
    """A length of time in months: "20 năm 6 tháng" → "246"; "" for none."""
    if hit := _LENGTH.search(heard.words):
        if hit["only"]:
            return hit["only"]
        months = int(hit["months"] or (6 if hit["half"] else 0))
        return str(12 * int(hit["years"]) + months)
    if not heard.answering:
        return ""
    if _NONE.match(heard.words):
        return "0"
    numbers = re.findall(r"\d+", heard.words)
    bare = len(numbers) == 1 and heard.bare() and int(numbers[0]) < 70
    return str(12 * int(numbers[0])) if bare else ""


_HOURS = re.compile(r"(?<![\d/.,])(?P<hours>\d{1,3}(?:[.,]5)?)\s*(?:gio|tieng|h)\b")


def hours(heard: Heard) -> str:
    """Hours of work: "10 tiếng" → "10"; "" for none."""
    if hit := _HOURS.search(heard.words):
        return hit["hours"].replace(",", ".")
    numbers = re.findall(r"\d{1,3}", heard.words)
    return numbers[0] if heard.answering and len(numbers) == 1 and heard.bare() else ""


_CHILDREN = re.compile(
    r"\b(?P<number>\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s+"
    r"(?:nguoi con|dua con|anh em|anh chi em|anh em|chi em|nguoi|dua|con)\b"
)


def children(heard: Heard) -> str:
    """How many children: "3 người con" → "3"; "" for none."""
    if hit := _CHILDREN.search(heard.words):
        return _DIGIT_WORDS.get(hit["number"], hit["number"])
    if not heard.answering:
        return ""
    if _NONE.match(heard.words):
        return "0"
    numbers = re.findall(r"\d{1,2}", heard.words)
    return numbers[0] if len(numbers) == 1 and heard.bare() else ""
