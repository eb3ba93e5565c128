"""The tips of the library that an officer means: by number, or by words."""

from __future__ import annotations

from functools import cache

from handlers.wording import plain
from knowledge.tips import Tip, read_tips

MOST_OFFERED = 5


@cache
def tips() -> tuple[Tip, ...]:
    """Those that come with the program, in the order they are sent."""
    return read_tips()


def tip_of(tip_id: str) -> Tip | None:
    """The tip of that name."""
    return next((tip for tip in tips() if tip.id == tip_id), None) if tip_id else None


def found_tips(wanted: str) -> list[Tip]:
    """The tip of that number, or those in which all these words stand, best first; without words
    all of them.
    """
    words = plain(wanted).split()
    if len(words) == 1 and words[0].isdecimal():
        number = int(words[0])
        return [tips()[number - 1]] if 0 < number <= len(tips()) else []
    return sorted(
        (tip for tip in tips() if all(f" {word} " in _said(tip) for word in words)),
        key=lambda tip: not _says(f"{tip.topic} {tip.title}", words),
    )


def _says(text: str, words: list[str]) -> bool:
    spoken = f" {plain(text)} "
    return all(f" {word} " in spoken for word in words)


def _said(tip: Tip) -> str:
    return f" {plain(f'{tip.topic} {tip.title} {tip.text}')} "
