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
    IMPORT_LAW = "import_law"
    ADMINISTER = "administer"


_OFFICER = frozenset({Permission.SEE, Permission.TALK, Permission.CASES, Permission.WRITE_FAQ})

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.SEE}),
    Role.OFFICER: _OFFICER,
    Role.APPROVER: _OFFICER | {Permission.CHECK_FAQ, Permission.APPROVE_FAQ},
    Role.EDITOR: _OFFICER | {Permission.CHECK_FAQ, Permission.IMPORT_LAW},
    Role.ADMIN: frozenset(Permission),
}
