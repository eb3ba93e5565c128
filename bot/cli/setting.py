"""``python -m bot setting …``: what an account may choose for itself, as name and value."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import click
from pydantic import ValidationError

from bot.cli.staff import account, rosters
from bot.errors import BotError
from bot.staff.account_settings import AccountSettings, read_settings, stored

_NAMES = tuple(AccountSettings.model_fields)


class InvalidSetting(BotError):
    """There is no such setting, or it cannot have this value."""

    public_message = "Không có mục này, hoặc giá trị không hợp. Các mục: " + ", ".join(_NAMES)


@click.group()
def setting() -> None:
    """Các mục mà mỗi OA tự chọn."""


@setting.command("show")
@account
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def show(oa_id: str, as_json: bool) -> None:
    """Cho xem mọi mục của OA."""
    settings = read_settings(rosters().read(oa_id, datetime.now(UTC)).settings or {})
    row = settings.model_dump(mode="json")
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    for name, value in row.items():
        click.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}")


@setting.command("set")
@account
@click.argument("name")
@click.argument("value")
def set_one(oa_id: str, name: str, value: str) -> None:
    """Đặt một mục; giá trị "default" trả mục ấy về như ban đầu."""
    rosters().put_setting(oa_id, name, None if value == "default" else _checked(name, value))
    click.echo("Đã lưu.", err=True)


def _checked(name: str, value: str) -> Any:
    """The value as it is stored."""
    read: Any = value
    with suppress(ValueError):
        read = json.loads(value)
    for candidate in (read, value):  # a safe word may look like a number
        with suppress(ValidationError):
            return stored(AccountSettings.model_validate({name: candidate}), name)
    raise InvalidSetting
