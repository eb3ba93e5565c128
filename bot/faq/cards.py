"""What is live becomes cards: they are matched and shown like our own."""

from __future__ import annotations

from bot.store.faq_records import LiveFaq
from knowledge.day import today, written
from knowledge.documents import Card

KIND = "faq"


def card_id(faq_id: int) -> str:
    """The id of the card of an FAQ: "faq-12"."""
    return f"{KIND}-{faq_id}"


def faq_id(card: Card) -> int | None:
    """The FAQ of a card; None for a card of ours."""
    return int(card.id.removeprefix(f"{KIND}-")) if card.kind == KIND else None


def as_card(faq: LiveFaq) -> Card:
    """The card of an FAQ; the source that stands under the answer says whose it is."""
    content, approved = faq.content, today(faq.approved_at)
    return Card(
        id=card_id(faq.id),
        kind=KIND,
        topic="",
        title=content.question,
        questions=content.variants,
        answer=content.answer,
        citations=content.citations,
        checked_on=approved,
        checked_against=f"câu trả lời của cán bộ phường, duyệt ngày {written(approved)}",
        expires=content.expires_on,
    )
