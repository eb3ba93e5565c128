"""How a message is read as a command: folded words, with the polite words around them left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import product, takewhile

from knowledge.text.fold import fold
from knowledge.text.unicode import normalise

#: A command is a short message; whatever is longer is a question or a story.
LONGEST_COMMAND = 10

_WORDS = re.compile(r"[a-z0-9]+")
_NOT = "(?:khong|ko|k|kg|hong|hok|hem|khum)"
_AFTER_A_QUESTION = "(?: (?:a|ad|chi|em|ha|hen|nhi|ta|the|vay|day|z|v))*$"
_ASKS = re.compile(
    r"\b(?:bao (?:nhieu|lau|gio|tuoi)|the nao|(?:ra|lam|vi|tai|la|phai) sao"
    r"|(?:o|vao|den|toi|tu) dau|khi nao|(?:la|toi|can|nhung|lam|duoc|gom|huong) gi"
    r"|may (?:nam|thang|ngay|tuoi|tien|muc)|co phai"
    rf"|(?:duoc|dc|dk|dung|phai) {_NOT})\b"
    rf"|\bco\b.*\b{_NOT}{_AFTER_A_QUESTION}"
    r"|^(?:ai|sao|(?:luat|nguoi|noi|cho|ngay|gio|co quan) nao)\b"
)
#: A word that asks where it ends the message; after "không" it denies ("không có gì").
_ASKS_LAST = re.compile(rf"\b(?:gi|sao|nao|ai){_AFTER_A_QUESTION}")
_DENIES = re.compile(rf"\b(?:{_NOT}|chua|chang)\b.*\b(?:gi|ai|nao)\b")
_POLITE_BEFORE = frozenset(
    "a ad admin alo ban bac can chi cho chu co cung da di em giup hay ho hoi lam long minh muon oi "
    "on ok roi thi toi uh um vang ve viec vui xin".split()
)
_POLITE_AFTER = frozenset(
    "a ah ad ban bac chi chu co dc di duoc em giup ha ho k khong ko luon minh nao nghe nha nhe nhi "
    "oi roi toi voi".split()
)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The words of a text without accents, capitals and punctuation: "Xem thêm!" → "xem them"."""
    return " ".join(_WORDS.findall(fold(normalise(text))))


def command(text: str) -> str:
    """The words of a short message without the politeness around them; empty for a long message."""
    return readings(text)[-1]


def says(text: str, phrases: Collection[str]) -> bool:
    """Whether the message is one of these phrases, politeness aside. Phrases are given folded."""
    return any(reading in phrases for reading in readings(text))


@lru_cache(maxsize=256)
def readings(text: str) -> tuple[str, ...]:
    """What a short message may say, with ever more polite words left out; "" for a long one.

    Which words are polite shows only by what remains: "can" asks for something in "cần menu", and
    is half of a word in "cán bộ".
    """
    words = plain(text).split()
    if len(words) > LONGEST_COMMAND:
        words = []
    before = _count(words, _POLITE_BEFORE)
    after = _count(words[::-1], _POLITE_AFTER)
    cuts = product(range(before + 1), range(after + 1))
    return tuple(" ".join(words[start : len(words) - cut]) for start, cut in cuts)


def _count(words: Iterable[str], polite: Collection[str]) -> int:
    return sum(1 for _ in takewhile(polite.__contains__, words))


def mentions(text: str, phrases: Collection[str]) -> bool:
    """Whether one of these phrases stands somewhere in the message, as whole words."""
    words = f" {plain(text)} "
    return any(f" {phrase} " in words for phrase in phrases)


def asks(text: str) -> bool:
    """Whether the message asks something: a question mark, or the words of a question."""
    words = plain(text)
    if "?" in text or _ASKS.search(words):
        return True
    return bool(_ASKS_LAST.search(words)) and not _DENIES.search(words)


def is_short(text: str) -> bool:
    """Whether the message is short enough to be a command."""
    return len(plain(text).split()) <= LONGEST_COMMAND
