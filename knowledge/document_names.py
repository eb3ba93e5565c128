"""Which documents people mean by "luật hôn nhân", "luat hngd", "BLLĐ"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from knowledge.documents import Document
from knowledge.text.fold import fold
from knowledge.text.unicode import normalise

ABBREVIATIONS = Path(__file__).parent / "library" / "document_names.yaml"

#: A name that says less than this share of the full one's words names nothing.
LEAST_SHARE = 0.5
MOST = 10

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAYS_NOTHING = frozenset({"va", "ve", "cua", "so", "nam", "cac", "o", "viet"})
_KINDS = frozenset({"luat", "bo"})
_RANKS = {"Hiến pháp": 0, "Bộ luật": 0, "Luật": 0, "Pháp lệnh": 1, "Nghị quyết": 2, "Nghị định": 2}


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(normalise(name)))) - _SAYS_NOTHING


@cache
def _abbreviations() -> dict[frozenset[str], frozenset[str]]:
    """Everyday names without "luật" in front, and the words of the full name."""
    listed: dict[str, str] = yaml.safe_load(ABBREVIATIONS.read_text(encoding="utf-8"))
    return {_words(called) - _KINDS: _words(full) for called, full in listed.items()}


def _full(name: str) -> frozenset[str]:
    """The words that the document's name should have."""
    words = _words(name)
    return _abbreviations().get(words - _KINDS, words)


class DocumentNames:
    """The names of the documents of one library."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._named = [(_words(document.name), document) for document in documents]

    def find(self, name: str, as_of: date | None = None) -> list[Document]:
        """At most ``MOST`` documents: closest name, laws before decrees, in force, newest first.

        A year behind the name ("Luật Đất đai 2024") leaves the documents of that year, if any.
        ``as_of`` is the day for "in force"; without it a known end or successor counts as over.
        """
        years = frozenset(_YEAR.findall(name))
        wanted = _full(_YEAR.sub(" ", name))
        if not wanted - _KINDS:
            return []
        found = sorted(
            self._matches(wanted), key=lambda match: _order(match[0], match[1], as_of), reverse=True
        )
        documents = [document for _, document in found]
        return ([each for each in documents if _is_of(each, years)] or documents)[:MOST]

    def _matches(self, wanted: frozenset[str]) -> Iterator[tuple[float, Document]]:
        for words, document in self._named:
            if wanted <= words or (wanted - _KINDS and wanted - _KINDS <= words):
                share = len(wanted - _KINDS) / max(len(words - _KINDS), 1)
                if share >= LEAST_SHARE:
                    yield share, document


def _is_of(document: Document, years: frozenset[str]) -> bool:
    """Whether one of the years stands in the document's number: "31/2024/QH15"."""
    return not years.isdisjoint(document.number.split("/"))


def _order(share: float, document: Document, as_of: date | None) -> tuple[float, int, bool, date]:
    standing = document.in_force(as_of) if as_of else not (document.expires or document.replaced_by)
    newest = document.effective or document.issued or date.min
    return share, -_RANKS.get(document.kind, 3), standing, newest
