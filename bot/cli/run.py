"""``python -m bot run``: the whole product on a bare machine, with the stand-in Zalo and a Redis of
its own.
"""

from __future__ import annotations

import sys

import click
from honcho.manager import Manager

from bot.console.site import PATH
from bot.development import ROOT, Development, officer_address, prepare
from bot.settings import load_settings
from bot.store.models import Role


@click.command()
def run() -> None:
    """Chạy thử toàn bộ sản phẩm trên máy này, kèm trang Zalo mô phỏng."""
    with prepare(load_settings()) as development:
        manager = _manager(development)
        click.echo(
            f"==> Mở http://127.0.0.1:{development.port} để trò chuyện (Ctrl+C để dừng)", err=True
        )
        if development.console_password:
            click.echo(_console(development), err=True)
        manager.loop()
    sys.exit(manager.returncode)


def _console(development: Development) -> str:
    addresses = ", ".join(map(officer_address, Role))
    return (
        f"==> Trang cán bộ: http://127.0.0.1:{development.port}{PATH}\n"
        f"    Đăng nhập bằng một trong: {addresses}\n"
        f"    Mật khẩu chung để thử: {development.console_password}"
    )


def _manager(development: Development) -> Manager:
    manager = Manager()
    for name, command in development.processes.items():
        manager.add_process(name, command, env=development.environment, cwd=str(ROOT))
    return manager
