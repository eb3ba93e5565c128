"""``python -m bot privacy export|erase``: everything about one person."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import click

from bot.cli.privacy import officer_number
from bot.conversation import ConversationStore
from bot.privacy.export_file import written
from bot.privacy.one_person import OnePerson
from bot.settings import load_settings
from bot.staff.roster import Roster
from bot.state import open_redis
from bot.store import Database, open_store
from bot.store.rosters import RosterRepository

account = click.option("--oa", "oa_id", required=True, help="OA ID.")
person = click.option("--person", "user_id", required=True, help="Mã Zalo của người ấy ở OA này.")
officer = click.option("--as", "email", required=True, help="E-mail của người đang làm việc này.")


@click.command("export")
@account
@person
@officer
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp mới để ghi; chỉ người chạy lệnh đọc được.",
)
def export_person(oa_id: str, user_id: str, email: str, out: Path) -> None:
    """Ghi mọi điều đang lưu về một người ra một tệp: phần lời trước, phần JSON sau."""
    room, actor = _room(email)
    if out.exists():
        raise FileExistsError(17, "tệp đã có", str(out))
    holdings = room.export(oa_id, user_id, actor)
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(written(holdings))
    click.echo(f"Đã ghi {out}. Mã yêu cầu {holdings.receipt}.", err=True)


@click.command("erase")
@account
@person
@officer
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
def erase_person(oa_id: str, user_id: str, email: str, yes: bool) -> None:
    """Xóa mọi điều đang lưu về một người; hồ sơ việc khẩn đang mở giữ đến khi đóng."""
    room, actor = _room(email)
    if not yes:
        click.confirm("Xóa hẳn, không lấy lại được. Xóa chứ?", abort=True, err=True)
    receipt = room.erase(oa_id, user_id, actor)
    click.echo(f"Đã xóa. Mã yêu cầu {receipt}.", err=True)


def _room(email: str) -> tuple[OnePerson, str]:
    """What the commands work with, and the number of the officer in the audit log."""
    settings = load_settings(require=("SECRET_KEY",))
    secret = settings.secret_key.get_secret_value()
    database: Database = open_store(settings.database_url)
    redis = open_redis(settings.redis_url)
    for client in (database, redis):
        click.get_current_context().call_on_close(client.close)
    conversations = ConversationStore(redis, timedelta(days=settings.conversation_ttl_days))
    roster = Roster(RosterRepository(database))
    actor = officer_number(database, email)
    return OnePerson(redis, database, secret, conversations, roster), actor
