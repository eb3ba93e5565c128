"""The audit log, to read: who did what, when."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, render_template, request

from bot.console.access import Permission, needs
from bot.console.audit_words import ACTIONS, COMMAND_LINE, SYSTEM, act, actor_name, subject_words
from bot.console.parts import ConsoleParts
from bot.console.session import own_accounts
from bot.staff.local_time import UnreadableTime, read_day
from bot.store.admins import AdminRepository
from bot.store.audit import AuditEntry, AuditFilter, AuditRepository
from knowledge.day import VIETNAM

PAGE = 25


@dataclass(frozen=True, slots=True)
class _Page:
    """Some acts; ``next`` is where the following page begins, None at the end."""

    entries: list[AuditEntry]
    next: int | None
    first: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the reader chose, as the form shows it."""

    actor: str
    action: str


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The page."""
    page = Blueprint("audit_log", __name__, url_prefix="/quan-tri/nhat-ky")
    page.add_app_template_filter(act, "act")
    log, admins = AuditRepository(parts.database), AdminRepository(parts.database)

    @page.get("")
    @needs(Permission.ADMINISTER)
    def index() -> str:
        emails = {str(each.id): each.email for each in admins.list()}
        wanted = _Wanted(request.args.get("ai", ""), request.args.get("viec", ""))
        before = request.args.get("sau", type=int)
        found = log.page(_filter(wanted, emails), before, PAGE + 1)
        return render_template(
            "console/administration/audit_log.html",
            page=_shown(found, emails, first=before is None),
            wanted=wanted,
            actors=[*emails.values(), COMMAND_LINE, SYSTEM],
            actions=sorted(ACTIONS.items(), key=lambda each: each[1]),
        )

    return page


def _filter(wanted: _Wanted, emails: dict[str, str]) -> AuditFilter:
    numbers = [number for number, email in emails.items() if email == wanted.actor]
    known = {SYSTEM: ("", "system"), COMMAND_LINE: ("command line",)}
    actors = known.get(wanted.actor, (wanted.actor, *numbers)) if wanted.actor else ()
    return AuditFilter(actors, wanted.action, _end_of_day())


def _end_of_day() -> datetime | None:
    with suppress(UnreadableTime):
        day = read_day(request.args.get("ngay", ""))
        return datetime.combine(day + timedelta(days=1), time(), VIETNAM).astimezone(UTC)
    return None


def _shown(found: list[AuditEntry], emails: dict[str, str], *, first: bool) -> _Page:
    accounts = [each.oa_id for each in own_accounts()]
    entries = [
        replace(
            each,
            actor=actor_name(each.actor, emails),
            subject=subject_words(each.subject, emails, accounts if len(accounts) == 1 else ()),
        )
        for each in found[:PAGE]
    ]
    more = len(found) > PAGE
    return _Page(entries, entries[-1].id if more else None, first)
