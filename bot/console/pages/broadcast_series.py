"""Loạt tin hằng tuần: made once, approved once, then a tip goes out every week by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.broadcast.series_acts import SeriesActs, UnfitHour
from bot.broadcast.versions import ChangedMeanwhile, version_of
from bot.console import broadcast_words
from bot.console.access import Permission, needs
from bot.console.broadcast_desk import BroadcastDesk
from bot.console.broadcast_forms import CARDS, WEEKDAY_NAMES, SeriesForm
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa, current_officer
from bot.errors import BotError
from bot.faq.life_cycle import Author
from bot.store.broadcast_models import SeriesState
from bot.store.broadcast_records import Audience, Series
from bot.store.broadcast_series import SERIES_NAMES, UnknownSeries, WrongSeriesState

AHEAD = 4
"""So many tips to come are shown."""
NO_GROUP = "Chị chọn ít nhất một nhóm, hoặc chọn mọi nhóm."
EIGHT = time(8)
Act = Callable[[SeriesActs, int, Author, str], Series]
"""The last is the version that she had before her."""
ACTS: tuple[tuple[str, str, Permission, Act, str], ...] = (
    (
        "approve", "duyet", Permission.APPROVE_BROADCAST,
        lambda acts, number, by, seen: acts.approve(number, by, seen=seen),
        "Đã duyệt {}. Từ tuần này mỗi tuần tự gửi một mẹo.",
    ),
    (
        "pause", "tam-dung", Permission.WRITE_BROADCAST,
        lambda acts, number, by, _: acts.pause(number, by),
        "Đã tạm dừng {}. Tin đã hẹn giờ thì vẫn gửi, trừ khi chị dừng riêng tin ấy.",
    ),
    (
        "resume", "chay-tiep", Permission.APPROVE_BROADCAST,
        lambda acts, number, by, _: acts.resume(number, by), "{} chạy tiếp.",
    ),
    (
        "end", "ket-thuc", Permission.WRITE_BROADCAST,
        lambda acts, number, by, _: acts.end(number, by), "{} đã kết thúc.",
    ),
)  # fmt: skip


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages under /tin/loat."""
    page = Blueprint("broadcast_series", __name__, url_prefix="/tin/loat")
    desk = BroadcastDesk(parts)
    _add_reading(page, desk)
    _add_writing(page, desk)
    for name, address, permission, act, told in ACTS:
        view = needs(permission)(_view(desk, act, told))
        page.add_url_rule(f"/<int:number>/{address}", name, view, methods=["POST"])
    return page


def _add_reading(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.get("")
    @needs(Permission.SEE)
    def several() -> ResponseReturnValue:
        return render_template(
            "console/broadcasts/series_list.html",
            several=[*reversed(desk.room.series_repository.list(current_oa()))],
            names=SERIES_NAMES,
            kinds=broadcast_words.SERIES_KINDS,
            weekdays=WEEKDAY_NAMES,
        )

    @page.get("/<int:number>")
    @needs(Permission.SEE)
    def one(number: int) -> ResponseReturnValue:
        series = _get(desk, number)
        groups = {each.group_id: each.name for each in desk.counts.groups(series.oa_id)}
        return render_template(
            "console/broadcasts/series.html",
            series=series,
            seen=version_of(series),
            state=SERIES_NAMES[series.state],
            kind=broadcast_words.SERIES_KINDS[series.state],
            weekday=WEEKDAY_NAMES[series.weekday],
            whom=[*broadcast_words.audience(series.audience, "", groups)],
            unfit=desk.room.series_acts.unfit(series),
            upcoming=desk.room.series.upcoming(series, desk.parts.now(), AHEAD),
            history=desk.history(f"series:{series.id}"),
            writer=desk.who(series.written_by),
            approver=desk.who(series.approved_by),
            picture=CARDS.get(series.picture, ""),
            mine=series.written_by == current_officer().id,
            alone=desk.room.may_approve_alone(series.oa_id),
        )


def _add_writing(page: Blueprint, desk: BroadcastDesk) -> None:
    @page.route("/moi", methods=["GET", "POST"])
    @needs(Permission.WRITE_BROADCAST)
    def new() -> ResponseReturnValue:
        form = _form(desk, None)
        if request.method == "GET":
            form.at.data = EIGHT
        return _written(desk, form, None)

    @page.route("/<int:number>/sua", methods=["GET", "POST"])
    @needs(Permission.WRITE_BROADCAST)
    def edit(number: int) -> ResponseReturnValue:
        series = _get(desk, number)
        if series.state is SeriesState.ENDED:
            raise WrongSeriesState(series.state)
        form = _form(desk, series)
        if request.method == "GET":
            form.begin_with(series)
            form.seen.data = version_of(series)
        return _written(desk, form, series)


def _form(desk: BroadcastDesk, series: Series | None) -> SeriesForm:
    form = SeriesForm()
    form.know(*desk.known(), series.audience if series else Audience())
    form.know_lasts(series.lasts_minutes if series else form.lasts.default)
    return form


def _written(desk: BroadcastDesk, form: SeriesForm, series: Series | None) -> ResponseReturnValue:
    """The series as it was kept; the form where there is nothing to keep yet, or it cannot be."""
    refused = None
    try:
        if form.is_submitted() and form.validate() and _somebody(form):
            if kept := _kept(desk, form, series):
                flash(f"Đã lưu {kept.code}. Loạt tin chạy sau khi một người khác duyệt.", "success")
                return redirect(url_for(".one", number=kept.id))
    except ChangedMeanwhile as error:
        refused = error
    shown = render_template(
        "console/broadcasts/series_form.html", form=form, series=series, refused=refused
    )
    return shown, refused.http_status if refused else 422 if form.errors else 200


def _view(desk: BroadcastDesk, act: Act, told: str) -> Callable[[int], ResponseReturnValue]:
    def view(number: int) -> ResponseReturnValue:
        series, seen = _get(desk, number), request.form.get("seen", "")
        try:
            done = act(desk.room.series_acts, series.id, current_officer(), seen)
            flash(told.format(done.code), "success")
        except BotError as error:
            if error.retryable:
                raise
            flash(error.public_message, "danger")
        return redirect(url_for("broadcast_series.one", number=number))

    return view


def _get(desk: BroadcastDesk, number: int) -> Series:
    """One of this account's. Raises ``UnknownSeries``."""
    found = desk.room.series_repository.get(number)
    if found.oa_id != current_oa():
        raise UnknownSeries
    return found


def _kept(desk: BroadcastDesk, form: SeriesForm, series: Series | None) -> Series | None:
    """The series, new or changed; None where its hour will not do, and the form says so."""
    acts, by, picture = desk.room.series_acts, current_officer(), form.picture.data or ""
    said = form.name.data, form.audience(), form.times(), by, picture
    try:
        if series is None:
            return acts.create(current_oa(), *said)
        return acts.edit(series.id, *said, seen=form.seen.data or "")
    except UnfitHour as error:
        form.at.errors = [error.public_message]
        return None


def _somebody(form: SeriesForm) -> bool:
    """Whether it is for anybody; for groups one has to be chosen."""
    whom = form.audience()
    if form.kind.data == "group" and not (whom.groups or whom.every_group or whom.labelled):
        form.groups.errors = [NO_GROUP]
        return False
    return True
