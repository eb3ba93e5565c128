"""Documents that later law has outlived though nobody wrote down that they ended.

Corpora keep old law without a word about its end, and the register (``knowledge.ingest.register``)
holds only what was checked. Three signs tell of the rest: the register knows a successor, but not
from which day; a later document of the same issuer bears the same name; or the law that a document
details has ended (80/2015/QH13, article 154, clause 4).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from knowledge.documents import Document
from knowledge.text.fold import fold
from knowledge.text.unicode import normalise


class Outlived(NamedTuple):
    """Since when later law stands beside a document or in its place, and which; where the document
    details a law, that law: ``by`` is its later namesake, or itself if it ended.
    """

    since: date
    by: Document
    law: Document | None = None


_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})
_DETAILED_IN = frozenset({"Nghị định", "Thông tư", "Thông tư liên tịch", "Quyết định"})
#: Documents that add to others share names without taking anybody's place.
_ADDS = re.compile(r"\b(?:sua doi|bo sung|dinh chinh|bai bo|quy chuan|danh muc)\b")
_DETAILS = re.compile(r"\b(?:thi hanh|chi tiet|huong dan)\b")
_YEAR = re.compile(r" (?:19|20)\d\d$")
_NUMBERED_IN = re.compile(r"/((?:19|20)\d\d)/")
_DIGITS = re.compile(r"\d")


def outlived(documents: Sequence[Document]) -> dict[str, Outlived]:
    """What outlived each of the documents that later law outlived, by their ids."""
    names = _Names(documents)
    found = (
        (each, names.successor(each) or names.later(each) or names.law_ended(each))
        for each in documents
    )
    return {document.id: doubt for document, doubt in found if doubt}


class _Names:
    """The documents by their names, and the laws that names of others hold."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._named: dict[str, list[Document]] = defaultdict(list)
        self._numbered: dict[str, Document] = {}
        for document in documents:
            self._numbered[document.number] = document
            if document.name and document.name != document.kind:
                self._named[_plain(document.name)].append(document)

    @cached_property
    def _laws(self) -> re.Pattern[str]:
        """The names of laws, a longer one before one that it begins with."""
        named = self._named.items()
        laws = {name for name, same in named if any(each.kind in _LAWS for each in same)}
        told = sorted((name for name in laws if not _ADDS.search(name)), key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, told))})\b" if told else r"(?!)")

    def successor(self, document: Document) -> Outlived | None:
        """The first successor of a document of which nobody knows when it was replaced."""
        if document.expires:
            return None
        known = (self._numbered.get(number) for number in document.replaced_by)
        dated = (Outlived(day, each) for each in known if each and (day := _there(each)))
        return min(dated, key=lambda found: found.since, default=None)

    def later(self, document: Document) -> Outlived | None:
        """The first later document of the same name and issuer that it does not know as its own
        amendment.
        """
        name, began = _plain(document.name), _began(document)
        if _ADDS.search(name) or began is None:
            return None
        others = (each for each in self._named.get(name, ()) if _issuer(each) == _issuer(document))
        after = [
            Outlived(since, each)
            for each in others
            if (since := _began(each)) and since > began and each.number not in document.amended_by
        ]
        return min(after, key=lambda found: found.since, default=None)

    def law_ended(self, document: Document) -> Outlived | None:
        """What ended the laws that it details: the last of them, if all have ended."""
        ends = [law and self._over(law) for law in self._detailed(document)]
        known = [end for end in ends if end]
        return max(known, key=lambda end: end.since) if ends and len(known) == len(ends) else None

    def _detailed(self, document: Document) -> list[Document | None]:
        """The laws that it details; None for one that is not known."""
        if document.details:
            return [self._numbered.get(number) for number in document.details]
        name = _plain(document.name)
        if document.kind not in _DETAILED_IN or not _DETAILS.search(name):
            return []
        return [self._law_of_then(law, document) for law in set(self._laws.findall(name))]

    def _over(self, law: Document) -> Outlived | None:
        """What ended the law."""
        if law.expires:
            return Outlived(law.expires, law, law)
        found = self.later(law)
        return found and found._replace(law=law)

    def _law_of_then(self, name: str, document: Document) -> Document | None:
        """The law of this name that bound when the document began."""
        began = _began(document)
        known = (each for each in self._named[name] if each.kind in _LAWS)
        dated = ((start, each) for each in known if (start := _began(each)))
        before = [(start, each) for start, each in dated if began and start <= began]
        return max(before, key=lambda found: found[0])[1] if before else None


def _began(document: Document) -> date | None:
    return document.effective or document.issued


def _there(document: Document) -> date | None:
    """A day on which the document was there: at the latest the last of the year in its number."""
    year = _NUMBERED_IN.search(document.number)
    return _began(document) or (date(int(year[1]), 12, 31) if year else None)


def _issuer(document: Document) -> str:
    """The end of the number without the term of the National Assembly: "qh", "nđ-cp"."""
    return _DIGITS.sub("", document.id.rsplit("/", 1)[-1])


def _plain(name: str) -> str:
    return _YEAR.sub("", " ".join(_words(name)))


def _words(name: str) -> Iterator[str]:
    return iter(re.findall(r"[^\W_]+", fold(normalise(name))))
