"""Where officers are signed in: one row for every browser, until it is signed out or forgotten."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.store.console_models import DEVICE_NAME_LENGTH, DeviceRow
from bot.store.database import Database
from bot.store.times import utc_now

FORGOTTEN = timedelta(days=1)
"""A sign-in that is older is no longer good for anything."""


@dataclass(frozen=True, slots=True)
class Device:
    """One browser in which she is signed in; ``name`` says which in words."""

    id: int
    admin_id: int
    name: str
    since: datetime
    seen_at: datetime


class DeviceRepository:
    """Raises ``StateUnavailable`` when the database is away."""

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        self._key = hashlib.sha256(b"hieu-luat device v1" + secret_key.encode()).digest()

    def begin(
        self, admin_id: int, epoch: int, token: str, name: str, now: datetime | None = None
    ) -> None:
        """The browser that holds the token is signed in; what is over is forgotten."""
        at = now or utc_now()
        row = DeviceRow(
            admin_id=admin_id,
            digest=self._digest(token),
            epoch=epoch,
            name=name[:DEVICE_NAME_LENGTH],
            since=at,
            seen_at=at,
        )
        mine = DeviceRow.admin_id == admin_id
        over = mine & ((DeviceRow.since < at - FORGOTTEN) | (DeviceRow.epoch != epoch))
        with self._database.writing() as session:
            session.execute(delete(DeviceRow).where(over))
            session.add(row)

    def find(self, admin_id: int, token: str) -> Device | None:
        """The device of hers that holds the token; None where it is not signed in."""
        chosen = select(DeviceRow).where(
            DeviceRow.digest == self._digest(token), DeviceRow.admin_id == admin_id
        )
        with self._database.reading() as session:
            row = session.scalars(chosen).one_or_none()
            return None if row is None else _device(row)

    def note_seen(self, device_id: int, now: datetime | None = None) -> None:
        """It was used just now."""
        seen = update(DeviceRow).where(DeviceRow.id == device_id).values(seen_at=now or utc_now())
        with self._database.writing() as session:
            session.execute(seen)

    def list(
        self, admin_id: int, epoch: int, since: datetime, seen_since: datetime
    ) -> list[Device]:
        """Her devices that signed in and were used after these times, used last first."""
        chosen = (
            select(DeviceRow)
            .where(
                DeviceRow.admin_id == admin_id,
                DeviceRow.epoch == epoch,
                DeviceRow.since >= since,
                DeviceRow.seen_at >= seen_since,
            )
            .order_by(DeviceRow.seen_at.desc(), DeviceRow.id.desc())
        )
        with self._database.reading() as session:
            return [_device(row) for row in session.scalars(chosen)]

    def end(self, admin_id: int, device_id: int) -> bool:
        """Sign this device of hers out; whether it was signed in."""
        mine = (DeviceRow.id == device_id, DeviceRow.admin_id == admin_id)
        with self._database.writing() as session:
            gone = delete(DeviceRow).where(*mine).returning(DeviceRow.id)
            return bool(session.execute(gone).all())

    def _digest(self, token: str) -> str:
        return hmac.new(self._key, token.encode(), "sha256").hexdigest()


def _device(row: DeviceRow) -> Device:
    return Device(row.id, row.admin_id, row.name, row.since, row.seen_at)
