"""What cards and tips are checked against: topics, outdated phrases, telephone numbers, law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from knowledge.check.texts import Texts
from knowledge.documents import Document
from knowledge.errors import SourceError
from knowledge.ingest.register import register


class Forbidden(BaseModel):
    """Outdated phrases, why they are wrong, and words that make them right again.

    In a phrase "…" stands for up to 40 characters. With ``beside`` a phrase counts only where one
    of these words stands anywhere in the card. ``unless`` words must stand in the same sentence, or
    with ``whole`` anywhere in the card. From ``until`` on the rule no longer holds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    phrases: tuple[str, ...]
    reason: str
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    whole: bool = False
    until: date | None = None


class _Number(BaseModel):
    """A telephone number that may be shown anywhere, and how it is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str
    what: str
    verified_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What cards and tips are checked against; ``numbers`` are digits without spaces."""

    topics: frozenset[str]
    forbidden: tuple[Forbidden, ...]
    numbers: frozenset[str]
    register: dict[str, Document]
    today: date
    texts: Texts | None = None


def load_rules(folder: Path, today: date, texts: Texts | None = None) -> Rules:
    """The rules of a library folder: its topics, forbidden phrases and numbers, and the register.

    Raises:
        SourceError: a list is missing or has another shape.
    """
    topics = TypeAdapter(frozenset[str])
    forbidden = TypeAdapter(tuple[Forbidden, ...])
    numbers = TypeAdapter(tuple[_Number, ...])
    try:
        allowed = numbers.validate_python(_yaml(folder / "phone_numbers.yaml"))
        return Rules(
            topics.validate_python(_yaml(folder / "topics.yaml")),
            forbidden.validate_python(_yaml(folder / "forbidden.yaml")),
            frozenset(entry.number.replace(" ", "") for entry in allowed),
            register(),
            today,
            texts,
        )
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SourceError(f"Danh mục của thư viện {folder.name} hỏng: {error}") from error


def _yaml(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
