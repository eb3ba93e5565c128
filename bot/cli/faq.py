"""``python -m bot faq …``: questions and answers that officers keep up."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import click

from bot.settings import load_settings
from bot.store import open_store
from bot.store.faq_drafts import FaqDraftRepository


@click.group()
def faq() -> None:
    """Câu hỏi và câu trả lời mẫu."""


@faq.command("drafts")
@click.option("--oa", "oa_id", default="", help="Chỉ một OA.")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_drafts(oa_id: str, as_json: bool) -> None:
    """Liệt kê bản nháp mà cán bộ lưu từ câu trả lời của mình."""
    drafts = FaqDraftRepository(open_store(load_settings().database_url))
    for draft in drafts.list(oa_id):
        if as_json:
            row = {name: _plain(value) for name, value in asdict(draft).items()}
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(f"{draft.id}. [{draft.oa_id}] Hỏi: {draft.question}\n   Đáp: {draft.answer}")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
