"""When nothing fits: plainly no, and what to do instead. Nobody is left without an answer."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import texts
from handlers.actions import Action, Conclude, Intent, OfferChoices, Remember, Say
from handlers.answer import MENU, OFFICER
from handlers.hotlines import emergency_number
from handlers.turn import Choice, Turn
from handlers.wording import mentions, plain, says

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
    "thuoc khang sinh",
    "bai thuoc", "uong la gi", "so mui", "noi man",
)  # fmt: skip
ELSEWHERE = (
    "thoi tiet", "du bao", "bong da", "ty so", "ket qua xo so", "gia vang", "ty gia", "nau an",
    "nau mon", "cong thuc nau", "lam tho", "viet bai van", "giai toan", "ke chuyen cuoi",
    "hat bai", "bai hat", "xem boi", "tu vi", "chung khoan", "dich sang tieng", "bai tho",
    "doan van", "cau chuc", "thiep moi",
    "excel", "lap trinh", "cau thu", "doi tuyen", "tran dau",
    "nam mo", "danh con gi", "xem ngay", "hop tuoi", "tuoi gi", "phong thuy",
    "gia xang", "gia lua", "gia ca phe",
    "xe buyt so", "may gio chay", "an mon gi", "mon gi",
    "nau gi", "di du lich", "ten gi dep",
)  # fmt: skip
LAW_WORDS = (
    "luat", "phap luat", "dieu khoan", "quyen", "xu phat", "phat tien", "phat tu",
    "phat bao nhieu", "muc phat", "phat the nao", "phat nhu", "phat gi",
    "phat khong", "phat k", "nghi dinh", "thu tuc", "giay to",
    "giay phep", "quy dinh", "bao hiem", "bhyt", "bhxh", "tro cap", "vi pham", "bi lua", "lua dao",
    "khoi kien", "bi kien", "don kien", "kien ai", "kien duoc", "lam don", "viet don", "nop don",
    "mau don", "don xin", "don to cao", "don khieu nai", "don ly hon", "che do", "thai san",
)  # fmt: skip
#: "Điều 5" of a law; "điều trị" is none.
_ARTICLE = re.compile(r"\bdieu \d")
_ABROAD = (
    "hoa ky|nhat ban|han quoc|dai loan|trung quoc|singapore|canada|thai lan|malaysia|campuchia"
)
#: "Ở Mỹ …", "luật … của Nhật Bản": the law of another country, where nobody's own story is told.
FOREIGN_LAW = re.compile(
    rf"^(?:o|ben) (?:nuoc )?(?:my|nhat|uc|phap|duc|lao|{_ABROAD}) "
    rf"|\bluat (?:\w+ ){{0,4}}(?:{_ABROAD})\b"
)
OWN_STORY = ("toi", "em", "e", "minh", "chong", "vo", "ck", "vk", "chi")
_WRONG = r"(?:lam gia|hack|khai gian|giau (?:tien|tai san|cua|thu nhap)|tron|doc trom|lay trom)"
#: Asking how to do wrong; who was wronged says so otherwise ("bị …", "chồng giấu …").
#: "Chỉ em chỗ làm giấy khai sinh giả"; "chỗ làm giấy cho mẹ già" is for the old.
_FORGER = (
    r"(?:chi|can|tim|gioi thieu|ai biet) (?:\w+ ){0,3}(?:cho|noi|dich vu) (?:nhan )?"
    r"(?:lam|ban|mua) (?:giay|bang|the|can cuoc|cccd|ho chieu|con dau)\b(?: \w+){0,4}"
    r"(?<! ong)(?<! ba)(?<! nguoi)(?<! me)(?<! cha)(?<! cu) gia"
)
WRONGDOING = re.compile(
    rf"\bcach (?:de )?{_WRONG}\b|\blam sao (?:de )?{_WRONG}\b|\bmua (?:\w+ ){{1,4}}gia o dau\b"
    rf"|\b{_FORGER}\b"
)
NONE_OF_THESE = frozenset({"khong phai cac y tren", "khong phai", "khong dung y", "khong dung"})

#: From such a chance of a card on, a word from elsewhere ("hợp tuổi") does not decide.
CARD_ANSWERS = 0.5

#: From so many failures in a row on, the officer is offered first.
OFFER_OFFICER_AFTER = 2


def off_topic(turn: Turn) -> list[Action]:
    """Orders to the machine, medicine, weather and the like are declined at once; else []."""
    text = turn.message.text
    if mentions(text, ORDERS):
        return _declined(texts.ONLY_SEARCHING)
    if mentions(text, HEALTH) and not _about_law(turn):
        return _declined(texts.health_question(emergency_number()))
    if mentions(text, ELSEWHERE) and not _about_law(turn):
        return _declined(texts.NOT_MY_FIELD)
    if _not_for_us(plain(text)):
        return _declined(texts.NOT_MY_FIELD)
    if says(text, NONE_OF_THESE):
        return failed(turn, texts.TRY_OTHER_WORDS)
    return []


def handle(turn: Turn) -> list[Action]:
    """The last word: nothing was found; the second time in a row the officer is offered first."""
    return failed(turn, texts.NOTHING_FOUND)


def _about_law(turn: Turn) -> bool:
    """Whether the words are of law, or one of our cards may well answer."""
    text = turn.message.text
    if mentions(text, LAW_WORDS) or _ARTICLE.search(plain(text)):
        return True
    best = turn.library.match_cards(text, limit=1, as_of=turn.day)
    return any(hit.confidence >= CARD_ANSWERS for hit in best)


def _not_for_us(words: str) -> bool:
    """Whether the folded words ask for the law of another country, or how to do wrong."""
    foreign = FOREIGN_LAW.search(words) and not mentions(words, OWN_STORY)
    return bool(foreign or WRONGDOING.search(words))


def failed(turn: Turn, sentence: str, near: tuple[Choice, ...] = ()) -> list[Action]:
    """The sentence, what is ``near`` to pick; from the second failure in a row on the officer
    first.
    """
    failures = turn.conversation.failures + 1
    again = failures >= OFFER_OFFICER_AFTER
    return [
        Remember(replace(turn.conversation, failures=failures)),
        Say(texts.NOTHING_FOUND_AGAIN if again else sentence),
        OfferChoices((OFFICER, *near, MENU) if again else (*near, MENU, OFFICER), texts.PICK),
        Conclude(Intent.REFUSAL, 0.0),
    ]


def _declined(sentence: str) -> list[Action]:
    return [Say(sentence), OfferChoices((MENU, OFFICER), texts.PICK), Conclude(Intent.REFUSAL)]
