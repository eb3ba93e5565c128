"""What people asked for about their data, with the clocks of the law."""

from __future__ import annotations

import re

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.clocks import DAY, Clock, due
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.store.audit import AuditRepository
from bot.store.data_requests import DataRequest, DataRequestRepository, RequestFinished
from bot.store.handovers import HandoverRepository
from bot.store.request_lists import PAGE, RequestLists
from handlers.actions import Right

RIGHTS = {
    Right.SEE: "Muốn xem dữ liệu",
    Right.ERASE: "Muốn xóa dữ liệu",
    Right.WITHDRAW: "Rút đồng ý",
    Right.CORRECT: "Muốn sửa dữ liệu",
}
OUTCOMES = {
    "done": "đã làm xong",
    "refused": "không làm được, đã trả lời lý do",
    "erased": "người này đã xóa hết dữ liệu",
}

_CODE = re.compile(r"DL-(\d{4})-(\d{4,9})", re.ASCII)


class Room:
    """What these pages work with."""

    def __init__(self, parts: ConsoleParts) -> None:
        self.parts = parts
        self.register = DataRequestRepository(parts.database, parts.secret_key)
        self.lists = RequestLists(parts.database)
        self.handovers = HandoverRepository(parts.database)
        self.audit = AuditRepository(parts.database)

    def clock(self, wish: DataRequest) -> Clock:
        """How long the next step still has, or how it ended."""
        if wish.finished_at is not None:
            return Clock(OUTCOMES.get(wish.outcome, "đã xong"), "good")
        until = wish.finish_by if wish.replied_at else wish.reply_by
        return due(until, self.parts.now(), soon=DAY)


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("data_requests", __name__, url_prefix="/yeu-cau-du-lieu")
    room = Room(parts)
    _register(page, room)
    _wish(page, room)
    return page


def _register(page: Blueprint, room: Room) -> None:
    @page.get("")
    @needs(Permission.TALK)
    def register() -> ResponseReturnValue:
        oa_id, over = current_oa(), request.args.get("xem") == "da-xong"
        written = _CODE.fullmatch(request.args.get("sau", ""))
        before = (int(written[1]), int(written[2])) if written else None
        found = room.lists.finished(oa_id, before, PAGE + 1) if over else room.register.list(oa_id)
        shown = found[:PAGE] if over else found
        return render_template(
            "console/data_requests/register.html",
            wishes=[(each, room.clock(each)) for each in shown],
            counts=room.lists.counts(oa_id, room.parts.now()),
            rights=RIGHTS,
            over=over,
            page={"next": shown[-1].code if len(found) > len(shown) else "", "first": not before},
        )


def _wish(page: Blueprint, room: Room) -> None:
    @page.get("/<code>")
    @needs(Permission.TALK)
    def show(code: str) -> ResponseReturnValue:
        wish = room.register.get(_known(code), current_oa())
        subject = f"{wish.oa_id} {wish.code}"
        room.audit.append(_actor(), "data_request_shown", subject)
        talk = room.handovers.of_person(wish.oa_id, wish.user_id) if wish.user_id else None
        return render_template(
            "console/data_requests/request.html",
            wish=wish,
            clock=room.clock(wish),
            label=RIGHTS[wish.right],
            outcome=OUTCOMES.get(wish.outcome, ""),
            talk=talk,
            overdue=wish.overdue(room.parts.now()),
        )

    @page.post("/<code>/da-tra-loi")
    @needs(Permission.TALK)
    def reply(code: str) -> ResponseReturnValue:
        try:
            room.register.reply(_known(code), _actor(), room.parts.now(), current_oa())
            flash("Đã ghi là chị đã trả lời người này.", "success")
        except RequestFinished as error:
            flash(error.public_message, "warning")
        return redirect(url_for("data_requests.show", code=code))

    @page.post("/<code>/xong")
    @needs(Permission.TALK)
    def finish(code: str) -> ResponseReturnValue:
        outcome = request.form.get("outcome", "")
        if outcome not in ("done", "refused"):
            abort(400)
        try:
            room.register.finish(_known(code), _actor(), outcome, room.parts.now(), current_oa())
            flash("Đã ghi là xong. Mã Zalo của người này đã xóa khỏi sổ.", "success")
        except RequestFinished as error:
            flash(error.public_message, "warning")
        return redirect(url_for("data_requests.show", code=code))


def _actor() -> str:
    """The number that stands for her in the audit log, as on the command line."""
    return str(current_officer().id)


def _known(code: str) -> str:
    """The code. What cannot be one is not found (404)."""
    if not _CODE.fullmatch(code):
        abort(404)
    return code
