"""How a message is understood before it is searched for, and what was done to it on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from knowledge.text.address import address
from knowledge.text.everyday import legal_terms, sayings
from knowledge.text.fold import fold_word
from knowledge.text.shorthand import LONGEST_MESSAGE, SAME_MESSAGE, read
from knowledge.text.token import Origin, Token
from knowledge.text.unicode import compose, normalise
from knowledge.text.units import spelt_out

_BREAK = re.compile(r"[.,;:!?…\n()]")
#: What an officer reads about a change, by where it comes from.
WHY = {
    Origin.ABBREVIATION: "viết tắt",
    Origin.TELEX: "gõ Telex",
    Origin.VNI: "gõ VNI",
    Origin.RESPELT: "viết kiểu nhắn tin",
    Origin.GLUED: "viết dính liền",
    Origin.JOINED: "viết tách rời",
    Origin.DIALECT: "tiếng địa phương hoặc gõ sai dấu",
    Origin.SPELLING: "lỗi chính tả",
    Origin.NUMBER: "số dính với chữ",
}
ONE_SPELLING = "thống nhất cách viết"
LEFT_OUT = "lời chào hỏi, không dùng để tra"
IN_LAW = "luật gọi là, tra thêm"


class Step(NamedTuple):
    """A change for officers to see: the words as typed, what they are read as ('' for left out),
    and why, in Vietnamese.
    """

    typed: str
    read_as: str
    why: str


class _Words(NamedTuple):
    """The plain words of all tokens, a ``,`` at each break, and the token each belongs to."""

    words: list[str]
    folded: list[str]
    owners: list[int]

    def said(self, first: int, width: int) -> str:
        """The words at these places, as one text."""
        return " ".join(self.words[first : first + width])


class Reading:
    """A message as the search understands it; guessed words are folded, negations always stay."""

    def __init__(self, text: str) -> None:
        """Read the message; linear in its length, never raises."""
        self._text = text[:LONGEST_MESSAGE]
        self._tokens = read(self._text)
        self._spelt_out = spelt_out(self._tokens)
        self._words = _flat(self._tokens)
        self._greetings = list(address(self._words.words))
        told = sayings(self._words.words, self._words.folded)
        self._terms = legal_terms(told, self._words.folded)

    @property
    def plain(self) -> str:
        """All of the message in plain words, as ``shorthand.expand`` gives it."""
        return "".join(token.plain + token.tail for token in self._tokens).strip()

    @property
    def query(self) -> str:
        """``plain`` without greetings and forms of address, with the units behind numbers in full;
        all of it where nothing is left.
        """
        gone = {self._words.owners[place] for places in self._greetings for place in places}
        kept = [token for place, token in enumerate(self._spelt_out) if place not in gone]
        query = "".join(f"{token.plain}{token.tail or ' '}" for token in kept)
        return " ".join((query if any(map(str.isalnum, query)) else self.plain).split())

    @property
    def added(self) -> tuple[str, ...]:
        """What the law calls the everyday words in the message; not part of ``query``."""
        return tuple(wording for _, wording in self._terms)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All that was changed, left out and added, for officers to see."""
        return (*_respelt(self._text), *self._read(), *self._left_out(), *self._looked_up())

    def _read(self) -> Iterator[Step]:
        for token in self._spelt_out:
            if (why := WHY.get(token.origin)) and token.typed.lower() != token.plain.lower():
                yield Step(token.typed, token.plain, why)

    def _left_out(self) -> Iterator[Step]:
        for places in self._greetings:
            yield Step(self._words.said(places.start, len(places)), "", LEFT_OUT)

    def _looked_up(self) -> Iterator[Step]:
        for one, wording in self._terms:
            yield Step(self._words.said(one.place, one.width), wording, IN_LAW)


@lru_cache(maxsize=SAME_MESSAGE)
def understand(text: str) -> Reading:
    """What the search sees of a message, and the steps that led there."""
    return Reading(text)


def _flat(found: Sequence[Token]) -> _Words:
    words: list[str] = []
    owners: list[int] = []
    for place, token in enumerate(found):
        parts = token.plain.lower().split()
        if token.tail != " " and _BREAK.search(token.tail):
            parts.append(",")
        words += parts
        owners += [place] * len(parts)
    return _Words(words, list(map(fold_word, words)), owners)


def _respelt(text: str) -> Iterator[Step]:
    """Words whose tone mark, i or y, or letters were brought to the one spelling of the search."""
    typed, spelt = compose(text).split(), normalise(text).split()
    if typed == spelt or len(typed) != len(spelt):
        return
    yield from (
        Step(one, other, ONE_SPELLING)
        for one, other in zip(typed, spelt, strict=True)
        if one != other
    )
