"""``python -m bot faq push FILE``: a file of questions and answers, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bot.errors import BotError
from bot.faq.intake import FaqIntake, IncomingRow, Step, Taken
from bot.faq.life_cycle import Author, FaqLifeCycle, Operator, nobody_listens
from bot.faq.live import bell
from bot.faq.refusals import STATE_NAMES
from bot.settings import Settings, load_settings
from bot.staff.permissions import PERMISSIONS, Permission
from bot.state import open_redis
from bot.store import AdminRepository, Database, OaRepository, open_store
from bot.store.faq_models import FaqState
from bot.store.faqs import FaqRepository
from bot.store.oas import UnknownAccount
from knowledge.search import Library

STEPS = {Step.NEW: "thêm", Step.CHANGED: "sửa", Step.SAME: "không đổi"}
RING_SECONDS = 1.0
"""The bell is a courtesy: without Redis the processes look at SQL by themselves."""
WHY = "Đưa lên bằng tệp {}"


class NotAllowed(BotError):
    """Her role does not allow it."""

    http_status = 403
    public_message = "Vai trò của cán bộ này không được làm việc đó."


@click.command("push")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--publish", is_flag=True, help="Đăng luôn cho người dân xem.")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
@click.option("--oa", "oa_id", default="", help="OA nào; mặc định là OA duy nhất, hoặc mọi OA.")
@click.option("--as", "email", default="", help="E-mail của cán bộ đưa tệp lên.")
def push(file: Path, publish: bool, as_json: bool, oa_id: str, email: str) -> None:
    """Đưa tệp hỏi đáp FILE (.xlsx .csv .docx .yaml) lên: cả tệp, hoặc không dòng nào."""
    settings = load_settings()
    database = open_store(settings.database_url)
    account = _account(settings, database, oa_id)
    by = _author(database, email, publish)
    intake = _intake(settings, database)
    incoming = intake.look(account, file.read_bytes(), file.name)
    taken = intake.take(account, incoming, by, WHY.format(file.name), publish=publish)
    for each in taken:
        click.echo(json.dumps(_row(each), ensure_ascii=False) if as_json else _told(each))
    if not as_json:
        click.echo(_summary(taken))


def _account(settings: Settings, database: Database, oa_id: str) -> str:
    """The account that is named, or the only one; '' (every account) where there are several."""
    known = OaRepository(database, settings.secret_key.get_secret_value()).list()
    if oa_id:
        if all(each.oa_id != oa_id for each in known):
            raise UnknownAccount
        return oa_id
    return known[0].oa_id if len(known) == 1 else ""


def _author(database: Database, email: str, publish: bool) -> Author:
    if not email:
        return Operator()
    admin = AdminRepository(database).by_email(email)
    wanted = Permission.APPROVE_FAQ if publish else Permission.WRITE_FAQ
    if wanted not in PERMISSIONS[admin.role]:
        raise NotAllowed
    return admin


def _intake(settings: Settings, database: Database) -> FaqIntake:
    library = Library.open(settings.library)
    url = settings.redis_url
    ring = bell(open_redis(url, RING_SECONDS)) if url else nobody_listens
    life = FaqLifeCycle(database, lambda oa_id: library, ring)
    return FaqIntake(life, FaqRepository(database), lambda oa_id: library)


def _row(taken: Taken) -> dict[str, Any]:
    row, faq = taken.row, taken.faq
    return {
        "place": row.row.place,
        "line": row.row.line,
        "code": faq.code,
        "step": row.step.value,
        "state": faq.state.value,
        "version": faq.version,
        "published_version": faq.published_version,
        "oa_id": faq.oa_id,
        "question": faq.content.question,
        "similar": [each.code for each in row.doubles],
        "remarks": list(row.remarks),
    }


def _told(taken: Taken) -> str:
    row, faq = taken.row, taken.faq
    head = f"{row.row.place}: {STEPS[row.step]} {faq.code} ({STATE_NAMES[faq.state]}): "
    return "\n".join([head + faq.content.question, *_beside(row)])


def _beside(row: IncomingRow) -> list[str]:
    near = [f"   gần giống {each.code}: {each.content.question}" for each in row.doubles]
    return [*(f"   xem lại: {remark}" for remark in row.remarks), *near]


def _summary(taken: Sequence[Taken]) -> str:
    counts = [sum(each.row.step is step for each in taken) for step in Step]
    live = sum(each.faq.state is FaqState.PUBLISHED for each in taken)
    parts = ", ".join(f"{STEPS[s]} {n}" for s, n in zip(Step, counts, strict=True) if n)
    rest = "" if live == len(taken) else " Câu chưa đăng cần có người soát và duyệt."
    return f"Xong {len(taken)} câu hỏi: {parts}; đang đăng {live}.{rest}"
