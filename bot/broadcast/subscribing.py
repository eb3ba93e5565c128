"""Carries out what people say about the topics they want."""

from __future__ import annotations

from bot.store.audiences import AudienceRepository
from bot.zalo.events import Event
from handlers.actions import ChooseTopics


class Subscribing:
    """Carriers; each may run twice for one event with the same result. Whether she wants anything
    at all is her consent, which others keep.
    """

    def __init__(self, audiences: AudienceRepository) -> None:
        self._audiences = audiences

    def choose(self, event: Event, wish: ChooseTopics) -> None:
        """She wants these topics; without any, all of them."""
        if not wish.topics:
            self._audiences.unsubscribe(event.oa_id, event.user_id)
        self._audiences.subscribe(event.oa_id, event.user_id, wish.topics, event.timestamp)
