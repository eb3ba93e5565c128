"""A plan without điều is quoted by its own sections; no answer says "Điều II.3"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers import citation, law
from handlers.actions import Action, OfferChoices, Say
from handlers.turn import Conversation, Message, MessageKind, Turn
from knowledge.documents import Article, Document
from knowledge.ingest import Batch
from knowledge.search import Hit, Library
from knowledge.snapshot import build

NUMBER = "12/KH-UBND"
SOURCE = "Văn bản do cán bộ đưa lên: ke-hoach.docx"
LOUD = "1. Phát thanh trên loa mỗi tuần.\n2. Thi nấu cơm vào tháng 10."
NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    plan = Document(NUMBER, "Kế hoạch", "Kế hoạch nấu cơm", source=SOURCE)
    sections = [
        Article(NUMBER, "Mục I.1", "Mục đích", "Để mọi nhà vui."),
        Article(NUMBER, "Mục II", "Nội dung", LOUD),
    ]
    folder: Path = tmp_path_factory.mktemp("library") / "snapshot"
    build(folder, Batch(documents={NUMBER: plan}, articles=sections))
    return Library.open(folder)


def _turn(library: Library, text: str) -> Turn:
    return Turn(Message(MessageKind.TEXT, text), Conversation(greeted=True), library, NOW)


def _said(actions: Sequence[Action]) -> str:
    return "\n".join(each.text for each in actions if isinstance(each, Say))


def _choices(actions: Sequence[Action]) -> list[str]:
    (offered,) = (each.choices for each in actions if isinstance(each, OfferChoices))
    return [choice.label for choice in offered]


def test_a_section_answers_with_its_own_name_and_source(library: Library) -> None:
    article = library.article(f"{NUMBER.lower()}+mục ii")
    document = library.document(NUMBER)
    assert article is not None
    assert document is not None
    turn = _turn(library, "bao giờ thi nấu cơm")
    told = _said(law.article_answer(turn, Hit(article, document, 1.0, 1.0), turn.message.text))
    assert "Chỗ gần nhất tôi tìm được: Nội dung. Văn bản viết như sau:" in told
    assert f"{LOUD.splitlines()[1]}" in told
    assert f"Mục II.2 Kế hoạch số {NUMBER}" in told
    assert SOURCE in told
    assert "Điều" not in told


def test_a_section_asked_for_by_its_place(library: Library) -> None:
    told = _said(citation.picked(_turn(library, f"{NUMBER.lower()}+mục i.1")))
    assert told.startswith("Mục I.1 nói về: Mục đích. Văn bản viết nguyên văn như sau:")
    assert "“Để mọi nhà vui.”" in told


def test_a_plan_named_alone_offers_its_sections(library: Library) -> None:
    actions = citation.handle(_turn(library, f"kế hoạch {NUMBER}"))
    assert "Chị muốn xem mục nào?" in _said(actions)
    assert _choices(actions)[:2] == [
        f"Mục I.1 Kế hoạch số {NUMBER}",
        f"Mục II Kế hoạch số {NUMBER}",
    ]
