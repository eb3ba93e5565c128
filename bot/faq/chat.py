"""Carries out what officers type to make FAQs (``handlers.officer_faq``): shows the preview, keeps
what was composed until she confirms, takes back what she put in last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import BotError
from bot.faq.approvals import FaqApprovals
from bot.faq.basis import read_basis, written_basis
from bot.faq.content import FaqContent, InvalidContent, Problem
from bot.faq.files.rows import FaqRow, UnreadableFile
from bot.faq.intake import FaqIntake, Incoming, IncomingRow, RefusedFile, Step, Taken
from bot.faq.life_cycle import Author, FaqLifeCycle
from bot.faq.pending import Done, Pending, PendingFaqs
from bot.faq.preview import FaqPreview
from bot.faq.reminders import awake
from bot.staff.permissions import Permission
from bot.staff.roster import Officer, Roster
from bot.staff.second_person import writer_of
from bot.store.faq_models import FaqSource, FaqState
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository
from bot.store.handovers import HandoverUnknown
from bot.store.times import utc_now
from bot.zalo.downloads import Downloads
from bot.zalo.errors import ZaloError
from bot.zalo.event_names import Content
from bot.zalo.events import Event
from handlers import officer_faq as acts
from handlers.actions import FaqWords, OfficerAct
from handlers.texts import officer_desk
from handlers.texts import officer_faq as texts
from knowledge.day import today
from knowledge.search import Library

LARGEST_FILE = 2 * 1024 * 1024
WHY = "Soạn trong Zalo"
FILE_NAME = "tep"


@dataclass(frozen=True, slots=True)
class FaqRoom:
    """What chat works with. ``said`` gives question and answer of a hand-over ("H5")."""

    life: FaqLifeCycle
    faqs: FaqRepository
    intake: FaqIntake
    preview: FaqPreview
    roster: Roster
    pending: PendingFaqs
    downloads: Downloads
    library: Callable[[str], Library]
    tell: Callable[[str, Officer, str], None]
    said: Callable[[str, int], tuple[str, str]]
    clock: Callable[[], datetime] = utc_now


class FaqChat:
    """Raises ``StateUnavailable`` or ``RedisError`` when a store is away; running twice for one
    event changes nothing more.
    """

    def __init__(self, room: FaqRoom) -> None:
        self._room = room
        self._approvals = FaqApprovals(
            room.life, room.faqs, room.preview, room.roster, room.pending, room.tell
        )

    def words(self, event: Event, wish: FaqWords) -> None:
        """She composed an FAQ, or changed a part of it: she is shown it."""
        if officer := self._officer(event):
            before = self._room.pending.get(event.mailbox)
            if not wish.fresh and (before is None or before.file):
                self._tell(event, officer, texts.NOTHING_PENDING)
                return
            self._show(event, officer, _composed(event.key, wish, before))

    def carry_out(self, event: Event, act: OfficerAct) -> None:
        """Do it for the officer who wrote this; nothing for anybody else."""
        officer = self._officer(event)
        if officer is None:
            return
        match act.act:
            case acts.CONFIRM:
                self._confirm(event, officer)
            case acts.CANCEL:
                self._room.pending.drop(event.mailbox)
            case acts.UNDO:
                self._undo(event, officer)
            case acts.FILE:
                self._file(event, officer)
            case acts.OF_HANDOVER:
                self._of_handover(event, officer, act.text)
            case _:
                self._approvals.carry_out(event, officer, act)

    def _officer(self, event: Event) -> Officer | None:
        officer = self._room.roster.colleague_of(event.oa_id, event.user_id)
        return officer if officer and officer.may(Permission.WRITE_FAQ) else None

    def _tell(self, event: Event, officer: Officer, words: str) -> None:
        self._room.tell(event.oa_id, officer, words)

    def _alone(self, oa_id: str, officer: Officer) -> bool:
        """Whether what she writes needs nobody else."""
        allowed = self._room.roster.settings(oa_id).faq_self_approval
        return allowed and officer.may(Permission.APPROVE_FAQ)

    # -- The preview --

    def _of_handover(self, event: Event, officer: Officer, code: str) -> None:
        try:
            question, answer = self._room.said(event.oa_id, int(code[1:]))
        except HandoverUnknown:
            self._tell(event, officer, officer_desk.unknown(code))
            return
        if not question or not answer:
            self._tell(event, officer, officer_desk.nothing_to_save(code))
            return
        self._show(event, officer, Pending(event.key, question, answer, said=True))

    def _show(self, event: Event, officer: Officer, pending: Pending) -> None:
        self._room.pending.put(event.mailbox, pending)
        try:
            incoming = self._incoming(event.oa_id, pending)
        except BotError as error:
            self._tell(event, officer, texts.refused(error.public_message))
            return
        (row,) = incoming.rows
        if incoming.problems:
            told = " ".join(problem.message for problem in incoming.problems)
            self._tell(event, officer, texts.refused(told))
            return
        private = [texts.PRIVATE] if pending.said else []
        self._show_bubbles(event, officer, row, private)

    def _show_bubbles(
        self, event: Event, officer: Officer, row: IncomingRow, warnings: Sequence[str]
    ) -> None:
        oa_id, content = event.oa_id, row.row.content
        number = row.replaces.id if row.replaces else None
        self._tell(event, officer, texts.PREVIEW.format(content.question))
        for bubble in self._room.preview.bubbles(oa_id, content, number):
            self._tell(event, officer, bubble)
        changes = self._room.preview.changes(oa_id, content, number)
        verdict = texts.verdict(
            written_basis(content.citations, self._room.library(oa_id)).replace("\n", "; "),
            [*warnings, *row.remarks],
            [f"{each.code}: {each.content.question}" for each in row.doubles],
            [(each.question, each.before, each.after) for each in changes],
            alone=self._alone(oa_id, officer),
            replaces=row.replaces.code if row.replaces else "",
        )
        self._tell(event, officer, verdict)

    def _incoming(self, oa_id: str, pending: Pending) -> Incoming:
        """What waits, beside what is there. Raises ``UnknownBasis``, ``InvalidContent``."""
        library, day = self._room.library(oa_id), today(self._room.clock())
        citations = read_basis(pending.basis, library, day)
        content = FaqContent(pending.question, pending.answer, (), citations).tidy()
        if not content.question:
            raise InvalidContent([Problem("question", "Câu hỏi đang để trống.")])
        return self._room.intake.beside(oa_id, [FaqRow("", 1, content)])

    # -- Her word --

    def _confirm(self, event: Event, officer: Officer) -> None:
        pending = self._room.pending.get(event.mailbox)
        if pending is None:
            self._tell(event, officer, texts.NOTHING_PENDING)
            return
        try:
            taken = self._take(event, officer, pending)
        except RefusedFile as error:
            told = [problem.told() for problem in error.problems]
            self._tell(event, officer, texts.file_refused(pending.file or "này", told))
            return
        except BotError as error:
            if error.retryable:
                raise
            self._tell(event, officer, texts.refused(error.public_message))
            return
        self._room.pending.drop(event.mailbox)
        self._room.pending.note_done(event.mailbox, [_done(each) for each in taken])
        self._say_taken(event, officer, pending, [each.faq for each in taken])

    def _take(self, event: Event, officer: Officer, pending: Pending) -> list[Taken]:
        oa_id, by = event.oa_id, writer_of(officer)
        if pending.file:
            data = self._room.pending.file(event.mailbox)
            incoming = self._room.intake.look(oa_id, data, pending.file)
        else:
            incoming = self._incoming(oa_id, pending)
        alone = self._alone(oa_id, officer)
        taken = self._room.intake.take(
            oa_id, incoming, by, WHY, publish=alone, origin=f"chat:{pending.key}",
            source=FaqSource.FILE if pending.file else FaqSource.CHAT,
        )  # fmt: skip
        if not alone and officer.may(Permission.CHECK_FAQ):
            return [replace(each, faq=self._checked(each.faq, by)) for each in taken]
        return taken

    def _checked(self, faq: Faq, by: Author) -> Faq:
        draft = faq.state is FaqState.DRAFT
        return self._room.life.check(faq.id, by, version=faq.version) if draft else faq

    def _say_taken(
        self, event: Event, officer: Officer, pending: Pending, faqs: Sequence[Faq]
    ) -> None:
        live = all(faq.state is FaqState.PUBLISHED for faq in faqs)
        codes = [faq.code for faq in faqs]
        if pending.file:
            self._tell(event, officer, texts.file_taken(len(faqs), codes, live=live))
        elif live:
            (faq,) = faqs
            self._tell(event, officer, texts.published(faq.code, faq.content.question))
        else:
            (faq,) = faqs
            self._ask(event, officer, faq)

    def _ask(self, event: Event, officer: Officer, faq: Faq) -> None:
        """Whoever may approve is asked at once; at night the reminders do it in the morning."""
        question = faq.content.question
        if not awake(self._room.roster.settings(event.oa_id), self._room.clock()):
            self._tell(event, officer, texts.waits(faq.code, question, 0, asleep=True))
            return
        self._room.pending.begin_asking(faq.id, faq.version)
        told = self._approvals.ask(event.oa_id, faq, officer)
        self._tell(event, officer, texts.waits(faq.code, question, told))

    # -- Taking back --

    def _undo(self, event: Event, officer: Officer) -> None:
        done = self._room.pending.last_done(event.mailbox)
        undone: list[str] = []
        for each in done:
            try:
                undone += self._undo_one(event, officer, each)
            except BotError as error:
                if error.retryable:
                    raise
                self._tell(event, officer, error.public_message)
        self._room.pending.forget_done(event.mailbox)
        if undone:
            self._tell(event, officer, texts.undone(undone))
        elif not done:
            self._tell(event, officer, texts.NOTHING_TO_UNDO)

    def _undo_one(self, event: Event, officer: Officer, done: Done) -> list[str]:
        faq, by = self._room.faqs.get(done.faq_id), writer_of(officer)
        if faq.version != done.version:
            self._tell(event, officer, texts.CHANGED_SINCE.format(faq.code))
            return []
        life = self._room.life
        if faq.published_version is None:
            if faq.state is not FaqState.UNPUBLISHED:
                life.withdraw(faq.id, by, WHY)
        elif faq.published_version != done.version:
            life.edit(faq.id, faq.live_content or faq.content, by, WHY, done.version)
        elif done.live_before:
            life.roll_back(faq.id, done.live_before, by, WHY)
        else:
            life.unpublish(faq.id, by, WHY)
        return [faq.code]

    # -- A file --

    def _file(self, event: Event, officer: Officer) -> None:
        files = [each for each in event.attachments if each.content is Content.FILE]
        for file in files[:1]:
            name = file.name or FILE_NAME
            try:
                data = self._room.downloads.fetch(file.url, LARGEST_FILE)
                incoming = self._room.intake.look(event.oa_id, data, name)
            except ZaloError:
                self._tell(event, officer, texts.FILE_NOT_FETCHED)
                return
            except UnreadableFile as error:
                self._tell(event, officer, error.public_message)
                return
            self._show_file(event, officer, incoming, Pending(event.key, file=name), data)

    def _show_file(
        self, event: Event, officer: Officer, incoming: Incoming, pending: Pending, data: bytes
    ) -> None:
        if incoming.problems:
            told = [problem.told() for problem in incoming.problems]
            self._tell(event, officer, texts.file_refused(pending.file, told))
            return
        self._room.pending.put(event.mailbox, pending, data)
        new, changed, same = (sum(row.step is step for row in incoming.rows) for step in Step)
        words = texts.file_read(pending.file, new, changed, same, _remarks(incoming))
        self._tell(event, officer, words)


def _composed(key: str, wish: FaqWords, before: Pending | None) -> Pending:
    if wish.fresh or before is None:
        return Pending(key, wish.question, wish.answer, wish.basis)
    return replace(
        before,
        key=key,
        question=wish.question or before.question,
        answer=wish.answer or before.answer,
        basis=wish.basis or before.basis,
    )


def _done(taken: Taken) -> Done:
    before = taken.row.replaces.published_version if taken.row.replaces else None
    return Done(taken.faq.id, taken.faq.version, before or 0)


def _remarks(incoming: Incoming) -> list[str]:
    found = []
    for each in incoming.rows:
        found += [f"{each.row.place}: {remark}" for remark in each.remarks]
        found += [
            f"{each.row.place}: gần giống {near.code} ({near.content.question})"
            for near in each.doubles
        ]
    return found
