"""Kho luật: documents, their articles, the register of amendments, what rests on a document."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from bot.console.access import Permission, needs
from bot.console.parts import ConsoleParts
from bot.console.session import current_oa
from bot.console.shelves import STATUSES, Shelves, place, sliced
from bot.errors import BotError
from bot.store.faq_uses import faqs_on
from knowledge import amendments
from knowledge.citation import label
from knowledge.day import today
from knowledge.documents import Document, canonical_number
from knowledge.errors import KnowledgeError
from knowledge.search import Library
from knowledge.shelf import KINDS

LONGEST_SEARCH = 300
MOST_FOUND = 8
MOST_ARTICLES = 100
USE_KINDS = {
    **KINDS,
    "faq": "Hỏi đáp của phường",
    "amendment": "Sổ sửa đổi",
    "value": "Mức tiền",
    "calculator": "Bảng tính",
}


class NoLibrary(BotError):
    """The library cannot be opened."""

    http_status = 503
    public_message = "Chưa mở được kho luật. Chị báo người phụ trách kỹ thuật."


_KEPT: dict[str, Shelves] = {}
"""The shelves of the library in use, by its version; FAQs, which come and go, stand on none."""


def answers_from(parts: ConsoleParts) -> Library:
    """What the account answers from, FAQs included. Raises ``NoLibrary``."""
    library = parts.library(current_oa())
    try:
        library.version  # noqa: B018 - what stands in for a library that is not there raises
    except KnowledgeError:
        raise NoLibrary from None
    return library


def shelves_of(parts: ConsoleParts) -> Shelves:
    """What stands in the library of the account. Raises ``NoLibrary``."""
    library = answers_from(parts)
    shelves = _KEPT.get(library.version)
    if shelves is None:
        _KEPT.clear()
        shelves = _KEPT[library.version] = Shelves(library)
    return shelves


def asked_for(name: str) -> str:
    """A word of the address, as it is searched for."""
    return request.args.get(name, "").strip()[:LONGEST_SEARCH]


def make_blueprint(parts: ConsoleParts) -> Blueprint:
    """The pages."""
    page = Blueprint("law_library", __name__, url_prefix="/kho-luat")
    page.record_once(lambda state: state.app.jinja_env.globals.update(STATUSES=STATUSES))
    _search(page, parts)
    _documents(page, parts)
    _articles(page, parts)
    _impact(page, parts)
    _amendments(page)
    return page


def _search(page: Blueprint, parts: ConsoleParts) -> None:
    @page.get("")
    @needs(Permission.SEE)
    def index() -> str:
        shelves, words, on = shelves_of(parts), asked_for("tim"), today(parts.now())
        library = answers_from(parts)
        found = {
            "documents": shelves.lines(words, "", on)[:MOST_FOUND] if words else [],
            "places": shelves.cited(words),
            "articles": library.search(words, limit=MOST_FOUND, as_of=on) if words else [],
            "cards": library.match_cards(words, limit=5, as_of=on) if words else [],
        }
        return render_template(
            "console/law/index.html",
            words=words,
            found=found,
            nothing=not any(found.values()),
            documents=len(shelves.documents),
            articles=shelves.library.article_count,
            cards=len(shelves.cards),
            due=len(shelves.due(on)),
            amendments=len(amendments.amendments()),
            place=place,
        )


def _documents(page: Blueprint, parts: ConsoleParts) -> None:
    @page.get("/van-ban")
    @needs(Permission.SEE)
    def documents() -> str:
        words, wanted = asked_for("tim"), asked_for("hieu-luc")
        wanted = wanted if wanted in list(STATUSES) else ""
        lines = shelves_of(parts).lines(words, wanted, today(parts.now()))
        shown = sliced([line.document.number for line in lines], lines, asked_for("sau"))
        return render_template("console/law/documents.html", page=shown, words=words, wanted=wanted)

    @page.get("/van-ban/<path:number>")
    @needs(Permission.SEE)
    def document(number: str) -> str:
        shelves = shelves_of(parts)
        found = _known(shelves, number)
        ids = shelves.library.articles_of(found.number)
        begin = ids.index(request.args["sau"]) + 1 if request.args.get("sau") in ids else 0
        end = begin + MOST_ARTICLES
        articles = [shelves.library.article(each) for each in ids[begin:end]]
        return render_template(
            "console/law/document.html",
            document=found,
            status=shelves.status(found, today(parts.now())),
            articles=articles,
            known=shelves.documents,
            total=len(ids),
            page={"next": ids[end - 1] if end < len(ids) else "", "first": begin == 0},
            changes=amendments.of_document(found.number),
        )


def _known(shelves: Shelves, number: str) -> Document:
    document = shelves.library.document(number)
    if document is None:
        abort(404)
    return document


def _articles(page: Blueprint, parts: ConsoleParts) -> None:
    @page.get("/dieu/<path:article_id>")
    @needs(Permission.SEE)
    def article(article_id: str) -> str:
        shelves, on = shelves_of(parts), today(parts.now())
        found = shelves.library.article(article_id)
        if found is None:
            abort(404)
        document = _known(shelves, found.document)
        ids = shelves.library.articles_of(document.number)
        here = ids.index(found.id)
        return render_template(
            "console/law/article.html",
            reading=shelves.reading(found, document, on),
            status=shelves.status(document, on),
            before=ids[here - 1] if here else "",
            after=ids[here + 1] if here + 1 < len(ids) else "",
            cards=[card for card in shelves.cards if _cites(card, found.id)],
        )


def _cites(card: object, article_id: str) -> bool:
    return any(each.article_id == article_id for each in getattr(card, "citations", ()))


def _impact(page: Blueprint, parts: ConsoleParts) -> None:
    @page.get("/anh-huong")
    @needs(Permission.SEE)
    def impact() -> ResponseReturnValue:
        shelves, number = shelves_of(parts), canonical_number(asked_for("so"))
        faqs = faqs_on(parts.database, current_oa(), number)
        uses = shelves.uses(number, faqs) if number else []
        grouped = {
            name: [use for use in uses if use.kind == kind] for kind, name in USE_KINDS.items()
        }
        return render_template(
            "console/law/impact.html",
            number=number,
            document=shelves.library.document(number) if number else None,
            groups={name: found for name, found in grouped.items() if found},
            total=len(uses),
            where=_within,
        )


def _within(use: object) -> str:
    """The place within its document, '' for the whole of it."""
    citation = use.citation  # type: ignore[attr-defined]
    words = label(citation).removesuffix(f"văn bản số {citation.document}").strip()
    return words[:1].upper() + words[1:]


def _amendments(page: Blueprint) -> None:
    @page.get("/sua-doi")
    @needs(Permission.SEE)
    def changed() -> str:
        words = asked_for("tim")
        rows = [row for row in amendments.amendments() if _names(row)(words)]
        keys = [str(place) for place in range(len(rows))]
        return render_template(
            "console/law/amendments.html",
            page=sliced(keys, rows, asked_for("sau")),
            words=words,
            outdated=amendments.outdated_words(),
        )


def _names(row: amendments.Amendment) -> Callable[[str], bool]:
    """Whether the row is about the document that is asked for, on either side."""
    numbers = f"{row.citation.document} {row.amended_by}".lower()
    return lambda words: all(word in numbers for word in words.lower().split())
