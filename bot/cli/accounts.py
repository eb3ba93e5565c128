"""``python -m bot oa …`` and ``python -m bot admin …``: Official Accounts and the people who look
after them.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from bot.settings import load_settings
from bot.store import AccountDraft, AdminRepository, OaRepository, open_store


@click.group()
def oa() -> None:
    """Quản lý các Official Account."""


@oa.command("add")
@click.option("--id", "oa_id", required=True, help="OA ID.")
@click.option("--name", required=True, help="Tên OA như người dân thấy.")
@click.option("--secret", required=True, help="OA Secret Key trên trang Webhook của ứng dụng.")
@click.option("--access-token", default="", help="Access token đang dùng được.")
@click.option("--refresh-token", default="", help="Refresh token chưa dùng.")
def add_account(oa_id: str, name: str, secret: str, access_token: str, refresh_token: str) -> None:
    """Thêm một OA, hoặc sửa OA đã có."""
    draft = AccountDraft(oa_id, name, secret, access_token, refresh_token)
    _accounts().add(draft)
    click.echo(f"Đã lưu OA {oa_id}.", err=True)


@oa.command("list")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_accounts(as_json: bool) -> None:
    """Liệt kê các OA; không in khóa bí mật."""
    for account in _accounts().list():
        row = _row(asdict(account))
        click.echo(
            json.dumps(row, ensure_ascii=False) if as_json else "  ".join(map(str, row.values()))
        )


@click.group()
def admin() -> None:
    """Quản lý cán bộ dùng hệ thống."""


@admin.command("add")
@click.option("--email", required=True)
@click.option("--role", required=True, help="admin, editor, approver, officer hoặc viewer.")
@click.option("--zalo-user", default="", help="Mã người dùng Zalo của cán bộ.")
def add_admin(email: str, role: str, zalo_user: str) -> None:
    """Thêm một cán bộ."""
    settings = load_settings()
    AdminRepository(open_store(settings.database_url)).add(email, role, zalo_user)
    click.echo(f"Đã thêm {email}.", err=True)


def _accounts() -> OaRepository:
    settings = load_settings(require=("SECRET_KEY",))
    return OaRepository(open_store(settings.database_url), settings.secret_key.get_secret_value())


def _row(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) for name, value in fields.items() if value is not None}
