"""``python -m bot officer …`` and ``python -m bot duty …``: who of the Union answers when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from bot.errors import BotError
from bot.settings import load_settings
from bot.staff.local_time import read_time, show_time
from bot.store import AuditRepository, open_store
from bot.store.rosters import OfficerRecord, RosterRecord, RosterRepository, UnknownOfficer

ACTOR = "command line"
_A_MINUTE = timedelta(minutes=1)

account = click.option("--oa", "oa_id", required=True, help="OA ID.")
address = click.option("--email", required=True, help="E-mail đã thêm bằng lệnh admin add.")
as_json = click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")


class NothingToRemove(BotError):
    """What was to be removed is not there."""

    public_message = "Không có ca trực nào bắt đầu vào lúc đó."


@click.group()
def officer() -> None:
    """Cán bộ của từng OA: ai trả lời, ai nhận việc khẩn."""


@officer.command("add")
@account
@address
@click.option("--name", required=True, help="Tên như chị em gọi, ví dụ: Chị Lan.")
@click.option("--cases", is_flag=True, help="Được nhận việc khẩn (người đang bị nguy hiểm).")
@click.option("--zalo-user", default="", help="Mã người dùng Zalo của cán bộ ở OA này.")
def add_officer(oa_id: str, email: str, name: str, cases: bool, zalo_user: str) -> None:
    """Thêm một cán bộ vào OA, hoặc sửa cán bộ đã có."""
    added = rosters().put_officer(oa_id, email, name, handles_cases=cases, zalo_user_id=zalo_user)
    _note("officer_set_with_cases" if cases else "officer_set", oa_id, added.admin_id)
    click.echo(f"Đã lưu cán bộ {added.name} ({added.email}).", err=True)
    if cases and not added.zalo_user_id:
        click.echo("Chưa có mã Zalo: cán bộ này chưa nhận được tin báo việc khẩn.", err=True)


@officer.command("list")
@account
@as_json
def list_officers(oa_id: str, as_json: bool) -> None:
    """Liệt kê cán bộ của OA."""
    for each in _record(oa_id).officers:
        told = "nhận việc khẩn" if each.handles_cases else "không nhận việc khẩn"
        zalo = each.zalo_user_id or "chưa có mã Zalo"
        row = {
            "email": each.email,
            "name": each.name,
            "cases": each.handles_cases,
            "zalo_user": each.zalo_user_id,
        }
        _print(row, f"{each.email}  {each.name}  {told}  {zalo}", as_json)


@officer.command("remove")
@account
@address
def remove_officer(oa_id: str, email: str) -> None:
    """Rút một cán bộ khỏi OA, cùng các ca trực của cán bộ ấy."""
    removed = _known(oa_id, email)
    rosters().remove_officer(oa_id, email)
    _note("officer_removed", oa_id, removed.admin_id)
    click.echo(f"Đã rút {removed.name} ({removed.email}).", err=True)


@click.group()
def duty() -> None:
    """Lịch trực ngoài giờ làm việc."""


@duty.command("add")
@account
@address
@click.option("--from", "begins", required=True, help="Ví dụ: 2026-11-23 17:00 (giờ Việt Nam).")
@click.option("--to", "ends", required=True, help="Ví dụ: 2026-11-24 07:30 (giờ Việt Nam).")
def add_shift(oa_id: str, email: str, begins: str, ends: str) -> None:
    """Xếp một ca trực."""
    added = rosters().add_shifts(oa_id, [(email, read_time(begins), read_time(ends))])
    click.echo("Đã xếp ca trực." if added else "Ca trực này đã có rồi.", err=True)


@duty.command("list")
@account
@as_json
def list_shifts(oa_id: str, as_json: bool) -> None:
    """Liệt kê các ca trực chưa qua."""
    record = _record(oa_id)
    people = {each.admin_id: each for each in record.officers}
    for shift in record.shifts:
        who, begins, ends = people[shift.admin_id], shift.starts_at, shift.ends_at
        row = {
            "email": who.email,
            "name": who.name,
            "from": begins.isoformat(),
            "to": ends.isoformat(),
        }
        line = f"{show_time(begins)} → {show_time(ends)}  {who.name} ({who.email})"
        _print(row, line, as_json)


@duty.command("remove")
@account
@address
@click.option("--from", "begins", required=True, help="Giờ bắt đầu của ca trực.")
@click.option("--to", "ends", default="", help="Bỏ mọi ca bắt đầu trước giờ này.")
def remove_shifts(oa_id: str, email: str, begins: str, ends: str) -> None:
    """Bỏ một ca trực, hoặc mọi ca bắt đầu trong khoảng --from đến --to."""
    first = read_time(begins)
    last = read_time(ends) if ends else first + _A_MINUTE
    count = rosters().remove_shifts(oa_id, email, first, last)
    if not count:
        raise NothingToRemove
    click.echo(f"Đã bỏ {count} ca trực.", err=True)


@duty.command("import")
@account
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_shifts(oa_id: str, file: Path) -> None:
    """Nhập ca trực từ tệp .xlsx hoặc .csv có các cột E-mail, Từ, Đến; sai một dòng thì không
    nhập dòng nào.
    """
    from bot.staff.shift_file import read_shifts  # reading sheets is slow to load

    shifts = read_shifts(file.name, file.read_bytes(), _record(oa_id).officers)
    added = rosters().add_shifts(oa_id, shifts)
    click.echo(f"Đã nhập {added} ca trực mới, {len(shifts) - added} ca đã có.", err=True)


def rosters() -> RosterRepository:
    """The rosters of the database in use."""
    return RosterRepository(open_store(load_settings().database_url))


def _record(oa_id: str) -> RosterRecord:
    return rosters().read(oa_id, datetime.now(UTC))


def _known(oa_id: str, email: str) -> OfficerRecord:
    wanted = email.strip().lower()
    found: Iterable[OfficerRecord] = _record(oa_id).officers
    known = next((each for each in found if each.email == wanted), None)
    if known is None:
        raise UnknownOfficer(public_message=f"{email} không phải cán bộ của OA {oa_id}.")
    return known


def _note(action: str, oa_id: str, admin_id: int) -> None:
    audit = AuditRepository(open_store(load_settings().database_url))
    audit.append(ACTOR, action, f"{oa_id}:{admin_id}")


def _print(row: dict[str, Any], line: str, as_json: bool) -> None:
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else line)
