"""Whoever may approve what another one wrote: who they are, how they and the writer are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.staff.permissions import Permission
from bot.staff.roster import Officer, Roster

Tell = Callable[[str, Officer, str], None]
"""Writes to an officer of an account."""


@dataclass(frozen=True, slots=True)
class Writer:
    """An officer as a life-cycle knows her."""

    id: int | None
    email: str


def writer_of(officer: Officer) -> Writer:
    """Her as a life-cycle knows her."""
    return Writer(officer.admin_id, officer.email)


class SecondPerson:
    """Raises ``StateUnavailable`` when the roster was never known."""

    def __init__(self, roster: Roster, permission: Permission, tell: Tell) -> None:
        self._roster = roster
        self._permission = permission
        self._tell = tell

    def others(self, oa_id: str, writer: Officer) -> list[Officer]:
        """Who may approve what she wrote, and can be written to."""
        return [
            each
            for each in self._roster.colleagues(oa_id)
            if each.may(self._permission) and each.admin_id != writer.admin_id and each.zalo_user_id
        ]

    def name_of(self, oa_id: str, admin_id: int | None) -> str:
        """What she is called; '' where nobody knows."""
        known = self._officer(oa_id, admin_id)
        return known.name if known else ""

    def tell_writer(self, oa_id: str, admin_id: int | None, but: Officer, words: str) -> None:
        """Tell her, unless she did it herself."""
        writer = self._officer(oa_id, admin_id)
        if writer is not None and writer.admin_id != but.admin_id:
            self._tell(oa_id, writer, words)

    def _officer(self, oa_id: str, admin_id: int | None) -> Officer | None:
        known = self._roster.colleagues(oa_id)
        return next((each for each in known if each.admin_id == admin_id), None)
