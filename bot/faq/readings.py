"""What was read of cards, kept in a file for the next process that needs it.

Reading ten thousand cards takes seconds, compiling what was read a tenth of that. A card is known
by what it says, and everything is read anew once the program reads otherwise.
"""

from __future__ import annotations

import fcntl
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import structlog

import knowledge.index
import knowledge.text
from knowledge.documents import Card
from knowledge.index.card_texts import CardTexts
from knowledge.index.occurrences import Integers, Occurrences

log = structlog.get_logger(__name__)

WORTH_KEEPING = 100
"""Fewer cards are read at once, without a look at the file."""
MOST_KEPT = 50_000
"""Of more cards those that were asked for last are kept."""
_READERS = ("card_texts.py", "card_question.py", "occurrences.py", "terms.py")
_DIGEST = 16


class _Kept(NamedTuple):
    """Cards by the digest of what they say, and what was read of them."""

    digests: list[bytes]
    texts: CardTexts


class CardReadings:
    """Reads cards as ``CardTexts.of`` does; many at once are looked up in the file and put there.

    Processes share the file: while one reads, the others wait and then find it read. Where the file
    cannot be used everything is read, and a warning is logged.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self, cards: Sequence[Card]) -> CardTexts:
        """The texts of these cards, in their order."""
        if len(cards) < WORTH_KEEPING:
            return CardTexts.of(cards)
        try:
            with self._alone():
                return self._read(cards)
        except OSError as error:
            log.warning("card_readings_not_kept", error=type(error).__name__)
            return CardTexts.of(cards)

    def _read(self, cards: Sequence[Card]) -> CardTexts:
        kept, asked = self._kept(), list(map(_digest, cards))
        place = {digest: row for row, digest in enumerate(kept.digests)}
        told = zip(asked, cards, strict=True)
        new = {digest: card for digest, card in told if digest not in place}
        if new:
            place |= {digest: len(kept.digests) + row for row, digest in enumerate(new)}
            texts = CardTexts.joined([kept.texts, CardTexts.of(list(new.values()))])
            kept = _Kept([*kept.digests, *new], texts)
        rows = np.array([place[digest] for digest in asked], dtype=np.int64)
        found = kept.texts.take(rows)
        if new:
            self._keep(kept, rows)
        return found

    def _kept(self) -> _Kept:
        """What the file has; nothing where there is none, a damaged one, or another reader's."""
        try:
            with self._file.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                if bytes(stored["reader"]) != reader():
                    return _nothing()
                return _Kept(list(map(bytes, stored["digests"])), _texts(stored))
        except FileNotFoundError:
            return _nothing()
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            log.warning("card_readings_damaged", error=type(error).__name__)
            return _nothing()

    def _keep(self, kept: _Kept, used: Integers) -> None:
        """Write them, those that were used just now last: they are the last to be left out."""
        others = np.setdiff1d(np.arange(len(kept.digests)), used)
        rows = np.concatenate([others, np.unique(used)])[-MOST_KEPT:]
        texts, partial = kept.texts.take(rows), self._file.with_suffix(".partial")
        digests = b"".join(kept.digests[row] for row in rows.tolist())
        with partial.open("wb") as file:
            np.savez(
                file,
                reader=np.frombuffer(reader(), dtype=np.uint8),
                digests=np.frombuffer(digests, dtype=np.uint8).reshape(-1, _DIGEST),
                **_arrays(texts),
            )
        os.replace(partial, self._file)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time; the system lets go for one that dies. It is let go in so many
        words, for a process that was forked meanwhile has the file open too.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.with_suffix(".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(lock, fcntl.LOCK_UN)


@cache
def reader() -> bytes:
    """A digest of the program and the tables that read a card."""
    here, told = Path(knowledge.index.__path__[0]), blake2b(digest_size=_DIGEST)
    words = Path(knowledge.text.__path__[0]).rglob("*")
    files = sorted(file for file in words if file.is_file() and "__pycache__" not in file.parts)
    for file in (*files, *(here / name for name in _READERS)):
        told.update(file.read_bytes())
    return told.digest()


def _digest(card: Card) -> bytes:
    asked, told = (card.title, card.questions), (card.answer, card.steps, card.papers)
    rest = (card.where, card.fee, card.duration, card.topic)
    return blake2b(json.dumps((asked, told, rest)).encode(), digest_size=_DIGEST).digest()


def _nothing() -> _Kept:
    return _Kept([], CardTexts.of(()))


def _arrays(texts: CardTexts) -> dict[str, Any]:
    """Each array under the name of its field; of occurrences there are two."""
    found: dict[str, Any] = {}
    for name, value in texts._asdict().items():
        if isinstance(value, Occurrences):
            found[f"{name}.terms"], found[f"{name}.lengths"] = value.terms, value.lengths
        else:
            found[name] = value
    return found


def _texts(stored: np.lib.npyio.NpzFile) -> CardTexts:
    fields = ("asked", "accented", "law", "answers")
    read = (Occurrences(stored[f"{each}.terms"], stored[f"{each}.lengths"]) for each in fields)
    return CardTexts(stored["sizes"], stored["wordings"], *read)
