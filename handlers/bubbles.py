"""From actions to bubbles of plain text, and long texts cut into bubbles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handlers.actions import Action, OfferChoices, Say
from handlers.turn import Choice

#: What reads well on a phone, and what Zalo takes at most (characters).
COMFORTABLE = 900
LONGEST = 2000

#: Where a text may be cut, best first, and what joins the pieces again.
_CUTS = ((r"\n{2,}", "\n\n"), (r"\n", "\n"), (r"(?<=[.;:?!…])\s+", " "), (r"\s+", " "))


def render(actions: Iterable[Action]) -> list[str]:
    """The bubbles to send, in order; the choices stand numbered under the last one.

    No bubble is empty. The last ``OfferChoices`` holds, as in ``memory.remembered``.
    """
    actions = list(actions)
    said = [action.text.strip() for action in actions if isinstance(action, Say)]
    bubbles = [text for text in said if text]
    offers = [action for action in actions if isinstance(action, OfferChoices)]
    if offers and offers[-1].choices:
        _put_under(bubbles, numbered(offers[-1]))
    return bubbles


def numbered(offer: OfferChoices) -> str:
    """The choices as lines "1. …", under their prompt if there is one."""
    lines = [f"{number}. {_line(choice)}" for number, choice in enumerate(offer.choices, start=1)]
    return "\n".join([offer.prompt.strip(), *lines]).strip()


def length_of(choices: Sequence[Choice], prompt: str = "") -> int:
    """How many characters the choices take under a bubble."""
    return len(numbered(OfferChoices(tuple(choices), prompt))) + 2 if choices else 0


def pages(text: str, limit: int = COMFORTABLE) -> list[str]:
    """The text in parts of at most ``limit`` characters, cut at lines, sentences, or words."""
    return [part for part in _cut(text.strip(), limit, _CUTS) if part]


def _line(choice: Choice) -> str:
    return " ".join(choice.label.split())


def _put_under(bubbles: list[str], choices: str) -> None:
    if bubbles and len(bubbles[-1]) + len(choices) + 2 <= LONGEST:
        bubbles[-1] += f"\n\n{choices}"
    else:
        bubbles.append(choices)


def _cut(text: str, limit: int, cuts: Sequence[tuple[str, str]]) -> list[str]:
    if len(text) <= limit:
        return [text.strip()]
    if not cuts:
        return [text[start : start + limit] for start in range(0, len(text), limit)]
    (where, joint), *finer = cuts
    parts = [""]
    for piece in filter(None, map(str.strip, re.split(where, text))):
        together = f"{parts[-1]}{joint}{piece}" if parts[-1] else piece
        if len(together) <= limit:
            parts[-1] = together
        else:
            parts += _cut(piece, limit, finer)
    return [part for part in parts if part]
