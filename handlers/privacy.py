"""What is kept of a person, and erasing it."""

from __future__ import annotations

from handlers import texts
from handlers.actions import Action, Conclude, Forget, Intent, OfferChoices, Say
from handlers.texts import easy_reading
from handlers.turn import Choice, Turn
from handlers.wording import says

ERASE = frozenset(
    {
        "xoa du lieu", "xoa du lieu cua toi", "xoa du lieu cua em", "xoa het du lieu",
        "xoa het", "xoa thong tin", "xoa thong tin cua toi", "xoa thong tin cua em",
        "xoa lich su", "xoa cuoc tro chuyen", "xoa tro chuyen", "xoa tin nhan", "xoa hoi thoai",
        "quen toi di", "quen em di", "xoa du lieu di", "xoa toan bo du lieu",
    }
)  # fmt: skip
KEPT = frozenset(
    {
        "du lieu cua toi", "du lieu cua em", "du lieu cua", "du lieu", "thong tin cua toi",
        "giu gi ve toi", "ban giu gi ve toi", "luu gi ve toi", "biet gi ve toi",
        "ban biet gi ve toi", "quyen rieng tu", "bao mat", "co luu tin nhan", "luu tin nhan",
        "co bao mat", "co ai doc duoc tin nhan", "du lieu ca nhan",
    }
)  # fmt: skip


def handle(turn: Turn) -> list[Action]:
    """Erases, or tells what is kept; else []."""
    text = turn.message.text
    if says(text, ERASE):
        return [Forget(), Say(texts.FORGOTTEN), Conclude(Intent.PRIVACY)]
    if says(text, KEPT):
        return [
            Say(_kept(turn)),
            OfferChoices((Choice(texts.ERASE, texts.ERASE),), texts.PICK),
            Conclude(Intent.PRIVACY),
        ]
    return []


def _kept(turn: Turn) -> str:
    kept = texts.what_is_kept(turn.organisation.name)
    return f"{kept}\n\n{easy_reading.KEPT}" if turn.conversation.easy_reading else kept
