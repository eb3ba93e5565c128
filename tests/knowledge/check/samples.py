"""A card and a tip without faults, and what the check says about changed ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.check import BatchTexts, card_faults, load_rules, tip_faults
from knowledge.documents import Card, Citation, Place
from knowledge.ingest.register import LIBRARY
from knowledge.tips import Tip

TODAY = date(2026, 11, 21)
CARD = Card(
    id="mot-the",
    kind="law",
    topic="ly hôn",
    title="Một thẻ",
    questions=("Câu một?", "Câu hai?", "Câu ba?", "cau bon", "cau nam"),
    answer="Chị được quyền xin ly hôn.",
    citations=(Citation("52/2014/QH13", "51", "1"),),
    checked_on=TODAY,
    checked_against="Bộ pháp điển",
)
TIP = Tip(
    id="mot-loi-nhac",
    topic="ly hôn",
    text="Chị được quyền xin ly hôn.",
    picture="Vợ cũng được xin ly hôn",
    citation=Citation("52/2014/QH13", "51", "1"),
    checked_on=TODAY,
    checked_against="Bộ pháp điển",
)
PLACE = Place("Công an phường", address="Số 1 đường Hoa Sen")


def faults(card: Card, texts: BatchTexts | None = None) -> list[str]:
    return list(card_faults(card, load_rules(LIBRARY, TODAY, texts)))


def faults_of_tip(tip: Tip, texts: BatchTexts | None = None) -> list[str]:
    return list(tip_faults(tip, load_rules(LIBRARY, TODAY, texts)))


def entry(name: str, **changes: Any) -> dict[str, Any]:
    """A good card as its author writes it."""
    return {
        "id": name,
        "kind": "law",
        "topic": "ly hôn",
        "title": "Thẻ",
        "questions": [f"Câu {name} số {n}?" for n in range(4)]
        + [f"cau {name} {n}" for n in (8, 9)],
        "answer": "Chị được quyền.",
        "citations": [{"document": "52/2014/QH13", "article": "51"}],
        "checked_on": TODAY,
        "checked_against": "Bộ pháp điển",
    } | changes


def tip_entry(name: str, **changes: Any) -> dict[str, Any]:
    """A good tip as its author writes it."""
    return {
        "id": name,
        "topic": "ly hôn",
        "text": f"Chị được quyền, điều số {name}.",
        "picture": "Vợ cũng được xin",
        "citation": {"document": "52/2014/QH13", "article": "51", "clause": "1"},
        "checked_on": TODAY,
        "checked_against": "Bộ pháp điển",
    } | changes
