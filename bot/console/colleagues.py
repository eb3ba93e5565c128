"""The officers of the account, and who of them is signed in: asked anew for every page, so that who
was taken off the list sees nothing more.
"""

from __future__ import annotations

from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.errors import BotError
from bot.staff.roster import Officer
from bot.store.rosters import RosterRepository
from bot.store.times import utc_now


class NotListed(BotError):
    """She is no officer of this account, so nobody could be told who answers."""

    http_status = 403
    public_message = (
        "Chị chưa có tên trong danh sách cán bộ của trang Zalo này nên chưa đọc và trả lời được. "
        "Chị nhờ quản trị viên thêm tên chị ở mục Quản trị."
    )


class NotNamed(BotError):
    """Cases are locked to the officers named for them."""

    http_status = 403
    public_message = (
        "Chỉ cán bộ được giao việc khẩn mới mở được phần này. Nếu chị được phân công, chị nhờ quản "
        "trị viên ghi chị là người nhận việc khẩn."
    )


class Colleagues:
    """The officers of one account; read once. Raises ``StateUnavailable``, ``NoAccount``."""

    def __init__(self, parts: ConsoleParts) -> None:
        self.oa_id = current_oa()
        records = RosterRepository(parts.database).read(self.oa_id, utc_now()).officers
        self.all = [
            Officer(each.admin_id, each.name, each.zalo_user_id, each.handles_cases)
            for each in records
        ]

    @property
    def my_id(self) -> int:
        """The number of the signed-in officer."""
        return current_officer().id

    @property
    def me(self) -> Officer | None:
        """The signed-in officer as the account's people know her; None when she is not listed."""
        return self.by_id(self.my_id)

    def by_id(self, admin_id: int | None) -> Officer | None:
        """The officer with this number."""
        return next((each for each in self.all if each.admin_id == admin_id), None)

    def name(self, admin_id: int | None) -> str:
        """Her name; "cán bộ khác" for one who is not listed any longer, '' for None."""
        if admin_id is None:
            return ""
        known = self.by_id(admin_id)
        return known.name if known else "cán bộ khác"

    @property
    def for_cases(self) -> list[Officer]:
        """Those who are named for cases."""
        return [each for each in self.all if each.handles_cases]

    @property
    def named(self) -> bool:
        """Whether the signed-in officer may see cases."""
        return self.me is not None and self.me.handles_cases

    def require_me(self) -> Officer:
        """The signed-in officer. Raises ``NotListed``."""
        if self.me is None:
            raise NotListed
        return self.me

    def require_named(self) -> Officer:
        """The signed-in officer, who may see cases. Raises ``NotNamed``."""
        me = self.me
        if me is None or not me.handles_cases:
            raise NotNamed
        return me
