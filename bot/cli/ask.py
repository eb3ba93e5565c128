"""``python -m bot ask``: one turn through the real handlers and library; nothing is sent, nothing
else needs to run.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from bot import conversation as state
from bot.errors import StateUnavailable
from bot.faq.live import LiveFaqs
from bot.law.pointer import library_in_use
from bot.reply import Reply, reply_to
from bot.settings import load_settings
from bot.store import open_store
from bot.store.database import is_there
from bot.store.faqs import FaqRepository
from handlers.day import EventTime, today
from handlers.turn import Conversation, Message, MessageKind, Turn
from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.validity import Standing, period


@dataclass(frozen=True, slots=True)
class Notebook:
    """Where a conversation of ``ask`` is kept between calls: a file a user, or nowhere without a
    user.
    """

    folder: Path
    user: str

    @property
    def _file(self) -> Path:
        return self.folder / f"{hashlib.sha256(self.user.encode()).hexdigest()[:32]}.json"

    def read(self) -> Conversation:
        """The conversation so far."""
        if not self.user or not self._file.exists():
            return Conversation()
        return state.restore(self._file.read_bytes())

    def write(self, conversation: Conversation) -> None:
        """Keep it for the next call."""
        if self.user:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(state.dump(conversation))


@click.command()
@click.argument("text")
@click.option("--user", default="", help="Mã người hỏi: hội thoại được nối tiếp qua các lần gọi.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Trả lời theo luật áp dụng ngày này (NĂM-THÁNG-NGÀY), không phải hôm nay.",
)
@click.option("--oa", "oa_id", help="Kèm câu hỏi thường gặp của OA này.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON cho mỗi câu hỏi.")
def ask(text: str, user: str, as_of: datetime | None, oa_id: str | None, as_json: bool) -> None:
    """Hỏi thử một câu TEXT; "-" đọc mỗi dòng một câu từ đầu vào chuẩn."""
    settings = load_settings()
    library = _with_faqs(Library.open(library_in_use(settings.library, settings.var_dir)), oa_id)
    notebook = Notebook(settings.var_dir / "ask", user)
    for question in _questions(text):
        time = EventTime.of(as_of.date()) if as_of else None
        reply = _answer(question, notebook, library, time)
        day = time.last if time else today(datetime.now(UTC))
        click.echo(
            json.dumps(as_object(reply, library, day), ensure_ascii=False)
            if as_json
            else _shown(reply)
        )


def _with_faqs(library: Library, oa_id: str | None) -> Library:
    """The library with what is published; as it is where there is no database."""
    url = load_settings().database_url
    if not is_there(url):
        return library
    try:
        return LiveFaqs(lambda: library, FaqRepository(open_store(url))).once(oa_id)
    except StateUnavailable:
        return library


def _questions(text: str) -> Iterator[str]:
    if text != "-":
        yield _readable(os.fsencode(text))
        return
    for line in sys.stdin.buffer:
        if line.strip():
            yield _readable(line.rstrip(b"\r\n"))


def _readable(typed: bytes) -> str:
    """Text in UTF-8; what is something else is replaced, like on a screen."""
    return typed.decode("utf-8", "replace")


def _answer(question: str, notebook: Notebook, library: Library, as_of: EventTime | None) -> Reply:
    now = datetime.now(UTC)
    message = Message(MessageKind.TEXT, question)
    turn = Turn(message, notebook.read(), library, now, as_of=as_of)
    reply = reply_to(turn)
    notebook.write(reply.conversation)
    return reply


def as_object(reply: Reply, library: Library, day: date) -> dict[str, Any]:
    """The answer as ``ask --json`` prints it; ``day`` is the one whose law counts."""
    return {
        "intent": reply.conclusion.intent.value,
        "severity": reply.conclusion.severity.value,
        "confidence": round(reply.conclusion.confidence, 4),
        "bubbles": list(reply.bubbles),
        "citations": [_citation(each, library, day) for each in reply.conclusion.citations],
        "choices": [choice.label for choice in reply.choices],
    }


def _citation(citation: Citation, library: Library, day: date) -> dict[str, Any]:
    return {
        "document": citation.document,
        "article": citation.article,
        "clause": citation.clause,
        "in_force": _binds(citation, library, day),
    }


def _binds(citation: Citation, library: Library, day: date) -> bool:
    document, article = library.document(citation.document), library.article(citation.article_id)
    if document is None or article is None:
        return document is None or document.in_force(day)
    return period(article, document).standing(day) is Standing.IN_FORCE


def _shown(reply: Reply) -> str:
    return "\n\n".join(reply.bubbles)
