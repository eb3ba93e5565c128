"""The states of a broadcast and of its recipients, and what may follow what: two tables."""

from __future__ import annotations

from bot.errors import BotError
from bot.store.broadcast_models import BroadcastState as B
from bot.store.broadcast_models import RecipientState as R
from handlers.texts import broadcast_reasons

BROADCAST: dict[B, frozenset[B]] = {
    B.DRAFT: frozenset({B.CHECKED, B.CANCELLED}),
    B.CHECKED: frozenset({B.DRAFT, B.APPROVED, B.CANCELLED}),
    B.APPROVED: frozenset({B.DRAFT, B.SCHEDULED, B.CANCELLED}),
    B.SCHEDULED: frozenset({B.DRAFT, B.RUNNING, B.PAUSED, B.CANCELLED, B.EXPIRED}),
    B.RUNNING: frozenset({B.PAUSED, B.FINISHED, B.CANCELLED, B.EXPIRED}),
    B.PAUSED: frozenset({B.DRAFT, B.SCHEDULED, B.RUNNING, B.FINISHED, B.CANCELLED, B.EXPIRED}),
    B.FINISHED: frozenset(),
    B.CANCELLED: frozenset(),
    B.EXPIRED: frozenset(),
}
ENDED = frozenset(state for state, following in BROADCAST.items() if not following)
"""Nothing goes out any more; what is not known yet may still be found out."""

RECIPIENT: dict[R, frozenset[R]] = {
    R.WAITING: frozenset({R.CLAIMED, R.SKIPPED}),
    # Back to waiting only where nothing can have gone out.
    R.CLAIMED: frozenset({R.WAITING, R.SENT, R.REFUSED, R.UNKNOWN, R.SKIPPED}),
    # Back to waiting only where the history, or a late answer, shows that nothing arrived.
    R.UNKNOWN: frozenset({R.WAITING, R.SENT, R.REFUSED, R.SKIPPED}),
    R.SENT: frozenset({R.DELIVERED, R.SEEN}),
    R.DELIVERED: frozenset({R.SEEN}),
    R.SEEN: frozenset(),
    R.REFUSED: frozenset(),
    R.SKIPPED: frozenset(),
}
OUT = frozenset({R.SENT, R.DELIVERED, R.SEEN})
"""It reached Zalo."""
OPEN = frozenset({R.WAITING, R.CLAIMED})
"""A broadcast with such a row is not finished."""

BROADCAST_NAMES = {
    B.DRAFT: "bản nháp",
    B.CHECKED: "đã soát, chờ duyệt",
    B.APPROVED: "đã duyệt, chờ hẹn giờ",
    B.SCHEDULED: "đã hẹn giờ",
    B.RUNNING: "đang gửi",
    B.PAUSED: "tạm dừng",
    B.FINISHED: "đã gửi xong",
    B.CANCELLED: "đã hủy",
    B.EXPIRED: "hết hạn gửi",
}
RECIPIENT_NAMES = {
    R.WAITING: "đang chờ",
    R.CLAIMED: "đang gửi",
    R.SENT: "đã gửi",
    R.DELIVERED: "đã nhận",
    R.SEEN: "đã xem",
    R.REFUSED: "Zalo không nhận",
    R.UNKNOWN: "chưa rõ đã đến chưa",
    R.SKIPPED: "bỏ qua",
}
"""What people call them."""


class WrongBroadcastState(BotError):
    """The broadcast does not stand where this act begins."""

    http_status = 409

    def __init__(self, state: B, wanted: str) -> None:
        told = f"Tin này đang là «{BROADCAST_NAMES[state]}», không {wanted} được."
        super().__init__(public_message=told, log_fields={"reason": state.value})


class AlreadyBegun(BotError):
    """Some may have got it, so its words stay as they are."""

    http_status = 409
    public_message = broadcast_reasons.BEGUN


def require(now: B, following: B, wanted: str, *, begun: bool) -> None:
    """Nothing where ``following`` may follow, else ``WrongBroadcastState``. ``begun``: its ledger
    is written, so it begins no second time; where its words would change that is ``AlreadyBegun``.
    """
    if following not in BROADCAST[now] or (begun and following is B.SCHEDULED):
        raise WrongBroadcastState(now, wanted)
    if begun and following is B.DRAFT:
        raise AlreadyBegun


def may_follow(now: R, following: R) -> bool:
    """Whether a recipient in one state may come into another."""
    return following in RECIPIENT[now]
