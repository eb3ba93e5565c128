""" "Khoản 3" after an article was shown: jumps to that clause of the same article. Before any was,
it is asked of which.
"""

from __future__ import annotations

import re

from handlers import citation, texts
from handlers.actions import Action, Conclude, Intent, KeepForLater, OfferChoices, Say
from handlers.answer import MENU, OFFICER
from handlers.choice import number_in
from handlers.texts import reading
from handlers.turn import Turn
from handlers.wording import is_short, plain
from knowledge.citation import CitationRequest
from knowledge.clauses import POINT_LETTERS
from knowledge.text.unicode import normalise

#: Words around a number that ask for nothing else.
_AROUND = frozenset(
    "a ad ban bac chi cho co con cua day di doc em giup gi hay la luat minh muon nghe nha nhe noi "
    "o oi sang sao the thi tiep toi tim trich vay ve voi xem xuong".split()
)
_PLACE = re.compile(
    r"(?:diem (?P<point>[a-z]\d{0,2}) )?khoan ?(?P<clause>\w{1,4})|"
    r"khoan ?(?P<clause2>\w{1,4}) diem (?P<point2>[a-z]\d{0,2})|"
    r"diem (?P<point3>[a-z]\d{0,2})"
)
_WORD = re.compile(r"\w+")

#: The letter after "d" in the alphabet of points, which folding turns into "d".
_AFTER_D = POINT_LETTERS[POINT_LETTERS.index("d") + 1]


def handle(turn: Turn) -> list[Action]:
    """The clause or point of the article that was shown last, or the question of which article;
    [] for anything else.
    """
    cited = turn.conversation.citations
    found = _place(turn.message.text) if is_short(turn.message.text) else None
    if found is None:
        return []
    clause, point = found
    if clause and not clause[0].isdecimal():
        return []
    if not cited or not cited[0].article:
        return _of_which_article(texts.part_of_article(point=point, clause=clause))
    request = CitationRequest(
        cited[0].article, clause or cited[0].clause, point, document=cited[0].document
    )
    return citation.answered(turn, request)


def _of_which_article(part: str) -> list[Action]:
    return [
        Say(reading.part_of_which_article(part)),
        KeepForLater(()),
        OfferChoices((MENU, OFFICER), texts.PICK),
        Conclude(Intent.LAW, 0.0),
    ]


def _place(text: str) -> tuple[str, str] | None:
    """The clause and the point that a message consists of, "" for what it does not name."""
    words = plain(text).split()
    while words and words[0] in _AROUND:
        words.pop(0)
    while len(words) > 2 and words[-1] in _AROUND:
        words.pop()
    found = _PLACE.fullmatch(" ".join(words))
    if found is None:
        return None
    point = found["point"] or found["point2"] or found["point3"] or ""
    if point == "d" and _AFTER_D in _WORD.findall(normalise(text).lower()):
        point = _AFTER_D
    clause = found["clause"] or found["clause2"] or ""
    return _number(clause), point


def _number(written: str) -> str:
    """ "3" for "3" and "ba", "2a" as it is."""
    number = number_in(written)
    return str(number) if number else written
