"""The library in use, which follows what is pointed to while questions go on being answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import cast

import structlog

from bot.law.pointer import POINTER, home, library_in_use
from knowledge.errors import KnowledgeError
from knowledge.manifest import FILE_NAME
from knowledge.search import Library

log = structlog.get_logger(__name__)

Open = Callable[[Path], Library]
_Mark = tuple[tuple[int, int] | None, ...]


class CurrentLibrary:
    """Gives the library in use. Another one is opened in a thread of its own, and takes the place
    of the old when it is ready: nobody waits for it, and no question is lost.

    ``absent`` makes what stands in for a library where none can be opened; the next call looks
    again.
    """

    def __init__(
        self, base: Path, var_dir: Path, open_it: Open, absent: Callable[[KnowledgeError], object]
    ) -> None:
        self._base, self._var_dir = base, var_dir
        self._files = (home(var_dir) / POINTER, base / FILE_NAME)
        self._open_it, self._absent = open_it, absent
        self._opening = Lock()
        self._library: Library | None = None
        self._seen: _Mark = ()

    def __call__(self) -> Library:
        """The library; where none can be read, what raises ``SnapshotError`` when it is used."""
        library = self._library
        if library is None:
            return self._first()
        if self._mark() != self._seen and self._opening.acquire(blocking=False):
            Thread(target=self._follow, name="library", daemon=True).start()
        return library

    def _first(self) -> Library:
        with self._opening:
            if self._library is None:
                mark = self._mark()
                try:
                    self._library = self._opened()
                except KnowledgeError as error:
                    return cast(Library, self._absent(error))
                self._seen = mark
            return self._library

    def _follow(self) -> None:
        """Open what is pointed to now; the lock is ours. What cannot be opened is not tried again
        until something changes.
        """
        try:
            self._seen = self._mark()
            self._library = self._opened()
        except KnowledgeError as error:
            log.error("library_not_open", error=type(error).__name__)
        finally:
            self._opening.release()

    def _opened(self) -> Library:
        folder = library_in_use(self._base, self._var_dir)
        try:
            return self._open_it(folder)
        except KnowledgeError as error:
            if folder == self._base:
                raise
            log.error("library_not_open", error=type(error).__name__)
            return self._open_it(self._base)

    def _mark(self) -> _Mark:
        """What tells that another library is in use; two looks at the file system."""
        return tuple(map(_changed, self._files))


def _changed(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
