"""The exact words of the law that an answer shows, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers import changes, texts
from handlers.bubbles import pages
from handlers.changes import Changes
from handlers.day import written
from knowledge.citation import document_label, label
from knowledge.documents import Article, Citation, Document
from knowledge.search import Library
from knowledge.snippet import quote
from knowledge.validity import period

#: Characters of the law in one bubble: beside an answer in plain words, alone, and page by page.
BESIDE_AN_ANSWER = 420
ALONE = 560
A_PAGE = 760

#: An article is read out in at most so many parts; the rest stays with the source.
MOST_PARTS = 11


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the law. ``words`` are exact and empty where no text may be quoted.

    ``part`` names the place within its law ("khoản 3 Điều 81"), ``law`` the law and since when it
    binds; ``source`` is where the words come from; ``whole`` is the whole article in bubbles, if
    the words are not all of it; ``changed`` is what of it is no longer so.
    """

    citation: Citation
    part: str
    law: str
    words: str = ""
    source: str = ""
    whole: tuple[str, ...] = ()
    changed: Changes = Changes()

    @property
    def reference(self) -> str:
        """ "Khoản 3 Điều 81 Luật … số 52/2014/QH13, có hiệu lực từ 01/01/2015"."""
        return capitalised(f"{self.part} {self.law}")


def cited(
    library: Library, citation: Citation, question: str, day: date, limit: int
) -> Passage | None:
    """The passage a card cites; without words if the library has none; None if it binds no more."""
    document = library.document(citation.document)
    if document is not None and has_expired(document, day):
        return None
    article = library.article(citation.article_id)
    if document is None or article is None or not may_be_quoted(article, document, day):
        return without_words(citation, document, article, day)
    return passage(article, document, citation, question, day, limit)


def without_words(
    citation: Citation, document: Document | None, article: Article | None, day: date
) -> Passage:
    """The place alone."""
    begins = first_day(article, document)
    law = document_label(document, citation.document)
    if begins is not None:
        tell = texts.in_force_since if begins <= day else texts.in_force_later
        law = f"{law}, {tell(written(begins))}"
    changed = changes.of(citation, article.text if article else "", "", day)
    return Passage(citation, part_of(citation), law, changed=changed)


def first_day(article: Article | None, document: Document | None) -> date | None:
    """The first day on which the article, or the document without one, binds; None if unknown."""
    if article is not None and document is not None:
        return period(article, document).begins
    known = article or document
    return known.effective if known else None


def passage(
    article: Article, document: Document, citation: Citation, question: str, day: date, limit: int
) -> Passage:
    """The words of the article that answer the question, or of the cited clause."""
    found = quote(article, question, limit, citation.clause, citation.point)
    place = Citation(citation.document, citation.article, found.clause, found.point)
    complete = found.text.strip() == article.text.strip()
    asked = replace(citation, clause=citation.clause and place.clause)
    return replace(
        without_words(place, document, article, day),
        words=found.text.strip(),
        source=document.source,
        whole=() if complete else read_out(article, document, day),
        changed=changes.of(asked, article.text, found.text, day),
    )


def references(passages: Sequence[Passage]) -> list[str]:
    """The places, law by law, each law named once: "Khoản 1 Điều 8, Điều 9 Luật …"; what was
    amended is marked.
    """
    laws: dict[str, list[str]] = {}
    for each in passages:
        laws.setdefault(each.law, []).append(f"{each.part} {each.changed.mark}".strip())
    return [capitalised(f"{', '.join(parts)} {law}") for law, parts in laws.items()]


def part_of(citation: Citation) -> str:
    """The place within its law: "khoản 3 Điều 81"."""
    law = document_label(None, citation.document)
    return label(citation, None).removesuffix(law).strip()


def named(citation: Citation, document: Document) -> str:
    """The place with its law, as a heading: "Khoản 3 Điều 81 Luật … số 52/2014/QH13"."""
    return capitalised(label(citation, document))


def capitalised(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def has_expired(document: Document, day: date) -> bool:
    """Whether the document once bound and binds no more."""
    return document.expires is not None and document.expires <= day


def may_be_quoted(article: Article, document: Document, day: date) -> bool:
    """Whether the article's text may be shown to people at all."""
    return article.answerable and document.answerable and not has_expired(document, day)


def text_pages(article: Article) -> list[str]:
    """The words of the article page by page; of a very long one only as much as is read out."""
    enough = (MOST_PARTS + 2) * A_PAGE
    return pages(article.text[:enough], A_PAGE) or [""]


def read_out(article: Article, document: Document, day: date) -> tuple[str, ...]:
    """The whole article in bubbles, each naming its place, its part, and if it binds only later;
    what changed is said before the first, and each is marked.
    """
    citation = Citation(article.document, article.number)
    changed = changes.of(citation, article.text, article.text, day)
    place = f"{named(citation, document)} {changed.mark}".strip()
    begins = first_day(article, document)
    if begins is not None and begins > day:
        place = f"{place}, {texts.in_force_later(written(begins))}"
    parts = text_pages(article)
    shown = parts[:MOST_PARTS]
    bubbles = [
        f"{texts.part_of(place, number, len(parts))}\n{texts.quotation(part)}"
        for number, part in enumerate(shown, start=1)
    ]
    if said := changes.said_first((*changed.news, *changed.coming), ""):
        bubbles[0] = f"{said}\n\n{bubbles[0]}"
    if len(parts) > MOST_PARTS:
        bubbles.append(texts.rest_elsewhere(article.url))
    return tuple(bubbles)
