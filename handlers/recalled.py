"""What of an answer that was given has to do with new words: its sentences, papers and steps."""

from __future__ import annotations

import re

from handlers.card_pieces import sentences
from handlers.continuation import names
from handlers.wording import plain
from knowledge.ages import ages_of_people, inside, spans
from knowledge.documents import Card
from knowledge.text.fold import fold
from knowledge.text.reading import understand

#: More sentences than this would be the answer once more.
MOST = 3
#: A sentence on the age that is named counts as much as so many words.
_OF_HER_AGE = 2

_UNIT = re.compile(r"\d\s*(tuoi|thang|ngay|nam|tuan|gio|trieu|nghin|ty|dong|%)")
#: "Từ đủ 6 đến dưới 14 tuổi" names the unit once.
_ONE_UNIT = re.compile(r"\b(tu (?:du )?\d{1,3})(?= den (?:duoi |du )?\d{1,3} tuoi)")
#: Units in which the same thing may be told.
_ALIKE = {
    **dict.fromkeys(("trieu", "nghin", "ty"), "dong"),
    **dict.fromkeys(("thang", "nam", "tuan"), "ngay"),
}
#: Words that stand in most sentences of the law and tell nothing of what is meant.
_COMMON = frozenset("con duoc giay ho lam luat nguoi phap quyen theo to viec".split())
LACKS = re.compile(r"\b(?:khong co|khong con|chua co|mat|thieu|khong ky|khong lam|khong giu)\b")


def recalled(card: Card, text: str) -> str:
    """The few sentences that speak of most of what the words name; "" for none."""
    wanted = _Wanted(text)
    if not wanted.most:
        return ""
    parts = [*sentences(card.answer), *card.papers, *card.steps]
    scores = [wanted.score(each) for each in parts]
    best = max(scores)
    if 2 * best < wanted.most:
        return ""
    found = [each for each, score in zip(parts, scores, strict=True) if score == best]
    return "\n".join(found) if len(found) <= MOST else ""


class _Wanted:
    """What the words name: matters, amounts in some unit, somebody's age."""

    def __init__(self, text: str) -> None:
        folded = fold(understand(text).query)
        self._names = set(names(text)) - _COMMON
        self._units = _units(folded)
        self._ages = ages_of_people(folded)

    @property
    def most(self) -> int:
        """How much a sentence can speak of."""
        return len(self._names) + bool(self._units)

    def score(self, sentence: str) -> int:
        """How much of it the sentence speaks of."""
        folded = fold(sentence)
        met = len(self._names & set(plain(sentence).split())) + bool(self._units & _units(folded))
        return met + _OF_HER_AGE * inside(self._ages, spans(_ONE_UNIT.sub(r"\1 tuoi", folded)))


def _units(folded: str) -> set[str]:
    return {_ALIKE.get(unit, unit) for unit in _UNIT.findall(folded.replace("thang tuoi", "tuoi"))}
