"""The word for "you" that fits whoever writes, in the assistant's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.actions import Action, Conclude, Intent, OfferChoices, Say
from handlers.texts.address import spoken_to

#: What says only the assistant's own words; answers of the library are written for everybody, and
#: "con" for "chị" would change their meaning.
_OWN_WORDS = frozenset(
    (
        Intent.OFFICER,
        Intent.MENU,
        Intent.SMALLTALK,
        Intent.PRIVACY,
        Intent.REFUSAL,
        Intent.MEDIA,
    )
)


def in_her_word(word: str, actions: Sequence[Action]) -> list[Action]:
    """The actions with that word of address, where they only say the assistant's own words."""
    if not any(isinstance(each, Conclude) and each.intent in _OWN_WORDS for each in actions):
        return list(actions)
    return [spoken(word, each) for each in actions]


def spoken(word: str, action: Action) -> Action:
    """The action with that word of address in what it says and asks, as it is where that is ""."""
    if isinstance(action, Say):
        return Say(spoken_to(word, action.text))
    if isinstance(action, OfferChoices):
        return replace(action, prompt=spoken_to(word, action.prompt))
    return action
