"""Officers of an account, their shifts, and the account's settings that are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.console_models import SignInRow
from bot.store.database import Database
from bot.store.models import AdminRow, OfficialAccountRow, Role
from bot.store.oas import UnknownAccount
from bot.store.roster_models import NAME_LENGTH, AccountSettingRow, OfficerRow, ShiftRow
from bot.store.times import utc_now
from bot.store.upsert import insert


class UnknownOfficer(BotError):
    """Nobody with this address, or she does not belong to this account."""

    public_message = (
        "Không có cán bộ nào dùng e-mail này. Hãy thêm trước bằng lệnh: python -m bot admin add"
    )


class InvalidOfficer(BotError):
    """Her name is empty or too long, or somebody else here has her Zalo id."""

    public_message = (
        f"Tên cán bộ phải có từ 1 đến {NAME_LENGTH} chữ, ví dụ: Chị Lan. Mỗi mã Zalo chỉ của một "
        "cán bộ."
    )


class InvalidShift(BotError):
    """The shift ends before it begins, is too long, or its officer may not have one."""

    public_message = "Giờ kết thúc ca trực phải sau giờ bắt đầu, và một ca không quá 7 ngày."


LONGEST_SHIFT = timedelta(days=7)
"""A longer one is most likely a slip of the pen in the date."""
NOT_FOR_CASES = (
    "Cán bộ này chưa được giao nhận việc khẩn nên chưa xếp ca trực được. Hãy chạy: "
    "python -m bot officer add … --cases"
)


@dataclass(frozen=True, slots=True)
class OfficerRecord:
    """An officer of an account; ``zalo_user_id`` is '' when not known, ``role`` None for who may
    not use the console any more.
    """

    admin_id: int
    email: str
    name: str
    zalo_user_id: str
    handles_cases: bool
    role: Role | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Shift:
    """An officer's duty from ``starts_at``, before ``ends_at``; aware UTC."""

    admin_id: int
    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether it is on at that time."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class RosterRecord:
    """Everything about one account, read in one go."""

    officers: tuple[OfficerRecord, ...] = ()
    shifts: tuple[Shift, ...] = ()
    settings: Mapping[str, Any] | None = None
    others: tuple[OfficerRecord, ...] = ()
    """Whoever else may use the console and whose Zalo id is known."""


class RosterRepository:
    """Who answers when. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, oa_id: str, since: datetime) -> RosterRecord:
        """Officers in the order they were added, shifts that end after ``since`` in the order they
        begin, and the settings that were set.
        """
        with self._database.reading() as session:
            return RosterRecord(
                tuple(_officers(session, oa_id)),
                tuple(_shifts(session, oa_id, since)),
                _settings(session, oa_id),
                tuple(_others(session, oa_id)),
            )

    def accounts_of(self, admin_id: int) -> set[str]:
        """The accounts that she is an officer of."""
        with self._database.reading() as session:
            chosen = select(OfficerRow.oa_id).where(OfficerRow.admin_id == admin_id)
            return set(session.scalars(chosen))

    def put_officer(
        self,
        oa_id: str,
        email: str,
        name: str,
        *,
        handles_cases: bool,
        zalo_user_id: str = "",
    ) -> OfficerRecord:
        """Make somebody an officer of the account, or change what is known of her here; an empty
        ``zalo_user_id`` leaves the one that is known.

        Raises ``UnknownAccount``, ``UnknownOfficer``, ``InvalidOfficer``.
        """
        name = name.strip()
        if not 0 < len(name) <= NAME_LENGTH:
            raise InvalidOfficer
        with self._database.writing() as session:
            _require_account(session, oa_id)
            admin = _admin(session, email)
            row = session.get(OfficerRow, (oa_id, admin.id)) or OfficerRow(
                oa_id=oa_id, admin_id=admin.id, added_at=utc_now()
            )
            row.name, row.handles_cases = name, handles_cases
            row.zalo_user_id = zalo_user_id.strip() or row.zalo_user_id
            session.add(row)
            session.flush()
            _require_own_zalo_ids(_officers(session, oa_id))
            return next(each for each in _officers(session, oa_id) if each.admin_id == admin.id)

    def remove_officer(self, oa_id: str, email: str) -> bool:
        """Take her off the account, with her shifts; False if she was not on it."""
        with self._database.writing() as session:
            admin = _admin(session, email)
            row = session.get(OfficerRow, (oa_id, admin.id))
            if row is None:
                return False
            session.execute(
                delete(ShiftRow).where(ShiftRow.oa_id == oa_id, ShiftRow.admin_id == admin.id)
            )
            session.delete(row)
            return True

    def add_shifts(self, oa_id: str, shifts: Iterable[tuple[str, datetime, datetime]]) -> int:
        """Add shifts (address, start, end), all or none; those that are there already stay. Returns
        how many are new.

        Raises ``UnknownAccount``, ``UnknownOfficer``, ``InvalidShift``.
        """
        with self._database.writing() as session:
            _require_account(session, oa_id)
            return sum(_add_shift(session, oa_id, *shift) for shift in shifts)

    def remove_shifts(self, oa_id: str, email: str, starts_at: datetime, ends_at: datetime) -> int:
        """Remove her shifts that begin within the time; returns how many."""
        with self._database.writing() as session:
            chosen = select(ShiftRow).where(
                ShiftRow.oa_id == oa_id,
                ShiftRow.admin_id == _admin(session, email).id,
                ShiftRow.starts_at >= starts_at,
                ShiftRow.starts_at < ends_at,
            )
            rows = session.scalars(chosen).all()
            for row in rows:
                session.delete(row)
            return len(rows)

    def remove_shift(self, oa_id: str, shift: Shift) -> bool:
        """Remove exactly this shift; False if it is not there."""
        mine = (ShiftRow.oa_id == oa_id, ShiftRow.admin_id == shift.admin_id)
        time = (ShiftRow.starts_at == shift.starts_at, ShiftRow.ends_at == shift.ends_at)
        statement = delete(ShiftRow).where(*mine, *time).returning(ShiftRow.id)
        with self._database.writing() as session:
            return bool(session.execute(statement).all())

    def put_setting(self, oa_id: str, name: str, value: Any) -> None:
        """Set a setting to a JSON value; None takes it back to its default.

        Raises ``UnknownAccount``.
        """
        with self._database.writing() as session:
            _require_account(session, oa_id)
            session.execute(
                delete(AccountSettingRow).where(
                    AccountSettingRow.oa_id == oa_id, AccountSettingRow.name == name
                )
            )
            if value is not None:
                session.add(AccountSettingRow(oa_id=oa_id, name=name, value=value))


def _require_account(session: Session, oa_id: str) -> None:
    if session.get(OfficialAccountRow, oa_id) is None:
        raise UnknownAccount


def _require_own_zalo_ids(officers: Iterable[OfficerRecord]) -> None:
    known = [officer.zalo_user_id for officer in officers if officer.zalo_user_id]
    if len(known) != len(set(known)):
        raise InvalidOfficer


def _admin(session: Session, email: str) -> AdminRow:
    chosen = select(AdminRow).where(AdminRow.email == email.strip().lower())
    admin = session.scalars(chosen).one_or_none()
    if admin is None:
        raise UnknownOfficer
    return admin


def _officers(session: Session, oa_id: str) -> list[OfficerRecord]:
    chosen = (
        select(OfficerRow, AdminRow, SignInRow.disabled_at)
        .join(AdminRow, AdminRow.id == OfficerRow.admin_id)
        .outerjoin(SignInRow, SignInRow.admin_id == AdminRow.id)
        .where(OfficerRow.oa_id == oa_id)
        .order_by(OfficerRow.added_at, OfficerRow.admin_id)
    )
    return [
        OfficerRecord(
            row.admin_id,
            admin.email,
            row.name,
            row.zalo_user_id or admin.zalo_user_id or "",
            row.handles_cases,
            None if shut_out else admin.role,
        )
        for row, admin, shut_out in session.execute(chosen)
    ]


def _others(session: Session, oa_id: str) -> list[OfficerRecord]:
    ours = select(OfficerRow.admin_id).where(OfficerRow.oa_id == oa_id)
    chosen = (
        select(AdminRow)
        .outerjoin(SignInRow, SignInRow.admin_id == AdminRow.id)
        .where(AdminRow.zalo_user_id.is_not(None), AdminRow.id.not_in(ours))
        .where(SignInRow.disabled_at.is_(None))
        .order_by(AdminRow.id)
    )
    return [
        OfficerRecord(each.id, each.email, "", each.zalo_user_id or "", False, each.role)
        for each in session.scalars(chosen)
    ]


def _shifts(session: Session, oa_id: str, since: datetime) -> list[Shift]:
    chosen = (
        select(ShiftRow)
        .where(ShiftRow.oa_id == oa_id, ShiftRow.ends_at > since)
        .order_by(ShiftRow.starts_at, ShiftRow.id)
    )
    return [Shift(row.admin_id, row.starts_at, row.ends_at) for row in session.scalars(chosen)]


def _settings(session: Session, oa_id: str) -> dict[str, Any]:
    chosen = select(AccountSettingRow).where(AccountSettingRow.oa_id == oa_id)
    return {row.name: row.value for row in session.scalars(chosen)}


def _add_shift(
    session: Session, oa_id: str, email: str, starts_at: datetime, ends_at: datetime
) -> int:
    if not starts_at < ends_at <= starts_at + LONGEST_SHIFT:
        raise InvalidShift
    officer = session.get(OfficerRow, (oa_id, _admin(session, email).id))
    if officer is None or not officer.handles_cases:
        raise InvalidShift(public_message=NOT_FOR_CASES)
    statement = insert(session, ShiftRow).values(
        oa_id=oa_id, admin_id=officer.admin_id, starts_at=starts_at, ends_at=ends_at
    )
    done = session.execute(statement.on_conflict_do_nothing().returning(ShiftRow.id))
    return len(done.all())
