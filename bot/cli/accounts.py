"""``python -m bot oa …`` and ``python -m bot admin …``: Official Accounts and the people who look
after them.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from bot.console.reception import Reception, reception
from bot.settings import load_settings
from bot.store import AccountDraft, AdminRepository, OaRepository, open_store
from bot.store.admins import Admin
from bot.store.sign_ins import SignIn

COMMAND_LINE = "command line"
"""Who did it, for the audit log."""
CONSOLE = "/console"


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
    click.echo(
        f"Đã thêm {email}. Để chị đặt mật khẩu: python -m bot admin invite --email {email}",
        err=True,
    )


@admin.command("list")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_admins(as_json: bool) -> None:
    """Liệt kê cán bộ, vai trò và tình trạng đăng nhập."""
    for known in _reception().sign_ins.list():
        row = {
            "email": known.admin.email,
            "role": known.admin.role.value,
            "state": _state_of(known),
            "second_factor": "yes" if known.factor_in_use else "no",
        }
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else "  ".join(row.values()))


@admin.command("invite")
@click.option("--email", required=True)
def invite(email: str) -> None:
    """In đường dẫn dùng một lần, trong 48 giờ, để cán bộ đặt mật khẩu."""
    known = _known(email)
    token = _reception().invite(known.id, COMMAND_LINE)
    click.echo(f"{CONSOLE}/loi-moi/{token}")
    click.echo(
        f"Hãy ghép đường dẫn trên sau địa chỉ trang web rồi gửi riêng cho {known.email}. "
        "Đường dẫn dùng được một lần, trong 48 giờ.",
        err=True,
    )


@admin.command("disable")
@click.option("--email", required=True)
def disable(email: str) -> None:
    """Khóa tài khoản của cán bộ đã nghỉ: đăng xuất khắp nơi, bỏ khỏi lịch trực."""
    known = _known(email)
    _reception().disable(known.id, COMMAND_LINE)
    click.echo(f"Đã khóa tài khoản {known.email}.", err=True)


@admin.command("enable")
@click.option("--email", required=True)
def enable(email: str) -> None:
    """Mở lại tài khoản đã khóa."""
    known = _known(email)
    _reception().enable(known.id, COMMAND_LINE)
    click.echo(f"Đã mở lại tài khoản {known.email}.", err=True)


def _known(email: str) -> Admin:
    return AdminRepository(open_store(load_settings().database_url)).by_email(email)


def _reception() -> Reception:
    settings = load_settings(require=("SECRET_KEY",))
    return reception(open_store(settings.database_url), settings.secret_key.get_secret_value())


def _state_of(known: SignIn) -> str:
    if known.disabled:
        return "disabled"
    return "ready" if known.password else "no_password"


def _accounts() -> OaRepository:
    settings = load_settings(require=("SECRET_KEY",))
    return OaRepository(open_store(settings.database_url), settings.secret_key.get_secret_value())


def _row(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) for name, value in fields.items() if value is not None}
