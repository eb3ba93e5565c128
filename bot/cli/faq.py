"""``python -m bot faq …``: questions and answers that officers keep up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from bot.cli.faq_push import push
from bot.faq.refusals import STATE_NAMES
from bot.faq.upkeep import documents_of, due_faqs
from bot.law.pointer import library_in_use
from bot.settings import load_settings
from bot.store import open_store
from bot.store.faq_models import FaqState
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository
from knowledge.day import local_day
from knowledge.search import Library


@click.group()
def faq() -> None:
    """Câu hỏi và câu trả lời của phường, xã."""


faq.add_command(push)


@faq.command("list")
@click.option("--oa", "oa_id", help="Chỉ một OA.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in FaqState]),
    help="Chỉ các bước này.",
)
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_faqs(oa_id: str | None, states: tuple[str, ...], as_json: bool) -> None:
    """Liệt kê câu hỏi thường gặp, mới nhất trước."""
    for each in _all(oa_id, [FaqState(state) for state in states or FaqState]):
        click.echo(json.dumps(_row(each), ensure_ascii=False) if as_json else _told(each))


@faq.command("due")
@click.option("--oa", "oa_id", help="Chỉ một OA.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Tính đến ngày này.")
@click.option("--json", "as_json", is_flag=True, help="In mỗi dòng một đối tượng JSON.")
def list_due(oa_id: str | None, on: datetime | None, as_json: bool) -> None:
    """Liệt kê câu đang đăng cần xem lại: đến hạn, hoặc căn cứ đã bị thay."""
    settings = load_settings()
    documents = documents_of(Library.open(library_in_use(settings.library, settings.var_dir)))
    faqs = FaqRepository(open_store(settings.database_url))
    for each in due_faqs(faqs, documents, on.date() if on else local_day(), oa_id):
        row = {"code": each.file, "day": each.day.isoformat(), "question": each.title}
        if as_json:
            click.echo(json.dumps(row | {"reason": each.reason}, ensure_ascii=False))
        else:
            click.echo(f"{each.day:%d/%m/%Y}  {each.file}: {each.title} {each.reason}")


def _all(oa_id: str | None, states: list[FaqState]) -> Iterator[Faq]:
    faqs = FaqRepository(open_store(load_settings().database_url))
    page = faqs.page(oa_id, states)
    while page:
        yield from page
        page = faqs.page(oa_id, states, before=page[-1].id)


def _told(each: Faq) -> str:
    head = f"{each.code}. [{STATE_NAMES[each.state]}] Hỏi: {each.content.question}"
    return f"{head}\n   Đáp: {each.content.answer}"


def _row(each: Faq) -> dict[str, Any]:
    content = each.content
    return {
        "code": each.code,
        "oa_id": each.oa_id,
        "state": each.state.value,
        "version": each.version,
        "published_version": each.published_version,
        "question": content.question,
        "variants": list(content.variants),
        "answer": content.answer,
        "citations": [citation.id for citation in content.citations],
        "expires_on": content.expires_on.isoformat() if content.expires_on else None,
        "updated_at": each.updated_at.isoformat(),
        "updated_by": each.updated_by,
    }
