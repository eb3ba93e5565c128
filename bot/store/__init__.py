"""The SQL store: accounts, officers, people, hand-overs, audit log; SQLite or PostgreSQL.

Open it with ``open_store(url)`` and give it to the repositories. ``bot.store.schema.migrate(url)``
brings the schema up to date; it is imported apart, because only the command line needs Alembic.
"""

from bot.store.admins import AdminRepository
from bot.store.audit import AuditRepository
from bot.store.database import Database, open_store
from bot.store.handovers import HandoverRepository
from bot.store.oas import AccountDraft, OaRepository, TokenPair
from bot.store.people import PeopleRepository

__all__ = [
    "AccountDraft",
    "AdminRepository",
    "AuditRepository",
    "Database",
    "HandoverRepository",
    "OaRepository",
    "PeopleRepository",
    "TokenPair",
    "open_store",
]
