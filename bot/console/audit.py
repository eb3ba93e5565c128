"""Every change in the console leaves a row in the audit log, with who made it."""

from __future__ import annotations

from flask import current_app

from bot.console.session import current_officer
from bot.store.audit import AuditRepository


def audited(action: str, subject: str) -> None:
    """Write down that the signed-in officer did this; ``subject`` is an id or a code, never text
    of a person or a phone number. Raises ``StateUnavailable``.
    """
    log: AuditRepository = current_app.extensions["console_audit"]
    log.append(current_officer().email, action, subject)
