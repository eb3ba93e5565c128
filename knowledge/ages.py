"""Whether the age that a question names meets the age that a legal text asks for.

"con 2 tuổi" shares hardly a word with "con dưới 36 tháng tuổi", yet it is the case that the clause
is about. And a card that says in its title at which ages it holds ("Con từ 7 tuổi được nói muốn ở
với ai") is no answer for another age. Ages are counted in months. All texts are folded (no
accents).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ASKED = re.compile(r"(?<![\d.,/])(\d{1,3})\s*(tuoi|thang tuoi|thang|t\b)")
_CONDITION = re.compile(
    r"tu (?:du )?(?P<least>\d{1,3}) (?P<least_unit>thang )?tuoi"
    r"(?: den (?:duoi |du )?(?P<most>\d{1,3}) (?P<most_unit>thang )?tuoi)?"
    r"|(?:duoi|chua du) (?P<below>\d{1,3}) (?P<below_unit>thang )?tuoi"
)
_LONGEST_LIFE = 150 * 12
_ADULT = 18 * 12

_CHILD = re.compile(r"\b(?:con|chau|be|tre|dua|nhoc)\b")
#: How titles ask for an age besides.
_CHILD_BELOW = re.compile(rf"{_CHILD.pattern}(?: \w+)? duoi (?P<months>\d{{1,3}}) thang\b")
_REACHED = re.compile(r"\bkhi (?:tron |du )+(?P<years>\d{1,3}) tuoi")

_DIGITS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_SPELT = {word: number for number, word in enumerate(_DIGITS, start=1)} | {"lam": 5}
_PERSONS_AGE = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3})\s*(?P<unit>thang tuoi|tuoi|thang|t)\b"
    rf"|\b(?P<spelt>(?:muoi )?(?:{'|'.join(_SPELT)})) (?P<spelt_unit>thang tuoi|tuoi)\b"
)
#: So many characters before an age say whose it is.
_OWNER = 30
#: What stands before a number that is no age but a bound.
_BOUND = re.compile(r"\b(?:duoi|tren|tu|qua|den|toi|hon|het|truoc|sau|chua|chua du|day|gan|sap) $")


@dataclass(frozen=True, slots=True)
class PersonsAge:
    """An age in months, and whether the words before it name a child."""

    months: int
    child: bool


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """The ages in months that a title speaks of, from (included) and to (excluded)."""

    least: int
    below: int


def asked_ages(question: str) -> list[int]:
    """The ages in months that a question names: "con 2 tuoi" → ``[24]``, "be 8 thang" → ``[8]``."""
    return [
        int(found[1]) * (1 if found[2].startswith("thang") else 12)
        for found in _ASKED.finditer(question)
    ]


def age_match(ages: list[int], text: str) -> int:
    """1 if an age meets a condition of the text, -1 if it meets none of them, 0 without any."""
    if not ages:
        return 0
    conditions = [_bounds(found) for found in _CONDITION.finditer(text)]
    if not conditions:
        return 0
    met = any(least <= age < most for age in ages for least, most in conditions)
    return 1 if met else -1


def spans(title: str) -> tuple[AgeSpan, ...]:
    """The ages that a title speaks of; () where it names none."""
    named = [AgeSpan(*_bounds(found)) for found in _CONDITION.finditer(title)]
    named += [AgeSpan(0, int(found["months"])) for found in _CHILD_BELOW.finditer(title)]
    reached = (int(found["years"]) * 12 for found in _REACHED.finditer(title))
    return (*named, *(AgeSpan(months, _LONGEST_LIFE) for months in reached))


def ages_of_people(question: str) -> tuple[PersonsAge, ...]:
    """How old the people are that a question tells of: full ages, no bounds ("dưới 16 tuổi") and no
    lengths of time ("đóng bảo hiểm 8 tháng"). An adult's age counts for nothing where the question
    tells of a child without its age.
    """
    found = (_persons_age(question, each) for each in _PERSONS_AGE.finditer(question))
    ages = [age for age in found if age]
    if _CHILD.search(question) and not any(age.child for age in ages):
        ages = [age for age in ages if age.months < _ADULT]
    return tuple(ages)


def outside(ages: tuple[PersonsAge, ...], titled: tuple[AgeSpan, ...]) -> bool:
    """Whether a title that names ages speaks of none of these people."""
    return bool(ages) and bool(titled) and not inside(ages, titled)


def inside(ages: tuple[PersonsAge, ...], titled: tuple[AgeSpan, ...]) -> bool:
    """Whether a title that names ages speaks of one of these people."""
    return any(span.least <= age.months < span.below for age in ages for span in titled)


def _persons_age(question: str, found: re.Match[str]) -> PersonsAge | None:
    before = question[max(found.start() - _OWNER, 0) : found.start()]
    unit = found["unit"] or found["spelt_unit"]
    child = bool(_CHILD.search(before))
    if _BOUND.search(before) or (unit == "thang" and not child):
        return None
    number = int(found["number"] or sum(_SPELT[word] for word in found["spelt"].split()))
    return PersonsAge(number * (1 if unit.startswith("thang") else 12), child)


def _bounds(found: re.Match[str]) -> tuple[int, int]:
    """A condition as the months from (included) and to (excluded)."""
    if found["below"]:
        return 0, _months(found["below"], found["below_unit"])
    least = _months(found["least"], found["least_unit"])
    most = _months(found["most"], found["most_unit"]) if found["most"] else _LONGEST_LIFE
    return least, most


def _months(number: str, unit: str | None) -> int:
    return int(number) * (1 if unit else 12)
