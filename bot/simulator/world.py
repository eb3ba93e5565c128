"""The stand-in's world: who exists, what was said, and a running account of every change."""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.simulator.clock import VirtualClock
from bot.simulator.errors import ApiError
from bot.simulator.options import Options
from bot.simulator.state import Attachment, Author, Group, Message, Person, State
from bot.simulator.tokens import first_grant

NEIGHBOURS = {"lan": "Chị Lan", "tu": "Bà Tư", "minh": "Cháu Minh", "hoa": "Cô Hoa"}
TAKE_BACK = "/-remove"
GROUP_KEY, GROUP_NAME = "to5", "Chi hội Tổ 5"


class UnknownPersonError(Exception):
    """Nobody and no group goes by that key."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """What a new message says, before it has an id and a time."""

    kind: str
    text: str = ""
    attachment: Attachment | None = None
    quote_id: str = ""


class World:
    """All state, behind one lock. ``changed`` is notified after every change."""

    def __init__(self, options: Options, clock: VirtualClock, state: State | None = None) -> None:
        self.options = options
        self.clock = clock
        self.changed = threading.Condition(threading.RLock())
        self.revision = 0
        self.epoch = secrets.token_hex(4)
        self._touched: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._begin(state or State(first_grant(options, clock)))

    def _begin(self, state: State) -> None:
        self.state = state
        self._messages = {m.id: m for line in state.timelines.values() for m in line}
        self._by_user_id = {person.user_id: person for person in state.people.values()}
        if not state.people:
            self._populate()
        self._touch_everything()

    def _populate(self) -> None:
        for key, name in NEIGHBOURS.items():
            self.add_person(name, key)
        members = list(NEIGHBOURS)
        group_id = self.opaque_id("group:" + GROUP_KEY)
        self.state.groups[GROUP_KEY] = Group(GROUP_KEY, GROUP_NAME, group_id, members)

    def _touch_everything(self) -> None:
        for key in self.state.people:
            self.touch("people", key)
        for key in self.state.groups:
            self.touch("groups", key)
        for message in sorted(self._messages.values(), key=lambda m: m.arrived_at):
            self.touch("messages", message.id)

    def reset(self) -> None:
        """Start anew with the starting token pair and the neighbours."""
        with self.changed:
            self.epoch = secrets.token_hex(4)
            self._touched.clear()
            self._begin(State(first_grant(self.options, self.clock)))
            self.changed.notify_all()

    def opaque_id(self, of: str) -> str:
        """A long number as Zalo gives them, the same for the same thing each time."""
        digest = hashlib.sha256(f"{self.options.oa_id}:{of}".encode()).hexdigest()
        return str(10**18 + int(digest[:15], 16))

    # People and groups

    def person(self, key: str) -> Person:
        """The person with that key; UnknownPersonError when there is none."""
        try:
            return self.state.people[key]
        except KeyError:
            raise UnknownPersonError(key) from None

    def group(self, key: str) -> Group:
        """The group with that key; UnknownPersonError when there is none."""
        try:
            return self.state.groups[key]
        except KeyError:
            raise UnknownPersonError(key) from None

    def person_with_id(self, user_id: str) -> Person | None:
        """The person behind Zalo's user id."""
        return self._by_user_id.get(user_id)

    def group_with_id(self, group_id: str) -> Group:
        """The group behind Zalo's group id; -403 when the account is in no such group."""
        for group in self.state.groups.values():
            if group.group_id == group_id:
                return group
        raise ApiError(-403, "OA is not in the group")

    def add_person(
        self, name: str, key: str = "", *, follower: bool = True, anonymous: bool = False
    ) -> Person:
        """A new person; an existing one when the key is taken."""
        with self.changed:
            key = key or self._free_key(name)
            if key in self.state.people:
                return self.state.people[key]
            ids = self.opaque_id(key), self.opaque_id("app:" + key)
            person = Person(key, name, *ids, follower=follower and not anonymous)
            person.conversation_id = self.opaque_id("visit:" + key) if anonymous else ""
            self.state.people[key] = self._by_user_id[person.user_id] = person
            self.touch("people", key)
            return person

    def _free_key(self, name: str) -> str:
        bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
        stem = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", bare)).strip("-")
        stem = stem or "khach"
        taken = self.state.people.keys() | self.state.groups.keys()
        return stem if stem not in taken else f"{stem}-{secrets.token_hex(3)}"

    # Messages

    def message(self, message_id: str) -> Message | None:
        """The message with that id."""
        return self._messages.get(message_id)

    def timeline(self, conversation: str) -> list[Message]:
        """All messages of a conversation, oldest first."""
        with self.changed:
            return list(self.state.timelines.get(conversation, ()))

    def record(
        self,
        conversation: str,
        author: Author,
        bubble: Bubble,
        *,
        sender: str = "",
        admin_id: str = "",
    ) -> Message:
        """Write a new message into a conversation."""
        message = Message(
            id=secrets.token_hex(10),
            conversation=conversation,
            author=author,
            sender=sender,
            kind=bubble.kind,
            text=bubble.text,
            sent_ms=self.clock.now_ms(),
            arrived_at=time.time(),
            quote_id=bubble.quote_id,
            attachment=bubble.attachment,
            admin_id=admin_id,
        )
        with self.changed:
            self._messages[message.id] = message
            self.state.timelines.setdefault(conversation, []).append(message)
            self.touch("messages", message.id)
        return message

    def react(self, message: Message, icon: str) -> None:
        """Put an icon on a message, or take all of them back."""
        with self.changed:
            message.reactions = [] if icon == TAKE_BACK else [*message.reactions, icon]
            self.touch("messages", message.id)

    def arrived(self, conversation: str, author: Author | None = None) -> list[Message]:
        """What came to this conversation from the account: from the bot, the officer, or both."""
        from_account = {author} if author else {Author.BOT, Author.OFFICER}
        return [m for m in self.timeline(conversation) if m.author in from_account]

    def unanswered(self, conversation: str) -> list[Message]:
        """What the person wrote since the account last spoke, newest first."""
        newest_first = reversed(self.state.timelines.get(conversation, []))
        return list(itertools.takewhile(lambda m: m.author is Author.PERSON, newest_first))

    def interacted(self, person: Person) -> None:
        """She did something that opens the right to answer her."""
        person.last_interaction_ms = self.clock.now_ms()

    # Changes

    def touch(self, kind: str, key: str) -> None:
        """Note that something changed, and wake whoever waits."""
        with self.changed:
            self.revision += 1
            self._touched[kind, key] = self.revision
            self._touched.move_to_end((kind, key))
            self.changed.notify_all()

    def touched_since(self, revision: int, most: int = 2000) -> Iterable[tuple[str, str]]:
        """Kind and key of everything that changed after a revision, oldest change first."""
        found: list[tuple[str, str]] = []
        with self.changed:
            for place in reversed(self._touched):
                if self._touched[place] <= revision or len(found) >= most:
                    break
                found.append(place)
        return reversed(found)

    def wait_for(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until the condition holds; False when the time (real seconds) ran out."""
        with self.changed:
            return self.changed.wait_for(condition, timeout)
