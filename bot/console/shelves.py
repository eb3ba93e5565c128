"""The library as officers leaf through it: documents, articles with what changed, cards, what is
due for review, what rests on a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from handlers import changes
from knowledge import amendments
from knowledge.amendments import Amendment
from knowledge.citation import label, parse, place_name
from knowledge.clauses import parts
from knowledge.documents import Article, Card, Citation, Document
from knowledge.ingest.register import LIBRARY, register
from knowledge.search import Library
from knowledge.shelf import KINDS, Shelf
from knowledge.text.fold import fold
from knowledge.tips import Tip, read_files
from knowledge.upkeep import due as upkeep
from knowledge.upkeep.due import Due
from knowledge.upkeep.impact import PROVIDERS, Provider, Use, cards_and_tips, impact
from knowledge.validity import Status, status

PAGE = 25
STATUSES = {
    Status.IN_FORCE: ("Còn hiệu lực", "good"),
    Status.PARTLY_AMENDED: ("Còn hiệu lực, đã sửa một phần", "waiting"),
    Status.NOT_YET: ("Chưa có hiệu lực", "waiting"),
    Status.EXPIRED: ("Hết hiệu lực", "bad"),
}
OWN_ANSWERS = "Hỏi đáp của phường"


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of a list: what is shown, what the next begins after ('' for none), all there are."""

    rows: Sequence[object]
    next: str
    first: bool
    total: int


def sliced(keys: Sequence[str], rows: Sequence[object], after: str) -> Slice:
    """The page behind the row with the key ``after``; the first for '' and for an unknown one."""
    begin = keys.index(after) + 1 if after in keys else 0
    end = begin + PAGE
    return Slice(rows[begin:end], keys[end - 1] if end < len(rows) else "", begin == 0, len(rows))


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document and how it stands today."""

    document: Document
    status: Status


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of an article's text; ``old`` marks words that are no more, ``changes`` the numbers of
    the changes of the clause that begins here.
    """

    text: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of an article: its words, and the numbers of the changes that touch it."""

    stretches: tuple[Stretch, ...]
    changes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an article: its number on the page, its place, the register's row, in words."""

    number: int
    place: str
    row: Amendment
    begun: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """An article to read: its place, its text part by part, what changed, what people are told."""

    article: Article
    document: Document
    place: str
    paragraphs: tuple[Paragraph, ...]
    changes: tuple[Change, ...]
    told: tuple[str, ...]


class Shelves:
    """What stands in one library. Keep it as long as the library: it remembers what it worked out.

    ``on`` is today in Vietnam.
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def documents(self) -> dict[str, Document]:
        """By number."""
        return {each.number: each for each in self.library.documents()}

    @cached_property
    def known(self) -> dict[str, Document]:
        """What is known of documents and what replaced them: the register, then the library."""
        return upkeep.with_news(register(), self.library.documents())

    @cached_property
    def _names(self) -> dict[str, str]:
        return {
            number: _searchable(f"{number} {each.kind} {each.name}")
            for number, each in self.documents.items()
        }

    def lines(self, words: str, wanted: str, on: date) -> list[DocumentLine]:
        """The documents with all these words in number or name, of the wanted status ('' for any):
        those that people call so, then the others, newest first.
        """
        tokens = _tokens(words)
        called = self.library.documents_named(words, as_of=on) if tokens else []
        order = {document.number: place for place, document in enumerate(called)}
        found = (
            DocumentLine(document, status(document, on, self.documents))
            for number, document in self.documents.items()
            if number in order or all(token in self._names[number] for token in tokens)
        )
        kept = [line for line in found if not wanted or line.status.value == wanted]
        kept.sort(key=lambda line: line.document.issued or date.min, reverse=True)
        return sorted(kept, key=lambda line: order.get(line.document.number, len(order)))

    def status(self, document: Document, on: date) -> Status:
        """How it stands on that day."""
        return status(document, on, self.documents)

    def articles(self, number: str) -> list[Article]:
        """The document's articles in reading order."""
        found = (self.library.article(each) for each in self.library.articles_of(number))
        return [each for each in found if each is not None]

    def cited(self, words: str) -> list[tuple[str, str]]:
        """Places that the words name and the library has: the article's id and its name."""
        found = []
        for asked in parse(words):
            for document in self._meant(asked.document, asked.name):
                article = self.library.article(Citation(document.number, asked.article).article_id)
                if article:
                    found.append((article.id, place(article, document)))
        return found[:5]

    def _meant(self, number: str, name: str) -> list[Document]:
        if number:
            document = self.library.document(number)
            return [document] if document else []
        return self.library.documents_named(name)[:2] if name else []

    def reading(self, article: Article, document: Document, on: date) -> Reading:
        """The article with what changed in it, marked."""
        citation = Citation(article.document, article.number)
        rows = [
            Change(number, _where(row), row, row.begun(on))
            for number, row in enumerate(amendments.of(citation, article.text), start=1)
        ]
        told = changes.of(citation, article.text, article.text, on)
        return Reading(
            article,
            document,
            place(article, document),
            tuple(_paragraphs(article, rows, on)),
            tuple(rows),
            tuple(news.sentence for news in (*told.news, *told.coming)),
        )

    @cached_property
    def cards(self) -> list[Card]:
        """The cards, by title."""
        return sorted(self.library.cards(), key=lambda card: (card.topic, card.title, card.id))

    @cached_property
    def topics(self) -> list[str]:
        """The topics of the cards."""
        return sorted({card.topic for card in self.cards if card.topic})

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kinds of cards that there are, and what they are called."""
        there = {card.kind for card in self.cards}
        return {kind: name for kind, name in KINDS.items() if kind in there}

    def cards_of(self, kind: str, topic: str, words: str) -> list[Card]:
        """The cards of this kind and topic with all these words in title or question."""
        tokens = _tokens(words)
        return [
            card
            for card, said in zip(self.cards, self._said, strict=True)
            if (not kind or card.kind == kind)
            and (not topic or card.topic == topic)
            and all(token in said for token in tokens)
        ]

    @cached_property
    def _said(self) -> list[str]:
        """The words of title and questions of each card."""
        return [_searchable(f"{card.title} {' '.join(card.questions)}") for card in self.cards]

    def due(self, on: date) -> list[Due]:
        """What is to be reviewed by that day, longest due first."""
        return _due(self, on)

    def uses(self, number: str, *more: Provider) -> list[Use]:
        """Everything that rests on the document: cards in use, tips, registers, values,
        calculators, and what else tells.
        """
        ours = (each for each in PROVIDERS if each is not cards_and_tips)
        return impact(number, [*more, self._cards_in_use, _tips_in_use, *ours])

    def _cards_in_use(self) -> Iterator[Use]:
        for card in self.cards:
            for citation in card.citations:
                yield Use(card.kind, card.id, card.title, "", citation)


@lru_cache(maxsize=4)
def _due(shelves: Shelves, on: date) -> list[Due]:
    shelf = Shelf(cards=[("", card) for card in shelves.cards], tips=_tips())
    return upkeep.due(shelf, shelves.known, on)


@lru_cache(maxsize=1)
def _tips() -> list[tuple[str, Tip]]:
    return [(name, tip) for name, tips, _ in read_files(LIBRARY) for tip in tips]


def _tips_in_use() -> Iterator[Use]:
    for file, tip in _tips():
        for citation in tip.citations:
            yield Use("tip", tip.id, tip.title, file, citation)


def _searchable(text: str) -> str:
    """Folded, every word behind a space."""
    return f" {' '.join(fold(text).lower().split())}"


def _tokens(words: str) -> list[str]:
    """What has to stand in a searchable text: the beginnings of words."""
    return [f" {token}" for token in fold(words).lower().split()]


def place(article: Article, document: Document) -> str:
    """The standard form: "Điều 51 Luật Hôn nhân và gia đình số 52/2014/QH13"."""
    return label(Citation(document.number, article.number), document)


def _where(row: Amendment) -> str:
    """The place in the article that a row of the register names."""
    named = (("điểm", row.citation.point), ("khoản", row.citation.clause))
    words = " ".join(f"{kind} {value}" for kind, value in named if value)
    return (
        words[:1].upper() + words[1:]
        if words
        else ("Cả điều" if row.citation.article else "Văn bản")
    )


def _paragraphs(article: Article, rows: Sequence[Change], on: date) -> Iterator[Paragraph]:
    """The clauses and points, each with the numbers of the changes that name it."""
    old = [row.row.old_words for row in rows if row.begun and row.row.old_words]
    old += [phrase for phrase, _ in amendments.words_in(article.text, on)]
    pattern = _any_of(old)
    for part in parts(article.text):
        touching = tuple(
            row.number
            for row in rows
            if (row.row.citation.clause, row.row.citation.point) == (part.clause, part.point)
            and row.row.citation.clause
        )
        text = article.text[part.start : part.end]
        if text:
            yield Paragraph(tuple(_stretches(text, pattern)), touching)


def _stretches(text: str, old: re.Pattern[str] | None) -> Iterator[Stretch]:
    end = 0
    for found in old.finditer(text) if old else ():
        if found.start() > end:
            yield Stretch(text[end : found.start()])
        yield Stretch(found.group(), old=True)
        end = found.end()
    if end < len(text):
        yield Stretch(text[end:])


def _any_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    written = [r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases if phrase.split()]
    if not written:
        return None
    written.sort(key=len, reverse=True)
    return re.compile("|".join(written), re.IGNORECASE)


def part_name(article: Article) -> str:
    """ "Điều 51", or the name of a section."""
    return place_name(article.number)
