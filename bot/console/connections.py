"""How an account's connection to Zalo is, in words an officer can act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.models import OaStatus
from bot.store.oas import OfficialAccount

REFRESH_LIVES = timedelta(days=90)
"""Zalo's refresh tokens live three months."""
REFRESH_OLD = timedelta(days=60)
"""One this old means that refreshing does not work."""


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """An account as the page shows it."""

    account: OfficialAccount
    label: str
    kind: str
    advice: str
    refresh_until: datetime | None


def view_of(account: OfficialAccount, now: datetime) -> ConnectionView:
    """What is to be told of the account."""
    issued = account.refresh_issued_at
    return ConnectionView(
        account, *_state(account, now), issued + REFRESH_LIVES if issued else None
    )


def _state(account: OfficialAccount, now: datetime) -> tuple[str, str, str]:
    if account.status is OaStatus.STOPPED:
        return "Zalo đang chặn", "bad", "Chị mở trang quản lý OA của Zalo để xem thông báo."
    if account.status is OaStatus.RECONNECT_REQUIRED:
        advice = "Trợ lý không gửi được tin. Quản trị viên của trang Zalo cần cấp quyền lại."
        return "Cần cấp quyền lại", "bad", advice
    if account.access_expires_at is None or account.refresh_issued_at is None:
        return "Chưa cấp quyền", "waiting", "Cần cấp quyền một lần để trợ lý gửi được tin."
    if now - account.refresh_issued_at > REFRESH_OLD:
        return "Sắp hết hạn", "waiting", "Gia hạn tự động không thành; chị cấp quyền lại sớm."
    return "Đang hoạt động", "good", ""
