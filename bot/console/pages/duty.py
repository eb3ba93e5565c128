"""Who is on duty outside working hours, and what is missing so that somebody is."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.audit import audited
from bot.console.forms import EmptyForm
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.errors import BotError
from bot.staff.gaps import NO_CASE_OFFICER, NO_ZALO_ID, NOBODY_TONIGHT, gaps
from bot.staff.local_time import read_time
from bot.staff.roster import Roster
from bot.store.rosters import RosterRepository

ADMIN = needs(Permission.ADMINISTER)
MOST_SHOWN = 100
"""Shifts of the coming weeks on one page."""
GAP_SENTENCES = {
    NO_CASE_OFFICER: "Chưa có cán bộ nào được nhận việc khẩn. Chị chọn người ở mục Cán bộ.",
    NO_ZALO_ID: "Chưa cán bộ nhận việc khẩn nào có mã Zalo nên không ai nhận được tin báo.",
    NOBODY_TONIGHT: "Đêm nay chưa có ai trực.",
}


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("duty", __name__, url_prefix="/quan-tri/lich-truc")
    rosters = RosterRepository(parts.database)
    _roster(page, parts, rosters)
    _changes(page, parts, rosters)
    return page


def _roster(page: Blueprint, parts: ConsoleParts, rosters: RosterRepository) -> None:
    @page.route("", methods=["GET", "POST"])
    @ADMIN
    def index() -> ResponseReturnValue:
        form, problem = EmptyForm(), ""
        if form.validate_on_submit():
            try:
                return _added(rosters)
            except BotError as error:
                if error.http_status == 503:
                    raise
                problem = error.public_message
        record = rosters.read(current_oa(), parts.now())
        missing = gaps(Roster(rosters), current_oa(), parts.now())
        return render_template(
            "console/administration/duty.html",
            form=form,
            problem=problem,
            people={each.admin_id: each for each in record.officers},
            shifts=record.shifts[:MOST_SHOWN],
            missing=[GAP_SENTENCES.get(each, each) for each in missing],
            now=parts.now(),
        )


def _added(rosters: RosterRepository) -> ResponseReturnValue:
    begins = read_time(f"{request.form.get('day', '')} {request.form.get('begins', '')}")
    ends = read_time(f"{request.form.get('last_day', '')} {request.form.get('ends', '')}")
    email = request.form.get("email", "")
    new = rosters.add_shifts(current_oa(), [(email, begins, ends)])
    audited("shift_added", current_oa())
    flash("Đã xếp ca trực." if new else "Ca trực này đã có rồi.", "success")
    return redirect(url_for("duty.index"))


def _changes(page: Blueprint, parts: ConsoleParts, rosters: RosterRepository) -> None:
    @page.post("/bo")
    @ADMIN
    def remove() -> ResponseReturnValue:
        wanted = request.form.get("shift", "")
        record = rosters.read(current_oa(), parts.now())
        for shift in record.shifts:
            if wanted == f"{shift.admin_id} {shift.starts_at.isoformat()}":
                rosters.remove_shift(current_oa(), shift)
                audited("shift_removed", f"{current_oa()}:{shift.admin_id}")
                flash("Đã bỏ ca trực.", "success")
                return redirect(url_for("duty.index"))
        abort(404)
