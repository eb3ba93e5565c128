"""Segmentation of whole corpora: on all cores, and never twice for the same text."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from hashlib import blake2b
from multiprocessing import get_context
from pathlib import Path

from tqdm import tqdm

from knowledge.errors import SourceError
from knowledge.text.segment import segment, tokenizer_identity

#: Below this many texts the start of further processes costs more than it saves.
WORTH_PROCESSES = 2_000
_CHUNK = 64
_KEPT_EVERY = 5_000


def _key(text: str, identity: bytes) -> bytes:
    return blake2b(text.encode(), digest_size=16, key=identity).digest()


def _joined(text: str) -> str:
    return " ".join(segment(text))


def _segmented(texts: Sequence[str]) -> Iterator[str]:
    """The words of each text, in order; with many texts on as many processes as there are cores."""
    if len(texts) < WORTH_PROCESSES:
        yield from map(_joined, texts)
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_joined, texts, chunksize=_CHUNK)


def _opened(cache: Path | None) -> sqlite3.Connection:
    """The store, ready to use; a minute's wait where another build is writing to it."""
    store = sqlite3.connect(cache or ":memory:", timeout=60)
    try:
        store.execute(
            "CREATE TABLE IF NOT EXISTS words"
            " (key BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"
        )
    except sqlite3.DatabaseError as error:
        store.close()
        raise SourceError(
            f"Không dùng được tệp nhớ tạm {cache}. Hãy xóa tệp rồi thử lại."
        ) from error
    return store


class Segmenter:
    """Cuts texts into words and remembers the outcome in a SQLite file, keyed by content.

    ``cache`` None remembers nothing beyond one build. Close it, or use it in a ``with`` statement.

    Raises:
        SourceError: the cache file is no cache, or cannot be written.
    """

    def __init__(self, cache: Path | None = None, *, progress: bool = False) -> None:
        self._progress = progress
        self._identity = blake2b(tokenizer_identity().encode(), digest_size=16).digest()
        if cache is not None:
            cache.parent.mkdir(parents=True, exist_ok=True)
        self._store = _opened(cache)

    def __enter__(self) -> Segmenter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the cache file."""
        self._store.close()

    def words(self, texts: Iterable[str]) -> list[str]:
        """The words of each text, joined by spaces: "ly_hôn đơn_phương"."""
        wanted = list(texts)
        keys = [_key(text, self._identity) for text in wanted]
        known = self._recall(keys)
        missing = {key: text for key, text in zip(keys, wanted, strict=True) if key not in known}
        self._remember(missing, known)
        return [known[key] for key in keys]

    def _recall(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """What the store knows of these keys."""
        found: dict[bytes, str] = {}
        with closing(self._store.cursor()) as cursor:
            for key in keys:
                for (words,) in cursor.execute("SELECT text FROM words WHERE key = ?", (key,)):
                    found[key] = words
        return found

    def _remember(self, texts: dict[bytes, str], known: dict[bytes, str]) -> None:
        """Segment the texts, add the outcome to ``known`` and keep it, bit by bit, for good."""
        words = tqdm(
            _segmented(list(texts.values())),
            desc="Tách từ",
            total=len(texts),
            disable=not (self._progress and texts),
        )
        for key, joined in zip(texts, words, strict=True):
            known[key] = joined
            self._store.execute("INSERT OR REPLACE INTO words VALUES (?, ?)", (key, joined))
            if len(known) % _KEPT_EVERY == 0:
                self._store.commit()
        self._store.commit()
