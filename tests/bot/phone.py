"""A phone at the other end of the Zalo client: notes what arrives, and fails as it is told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.zalo.answers import PastMessage, Quota, Sent

Failure = Callable[[], Exception]


class Phone:
    """Takes the place of ``ZaloClient``. ``failures`` are used up, one a send; None is a success.

    ``lost_answers``: sends that arrive although the caller is told that nobody knows.
    """

    def __init__(self) -> None:
        self.arrived: list[str] = []
        self.failures: list[Exception | None] = []
        self.lost_answers: list[bool] = []
        self.history_failure: Exception | None = None
        self.before_send: Callable[[], None] = lambda: None

    def send_text(self, oa_id: str, user_id: str, text: str, quote: str = "") -> Sent:
        self.before_send()
        failure = self.failures.pop(0) if self.failures else None
        delivered = failure is None or (self.lost_answers.pop(0) if self.lost_answers else False)
        if delivered:
            self.arrived.append(text)
        if failure is not None:
            raise failure
        return Sent(f"m{len(self.arrived)}", datetime.now(UTC), Quota())

    def send_text_to_group(self, oa_id: str, group_id: str, text: str) -> Sent:
        return self.send_text(oa_id, group_id, text)

    def send_text_to_visitor(self, oa_id: str, visitor: str, conversation: str, text: str) -> Sent:
        return self.send_text(oa_id, visitor, text)

    def recent_messages(self, oa_id: str, user_id: str, count: int = 10) -> list[PastMessage]:
        if self.history_failure is not None:
            raise self.history_failure
        now = datetime.now(UTC)
        told = [
            PastMessage(f"m{number}", True, now, "text", text)
            for number, text in enumerate(self.arrived, 1)
        ]
        return told[::-1]
