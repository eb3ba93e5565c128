"""When the account's officers work, and its own closed days."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.account_choices import chosen
from bot.console.audit import audited
from bot.console.forms import EmptyForm
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.console.week import DAY_NAMES, PARTS, InvalidWeek, read_week, shown_week
from bot.staff.account_settings import AccountSettings, ClosedDay, stored
from bot.staff.closed_days import period, with_closed, without
from bot.staff.days import holiday
from bot.staff.local_time import read_day
from bot.store.rosters import RosterRepository
from knowledge.day import today

ADMIN = needs(Permission.ADMINISTER)
LOOK_AHEAD = 90
"""Days for which public holidays are shown."""


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("hours", __name__, url_prefix="/quan-tri/gio-lam-viec")
    rosters = RosterRepository(parts.database)
    _week(page, parts, rosters)
    _closed(page, rosters)
    return page


def _week(page: Blueprint, parts: ConsoleParts, rosters: RosterRepository) -> None:
    @page.route("", methods=["GET", "POST"])
    @ADMIN
    def index() -> ResponseReturnValue:
        settings, form, problem = chosen(rosters, current_oa()), EmptyForm(), ""
        week = shown_week(settings.working_hours)
        if form.validate_on_submit():
            try:
                rosters.put_setting(current_oa(), "working_hours", read_week(request.form))
            except InvalidWeek as error:
                week, problem = dict(request.form), error.public_message
            else:
                audited("working_hours_changed", current_oa())
                return _saved("Đã lưu giờ làm việc.")
        return render_template(
            "console/administration/hours.html",
            form=form,
            week=week,
            problem=problem,
            days=DAY_NAMES,
            parts=PARTS,
            closed=_from_today(settings, parts),
            holidays=_holidays(parts),
        )


def _closed(page: Blueprint, rosters: RosterRepository) -> None:
    @page.post("/nghi")
    @ADMIN
    def close() -> ResponseReturnValue:
        first = request.form.get("first", "")
        days = period(read_day(first), read_day(request.form.get("last") or first))
        known = chosen(rosters, current_oa()).closed_days
        _store(rosters, with_closed(known, days, request.form.get("name", "")))
        return _saved(f"Đã thêm {len(days)} ngày nghỉ.")

    @page.post("/lam-lai")
    @ADMIN
    def reopen() -> ResponseReturnValue:
        day = read_day(request.form.get("day", ""))
        _store(rosters, without(chosen(rosters, current_oa()).closed_days, [day]))
        return _saved("Đã bỏ ngày nghỉ.")


def _store(rosters: RosterRepository, days: tuple[ClosedDay, ...]) -> None:
    value = stored(AccountSettings(closed_days=days), "closed_days")
    rosters.put_setting(current_oa(), "closed_days", value)
    audited("closed_days_changed", current_oa())


def _saved(sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("hours.index"))


def _from_today(settings: AccountSettings, parts: ConsoleParts) -> list[ClosedDay]:
    begin = today(parts.now())
    return [each for each in settings.closed_days if each.day >= begin]


def _holidays(parts: ConsoleParts) -> list[ClosedDay]:
    begin = today(parts.now())
    ahead = (begin + timedelta(days=number) for number in range(LOOK_AHEAD))
    return [ClosedDay(day=each, name=name) for each in ahead if (name := holiday(each))]
