"""The questions that each account has, kept ready to be compared for as long as a process lives.

Ten thousand take a third of a second to be weighed. So they are weighed once a process, and then
only what was changed since is read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary, ref

from bot.faq.similar import Known
from bot.store.database import Database
from bot.store.faqs import FaqRepository

LOOK_BACK = timedelta(minutes=2)
"""A change is seen late where its transaction was long or another clock is behind."""


Mark = tuple[int, datetime | None]


class _Weighed(NamedTuple):
    """What is known, and the mark of the table when it was."""

    mark: Mark
    known: Known


class KnownQuestions:
    """Called with an account it gives the questions it has now. Threads share it.

    Raises ``StateUnavailable`` when the database is away.
    """

    def __init__(self, database: Callable[[], Database | None]) -> None:
        self._database = database
        self._lock = Lock()
        self._weighed: dict[str, _Weighed] = {}

    def __call__(self, oa_id: str) -> Known:
        """The account's questions, with those of every account."""
        database = self._database()
        if database is None:
            return Known({})
        faqs = FaqRepository(database)
        with self._lock:
            mark, kept = faqs.mark(oa_id), self._weighed.get(oa_id)
            if kept is None or kept.mark != mark:
                kept = self._weighed[oa_id] = _Weighed(mark, _renewed(faqs, oa_id, mark, kept))
            return kept.known


def _renewed(faqs: FaqRepository, oa_id: str, mark: Mark, kept: _Weighed | None) -> Known:
    """Anew where FAQs were removed altogether; otherwise with what was changed."""
    if kept is None or kept.mark[1] is None or mark[0] < kept.mark[0] or kept.known.worn:
        return Known(faqs.questions(oa_id))
    for number, told in faqs.questions_since(oa_id, kept.mark[1] - LOOK_BACK).items():
        kept.known.put(number, told)
    return kept.known


_of_database: WeakKeyDictionary[Database, KnownQuestions] = WeakKeyDictionary()
_finding = Lock()


def known_questions(database: Database) -> KnownQuestions:
    """The one that this process has for the database."""
    with _finding:
        if database not in _of_database:
            _of_database[database] = KnownQuestions(ref(database))
        return _of_database[database]
