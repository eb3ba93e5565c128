"""One transaction in which FAQs are changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bot.faq.content import FaqContent, folded
from bot.store.faq_models import (
    WHY_LENGTH,
    FaqAct,
    FaqEventRow,
    FaqReleaseRow,
    FaqRow,
    FaqSource,
    FaqState,
    FaqVersionRow,
)
from bot.store.faq_records import Faq, citation_lists, content_of, faq_of, in_portions
from bot.store.models import AdminRow, AuditRow
from bot.store.roster_models import AccountSettingRow

ERASED = "(Đã xóa theo yêu cầu của người hỏi.)"
"""Stands in the place of words in an old version that a person took back."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did it (None: no officer), when and why, and which way her words came in."""

    admin_id: int | None
    actor: str
    at: datetime
    why: str = ""
    source: FaqSource = FaqSource.FORM


class OpenFaq:
    """One FAQ, locked until the transaction ends."""

    def __init__(
        self, writing: FaqWriting, row: FaqRow, newest: FaqVersionRow | None = None
    ) -> None:
        self._writing = writing
        self._session = writing.session
        self._versions = {newest.version: newest} if newest else {}
        self.row = row

    def faq(self) -> Faq:
        """The FAQ as it stands now."""
        live = self.row.published_version
        by = self.row.updated_by
        return faq_of(
            self.row,
            self.version(self.row.version),
            self.version(live) if live else None,
            self._writing.actor(by) if by is not None else None,
        )

    def version(self, number: int) -> FaqVersionRow:
        """A version. Raises ``LookupError`` where there is none with this number."""
        if number not in self._versions:
            self._versions[number] = self._read(number)
        return self._versions[number]

    def _read(self, number: int) -> FaqVersionRow:
        row = self._session.scalar(
            select(FaqVersionRow).where(
                FaqVersionRow.faq_id == self.row.id, FaqVersionRow.version == number
            )
        )
        if row is None:
            raise LookupError(number)
        return row

    def once_live(self) -> set[int]:
        """The versions that people ever had to read."""
        went = FaqEventRow.act.in_((FaqAct.PUBLISHED, FaqAct.ROLLED_BACK))
        chosen = select(FaqEventRow.version).where(FaqEventRow.faq_id == self.row.id, went)
        return set(self._session.scalars(chosen))

    def content(self) -> FaqContent:
        """The newest version's words."""
        return content_of(self.version(self.row.version))

    def write(self, content: FaqContent, stamp: Stamp) -> None:
        """Add a version; it is a draft."""
        self.row.version += 1
        self.row.state = FaqState.DRAFT
        self.row.folded = _folded(content)
        self._versions[self.row.version] = written = _version(self.row, content, stamp)
        self._session.add(written)

    def approve(self, at: datetime | None) -> None:
        """Note when the newest version was approved; None: it is not any more."""
        self.version(self.row.version).approved_at = at

    def put_live(self, version: int | None) -> None:
        """People read this version from now on; None: no more."""
        if self.row.published_version != version:
            self.row.published_version = version
            self._writing.changes_what_is_live()

    def log(self, act: FaqAct, stamp: Stamp, *, self_approved: bool = False) -> None:
        """Write down what was done, for ever."""
        self.row.updated_at, self.row.updated_by = stamp.at, stamp.admin_id
        event = {
            "at": stamp.at,
            "faq_id": self.row.id,
            "version": self.row.version,
            "act": act,
            "admin_id": stamp.admin_id,
            "actor": stamp.actor,
            "self_approved": self_approved,
            "why": stamp.why[:WHY_LENGTH],
        }
        subject = f"{self.row.oa_id or ''} F{self.row.id} v{self.row.version}".strip()
        action = f"faq_{act.value}" + ("_by_herself" if self_approved else "")
        audit = {"at": stamp.at, "actor": stamp.actor, "action": action, "subject": subject}
        self._writing.write_down(event, audit)


class FaqWriting:
    """Finds, adds and opens FAQs in one transaction; ``release`` is the new count of changes of
    what is live once the transaction is over, None where nothing live was changed.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.release: int | None = None
        self._live_changed = False
        self._settings: dict[tuple[str, str], Any] = {}
        self._actors: dict[int, str] = {}
        self._events: list[dict[str, Any]] = []
        self._audits: list[dict[str, Any]] = []

    def add(
        self,
        oa_id: str,
        content: FaqContent,
        stamp: Stamp,
        *,
        origin: str = "",
        handover_id: int | None = None,
    ) -> OpenFaq:
        """A new FAQ with its first version."""
        (opened,) = self.add_all(oa_id, [content], stamp, [origin])
        opened.row.handover_id = handover_id
        return opened

    def add_all(
        self, oa_id: str, contents: Sequence[FaqContent], stamp: Stamp, origins: Sequence[str]
    ) -> list[OpenFaq]:
        """New FAQs, each with its first version and its ``origin`` ('': none)."""
        rows = [
            FaqRow(
                oa_id=oa_id or None,
                state=FaqState.DRAFT,
                version=1,
                folded=_folded(content),
                origin=origin or None,
                updated_by=stamp.admin_id,
                created_at=stamp.at,
                updated_at=stamp.at,
            )
            for content, origin in zip(contents, origins, strict=True)
        ]
        self.session.add_all(rows)
        self.session.flush()
        versions = [_version(row, each, stamp) for row, each in zip(rows, contents, strict=True)]
        self.session.add_all(versions)
        return [OpenFaq(self, *each) for each in zip(rows, versions, strict=True)]

    def find(self, faq_id: int) -> OpenFaq | None:
        """The FAQ with this number."""
        return self._locked(FaqRow.id == faq_id)

    def several(self, faq_ids: Iterable[int]) -> dict[int, OpenFaq]:
        """Those of these FAQs that there are, with their newest versions read."""
        newest = (FaqVersionRow.faq_id == FaqRow.id) & (FaqVersionRow.version == FaqRow.version)
        chosen = select(FaqRow, FaqVersionRow).join(FaqVersionRow, newest).order_by(FaqRow.id)
        found: dict[int, OpenFaq] = {}
        for numbers in in_portions(sorted(set(faq_ids))):
            locked = chosen.where(FaqRow.id.in_(numbers)).with_for_update(of=FaqRow)
            for row, version in self.session.execute(locked):
                found[row.id] = OpenFaq(self, row, version)
        return found

    def of_origins(self, origins: Iterable[str]) -> dict[str, OpenFaq]:
        """The FAQs that these messages or calls brought before."""
        found: dict[str, OpenFaq] = {}
        for keys in in_portions(sorted(set(filter(None, origins)))):
            locked = select(FaqRow).where(FaqRow.origin.in_(keys)).with_for_update()
            for row in self.session.scalars(locked):
                found[row.origin or ""] = OpenFaq(self, row)
        return found

    def of_origin(self, origin: str) -> OpenFaq | None:
        """The FAQ that this message or call brought before."""
        return self._locked(FaqRow.origin == origin) if origin else None

    def of_handover(self, handover_id: int) -> OpenFaq | None:
        """The FAQ that was made from this hand-over."""
        return self._locked(FaqRow.handover_id == handover_id)

    def setting(self, oa_id: str, name: str) -> Any:
        """What the account chose; None where it never did. It is read once."""
        if (oa_id, name) not in self._settings:
            chosen = select(AccountSettingRow.value)
            row = chosen.where(AccountSettingRow.oa_id == oa_id, AccountSettingRow.name == name)
            self._settings[oa_id, name] = self.session.scalar(row)
        return self._settings[oa_id, name]

    def actor(self, admin_id: int) -> str:
        """The e-mail address of an officer; '' when not known. It is read once."""
        if admin_id not in self._actors:
            admin = self.session.get(AdminRow, admin_id)
            self._actors[admin_id] = admin.email if admin else ""
        return self._actors[admin_id]

    def write_down(self, event: dict[str, Any], audit: dict[str, Any]) -> None:
        """An act, for the history and for the audit log: all are written at the end, at once."""
        self._events.append(event)
        self._audits.append(audit)

    def changes_what_is_live(self) -> None:
        """The release is counted at the end, so that its row is held as briefly as possible."""
        self._live_changed = True

    def finish(self) -> None:
        """Write down what was done, and count the release where something live was changed; the
        last act of a transaction.
        """
        if self._events:
            self.session.execute(insert(FaqEventRow), self._events)
            self.session.execute(insert(AuditRow), self._audits)
        if not self._live_changed:
            return
        self.session.flush()
        counted = (
            update(FaqReleaseRow)
            .where(FaqReleaseRow.id == 1)
            .values(number=FaqReleaseRow.number + 1)
            .returning(FaqReleaseRow.number)
            .execution_options(synchronize_session=False)
        )
        self.release = self.session.scalar(counted)

    def _locked(self, which: Any) -> OpenFaq | None:
        row = self.session.scalar(select(FaqRow).where(which).with_for_update())
        return OpenFaq(self, row) if row else None


def forget_faqs(session: Session, handover_ids: Any) -> None:
    """A person takes her words back: what was made of her hand-overs and never worked on goes as a
    whole; in an FAQ that was worked on, versions with her own words lose them, unless people were
    given them to read after somebody else had approved.
    """
    mine = select(FaqRow.id).where(FaqRow.handover_id.in_(handover_ids))
    raw = (FaqVersionRow.source == FaqSource.HANDOVER, FaqVersionRow.approved_at.is_(None))
    for row in session.scalars(select(FaqRow).where(FaqRow.id.in_(mine)).with_for_update()).all():
        newest_is_raw = session.scalar(
            select(FaqVersionRow.id).where(
                FaqVersionRow.faq_id == row.id, FaqVersionRow.version == row.version, *raw
            )
        )
        if newest_is_raw and row.published_version is None:
            session.execute(delete(FaqRow).where(FaqRow.id == row.id))
            continue
        erased = {"question": ERASED, "answer": ERASED, "variants": []}
        session.execute(
            update(FaqVersionRow).where(FaqVersionRow.faq_id == row.id, *raw).values(**erased)
        )


def _folded(content: FaqContent) -> str:
    return "\n".join(map(folded, content.asked))


def _version(row: FaqRow, content: FaqContent, stamp: Stamp) -> FaqVersionRow:
    return FaqVersionRow(
        faq_id=row.id,
        version=row.version,
        question=content.question,
        answer=content.answer,
        variants=list(content.variants),
        citations=citation_lists(content.citations),
        expires_on=content.expires_on,
        source=stamp.source,
        why=stamp.why[:WHY_LENGTH],
        written_by=stamp.admin_id,
        written_at=stamp.at,
    )
