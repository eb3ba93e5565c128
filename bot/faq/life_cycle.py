"""The one way of an FAQ: draft → checked → approved by a second person → published, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import zip_longest
from typing import Protocol

from bot.faq.checks import problems
from bot.faq.content import FaqContent, InvalidContent, Problem, errors, faults_of_shape
from bot.faq.known import known_questions
from bot.faq.refusals import NoSuchVersion, SamePerson, StaleVersion, WrongState
from bot.store.database import Database
from bot.store.faq_models import FaqAct, FaqSource, FaqState
from bot.store.faq_records import Faq, FaqEvent, content_of
from bot.store.faq_writing import FaqWriting, OpenFaq, Stamp
from bot.store.faqs import FaqRepository, UnknownFaq
from bot.store.times import utc_now
from knowledge.day import today
from knowledge.search import Library

SELF_APPROVAL = "faq_self_approval"
"""The setting of an account that lets an officer approve what she wrote."""


class Author(Protocol):
    """Who does it; ``bot.store.admins.Admin`` is one."""

    @property
    def id(self) -> int | None:
        """Her number among the officers; None: whoever runs the server."""

    @property
    def email(self) -> str:
        """Her e-mail address, the name under which acts are written down."""


class Operator:
    """Whoever runs the server and works at its command line: no officer, so no second person can be
    asked of her; the history says "operator".
    """

    id: int | None = None
    email: str = "operator"


def nobody_listens(release: int) -> None:
    """In the place of a bell where none is rung; what is live is also asked for by the clock."""


class FaqLifeCycle:
    """Every act on FAQs. Each is one transaction with its line in the history and in the audit log.

    Acts raise ``UnknownFaq``, ``StaleVersion``, ``WrongState``, ``InvalidContent``, ``SamePerson``;
    ``StateUnavailable`` when the database is away. Whether somebody's role allows an act is asked
    before. ``library`` is what citations are looked up in; ``ring`` is told the release after what
    is live was changed.
    """

    def __init__(
        self,
        database: Database,
        library: Callable[[str], Library],
        ring: Callable[[int], None] = nobody_listens,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._faqs = FaqRepository(database)
        self._library = library
        self._ring = ring
        self._clock = clock
        self._known = known_questions(database)

    def draft(
        self,
        oa_id: str,
        content: FaqContent,
        by: Author,
        why: str = "",
        *,
        source: FaqSource = FaqSource.FORM,
        origin: str = "",
    ) -> Faq:
        """A new draft of an account ('' of all). What came with the same ``origin`` (the key of a
        message or a call) before is given back as it is.
        """
        return self.draft_many(oa_id, [content], by, why, source=source, origin=origin)[0]

    def draft_many(
        self,
        oa_id: str,
        contents: Sequence[FaqContent],
        by: Author,
        why: str = "",
        *,
        source: FaqSource = FaqSource.FORM,
        origin: str = "",
        publish: bool = False,
        replacing: Sequence[tuple[int, int] | None] = (),
    ) -> list[Faq]:
        """Drafts, all of them or none. Where ``replacing`` names an FAQ and the version that she
        had before her, the content is a new version of that one. With ``publish`` each is checked,
        approved and published at once, which she may do alone only where the account allows
        self-approval.
        """
        tidy = [content.tidy() for content in contents]
        look = partial(self._problems, oa_id) if publish else faults_of_shape
        _require([each for content in tidy for each in look(content)])  # before anything is locked
        stamp = Stamp(by.id, by.email, self._clock(), why, source)
        with self._writing() as writing:
            put = self._put_all(writing, oa_id, tidy, stamp, origin, replacing)
            for opened, is_new in put:
                if publish and is_new:
                    self._straight_to_publication(writing, opened, stamp)
            return [opened.faq() for opened, _ in put]

    def edit(
        self,
        faq_id: int,
        content: FaqContent,
        by: Author,
        why: str = "",
        based_on: int | None = None,
        *,
        source: FaqSource = FaqSource.FORM,
    ) -> Faq:
        """A new version, as a draft; ``based_on`` is the version that she had before her. What is
        live stays live. Nothing is written where nothing was changed.
        """
        tidy = content.tidy()
        _require(faults_of_shape(tidy))
        stamp = Stamp(by.id, by.email, self._clock(), why, source)
        with self._opened(faq_id, based_on) as (_, opened):
            _edit(opened, tidy, stamp)
            return opened.faq()

    def check(self, faq_id: int, by: Author, *, version: int | None = None, why: str = "") -> Faq:
        """Somebody read it: words, law and numbers are right as far as can be seen."""
        with self._opened(faq_id, version) as (_, opened):
            _require_state(opened, "soát", FaqState.DRAFT)
            self._require_sound(opened)
            self._check(opened, self._stamp(by, why))
            return opened.faq()

    def send_back(self, faq_id: int, by: Author, why: str, *, version: int | None = None) -> Faq:
        """It has to be worked on again."""
        with self._opened(faq_id, version) as (_, opened):
            _require_state(opened, "trả lại", FaqState.CHECKED, FaqState.APPROVED)
            opened.row.state = FaqState.DRAFT
            opened.approve(None)
            opened.log(FaqAct.SENT_BACK, self._stamp(by, why))
            return opened.faq()

    def approve(self, faq_id: int, by: Author, *, version: int | None = None, why: str = "") -> Faq:
        """A second person vouches for it; where the account allows self-approval also the one who
        wrote it, and the history says so.
        """
        with self._opened(faq_id, version) as (writing, opened):
            _require_state(opened, "duyệt", FaqState.CHECKED)
            self._require_sound(opened)
            self._approve(writing, opened, self._stamp(by, why))
            return opened.faq()

    def publish(self, faq_id: int, by: Author, *, version: int | None = None, why: str = "") -> Faq:
        """People read the newest version from now on."""
        with self._opened(faq_id, version) as (_, opened):
            if not _may_go_live(opened):
                raise WrongState(opened.row.state, "đăng")
            self._require_sound(opened)
            self._publish(opened, self._stamp(by, why))
            return opened.faq()

    def unpublish(self, faq_id: int, by: Author, why: str) -> Faq:
        """People do not read it any more; a newer version that is being worked on stays."""
        with self._opened(faq_id, None) as (_, opened):
            if opened.row.published_version is None:
                raise WrongState(opened.row.state, "gỡ")
            if opened.row.state is FaqState.PUBLISHED:
                opened.row.state = FaqState.UNPUBLISHED
            opened.put_live(None)
            opened.log(FaqAct.UNPUBLISHED, self._stamp(by, why))
            return opened.faq()

    def withdraw(self, faq_id: int, by: Author, why: str) -> Faq:
        """What never went live is put away; it can be worked on again."""
        with self._opened(faq_id, None) as (_, opened):
            live = opened.row.published_version is not None
            if live or opened.row.state is FaqState.UNPUBLISHED:
                raise WrongState(opened.row.state, "bỏ")
            opened.row.state = FaqState.UNPUBLISHED
            opened.log(FaqAct.WITHDRAWN, self._stamp(by, why))
            return opened.faq()

    def roll_back(self, faq_id: int, to_version: int, by: Author, why: str) -> Faq:
        """An earlier version that people had to read is live again, at once, as the newest one.

        Raises also ``NoSuchVersion``.
        """
        with self._opened(faq_id, None) as (_, opened):
            if to_version not in opened.once_live():
                raise NoSuchVersion
            stamp = self._stamp(by, why)
            old = opened.version(to_version)
            _require(self._problems(opened.row.oa_id or "", content_of(old)))
            opened.write(content_of(old), stamp)
            opened.approve(old.approved_at or stamp.at)
            opened.row.state = FaqState.PUBLISHED
            opened.put_live(opened.row.version)
            opened.log(FaqAct.ROLLED_BACK, stamp)
            return opened.faq()

    def history(self, faq_id: int) -> list[FaqEvent]:
        """Every act on the FAQ, oldest first."""
        return self._faqs.events(faq_id)

    def similar(self, oa_id: str, content: FaqContent, but: int | None = None) -> list[Faq]:
        """FAQs of the account that ask the same or nearly the same, closest first; ``but`` is left
        out.
        """
        near = self._known(oa_id).closest(content.tidy())
        return self._faqs.several(number for number in near if number != but)

    def _put_all(
        self,
        writing: FaqWriting,
        oa_id: str,
        contents: Sequence[FaqContent],
        stamp: Stamp,
        origin: str,
        replacing: Sequence[tuple[int, int] | None],
    ) -> list[tuple[OpenFaq, bool]]:
        """New FAQs and new versions of old ones, and which of them were not there before; what is
        needed of the database is asked for all at once.
        """
        keys = [
            f"{origin}#{place}" if origin and place else origin for place in range(len(contents))
        ]
        known = writing.of_origins(keys)
        olds = [old for _, old in zip_longest(contents, replacing)]
        old_ones = writing.several(old[0] for old in olds if old)
        told = list(zip(contents, keys, olds, strict=True))
        new = [(content, key) for content, key, old in told if key not in known and old is None]
        added = iter(writing.add_all(oa_id, [c for c, _ in new], stamp, [key for _, key in new]))
        put: list[tuple[OpenFaq, bool]] = []
        for content, key, old in told:
            if key in known:
                put.append((known[key], False))
                continue
            opened = next(added) if old is None else _current(old_ones.get(old[0]), old[1])
            if old is None:
                opened.log(FaqAct.DRAFTED, stamp)
            else:
                _edit(opened, content, stamp)
            put.append((opened, True))
        return put

    def _straight_to_publication(self, writing: FaqWriting, opened: OpenFaq, stamp: Stamp) -> None:
        """All steps that are left; what was put away begins anew."""
        if opened.row.state in (FaqState.DRAFT, FaqState.UNPUBLISHED):
            self._check(opened, stamp)
        if opened.row.state is FaqState.CHECKED:
            self._approve(writing, opened, stamp)
        if opened.row.state is not FaqState.PUBLISHED:
            self._publish(opened, stamp)

    def _check(self, opened: OpenFaq, stamp: Stamp) -> None:
        opened.row.state = FaqState.CHECKED
        opened.log(FaqAct.CHECKED, stamp)

    def _approve(self, writing: FaqWriting, opened: OpenFaq, stamp: Stamp) -> None:
        herself = opened.version(opened.row.version).written_by == stamp.admin_id
        alone = herself and stamp.admin_id is not None
        if alone and writing.setting(opened.row.oa_id or "", SELF_APPROVAL) is not True:
            raise SamePerson
        opened.approve(stamp.at)
        opened.row.state = FaqState.APPROVED
        opened.log(FaqAct.APPROVED, stamp, self_approved=herself)

    def _publish(self, opened: OpenFaq, stamp: Stamp) -> None:
        opened.row.state = FaqState.PUBLISHED
        opened.put_live(opened.row.version)
        opened.log(FaqAct.PUBLISHED, stamp)

    def _require_sound(self, opened: OpenFaq) -> None:
        _require(self._problems(opened.row.oa_id or "", opened.content()))

    def _problems(self, oa_id: str, content: FaqContent) -> Sequence[Problem]:
        return problems(content, self._library(oa_id), today(self._clock()))

    def _stamp(self, by: Author, why: str) -> Stamp:
        return Stamp(by.id, by.email, self._clock(), why)

    @contextmanager
    def _writing(self) -> Iterator[FaqWriting]:
        """One transaction; then the bell."""
        with self._faqs.writing() as writing:
            yield writing
        if writing.release is not None:
            self._ring(writing.release)

    @contextmanager
    def _opened(self, faq_id: int, version: int | None) -> Iterator[tuple[FaqWriting, OpenFaq]]:
        with self._writing() as writing:
            yield writing, _found(writing, faq_id, version)


def _found(writing: FaqWriting, faq_id: int, version: int | None) -> OpenFaq:
    """Raises ``UnknownFaq``; ``StaleVersion`` where its newest version is another one."""
    return _current(writing.find(faq_id), version)


def _current(opened: OpenFaq | None, version: int | None) -> OpenFaq:
    if opened is None:
        raise UnknownFaq
    if version is not None and version != opened.row.version:
        raise StaleVersion
    return opened


def _edit(opened: OpenFaq, content: FaqContent, stamp: Stamp) -> None:
    if opened.content() != content:
        opened.write(content, stamp)
        opened.log(FaqAct.EDITED, stamp)


def _require(found: Sequence[Problem]) -> None:
    """Raises ``InvalidContent`` where one of these stops the FAQ."""
    if faults := errors(found):
        raise InvalidContent(faults)


def _require_state(opened: OpenFaq, act: str, *states: FaqState) -> None:
    if opened.row.state not in states:
        raise WrongState(opened.row.state, act)


def _may_go_live(opened: OpenFaq) -> bool:
    """Whether the newest version was approved and is not live."""
    approved = opened.version(opened.row.version).approved_at is not None
    return approved and opened.row.state in (FaqState.APPROVED, FaqState.UNPUBLISHED)
