"""What an account lacks so that somebody answers when a woman is in danger."""

from __future__ import annotations

from datetime import datetime

from bot.staff.roster import Officer, Roster
from knowledge.day import today

NO_CASE_OFFICER = "chưa có cán bộ nhận việc khẩn: python -m bot officer add … --cases"
NO_ZALO_ID = "chưa cán bộ nhận việc khẩn nào có mã Zalo: python -m bot officer add … --zalo-user"
NOBODY_TONIGHT = "chưa xếp ca trực cho đêm nay: python -m bot duty add …"


def gaps(roster: Roster, oa_id: str, now: datetime) -> list[str]:
    """What is missing, one Vietnamese sentence each, for whoever runs the server.

    Raises ``StateUnavailable``, ``NoWorkingTime``.
    """
    ready = roster.case_officers(oa_id)
    if not ready:
        return [NO_CASE_OFFICER]
    missing = [] if any(officer.zalo_user_id for officer in ready) else [NO_ZALO_ID]
    return missing if _covered(roster, oa_id, ready, now) else [*missing, NOBODY_TONIGHT]


def _covered(roster: Roster, oa_id: str, ready: list[Officer], now: datetime) -> bool:
    """Whether there is a shift between the end of today's work and the next day of work."""
    working = roster.working_time(oa_id)
    spans = working.spans(today(now))
    begins = max(now, spans[-1][1]) if spans else now
    ends = working.opens_next(begins)
    ids = {officer.admin_id for officer in ready}
    return any(
        shift.admin_id in ids and shift.starts_at < ends and shift.ends_at > begins
        for shift in roster.shifts(oa_id)
    )
