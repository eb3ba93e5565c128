"""When nothing fits: plainly no, and what to do instead. Nobody is left without an answer."""

from __future__ import annotations

from dataclasses import replace

from handlers import texts
from handlers.actions import Action, Conclude, Intent, OfferChoices, Remember, Say
from handlers.answer import MENU, OFFICER
from handlers.hotlines import emergency_number
from handlers.turn import Turn
from handlers.wording import mentions, says

ORDERS = (
    "bo qua cac quy tac", "bo qua moi quy tac", "bo qua quy tac", "bo qua cac huong dan",
    "bo qua moi huong dan", "bo qua huong dan", "bo qua tat ca", "bo qua lenh", "quen het quy tac",
    "quen cac quy tac", "quen moi huong dan", "khong can theo quy tac", "dong vai", "hay gia vo",
    "gia vo la", "ignore previous", "ignore all", "ignore your", "system prompt", "prompt",
    "jailbreak", "developer mode", "ban la chatgpt", "in ra huong dan", "cau lenh he thong",
)  # fmt: skip
HEALTH = (
    "lieu dung", "lieu luong", "uong may vien", "may vien", "uong thuoc gi", "thuoc gi",
    "chua benh", "trieu chung", "bi benh gi", "uong thuoc nao", "don thuoc",
)  # fmt: skip
ELSEWHERE = (
    "thoi tiet", "du bao", "bong da", "ty so", "ket qua xo so", "gia vang", "ty gia", "nau an",
    "nau mon", "cong thuc nau", "lam tho", "viet bai van", "giai toan", "ke chuyen cuoi",
    "hat bai", "bai hat", "xem boi", "tu vi", "chung khoan", "dich sang tieng",
)  # fmt: skip
LAW_WORDS = (
    "luat", "phap luat", "dieu", "quyen", "phat", "nghi dinh", "thu tuc", "giay", "quy dinh",
    "bao hiem", "tro cap", "vi pham", "bi lua", "lua dao", "kien", "don", "che do",
)  # fmt: skip
NONE_OF_THESE = frozenset({"khong phai cac y tren", "khong phai", "khong dung y", "khong dung"})

#: From so many failures in a row on, the officer is offered first.
OFFER_OFFICER_AFTER = 2


def off_topic(turn: Turn) -> list[Action]:
    """Orders to the machine, medicine, weather and the like are declined at once; else []."""
    text = turn.message.text
    if mentions(text, ORDERS):
        return _declined(texts.ONLY_SEARCHING)
    if mentions(text, HEALTH) and not _about_law(text):
        return _declined(texts.health_question(emergency_number()))
    if mentions(text, ELSEWHERE) and not _about_law(text):
        return _declined(texts.NOT_MY_FIELD)
    if says(text, NONE_OF_THESE):
        return _failed(turn, texts.TRY_OTHER_WORDS)
    return []


def handle(turn: Turn) -> list[Action]:
    """The last word: nothing was found; the second time in a row the officer is offered first."""
    return _failed(turn, texts.NOTHING_FOUND)


def _about_law(text: str) -> bool:
    return mentions(text, LAW_WORDS)


def _failed(turn: Turn, sentence: str) -> list[Action]:
    failures = turn.conversation.failures + 1
    again = failures >= OFFER_OFFICER_AFTER
    return [
        Remember(replace(turn.conversation, failures=failures)),
        Say(texts.NOTHING_FOUND_AGAIN if again else sentence),
        OfferChoices((OFFICER, MENU) if again else (MENU, OFFICER), texts.PICK),
        Conclude(Intent.REFUSAL, 0.0),
    ]


def _declined(sentence: str) -> list[Action]:
    return [Say(sentence), OfferChoices((MENU, OFFICER), texts.PICK), Conclude(Intent.REFUSAL)]
