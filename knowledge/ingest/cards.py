"""Reads our own plain-language cards from YAML files (schema: ``docs/cards.md``)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from knowledge.documents import Card, Place
from knowledge.errors import SourceError
from knowledge.ingest.batch import Batch
from knowledge.ingest.entries import Text, Words, read_list
from knowledge.shapes import CitationEntry, Name, Strict

#: Where the cards lie within a library folder.
FOLDER = "cards"


class _Place(Strict):
    name: Text
    address: Words = ""
    phone: Words = ""
    hours: Words = ""
    note: Words = ""
    verified_on: date | None = None


class _Card(Strict):
    id: Name
    kind: Literal["law", "procedure", "guide", "programme", "directory"]
    topic: Text
    title: Text
    questions: tuple[Text, ...]
    answer: Text
    citations: tuple[CitationEntry, ...] = ()
    checked_on: date
    checked_against: Text
    effective: date | None = None
    expires: date | None = None
    needs_officer_check: bool = False
    related: tuple[str, ...] = ()
    steps: tuple[Text, ...] = ()
    papers: tuple[Text, ...] = ()
    where: Words = ""
    fee: Words = ""
    duration: Words = ""
    link: Annotated[str, Field(pattern=r"^(https://\S+)?$")] = ""
    review_by: date | None = None
    example: bool = False
    issued_by: Words = ""
    period: Words = ""
    contact: Words = ""
    places: tuple[_Place, ...] = ()


def read_folder(folder: Path) -> Batch:
    """All cards of a library folder, in the order of files and lines.

    Raises:
        SourceError: the folder does not exist.
    """
    batch = Batch()
    for path in files(folder):
        batch.extend(read_file(path))
    return batch


def files(folder: Path) -> list[Path]:
    """The card files of a library folder, by name.

    Raises:
        SourceError: the folder does not exist.
    """
    cards = folder / FOLDER
    if not cards.is_dir():
        raise SourceError(f"Không thấy thư mục thẻ {cards}.")
    return sorted(cards.glob("*.yaml"))


def read_file(path: Path) -> Batch:
    """The cards of one file; one with a wrong shape is left out and reported."""
    entries, problems = read_list(path, _Card, "thẻ")
    return Batch(cards=[_card(entry) for entry in entries], problems=problems)


def _card(entry: _Card) -> Card:
    given = {name: getattr(entry, name) for name in _Card.model_fields}
    citations = tuple(place.citation() for place in entry.citations)
    places = tuple(Place(**place.model_dump()) for place in entry.places)
    return Card(**(given | {"citations": citations, "places": places}))
