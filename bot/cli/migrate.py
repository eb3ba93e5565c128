"""``python -m bot migrate``: bring the SQL store to this release."""

from __future__ import annotations

import click

from bot.settings import load_settings
from bot.store.schema import migrate as migrate_store


@click.command()
def migrate() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu; chạy lại nhiều lần không sao."""
    settings = load_settings()
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    migrate_store(settings.database_url, lambda line: click.echo(line, err=True))
    click.echo("Cơ sở dữ liệu đã sẵn sàng.", err=True)
