"""Kho luật: the cards with their sources and review dates, and what is due for review."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template

from bot.console.access import Permission, needs
from bot.console.pages.law_library import answers_from, asked_for, shelves_of
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.console.shelves import OWN_ANSWERS, Shelves, sliced
from bot.faq.upkeep import due_faqs
from bot.store.faqs import FaqRepository
from knowledge.citation import label
from knowledge.day import today
from knowledge.documents import Citation
from knowledge.search import Library
from knowledge.shelf import KINDS
from knowledge.upkeep.due import Due


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("law_cards", __name__, url_prefix="/kho-luat")
    _cards(page, parts)
    _due(page, parts)
    return page


def _cards(page: Blueprint, parts: ConsoleParts) -> None:
    @page.get("/the")
    @needs(Permission.SEE)
    def index() -> str:
        shelves = shelves_of(parts)
        kind, topic, words = asked_for("loai"), asked_for("chu-de"), asked_for("tim")
        cards = shelves.cards_of(kind, topic, words)
        return render_template(
            "console/law/cards.html",
            page=sliced([card.id for card in cards], cards, asked_for("sau")),
            kinds=shelves.kinds,
            topics=shelves.topics,
            kind=kind,
            topic=topic,
            words=words,
            today=today(parts.now()),
        )

    @page.get("/the/<path:card_id>")
    @needs(Permission.SEE)
    def show(card_id: str) -> str:
        shelves = shelves_of(parts)
        card = answers_from(parts).card(card_id)
        if card is None:
            abort(404)
        return render_template(
            "console/law/card.html",
            card=card,
            kind=shelves.kinds.get(card.kind, OWN_ANSWERS),
            bases=[_basis(shelves.library, each) for each in card.citations],
            related=[each for each in map(shelves.library.card, card.related) if each],
            today=today(parts.now()),
        )


def _basis(library: Library, citation: Citation) -> tuple[str, str]:
    """A place that the card rests on, and the id of its article; '' where we do not have it."""
    known = library.article(citation.article_id)
    return label(citation, library.document(citation.document)), known.id if known else ""


class DueFaqs:
    """The FAQs to be looked at again. Worked out once for a day and a release: there may be ten
    thousand.
    """

    def __init__(self, parts: ConsoleParts) -> None:
        self._faqs = FaqRepository(parts.database)
        self._known: tuple[tuple[object, ...], list[Due]] = ((), [])

    def due(self, shelves: Shelves, on: date) -> list[Due]:
        """Those of the account, longest due first; ``file`` is the FAQ's code."""
        asked = (current_oa(), on, self._faqs.release(), shelves.library.version)
        if self._known[0] != asked:
            self._known = asked, due_faqs(self._faqs, shelves.known, on, current_oa())
        return self._known[1]


def _due(page: Blueprint, parts: ConsoleParts) -> None:
    faqs = DueFaqs(parts)

    @page.get("/den-han")
    @needs(Permission.SEE)
    def due() -> str:
        shelves, on = shelves_of(parts), today(parts.now())
        found = sorted((*faqs.due(shelves, on), *shelves.due(on)), key=lambda each: each.day)
        keys = [f"{each.kind}:{each.id}" for each in found]
        soon = [card for card in shelves.cards if on < card.review_day]
        soon.sort(key=lambda card: card.review_day)
        return render_template(
            "console/law/due.html",
            page=sliced(keys, found, asked_for("sau")),
            kinds={**KINDS, "faq": OWN_ANSWERS},
            soon=soon[:10],
        )
