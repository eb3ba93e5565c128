"""Regional words put into standard Vietnamese: ``mần răng`` → ``làm sao``.

The list is ``data/phrases.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from knowledge.text.abbreviations import DATA
from knowledge.text.fold import accent_share, fold_word, has_accents
from knowledge.text.phrasebook import Phrasebook
from knowledge.text.token import Origin, Token

PHRASES = DATA / "phrases.tsv"
#: Signs in front of a phrase: also without accents; only beside another regional word; only for
#: the search, where whoever listens for danger hears the word as typed.
BARE, IN_COMPANY, SEARCHED = "~", "+", "?"
#: In the second column: these words stay as they are, whatever shorter phrase they hold.
STAYS = "="
# So many regional words make a message one in which the doubtful ones count too
_COMPANY = 2
# A phrase that is listed without accents means itself only in a message that has them
_ACCENTED = 0.4


class Saying(NamedTuple):
    """A row of the list: the phrase, its standard words ('' to keep it), and its conditions."""

    written: str
    means: str
    bare_too: bool
    in_company: bool
    searched: bool


def rows(path: Path = PHRASES) -> Iterator[tuple[int, Saying | None]]:
    """Line number and row of each line that says something; None where it has not two columns."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        columns = [column.strip() for column in line.split("\t")]
        yield number, _row(*columns) if len(columns) == 2 and all(columns) else None


def _row(written: str, means: str) -> Saying:
    signs = written[: len(written) - len(written.lstrip(BARE + IN_COMPANY + SEARCHED))]
    means = "" if means == STAYS else means
    conditions = (BARE in signs, IN_COMPANY in signs, SEARCHED in signs)
    return Saying(written[len(signs) :], means, *conditions)


@cache
def _book(searched: bool) -> Phrasebook[Saying]:
    book: Phrasebook[Saying] = Phrasebook()
    for _, saying in rows():
        if saying and saying.searched is searched:
            book.add(saying.written, saying, bare_too=saying.bare_too)
    return book


def in_standard_words(found: list[Token], *, searched: bool = False) -> list[Token]:
    """The tokens with regional phrases replaced; a phrase never reaches over punctuation.

    ``searched``: with the phrases that count only for the search, and with no others.
    """
    folded = [fold_word(token.plain) for token in found]
    book = _book(searched)
    places = book.places(folded)
    if not places:
        return found
    sayings = _sayings(book, found, folded, places)
    many = sum(bool(saying.means) for saying in sayings.values()) >= _COMPANY
    out = list(found)
    for place in sorted(sayings, reverse=True):
        saying = sayings[place]
        end = place + len(saying.written.split())
        if not saying.means:
            out[place:end] = [token._replace(origin=Origin.KEPT) for token in found[place:end]]
        elif many or not saying.in_company:
            out[place:end] = [_said(found[place:end], saying.means)]
    return out


def _sayings(
    book: Phrasebook[Saying], found: list[Token], folded: list[str], places: list[int]
) -> dict[int, Saying]:
    """Where the phrases stand, the longest first, none inside another."""
    words = [token.plain.lower() for token in found]
    accented = accent_share(" ".join(words)) >= _ACCENTED
    sayings: dict[int, Saying] = {}
    end = 0
    for place in places:
        for width, saying in book.at(words, folded, place) if place >= end else ():
            inside = found[place : place + width - 1]
            means_itself = accented or saying.bare_too or has_accents(saying.written)
            if means_itself and not any(token.tail.strip() for token in inside):
                sayings[place] = saying
                end = place + width
                break
    return sayings


def _said(here: list[Token], means: str) -> Token:
    typed = "".join(token.typed + token.tail for token in here[:-1]) + here[-1].typed
    return Token(typed, means, Origin.DIALECT, here[-1].tail)
