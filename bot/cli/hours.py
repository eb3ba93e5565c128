"""``python -m bot hours …``: an account's working hours, closed days, and the periods that follow
from them.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from pydantic import ValidationError

from bot.cli.staff import NothingToRemove, account, rosters
from bot.errors import BotError
from bot.staff.account_settings import (
    WEEKDAYS,
    AccountSettings,
    ClosedDay,
    read_settings,
    stored,
)
from bot.staff.closed_days import period, with_closed, without
from bot.staff.days import holiday
from bot.staff.local_time import read_day
from knowledge.day import today

_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_LOOK_AHEAD = timedelta(days=60)
_LINE = re.compile(r"(?P<first>T[2-7]|CN)(?:-(?P<last>T[2-7]|CN))?\s+(?P<spans>.+)", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2}:\d{2})-(\d{1,2}:\d{2})")


class InvalidHours(BotError):
    """These cannot be working hours."""

    public_message = (
        'Giờ làm việc chưa đúng. Hãy viết như: --day "T2-T6 07:30-11:30 13:30-17:00" --day '
        '"T7 07:30-11:30". Các buổi phải theo thứ tự, không chồng nhau, và một tuần phải có ít '
        "nhất một buổi."
    )


@click.group()
def hours() -> None:
    """Giờ làm việc và ngày nghỉ của OA."""


@hours.command("show")
@account
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def show(oa_id: str, as_json: bool) -> None:
    """Cho xem giờ làm việc, ngày nghỉ riêng và ngày lễ trong 60 ngày tới."""
    settings = _settings(oa_id)
    row = _row(settings)
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    for number, day in enumerate(WEEKDAYS):
        spans = " ".join(f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in _of(settings, day))
        click.echo(f"{_DAYS[number]}  {spans or 'nghỉ'}")
    click.echo(f"Hạn trả lời: {settings.answer_hours:g} giờ làm việc")
    for each in [*row["closed_days"], *row["holidays"]]:
        click.echo(f"Nghỉ {each['day']}  {each['name']}".rstrip())


@hours.command("set")
@account
@click.option("--day", "days", multiple=True, help='Ví dụ: "T2-T6 07:30-11:30 13:30-17:00".')
@click.option("--answer-hours", type=float, help="Số giờ làm việc tối đa để trả lời một người.")
def set_hours(oa_id: str, days: tuple[str, ...], answer_hours: float | None) -> None:
    """Đặt giờ làm việc (cả tuần một lần, ngày không nêu là ngày nghỉ) và hạn trả lời."""
    changed: dict[str, Any] = {}
    if days:
        changed["working_hours"] = _week(days)
    if answer_hours is not None:
        changed["answer_hours"] = answer_hours
    if not changed:
        raise click.UsageError("Hãy nêu --day hoặc --answer-hours.")
    settings = _checked(changed)
    for name in changed:
        rosters().put_setting(oa_id, name, stored(settings, name))
    click.echo("Đã lưu.", err=True)


@hours.command("close")
@account
@click.option("--from", "first", required=True, help="Ngày nghỉ đầu, ví dụ: 2026-12-01.")
@click.option("--to", "last", default="", help="Ngày nghỉ cuối; bỏ trống nếu chỉ một ngày.")
@click.option("--name", default="", help="Lý do, như người dân sẽ đọc, ví dụ: Đại hội.")
def close(oa_id: str, first: str, last: str, name: str) -> None:
    """Thêm ngày nghỉ riêng của OA."""
    days = _period(first, last or first)
    _store_closed(oa_id, with_closed(_settings(oa_id).closed_days, days, name))
    click.echo(f"Đã thêm {len(days)} ngày nghỉ.", err=True)


@hours.command("reopen")
@account
@click.option("--from", "first", required=True, help="Ngày đầu.")
@click.option("--to", "last", default="", help="Ngày cuối; bỏ trống nếu chỉ một ngày.")
def reopen(oa_id: str, first: str, last: str) -> None:
    """Bỏ ngày nghỉ riêng của OA."""
    days, closed = _period(first, last or first), _settings(oa_id).closed_days
    kept = without(closed, days)
    if len(kept) == len(closed):
        raise NothingToRemove(public_message="OA này không có ngày nghỉ riêng nào trong khoảng đó.")
    _store_closed(oa_id, kept)
    click.echo(f"Đã bỏ {len(closed) - len(kept)} ngày nghỉ.", err=True)


def _settings(oa_id: str) -> AccountSettings:
    return read_settings(rosters().read(oa_id, datetime.now(UTC)).settings or {})


def _of(settings: AccountSettings, day: Any) -> Any:
    return settings.working_hours.get(day, ())


def _row(settings: AccountSettings) -> dict[str, Any]:
    row = settings.model_dump(mode="json", exclude={"safe_word"})
    begin = today(datetime.now(UTC))
    ahead = [begin + timedelta(days=number) for number in range(_LOOK_AHEAD.days)]
    named = [(day, holiday(day)) for day in ahead]
    row["holidays"] = [{"day": day.isoformat(), "name": name} for day, name in named if name]
    return row


def _store_closed(oa_id: str, days: tuple[ClosedDay, ...]) -> None:
    settings = AccountSettings(closed_days=days)
    rosters().put_setting(oa_id, "closed_days", stored(settings, "closed_days"))


def _period(first: str, last: str) -> set[Any]:
    return period(read_day(first), read_day(last))


def _checked(values: dict[str, Any]) -> AccountSettings:
    try:
        return AccountSettings.model_validate(values)
    except ValidationError as error:
        if any(each["loc"][:1] == ("answer_hours",) for each in error.errors()):
            message = "Hạn trả lời phải là số giờ làm việc, lớn hơn 0 và không quá 80."
            raise InvalidHours(public_message=message) from None
        raise InvalidHours from None


def _week(lines: tuple[str, ...]) -> dict[str, Any]:
    week: dict[str, Any] = {}
    for line in lines:
        found = _LINE.fullmatch(line.strip())
        spans = _spans(found["spans"]) if found else []
        if found is None or not spans:
            raise InvalidHours
        first = _DAYS.index(found["first"].upper())
        last = _DAYS.index((found["last"] or found["first"]).upper())
        if last < first:
            raise InvalidHours
        week |= dict.fromkeys(WEEKDAYS[first : last + 1], spans)
    return week


def _spans(written: str) -> list[dict[str, str]]:
    parts = written.split()
    found = [_SPAN.fullmatch(part) for part in parts]
    return (
        [{"opens": f"{each[1]:0>5}", "closes": f"{each[2]:0>5}"} for each in found if each]
        if all(found)
        else []
    )
