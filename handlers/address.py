"""The word for "you" that fits whoever writes, in the assistant's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.actions import Action, Conclude, Intent, OfferChoices, Say

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
# Words of address outside quotation marks
_YOU = re.compile(r"“[^”]*”|\b[Cc]hị\b")


def spoken_to(word: str, text: str) -> str:
    """The text with ``word`` for "chị", as written where that is ""; quoted words stay."""
    return _YOU.sub(lambda met: _instead(met.group(), word), text) if word else text


def in_her_word(word: str, actions: Sequence[Action]) -> list[Action]:
    """The actions with that word of address, where they only say the assistant's own words."""
    if not any(isinstance(each, Conclude) and each.intent in _OWN_WORDS for each in actions):
        return list(actions)
    return [_spoken(word, each) for each in actions]


def _spoken(word: str, action: Action) -> Action:
    if isinstance(action, Say):
        return Say(spoken_to(word, action.text))
    if isinstance(action, OfferChoices):
        return replace(action, prompt=spoken_to(word, action.prompt))
    return action


def _instead(met: str, word: str) -> str:
    if met.startswith("“"):
        return met
    return word.capitalize() if met[0].isupper() else word
