"""Thanks, yes, goodbye, "who are you", rude words, and messages without a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from handlers import texts
from handlers.actions import Action, Conclude, Intent, OfferChoices, Say
from handlers.answer import MENU, OFFICER
from handlers.turn import MessageKind, Turn
from handlers.wording import is_short, mentions, plain, says
from knowledge.text.unicode import normalise

THANKS = ("cam on", "cam on nhieu", "thank", "thanks", "thank you", "tks", "thks", "biet on")
YES = frozenset(
    {
        "ok", "oke", "okay", "okie", "oki", "vang", "da", "da vang", "vang a", "uh", "u", "um",
        "duoc roi", "hieu roi", "toi hieu roi", "em hieu roi", "biet roi", "the a", "vay a",
        "ro roi", "da hieu", "tot", "hay qua", "tot qua", "tuyet voi", "gioi qua", "dung roi",
        "khong", "khong co gi", "khong can", "khong a", "thoi", "thoi duoc roi",
    }
)  # fmt: skip
#: The word that makes a yes, once the small words around it are left out.
_YES_ALONE = frozenset(
    "ok oke okay okie oki duoc dc hieu biet tot ro dung on okela oklah okla".split()
)
GOODBYE = frozenset(
    {
        "tam biet", "bye", "bye bye", "chao tam biet", "hen gap lai", "ngu ngon", "di ngu day",
        "thoi chao", "pp", "bai bai",
    }
)  # fmt: skip
WHO = (
    "ban la ai", "em la ai", "chi la ai", "may la ai", "day la ai", "ai day", "ai dang tra loi",
    "ai tra loi", "ai dang noi", "nguoi hay may", "la may hay nguoi", "may hay nguoi",
    "la nguoi that", "phai nguoi that", "co phai nguoi", "la bot", "phai bot", "la robot",
    "la ai the", "ban ten gi", "la chatbot", "la may a", "ai tao ra",
)  # fmt: skip
RUDE = (
    "ngu the", "do ngu", "ngu qua", "ngu vay", "bot ngu", "may ngu", "vo dung",
    "vo tich su", "dm", "dmm", "dcm", "dkm", "vcl", "vl", "cut", "cut di", "cam mom", "im mom",
    "do dien", "khon nan", "mat day", "te qua", "chan qua", "nhu cut",
)  # fmt: skip

#: Around a yes only these stand: "vậy ok chị", "vâng ạ tôi biết rồi".
_AROUND_YES = frozenset(
    "a ad ah anh ban bac c chi chau co con da em ha hen i la minh na nay nghen nha nhe nhen nhi "
    "oi roi the thi thoi toi tui u uh um vang vay vo".split()
)

#: More words than this are a story, not small talk.
_LONGEST_THANKS, _LONGEST_RUDE = 7, 5


def handle(turn: Turn) -> list[Action]:
    """A short and friendly word; [] for anything that asks something."""
    text = turn.message.text
    if turn.message.kind is not MessageKind.TEXT:
        return []
    if not plain(text):
        return _said(_wordless(text), offer=True)
    if is_short(text) and mentions(text, WHO):
        return _said(texts.who_i_am(turn.organisation.name), offer=True)
    if _brief(text, RUDE, _LONGEST_RUDE):
        return _said(texts.SORRY, offer=True)
    if says(text, GOODBYE):
        return _said(texts.GOODBYE)
    if _brief(text, THANKS, _LONGEST_THANKS):
        return _said(texts.WELCOME)
    return _said(texts.ALL_RIGHT) if _agrees(text) else []


def _agrees(text: str) -> bool:
    """Whether the message is a yes, or one with nothing beside it that says anything."""
    if says(text, YES):
        return True
    words = plain(text).split()
    if "?" in text or not is_short(text):
        return False
    core = " ".join(word for word in words if word not in _AROUND_YES)
    return core in _YES_ALONE


def _brief(text: str, phrases: Collection[str], most_words: int) -> bool:
    return len(plain(text).split()) <= most_words and mentions(text, phrases)


def _wordless(text: str) -> str:
    """Emoji are answered as drawings; punctuation and invisible characters as an empty message."""
    drawn = any(unicodedata.category(sign) in ("So", "Sk") for sign in normalise(text))
    return texts.ONLY_EMOJI if drawn else texts.NO_WORDS


def _said(sentence: str, *, offer: bool = False) -> list[Action]:
    offered: list[Action] = [OfferChoices((MENU, OFFICER), texts.PICK)] if offer else []
    return [Say(sentence), *offered, Conclude(Intent.SMALLTALK)]
