"""The whole library as one page that an officer reads on a phone or prints on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from knowledge.citation import document_label, label
from knowledge.day import written
from knowledge.documents import Citation
from knowledge.ingest.register import LIBRARY, register
from knowledge.shelf import KINDS, Entry, Shelf, is_example, kind_of, read_shelf
from knowledge.text.fold import fold

TEMPLATE = "page.html.j2"


@dataclass(frozen=True, slots=True)
class _Section:
    """A topic: its name, its anchor, and its entries with their files, kind by kind."""

    name: str
    anchor: str
    entries: tuple[tuple[str, Entry], ...]


def library_page(folder: Path = LIBRARY) -> str:
    """The page as one HTML document that needs nothing else; the same library gives the same page.

    Raises:
        SourceError: the folder, or the register, cannot be read.
    """
    shelf = read_shelf(folder)
    return (
        _environment()
        .get_template(TEMPLATE)
        .render(
            sections=list(_sections(shelf, _topics(folder))),
            counts=_counts(shelf),
            forms=sum(is_example(card) for _, card in shelf.cards),
            to_review=sum(entry.needs_officer_check for _, entry in shelf.entries()),
            titles={card.id: card.title for _, card in shelf.cards},
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters |= {"day": written, "bases": _bases, "blanks": _split_at_blanks}
    environment.globals |= {"kind_of": kind_of, "is_example": is_example, "KINDS": KINDS}
    return environment


def _topics(folder: Path) -> list[str]:
    listed: list[str] = yaml.safe_load((folder / "topics.yaml").read_text(encoding="utf-8"))
    return listed


def _sections(shelf: Shelf, topics: Sequence[str]) -> Iterator[_Section]:
    """The topics in their order that have entries."""
    kinds = list(KINDS)
    for topic in topics:
        entries = [filed for filed in shelf.entries() if filed[1].topic == topic]
        if entries:
            entries.sort(key=lambda filed: kinds.index(kind_of(filed[1])))
            anchor = "-".join(re.findall(r"\w+", fold(topic)))
            yield _Section(topic[:1].upper() + topic[1:], f"chu-de-{anchor}", tuple(entries))


def _counts(shelf: Shelf) -> list[tuple[str, int]]:
    """How many entries for people there are of each kind, by the kind's name."""
    found = [kind_of(entry) for _, entry in shelf.entries() if not is_example(entry)]
    return [(name, found.count(kind)) for kind, name in KINDS.items() if kind in found]


def _bases(citations: Sequence[Citation]) -> list[str]:
    """The places law by law: "Khoản 3 Điều 51, Điều 56 Luật Hôn nhân và gia đình số …"."""
    laws: dict[str, list[str]] = {}
    for citation in citations:
        laws.setdefault(citation.document, []).append(_part(citation))
    return [
        f"{', '.join(parts)} {document_label(register().get(number), number)}"
        for number, parts in laws.items()
    ]


def _part(citation: Citation) -> str:
    """The place within its document: "Khoản 3 Điều 51"."""
    words = label(citation).removesuffix(document_label(None, citation.document)).strip()
    return words[:1].upper() + words[1:]


def _split_at_blanks(text: str) -> list[tuple[str, bool]]:
    """The text in parts; True for one that is still to be filled in."""
    return [(part, part.startswith("«")) for part in re.split(r"(«[^»]*»)", text) if part]
