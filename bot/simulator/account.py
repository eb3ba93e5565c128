"""What the Official Account does: the bot through the API, the officer by hand."""

from __future__ import annotations

from bot.simulator import events
from bot.simulator.clock import DAY_MS
from bot.simulator.deliveries import Postman
from bot.simulator.errors import ApiError, invalid
from bot.simulator.state import Author, Group, Message, Person, Tick
from bot.simulator.world import Bubble, World

WINDOW_MS = 7 * DAY_MS
FREE_MS = 2 * DAY_MS
MOST_REACTIONS = 50
ADMIN = "officer"


class Account:
    """Speaks for the account, and lets Zalo echo what it said."""

    def __init__(self, world: World, postman: Postman) -> None:
        self._world = world
        self._postman = postman
        self._oa_id = world.options.oa_id

    def addressee(self, user_id: str) -> Person:
        """The person the account may write to now, or -213, -232, -230."""
        person = self._world.person_with_id(user_id)
        if person is None or not (person.follower or person.last_interaction_ms):
            raise ApiError(-213, "User is not a follower of the OA")
        if person.anonymous:
            raise invalid("user_id")
        if not person.last_interaction_ms:
            raise ApiError(-232, "User has no interaction with the OA")
        if self._world.clock.now_ms() - person.last_interaction_ms > WINDOW_MS:
            raise ApiError(-230, "User has not interacted with the OA in the past 7 days")
        return person

    def pay(self, person: Person) -> dict[str, str]:
        """Take a message to her out of its pot: free within 48 hours, else of the package, -211
        where that is used up.
        """
        if self._world.clock.now_ms() - person.last_interaction_ms <= FREE_MS:
            return {"quota_type": "reply"}
        total = self._world.options.paid_messages
        with self._world.changed:
            if self._world.state.paid_messages >= total:
                raise ApiError(-211, "Out of quota")
            self._world.state.paid_messages += 1
            left = total - self._world.state.paid_messages
        owner = {"owner_type": "OA", "owner_id": self._oa_id}
        return {"quota_type": "sub_quota", "remain": str(left), "total": str(total), **owner}

    def send(self, person: Person, bubble: Bubble) -> Message:
        """The bot writes to a person: echo, and her phone says that it came."""
        self._answered(person)
        message = self._world.record(person.key, Author.BOT, bubble)
        self._postman.post(events.echo(message, person, self._oa_id), person.key)
        if not person.anonymous:
            self._arrive(message, person)
        return message

    def send_to_group(self, group: Group, bubble: Bubble) -> Message:
        """The bot writes in a group."""
        if not group.enabled:
            raise ApiError(-237, "Group is disabled")
        message = self._world.record(group.key, Author.BOT, bubble)
        self._postman.post(events.group_echo(message, group, self._oa_id), group.key)
        return message

    def officer_types(self, conversation: str, text: str, admin: str = ADMIN) -> Message:
        """An officer types in the account's own chat tool; the echo names her."""
        admin_id = self._world.opaque_id("admin:" + admin)
        message = self._world.record(
            conversation, Author.OFFICER, Bubble("text", text), admin_id=admin_id
        )
        if conversation in self._world.state.groups:
            event = events.group_echo(message, self._world.group(conversation), self._oa_id)
        else:
            event = events.echo(message, self._world.person(conversation), self._oa_id)
        self._postman.post(event, conversation)
        return message

    def react(self, user_id: str, message_id: str, icon: str) -> Message:
        """The bot puts an icon on a message it received."""
        person, message = self.addressee(user_id), self._world.message(message_id)
        if message is None or message.conversation != person.key:
            raise invalid("react_message_id")
        if len(message.reactions) >= MOST_REACTIONS:
            raise ApiError(-218, "Too many reactions on this message")
        self._world.react(message, icon)
        event = events.reaction("oa_reacted_message", message_id, icon, person, self._oa_id)
        self._postman.post(event, person.key)
        return message

    def _arrive(self, message: Message, person: Person) -> None:
        message.tick = Tick.RECEIVED
        self._world.touch("messages", message.id)
        self._postman.post(events.received(message, person, self._oa_id), person.key)

    def _answered(self, person: Person) -> None:
        with self._world.changed:
            for message in self._world.unanswered(person.key):
                message.tick = Tick.SEEN
                self._world.touch("messages", message.id)
