"""Short questions of a topic and one detail: "làm căn cước ở đâu", "ly hôn mất bao nhiêu tiền".

They share few words with any card, so no card is likely; yet every word of them is either the topic
or the detail. The card that is meant asks for the same detail of the same topic and hardly says
more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from handlers.wording import plain
from knowledge.documents import Card
from knowledge.search import CardHit
from knowledge.text.reading import understand

#: A topic has so many syllables, and the card that is meant says at most so many more.
SHORTEST, LONGEST, MOST_MORE = 2, 6, 1
#: A card that says more needs such a share of the chance.
LEAST = 0.05

_AGE = r"(?:bao nhieu|may) tuoi"
_PAPERS = (
    r"(?:can|gom|mang|chuan bi|nop|phai co|co)(?: theo| nhung| co)?(?: giay to| giay| ho so)?"
    r"(?: nhung)? gi|giay to(?: gi| nao)?|giay gi|ho so(?: gi| gom)?"
)
_DURATION = (
    r"(?:(?:het|mat|trong|duoc|ton|cho|nghi|huong) )*"
    r"(?:bao lau|(?:may|bao nhieu) (?:ngay|thang|nam|tuan))|khi nao|bao gio"
)
_FEE = (
    r"(?:(?:het|mat|ton|phai|nop|dong|duoc|huong|linh|lanh|nhan|le phi|phi|tien|thang) )*"
    r"(?:bao nhieu(?: tien)?|may tien|nhieu tien)|le phi|an phi"
    r"|(?:co )?(?:mat|ton|nop|dong) (?:tien|phi)(?: gi)?(?: khong| k| ko)?"
)
_WHERE = (
    r"(?:(?:nop|lam|xin|den|ra|di|gap) )*"
    r"(?:(?:o )?(?:dau|cho nao|noi nao|co quan nao)|cho ai|gap ai|(?:o )?toa nao)"
)
#: Each is taken out before the next is looked for.
_DETAILS = tuple(
    (name, re.compile(rf"\b(?:{words})\b"))
    for name, words in (
        ("age", _AGE),
        ("papers", _PAPERS),
        ("duration", _DURATION),
        ("fee", _FEE),
        ("where", _WHERE),
    )
)
#: What stands around a topic without being one.
_AROUND = frozenset(
    "a ad ah alo anh ban bay bi cac can chi cho chu chua co cua da dc de di dk dky duoc em ghi "
    "gio giup gui ha han hay hien ho hoi k ko khong la lai lam ma minh moi mot mua muon nam nay "
    "nhe nhi nhu nua o oi phai ra roi sao the thi thu to toi tu tuc tui u va vao vay ve viec voi "
    "xin".split()
)
#: What a card's question may say besides without asking for more.
_PARTICLES = frozenset(
    "a ad anh ban can chi cho co cua da dc di dk dky don duoc em gi giay giup ha hay ho hoi la lam "
    "ma minh moi muon nhe o phai roi the thi to toi tui va vay voi xin".split()
)


class _Read(NamedTuple):
    """The details that a text asks for, and its other words."""

    details: frozenset[str]
    words: tuple[str, ...]


class CoreQuestion(NamedTuple):
    """One detail, and the topic: the words that may name it, the longest reading first, and all
    that say something.
    """

    detail: str
    topics: tuple[str, ...]
    words: frozenset[str]

    def more(self, card: Card) -> int | None:
        """By how many words the closest question of the card that asks for this differs; None where
        it has none.
        """
        texts = (card.title, *card.questions)
        known = [more for text in texts if (more := self._more_in(text)) is not None]
        return min(known, default=None)

    def named(self, hits: Sequence[CardHit]) -> list[CardHit]:
        """Those of the cards whose title names the topic."""
        return [hit for hit in hits if self.named_by(hit.card) and not hit.other_age]

    def named_by(self, card: Card) -> bool:
        """Whether the card's title names the topic."""
        title = f" {plain(card.title)} "
        return any(f" {topic} " in title for topic in self.topics)

    def _more_in(self, text: str) -> int | None:
        read = _read(text)
        if self.detail not in read.details:
            return None
        whole = f" {plain(text)} "
        topic = next((each for each in self.topics if f" {each} " in whole), None)
        if topic is None:
            return None
        own = {*read.words} - _PARTICLES - {*topic.split()}
        return len(own - self.words) + len(self.words - {*read.words})


def core_question(text: str) -> CoreQuestion | None:
    """The topic and the detail, where the message says nothing else; None for any other."""
    read = _read(understand(text).query)
    topics = tuple(dict.fromkeys(_topics(read.words)))
    if len(read.details) != 1 or not topics or len(topics[-1].split()) > LONGEST:
        return None
    told = frozenset(read.words) - _PARTICLES
    return CoreQuestion(next(iter(read.details)), topics, told)


def meant(question: CoreQuestion, hits: Sequence[CardHit]) -> CardHit | None:
    """The card that asks for the very same, or for hardly more where it has a chance; of several a
    procedure, then the likeliest.
    """
    close = [(more, hit) for hit in hits if (more := question.more(hit.card)) is not None]
    near = [each for each in close if _near(*each) and not each[1].other_age]
    best = min(near, key=_order, default=None)
    return best[1] if best else None


def _near(more: int, hit: CardHit) -> bool:
    return more == 0 or (more <= MOST_MORE and hit.score >= LEAST)


def _order(close: tuple[int, CardHit]) -> tuple[int, bool, float]:
    more, hit = close
    return more, hit.card.kind != "procedure", -hit.score


@lru_cache(maxsize=32768)
def _read(text: str) -> _Read:
    rest, details = plain(text), set()
    for name, pattern in _DETAILS:
        if pattern.search(rest):
            details.add(name)
            rest = pattern.sub(" ", rest)
    return _Read(frozenset(details), tuple(rest.split()))


def _topics(words: tuple[str, ...]) -> Iterator[str]:
    """The words with ever more left out at both ends: "lam" may belong to a topic or not."""
    before = next((place for place, each in enumerate(words) if each not in _AROUND), len(words))
    behind = next(
        (place for place, each in enumerate(reversed(words)) if each not in _AROUND), len(words)
    )
    for cut in range(before + behind + 1):
        for first in range(min(cut, before) + 1):
            if cut - first <= behind:
                topic = words[first : len(words) - (cut - first)]
                if len(topic) >= SHORTEST:
                    yield " ".join(topic)
