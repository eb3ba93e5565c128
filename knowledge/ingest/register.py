"""The register of documents whose status is known: dates, successors, usual names.

Corpora seldom say that a document was replaced. ``knowledge/library/register.yaml`` does, and it
stands above them, so that repealed law is never quoted as if it were in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.documents import Document, canonical_number
from knowledge.errors import SourceError
from knowledge.ingest.batch import Batch
from knowledge.ingest.naming import KINDS, kind_of
from knowledge.shapes import Strict

LIBRARY = Path(__file__).resolve().parent.parent / "library"
REGISTER = LIBRARY / "register.yaml"


class _Entry(Strict):
    number: str
    evidence: str
    source: str
    name: str = ""
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


_ENTRIES = TypeAdapter(list[_Entry])
_STATED = (
    "issued", "effective", "expires", "replaces", "replaced_by", "amends", "amended_by", "details"
)  # fmt: skip


@cache
def register(path: Path = REGISTER) -> dict[str, Document]:
    """The register's documents by canonical number.

    Raises:
        SourceError: the file is missing, is no YAML, or has an entry of another shape.
    """
    try:
        entries = _ENTRIES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SourceError(f"Sổ văn bản {path.name} hỏng: {error}") from error
    return {canonical_number(entry.number): _document(entry) for entry in entries}


def _document(entry: _Entry) -> Document:
    number = canonical_number(entry.number)
    kind = next((kind for kind in KINDS if entry.name.startswith(f"{kind} ")), kind_of(number))
    return Document(
        number=number,
        kind=kind,
        name=entry.name or kind,
        issued=entry.issued,
        effective=entry.effective,
        expires=entry.expires,
        replaces=entry.replaces,
        replaced_by=entry.replaced_by,
        amends=entry.amends,
        amended_by=entry.amended_by,
        details=entry.details,
    )


def apply_register(batch: Batch) -> None:
    """Put what the register knows above what the sources of the batch say."""
    known = register()
    for number, document in batch.documents.items():
        if number in known:
            batch.documents[number] = replace(document, **dict(_stated(known[number])))


def _stated(entry: Document) -> Iterator[tuple[str, Any]]:
    """The register's statements about a document: everything it does not leave open."""
    for name in _STATED:
        if getattr(entry, name):
            yield name, getattr(entry, name)
    if entry.name != entry.kind:
        yield "kind", entry.kind
        yield "name", entry.name
