"""The model of a legal text: document → article (điều) → clause (khoản) → point (điểm), and our
cards.

Every part has a stable id made from the document's number: ``52/2014/qh13`` (document),
``52/2014/qh13+51`` (article), ``52/2014/qh13+51.3`` (clause), ``52/2014/qh13+51.3.a`` (point).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: A card is reviewed so long after it was checked; telephone numbers and places change faster.
REVIEW_AFTER = timedelta(days=180)
REVIEW_DIRECTORY_AFTER = timedelta(days=90)


def canonical_number(written: str) -> str:
    """The number as the gazette prints it: ``NĐ-CP`` in capitals, ``QĐ-TTg`` with a small g."""
    number = " ".join(written.split()).upper()
    return number.replace("-TTG", "-TTg")


def article_id(document: str, article: str) -> str:
    """The stable id of an article: document number + article number, lower case."""
    return f"{document.lower()}+{article.lower()}"


@dataclass(frozen=True, slots=True)
class Point:
    """A điểm: its letter (``a``, ``đ``) and its exact words, the letter included."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A khoản: its number and its exact words before the points, the number included."""

    number: str
    text: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A legal document as far as its source tells.

    ``replaces``/``replaced_by`` (as a whole), ``amends``/``amended_by`` (in some places) and
    ``details`` (the laws that it details, where its name does not tell) are canonical numbers.
    ``replaced_by`` without ``expires``: it has a successor, nobody knows from which day.
    ``answerable`` is false where the text may serve benchmarks only and must never be quoted to a
    person.
    """

    number: str
    kind: str = ""
    name: str = ""
    issuer: str = ""
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    source: str = ""
    answerable: bool = True
    amends: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The document's stable id: its number in lower case."""
        return self.number.lower()

    def in_force(self, on: date) -> bool:
        """Whether the document binds on that day; an unknown start counts as begun."""
        begun = self.effective is None or self.effective <= on
        return begun and (self.expires is None or on < self.expires)


@dataclass(frozen=True, slots=True)
class Article:
    """A điều: where it stands, its heading and its exact text.

    ``headings`` run from the widest to the nearest. ``answerable`` is false where this text may
    serve benchmarks only, even if other articles of its document may be quoted.
    """

    document: str
    number: str
    title: str
    text: str
    headings: tuple[str, ...] = ()
    effective: date | None = None
    url: str = ""
    answerable: bool = True

    @property
    def id(self) -> str:
        """``52/2014/qh13+51``."""
        return article_id(self.document, self.number)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the law: document number, article, and clause and point where known."""

    document: str
    article: str
    clause: str = ""
    point: str = ""

    @property
    def article_id(self) -> str:
        """The id of the article that is cited."""
        return article_id(self.document, self.article)

    @property
    def id(self) -> str:
        """The stable id of the place itself: ``52/2014/qh13+51.3.a``."""
        return ".".join(filter(None, (self.article_id, self.clause, self.point.lower())))


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a directory card; ``verified_on`` is when somebody last called or went there."""

    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""
    note: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One of our own plain-language answers, with the question as people type it and the law it
    rests on.

    ``kind`` is ``law``, ``procedure``, ``guide``, ``programme`` or ``directory``. ``steps``,
    ``papers``, ``where``, ``fee``, ``duration`` and ``link`` belong to procedures and guides,
    ``issued_by``, ``period`` and ``contact`` to programmes, ``places`` to directories. An
    ``example`` is a form with «placeholders»: it is never in a compiled library.
    """

    id: str
    kind: str
    topic: str
    title: str
    questions: tuple[str, ...]
    answer: str
    citations: tuple[Citation, ...]
    checked_on: date
    checked_against: str
    effective: date | None = None
    expires: date | None = None
    needs_officer_check: bool = False
    related: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    where: str = ""
    fee: str = ""
    duration: str = ""
    link: str = ""
    review_by: date | None = None
    example: bool = False
    issued_by: str = ""
    period: str = ""
    contact: str = ""
    places: tuple[Place, ...] = ()

    @property
    def review_day(self) -> date:
        """By when somebody has to hold the card against the law again."""
        wait = REVIEW_DIRECTORY_AFTER if self.kind == "directory" else REVIEW_AFTER
        return self.review_by or self.checked_on + wait

    @property
    def shown(self) -> tuple[str, ...]:
        """Every text that people read, but for the places of a directory."""
        procedure = (*self.steps, *self.papers, self.where, self.fee, self.duration)
        programme = (self.issued_by, self.period, self.contact)
        return tuple(filter(None, (self.title, self.answer, *procedure, *programme)))

    def in_force(self, on: date) -> bool:
        """Whether the card may be shown on that day."""
        begun = self.effective is None or self.effective <= on
        return begun and (self.expires is None or on < self.expires)
