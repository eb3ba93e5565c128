"""How she can be reached without danger: read from one message of hers, and never said back."""

from __future__ import annotations

import re
from enum import StrEnum

from phonenumbers import Leniency, PhoneNumberMatcher

from handlers.crisis import replies
from handlers.wording import asks, plain, says

LONGEST = 300
"""Characters of hers that are kept."""
_DIGITS = re.compile(r"\d(?:[\s.\-]?\d){5,}")
_WAYS = re.compile(
    r"\b(?:goi|nhan|lien lac|lien he|zalo|sdt|so dt|so dien thoai|buoi (?:sang|trua|chieu|toi)|gap"
    r"|ban ngay|ban dem|cuoi tuan|luc nao cung duoc|\d{1,2} ?(?:h|g|gio)\b)"
)
_OF_LAW = re.compile(r"\b(?:phat|luat|dieu)\b")
_ANY_TIME = re.compile(r"\b(?:luc|gio|ngay|so) nao (?:cung|cx)\b")


class Told(StrEnum):
    """What a message says about reaching her."""

    NOTHING = "nothing"
    SKIPPED = "skipped"
    WRONG_NUMBER = "wrong_number"
    WAY = "way"


def told(text: str) -> Told:
    """What the message says: a way to reach her, that she leaves none, a number that cannot be one,
    or nothing of that kind.
    """
    if says(text, replies.phrases("skip_contact")):
        return Told.SKIPPED
    if has_number(text):
        return Told.WAY
    if _DIGITS.search(text):
        return Told.WRONG_NUMBER
    words = plain(text)
    questions = asks(_ANY_TIME.sub("", words)) or "?" in text or _OF_LAW.search(words)
    return Told.WAY if _WAYS.search(words) and not questions else Told.NOTHING


def has_number(text: str) -> bool:
    """Whether there is a telephone number in it that can exist."""
    return any(True for _ in PhoneNumberMatcher(text, "VN", leniency=Leniency.VALID))
