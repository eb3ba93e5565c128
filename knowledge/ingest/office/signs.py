"""How a line begins that opens a part of a Vietnamese text: điều, chương, I., 1., a), Phần, …"""

from __future__ import annotations

import re

ARTICLE = re.compile(
    r"^Điều\s+(?P<number>\d+[a-zđ]?)\s*(?:[.:]\s*|[-–]\s+|$)(?P<rest>.*)$", re.IGNORECASE
)
#: Parts above the articles; a title may follow on the same line or on the next.
LEVEL = re.compile(
    r"^(?P<level>(?i:Phần|Chương|Mục|Tiểu mục))\s+"
    r"(?P<number>(?i:thứ)\s+[^\W\d_]+(?:\s(?i:nhất|hai|ba|tư|năm))?|[IVXLC]+|\d+|[A-H])"
    r"(?:\s*[.:–-]\s*(?P<title>.*)|\s+(?P<capitals>[^a-zà-ỹđ]+))?$"
)
LEVELS = ("phần", "chương", "mục", "tiểu mục")

LETTER = re.compile(r"^(?P<number>[A-H])\s*(?:[.)]\s*|[/–-]\s+)(?P<rest>\S.*)$")
ROMAN = re.compile(r"^(?P<number>[IVX]{1,6})\s*(?:[.)]\s*|[/–-]\s+)(?P<rest>\S.*)$")
ARABIC = re.compile(r"^(?P<number>\d{1,2})\s*(?:[./)](?![\d/])|[–-]\s)\s*(?P<rest>\S.*)$")
DECIMAL = re.compile(r"^(?P<number>\d{1,2}\.\d{1,2})\s*[.)]?\s+(?P<rest>\S.*)$")

_POINT = re.compile(r"^[a-zđ]\d{0,2}\s*\)|^[-–+•*·○●]\s|^[¹²³⁴⁵⁶⁷⁸⁹]")
_FREE = re.compile(
    r"^(?:Căn cứ|Theo đề nghị|Thực hiện|Xét|Nơi nhận|Số\s*:|Kính gửi|Phụ lục|Mẫu số|Điều khoản)\b",
)

_NATION = re.compile(
    r"c[ộô]ng h(?:òa|oà) xã hội chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do", re.IGNORECASE
)


def begins_part(text: str) -> bool:
    """Whether the line begins something new, so that it cannot go on a broken line before it."""
    patterns = (ARTICLE, LEVEL, ROMAN, ARABIC, DECIMAL, LETTER)
    return bool(
        _POINT.match(text) or _FREE.match(text) or any(each.match(text) for each in patterns)
    )


def names_the_state(text: str) -> bool:
    """Whether the line holds the name of the State or its motto, as the head of a sheet does."""
    return bool(_NATION.search(text))


def in_capitals(text: str) -> bool:
    """Whether every letter is a capital; false where there is none."""
    return text.isupper()
