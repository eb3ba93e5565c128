"""Everyday words and what the law calls the same: ``sổ đỏ``, ``tiền đẻ``, ``bỏ nhà theo trai``.

The list is ``data/everyday.yaml``. It only adds terms to a search; nobody's words are taken away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from knowledge.text.abbreviations import DATA, yaml_loader
from knowledge.text.fold import fold
from knowledge.text.phrasebook import Phrasebook

EVERYDAY = DATA / "everyday.yaml"


@dataclass(frozen=True, slots=True)
class Saying:
    """A row of the list and the line it begins on.

    ``forms`` are what people say, ``law`` the wordings of the law. ``near`` and ``bare_near`` are
    folded words (pairs joined by ``_``) one of which the message must hold, the latter only where
    the form was typed without accents. ``keys`` are the fields that the row has.
    """

    line: int
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    law: tuple[str, ...]
    subject: str = ""
    near: frozenset[str] = frozenset()
    bare_near: frozenset[str] = frozenset()
    accented: bool = False
    negation: bool = False

    def fits(self, around: frozenset[str], *, bare: bool) -> bool:
        """Whether the conditions hold in a message of these folded words and pairs."""
        return not (
            (self.near and self.near.isdisjoint(around))
            or (bare and self.bare_near and self.bare_near.isdisjoint(around))
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A saying in a message: the first word it covers, how many, and the row."""

    place: int
    width: int
    saying: Saying


def read(path: Path = EVERYDAY) -> list[Saying]:
    """Every row of the list, in its order.

    Raises:
        yaml.YAMLError: the file is no YAML; the error names the line.
    """
    rows = yaml.compose(path.read_text("utf-8"), Loader=yaml_loader())
    return [_saying(row) for row in rows.value] if rows else []


def _saying(row: yaml.MappingNode) -> Saying:
    told = {str(key.value): str(value.value) for key, value in row.value}
    return Saying(
        line=row.start_mark.line + 1,
        keys=tuple(told),
        forms=_cut(told.get("say", ""), ","),
        law=_cut(told.get("law", ""), ";"),
        subject=told.get("subject", ""),
        near=frozenset(told.get("near", "").split()),
        bare_near=frozenset(told.get("bare_near", "").split()),
        accented=told.get("accented") == "true",
        negation=told.get("negation") == "true",
    )


def _cut(written: str, sign: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in written.split(sign) if part.strip())


@cache
def _book() -> Phrasebook[Saying]:
    book: Phrasebook[Saying] = Phrasebook()
    for saying in read():
        for form in saying.forms:
            book.add(form, saying, bare_too=" " in form and not saying.accented)
    return book


def sayings(words: Sequence[str], folded: Sequence[str]) -> list[Found]:
    """The sayings in a row of words; a longer one hides what lies inside it.

    ``words`` are in lower case as typed, ``folded`` the same without accents; a ``,`` stands where
    the sentence breaks.
    """
    found: list[Found] = []
    end = 0
    for place in _book().places(folded):
        here = [one for one in _at(words, folded, place) if place + one.width > end]
        widest = max((one.width for one in here), default=0)
        found += [one for one in here if one.width == widest]
        end = max(end, place + widest)
    return found


def _at(words: Sequence[str], folded: Sequence[str], place: int) -> Iterator[Found]:
    for width, saying in _book().at(words, folded, place):
        here = slice(place, place + width)
        around = _around(folded) if saying.near or saying.bare_near else frozenset()
        if saying.fits(around, bare=words[here] == folded[here]):
            yield Found(place, width, saying)


def _around(folded: Sequence[str]) -> frozenset[str]:
    """Every word of the message and every pair of neighbours."""
    return frozenset((*folded, *map("_".join, pairwise(folded))))


def legal_terms(found: Sequence[Found], folded: Sequence[str]) -> list[tuple[Found, str]]:
    """The law's wordings for these sayings, each once, without those the message itself uses."""
    said = f" {' '.join(folded)} "
    terms: dict[str, Found] = {}
    for one in found:
        for wording in one.saying.law:
            if f" {fold(wording).replace(',', ' ,')} " not in said:
                terms.setdefault(wording, one)
    return [(one, wording) for wording, one in terms.items()]
