"""Whether the age that a question names meets the age that a legal text asks for.

"con 2 tuổi" shares hardly a word with "con dưới 36 tháng tuổi", yet it is the case that the clause
is about. Ages are counted in months. All texts are folded (no accents).
"""

from __future__ import annotations

import re

_ASKED = re.compile(r"(?<![\d.,/])(\d{1,3})\s*(tuoi|thang tuoi|thang|t\b)")
_CONDITION = re.compile(
    r"tu (?:du )?(?P<least>\d{1,3}) (?P<least_unit>thang )?tuoi"
    r"(?: den (?:duoi |du )?(?P<most>\d{1,3}) (?P<most_unit>thang )?tuoi)?"
    r"|(?:duoi|chua du) (?P<below>\d{1,3}) (?P<below_unit>thang )?tuoi"
)
_LONGEST_LIFE = 150 * 12


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


def _bounds(found: re.Match[str]) -> tuple[int, int]:
    """A condition as the months from (included) and to (excluded)."""
    if found["below"]:
        return 0, _months(found["below"], found["below_unit"])
    least = _months(found["least"], found["least_unit"])
    most = _months(found["most"], found["most_unit"]) if found["most"] else _LONGEST_LIFE
    return least, most


def _months(number: str, unit: str | None) -> int:
    return int(number) * (1 if unit else 12)
