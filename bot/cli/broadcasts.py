"""``python -m bot broadcast …``: tips for people and groups, from the draft to the last number."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from typing import Any

import click

from bot.assembly import assemble
from bot.broadcast.preview import Preview
from bot.broadcast.sending import AttachmentMissing
from bot.broadcast.states import BROADCAST_NAMES, RECIPIENT_NAMES
from bot.broadcast.wiring import BroadcastRoom
from bot.cli.attached import attached
from bot.cli.audience import audience_options, audience_values, read_audience
from bot.errors import BotError
from bot.faq.life_cycle import Author, Operator
from bot.settings import Settings, load_settings
from bot.staff.local_time import read_time, show_time
from bot.staff.permissions import PERMISSIONS, Permission
from bot.store import AdminRepository, open_store
from bot.store.admins import Admin
from bot.store.broadcast_models import BroadcastState, RecipientKind
from bot.store.broadcast_records import Broadcast, BroadcastContent, Numbers
from bot.store.broadcasts import UnknownBroadcast
from bot.store.models import Role
from bot.store.times import utc_now
from bot.zalo.errors import ZaloError
from handlers.texts import broadcast as texts
from handlers.texts.broadcast_reasons import why as why_not
from knowledge.documents import Citation

code_argument = click.argument("code", metavar="MÃ")
account = click.option("--oa", "oa_id", required=True, help="OA ID.")
officer = click.option("--as", "email", default="", help="E-mail của cán bộ đang làm việc này.")
json_option = click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")


class MayNot(BotError):
    """Her role does not allow it."""

    http_status = 403
    public_message = "Vai của chị không làm được việc này."


class NoZaloId(BotError):
    """Nobody knows where to send a test."""

    public_message = "Chưa biết mã Zalo của chị. Quản trị thêm bằng: python -m bot officer add …"


class Desk:
    """What the commands work with."""

    def __init__(self) -> None:
        self.settings: Settings = load_settings(require=("SECRET_KEY", "REDIS_URL"))
        self.room: BroadcastRoom = assemble(self.settings).broadcasts
        self.admins = AdminRepository(open_store(self.settings.database_url))

    def author(self, email: str, permission: Permission) -> Author:
        """Who acts: an officer whose role allows it, or whoever runs the server."""
        return self.officer(email, permission) if email else Operator()

    def officer(self, email: str, permission: Permission) -> Admin:
        """The officer. Raises ``UnknownAdmin``, ``MayNot``."""
        found = self.admins.by_email(email)
        if permission not in PERMISSIONS[Role(found.role)]:
            raise MayNot
        return found

    def find(self, code: str) -> Broadcast:
        """By "T12" or "12". Raises ``UnknownBroadcast``."""
        return self.room.broadcasts.get(number(code, "T"))


def number(code: str, letter: str) -> int:
    """The number in a code. Raises ``UnknownBroadcast``."""
    found = re.fullmatch(rf"{letter}?(\d{{1,9}})", code.strip(), re.IGNORECASE)
    if found is None:
        raise UnknownBroadcast
    return int(found[1])


@click.group()
def broadcast() -> None:
    """Tin gửi nhiều người: soạn, xem trước, duyệt, hẹn giờ, theo dõi."""


@broadcast.command("create")
@account
@officer
@click.option("--title", required=True, help="Tên để cán bộ nhận ra; là dòng lớn trên thẻ ảnh.")
@click.option("--text", required=True, help="Nội dung; “-” là đọc từ đầu vào.")
@click.option("--document", default="", help="Số hiệu văn bản làm căn cứ.")
@click.option("--article", default="", help="Điều.")
@click.option("--clause", default="", help="Khoản.")
@click.option("--topic", default="", help="Chủ đề; không ghi là mọi người nhận tin.")
@click.option(
    "--picture", default="", metavar="vuong|doc|TỆP", help="Thẻ ảnh vuông, dọc, hoặc ảnh của mình."
)
@click.option("--file", "file_name", default="", metavar="TỆP", help="Tệp PDF hoặc Word đính kèm.")
@audience_options
@json_option
def create(
    oa_id: str, email: str, title: str, text: str, topic: str, as_json: bool, **rest: Any
) -> None:
    """Soạn một tin."""
    desk = Desk()
    words = sys.stdin.read() if text == "-" else text
    audience = read_audience(**audience_values(rest))
    by = desk.author(email, Permission.WRITE_BROADCAST)
    what = rest["picture"] or rest["file_name"]
    attachment, ref = attached(desk.room.attachments, oa_id, what, by)
    cited = (
        Citation(rest["document"], rest["article"], rest["clause"]) if rest["document"] else None
    )
    content = BroadcastContent(title, words, cited, topic, attachment, ref)
    tell_broadcast(desk, desk.room.life_cycle.draft(oa_id, content, audience, by), as_json)


@broadcast.command("preview")
@code_argument
@click.option("--at", "written", default="", help="Xem cho lúc này, ví dụ 2026-11-30 08:00.")
@json_option
def preview(code: str, written: str, as_json: bool) -> None:
    """Ai nhận, ai không và vì sao; chữ sẽ đến tay người nhận."""
    desk = Desk()
    found = desk.find(code)
    at = read_time(written) if written else found.scheduled_for or utc_now()
    shown = desk.room.previews.of(found, at)
    click.echo(json.dumps(_preview_row(shown), ensure_ascii=False) if as_json else _shown(shown))


@broadcast.command("test")
@code_argument
@click.option("--as", "email", required=True, help="E-mail của cán bộ; tin thử gửi cho chính chị.")
def test(code: str, email: str) -> None:
    """Gửi thử cho chính mình."""
    desk = Desk()
    found, admin = desk.find(code), desk.officer(email, Permission.WRITE_BROADCAST)
    to = desk.room.zalo_id(found.oa_id, admin.id) or admin.zalo_user_id
    if not to:
        raise NoZaloId
    try:
        desk.room.sending.send_to(found, RecipientKind.PERSON, to)
    except (ZaloError, AttachmentMissing) as error:
        raise click.ClickException(error.public_message) from error
    desk.room.broadcasts.note(found.id, "tested", email)
    click.echo("Đã gửi thử.", err=True)


@broadcast.command("check")
@code_argument
@officer
@json_option
def check(code: str, email: str, as_json: bool) -> None:
    """Soát: chữ, căn cứ, độ dài."""
    desk = Desk()
    by = desk.author(email, Permission.CHECK_BROADCAST)
    tell_broadcast(desk, desk.room.life_cycle.check(number(code, "T"), by), as_json)


@broadcast.command("approve")
@code_argument
@officer
@json_option
def approve(code: str, email: str, as_json: bool) -> None:
    """Duyệt; tin chưa soát thì được soát luôn."""
    desk = Desk()
    by = desk.author(email, Permission.APPROVE_BROADCAST)
    if desk.find(code).state is BroadcastState.DRAFT:
        desk.room.life_cycle.check(number(code, "T"), by)
    tell_broadcast(desk, desk.room.life_cycle.approve(number(code, "T"), by), as_json)


@broadcast.command("schedule")
@code_argument
@click.option("--at", "written", required=True, help="Giờ gửi, ví dụ 2026-11-30 08:00; hoặc now.")
@click.option("--not-after", "until", default="", help="Thôi gửi từ giờ này; mặc định sau 3 giờ.")
@officer
@json_option
def schedule(code: str, written: str, until: str, email: str, as_json: bool) -> None:
    """Hẹn giờ gửi."""
    desk = Desk()
    at = utc_now() if written == "now" else read_time(written)
    end = read_time(until) if until else None
    by = desk.author(email, Permission.APPROVE_BROADCAST)
    tell_broadcast(desk, desk.room.life_cycle.schedule(number(code, "T"), at, by, end), as_json)


@broadcast.command("pause")
@code_argument
@officer
@json_option
def pause(code: str, email: str, as_json: bool) -> None:
    """Tạm dừng ngay."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    tell_broadcast(desk, desk.room.life_cycle.pause(number(code, "T"), by), as_json)


@broadcast.command("resume")
@code_argument
@officer
@json_option
def resume(code: str, email: str, as_json: bool) -> None:
    """Gửi tiếp từ chỗ dừng."""
    desk = Desk()
    by = desk.author(email, Permission.APPROVE_BROADCAST)
    tell_broadcast(desk, desk.room.life_cycle.resume(number(code, "T"), by), as_json)


@broadcast.command("cancel")
@code_argument
@officer
@json_option
def cancel(code: str, email: str, as_json: bool) -> None:
    """Hủy: ai chưa nhận thì thôi."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    tell_broadcast(desk, desk.room.life_cycle.cancel(number(code, "T"), by), as_json)


@broadcast.command("status")
@code_argument
@json_option
def status(code: str, as_json: bool) -> None:
    """Đang ở bước nào, bao nhiêu người đã nhận."""
    desk = Desk()
    tell_broadcast(desk, desk.find(code), as_json)


@broadcast.command("list")
@click.option("--oa", "oa_id", default="", help="Chỉ một OA.")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_broadcasts(oa_id: str, as_json: bool) -> None:
    """Liệt kê, mới nhất trước."""
    desk = Desk()
    page = desk.room.broadcasts.page(oa_id)
    while page:
        for each in page:
            tell_broadcast(desk, each, as_json)
        page = desk.room.broadcasts.page(oa_id, before=page[-1].id)


def tell_broadcast(desk: Desk, each: Broadcast, as_json: bool) -> None:
    """Print how far it is, and its numbers."""
    numbers = desk.room.broadcasts.numbers(each.id)
    if as_json:
        click.echo(json.dumps(_row(each, numbers), ensure_ascii=False))
        return
    when = f", {show_time(each.scheduled_for)}" if each.scheduled_for else ""
    lines = [f"{each.code}. [{BROADCAST_NAMES[each.state]}{when}] {each.content.title}"]
    lines += [f"   {RECIPIENT_NAMES[state]}: {n}" for state, n in numbers.by_state.items()]
    todo = texts.what_to_do(each.reason, begun=each.size is not None)
    click.echo("\n".join([*lines, *([f"   {todo}"] if todo else [])]))


def _row(each: Broadcast, numbers: Numbers) -> dict[str, Any]:
    return {
        "code": each.code,
        "oa_id": each.oa_id,
        "title": each.content.title,
        "state": each.state.value,
        "reason": each.reason,
        "scheduled_for": _time(each.scheduled_for),
        "not_after": _time(each.not_after),
        "self_approved": each.self_approved,
        "library": each.library,
        "size": numbers.size,
        "total": numbers.total,
        "recipients": {state.value: n for state, n in numbers.by_state.items()},
        "reasons": {f"{state.value}:{why}": n for (state, why), n in numbers.by_reason.items()},
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _preview_row(shown: Preview) -> dict[str, Any]:
    return {
        "text": shown.text,
        "problems": list(shown.problems),
        "gets": shown.gets,
        "billed": shown.billed,
        "left_out": dict(shown.left_out),
        "cost": list(shown.cost.lines),
        "quota_left": shown.cost.quota_left,
        "quota_short": shown.cost.short,
    }


def _shown(shown: Preview) -> str:
    lines = [shown.text, "", f"Nhận: {shown.gets}"]
    if shown.billed:
        lines.append(f"   trong đó có thể mất phí: {shown.billed}")
    for why, count in shown.left_out.items():
        lines.append(f"Không nhận: {count} – {why_not(why)}")
    lines += [f"Phí và lượt gửi: {each}" for each in shown.cost.lines]
    return "\n".join([*lines, *(f"Cần sửa: {each}" for each in shown.problems)])
