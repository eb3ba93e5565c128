"""The states of an article and its broadcast, and what may follow what."""

from __future__ import annotations

from bot.errors import BotError
from bot.store.article_models import ArticleState as A

FOLLOWING: dict[A, frozenset[A]] = {
    A.DRAFT: frozenset({A.CHECKED, A.CANCELLED}),
    A.CHECKED: frozenset({A.DRAFT, A.APPROVED, A.CANCELLED}),
    A.APPROVED: frozenset({A.DRAFT, A.SCHEDULED, A.CANCELLED}),
    A.SCHEDULED: frozenset({A.DRAFT, A.MAKING, A.PAUSED, A.CANCELLED, A.EXPIRED}),
    A.MAKING: frozenset({A.SENDING, A.PAUSED, A.CANCELLED, A.EXPIRED}),
    # Back to the making only where Zalo surely did nothing.
    A.SENDING: frozenset({A.SENT, A.UNKNOWN, A.MAKING, A.PAUSED}),
    # Zalo tells it, or an officer decides; nothing else leads out of here.
    A.UNKNOWN: frozenset({A.SENT, A.APPROVED}),
    A.PAUSED: frozenset({A.DRAFT, A.SCHEDULED, A.CANCELLED, A.EXPIRED}),
    A.SENT: frozenset(),
    A.CANCELLED: frozenset(),
    A.EXPIRED: frozenset(),
}
NAMES = {
    A.DRAFT: "bản nháp",
    A.CHECKED: "đã soát, chờ duyệt",
    A.APPROVED: "đã duyệt, chờ hẹn giờ",
    A.SCHEDULED: "đã hẹn giờ",
    A.MAKING: "đang tạo bài trên Zalo",
    A.SENDING: "đang giao cho Zalo",
    A.SENT: "đã giao cho Zalo gửi",
    A.UNKNOWN: "chưa rõ đã gửi chưa",
    A.PAUSED: "tạm dừng",
    A.CANCELLED: "đã hủy",
    A.EXPIRED: "hết hạn gửi",
}
"""What people call them."""


class WrongArticleState(BotError):
    """The article does not stand where this act begins."""

    http_status = 409

    def __init__(self, state: A, wanted: str) -> None:
        told = f"Bài này đang là «{NAMES[state]}», không {wanted} được."
        super().__init__(public_message=told, log_fields={"reason": state.value})


def require(now: A, following: A, wanted: str) -> None:
    """Nothing where ``following`` may follow, else ``WrongArticleState``."""
    if following not in FOLLOWING[now]:
        raise WrongArticleState(now, wanted)
