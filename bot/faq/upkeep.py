"""What officers have to look at again: FAQs whose law was replaced, or whose day has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.faq.cards import as_card
from bot.store.faq_records import LiveFaq
from bot.store.faqs import FaqRepository
from knowledge.documents import Document
from knowledge.ingest.register import register
from knowledge.search import Library
from knowledge.shelf import Shelf
from knowledge.upkeep.due import Due, due, with_news
from knowledge.upkeep.impact import Provider, Use

ENDS_SOON = timedelta(days=14)
"""So long before its last day an answer is looked at again."""
ENDING = "Thôi hiện từ {}. Còn dùng thì chị gia hạn."
ENDED = "Đã thôi hiện từ {}. Chị gia hạn hoặc gỡ xuống."


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
    what every account shows, or of all. ``file`` is the FAQ's code. Whatever ends within
    ``ENDS_SOON``, or has ended and was not taken down, is among them.
    """
    live = list(_live(faqs, oa_id))
    shelf = Shelf(cards=[(faq.code, as_card(faq)) for faq in live])
    found = {each.file: each for each in due(shelf, documents, day)}
    for faq in live:
        if ending := _ending(faq, day):
            known = found.get(faq.code)
            found[faq.code] = _both(known, ending) if known else ending
    return sorted(found.values(), key=lambda each: (each.day, each.kind, each.id))


def _ending(faq: LiveFaq, day: date) -> Due | None:
    end = faq.content.expires_on
    if end is None or day < end - ENDS_SOON:
        return None
    card = as_card(faq)
    words = ENDED if end <= day else ENDING
    return Due(
        end - ENDS_SOON, "faq", card.id, card.title, faq.code, words.format(f"{end:%d/%m/%Y}")
    )


def _both(one: Due, other: Due) -> Due:
    return replace(one, day=min(one.day, other.day), reason=f"{one.reason} {other.reason}")


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
