"""Everything about one person, told in one file, or gone from every store.

What officers do for somebody who asks at the ward's office, or by letter: it is entered in the
register like what she asks in the chat, and the audit log names the officer, never her.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from redis import Redis

from bot import keys
from bot.conversation import ConversationStore
from bot.errors import BotError
from bot.privacy.deadlines import finish_by, reply_by
from bot.privacy.rights import DONE
from bot.staff.roster import Roster
from bot.store.audit import AuditRepository
from bot.store.data_requests import DataRequestRepository, RequestDraft
from bot.store.database import Database
from bot.store.people import PeopleRepository
from bot.store.person_rows import PersonRows, Row
from bot.store.rights_models import Source
from bot.store.times import utc_now
from bot.zalo.events import parse
from handlers.actions import Right

EXPORTED, ERASED = "person_exported", "person_erased"


class NothingHeld(BotError):
    """No store knows this person."""

    public_message = "Không nơi nào lưu gì về người này ở OA này. Hãy xem lại OA và mã Zalo."


class BeingAnswered(BotError):
    """A message of hers is worked on right now."""

    retryable = True
    public_message = "Tin của người này đang được trả lời. Hãy chạy lại lệnh sau một phút."


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is held: rows by table, values by Redis key, the receipt of having been told."""

    oa_id: str
    user_id: str
    receipt: str
    told_at: datetime
    tables: dict[str, list[Row]]
    memory: dict[str, Any]


class OnePerson:
    """Export and erasure. Raises ``StateUnavailable`` and ``RedisError``."""

    def __init__(
        self,
        redis: Redis,
        database: Database,
        secret_key: str,
        conversations: ConversationStore,
        roster: Roster,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._redis = redis
        self._rows = PersonRows(database, secret_key)
        self._register = DataRequestRepository(database, secret_key)
        self._people = PeopleRepository(database)
        self._audit = AuditRepository(database)
        self._conversations = conversations
        self._roster = roster
        self._clock = clock

    def export(self, oa_id: str, user_id: str, actor: str) -> Holdings:
        """All that is held about her; a case of danger is told of to nobody here.

        Raises ``NothingHeld``.
        """
        tables, memory = self._rows.of(oa_id, user_id), self._memory(oa_id, user_id)
        if not tables and not memory:
            raise NothingHeld
        receipt = self._enter(oa_id, user_id, Right.SEE, actor, EXPORTED)
        return Holdings(oa_id, user_id, receipt, self._clock(), tables, memory)

    def erase(self, oa_id: str, user_id: str, actor: str) -> str:
        """Erase everything about her; an open case keeps what its officers need until it closes.
        Returns the receipt. Raises ``BeingAnswered``.
        """
        mailbox = keys.mailbox_name(oa_id, user_id)
        with self._conversations.sole_reader(mailbox) as lease:
            if lease is None:
                raise BeingAnswered
            self._empty(mailbox)
            self._people.forget(oa_id, user_id)
        return self._enter(oa_id, user_id, Right.ERASE, actor, ERASED)

    def _enter(self, oa_id: str, user_id: str, right: Right, actor: str, action: str) -> str:
        """Enter it in the register, done at once, and in the audit log; returns the code."""
        now, key = self._clock(), f"office:{uuid4().hex}"
        working = self._roster.working_time(oa_id)
        due = reply_by(working, now), finish_by(right, now)
        draft = RequestDraft(oa_id, user_id, right, Source.CHAT, key, now, *due)
        code = self._register.open(draft).code
        self._register.finish_at_once(oa_id, key, DONE, now)
        self._audit.append(actor, action, f"{oa_id} {code}")
        return code

    # -- Redis --

    def _names(self, mailbox: str) -> list[str]:
        boxes = (keys.mailbox(each) for each in (mailbox, keys.owed_name(mailbox)))
        return [*keys.of_person(mailbox), *boxes]

    def _memory(self, oa_id: str, user_id: str) -> dict[str, Any]:
        """What is under her keys, as text."""
        names = self._names(keys.mailbox_name(oa_id, user_id))
        return {name: held for name in names if (held := self._held(name))}

    def _held(self, name: str) -> Any:
        kind = self._redis.type(name)
        if kind == b"string":
            return cast(bytes, self._redis.get(name) or b"").decode()
        if kind == b"list":
            return [each.decode() for each in cast(list[bytes], self._redis.lrange(name, 0, -1))]
        if kind == b"hash":
            held = cast(dict[bytes, bytes], self._redis.hgetall(name))
            return {field.decode(): value.decode() for field, value in held.items()}
        return None

    def _empty(self, mailbox: str) -> None:
        """Her keys, what waits to be answered, and the plans made for that."""
        boxes = [mailbox, keys.owed_name(mailbox)]
        lists = (self._redis.lrange(keys.mailbox(box), 0, -1) for box in boxes)
        waiting = [raw for each in lists for raw in cast(list[bytes], each)]
        plans = [keys.outbox(parse(raw).key) for raw in waiting]
        self._redis.delete(*self._names(mailbox), *plans)
        self._redis.zrem(keys.waiting(), *boxes)
