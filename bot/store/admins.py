"""Officers who may use the console."""

from __future__ import annotations

from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import BotError
from bot.store.console_models import SignInRow
from bot.store.database import Database
from bot.store.models import AdminRow, Role
from bot.store.times import utc_now


class InvalidEmail(BotError):
    """The e-mail address cannot be one."""

    public_message = "Địa chỉ e-mail không đúng. Ví dụ đúng: ten@example.vn"


class UnknownRole(BotError):
    """There is no such role."""

    public_message = "Vai trò không đúng. Hãy chọn một trong: " + ", ".join(Role)


class DuplicateAdmin(BotError):
    """There is already an officer with this e-mail address."""

    public_message = "E-mail này đã có tài khoản rồi."


class UnknownAdmin(BotError):
    """There is no such officer."""

    http_status = 404
    public_message = "Không có cán bộ nào dùng e-mail này."


class LastAdmin(BotError):
    """Nobody would be left who can administer."""

    http_status = 409
    public_message = (
        "Đây là quản trị viên cuối cùng. Chị hãy giao vai trò quản trị cho người khác trước."
    )


@dataclass(frozen=True, slots=True)
class Admin:
    """An officer; ``zalo_user_id`` is '' when not known."""

    id: int
    email: str
    role: Role
    zalo_user_id: str


class AdminRepository:
    """The officers. Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, email: str, role: str, zalo_user_id: str = "") -> Admin:
        """Add an officer; the address is kept in lower case.

        Raises ``InvalidEmail``, ``UnknownRole``, ``DuplicateAdmin``.
        """
        row = AdminRow(
            email=_address(email),
            role=_role(role),
            zalo_user_id=zalo_user_id or None,
            created_at=utc_now(),
        )
        try:
            with self._database.writing() as session:
                session.add(row)
                session.flush()
                return admin_of(row)
        except IntegrityError:
            raise DuplicateAdmin from None

    def list(self) -> list[Admin]:
        """All officers in the order they were added."""
        with self._database.reading() as session:
            return [
                admin_of(row) for row in session.scalars(select(AdminRow).order_by(AdminRow.id))
            ]

    def by_email(self, email: str) -> Admin:
        """The officer with this address. Raises ``UnknownAdmin``."""
        chosen = select(AdminRow).where(AdminRow.email == email.strip().lower())
        with self._database.reading() as session:
            row = session.scalars(chosen).one_or_none()
            if row is None:
                raise UnknownAdmin
            return admin_of(row)

    def set_role(self, admin_id: int, role: str) -> Admin:
        """Give her another role. Raises ``UnknownAdmin``, ``UnknownRole``, ``LastAdmin``."""
        wanted = _role(role)
        with self._database.writing() as session:
            row = _existing(session, admin_id)
            if wanted is not Role.ADMIN:
                require_another_admin(session, row)
            row.role = wanted
            return admin_of(row)


def require_another_admin(session: Session, row: AdminRow) -> None:
    """Raises ``LastAdmin`` if she is an admin and no other one can sign in."""
    if row.role is not Role.ADMIN:
        return
    barred = select(SignInRow.admin_id).where(SignInRow.disabled_at.is_not(None))
    chosen = select(AdminRow).where(AdminRow.role == Role.ADMIN).with_for_update()
    admins = {each.id for each in session.scalars(chosen)} - set(session.scalars(barred))
    if not admins - {row.id}:
        raise LastAdmin


def _existing(session: Session, admin_id: int) -> AdminRow:
    row = session.get(AdminRow, admin_id)
    if row is None:
        raise UnknownAdmin
    return row


def _address(written: str) -> str:
    # An address inside an office's own network is fine, so reachability is not asked.
    try:
        checked = validate_email(
            written.strip(), check_deliverability=False, globally_deliverable=False
        )
    except EmailNotValidError:
        raise InvalidEmail from None
    if "." not in checked.domain:
        raise InvalidEmail
    return checked.normalized.lower()


def _role(written: str) -> Role:
    try:
        return Role(written.strip().lower())
    except ValueError:
        raise UnknownRole from None


def admin_of(row: AdminRow) -> Admin:
    """The officer of a row."""
    return Admin(row.id, row.email, row.role, row.zalo_user_id or "")
