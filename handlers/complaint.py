"""What she thinks of an answer, said in so many words: not understood, wrong, beside the point."""

from __future__ import annotations

import re
from itertools import islice

from handlers import card, law, refusal, texts
from handlers.actions import Action
from handlers.turn import Choice, MessageKind, Turn
from handlers.wording import plain
from knowledge.text.reading import understand

#: More words than this tell something beside the complaint.
LONGEST = 14
#: So many other cards that her question may have meant are offered.
MOST_OFFERED = 3

_NOT = r"(?:khong|ko|k|kg|hong|hok|hem|khum|chua|chang|cha|dau|dau co|deo)"
_NOT_UNDERSTOOD = re.compile(
    rf"\b{_NOT} (?:\w+ ){{0,2}}?hieu\b|\bkho (?:hieu|doc|nuot)\b|\bhieu (?:sao noi|noi|chet lien)\b"
    r"|\broi (?:ram|qua|nao|mu|het)\b|\bdai dong\b|\bdai qua\b|\bnhu tieng tay\b"
)
_BAD = (
    r"(?:sai|sai bet|bay|bay ba|tam bay|tam bay tam ba|lung tung|linh tinh|tao lao|ky|ky cuc|ky cuc"
    r"|ki|vo duyen|nham|nham nhi|luyen thuyen|vo van|vong vo|cho co|xam|te|do|chan|ngu|ngo ngan"
    rf"|lac de|nhu khong|{_NOT} (?:dung|trung|phai|ro|khop|ra gi|lien quan|duoc gi))"
)
_WRONG = re.compile(
    rf"\b(?:tra loi|noi|tu van|chi dan|huong dan|rep|giai thich) (?:\w+ ){{0,3}}?{_BAD}\b"
    r"|\bsai (?:roi|bet|het|qua)\b|\blac de\b|\bmot neo\b"
    r"|\bhoi (?:\w+ ){1,4}tra loi (?:\w+ ?){1,3}$"
    rf"|\b{_NOT} (?:\w+ )?(?:dung|trung|phai|giong|an nhap) (?:\w+ )?"
    r"(?:y|cau|cau hoi|cai|dieu|van de|trong tam|viec)\b"
    rf"|\b{_NOT} (?:\w+ )?lien quan\b|\b{_NOT} (?:co )?hoi (?:vay|the|cai do|chuyen do|viec do)\b"
    rf"|\b{_NOT} (?:giup|lam) (?:duoc|ich|dc) gi\b|\bvo ich\b"
)
#: What such a complaint is made of: whatever else stands in it is a matter of its own.
_VOCABULARY = frozenset(
    "a ad ah ai an anh ay ba bac ban bay bet biet bot cai can cau cha chan chang chau chet chi "
    "cho chua chuyen co con cu cua cuc cung da dai dan dang dau dc de den deo di dieu do doc dong "
    "dung duoc duyen em gi giai giong gium giup ha hem het hieu ho hoai hoi hok hong huong ich k "
    "kg kho khong khop khum ki ko ky lac lai lam lao len lien linh loi luat lung luon luyen ma "
    "may met moi mot mu nam nan nao nay neo ngan ngo ngu nham nhan nhap nhi nhieu nhin nhu noi "
    "nua nuot o oi phai qua quan ra ram rep ro roi s sai sao tam tao tay te thay the thi thich "
    "thoi thuyen tieng tinh toan toi tra trat trong trung tu tui tung u uh ung vai van vao vay ve "
    "viec viet vo vong vu xam xem xong y you".split()
)


def not_understood(text: str) -> bool:
    """Whether the message says nothing but that the answer was not understood."""
    return bool(_NOT_UNDERSTOOD.search(_words(text))) and _nothing_else(text)


def complains(text: str) -> bool:
    """Whether the message says nothing but that the answer was wrong or beside the point."""
    return bool(_WRONG.search(_words(text))) and _nothing_else(text)


def handle(turn: Turn) -> list[Action]:
    """Sorry, what else her last question may have meant, and an officer; [] for all else."""
    if turn.message.kind is not MessageKind.TEXT or not complains(turn.message.text):
        return []
    return refusal.failed(turn, texts.MISUNDERSTOOD, _meant_else(turn))


def _meant_else(turn: Turn) -> tuple[Choice, ...]:
    """The other cards that her last question finds."""
    known = turn.conversation
    if not known.question or known.danger_until is not None:
        return ()
    found = law.look_up(turn, known.question)
    others = (hit.card for hit in found.likely_cards if hit.card.id != known.card)
    return tuple(map(card.as_choice, islice(others, MOST_OFFERED)))


def _nothing_else(text: str) -> bool:
    words = _words(text).split()
    return len(words) <= LONGEST and set(words) <= _VOCABULARY


def _words(text: str) -> str:
    return plain(understand(text).query)
