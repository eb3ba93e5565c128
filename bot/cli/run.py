"""``python -m bot run``: the whole product on a bare machine, with the stand-in Zalo and a Redis of
its own.
"""

from __future__ import annotations

import sys

import click
from honcho.manager import Manager

from bot.development import ROOT, Development, prepare
from bot.settings import load_settings


@click.command()
def run() -> None:
    """Chạy thử toàn bộ sản phẩm trên máy này, kèm trang Zalo mô phỏng."""
    with prepare(load_settings()) as development:
        manager = _manager(development)
        click.echo(
            f"==> Mở http://127.0.0.1:{development.port} để trò chuyện (Ctrl+C để dừng)", err=True
        )
        manager.loop()
    sys.exit(manager.returncode)


def _manager(development: Development) -> Manager:
    manager = Manager()
    for name, command in development.processes.items():
        manager.add_process(name, command, env=development.environment, cwd=str(ROOT))
    return manager
