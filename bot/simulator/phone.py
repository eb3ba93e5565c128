"""What a person does with her phone, and the events that Zalo makes of it."""

from __future__ import annotations

from bot.simulator import events
from bot.simulator.deliveries import Postman
from bot.simulator.events import Event
from bot.simulator.state import Author, Message, Person, Tick
from bot.simulator.world import Bubble, World


class Phone:
    """Acts as any person of the world."""

    def __init__(self, world: World, postman: Postman) -> None:
        self._world = world
        self._postman = postman
        self._oa_id = world.options.oa_id

    def send(self, person: Person, bubble: Bubble) -> Message:
        """She writes to the account."""
        self._world.interacted(person)
        message = self._world.record(person.key, Author.PERSON, bubble, sender=person.key)
        event = events.person_sends(message, person, self._oa_id)
        self._postman.post(event, person.key, message.id)
        return message

    def send_to_group(self, person: Person, group_key: str, bubble: Bubble) -> Message:
        """She writes in a group."""
        group = self._world.group(group_key)
        message = self._world.record(group.key, Author.PERSON, bubble, sender=person.key)
        event = events.person_sends_to_group(message, person, group, self._oa_id)
        self._postman.post(event, group.key, message.id)
        return message

    def follow(self, person: Person) -> None:
        """She follows the account, which also counts as an interaction."""
        self._world.interacted(person)
        self._set_follower(person, following=True)

    def unfollow(self, person: Person) -> None:
        """She stops following."""
        self._set_follower(person, following=False)

    def _set_follower(self, person: Person, *, following: bool) -> None:
        person.follower = following
        self._world.touch("people", person.key)
        name = "follow" if following else "unfollow"
        self._postman.post(events.relation(name, person, self._oa_id), person.key)

    def open_chat(self, person: Person) -> None:
        """She presses the chat button."""
        self._world.interacted(person)
        self._about("user_click_chatnow", person)

    def withdraw(self, person: Person) -> None:
        """She takes back her consent; the account may no longer know her."""
        person.follower, person.last_interaction_ms = False, 0
        self._world.touch("people", person.key)
        self._about("user_withdraw", person)

    def _about(self, name: str, person: Person) -> None:
        self._postman.post(events.about_person(name, person, self._oa_id), person.key)

    def see(self, person: Person) -> list[str]:
        """She looks at the chat: every message she had not seen is seen. Returns their ids."""
        with self._world.changed:
            fresh = [m for m in self._world.arrived(person.key) if m.tick is not Tick.SEEN]
            for message in fresh:
                message.tick = Tick.SEEN
                self._world.touch("messages", message.id)
        ids = [message.id for message in fresh]
        if ids and not person.anonymous:
            self._postman.post(events.seen(ids, person, self._oa_id), person.key)
        return ids

    def react(self, person: Person, message_id: str, icon: str) -> None:
        """She puts an icon on a message."""
        message = self._world.message(message_id)
        if message is not None:
            self._world.react(message, icon)
        event = events.reaction("user_reacted_message", message_id, icon, person, self._oa_id)
        self._postman.post(event, person.key)

    def submit(self, person: Person, info: Event) -> None:
        """She fills in the form that asks who she is."""
        self._world.interacted(person)
        self._postman.post(events.submitted(info, person, self._oa_id), person.key)
