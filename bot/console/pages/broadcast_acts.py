"""What is done to a broadcast: check, approve, schedule, pause, go on, cancel, a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.broadcast.hours import is_open, opens_next
from bot.broadcast.hours import written as written_hours
from bot.broadcast.sending import AttachmentMissing
from bot.broadcast.versions import version_of
from bot.console import broadcast_words
from bot.console.access import Permission, needs
from bot.console.broadcast_desk import BroadcastDesk
from bot.console.broadcast_forms import ScheduleForm
from bot.console.parts import ConsoleParts
from bot.console.session import current_officer
from bot.errors import BotError
from bot.store.admins import Admin
from bot.store.broadcast_models import BroadcastState, RecipientKind
from bot.store.broadcast_records import Broadcast
from bot.zalo.errors import ZaloError
from knowledge.day import VIETNAM

AT_FIRST = timedelta(hours=1)
"""So long from now the form proposes, where that is a time for broadcasts."""
NO_ZALO_ID = (
    "Chưa biết tài khoản Zalo của chị nên chưa gửi thử được. Chị nhờ quản trị viên ghi mã Zalo của "
    "chị ở Quản trị, mục Cán bộ."
)


@dataclass(frozen=True, slots=True)
class Act:
    """One button: its name, its address, what it needs, what it does, what is said then."""

    name: str
    address: str
    permission: Permission
    do: Callable[[BroadcastDesk, Broadcast, Admin, str], Broadcast]
    """The last is the version that she had before her."""
    told: str


ACTS = (
    Act(
        "check",
        "soat",
        Permission.CHECK_BROADCAST,
        lambda desk, each, by, seen: desk.room.life_cycle.check(each.id, by, seen=seen),
        "Đã soát {}. Còn chờ một người khác duyệt.",
    ),
    Act(
        "approve",
        "duyet",
        Permission.APPROVE_BROADCAST,
        lambda desk, each, by, seen: desk.room.life_cycle.approve(each.id, by, seen=seen),
        "Đã duyệt {}. Còn một bước nữa là hẹn giờ gửi.",
    ),
    Act(
        "send_back",
        "tra-lai",
        Permission.CHECK_BROADCAST,
        lambda desk, each, by, _: desk.room.life_cycle.send_back(each.id, by),
        "Đã trả lại {}. Người viết sửa xong thì soát lại.",
    ),
    Act(
        "pause",
        "tam-dung",
        Permission.WRITE_BROADCAST,
        lambda desk, each, by, _: desk.room.life_cycle.pause(each.id, by),
        "Đã tạm dừng {}. Không ai nhận thêm.",
    ),
    Act(
        "resume",
        "gui-tiep",
        Permission.APPROVE_BROADCAST,
        lambda desk, each, by, _: desk.room.life_cycle.resume(each.id, by),
        "{} được gửi tiếp từ chỗ dừng. Ai nhận rồi thì không nhận lần nữa.",
    ),
    Act(
        "cancel",
        "huy",
        Permission.WRITE_BROADCAST,
        lambda desk, each, by, _: desk.room.life_cycle.cancel(each.id, by),
        "Đã hủy {}. Ai chưa nhận thì không nhận nữa.",
    ),
)


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The buttons of the pages under /tin."""
    page, desk = Blueprint("broadcast_acts", __name__, url_prefix="/tin"), BroadcastDesk(parts)
    for act in ACTS:
        view = needs(act.permission)(_view(desk, act))
        page.add_url_rule(f"/<int:number>/{act.address}", act.name, view, methods=["POST"])
    _add_schedule(page, desk)
    _add_test(page, desk)
    return page


def _view(desk: BroadcastDesk, act: Act) -> Callable[[int], ResponseReturnValue]:
    def view(number: int) -> ResponseReturnValue:
        broadcast = desk.get(number)

        def do() -> str:
            seen = request.form.get("seen", "")
            return act.told.format(act.do(desk, broadcast, current_officer(), seen).code)

        return _done(number, do)

    return view


def _add_schedule(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.route("/<int:number>/hen-gio", methods=["GET", "POST"])
    @needs(Permission.APPROVE_BROADCAST)
    def schedule(number: int) -> ResponseReturnValue:
        broadcast, form = desk.get(number), ScheduleForm()
        if request.method == "GET":
            propose(desk, broadcast.oa_id, form, broadcast.wished_for)
        elif form.validate():
            at, ends = form.times()
            try:
                desk.room.life_cycle.schedule(number, at, current_officer(), ends)
            except BotError as error:
                say(error)
                return _schedule_page(desk, broadcast, form), error.http_status
            flash(f"{broadcast.code} sẽ tự gửi đúng giờ đã hẹn.", "success")
            return redirect(url_for("broadcasts.one", number=number))
        return _schedule_page(desk, broadcast, form), 422 if form.errors else 200

    @page.post("/<int:number>/gui-ngay")
    @needs(Permission.APPROVE_BROADCAST)
    def now(number: int) -> ResponseReturnValue:
        broadcast = desk.get(number)

        def do() -> str:
            life, seen = desk.room.life_cycle, request.form.get("seen", "")
            life.schedule(number, desk.parts.now(), current_officer(), seen=seen)
            return f"{broadcast.code} bắt đầu gửi trong vài giây nữa."

        return _done(number, do)


def _schedule_page(desk: BroadcastDesk, broadcast: Broadcast, form: ScheduleForm) -> str:
    settings = desk.room.roster.settings(broadcast.oa_id)
    at = broadcast.scheduled_for or desk.parts.now()
    shown = desk.room.previews.of(broadcast, at)
    return render_template(
        "console/broadcasts/schedule.html",
        form=form,
        broadcast=broadcast,
        seen=version_of(broadcast),
        hours=written_hours(settings),
        foreseen=broadcast_words.foreseen(shown),
        cost=shown.cost,
        problems=shown.problems,
        open_now=is_open(settings, desk.parts.now()),
        schedulable=broadcast.state is BroadcastState.APPROVED,
    )


def propose(
    desk: BroadcastDesk, oa_id: str, form: ScheduleForm, wished: datetime | None = None
) -> None:
    """A time that is open for broadcasts, as the form begins with it: the one that its writer asked
    for, unless that is over.
    """
    settings, now = desk.room.roster.settings(oa_id), desk.parts.now()
    first = wished if wished and wished > now else now + AT_FIRST
    at = opens_next(settings, first).astimezone(VIETNAM)
    form.day.data, form.at.data = at.date(), at.time().replace(second=0, microsecond=0)


def _add_test(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.post("/<int:number>/gui-thu")
    @needs(Permission.WRITE_BROADCAST)
    def test(number: int) -> ResponseReturnValue:
        broadcast, officer = desk.get(number), current_officer()
        to = desk.room.zalo_id(broadcast.oa_id, officer.id) or officer.zalo_user_id
        if not to:
            flash(NO_ZALO_ID, "danger")
            return redirect(url_for("broadcasts.one", number=number))

        def do() -> str:
            desk.room.sending.send_to(broadcast, RecipientKind.PERSON, to)
            desk.room.broadcasts.note(number, "tested", officer.email)
            return "Đã gửi thử vào Zalo của chị. Chị mở điện thoại xem."

        return _done(number, do)


def _done(number: int, do: Callable[[], str]) -> ResponseReturnValue:
    """Do it, say so, and show the broadcast; what cannot be done is said too."""
    try:
        flash(do(), "success")
    except (ZaloError, AttachmentMissing) as error:
        say(error)
    except BotError as error:
        if error.retryable:
            raise
        say(error)
    return redirect(url_for("broadcasts.one", number=number))


def say(error: BotError) -> None:
    """What cannot be done and what to do, a sentence a line."""
    for line in error.public_message.split("\n"):
        flash(line, "danger")
