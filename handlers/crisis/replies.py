"""The fixed texts for people in danger, with the numbers filled in (``replies.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from handlers.crisis.lexicon import load
from handlers.crisis.numbers import NUMBERS
from handlers.wording import plain

FILE = Path(__file__).with_name("replies.yaml")
#: No bubble is longer (characters): a card has to fit a small screen.
LONGEST = 600

_PLACE = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_PART = re.compile(r"; | · ")


@cache
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = load(FILE)
    return texts


def card(level: str, name: str) -> str:
    """The card of a level (``C1``-``C3``) with this name."""
    return _filled(_texts()["cards"][level][name])


def has_card(level: str, name: str) -> bool:
    """Whether the level has a card with this name."""
    return name in _texts()["cards"][level]


def answer(name: str) -> str:
    """The answer to a picked choice or command."""
    return _filled(_texts()["answers"][name])


def line(name: str) -> str:
    """One of the lines that stand under other answers."""
    return _filled(_texts()["lines"][name])


def label(name: str) -> str:
    """What a choice is called."""
    return str(_texts()["choices"][name])


@cache
def phrases(command: str) -> frozenset[str]:
    """The folded messages that stand for a command, its choice's label among them."""
    listed = str(_texts()["commands"][command]).split(",")
    label_of = _texts()["choices"].get(command)
    return frozenset(plain(phrase) for phrase in [*listed, label_of or ""] if plain(phrase))


def every_text() -> dict[str, str]:
    """Dotted name → text with the numbers filled in, for checks."""
    return {name: _filled(text) for name, text in every_template().items()}


def every_template() -> dict[str, str]:
    """Dotted name → text as written, with places for the numbers."""
    flat: dict[str, str] = {}
    for part in ("cards", "answers", "lines"):
        _collect(part, _texts()[part], flat)
    return flat


def _collect(prefix: str, node: Any, flat: dict[str, str]) -> None:
    if isinstance(node, str):
        flat[prefix] = node
        return
    for key, value in node.items():
        _collect(f"{prefix}.{key}", value, flat)


def _filled(text: str) -> str:
    return filled(text, NUMBERS)


def filled(text: str, numbers: Mapping[str, str]) -> str:
    """The text with these numbers; the parts of sentences that need another are left out."""
    words = " ".join(text.split())
    if any(key not in numbers for key in _PLACE.findall(words)):
        sentences = (_known_parts(each, numbers) for each in _SENTENCE.split(words))
        words = " ".join(sentence for sentence in sentences if sentence)
    return words.format_map(numbers)


def _known_parts(sentence: str, numbers: Mapping[str, str]) -> str:
    """The sentence without the parts that name a number which is not there."""
    parts = _PART.split(sentence)
    known = [part for part in parts if set(_PLACE.findall(part)) <= numbers.keys()]
    if len(known) == len(parts):
        return sentence
    if not known:
        return ""
    joined = (" · " if " · " in sentence else "; ").join(known).rstrip(".")
    return f"{joined[0].upper()}{joined[1:]}."
