"""``python -m bot broadcast picture``, ``attach``, ``logo``, ``erase-file`` and ``python -m bot
tips draw``: what goes along with broadcasts.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from bot.broadcast.attachments import Shown
from bot.broadcast.content import tidy
from bot.broadcast.pictures.card import draw_card
from bot.broadcast.pictures.shapes import Shape
from bot.broadcast.pictures.words import card_words
from bot.broadcast.series import content_of
from bot.broadcast.wiring import shipped_tips
from bot.cli.attached import attached
from bot.cli.broadcasts import Desk, account, broadcast, code_argument, officer
from bot.errors import BotError
from bot.law.pointer import library_in_use
from bot.settings import load_settings
from bot.staff.permissions import Permission
from bot.store.broadcast_models import AttachmentKind
from bot.store.broadcast_records import BroadcastContent
from handlers.turn import Organisation
from knowledge.search import Library

EXAMPLE_ACCOUNT = "0" * 19
"""No account has this number: a card that was drawn without one leads nowhere."""

portrait_option = click.option("--portrait", is_flag=True, help="Ảnh dọc thay vì ảnh vuông.")
file_argument = click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)


class NoPicture(BotError):
    """The broadcast has none."""

    public_message = "Tin này không kèm ảnh."


@broadcast.command("picture")
@code_argument
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@portrait_option
def picture(code: str, out: Path, portrait: bool) -> None:
    """Ghi ảnh của tin ra tệp; tin chưa kèm ảnh thì vẽ thử thẻ từ lời của tin."""
    desk = Desk()
    found, room = desk.find(code), desk.room.attachments
    if portrait or found.content.attachment is AttachmentKind.NONE:
        shape = Shape.PORTRAIT if portrait else Shape.SQUARE
        shown: Shown | None = room.card_of(found.oa_id, found.content, shape)
    else:
        shown = room.shown(found)
    if shown is None or not shown.media_type.startswith("image/"):
        raise NoPicture
    out.write_bytes(shown.content)
    click.echo(f"{out}: {len(shown.content) // 1024} KB", err=True)


@broadcast.command("attach")
@code_argument
@click.argument("what", metavar="vuong|doc|khong|TỆP")
@officer
def attach(code: str, what: str, email: str) -> None:
    """Kèm thẻ ảnh vuông, thẻ ảnh dọc, hoặc ảnh, PDF, Word của mình; “khong” là bỏ đi."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    found = desk.find(code)
    kind, ref = attached(desk.room.attachments, found.oa_id, what, by)
    content = replace(found.content, attachment=kind, attachment_ref=ref)
    desk.room.life_cycle.edit(found.id, content, found.audience, by)
    click.echo("Đã lưu; tin về bản nháp, chờ soát và duyệt.", err=True)


@broadcast.command("logo")
@account
@file_argument
@click.option("--remove", is_flag=True, help="Bỏ logo; thẻ dùng lại bông hoa của phần mềm.")
@officer
def logo(oa_id: str, file: Path | None, remove: bool, email: str) -> None:
    """Đặt logo của đơn vị lên thẻ ảnh: một tệp PNG hoặc JPG."""
    desk = Desk()
    by = desk.author(email, Permission.APPROVE_BROADCAST)
    if remove:
        desk.room.attachments.drop_logo(oa_id, by)
    elif file is not None:
        desk.room.attachments.keep_logo(oa_id, file.name, file.read_bytes(), by)
    else:
        raise click.UsageError("Chị ghi tên tệp, hoặc --remove.")
    click.echo("Đã lưu.", err=True)


@broadcast.command("erase-file")
@account
@click.argument("ref", metavar="MÃ_TỆP")
@officer
def erase_file(oa_id: str, ref: str, email: str) -> None:
    """Xóa hẳn một ảnh hoặc tệp đã đính; tin còn cần nó sẽ dừng và báo."""
    desk = Desk()
    by = desk.author(email, Permission.APPROVE_BROADCAST)
    desk.room.attachments.erase(oa_id, ref, by)
    click.echo("Đã xóa.", err=True)


@click.group()
def tips() -> None:
    """Các mẹo luật có sẵn."""


@tips.command("draw")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--oa", "oa_id", default="", help="Vẽ với tên, logo và mã QR của OA này.")
@portrait_option
@click.option("--json", "as_json", is_flag=True, help="In mỗi thẻ một dòng.")
def draw(out: Path, oa_id: str, portrait: bool, as_json: bool) -> None:
    """Vẽ thẻ ảnh của mọi mẹo luật vào một thư mục."""
    shape = Shape.PORTRAIT if portrait else Shape.SQUARE
    desk = Desk() if oa_id else None
    settings = load_settings()
    library = Library.open(library_in_use(settings.library, settings.var_dir))
    out.mkdir(parents=True, exist_ok=True)
    for tip in shipped_tips():
        content = content_of(tip, shape.ref)
        drawn = (
            desk.room.attachments.card_of(oa_id, content).content
            if desk
            else example_card(content, library, shape)
        )
        target = out / f"{tip.id}.png"
        target.write_bytes(drawn)
        row = {"tip": tip.id, "file": str(target), "size": len(drawn)}
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else str(target))


def example_card(content: BroadcastContent, library: Library, shape: Shape) -> bytes:
    """A card of nobody's account: its code leads nowhere. Raises ``CardDoesNotFit``."""
    words = card_words(tidy(content, library), library, EXAMPLE_ACCOUNT, Organisation().name)
    return draw_card(words, shape)
