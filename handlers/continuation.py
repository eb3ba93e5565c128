"""Whether a message goes on with the topic: by its form, and by what the library has for it.

Searched by itself, a question of its own finds cards on other matters than the topic's; what goes
on finds little, or cards of the topic. How well both are told apart: ``tests/handlers/
test_follow_up.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from handlers.topic import card_of
from handlers.turn import Topic, Turn
from handlers.wording import asks, plain
from knowledge.documents import Card, Citation
from knowledge.search import CardHit
from knowledge.text.fold import fold
from knowledge.text.reading import understand
from knowledge.text.unicode import normalise

#: So many cards are looked at, and so much likelier is a card of the topic than another: one that
#: it leads to, one of the same matter, one that rests on the same law, the card itself.
POOL = 25
_LED_TO, _SAME_MATTER, _SAME_LAW, _ITSELF, _OTHER = 12.0, 8.0, 4.0, 5.0, 1.0
#: What is not among so many has at most such a chance.
UNSEEN = 0.001

#: What she tells speaks at least so much for our field (log odds), or is no fact of hers.
_LEAST_OURS = -5.0

#: More words than this are a question of their own, whatever they begin with.
LONGEST = 16


class Form(IntEnum):
    """How much the words alone look as if they go on."""

    NONE = 0
    SHORT = 1
    TELLS = 2
    POINTS_BACK = 3
    ENDS_SO = 4
    BEGINS_SO = 5


#: The largest chance that cards of other matters answer, up to which a form goes on.
_MOST_FOREIGN = {
    Form.SHORT: 0.7,
    Form.TELLS: 0.65,
    Form.POINTS_BACK: 0.7,
    Form.ENDS_SO: 0.8,
    Form.BEGINS_SO: 0.94,
}
#: The same where the answer itself speaks of what the words name.
_MOST_FOREIGN_NAMED = 0.85
_MAY_NAME = (Form.TELLS, Form.ENDS_SO)

#: A form counts up to so many words.
_MOST_WORDS = {Form.SHORT: 6, Form.TELLS: 12, Form.POINTS_BACK: 10, Form.ENDS_SO: 10}

#: Fewer words than this say nothing that could be asked.
_LEAST_WORDS = {Form.SHORT: 2, Form.BEGINS_SO: 3}

_BEFORE = r"^(?:(?:a|ad|anh|ban|chi|co|da|em|ma|o|oi|ok|u|ua|uh|um|vang|nay) )*"
_OPENERS = ("con", "the", "vay", "neu", "nhung", "roi", "rui", "lo", "va", "hay", "hoac", "gia su")
_BEGINS = re.compile(rf"{_BEFORE}(?P<opener>{'|'.join(_OPENERS)})\b(?! nao la\b)")
_ACCENTED = frozenset("còn thế vậy nếu nhưng rồi lỡ và hay hoặc giả".split())
#: Without accents "con" is a child and "the" a card as well: what follows tells.
_AMBIGUOUS = {
    "con": re.compile(
        r"con (?:neu|the|khi|o|ve|truong hop|chua|da|thi|vo|chong|me|bo|ba|ong|ho|no|viec|phan|muc"
        r"|tien|sinh|say|dang|chui|con|\d)"
    ),
    "the": re.compile(r"the (?!bao|can|atm|tin dung|ngan hang|hoc sinh|bhyt|chap|nao la)"),
    "vay": re.compile(r"vay (?!von|tien|no\b|ngan hang|app|lai|nang|the chap|muon)"),
    "hay": re.compile(r"hay (?:la|thoi)\b"),
}
_ENDS = re.compile(
    r"\bthi (?:sao|the nao|nhu the nao|lam sao|tinh sao)(?: (?:a|ha|vay|the|ad|em|chi))*$"
)
_BACK = re.compile(
    r"\b(?:no|ong ay|ba ay|anh ay|chi ay|ong ta|chi ta|ha|cai do|cai nay|viec do|viec nay|dieu do"
    r"|chuyen do|chuyen nay|truong hop do|truong hop nay|nhu vay|nhu the|nguoi do|nguoi kia"
    r"|lam vay|khi do|luc do|cho do)\b"
)
_LETTERS = re.compile(r"\w+")
_ASKS = re.compile(r"\b(?:gi|sao|nao|dau|ai|may|bao|khong|chua|lau)\b|\bha$")
#: What wishes for something or names the law is no fact that is told.
_WISHES = re.compile(
    r"\b(?:muon|xin|hoi|cho (?:em|toi|minh|chi) biet|cach|thu tuc|huong dan|giup|gium|dum"
    r"|tinh|lam on|luat|quy dinh|dieu|muc phat|xu phat|can(?! cuoc| ngheo| ho| nang)|dinh"
    r"|vi du|giai thich"
    r"|lam (?:giay|the|so|don|ho so|thu tuc|lai))\b"
)
_ASKS_AT_END = re.compile(
    r"\b(?:gi|sao|nao|dau|ai|may|nhieu|lau|khong|chua|ha)"
    r"(?: (?:a|ad|chi|em|vay|the|day|ta|nhi|ha|ban|oi))*$"
)
_NOTHING_AT_ALL = re.compile(
    r"\b(?:khong|chua|chang)\b.*\b(?:gi|ai|dau)(?: (?:het|ca|luon|nua|ro))?$"
)
_OWN_SUBJECT = re.compile(
    r"\b(?:viec|chuyen|cau) khac\b|\bhoi them\b|\bcho (?:em|toi|hoi)\b.*\bhoi\b"
)

#: Words of the language that name no matter.
_FUNCTION_WORDS = frozenset(
    "a ad ai anh ay ba bac ban bao bat bay be bi biet bo boi buoc cac cach cai can chau chi "
    "cho chu chua chuyen co con cua cung da dang dau dc de den di do doi dua duoc em gi gio "
    "ha han hay het ho hoac hoi hon k khac khi khong ko la lai lam lau luc luon ma mat may "
    "me minh moi mot muon nam nao nay nen neu ngay nguoi nha nhan nhe nhi nhieu nhu nhung no "
    "nua o oi ong phai ra rang roi sao sau se so tai thang thay the them theo thi thoi tien "
    "toi trong truoc tuoi ua va van vao vay ve vi viec voi vua xin xong yeu".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likely:
    """A card that the words find: ``score`` is its chance by the words, ``chance`` its share beside
    the other cards in this conversation.
    """

    card: Card
    score: float
    chance: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The cards that a message finds, the likeliest in this conversation first; how much of all
    chance lies on cards of other matters, and how much together with those that only rest on the
    same law.
    """

    cards: Sequence[Likely]
    foreign: float
    apart: float


def goes_on(turn: Turn, topic: Topic) -> bool:
    """Whether the message goes on with the topic."""
    text = turn.message.text
    form = form_of(text)
    if form is Form.NONE:
        return False
    named = _of_the_topic(turn, topic)
    if (form is Form.SHORT and not named) or (
        form is Form.TELLS and not named and not may_be_ours(turn)
    ):
        return False
    found = weighed(turn, topic)
    most = max(_MOST_FOREIGN[form], _MOST_FOREIGN_NAMED if named and form in _MAY_NAME else 0.0)
    return (found.apart if form is Form.TELLS else found.foreign) < most


def is_foreign(turn: Turn, topic: Topic) -> bool:
    """Whether cards of other matters answer the words so surely that numbers of hers are for them,
    not for the topic.
    """
    begins = form_of(turn.message.text) is Form.BEGINS_SO
    most = _MOST_FOREIGN[Form.BEGINS_SO] if begins else _MOST_FOREIGN_NAMED
    return weighed(turn, topic).foreign >= most


def form_of(text: str) -> Form:
    """What the words alone look like."""
    words = _words(text)
    if not words or len(words) > LONGEST or _OWN_SUBJECT.search(" ".join(words)):
        return Form.NONE
    said = " ".join(words)
    signs = (
        (Form.BEGINS_SO, _begins(text, said)),
        (Form.ENDS_SO, bool(_ENDS.search(said))),
        (Form.POINTS_BACK, _points_back(text, said)),
        (Form.TELLS, _tells(text, said)),
        (Form.SHORT, bool(_ASKS.search(said))),
    )
    return next((form for form, shown in signs if shown and _fits(form, words)), Form.NONE)


def may_be_ours(turn: Turn) -> bool:
    """Whether the words do not speak against our field, and say something."""
    words = turn.library.speaks_for_us(turn.message.text)
    return words is not None and words >= _LEAST_OURS


def _points_back(text: str, said: str) -> bool:
    """Whether somebody or something is only pointed at; "nợ" is no "nó"."""
    words = {hit[0] for hit in _BACK.finditer(said)}
    typed = _LETTERS.findall(normalise(text).lower())
    if "no" in words and "nó" not in typed and any(fold(word) != word for word in typed):
        words.discard("no")
    return bool(words)


def _tells(text: str, said: str) -> bool:
    if asks(text) or _WISHES.search(said):
        return False
    return not _ASKS_AT_END.search(said) or bool(_NOTHING_AT_ALL.search(said))


def _fits(form: Form, words: Sequence[str]) -> bool:
    return _LEAST_WORDS.get(form, 1) <= len(words) <= _MOST_WORDS.get(form, LONGEST)


def weighed(turn: Turn, topic: Topic) -> Weighed:
    """What the message finds by itself and beside the name of the topic's matter, as a card that
    fits must be found by both; seen from the topic.
    """
    known = card_of(turn.library, topic)
    alone = _found(turn, turn.message.text)
    beside = _found(turn, f"{known.topic} {turn.message.text}") if known else alone
    cards = {hit.card.id: hit.card for hit in (*alone.values(), *beside.values())}
    weights = {each: _weight(card, known, topic.citations) for each, card in cards.items()}
    scores = {each: math.sqrt(_score(alone, each) * _score(beside, each)) for each in cards}
    total = sum(scores[each] * weights[each] for each in cards) or 1.0
    likely = [
        Likely(card, scores[each], scores[each] * weights[each] / total)
        for each, card in cards.items()
    ]
    foreign = sum(hit.score for each, hit in alone.items() if weights[each] == _OTHER)
    apart = sum(hit.score for each, hit in alone.items() if weights[each] in (_OTHER, _SAME_LAW))
    return Weighed(sorted(likely, key=lambda each: -each.chance), foreign, apart)


def _found(turn: Turn, text: str) -> dict[str, CardHit]:
    hits = turn.library.match_cards(text, limit=POOL, as_of=turn.day)
    return {hit.card.id: hit for hit in hits if not hit.other_age}


def _score(found: Mapping[str, CardHit], card_id: str) -> float:
    return found[card_id].score if card_id in found else UNSEEN


def belongs(card: Card, known: Card | None, cited: Sequence[Citation]) -> bool:
    """Whether the card is of the topic's matter."""
    return _weight(card, known, cited) > _OTHER


def _weight(card: Card, known: Card | None, cited: Sequence[Citation]) -> float:
    if known is not None and card.id == known.id:
        return _ITSELF
    if known is not None and (card.id in known.related or known.id in card.related):
        return _LED_TO
    if known is not None and card.topic == known.topic:
        return _SAME_MATTER
    laws = {each.document.lower() for each in cited}
    return _SAME_LAW if laws & {each.document.lower() for each in card.citations} else _OTHER


def _begins(text: str, said: str) -> bool:
    """Whether the first word that counts goes on; with accents it must be written with them."""
    found = _BEGINS.match(said)
    if found is None:
        return False
    typed = normalise(text).lower()
    opener = found["opener"].split()[0]
    if fold(typed) != typed and opener in fold(typed).split():
        return any(fold(word) == opener and word in _ACCENTED for word in _LETTERS.findall(typed))
    ambiguous = _AMBIGUOUS.get(opener)
    return ambiguous is None or bool(ambiguous.match(said[found.start("opener") :]))


def _of_the_topic(turn: Turn, topic: Topic) -> bool:
    """Whether at most half of what the words name is new to the topic."""
    named = names(turn.message.text)
    card = card_of(turn.library, topic)
    known = {*_words(topic.words)}
    if card is not None:
        known.update(word for part in (*card.shown, *card.questions) for word in _words(part))
    strange = [word for word in named if word not in known]
    return 2 * len(strange) <= len(named)


def names(text: str) -> list[str]:
    """The folded words of a text that may name a matter, in its order."""
    return [word for word in _words(text) if word not in _FUNCTION_WORDS and not word.isdecimal()]


def _words(text: str) -> list[str]:
    return plain(understand(text).query).split()
