"""The one way of a broadcast: draft → checked → approved by a second person → scheduled, and what
officers may do to it from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.broadcast import hours
from bot.broadcast.content import InvalidBroadcast, of_law, problems, tidy, written_source
from bot.broadcast.sending import Attachments, NoAttachments
from bot.errors import BotError
from bot.faq.life_cycle import Author
from bot.staff.account_settings import AccountSettings
from bot.store.broadcast_models import BroadcastState
from bot.store.broadcast_records import Audience, Broadcast, BroadcastContent
from bot.store.broadcasts import BroadcastRepository, OpenBroadcast
from bot.store.times import utc_now
from handlers.texts.broadcast_reasons import BEGUN, CHANGE
from knowledge.day import today
from knowledge.search import Library

LASTS = timedelta(hours=3)
"""A broadcast that could not begin or end within this time after its hour does not go out late."""
JUST_NOW = timedelta(minutes=2)
"""Whoever says "now" is not late."""
SENT_BACK = "sent_back"
"""Reason of a draft that somebody did not approve."""
OFFICER = "officer"
"""Reason of a pause that somebody asked for."""


class NeedsSecondPerson(BotError):
    """Whoever wrote it may not approve it, unless the account allows that."""

    http_status = 409
    public_message = (
        "Chị là người viết tin này nên cần một người khác duyệt. Nếu đơn vị chỉ có một cán bộ, "
        "quản trị có thể bật mục broadcast_self_approval."
    )


class UnfitTime(BotError):
    """It cannot be scheduled for that time."""

    http_status = 422


@dataclass(frozen=True, slots=True)
class Ways:
    """What the life-cycle asks others: the account's settings, its library, and those who make
    ready what goes along.
    """

    settings: Callable[[str], AccountSettings]
    library: Callable[[str], Library]
    clock: Callable[[], datetime] = utc_now
    attachments: Attachments = NoAttachments()


class BroadcastLifeCycle:
    """Every act of officers. Each is one transaction with its line in the audit log.

    Acts raise ``UnknownBroadcast``, ``WrongBroadcastState``; ``StateUnavailable`` when the database
    is away. ``seen`` is the version that she had before her: ``ChangedMeanwhile`` where it is
    another one now. Whether somebody's role allows an act is asked before.
    """

    def __init__(self, broadcasts: BroadcastRepository, ways: Ways) -> None:
        self._broadcasts = broadcasts
        self._ways = ways

    def draft(
        self,
        oa_id: str,
        content: BroadcastContent,
        audience: Audience,
        by: Author,
        wished_for: datetime | None = None,
        origin: str = "",
    ) -> Broadcast:
        """A new draft; what is wrong with it is told by ``check``. ``wished_for`` is the hour its
        writer asks for; a draft of the same ``origin`` is the same draft.
        """
        tidied = tidy(content, self._ways.library(oa_id))
        return self._broadcasts.add(
            oa_id, tidied, audience, by.email, by.id, wished_for=wished_for, origin=origin
        )

    def edit(
        self,
        broadcast_id: int,
        content: BroadcastContent,
        audience: Audience,
        by: Author,
        *,
        seen: str | None = None,
    ) -> Broadcast:
        """Other words or another audience: a draft again, of whoever changed it; the hour that was
        asked for stays. Raises ``AlreadyBegun``.
        """
        with self._broadcasts.changing(broadcast_id, by.email, seen) as opened:
            if opened.row.state is not BroadcastState.DRAFT:
                opened.move(BroadcastState.DRAFT, "edited", "sửa")
            opened.put(tidy(content, self._ways.library(opened.row.oa_id)), audience)
            opened.row.written_by, opened.row.checked_by = by.id, None
            opened.row.approved_by, opened.row.self_approved = None, False
            opened.row.scheduled_for = opened.row.not_after = None
            opened.row.reason, opened.row.to_tell = "", False
            return opened.broadcast()

    def send_back(self, broadcast_id: int, by: Author) -> Broadcast:
        """It is not good enough yet: a draft that waits for its writer, not for an approval. Raises
        ``AlreadyBegun``.
        """
        with self._broadcasts.changing(broadcast_id, by.email) as opened:
            if opened.row.state is BroadcastState.DRAFT:
                opened.note(SENT_BACK)
            else:
                opened.move(BroadcastState.DRAFT, SENT_BACK, "trả lại")
            opened.row.reason, opened.row.to_tell = SENT_BACK, False
            opened.row.checked_by = opened.row.approved_by = None
            opened.row.self_approved = False
            opened.row.scheduled_for = opened.row.not_after = None
            return opened.broadcast()

    def check(self, broadcast_id: int, by: Author, *, seen: str | None = None) -> Broadcast:
        """Somebody read it, and nothing that can be found out stands against it. Raises
        ``InvalidBroadcast``.
        """
        misfits = self._prepared(broadcast_id)
        with self._broadcasts.changing(broadcast_id, by.email, seen) as opened:
            opened.move(BroadcastState.CHECKED, "checked", "soát")
            self._require_fit(opened, self._ways.clock(), misfits)
            opened.row.checked_by = by.id
            return opened.broadcast()

    def approve(self, broadcast_id: int, by: Author, *, seen: str | None = None) -> Broadcast:
        """A second person agrees. Raises ``NeedsSecondPerson``, ``InvalidBroadcast``. The operator
        of the server is no officer: the log then says that it was approved without one.
        """
        misfits = self._prepared(broadcast_id)
        with self._broadcasts.changing(broadcast_id, by.email, seen) as opened:
            opened.move(BroadcastState.APPROVED, "approved", "duyệt")
            self._require_fit(opened, self._ways.clock(), misfits)
            alone = by.id is None or by.id == opened.row.written_by
            if by.id is not None and alone:
                if not self._ways.settings(opened.row.oa_id).broadcast_self_approval:
                    raise NeedsSecondPerson
            if alone:
                opened.note("self_approved")
            opened.row.approved_by, opened.row.self_approved = by.id, alone
            return opened.broadcast()

    def schedule(
        self,
        broadcast_id: int,
        at: datetime,
        by: Author,
        not_after: datetime | None = None,
        *,
        seen: str | None = None,
    ) -> Broadcast:
        """It goes out at that time, and not after ``not_after`` (three hours later unless told).

        Raises ``UnfitTime``, and ``InvalidBroadcast`` where the law will not be in force that day.
        """
        misfits = self._prepared(broadcast_id)
        with self._broadcasts.changing(broadcast_id, by.email, seen) as opened:
            opened.move(BroadcastState.SCHEDULED, "scheduled", "hẹn giờ gửi")
            end = not_after or at + LASTS
            self._require_fit_time(opened.row.oa_id, at, end)
            self._require_fit(opened, at, misfits)
            opened.row.scheduled_for, opened.row.not_after = at, end
            return opened.broadcast()

    def pause(self, broadcast_id: int, by: Author, reason: str = OFFICER) -> Broadcast:
        """Nothing more is claimed from this moment on."""
        with self._broadcasts.changing(broadcast_id, by.email) as opened:
            opened.move(BroadcastState.PAUSED, "paused", "tạm dừng", reason)
            return opened.broadcast()

    def resume(self, broadcast_id: int, by: Author) -> Broadcast:
        """It goes on where it stopped; one that had not begun is scheduled again. Raises
        ``InvalidBroadcast`` where its law is not in force.
        """
        with self._broadcasts.changing(broadcast_id, by.email) as opened:
            begun = opened.row.size is not None
            following = BroadcastState.RUNNING if begun else BroadcastState.SCHEDULED
            opened.move(following, "resumed", "gửi tiếp")
            self._require_lawful(opened.broadcast())
            opened.row.held_until, opened.row.to_tell = None, False
            opened.row.attachment_uploads = 0
            return opened.broadcast()

    def cancel(self, broadcast_id: int, by: Author) -> Broadcast:
        """It ends: whoever still waits is skipped, in the same transaction."""
        with self._broadcasts.changing(broadcast_id, by.email) as opened:
            opened.end(BroadcastState.CANCELLED, "cancelled", "hủy")
            return opened.broadcast()

    def _prepared(self, broadcast_id: int) -> list[str]:
        """What stands against what goes along. A picture is drawn here, before anything is locked:
        that takes a moment.
        """
        return self._ways.attachments.prepare(self._broadcasts.get(broadcast_id))

    def _require_fit(self, opened: OpenBroadcast, at: datetime, misfits: list[str]) -> None:
        broadcast = opened.broadcast()
        library = self._ways.library(broadcast.oa_id)
        found = problems(broadcast.content, broadcast.audience, library, today(at)) + misfits
        if found:
            raise InvalidBroadcast(found)
        opened.row.library = library.version
        opened.row.source = written_source(broadcast.content.citation, library)

    def _require_lawful(self, broadcast: Broadcast) -> None:
        cited, now = broadcast.content.citation, self._ways.clock()
        if cited is None:
            return
        day = today(max(now, broadcast.scheduled_for or now))
        if found := [*of_law(cited, self._ways.library(broadcast.oa_id), day)]:
            raise InvalidBroadcast([*found, BEGUN if broadcast.size is not None else CHANGE])

    def require_time(self, oa_id: str, at: datetime) -> None:
        """Nothing where a broadcast may be scheduled for that time, else ``UnfitTime``."""
        self._require_fit_time(oa_id, at, at + LASTS)

    def _require_fit_time(self, oa_id: str, at: datetime, not_after: datetime) -> None:
        settings = self._ways.settings(oa_id)
        if at < self._ways.clock() - JUST_NOW:
            raise UnfitTime(public_message="Giờ gửi đã qua. Chị chọn giờ khác.")
        if not hours.is_open(settings, at):
            told = f"OA chỉ gửi tin {hours.written(settings)}. Chị chọn giờ trong khoảng ấy."
            raise UnfitTime(public_message=told)
        if not_after <= at:
            raise UnfitTime(public_message="Giờ thôi gửi cần sau giờ gửi.")
