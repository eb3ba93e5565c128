"""The library that an account answers from: ours, and what is published of its FAQs right now.

Who publishes counts the release in SQL within the same transaction and writes it to Redis, the
bell. A thread of each process looks at the bell often and at SQL now and then, compiles what is new
beside what is in use, and then lets go of the old: nobody waits, and what cannot be loaded leaves
everything as it was.
"""

from __future__ import annotations

import os
import time
import weakref
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

import structlog
from redis import Redis
from redis.exceptions import RedisError

from bot import keys
from bot.errors import BotError
from bot.faq.shelf import FaqShelf
from bot.store.faq_records import LiveFaq
from bot.store.faqs import FaqRepository
from knowledge.errors import KnowledgeError
from knowledge.index.card_layers import Read
from knowledge.index.card_texts import CardTexts
from knowledge.index.cards import CardIndex
from knowledge.search import Library

log = structlog.get_logger(__name__)

LOOK_AT_BELL = 0.4
"""Seconds between two looks at Redis."""
LOOK_AT_SQL = 1.0
"""Seconds between two looks at SQL, in case nobody could ring."""
EVERYBODY = ""
"""The owner of what every account shows."""


def bell(redis: Redis) -> Callable[[int], None]:
    """Rings for a release. A ring that gets lost only costs a second."""

    def ring(release: int) -> None:
        try:
            redis.set(keys.faq_release(), release)
        except RedisError as error:
            log.warning("faq_bell_lost", error=type(error).__name__)

    return ring


@dataclass(frozen=True, slots=True)
class _State:
    """All that is loaded; replaced as a whole. ``base`` is the index it was compiled over."""

    release: int = -1
    base: CardIndex | None = None
    shelves: Mapping[str, FaqShelf] = field(default_factory=dict)


class LiveFaqs:
    """Called with an account it gives the library to answer from, at once: the first call of a
    process loads what is live, later ones find it. Without a database it is the base library.

    Threads share it, and a forked process goes on by itself. Its thread ends with ``close``, or
    when nobody holds it any more. ``read`` reads what is to be compiled.
    """

    def __init__(
        self,
        base: Callable[[], Library],
        faqs: FaqRepository,
        redis: Redis | None = None,
        read: Read = CardTexts.of,
    ) -> None:
        self._base = base
        self._faqs = faqs
        self._redis = redis
        self._read = read
        self._state = _State()
        self._composed: dict[str, tuple[Library, _State, Library]] = {}
        self._begin()
        _begin_anew_after_fork(self)

    def _begin(self) -> None:
        """What a process has for itself: its lock and its thread."""
        self._loading = Lock()
        self._over = Event()
        self._thread: Thread | None = None
        self._sql_seen = 0.0

    def __call__(self, oa_id: str) -> Library:
        """The base library with what every account and this one publishes."""
        base = self._base()
        if self._thread is None:
            self._start()
        state = self._state
        known = self._composed.get(oa_id)
        if known and known[0] is base and known[1] is state:
            return known[2]
        library = _over(base, state, oa_id)
        self._composed[oa_id] = (base, state, library)
        return library

    def refresh(self) -> None:
        """Look at SQL now and take over what changed.

        Raises ``StateUnavailable``; ``KnowledgeError`` where the library cannot be read.
        """
        with self._loading:
            self._load()

    def once(self, oa_id: str | None = None) -> Library:
        """What is published now, for somebody who asks once: nothing is followed. Without an
        account it is the only one that publishes anything. Raises as ``refresh``.
        """
        self.refresh()
        if oa_id is None:
            publishing = [owner for owner in self._state.shelves if owner != EVERYBODY]
            oa_id = publishing[0] if len(publishing) == 1 else EVERYBODY
        return _over(self._base(), self._state, oa_id)

    def before_and_after(
        self, oa_id: str, added: LiveFaq | None, gone: Collection[int]
    ) -> tuple[Library, Library]:
        """What an account answers from now, and what it would with one FAQ more and some less."""
        before = self(oa_id)
        base, shelves = self._base(), dict(self._state.shelves)
        owner = added.oa_id if added else oa_id
        for each in {owner, oa_id, EVERYBODY}:
            shelf = shelves.get(each, FaqShelf())
            wanted = {n: v for n, v in shelf.versions.items() if n not in gone}
            extra = [added] if added is not None and each == owner else []
            wanted |= {faq.id: faq.version for faq in extra}
            below = _below(base.card_index, shelves, each)
            shelves[each] = shelf.renewed(wanted, extra, below)
        return before, _over(base, _State(shelves=shelves), oa_id)

    def close(self) -> None:
        """End the thread."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        """Load once before the first answer, then follow."""
        with self._loading:
            if self._thread is not None:
                return
            self._try_to_load()
            followed = weakref.ref(self)
            self._thread = Thread(
                target=_follow, args=(followed, self._over), name="faqs", daemon=True
            )
            self._thread.start()

    def _look(self) -> None:
        if self._rung() or time.monotonic() - self._sql_seen >= LOOK_AT_SQL:
            with self._loading:
                self._try_to_load()

    def _rung(self) -> bool:
        """Whether Redis knows of another release than the one that is loaded."""
        if self._redis is None:
            return False
        try:
            release = self._redis.get(keys.faq_release())
        except RedisError:
            return False
        return release is not None and int(release) > self._state.release

    def _try_to_load(self) -> None:
        """What is in use stays in use where anything goes wrong."""
        begun = time.monotonic()
        try:
            if self._load():
                took, release = round(time.monotonic() - begun, 3), self._state.release
                log.info("faqs_live", version=release, seconds=took, process=os.getpid())
        except (BotError, KnowledgeError) as error:
            log.warning("faqs_not_loaded", error=type(error).__name__)
        except Exception as error:
            log.error("faqs_not_loaded", exc_info=error)
        self._sql_seen = time.monotonic()

    def _load(self) -> bool:
        """Whether anything changed."""
        library = self._base()
        base = library.card_index
        if self._faqs.release() == self._state.release and base is self._state.base:
            return False
        release, live = self._faqs.live_versions()
        old = self._state.shelves if self._state.base is base else _moved(self._state, base)
        shelves = self._renewed(old, live, base)
        library.with_layers(())  # what is worked out once for a library is worked out here
        self._state = _State(release, base, shelves)
        return True

    def _renewed(
        self, old: Mapping[str, FaqShelf], live: Mapping[str, Mapping[int, int]], base: CardIndex
    ) -> dict[str, FaqShelf]:
        """A shelf for each owner that has anything live, that of everybody below the others."""
        missing = {
            number: version
            for owner, versions in live.items()
            for number, version in old.get(owner, FaqShelf()).missing(versions).items()
        }
        by_owner: defaultdict[str, list[LiveFaq]] = defaultdict(list)
        for faq in self._faqs.live(missing):
            by_owner[faq.oa_id].append(faq)
        shelves: dict[str, FaqShelf] = {}
        for owner in sorted(live):
            below = _below(base, shelves, owner)
            shelf = old.get(owner, FaqShelf())
            shelves[owner] = shelf.renewed(live[owner], by_owner[owner], below, self._read)
        return shelves


def _follow(followed: weakref.ref[LiveFaqs], over: Event) -> None:
    """Look again and again; between two looks the thread keeps nothing alive."""
    while not over.wait(LOOK_AT_BELL):
        live = followed()
        if live is None:
            return
        live._look()
        del live


def _over(base: Library, state: _State, oa_id: str) -> Library:
    owners = dict.fromkeys((EVERYBODY, oa_id))
    shelves = (state.shelves.get(owner, FaqShelf()) for owner in owners)
    layers = [layer for shelf in shelves for layer in shelf.layers]
    try:
        return base.with_layers(layers) if layers else base
    except KnowledgeError:  # it cannot be read at all, and says so when it is used
        return base


def _moved(state: _State, base: CardIndex) -> dict[str, FaqShelf]:
    """The shelves compiled over another library."""
    moved: dict[str, FaqShelf] = {}
    for owner, shelf in sorted(state.shelves.items()):
        moved[owner] = shelf.over(_below(base, moved, owner))
    return moved


def _below(base: CardIndex, shelves: Mapping[str, FaqShelf], owner: str) -> list[CardIndex]:
    """What lies below the shelf of an owner."""
    everybodys = shelves.get(EVERYBODY, FaqShelf()) if owner != EVERYBODY else FaqShelf()
    return [base, *(layer.index for layer in everybodys.layers)]


def _begin_anew_after_fork(live: LiveFaqs) -> None:
    reference = weakref.ref(live)

    def begin() -> None:
        kept = reference()
        if kept is not None:
            kept._begin()

    os.register_at_fork(after_in_child=begin)
