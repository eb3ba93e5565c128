"""The catalogue of webhook events: what a name means, on which side of it the account stands.

Source: Zalo's webhook documentation, with the name variants seen on real deliveries.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What happened."""

    MESSAGE = "message"
    ANONYMOUS_MESSAGE = "anonymous_message"
    ECHO = "echo"
    GROUP_MESSAGE = "group_message"
    GROUP_ECHO = "group_echo"
    FOLLOWED = "followed"
    UNFOLLOWED = "unfollowed"
    OPENED_CHAT = "opened_chat"
    SEEN = "seen"
    RECEIVED = "received"
    REACTION = "reaction"
    FORM = "form"
    TAG = "tag"
    USER_INFO = "user_info"
    WITHDRAWN = "withdrawn"
    PERMISSION_REVOKED = "permission_revoked"
    SHOP = "shop"
    CALL = "call"
    WIDGET = "widget"
    GROUP_CHANGE = "group_change"
    TEMPLATE = "template"
    UNKNOWN = "unknown"


class Content(StrEnum):
    """What a message or an attachment is made of. Values match ``handlers.turn.MessageKind``."""

    NONE = ""
    TEXT = "text"
    IMAGE = "image"
    GIF = "gif"
    LINK = "link"
    AUDIO = "audio"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    FILE = "file"
    CONTACT = "contact"
    LIST = "list"
    TEMPLATE = "template"


class Sides(StrEnum):
    """Which fields hold the account and the person."""

    FROM_USER = "sender is the person, recipient is the account"
    FROM_ACCOUNT = "sender is the account, recipient is the person"
    IN_GROUP = "sender is the person, recipient is the group, oa_id is the account"
    TO_GROUP = "sender is the account, recipient is the group"
    NAMED = "oa_id is the account, follower, user_id or data.user_id the person"
    PHONE = "the person is known by a phone number only, which is not kept"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an event's name says."""

    kind: EventKind
    sides: Sides
    content: Content = Content.NONE


_CONTENTS = {
    "text": Content.TEXT,
    "image": Content.IMAGE,
    "gif": Content.GIF,
    "link": Content.LINK,
    "audio": Content.AUDIO,
    "video": Content.VIDEO,
    "sticker": Content.STICKER,
    "location": Content.LOCATION,
    "file": Content.FILE,
    "business_card": Content.CONTACT,
    "list": Content.LIST,
    "template": Content.TEMPLATE,
}

_USER_CONTENTS = "text image gif link audio video sticker location file business_card"
_ANONYMOUS_CONTENTS = "text image file sticker"
_GROUP_CHANGES = """create_group update_group_info user_join_group user_request_join_group
    accept_request_join_group reject_request_join_group react_request_join_group
    react_request_join_group_accept react_request_join_group_reject user_out_group user_leave_group
    add_group_admin remove_group_admin delete_group disperse_group"""
_TEMPLATE_CHANGES = """user_feedback user_click_response_button change_template_status
    change_template_quality change_template_quota change_oa_daily_quota change_oa_template_tags
    event_journey_time_out event_journey_acknowledged"""


def _messages(prefix: str, contents: str, kind: EventKind, sides: Sides) -> dict[str, Meaning]:
    return {prefix + name: Meaning(kind, sides, _CONTENTS[name]) for name in contents.split()}


def _named(names: str, kind: EventKind, sides: Sides = Sides.NAMED) -> dict[str, Meaning]:
    return {name: Meaning(kind, sides) for name in names.split()}


MEANINGS: dict[str, Meaning] = {
    **_messages("user_send_", _USER_CONTENTS, EventKind.MESSAGE, Sides.FROM_USER),
    **_messages(
        "anonymous_send_", _ANONYMOUS_CONTENTS, EventKind.ANONYMOUS_MESSAGE, Sides.FROM_USER
    ),
    **_messages("oa_send_", _USER_CONTENTS + " list template", EventKind.ECHO, Sides.FROM_ACCOUNT),
    **_messages("oa_send_anonymous_", _ANONYMOUS_CONTENTS, EventKind.ECHO, Sides.FROM_ACCOUNT),
    **_messages("user_send_group_", _USER_CONTENTS, EventKind.GROUP_MESSAGE, Sides.IN_GROUP),
    **_messages(
        "oa_send_group_", _USER_CONTENTS + " list template", EventKind.GROUP_ECHO, Sides.TO_GROUP
    ),
    **_named("follow", EventKind.FOLLOWED),
    **_named("unfollow", EventKind.UNFOLLOWED),
    **_named("user_click_chatnow", EventKind.OPENED_CHAT),
    **_named("user_seen_message", EventKind.SEEN, Sides.FROM_ACCOUNT),
    **_named("user_received_message", EventKind.RECEIVED, Sides.FROM_ACCOUNT),
    **_named("user_reacted_message", EventKind.REACTION, Sides.FROM_USER),
    **_named("oa_reacted_message", EventKind.REACTION, Sides.FROM_ACCOUNT),
    **_named("user_submit_info", EventKind.FORM, Sides.FROM_USER),
    **_named("add_user_to_tag remove_user_from_tag remove_tag", EventKind.TAG),
    **_named("update_user_info", EventKind.USER_INFO),
    **_named("user_withdraw", EventKind.WITHDRAWN),
    **_named("permission_revoked", EventKind.PERMISSION_REVOKED),
    **_named("extension_purchased shop_has_order", EventKind.SHOP),
    **_named("user_call_oa oa_call_user oa_send_consent user_reply_consent", EventKind.CALL),
    **_named(
        "widget_interaction_accepted widget_failed_to_sync_user_external_id", EventKind.WIDGET
    ),
    **_named(_GROUP_CHANGES, EventKind.GROUP_CHANGE),
    **_named(_TEMPLATE_CHANGES, EventKind.TEMPLATE),
}
"""Every name that is known; but see ``TEMPLATE_RECEIPT``."""

TEMPLATE_RECEIPT = Meaning(EventKind.TEMPLATE, Sides.PHONE)
"""``user_received_message`` about a template message, which was sent to a phone number."""

ATTACHMENTS: dict[str, Content] = {
    **{name: content for name, content in _CONTENTS.items() if content is not Content.CONTACT},
    "photo": Content.IMAGE,
}
"""An attachment's ``type`` on the wire."""


def meaning(name: str) -> Meaning:
    """What this name means; a name we do not know is guessed to have the sides its prefix tells."""
    known = MEANINGS.get(name)
    if known is not None:
        return known
    sides = Sides.FROM_ACCOUNT if name.startswith("oa_") else Sides.FROM_USER
    return Meaning(EventKind.UNKNOWN, sides)
