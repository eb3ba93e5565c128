"""``python -m bot broadcast series …``: weekly series of the library's tips."""

from __future__ import annotations

import json
import re
from typing import Any

import click

from bot.cli.attached import SHAPES
from bot.cli.audience import audience_options, audience_values, read_audience
from bot.cli.broadcasts import Desk, account, broadcast, json_option, number, officer
from bot.errors import BotError
from bot.staff.account_settings import WEEKDAYS
from bot.staff.permissions import Permission
from bot.store.broadcast_records import Series
from bot.store.broadcast_series import SERIES_NAMES
from bot.store.times import utc_now
from knowledge.day import today

code_argument = click.argument("code", metavar="MÃ")


class UnreadableClock(BotError):
    """That is no time of day."""

    public_message = "Không đọc được giờ. Hãy viết như 08:00."


@broadcast.group("series")
def series() -> None:
    """Loạt tin hằng tuần từ các mẹo luật."""


@series.command("create")
@account
@officer
@click.option("--name", required=True, help="Tên loạt tin.")
@click.option("--weekday", type=click.Choice(WEEKDAYS), required=True, help="Ngày trong tuần.")
@click.option("--at", "clock", required=True, help="Giờ gửi, ví dụ 08:00.")
@click.option("--lasts", type=click.IntRange(15, 720), default=180, help="Gửi trong số phút này.")
@audience_options
@click.option("--picture", type=click.Choice([*SHAPES]), help="Kèm thẻ ảnh vuông hoặc dọc.")
@json_option
def create(
    oa_id: str, email: str, name: str, weekday: str, clock: str, lasts: int,
    picture: str | None, as_json: bool, **rest: Any,
) -> None:  # fmt: skip
    """Tạo một loạt tin."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", clock):
        raise UnreadableClock
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    audience = read_audience(**audience_values(rest))
    times = (WEEKDAYS.index(weekday), clock, lasts)
    card = SHAPES[picture].ref if picture else ""
    made = desk.room.series_acts.create(oa_id, name, audience, times, by, card)
    _tell(desk, made, as_json)


@series.command("approve")
@code_argument
@officer
@json_option
def approve(code: str, email: str, as_json: bool) -> None:
    """Duyệt: từ đây loạt tin tự gửi hằng tuần."""
    desk = Desk()
    by = desk.author(email, Permission.APPROVE_BROADCAST)
    _tell(desk, desk.room.series_acts.approve(number(code, "L"), by), as_json)


@series.command("pause")
@code_argument
@officer
@json_option
def pause(code: str, email: str, as_json: bool) -> None:
    """Tạm dừng cả loạt."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    _tell(desk, desk.room.series_acts.pause(number(code, "L"), by), as_json)


@series.command("resume")
@code_argument
@officer
@json_option
def resume(code: str, email: str, as_json: bool) -> None:
    """Gửi tiếp từ chỗ dừng."""
    desk = Desk()
    by = desk.author(email, Permission.APPROVE_BROADCAST)
    _tell(desk, desk.room.series_acts.resume(number(code, "L"), by), as_json)


@series.command("end")
@code_argument
@officer
@json_option
def end(code: str, email: str, as_json: bool) -> None:
    """Kết thúc loạt tin."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    _tell(desk, desk.room.series_acts.end(number(code, "L"), by), as_json)


@series.command("list")
@click.option("--oa", "oa_id", default="", help="Chỉ một OA.")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_series(oa_id: str, as_json: bool) -> None:
    """Liệt kê các loạt tin, kèm mẹo sắp gửi."""
    desk = Desk()
    for each in desk.room.series_repository.list(oa_id):
        _tell(desk, each, as_json)


def _tell(desk: Desk, each: Series, as_json: bool) -> None:
    upcoming = desk.room.series.next_tip(each, today(utc_now()))
    tip = upcoming.tip.id if upcoming.tip else ""
    row: dict[str, Any] = {
        "code": each.code, "oa_id": each.oa_id, "name": each.name, "state": each.state.value,
        "weekday": WEEKDAYS[each.weekday], "at": each.at, "last_tip": each.last_tip,
        "next_tip": tip, "passed_over": list(upcoming.passed_over),
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    then = f", tiếp theo: {upcoming.tip.title}" if upcoming.tip else ", hết mẹo để gửi"
    click.echo(f"{each.code}. [{SERIES_NAMES[each.state]}] {each.name}{then}")
    for passed in upcoming.passed_over:
        click.echo(f"   Bỏ qua, cần cán bộ xem lại: {passed}")
