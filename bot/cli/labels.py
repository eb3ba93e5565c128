"""``python -m bot label …``: branches and tags of people and groups, for audiences."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.broadcast.label_file import label_name, read_labels
from bot.cli.broadcasts import Desk, account, json_option, officer
from bot.errors import BotError
from bot.staff.permissions import Permission
from bot.store import AuditRepository, open_store
from bot.store.broadcast_models import RecipientKind
from bot.store.label_models import LabelKind
from bot.store.labels import Labelled
from bot.store.times import utc_now
from bot.zalo.errors import ZaloError

KIND_NAMES = {
    LabelKind.BRANCH: "chi hội",
    LabelKind.TAG: "nhãn",
    LabelKind.ZALO_TAG: "nhãn trên Zalo",
}
whose = [
    click.option("--person", default="", help="Mã Zalo của người."),
    click.option("--group", "group_id", default="", help="Mã của nhóm Zalo."),
    click.option("--branch", default="", help="Tên chi hội."),
    click.option("--tag", default="", help="Nhãn của Hội."),
]


class OneOfEach(BotError):
    """It must be clear who gets which label."""

    public_message = "Cần đúng một trong --person, --group, và đúng một trong --branch, --tag."


@click.group()
def label() -> None:
    """Chi hội và nhãn của người và nhóm, để chọn ai nhận tin."""


@label.command("list")
@account
@json_option
def list_labels(oa_id: str, as_json: bool) -> None:
    """Liệt kê chi hội và nhãn đang dùng."""
    for each in Desk().room.labels.names(oa_id):
        row = {"kind": each.kind.value, "name": each.name, "people": each.people,
               "groups": each.groups}  # fmt: skip
        told = f"{KIND_NAMES[each.kind]} {each.name}: {each.people} người, {each.groups} nhóm"
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else told)


def _for_one(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(whose):
        command = option(command)
    return command


@label.command("put")
@account
@officer
@_for_one
def put(oa_id: str, email: str, **wanted: str) -> None:
    """Ghi một người hoặc một nhóm vào chi hội, hoặc gắn nhãn."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    desk.room.labels.put(oa_id, [_wanted(**wanted)], utc_now())
    _note(desk, "labels_put", oa_id, by.email)
    click.echo("Đã ghi.", err=True)


@label.command("remove")
@account
@officer
@_for_one
def remove(oa_id: str, email: str, **wanted: str) -> None:
    """Bỏ một người hoặc một nhóm khỏi chi hội, hoặc gỡ nhãn."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    had = desk.room.labels.take_off(oa_id, _wanted(**wanted))
    _note(desk, "labels_removed", oa_id, by.email)
    click.echo("Đã gỡ." if had else "Không có nhãn này để gỡ.", err=True)


@label.command("import")
@account
@officer
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_labels(oa_id: str, email: str, file: Path) -> None:
    """Nhập từ tệp .xlsx hoặc .csv có cột Mã Zalo (hoặc Mã nhóm), Chi hội, Nhãn."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    found = read_labels(file.name, file.read_bytes())
    desk.room.labels.put(oa_id, found, utc_now())
    _note(desk, "labels_imported", oa_id, by.email)
    click.echo(f"Đã nhập {len(found)} dòng chi hội và nhãn.", err=True)


@label.command("sync")
@account
@officer
def sync(oa_id: str, email: str) -> None:
    """Lấy nhãn mà Zalo đang giữ của người quan tâm OA."""
    desk = Desk()
    by = desk.author(email, Permission.WRITE_BROADCAST)
    try:
        count = desk.room.labelling.sync(oa_id, utc_now())
    except ZaloError as error:
        raise click.ClickException(error.public_message) from error
    _note(desk, "labels_synced", oa_id, by.email)
    click.echo(f"Zalo có {count} nhãn.", err=True)


def _wanted(person: str, group_id: str, branch: str, tag: str) -> Labelled:
    if bool(person) == bool(group_id) or bool(branch) == bool(tag):
        raise OneOfEach
    who = RecipientKind.PERSON if person else RecipientKind.GROUP
    kind = LabelKind.BRANCH if branch else LabelKind.TAG
    return Labelled(who, person or group_id, kind, label_name(branch or tag))


def _note(desk: Desk, act: str, oa_id: str, actor: str) -> None:
    audit = AuditRepository(open_store(desk.settings.database_url))
    audit.append(actor, act, f"oa:{oa_id}")
