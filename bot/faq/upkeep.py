"""What officers have to look at again: FAQs whose law was replaced, or whose day has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.faq.cards import as_card
from bot.store.faq_records import LiveFaq
from bot.store.faqs import FaqRepository
from knowledge.documents import Document
from knowledge.ingest.register import register
from knowledge.search import Library
from knowledge.shelf import Shelf
from knowledge.upkeep.due import Due, due, with_news
from knowledge.upkeep.impact import Provider, Use


def uses_of(faqs: FaqRepository) -> Provider:
    """A provider for ``knowledge.upkeep.impact``: the law that published FAQs cite."""

    def uses() -> Iterator[Use]:
        for faq in _live(faqs):
            for citation in faq.content.citations:
                yield Use("faq", faq.code, faq.content.question, _file(faq), citation)

    return uses


def due_faqs(
    faqs: FaqRepository, documents: Mapping[str, Document], day: date, oa_id: str | None = None
) -> list[Due]:
    """The published FAQs to be looked at again by that day, longest due first; of one account with
    what every account shows, or of all. ``file`` is the FAQ's code.
    """
    shelf = Shelf(cards=[(faq.code, as_card(faq)) for faq in _live(faqs, oa_id)])
    return due(shelf, documents, day)


def documents_of(library: Library) -> Mapping[str, Document]:
    """What is known of documents and what replaced them: the register, then the library."""
    return with_news(register(), library.documents())


def _live(faqs: FaqRepository, oa_id: str | None = None) -> Iterator[LiveFaq]:
    _, live = faqs.live_versions()
    owners = live if oa_id is None else dict.fromkeys(("", oa_id))
    for owner in owners:
        yield from faqs.live(live.get(owner, {}))


def _file(faq: LiveFaq) -> str:
    return f"OA {faq.oa_id}" if faq.oa_id else "mọi OA"
