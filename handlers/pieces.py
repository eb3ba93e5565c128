"""An answer told piece by piece: "Tiếp" leads on, "quay lại" back, "xem luật" to the quotation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers import texts
from handlers.actions import Action, Conclude, Intent, OfferChoices, Remember, Say
from handlers.texts import easy_reading
from handlers.turn import Choice, Conversation, Reading, Turn
from handlers.wording import says

NEXT = Choice(easy_reading.NEXT, easy_reading.NEXT)
BACK = Choice(easy_reading.BACK, easy_reading.BACK)
LAW = Choice(easy_reading.LAW, easy_reading.LAW)
OFFICER = Choice(texts.OFFICER, texts.OFFICER)

_ONWARD = frozenset(
    {
        "tiep", "noi tiep", "doc tiep", "tiep tuc", "tiep theo", "xem tiep", "xem them", "them",
        "nua", "con nua", "con gi nua", "roi sao nua", "buoc tiep theo", "buoc tiep", "sang buoc",
        "con nua khong", "xong roi", "xong buoc nay", "lam xong", "noi not", "tiep buoc",
    }
)  # fmt: skip
_BACKWARD = frozenset(
    {"quay lai", "tro lai", "lui lai", "buoc truoc", "y truoc", "ve truoc", "quay ve", "lui"}
)
_AGAIN = frozenset(
    {"doc lai", "noi lai", "nhac lai", "xem lai", "lap lai", "noi lai di", "doc lai buoc nay"}
)
_FROM_THE_START = frozenset(
    {"doc lai tu dau", "noi lai tu dau", "tu dau", "bat dau lai", "xem lai tu dau"}
)
_LAW = frozenset(
    {"xem luat", "doc luat", "luat noi sao", "luat viet sao", "luat ghi sao", "trich luat", "luat"}
)


def told(conversation: Conversation, reading: Reading) -> list[Action]:
    """The piece that the reading has come to, and how it goes on: at most four choices."""
    piece = reading.pieces[reading.at]
    ended = reading.at > 0 and reading.at in (reading.law_from - 1, len(reading.pieces) - 1)
    return [
        Remember(replace(conversation, reading=reading, later=())),
        Say(f"{piece}\n\n{easy_reading.THE_END}" if ended else piece),
        OfferChoices(_choices(reading), texts.PICK),
    ]


def handle(turn: Turn) -> list[Action]:
    """Moves in the answer that is being told; [] where none is, and for any other word."""
    reading = turn.conversation.reading
    if reading is None or not turn.conversation.easy_reading:
        return []
    for commands, move in _MOVES:
        if says(turn.message.text, commands):
            return _moved(turn.conversation, reading, move(reading))
    return []


def _moved(conversation: Conversation, reading: Reading, place: int) -> list[Action]:
    conclusion = Conclude(Intent.LAW, citations=conversation.citations)
    if 0 <= place < len(reading.pieces):
        return [*told(conversation, replace(reading, at=place)), conclusion]
    past_law = place == reading.law_from and reading.at < place
    words = easy_reading.NO_LAW if past_law else texts.NOTHING_MORE
    return [Say(words), OfferChoices(_choices(reading), texts.PICK), conclusion]


def _choices(reading: Reading) -> tuple[Choice, ...]:
    offered: list[Choice] = [NEXT] if _onward(reading) < len(reading.pieces) else []
    in_law = reading.at >= reading.law_from
    if not offered and reading.then and not in_law:
        offered.append(reading.then)
    if not in_law and reading.law_from < len(reading.pieces):
        offered.append(LAW)
    if reading.at > 0:
        offered.append(BACK)
    return (*offered, OFFICER)


def _onward(reading: Reading) -> int:
    """The next place; behind the last one after the plain words: the law is read on request."""
    following = reading.at + 1
    return len(reading.pieces) if following == reading.law_from else following


_MOVES: tuple[tuple[frozenset[str], Callable[[Reading], int]], ...] = (
    (_ONWARD, _onward),
    (_BACKWARD, lambda reading: max(reading.at - 1, 0)),
    (_AGAIN, lambda reading: reading.at),
    (_FROM_THE_START, lambda reading: 0),
    (_LAW, lambda reading: reading.law_from),
)
