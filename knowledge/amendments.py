"""What changed in the law since the texts at hand were printed.

``knowledge/library/amendments.yaml`` is the register. It has two kinds of row: a place in the law
that another document amended, and words that name an office or an amount which is no more,
wherever they stand. Our own short words tell the change; the new text itself is not at hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.documents import Citation, canonical_number
from knowledge.errors import SourceError
from knowledge.shapes import Evidence, Strict

REGISTER = Path(__file__).parent / "library" / "amendments.yaml"

#: The longest explanation of a change, in words.
MOST_WORDS = 40


class Kind(StrEnum):
    """What happened to a place."""

    AMENDED = "amended"
    REPEALED = "repealed"
    AMOUNT = "amount"  # the words stay, the amount that follows from them is another
    PARTLY = "partly"  # somewhere in the document
    MAYBE = "maybe"  # the amending document names the place; what it does to it is not known
    REPLACED = "replaced"  # the whole document ends
    OVERTAKEN = "overtaken"  # its matter follows another law now; no text says that it ended


@dataclass(frozen=True, slots=True)
class Amendment:
    """A place in the law that was or will be amended.

    ``citation`` without an article is the whole document. ``since`` is the first day of the new
    text, None where it is not known. ``change`` tells in our words what is different. ``at`` is
    the place in the amending document, as far as it is known. ``old_words`` stand in the text as
    it was: where a newer text no longer has them, the amendment is in it. ``evidence`` is G (read
    in full), B (press), T (compilation).
    """

    citation: Citation
    amended_by: str
    since: date | None
    change: str
    evidence: str
    source: str
    kind: Kind = Kind.AMENDED
    at: str = ""
    old_words: str = ""

    @property
    def sure(self) -> bool:
        """Whether the change was read in an official text."""
        return is_sure(self.evidence)

    def begun(self, day: date) -> bool:
        """Whether the new text binds on that day; of unknown begin counts as begun."""
        return self.since is None or self.since <= day

    def stands_in(self, text: str) -> bool:
        """Whether the old words stand in a text."""
        return bool(self.old_words) and _plain(self.old_words) in _plain(text)

    @property
    def outdates(self) -> bool:
        """Whether the words at hand are no longer those of the law once it has begun."""
        return self.kind in (Kind.AMENDED, Kind.REPEALED, Kind.OVERTAKEN)


@dataclass(frozen=True, slots=True)
class OutdatedWords:
    """Words of the law that name what is no more.

    ``phrases`` as the law writes them, ``now`` the sentence that says what is instead, ``instead``
    words whose presence shows that a text knows the change already.
    """

    phrases: tuple[str, ...]
    since: date
    now: str
    by: str
    evidence: str
    source: str
    instead: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the change was read in an official text."""
        return is_sure(self.evidence)


def is_sure(evidence: str) -> bool:
    """Whether a row rests on an official text that was read ("G", also among others)."""
    return "G" in re.findall(r"\w", evidence)


class _Row(Strict):
    evidence: Evidence
    source: str


class _Place(_Row):
    document: str
    articles: tuple[str, ...] = ()
    clause: str = ""
    point: str = ""
    amended_by: str
    at: str = ""
    since: date | None = None
    kind: Kind = Kind.AMENDED
    change: str
    old_words: str = ""


class _Words(_Row):
    phrases: tuple[str, ...]
    since: date
    now: str
    by: str
    instead: tuple[str, ...] = ()


class _Register(Strict):
    places: tuple[_Place, ...]
    words: tuple[_Words, ...]


@cache
def amendments(path: Path = REGISTER) -> tuple[Amendment, ...]:
    """Every place that the register names, in the order of the file; an article each.

    Raises:
        SourceError: the file is missing, is no YAML, or has a row of another shape.
    """
    return tuple(_amendment(row, article) for row in _read(path).places for article in _of(row))


def _of(row: _Place) -> tuple[str, ...]:
    """The articles of a row; "" for the whole document."""
    return row.articles or ("",)


@cache
def outdated_words(path: Path = REGISTER) -> tuple[OutdatedWords, ...]:
    """Every row about words, in the order of the file.

    Raises:
        SourceError: as ``amendments``.
    """
    return tuple(OutdatedWords(**row.model_dump()) for row in _read(path).words)


@cache
def _read(path: Path) -> _Register:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return TypeAdapter(_Register).validate_python(content)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SourceError(f"Sổ sửa đổi {path.name} hỏng: {error}") from error


def _amendment(row: _Place, article: str) -> Amendment:
    return Amendment(
        Citation(canonical_number(row.document), article, row.clause, row.point),
        canonical_number(row.amended_by),
        row.since,
        row.change,
        row.evidence,
        row.source,
        row.kind,
        row.at,
        row.old_words,
    )


@cache
def _by_document() -> Mapping[str, tuple[Amendment, ...]]:
    found: defaultdict[str, list[Amendment]] = defaultdict(list)
    for each in amendments():
        found[each.citation.document.lower()].append(each)
    return {number: tuple(rows) for number, rows in found.items()}


def of(citation: Citation, text: str | None = None) -> tuple[Amendment, ...]:
    """The amendments that touch a place, earliest first; also those that begin only later.

    A clause is touched by what changes its article as a whole, an article by what changes any of
    its clauses, and everything by what changes its document. ``text`` is the text at hand of the
    whole article: what is in it already is left out.
    """
    rows = _by_document().get(citation.document.lower(), ())
    touching = [row for row in rows if touches(row.citation, citation) and _missing(row, text)]
    return tuple(sorted(touching, key=lambda row: row.since or date.max))


def of_document(number: str) -> tuple[Amendment, ...]:
    """Every place of the document that the register names, in the order of the file."""
    return _by_document().get(number.lower(), ())


def _missing(row: Amendment, text: str | None) -> bool:
    """Whether the text at hand, if there is one, is older than the amendment."""
    return not text or not row.old_words or row.stands_in(text)


def touches(amended: Citation, asked: Citation) -> bool:
    """Whether one of the two places lies within the other; a whole document touches all of it."""
    if not amended.article or not asked.article:
        return not amended.article
    pairs = (
        (amended.article.lower(), asked.article.lower()),
        (amended.clause, asked.clause),
        (amended.point, asked.point),
    )
    return all(not one or not other or one == other for one, other in pairs)


def words_in(text: str, day: date) -> tuple[tuple[str, OutdatedWords], ...]:
    """The outdated words that stand in a text, each as it is written there, with what is instead.

    Only what was over on that day; each row once, at its first words. What one row explained is
    not explained by another ("Tòa án nhân dân cấp huyện" is not once more "cấp huyện").
    """
    found = []
    for row in outdated_words():
        hit = _pattern(row.phrases).search(text)
        if hit and row.since <= day:
            found.append((hit.group(), row))
        text = _pattern(row.phrases).sub(" ", text)
    return tuple(found)


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    spaced = ("".join(r"\s+" if c == " " else re.escape(c) for c in each) for each in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
