"""What the stand-in remembers: people, groups, messages. Plain data, written to a file as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Author(StrEnum):
    """Who wrote a message."""

    PERSON = "person"
    BOT = "bot"
    OFFICER = "officer"


class Tick(StrEnum):
    """How far a message has come."""

    SENT = "sent"
    RECEIVED = "received"
    SEEN = "seen"


@dataclass(slots=True)
class Attachment:
    """What hangs on a message; which fields are filled depends on ``kind`` (Zalo's own word)."""

    kind: str
    url: str = ""
    thumbnail: str = ""
    name: str = ""
    size: int = 0
    checksum: str = ""
    sticker_id: str = ""
    latitude: str = ""
    longitude: str = ""
    description: str = ""


@dataclass(slots=True)
class Message:
    """A bubble. ``sender`` is a person's key or empty (the account); ``sent_ms`` is virtual."""

    id: str
    conversation: str
    author: Author
    sender: str
    kind: str
    text: str
    sent_ms: int
    arrived_at: float
    quote_id: str = ""
    attachment: Attachment | None = None
    admin_id: str = ""
    tick: Tick = Tick.SENT
    reactions: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Person:
    """Someone with a phone. ``last_interaction_ms`` is 0 as long as she never interacted; ``age``,
    ``gender``, ``city``, ``platform`` are what Zalo knows of her, as a broadcast's filters say it
    ('' where it does not know).
    """

    key: str
    name: str
    user_id: str
    user_id_by_app: str
    follower: bool = True
    last_interaction_ms: int = 0
    tags: list[str] = field(default_factory=list)
    conversation_id: str = ""
    age: str = ""
    gender: str = ""
    city: str = ""
    platform: str = ""

    @property
    def anonymous(self) -> bool:
        """Whether she is a visitor of the chat widget who is not logged in."""
        return bool(self.conversation_id)


@dataclass(slots=True)
class Group:
    """A group that the account has made; ``members`` are people's keys."""

    key: str
    name: str
    group_id: str
    members: list[str]
    enabled: bool = True


@dataclass(slots=True)
class Article:
    """An article of the account; it is being made until ``ready_ms``."""

    id: str
    token: str
    title: str
    author: str
    description: str
    cover: str
    body: list[dict[str, str]]
    status: str
    comment: str
    created_ms: int
    updated_ms: int
    ready_ms: int
    views: int = 0


@dataclass(slots=True)
class ArticleBroadcast:
    """An article that went out to followers."""

    message_id: str
    article_id: str
    target: dict[str, str]
    at_ms: int
    people: list[str]


@dataclass(slots=True)
class Grant:
    """What the account has granted the app: one living token pair and all dead ones."""

    access_token: str
    refresh_token: str
    access_expires_ms: int
    refresh_expires_ms: int
    dead_access: set[str] = field(default_factory=set)
    used_refresh: set[str] = field(default_factory=set)


@dataclass(slots=True)
class State:
    """Everything that survives a restart when a state file is given."""

    grant: Grant
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    timelines: dict[str, list[Message]] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    broadcasts: list[ArticleBroadcast] = field(default_factory=list)
    paid_messages: int = 0
