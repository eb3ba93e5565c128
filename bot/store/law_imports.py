"""Documents that officers bring into the library: every version, with who and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.database import Database
from bot.store.law_models import ImportState, LawImportRow
from bot.store.times import utc_now


class UnknownImport(BotError):
    """There is no such version of a document."""

    http_status = 404
    public_message = "Không thấy văn bản này trong sổ văn bản tự đưa vào."


class WrongImportState(BotError):
    """This version is in use already, or is not in use."""

    http_status = 409
    public_message = (
        "Văn bản này vừa được người khác thay đổi. Chị tải lại trang rồi xem trạng thái mới."
    )


@dataclass(frozen=True, slots=True)
class NewImport:
    """A document as an officer confirms it; ``stored`` is the folder of its file."""

    oa_id: str
    number: str
    name: str
    kind: str
    file_name: str
    stored: str
    parts: int


@dataclass(frozen=True, slots=True)
class LawImport:
    """A version of a document; ``ended_by`` and ``ended_why`` are '' while it is in use."""

    id: int
    oa_id: str
    number: str
    version: int
    name: str
    kind: str
    file_name: str
    stored: str
    parts: int
    state: ImportState
    added_by: str
    added_at: datetime
    ended_by: str
    ended_at: datetime | None
    ended_why: str


class LawImports:
    """The register of these documents. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: NewImport, by: str) -> LawImport:
        """The next version of the document comes into use, in the place of the one before.

        Raises ``WrongImportState`` where somebody else added one at the same moment.
        """
        try:
            return self._add(new, by)
        except IntegrityError:
            raise WrongImportState from None

    def _add(self, new: NewImport, by: str) -> LawImport:
        now = utc_now()
        with self._database.writing() as session:
            of_number = LawImportRow.number == new.number
            last = session.scalar(select(func.max(LawImportRow.version)).where(of_number)) or 0
            _replace(session, new.number, by, now)
            values = {name: getattr(new, name) for name in NewImport.__slots__}
            row = LawImportRow(
                **values,
                version=last + 1,
                state=ImportState.IN_USE,
                added_by=by,
                added_at=now,
            )
            session.add(row)
            session.flush()
            return _import(row)

    def withdraw(self, import_id: int, by: str, why: str) -> LawImport:
        """Take the version out of use. Raises ``UnknownImport``, ``WrongImportState``."""
        with self._database.writing() as session:
            row = _row(session, import_id)
            if row.state is not ImportState.IN_USE:
                raise WrongImportState
            row.state, row.ended_by, row.ended_at = ImportState.WITHDRAWN, by, utc_now()
            row.ended_why = why
            session.flush()
            return _import(row)

    def bring_back(self, import_id: int, by: str) -> LawImport:
        """This version comes into use again, in the place of any other of its document.

        Raises ``UnknownImport``, ``WrongImportState``.
        """
        with self._database.writing() as session:
            row = _row(session, import_id)
            if row.state is ImportState.IN_USE:
                raise WrongImportState
            _replace(session, row.number, by, utc_now())
            row.state, row.ended_by, row.ended_at, row.ended_why = ImportState.IN_USE, "", None, ""
            session.flush()
            return _import(row)

    def get(self, import_id: int) -> LawImport:
        """The version with this id. Raises ``UnknownImport``."""
        with self._database.reading() as session:
            return _import(_row(session, import_id))

    def in_use(self) -> list[LawImport]:
        """The versions that belong in the library, in the order they were added."""
        chosen = select(LawImportRow).where(LawImportRow.state == ImportState.IN_USE)
        with self._database.reading() as session:
            return [_import(row) for row in session.scalars(chosen.order_by(LawImportRow.id))]

    def page(self, before: int | None = None, limit: int = 25) -> list[LawImport]:
        """Versions, newest first, older than the id ``before``."""
        chosen = select(LawImportRow).order_by(LawImportRow.id.desc()).limit(limit)
        if before is not None:
            chosen = chosen.where(LawImportRow.id < before)
        with self._database.reading() as session:
            return [_import(row) for row in session.scalars(chosen)]

    def of_number(self, number: str) -> list[LawImport]:
        """All versions of a document, newest first."""
        chosen = select(LawImportRow).where(LawImportRow.number == number)
        with self._database.reading() as session:
            found = session.scalars(chosen.order_by(LawImportRow.version.desc()))
            return [_import(row) for row in found]


def _replace(session: Session, number: str, by: str, at: datetime) -> None:
    """Whatever version of the document is in use, is so no longer."""
    session.execute(
        update(LawImportRow)
        .where(LawImportRow.number == number, LawImportRow.state == ImportState.IN_USE)
        .values(state=ImportState.REPLACED, ended_by=by, ended_at=at)
    )


def _row(session: Session, import_id: int) -> LawImportRow:
    row = session.get(LawImportRow, import_id)
    if row is None:
        raise UnknownImport
    return row


def _import(row: LawImportRow) -> LawImport:
    return LawImport(**{name: getattr(row, name) for name in LawImport.__slots__})
