"""What each role may do: in the console, from a phone, through a program."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.store.models import Role


class Permission(StrEnum):
    """What an act asks of the officer."""

    SEE = "see"
    TALK = "talk"
    CASES = "cases"
    WRITE_FAQ = "write_faq"
    CHECK_FAQ = "check_faq"
    APPROVE_FAQ = "approve_faq"
    WRITE_BROADCAST = "write_broadcast"
    CHECK_BROADCAST = "check_broadcast"
    APPROVE_BROADCAST = "approve_broadcast"
    IMPORT_LAW = "import_law"
    ADMINISTER = "administer"


_WRITES = frozenset({Permission.WRITE_FAQ, Permission.WRITE_BROADCAST})
_CHECKS = frozenset({Permission.CHECK_FAQ, Permission.CHECK_BROADCAST})
_APPROVES = frozenset({Permission.APPROVE_FAQ, Permission.APPROVE_BROADCAST})
_OFFICER = frozenset({Permission.SEE, Permission.TALK, Permission.CASES}) | _WRITES

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.SEE}),
    Role.OFFICER: _OFFICER,
    Role.APPROVER: _OFFICER | _CHECKS | _APPROVES,
    Role.EDITOR: _OFFICER | _CHECKS | {Permission.IMPORT_LAW},
    Role.ADMIN: frozenset(Permission),
}
