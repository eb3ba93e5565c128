"""``python -m bot privacy …``: what people asked for about their data, and until when it is due."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from bot.settings import load_settings
from bot.store import AdminRepository, AuditRepository, Database, open_store
from bot.store.data_requests import DataRequest, DataRequestRepository
from bot.store.rosters import UnknownOfficer
from bot.store.times import utc_now
from knowledge.day import VIETNAM

RIGHTS = {"see": "xem", "erase": "xóa", "withdraw": "rút đồng ý", "correct": "sửa"}

account = click.option("--oa", "oa_id", default="", help="Chỉ một OA.")
officer = click.option("--as", "email", required=True, help="E-mail của người đang làm việc này.")
code = click.argument("code", metavar="MÃ")
as_json = click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")


@click.group()
def privacy() -> None:
    """Sổ yêu cầu của người dân về dữ liệu cá nhân."""


@privacy.command("list")
@account
@click.option("--all", "all_of_them", is_flag=True, help="Cả những yêu cầu đã xong.")
@as_json
def list_requests(oa_id: str, all_of_them: bool, as_json: bool) -> None:
    """Liệt kê, gấp nhất trước; sổ không ghi người yêu cầu là ai."""
    _, register = _stores()
    for request in register.list(oa_id, all_of_them=all_of_them):
        _print(request, as_json=as_json)


@privacy.command("show")
@code
@account
@officer
@as_json
def show_request(code: str, oa_id: str, email: str, as_json: bool) -> None:
    """Xem một yêu cầu, kèm mã Zalo khi còn việc phải làm; việc xem được ghi lại."""
    database, register = _stores()
    looking = officer_number(database, email)
    request = register.get(code, oa_id)
    subject = f"{request.oa_id} {request.code}"
    AuditRepository(database).append(looking, "data_request_shown", subject)
    _print(request, as_json=as_json, person=True)


@privacy.command("reply")
@code
@account
@officer
def reply_to_request(code: str, oa_id: str, email: str) -> None:
    """Ghi là đã trả lời người yêu cầu."""
    _done(email, lambda register, actor: register.reply(code, actor, utc_now(), oa_id))


@privacy.command("finish")
@code
@account
@officer
@click.option(
    "--outcome",
    type=click.Choice(["done", "refused"]),
    default="done",
    help="done: đã làm; refused: không làm được, đã trả lời lý do.",
)
def finish_request(code: str, oa_id: str, email: str, outcome: str) -> None:
    """Ghi là đã xong; mã Zalo của người yêu cầu được xóa khỏi sổ."""
    _done(email, lambda register, actor: register.finish(code, actor, outcome, utc_now(), oa_id))


def _done(email: str, act: Callable[[DataRequestRepository, str], DataRequest]) -> None:
    database, register = _stores()
    click.echo(f"Đã ghi {act(register, officer_number(database, email)).code}.", err=True)


def _stores() -> tuple[Database, DataRequestRepository]:
    settings = load_settings(require=("SECRET_KEY",))
    database = open_store(settings.database_url)
    return database, DataRequestRepository(database, settings.secret_key.get_secret_value())


def officer_number(database: Database, email: str) -> str:
    """The number that stands for her in the audit log. Raises ``UnknownOfficer``."""
    known = AdminRepository(database).list()
    found = next((each for each in known if each.email == email.strip().lower()), None)
    if found is None:
        raise UnknownOfficer
    return str(found.id)


def _print(request: DataRequest, *, as_json: bool, person: bool = False) -> None:
    row = _row(request) | ({"user_id": request.user_id} if person else {})
    click.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(request, row))


def _row(request: DataRequest) -> dict[str, Any]:
    times = ("received_at", "reply_by", "finish_by", "replied_at", "finished_at")
    moments = {name: getattr(request, name) for name in times}
    return {
        "oa_id": request.oa_id,
        "code": request.code,
        "right": request.right.value,
        "source": request.source.value,
        **{name: each and each.isoformat() for name, each in moments.items()},
        "outcome": request.outcome,
        "overdue": request.overdue(utc_now()),
    }


def _line(request: DataRequest, row: dict[str, Any]) -> str:
    due = request.finish_by if request.replied_at else request.reply_by
    state = "xong" if request.finished_at else f"hạn {due.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    late = "QUÁ HẠN" if row["overdue"] else ""
    parts = (request.oa_id, request.code, RIGHTS[request.right.value], state, late)
    return "  ".join(filter(None, (*parts, str(row.get("user_id", "")))))
