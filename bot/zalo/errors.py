"""What can go wrong with Zalo, as classes that say what to do about it.

Zalo's number alone decides; its message text is neither stable nor free of personal data, and is
thrown away. Source of the table: Zalo's error list, as digested in the API reference, 9.1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from bot.errors import BotError
from bot.zalo.hours import tomorrow, until_morning, until_next_minute


class ZaloError(BotError):
    """Base. ``code`` is Zalo's number (0: none came), ``reason`` a short English slug for the log.

    ``alert`` asks for a person's attention. ``wait`` is how long to leave the call alone where
    Zalo's rules tell, else None. ``until`` is used by ``UserUnreachable``.
    """

    alerts: ClassVar[bool] = False

    def __init__(
        self,
        code: int,
        reason: str,
        *,
        wait: timedelta | None = None,
        until: datetime | None = None,
        alert: bool = False,
    ) -> None:
        self.code = code
        self.reason = reason
        self.wait = wait
        self.until = until
        self.alert = alert or self.alerts
        super().__init__(
            f"{type(self).__name__} {code} {reason}",
            log_fields={"zalo_error": code, "zalo_reason": reason, "alert": self.alert},
        )


class RetryLater(ZaloError):
    """Nothing was delivered; the same call may succeed later."""

    retryable = True
    public_message = "Zalo đang bận. Hệ thống sẽ tự thử lại sau ít phút."


class HeldBack(RetryLater):
    """Our own limits say that it must wait; Zalo was not asked, so it counts as no try."""


class ServerFault(RetryLater):
    """An error page came instead of an answer: most likely nothing was delivered.

    A send looks at the history before it is repeated, where there is one.
    """


class TokenRejected(ZaloError):
    """The access token is not valid; seen outside the client, refreshing it did not help."""

    retryable = True
    public_message = "Zalo không nhận khoá truy cập của OA. Hệ thống sẽ tự thử lại sau ít phút."


class RequestRejected(ZaloError):
    """This very request will never be accepted."""

    public_message = "Zalo không nhận yêu cầu này."


class UnfitText(RequestRejected, ValueError):
    """The text is empty or longer than Zalo takes; refused before the network."""


class AttachmentExpired(RequestRejected):
    """The uploaded picture or file is gone (they live seven days): upload it again, once."""


class GroupUnavailable(RequestRejected):
    """The group is disabled, or the account is not in it."""


class UserUnreachable(ZaloError):
    """This person gets nothing before ``until``, or (None) before she writes again."""

    public_message = "Zalo chưa cho gửi tin đến người này."


class AccountStopped(ZaloError):
    """Nothing goes out for this Official Account until a person has put it right."""

    alerts = True
    public_message = "OA đang bị Zalo chặn gửi tin. Cán bộ cần kiểm tra lại OA trên trang của Zalo."


class OutsideHours(ZaloError):
    """Zalo lets nothing of this kind out at night; ``wait`` runs until the morning."""

    retryable = True
    public_message = "Zalo chỉ cho gửi tin này từ 6 giờ sáng. Hệ thống sẽ tự gửi vào buổi sáng."


class DeliveryUnknown(ZaloError):
    """The message left us and no answer came: it may have arrived.

    ``retryable`` in one sense only: come back, look at the history, then decide.
    """

    retryable = True
    public_message = "Chưa biết tin đã đến nơi hay chưa. Hệ thống sẽ tự kiểm tra."


class Reconnect(ZaloError):
    """An admin of the Official Account must give the consent anew."""

    alerts = True
    public_message = "OA cần được kết nối lại. Quản trị viên OA hãy cấp quyền lại cho ứng dụng."


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one of Zalo's numbers means."""

    error: type[ZaloError]
    reason: str
    wait: Callable[[], timedelta] | None = None
    until: Callable[[], datetime] | None = None
    alert: bool = False


UNKNOWN = Meaning(RequestRejected, "unknown_code", alert=True)
ARTICLE_QUOTA = Meaning(RequestRejected, "article_quota", alert=True)
MEANINGS: dict[int, Meaning] = {
    -32: Meaning(RetryLater, "rate_limit", wait=until_next_minute),
    -100: Meaning(AttachmentExpired, "attachment_expired"),
    -200: Meaning(RetryLater, "sending_failed"),
    -201: Meaning(RequestRejected, "invalid_parameter"),
    -202: Meaning(RequestRejected, "invalid_mac"),
    -204: Meaning(AccountStopped, "account_disabled"),
    -205: Meaning(AccountStopped, "account_does_not_exist"),
    -207: Meaning(AccountStopped, "app_link"),
    -208: Meaning(AccountStopped, "app_link"),
    -209: Meaning(AccountStopped, "app_not_activated"),
    -210: Meaning(RequestRejected, "parameter_too_long"),
    -211: Meaning(AccountStopped, "out_of_quota"),
    -212: Meaning(AccountStopped, "api_not_registered"),
    -213: Meaning(UserUnreachable, "no_relation"),
    -214: Meaning(RetryLater, "still_processing"),
    -215: Meaning(AccountStopped, "app_link"),
    -216: Meaning(TokenRejected, "access_token_invalid"),
    216: Meaning(TokenRejected, "access_token_invalid"),
    -217: Meaning(UserUnreachable, "blocks_invitations"),
    -218: Meaning(UserUnreachable, "daily_limit", until=tomorrow),
    -219: Meaning(AccountStopped, "app_removed"),
    -220: Meaning(TokenRejected, "access_token_expired"),
    -221: Meaning(AccountStopped, "account_not_verified"),
    -222: Meaning(AccountStopped, "app_link"),
    -223: Meaning(Reconnect, "app_not_authorised"),
    -224: Meaning(AccountStopped, "package_too_low"),
    -227: Meaning(UserUnreachable, "banned_or_inactive"),
    -230: Meaning(UserUnreachable, "no_interaction_in_7_days"),
    -232: Meaning(UserUnreachable, "no_interaction"),
    -233: Meaning(RequestRejected, "message_type_unsupported"),
    -234: Meaning(OutsideHours, "night", wait=until_morning),
    -235: Meaning(AccountStopped, "account_type"),
    -237: Meaning(GroupUnavailable, "group_disabled", alert=True),
    -238: Meaning(RequestRejected, "asset_not_found"),
    -240: Meaning(RequestRejected, "endpoint_closed", alert=True),
    -241: Meaning(RequestRejected, "asset_used"),
    -242: Meaning(AccountStopped, "appsecret_proof"),
    -244: Meaning(UserUnreachable, "declines_this_kind"),
    -248: Meaning(RequestRejected, "policy_violation", alert=True),
    -249: Meaning(RequestRejected, "template_without_uid"),
    -305: Meaning(UserUnreachable, "no_interaction_in_48_hours"),
    -311: Meaning(AccountStopped, "out_of_quota"),
    -320: Meaning(AccountStopped, "no_cloud_account"),
    -321: Meaning(AccountStopped, "cloud_account_empty"),
    -403: Meaning(GroupUnavailable, "not_in_group"),
    -1340: Meaning(RequestRejected, "form"),
    -1341: Meaning(RequestRejected, "form"),
    112: Meaning(AccountStopped, "app_not_linked"),
    -14002: Meaning(AccountStopped, "oauth_app_id"),
    -14003: Meaning(AccountStopped, "oauth_redirect_uri"),
}


def error_for(code: int, *, article: bool = False) -> ZaloError:
    """The error that Zalo's number stands for; an unknown one is a ``RequestRejected`` that alerts.

    ``article``: the call was about an article, where -223 means its quota and not the consent.
    """
    meaning = MEANINGS.get(code, UNKNOWN)
    if article and code == -223:
        meaning = ARTICLE_QUOTA
    return meaning.error(
        code,
        meaning.reason,
        wait=meaning.wait() if meaning.wait else None,
        until=meaning.until() if meaning.until else None,
        alert=meaning.alert,
    )
