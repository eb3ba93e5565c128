"""``python -m bot impact``: what rests on a document, the officers' own answers too."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from bot.faq.upkeep import uses_of
from bot.settings import load_settings
from bot.store import open_store
from bot.store.faqs import FaqRepository
from knowledge.upkeep.impact import PROVIDERS, table
from knowledge.upkeep.impact import impact as impact_of


@click.command()
@click.argument("document", metavar="SỐ")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def impact(document: str, as_json: bool) -> None:
    """Những gì dẫn văn bản SỐ, ví dụ 52/2014/QH13: thẻ, lời nhắc, bảng số, câu hỏi thường gặp."""
    faqs = uses_of(FaqRepository(open_store(load_settings().database_url)))
    uses = impact_of(document, [*PROVIDERS, faqs])
    if not as_json:
        click.echo(table(document, uses))
    for use in uses if as_json else ():
        click.echo(json.dumps(asdict(use), ensure_ascii=False))
