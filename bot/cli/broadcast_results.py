"""``python -m bot broadcast show`` and ``results``: a broadcast as it is, and what came back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

import click

from bot.broadcast.content import written_out
from bot.broadcast.results import NOTE, Results
from bot.cli.broadcasts import Desk, account, code_argument, json_option, tell_broadcast
from bot.staff.local_time import read_day
from bot.store.times import utc_now
from knowledge.day import VIETNAM, today

MONTH = timedelta(days=30)


@click.command("show")
@code_argument
@json_option
def show(code: str, as_json: bool) -> None:
    """Lời của tin, đang ở bước nào, ai đã nhận, và người nhận đáp lại ra sao."""
    desk = Desk()
    found = desk.find(code)
    results = desk.room.results.of_broadcast(found.id)
    if as_json:
        click.echo(json.dumps({"code": found.code, **_row(results)}, ensure_ascii=False))
        return
    click.echo(written_out(found.content, found.audience.kind) + "\n")
    tell_broadcast(desk, found, as_json=False)
    click.echo("\n".join([*_lines(results), NOTE]))


@click.command("results")
@account
@click.option("--from", "begin", default="", help="Từ ngày này; mặc định 30 ngày qua.")
@click.option("--to", "end", default="", help="Đến hết ngày này.")
@json_option
def results(oa_id: str, begin: str, end: str, as_json: bool) -> None:
    """Người nhận đáp lại các tin của một khoảng thời gian ra sao; mẹo nào được đáp nhiều nhất."""
    room, now = Desk().room, utc_now()
    since = _morning(begin) if begin else now - MONTH
    until = _morning(end) + timedelta(days=1) if end else now
    period = room.results.of_period(oa_id, since, until)
    best = room.results.best_tips(oa_id, since, until)
    if as_json:
        tips = [{"tip": each.tip, "times": each.times, **_row(each.results)} for each in best]
        row = {"broadcasts": period.broadcasts, **_row(period.all), "best_tips": tips}
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    lines = [
        f"{period.broadcasts} tin, đến ngày {today(until - timedelta(seconds=1)):%d/%m/%Y}",
        *_lines(period.all),
    ]
    for each in best:
        lines += [f"{each.title} ({each.times} lần)", *_lines(each.results)]
    click.echo("\n".join([*lines, NOTE]))


def _morning(written: str) -> datetime:
    return datetime.combine(read_day(written), time(0), VIETNAM).astimezone(UTC)


def _lines(results: Results) -> list[str]:
    return [
        f"   {line.name}: {line.count}" + (f" ({line.share})" if line.share else "")
        for line in results.lines()
    ]


def _row(results: Results) -> dict[str, Any]:
    """Rounded, as everywhere."""
    return {"came_back": {line.name: line.count.cell for line in results.lines()}}
