"""``python -m bot handover …``: conversations that wait for an officer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click
from redis.exceptions import RedisError

from bot.assembly import assemble
from bot.errors import BotError
from bot.settings import Settings, load_settings
from bot.staff.roster import Officer, Roster
from bot.store import AuditRepository, HandoverRepository, PeopleRepository, open_store
from bot.store.handover_texts import HandoverTexts
from bot.store.handovers import Handover, HandoverUnknown
from bot.store.rosters import RosterRepository, UnknownOfficer
from bot.store.times import utc_now
from bot.takeover.acts import HandoverActs
from bot.takeover.briefs import Briefs
from bot.takeover.wiring import TakeoverRoom
from handlers.texts import officer_desk

account = click.option("--oa", "oa_id", required=True, help="OA ID.")
officer = click.option("--as", "email", required=True, help="E-mail của cán bộ đang làm việc này.")
code = click.argument("code", metavar="MÃ")


class RedisAway(BotError):
    """Redis did not answer; what was begun is finished by running the same command again."""

    retryable = True
    public_message = "Redis không trả lời nên chưa làm xong. Hãy kiểm tra REDIS_URL rồi chạy lại."


@click.group()
def handover() -> None:
    """Các cuộc trò chuyện đang chờ cán bộ."""


@handover.command("list")
@click.option("--oa", "oa_id", default="", help="Chỉ một OA.")
@click.option("--all", "closed_too", is_flag=True, help="Cả những cuộc đã đóng.")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_handovers(oa_id: str, closed_too: bool, as_json: bool) -> None:
    """Liệt kê, kèm hạn nhắn của Zalo; không in câu hỏi."""
    settings = _settings()
    briefs = _briefs(settings)
    for found in _handovers(settings).list(oa_id, closed_too=closed_too):
        click.echo(json.dumps(_row(found, briefs)) if as_json else _line(found, briefs))


@handover.command("show")
@code
@account
@officer
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def show_handover(code: str, oa_id: str, email: str, as_json: bool) -> None:
    """Xem câu hỏi đang giữ và câu trả lời cuối; việc xem được ghi lại."""
    settings = _settings()
    database = open_store(settings.database_url)
    looking = _officer(settings, oa_id, email)
    found = _handovers(settings).get(oa_id, _number(code))
    AuditRepository(database).append(
        str(looking.admin_id), "handover_shown", f"{oa_id} {found.code}"
    )
    texts = HandoverTexts(database, settings.secret_key.get_secret_value())
    questions, answer = texts.questions(found.id), texts.last_answer(found.id)
    briefs = _briefs(settings)
    if as_json:
        row = {**_row(found, briefs), "questions": questions, "answer": answer}
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    lines = [_line(found, briefs), *(f"Hỏi: {each}" for each in questions)]
    click.echo("\n".join([*lines, *([f"Đáp: {answer}"] if answer else [])]))


@handover.command("take")
@code
@account
@officer
def take_handover(code: str, oa_id: str, email: str) -> None:
    """Nhận: người dân được báo, rồi trợ lý im."""
    settings = _settings()
    with _acting(settings) as acts:
        taken = acts.take(oa_id, _number(code), _officer(settings, oa_id, email))
    click.echo(f"Đã nhận {taken.code}.", err=True)


@handover.command("answer")
@code
@click.argument("words", metavar="LỜI")
@account
@officer
def answer_handover(code: str, words: str, oa_id: str, email: str) -> None:
    """Trả lời; hết hạn nhắn của Zalo thì lời được giữ tới lần người dân nhắn lại."""
    settings = _settings()
    number, writer = _number(code), _officer(settings, oa_id, email)
    # The same words of the same officer again are the same answer: a second run finishes the first.
    same = "\x1f".join((oa_id, str(number), str(writer.admin_id), words))
    key = f"cli:{hashlib.blake2b(same.encode(), digest_size=16).hexdigest()}"
    with _acting(settings) as acts:
        goes = acts.answer(oa_id, number, writer, words, key)
    told = officer_desk.sending if goes else officer_desk.keeping
    click.echo(told(f"H{number}").split("\n", 1)[0], err=True)


@handover.command("pass")
@code
@click.option("--to", "receiver", required=True, help="E-mail của cán bộ nhận.")
@account
@officer
def pass_handover(code: str, receiver: str, oa_id: str, email: str) -> None:
    """Chuyển cho đồng nghiệp; người dân và đồng nghiệp đều được báo."""
    settings = _settings()
    giver, taker = _officer(settings, oa_id, email), _officer(settings, oa_id, receiver)
    with _assembled(settings) as talks:
        passed = talks.passing.pass_on(oa_id, _number(code), giver, taker)
    click.echo(f"Đã chuyển {passed.code} cho {taker.name}.", err=True)


@handover.command("close")
@code
@account
@officer
def close_handover(code: str, oa_id: str, email: str) -> None:
    """Đóng: trợ lý trả lời lại."""
    settings = _settings()
    with _acting(settings) as acts:
        closed = acts.close(oa_id, _number(code), _officer(settings, oa_id, email))
    click.echo(f"Đã đóng {closed.code}.", err=True)


def _settings() -> Settings:
    return load_settings(require=("SECRET_KEY",))


@contextmanager
def _assembled(settings: Settings) -> Iterator[TakeoverRoom]:
    """The room of conversations. Raises ``RedisAway``."""
    try:
        yield assemble(settings).talks
    except RedisError as error:
        raise RedisAway from error


@contextmanager
def _acting(settings: Settings) -> Iterator[HandoverActs]:
    """What officers may do. Raises ``RedisAway``."""
    with _assembled(settings) as talks:
        yield talks.acts


def _handovers(settings: Settings) -> HandoverRepository:
    return HandoverRepository(open_store(settings.database_url))


def _briefs(settings: Settings) -> Briefs:
    database = open_store(settings.database_url)
    roster = Roster(RosterRepository(database))
    return Briefs(HandoverRepository(database), PeopleRepository(database), roster)


def _officer(settings: Settings, oa_id: str, email: str) -> Officer:
    record = RosterRepository(open_store(settings.database_url)).read(oa_id, utc_now())
    for each in record.officers:
        if each.email == email.strip().lower():
            return Officer(each.admin_id, each.name, each.zalo_user_id, each.handles_cases)
    raise UnknownOfficer


def _number(code: str) -> int:
    digits = code.strip().upper().removeprefix("H")
    if not digits.isdigit():
        raise HandoverUnknown
    return int(digits)


def _row(found: Handover, briefs: Briefs) -> dict[str, Any]:
    brief = briefs.brief(found)
    row = {
        **asdict(found),
        "code": found.code,
        "holder": brief.taken_by,
        "free_until": brief.free_until,
        "reachable_until": brief.reachable_until,
    }
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _line(found: Handover, briefs: Briefs) -> str:
    late = " · QUÁ HẠN" if found.escalated_at and not found.answered_at else ""
    closed = " · đã đóng" if found.closed_at else ""
    told = officer_desk.line(briefs.brief(found), utc_now())
    return f"{found.oa_id} · {told}{late}{closed}"
