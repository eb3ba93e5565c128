"""``python -m bot case …``: cases of danger, for the officers named for them."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from bot.cases.acts import in_brief, officer_name, shown
from bot.errors import BotError
from bot.settings import Settings, load_settings
from bot.staff.roster import Officer, Roster
from bot.store import AdminRepository, Database, OaRepository, open_store
from bot.store.case_alerts import AlertRepository
from bot.store.case_records import Case, CaseUnknown
from bot.store.cases import CaseRepository
from bot.store.rosters import RosterRepository
from handlers.texts import duty

STATES = {
    "new": "chưa báo được ai",
    "alerted": "đã báo cán bộ, chưa ai nhận",
    "taken": "đã có người nhận",
    "notified": "đã báo Chủ tịch UBND",
    "closed": "đã đóng",
}

account = click.option("--oa", "oa_id", required=True, help="OA ID.")
officer_option = click.option(
    "--as", "email", required=True, help="E-mail của cán bộ nhận việc khẩn; mỗi lần đều được ghi."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON."
)
code_argument = click.argument("code")


class NotACaseOfficer(BotError):
    """Cases are locked to the officers named for them."""

    public_message = "Chỉ cán bộ nhận việc khẩn của OA này mới xem và xử lý được hồ sơ."


class Room:
    """What the commands work with."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.secret_key.get_secret_value()
        self.database: Database = open_store(settings.database_url)
        self.register = CaseRepository(self.database, secret)
        self.alerts = AlertRepository(self.database, secret)
        self.roster = Roster(RosterRepository(self.database))
        self.accounts = OaRepository(self.database, secret)

    def officer(self, oa_id: str, email: str) -> Officer:
        """The case officer with this address. Raises ``NotACaseOfficer``."""
        admins = AdminRepository(self.database).list()
        ids = {admin.id for admin in admins if admin.email == email.strip().lower()}
        allowed = (each for each in self.roster.case_officers(oa_id) if each.admin_id in ids)
        found = next(allowed, None)
        if found is None:
            raise NotACaseOfficer
        return found

    def name(self, case: Case) -> str:
        """Who has the case."""
        return officer_name(self.roster, case.oa_id, case.taken_by)


@click.group("case")
def case() -> None:
    """Hồ sơ người đang gặp nguy hiểm; chỉ cán bộ được giao mới xem được."""


@case.command("list")
@click.option("--oa", "oa_id", default="", help="OA ID; bỏ trống là mọi OA.")
@click.option("--all", "all_of_them", is_flag=True, help="Cả hồ sơ đã đóng.")
@json_option
def list_cases(oa_id: str, all_of_them: bool, as_json: bool) -> None:
    """Liệt kê hồ sơ: mã, mức, loại, lúc nhận, tới đâu. Không có nội dung."""
    room = _room()
    for each in room.register.list(oa_id, all_of_them=all_of_them):
        row = _row(room, each)
        line = duty.case_line(in_brief(each, room.name(each)))
        _print(row, f"{each.oa_id}  {line}  ({STATES[each.state]})", as_json)


@case.command("show")
@code_argument
@account
@officer_option
@json_option
def show_case(code: str, oa_id: str, email: str, as_json: bool) -> None:
    """Xem một hồ sơ; lần xem này được ghi vào sổ."""
    room = _room()
    by = room.officer(oa_id, email)
    file = room.register.look(oa_id, _number(code), by.admin_id, "cli", _now())
    alerts = room.alerts.of_case(file.case.id)
    log: list[dict[str, Any]] = [{"at": str(e.at), "kind": e.kind, **e.content} for e in file.log]
    told: list[dict[str, Any]] = [
        {"at": str(a.at or ""), "officer": officer_name(room.roster, oa_id, a.admin_id),
         "round": a.round, "outcome": a.outcome.value, "reason": a.reason}
        for a in alerts
    ]  # fmt: skip
    row = {**_row(room, file.case), "contact": file.contact, "log": log, "alerts": told}
    lines = [shown(file, ""), *(" ".join(map(str, each.values())) for each in [*log, *told])]
    _print(row, "\n".join(lines), as_json)


@case.command("take")
@code_argument
@account
@officer_option
def take_case(code: str, oa_id: str, email: str) -> None:
    """Nhận một hồ sơ."""
    room = _room()
    by = room.officer(oa_id, email)
    taken = room.register.take(oa_id, _number(code), by.admin_id, _now())
    click.echo(f"{by.name} đã nhận {taken.code}.", err=True)


@case.command("close")
@code_argument
@account
@officer_option
@click.option("--outcome", required=True, help="Kết quả, không ghi tên và địa chỉ.")
def close_case(code: str, oa_id: str, email: str, outcome: str) -> None:
    """Đóng một hồ sơ kèm kết quả."""
    room = _room()
    by = room.officer(oa_id, email)
    keep = timedelta(days=room.roster.settings(oa_id).case_retention_days)
    closed = room.register.close(oa_id, _number(code), by.admin_id, outcome, _now(), keep)
    click.echo(duty.closing(closed.code), err=True)


@case.command("note")
@code_argument
@click.argument("words", metavar="GHI_CHÚ")
@account
@officer_option
def note_case(code: str, words: str, oa_id: str, email: str) -> None:
    """Ghi việc đã làm vào sổ của hồ sơ; không ghi tên và địa chỉ."""
    room = _room()
    by = room.officer(oa_id, email)
    noted = room.register.remark(oa_id, _number(code), by.admin_id, words.strip(), "", _now())
    click.echo(f"Đã ghi vào sổ của {noted.code}.", err=True)


@case.command("notice")
@code_argument
@account
@officer_option
@click.option("--docx", "file", type=click.Path(path_type=Path), help="Ghi ra tệp Word.")
@click.option("--sent", is_flag=True, help="Ghi là đã gửi cho Chủ tịch UBND.")
def write_case_notice(code: str, oa_id: str, email: str, file: Path | None, sent: bool) -> None:
    """Soạn thông báo gửi Chủ tịch UBND; cán bộ tự gửi."""
    room = _room()
    by = room.officer(oa_id, email)
    if sent:
        told = room.register.notified(oa_id, _number(code), by.admin_id, _now())
        click.echo(duty.notified(told.code), err=True)
        return
    seen = room.register.look(oa_id, _number(code), by.admin_id, "notice", _now())
    brief, name = in_brief(seen.case, room.name(seen.case)), _account_name(room, oa_id)
    if file is None:
        click.echo(duty.notice(name, brief))
    else:
        from bot.cases.notice import write_notice  # its package is slow to load

        write_notice(file, name, brief, _now())
        click.echo(f"Đã ghi {file}.", err=True)


@case.command("verify")
@json_option
def verify_cases(as_json: bool) -> None:
    """Kiểm tra sổ ghi của mọi hồ sơ có bị sửa, xóa hay không."""
    examined, flaws = _room().register.verify()
    for flaw in flaws:
        _print(asdict(flaw), f"{flaw.oa_id} {flaw.code}: {flaw.sentence}", as_json)
    if flaws:
        click.echo(f"Có {len(flaws)} chỗ không còn nguyên vẹn trong {examined} hồ sơ.", err=True)
        sys.exit(1)
    click.echo(f"{examined} hồ sơ, sổ ghi còn nguyên vẹn.", err=True)


def _room() -> Room:
    return Room(load_settings(require=("SECRET_KEY",)))


def _now() -> datetime:
    return datetime.now(UTC)


def _account_name(room: Room, oa_id: str) -> str:
    account = room.accounts.get(oa_id)
    return account.name if account else ""


def _number(code: str) -> int:
    digits = code.strip().upper().removeprefix("V")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 6):
        raise CaseUnknown
    return int(digits)


def _row(room: Room, each: Case) -> dict[str, Any]:
    return {
        "oa_id": each.oa_id,
        "code": each.code,
        "severity": each.severity,
        "category": each.category,
        "basis": each.basis,
        "state": each.state.value,
        "received_at": _written(each.received_at),
        "alerted_at": _written(each.alerted_at),
        "taken_at": _written(each.taken_at),
        "taken_by": room.name(each),
        "notified_at": _written(each.notified_at),
        "closed_at": _written(each.closed_at),
        "retain_until": _written(each.retain_until),
        "nobody_on_duty": each.nobody_on_duty,
    }


def _written(at: datetime | None) -> str:
    return str(at or "")


def _print(row: dict[str, Any], line: str, as_json: bool) -> None:
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else line)
