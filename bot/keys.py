"""Every Redis key of the service: one function a key, with what it holds and when it expires.

Keys of the inbox share the hash tag ``{mail}``: one script may touch them, on a Redis Cluster too.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

DEDUPE_EXPIRY = timedelta(hours=48)
"""Longer than Zalo's last retry (two hours) and the oldest event that is answered (a day)."""
LOCK_EXPIRY = timedelta(seconds=60)
READER_LEASE = timedelta(seconds=30)
"""Renewed while its holder works; so long a killed worker keeps a conversation waiting."""
OUTBOX_EXPIRY = timedelta(hours=48)
CLOSED_OUTBOX_EXPIRY = timedelta(minutes=10)
"""Longer than any reader may hold a conversation; answers are not kept for nothing."""
ANSWER_SIGN_EXPIRY = timedelta(days=60)
"""Longer than an answer is kept: 30 days after its hand-over is closed."""
AGREED_EXPIRY = timedelta(seconds=60)
GREETED_EXPIRY = timedelta(days=180)
"""After so long she is told anew who is speaking here."""
CONSENT_EXPIRY = timedelta(hours=1)
"""Time for an admin to read and agree; the code she gets then lives ten minutes."""

TRIAL_EXPIRY = timedelta(hours=1)
"""An officer who tries questions out comes back sooner than that, or begins anew."""

FAQ_CONFIRM_WITHIN = timedelta(hours=1)
"""So long an FAQ that an officer composed in chat waits for her word."""
FAQ_UNDO_WITHIN = timedelta(days=1)
FAQ_SHOWN_EXPIRY = timedelta(days=7)
FAQ_ASKED_EXPIRY = timedelta(days=90)
BROADCAST_SHOWN_EXPIRY = timedelta(days=7)
BROADCAST_ASKED_EXPIRY = timedelta(hours=12)

_Maker = TypeVar("_Maker", bound=Callable[..., str])


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One row of the documentation: function, pattern, what the key holds, when it goes."""

    function: str
    pattern: str
    holds: str
    expires: str


_MAKERS: list[tuple[Callable[..., str], str]] = []


def _spoken(duration: timedelta) -> str:
    seconds = int(duration.total_seconds())
    return f"{seconds // 3600} hours" if seconds % 3600 == 0 else f"{seconds} seconds"


def _expires(when: timedelta | str) -> Callable[[_Maker], _Maker]:
    """Note when the key expires, or the reason why it does not."""

    def note(maker: _Maker) -> _Maker:
        _MAKERS.append((maker, when if isinstance(when, str) else f"after {_spoken(when)}"))
        return maker

    return note


def mailbox_name(oa_id: str, user_id: str = "", group_id: str = "") -> str:
    """A conversation's mailbox: a person's, a group's, or the account's own if both are empty."""
    return f"{oa_id}:g:{group_id}" if group_id else f"{oa_id}:u:{user_id}"


def owed_name(mailbox: str) -> str:
    """The second mailbox of a conversation: answered events of which SQL still must learn."""
    return f"owed:{mailbox}"


def is_owed(mailbox: str) -> bool:
    """Whether this is the name of such a second mailbox."""
    return mailbox.startswith("owed:")


@_expires(DEDUPE_EXPIRY)
def dedupe(event_key: str) -> str:
    """String: this event was accepted before."""
    return f"hl:{{mail}}:seen:{event_key}"


@_expires("never: what was accepted must not be lost; Redis drops the list when it is empty")
def mailbox(mailbox: str) -> str:
    """List: raw events of one conversation that are not yet worked off, oldest first."""
    return f"hl:{{mail}}:box:{mailbox}"


@_expires("never: one key, each member is removed when its mailbox is empty")
def waiting() -> str:
    """Sorted set: names of mailboxes that hold events, by the Unix time they began to wait."""
    return "hl:{mail}:waiting"


@_expires("after 24 hours without a turn; CONVERSATION_TTL_DAYS if she agreed to that")
def conversation(mailbox: str) -> str:
    """String: what is remembered of one conversation."""
    return f"hl:conversation:{mailbox}"


@_expires("after 30 minutes")
def way_back(mailbox: str) -> str:
    """String: the question for which a card for danger was shown, for "Tôi chỉ hỏi luật"."""
    return f"hl:way-back:{mailbox}"


@_expires(GREETED_EXPIRY)
def greeted(mailbox: str) -> str:
    """String: this person was told who is speaking here and what is kept."""
    return f"hl:greeted:{mailbox}"


@_expires(AGREED_EXPIRY)
def agreed(mailbox: str) -> str:
    """String: what this person agreed to, a copy of what the database has."""
    return f"hl:agreed:{mailbox}"


@_expires("never: it is her wish; erased with everything else about her")
def easy_reading(mailbox: str) -> str:
    """String: this person wished for easy reading."""
    return f"hl:easy-reading:{mailbox}"


@_expires("after 7 days more than the pause lasts")
def officer_pause(mailbox: str) -> str:
    """String: until when an officer talks to this person (ISO 8601, UTC)."""
    return f"hl:officer-pause:{mailbox}"


@_expires(ANSWER_SIGN_EXPIRY)
def answer_waits(mailbox: str) -> str:
    """String: an officer's answer waits for this person's next message."""
    return f"hl:answer-waits:{mailbox}"


@_expires(FAQ_CONFIRM_WITHIN)
def faq_composed(mailbox: str) -> str:
    """String: the FAQ that this officer composed in chat and did not confirm yet."""
    return f"hl:faq-composed:{mailbox}"


@_expires(FAQ_CONFIRM_WITHIN)
def faq_file(mailbox: str) -> str:
    """String: the file of FAQs that this officer sent and did not confirm yet."""
    return f"hl:faq-file:{mailbox}"


@_expires(FAQ_UNDO_WITHIN)
def faq_done(mailbox: str) -> str:
    """String: the FAQs that this officer put in last, for "#faq hoàn tác"."""
    return f"hl:faq-done:{mailbox}"


@_expires(FAQ_SHOWN_EXPIRY)
def faq_shown(mailbox: str) -> str:
    """Hash: which version of which FAQ this officer was shown last in chat."""
    return f"hl:faq-shown:{mailbox}"


@_expires(FAQ_ASKED_EXPIRY)
def faq_asked(faq_id: int, version: int) -> str:
    """String: whoever may approve this version of the FAQ was told that it waits."""
    return f"hl:faq-asked:{faq_id}:{version}"


@_expires(BROADCAST_SHOWN_EXPIRY)
def broadcast_shown(mailbox: str) -> str:
    """Hash: which broadcast this officer was shown in chat, by a digest of what it says."""
    return f"hl:broadcast-shown:{mailbox}"


@_expires(BROADCAST_ASKED_EXPIRY)
def broadcast_asked(mailbox: str) -> str:
    """String: the broadcast this officer was last asked to approve in chat, and when."""
    return f"hl:broadcast-asked:{mailbox}"


@_expires(READER_LEASE)
def lock(mailbox: str) -> str:
    """String: the token of the one worker that reads this mailbox now."""
    return f"hl:lock:{mailbox}"


@_expires("after 48 hours; 10 minutes after the event was finished with")
def outbox(event_key: str) -> str:
    """Hash: the bubbles planned as the answer to one event, and which were claimed and sent."""
    return f"hl:outbox:{event_key}"


@_expires(OUTBOX_EXPIRY)
def said(mailbox: str) -> str:
    """List: ids of the last messages that went out in a conversation, newest first."""
    return f"hl:said:{mailbox}"


@_expires(LOCK_EXPIRY)
def token_lock(oa_id: str) -> str:
    """String: the token of the one process that refreshes this account's access token now."""
    return f"hl:token-lock:{oa_id}"


@_expires(CONSENT_EXPIRY)
def consent(state: str) -> str:
    """String: the PKCE verifier of a consent that an admin of an account was asked for."""
    return f"hl:consent:{state}"


@_expires(TRIAL_EXPIRY)
def trial(oa_id: str, admin_id: int) -> str:
    """String: the conversation in which an officer tries questions out, in the console."""
    return f"hl:trial:{oa_id}:{admin_id}"


@_expires("after a minute")
def paid_left(oa_id: str) -> str:
    """String: messages that the account's package still holds for people who wrote long ago; "?"
    where Zalo does not tell.
    """
    return f"hl:paid:{oa_id}"


@_expires("by the limits package, after the window of each bucket")
def rate_prefix() -> str:
    """Prefix: rate buckets, kept by the limits package."""
    return "hl:rate"


@_expires("by Flask-Limiter, after the window of each bucket")
def web_rate_prefix(place: str) -> str:
    """Prefix: how often somebody called, kept by Flask-Limiter; ``place`` is "console" or "api"."""
    return f"hl:{place}"


@_expires("after the pause, an hour at most")
def send_pause(oa_id: str) -> str:
    """String: Zalo found us too fast; the account ('': the whole app) sends nothing but help."""
    return f"hl:send-pause:{oa_id}"


@_expires("after a second, if no other answer waits")
def answers_wait(oa_id: str) -> str:
    """String: an answer of the account waits for its turn; nothing of a broadcast goes before."""
    return f"hl:answers-wait:{oa_id}"


@_expires("never: one key, a number")
def faq_release() -> str:
    """String: how often what is live of the FAQs was changed, a copy of what the database has."""
    return "hl:faq-release"


@_expires("by Celery: a message goes when its task is acknowledged")
def celery_prefix() -> str:
    """Prefix: queues of the Celery broker."""
    return "hl:celery:"


def of_person(mailbox_name: str) -> list[str]:
    """Every key that is named after this mailbox, except the events in it and its lock."""
    apart = {"mailbox", "lock"}
    makers = (maker for maker, _ in _MAKERS if maker.__name__ not in apart)
    mine = (maker for maker in makers if [*inspect.signature(maker).parameters] == ["mailbox"])
    return [maker(mailbox_name) for maker in mine]


def rows() -> Iterator[KeyRow]:
    """The table of all keys, in the order of this module."""
    for maker, expires in _MAKERS:
        names = inspect.signature(maker).parameters
        pattern = maker(*(f"<{name}>" for name in names))
        yield KeyRow(maker.__name__, pattern, inspect.getdoc(maker) or "", expires)


def as_markdown() -> str:
    """The table as ``docs/redis-keys.md`` has it."""
    lines = ["| Key | Made by | Holds | Expires |", "|---|---|---|---|"]
    lines += [
        f"| `{row.pattern}` | `{row.function}` | {row.holds} | {row.expires} |" for row in rows()
    ]
    return "\n".join(["# Redis keys", "", "All are made in `bot/keys.py`.", "", *lines, ""])
