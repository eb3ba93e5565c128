"""Questions that no card was written for, each with the places in the law that answer it.

They were written apart from the cards, from how people type and from the official texts. Every
YAML file of this folder except ``refused.yaml`` is a list of questions with ``expect``; those in
``refused.yaml`` are messages that law must not answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from knowledge.documents import article_id

FOLDER = Path(__file__).parent


class Style(StrEnum):
    """How a question is typed."""

    PLAIN = "plain"
    NO_ACCENTS = "no_accents"
    CHAT = "chat"


class Place(BaseModel):
    """An article that answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    article: str

    @property
    def id(self) -> str:
        """The article's id: ``52/2014/qh13+81``."""
        return article_id(self.document, self.article)


class Golden(BaseModel):
    """A question as typed; ``expect`` are all places that rightly answer, the best first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    style: Style
    topic: str
    expect: tuple[Place, ...]


class Refused(BaseModel):
    """A message that must not get a law answer, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    style: Style
    why: str


def files() -> list[Path]:
    """The files of questions that the law answers."""
    return sorted(set(FOLDER.glob("*.yaml")) - set(refused_files()))


def refused_files() -> list[Path]:
    """The files of messages that must not get a law answer."""
    return sorted(FOLDER.glob("*refused.yaml"))


def questions_in(path: Path) -> list[Golden]:
    """The questions of one file. Raises pydantic's ``ValidationError`` for another shape."""
    return TypeAdapter(list[Golden]).validate_python(_rows(path))


def questions() -> Iterator[Golden]:
    """Every question that the law answers."""
    for path in files():
        yield from questions_in(path)


def refused_in(path: Path) -> list[Refused]:
    """The messages of one file. Raises pydantic's ``ValidationError`` for another shape."""
    return TypeAdapter(list[Refused]).validate_python(_rows(path))


def refused() -> list[Refused]:
    """Every message that law must not answer."""
    return [each for path in refused_files() for each in refused_in(path)]


def _rows(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
