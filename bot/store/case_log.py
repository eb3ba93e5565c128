"""The log of a case: every entry is sealed with the case's own key and chained to the one before.

The digests are keyed with a secret outside the database: whoever can write to the tables, but does
not know the secret, can neither change, remove nor add an entry unnoticed. What this cannot show is
a whole database put back to an earlier day. Destroying the key of a case makes its entries
unreadable for good; the chain can be verified all the same.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.case_models import CaseLogRow, CaseRow
from bot.store.vault import Vault

Content = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry; ``content`` is empty once the case's key is gone."""

    position: int
    at: datetime
    kind: str
    content: dict[str, str]


class CaseLog:
    """Writes and reads the logs of cases with keys from ``secret_key``; rows of a transaction that
    the caller holds.
    """

    def __init__(self, secret_key: str) -> None:
        self._vault = Vault(secret_key)
        derivation = HKDF(SHA256(), length=32, salt=None, info=b"hieu-luat case log v1")
        self._chain_key = derivation.derive(secret_key.encode())

    def new_key(self) -> str:
        """A fresh key for a case, sealed."""
        return self._vault.seal(Fernet.generate_key().decode("ascii"))

    def begin(self, case: CaseRow) -> None:
        """Set the beginning of the chain: what a case is can not be exchanged later."""
        case.log_length, case.log_digest = 0, self._end(0, self._beginning(case))

    def append(
        self, session: Session, case: CaseRow, kind: str, content: Content, at: datetime,
        event_key: str = "",
    ) -> bool:  # fmt: skip
        """Add an entry; the case's row must be locked. False if this event has one already."""
        entry_key = digest_of(f"{kind} {event_key}") if event_key else None
        if entry_key and session.scalar(
            select(CaseLogRow.id).where(CaseLogRow.entry_key == entry_key)
        ):
            return False
        row = CaseLogRow(
            case_id=case.id,
            position=case.log_length + 1,
            at=at,
            kind=kind,
            entry_key=entry_key,
            content_sealed=self.seal(case, json.dumps(dict(content), ensure_ascii=False)),
        )
        last = self._last(session, case)
        row.digest = self._digest(last, row)
        session.add(row)
        if hmac.compare_digest(case.log_digest, self._end(case.log_length, last)):
            case.log_digest = self._end(row.position, row.digest)
        case.log_length = row.position  # an end that was tampered with stays as it was found
        session.flush()
        return True

    def read(self, session: Session, case: CaseRow) -> list[LogEntry]:
        """The entries, oldest first."""
        return [
            LogEntry(row.position, row.at, row.kind, self._content(case, row))
            for row in _rows(session, case)
        ]

    def broken(self, session: Session, case: CaseRow) -> str:
        """What is wrong with the chain, '' when it is whole."""
        return self._broken(case, _rows(session, case))

    def seal(self, case: CaseRow, plain: str) -> str:
        """The words, sealed with the case's own key; '' once that is gone."""
        key = self._key(case)
        return key.encrypt(plain.encode()).decode("ascii") if key else ""

    def open(self, case: CaseRow, sealed: str | None) -> str:
        """The words back, '' without them or without the key."""
        key = self._key(case)
        return key.decrypt(sealed.encode("ascii")).decode() if key and sealed else ""

    def _key(self, case: CaseRow) -> Fernet | None:
        return Fernet(self._vault.open(case.key_sealed)) if case.key_sealed else None

    def _content(self, case: CaseRow, row: CaseLogRow) -> dict[str, str]:
        plain = self.open(case, row.content_sealed)
        content: dict[str, str] = json.loads(plain) if plain else {}
        return content

    def _broken(self, case: CaseRow, rows: Iterable[CaseLogRow]) -> str:
        before, length = self._beginning(case), 0
        for row in rows:
            length += 1
            if row.position != length:
                return f"thiếu mục {length}"
            if not hmac.compare_digest(row.digest, self._digest(before, row)):
                return f"mục {length} bị sửa"
            before = row.digest
        if length != case.log_length:
            return f"thiếu mục cuối, còn {length} trên {case.log_length}"
        whole = hmac.compare_digest(case.log_digest, self._end(length, before))
        return "" if whole else "cuối sổ bị sửa"

    def _last(self, session: Session, case: CaseRow) -> str:
        """The digest of the last entry, or the beginning of the chain."""
        chosen = select(CaseLogRow.digest).where(
            CaseLogRow.case_id == case.id, CaseLogRow.position == case.log_length
        )
        return session.scalar(chosen) or self._beginning(case)

    def _end(self, length: int, last: str) -> str:
        # No entry shows it: whoever cuts the end off cannot make the end that then is due.
        return self._mac("end", str(length), last)

    def _beginning(self, case: CaseRow) -> str:
        return self._mac(
            "case", case.oa_id, str(case.number), case.event_key, _at(case.received_at)
        )

    def _digest(self, before: str, row: CaseLogRow) -> str:
        return self._mac(
            before,
            str(row.case_id),
            str(row.position),
            _at(row.at),
            row.kind,
            row.entry_key or "",
            row.content_sealed,
        )

    def _mac(self, *parts: str) -> str:
        message = json.dumps(parts, ensure_ascii=False).encode()
        return hmac.new(self._chain_key, message, hashlib.sha256).hexdigest()


def digest_of(event_key: str) -> str:
    """What stands for an event's key: the key itself may name a person."""
    return hashlib.sha256(event_key.encode()).hexdigest()


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _rows(session: Session, case: CaseRow) -> Iterable[CaseLogRow]:
    chosen = select(CaseLogRow).where(CaseLogRow.case_id == case.id)
    return session.scalars(chosen.order_by(CaseLogRow.position))
