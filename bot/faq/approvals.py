"""Whoever may approve is asked over Zalo, and answers with "duyệt F12" or "trả lại F12: …"."""

from __future__ import annotations

from collections.abc import Callable

from bot import keys
from bot.errors import BotError
from bot.faq.life_cycle import FaqLifeCycle
from bot.faq.pending import PendingFaqs
from bot.faq.preview import FaqPreview
from bot.staff.permissions import Permission
from bot.staff.roster import Officer, Roster
from bot.staff.second_person import SecondPerson, writer_of
from bot.store.faq_models import FaqState
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository, UnknownFaq
from bot.zalo.events import Event
from handlers import officer_faq as acts
from handlers.actions import OfficerAct
from handlers.texts import officer_faq as texts

WHY = "Duyệt trong Zalo"


class FaqApprovals:
    """What the second person does from her phone.

    Raises ``StateUnavailable`` or ``RedisError`` when a store is away.
    """

    def __init__(
        self,
        life: FaqLifeCycle,
        faqs: FaqRepository,
        preview: FaqPreview,
        roster: Roster,
        pending: PendingFaqs,
        tell: Callable[[str, Officer, str], None],
    ) -> None:
        self._life = life
        self._faqs = faqs
        self._preview = preview
        self._pending = pending
        self._tell = tell
        self._people = SecondPerson(roster, Permission.APPROVE_FAQ, tell)

    def ask(self, oa_id: str, faq: Faq, writer: Officer) -> int:
        """Show it to everybody who may approve it; to how many."""
        others = self._people.others(oa_id, writer)
        for each in others:
            self._show(oa_id, each, faq)
            self._tell(oa_id, each, self._question(oa_id, faq, writer.name))
        return len(others)

    def carry_out(self, event: Event, officer: Officer, act: OfficerAct) -> None:
        """Do it; what cannot be done is told to her."""
        oa_id = event.oa_id
        try:
            faq = self._find(oa_id, act.code)
            self._do(oa_id, officer, act, faq)
        except BotError as error:
            if error.retryable:
                raise
            self._tell(oa_id, officer, error.public_message)

    def _do(self, oa_id: str, officer: Officer, act: OfficerAct, faq: Faq) -> None:
        approves = officer.may(Permission.APPROVE_FAQ)
        match act.act:
            case acts.LOOK:
                self._show(oa_id, officer, faq)
                self._tell(
                    oa_id,
                    officer,
                    self._question(oa_id, faq, self._people.name_of(oa_id, faq.written_by)),
                )
            case acts.APPROVE if approves:
                self._approve(oa_id, officer, faq)
            case acts.SEND_BACK if approves:
                by = writer_of(officer)
                self._life.send_back(faq.id, by, act.text, version=faq.version)
                self._tell(oa_id, officer, texts.has_sent_back(faq.code))
                self._people.tell_writer(
                    oa_id, faq.written_by, officer, texts.sent_back(faq.code, act.text)
                )
            case _:
                self._tell(oa_id, officer, texts.NOT_APPROVER)

    def _approve(self, oa_id: str, officer: Officer, faq: Faq) -> None:
        mailbox = keys.mailbox_name(oa_id, officer.zalo_user_id)
        if self._pending.shown(mailbox, faq.id) != faq.version:
            self._show(oa_id, officer, faq)
            self._tell(oa_id, officer, texts.newer_version(faq.code))
            return
        by, version = writer_of(officer), faq.version
        if faq.state is FaqState.DRAFT:
            faq = self._life.check(faq.id, by, version=version, why=WHY)
        if faq.state is FaqState.CHECKED:
            faq = self._life.approve(faq.id, by, version=version, why=WHY)
        if faq.state is not FaqState.PUBLISHED:
            faq = self._life.publish(faq.id, by, version=version, why=WHY)
        self._tell(oa_id, officer, texts.approved(faq.code, faq.content.question))
        self._people.tell_writer(
            oa_id, faq.written_by, officer, texts.approved(faq.code, faq.content.question)
        )

    def _show(self, oa_id: str, officer: Officer, faq: Faq) -> None:
        """The bubbles as people would get them; that she saw them is noted."""
        self._tell(oa_id, officer, texts.PREVIEW.format(faq.content.question))
        for bubble in self._preview.bubbles(oa_id, faq.content, faq.id):
            self._tell(oa_id, officer, bubble)
        mailbox = keys.mailbox_name(oa_id, officer.zalo_user_id)
        self._pending.note_shown(mailbox, faq.id, faq.version)

    def _question(self, oa_id: str, faq: Faq, writer: str) -> str:
        changes = self._preview.changes(oa_id, faq.content, faq.id)
        told = [(each.question, each.before, each.after) for each in changes]
        if faq.state is FaqState.PUBLISHED:
            return texts.is_live(faq.code)
        return texts.asks_approval(faq.code, writer, told)

    def _find(self, oa_id: str, code: str) -> Faq:
        if not code[1:].isdigit():
            raise UnknownFaq
        found = self._faqs.get(int(code[1:]))
        if found.oa_id not in ("", oa_id):
            raise UnknownFaq
        return found
