"""The register of cases: opening, what becomes known, who has it, how it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from bot.store.case_alerts import plan_news
from bot.store.case_log import CaseLog, digest_of
from bot.store.case_models import CaseRow, CaseState
from bot.store.case_records import (
    Case,
    CaseClosed,
    CaseDraft,
    CaseFile,
    CaseTaken,
    CaseUnknown,
    Flaw,
    Opened,
    case_of,
)
from bot.store.database import Database
from bot.store.models import AuditRow, OfficialAccountRow, PersonRow

OPENED = "case_opened"
"""The act in the audit log that proves that there was a case of this number."""


class CaseRepository:
    """The cases. Raises ``StateUnavailable`` when the database is away.

    Every act is written into the case's log, in the same transaction.
    """

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._log = CaseLog(secret_key)

    def open(self, draft: CaseDraft, now: datetime) -> Opened:
        """Open a case. One that is open for her stays and takes on the graver; the same event
        again changes nothing.
        """
        with self._database.writing() as session:
            _lock_account(session, draft.oa_id)
            known = session.scalar(
                select(CaseRow).where(CaseRow.event_key == digest_of(draft.event_key))
            )
            if known is not None:
                return Opened(case_of(known), fresh=False, graver=False)
            row = session.scalar(_open_of(draft.oa_id, draft.user_id))
            if row is None:
                return Opened(case_of(self._begin(session, draft, now)), fresh=True, graver=False)
            return Opened(case_of(row), False, self._add(session, row, draft, now))

    def _begin(self, session: Session, draft: CaseDraft, now: datetime) -> CaseRow:
        row = CaseRow(
            oa_id=draft.oa_id,
            number=_next_number(session, draft.oa_id),
            user_id=draft.user_id,
            event_key=digest_of(draft.event_key),
            severity=draft.severity,
            category=draft.category,
            basis=draft.basis,
            state=CaseState.NEW,
            received_at=draft.received_at,
            next_alert_at=now,
            key_sealed=self._log.new_key(),
        )
        self._log.begin(row)
        session.add(row)
        session.flush()
        self._log.append(session, row, "opened", _told(draft), now, draft.event_key)
        _audit(session, OPENED, row, now)
        return row

    def _add(self, session: Session, row: CaseRow, draft: CaseDraft, now: datetime) -> bool:
        """Another sign of danger; whether it weighs more than what was known."""
        added = self._log.append(session, row, "again", _told(draft), now, draft.event_key)
        if not added or not _weighs_more(draft, row):
            return False
        row.severity, row.category, row.basis = draft.severity, draft.category, draft.basis
        if row.taken_by is None:
            row.next_alert_at = now
        plan_news(session, row, "graver", now)
        return True

    def note(
        self, oa_id: str, user_id: str, news: str, event_key: str, now: datetime
    ) -> Case | None:
        """Write down what became known by her own word; None without an open case, or if this
        event was written down before.
        """
        with self._database.writing() as session:
            row = session.scalar(_open_of(oa_id, user_id))
            if row is None or not self._log.append(
                session, row, "news", {"news": news}, now, event_key
            ):
                return None
            plan_news(session, row, news, now)
            return case_of(row)

    def keep_contact(
        self, oa_id: str, user_id: str, words: str, event_key: str, now: datetime
    ) -> Case | None:
        """Keep how she may be reached, sealed; None as for ``note``."""
        with self._database.writing() as session:
            row = session.scalar(_open_of(oa_id, user_id))
            if row is None or not self._log.append(session, row, "contact", {}, now, event_key):
                return None
            row.contact_sealed = self._log.seal(row, words)
            plan_news(session, row, "contact", now)
            return case_of(row)

    def take(self, oa_id: str, number: int, admin_id: int, now: datetime) -> Case:
        """She has it now; again by the same officer changes nothing.

        Raises ``CaseUnknown``, ``CaseClosed``, ``CaseTaken`` when another was faster.
        """
        with self._database.writing() as session:
            row = _still_open(session, oa_id, number)
            if row.taken_by == admin_id:
                return case_of(row)
            if row.taken_by is not None:
                raise CaseTaken(row.taken_by)
            row.taken_by, row.taken_at, row.next_alert_at = admin_id, now, None
            row.state = CaseState.TAKEN
            self._log.append(session, row, "taken", _by(admin_id), now)
            return case_of(row)

    def notified(self, oa_id: str, number: int, admin_id: int, now: datetime) -> Case:
        """She told the chairperson, by her own word. Raises ``CaseUnknown``, ``CaseClosed``."""
        with self._database.writing() as session:
            row = _still_open(session, oa_id, number)
            if row.notified_at is None:
                row.notified_at, row.state = now, CaseState.NOTIFIED
                if row.taken_by is None:
                    row.taken_by, row.taken_at, row.next_alert_at = admin_id, now, None
                self._log.append(session, row, "notified", _by(admin_id), now)
            return case_of(row)

    def close(
        self, oa_id: str, number: int, admin_id: int, outcome: str, now: datetime, keep: timedelta
    ) -> Case:
        """The case is over; it is kept so long and then destroyed.

        Raises ``CaseUnknown``, ``CaseClosed``.
        """
        with self._database.writing() as session:
            row = _still_open(session, oa_id, number)
            ending = {**_by(admin_id), "outcome": outcome}
            self._log.append(session, row, "closed", ending, now)
            row.state, row.closed_at, row.next_alert_at = CaseState.CLOSED, now, None
            row.retain_until = now + keep
            if row.erasure_asked:
                _forget_quiet(session, row)
                _unlink(row)
            return case_of(row)

    def remark(
        self, oa_id: str, number: int, admin_id: int, words: str, event_key: str, now: datetime
    ) -> Case:
        """Keep an officer's own note, sealed like everything in the log; one event adds one.

        Raises ``CaseUnknown``, ``CaseClosed``.
        """
        with self._database.writing() as session:
            row = _still_open(session, oa_id, number)
            noted = {**_by(admin_id), "note": words}
            self._log.append(session, row, "note", noted, now, event_key)
            return case_of(row)

    def look(self, oa_id: str, number: int, admin_id: int, why: str, now: datetime) -> CaseFile:
        """Everything about a case; the look itself is logged first. Raises ``CaseUnknown``."""
        with self._database.writing() as session:
            row = _numbered(session, oa_id, number)
            self._log.append(session, row, "looked", {**_by(admin_id), "why": why}, now)
            log = tuple(self._log.read(session, row))
            return CaseFile(case_of(row), self._log.open(row, row.contact_sealed), log)

    def get(self, oa_id: str, number: int) -> Case:
        """The case without what is sealed. Raises ``CaseUnknown``."""
        with self._database.reading() as session:
            return case_of(_numbered(session, oa_id, number))

    def of_person(self, oa_id: str, user_id: str) -> Case | None:
        """The open case of this person."""
        with self._database.reading() as session:
            row = session.scalar(_open_of(oa_id, user_id, lock=False))
            return case_of(row) if row else None

    def list(self, oa_id: str = "", *, all_of_them: bool = False) -> list[Case]:
        """Open cases (or all), gravest first, then oldest first; of one account or of every one."""
        chosen = select(CaseRow).order_by(CaseRow.severity.desc(), CaseRow.received_at, CaseRow.id)
        if oa_id:
            chosen = chosen.where(CaseRow.oa_id == oa_id)
        if not all_of_them:
            chosen = chosen.where(CaseRow.closed_at.is_(None))
        with self._database.reading() as session:
            return [case_of(row) for row in session.scalars(chosen)]

    def unlink(self, oa_id: str, user_id: str) -> bool:
        """She asked for erasure: closed cases lose her id and her contact at once, an open one when
        it closes. True if one is open.
        """
        with self._database.writing() as session:
            return unlink_cases(session, oa_id, user_id)

    def purge(self, now: datetime) -> int:
        """Destroy what must not be kept any longer: the keys, and with them logs and contacts.

        Returns of how many cases.
        """
        due = select(CaseRow).where(CaseRow.retain_until <= now, CaseRow.key_sealed.is_not(None))
        with self._database.reading() as session:
            if session.scalar(due.limit(1)) is None:
                return 0
        with self._database.writing() as session:
            rows = list(session.scalars(due.with_for_update(skip_locked=True)))
            for row in rows:
                self._log.append(session, row, "purged", {}, now)
                _unlink(row)
                row.key_sealed = None
            return len(rows)

    def flaw(self, oa_id: str, number: int) -> str:
        """The sign of tampering in the log of one case, as a Vietnamese sentence; '' when it is
        whole. Raises ``CaseUnknown``.
        """
        with self._database.reading() as session:
            return self._log.broken(session, _numbered(session, oa_id, number))

    def verify(self) -> tuple[int, tuple[Flaw, ...]]:
        """How many logs were examined, and every sign of tampering found in them."""
        with self._database.reading() as session:
            rows = list(session.scalars(select(CaseRow).order_by(CaseRow.oa_id, CaseRow.number)))
            flaws = [
                Flaw(row.oa_id, f"V{row.number}", sentence)
                for row in rows
                if (sentence := self._log.broken(session, row))
            ]
            return len(rows), (*flaws, *_missing(session, rows))


def _forget_quiet(session: Session, row: CaseRow) -> None:
    """What was kept of her beside an open case, unless she came back meanwhile."""
    kept = (PersonRow.oa_id == row.oa_id, PersonRow.user_id == row.user_id)
    never_back = (PersonRow.first_inbound_at.is_(None), PersonRow.following.is_(False))
    session.execute(delete(PersonRow).where(*kept, *never_back))


def unlink_cases(session: Session, oa_id: str, user_id: str) -> bool:
    """``CaseRepository.unlink`` within a transaction of the caller's."""
    mine = select(CaseRow).where(CaseRow.oa_id == oa_id, CaseRow.user_id == user_id)
    rows = list(session.scalars(mine.with_for_update()))
    for row in rows:
        row.erasure_asked = True
        if row.closed_at is not None:
            _unlink(row)
    return any(row.closed_at is None for row in rows)


def _lock_account(session: Session, oa_id: str) -> None:
    """Cases of one account are opened one after the other: their numbers have no gaps."""
    session.scalar(
        select(OfficialAccountRow.oa_id).where(OfficialAccountRow.oa_id == oa_id).with_for_update()
    )


def _next_number(session: Session, oa_id: str) -> int:
    last = session.scalar(select(func.max(CaseRow.number)).where(CaseRow.oa_id == oa_id))
    return (last or 0) + 1


def _open_of(oa_id: str, user_id: str, *, lock: bool = True) -> Select[CaseRow]:
    chosen = select(CaseRow).where(
        CaseRow.oa_id == oa_id, CaseRow.user_id == user_id, CaseRow.closed_at.is_(None)
    )
    return chosen.with_for_update() if lock else chosen


def _numbered(session: Session, oa_id: str, number: int) -> CaseRow:
    chosen = select(CaseRow).where(CaseRow.oa_id == oa_id, CaseRow.number == number)
    row = session.scalar(chosen.with_for_update())
    if row is None:
        raise CaseUnknown
    return row


def _still_open(session: Session, oa_id: str, number: int) -> CaseRow:
    row = _numbered(session, oa_id, number)
    if row.closed_at is not None:
        raise CaseClosed
    return row


def _weighs_more(draft: CaseDraft, row: CaseRow) -> bool:
    """C3 over C2; at the same level a child over others, and no consent needed over consent."""
    order = ("consent", "life", "child")
    new = (draft.severity, order.index(draft.basis))
    return new > (row.severity, order.index(row.basis))


def _told(draft: CaseDraft) -> dict[str, str]:
    return {"severity": draft.severity, "category": draft.category, "basis": draft.basis}


def _by(admin_id: int) -> dict[str, str]:
    return {"by": str(admin_id)}


def _audit(session: Session, action: str, row: CaseRow, now: datetime) -> None:
    session.add(AuditRow(at=now, actor="", action=action, subject=f"{row.oa_id} V{row.number}"))


def _unlink(row: CaseRow) -> None:
    row.user_id = row.contact_sealed = None


def _missing(session: Session, rows: list[CaseRow]) -> list[Flaw]:
    """Cases that the audit log saw being opened and that are gone."""
    there = {f"{row.oa_id} V{row.number}" for row in rows}
    opened = session.scalars(select(AuditRow.subject).where(AuditRow.action == OPENED))
    gone = (subject.rsplit(" ", 1) for subject in sorted(set(opened) - there))
    return [Flaw(oa_id, code, "hồ sơ đã bị xóa") for oa_id, code in gone]
