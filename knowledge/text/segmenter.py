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

from knowledge.text.segment import segment, tokenizer_identity

#: Below this many texts the start of further processes costs more than it saves.
WORTH_PROCESSES = 2_000
_CHUNK = 64


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


class Segmenter:
    """Cuts texts into words and remembers the outcome in a SQLite file, keyed by content.

    ``cache`` None remembers nothing beyond one call. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, cache: Path | None = None, *, progress: bool = False) -> None:
        self._progress = progress
        self._identity = blake2b(tokenizer_identity().encode(), digest_size=16).digest()
        if cache is not None:
            cache.parent.mkdir(parents=True, exist_ok=True)
        self._store = sqlite3.connect(cache or ":memory:")
        self._store.execute(
            "CREATE TABLE IF NOT EXISTS words"
            " (key BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"
        )

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
        missing = self._missing(dict(zip(keys, wanted, strict=True)))
        self._remember(missing)
        return list(self._recall(keys))

    def _missing(self, texts: dict[bytes, str]) -> dict[bytes, str]:
        known = {key for (key,) in self._store.execute("SELECT key FROM words")}
        return {key: text for key, text in texts.items() if key not in known}

    def _remember(self, texts: dict[bytes, str]) -> None:
        words = tqdm(
            _segmented(list(texts.values())),
            desc="Tách từ",
            total=len(texts),
            disable=not (self._progress and texts),
        )
        with self._store:
            self._store.executemany(
                "INSERT OR REPLACE INTO words VALUES (?, ?)", zip(texts, words, strict=True)
            )

    def _recall(self, keys: Iterable[bytes]) -> Iterator[str]:
        with closing(self._store.cursor()) as cursor:
            for key in keys:
                yield cursor.execute("SELECT text FROM words WHERE key = ?", (key,)).fetchone()[0]
