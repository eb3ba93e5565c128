"""Errors of the service: each knows whether trying again helps and what a person may be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class BotError(Exception):
    """Base of every error the service raises on purpose.

    ``str()`` is for the log and holds no personal data. ``retryable`` says whether the same call
    may succeed later, ``public_message`` is what the person may read (Vietnamese), ``http_status``
    what the HTTP edge answers, and ``log_fields`` are numbers and codes for the log line.
    """

    retryable: ClassVar[bool] = False
    http_status: ClassVar[int] = 500
    public_message: str = "Xin lỗi chị, tôi đang gặp trục trặc. Chị vui lòng thử lại sau ít phút."

    def __init__(
        self,
        message: str = "",
        *,
        public_message: str = "",
        log_fields: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message or type(self).__name__)
        self.public_message = public_message or type(self).public_message
        self.log_fields: dict[str, object] = dict(log_fields or {})


class StateUnavailable(BotError):
    """Redis or SQL did not answer; nothing was changed, and the caller should try again."""

    retryable = True
    http_status = 503
