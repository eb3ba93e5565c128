"""The SQL store: accounts, officers, people, hand-overs, audit log; SQLite or PostgreSQL.

Open it with ``open_store(url)`` and give it to the repositories; ``migrate(url)`` brings the schema
up to date.
"""

from bot.store.admins import AdminRepository
from bot.store.audit import AuditRepository
from bot.store.database import Database, open_store
from bot.store.handovers import HandoverRepository
from bot.store.oas import AccountDraft, OaRepository, TokenPair
from bot.store.people import PeopleRepository
from bot.store.schema import migrate

__all__ = [
    "AccountDraft",
    "AdminRepository",
    "AuditRepository",
    "Database",
    "HandoverRepository",
    "OaRepository",
    "PeopleRepository",
    "TokenPair",
    "migrate",
    "open_store",
]
