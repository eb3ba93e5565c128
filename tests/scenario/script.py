"""Stories as they are written down: ``stories/*.yaml``, several to a file. README.md beside them
explains the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

FOLDER = Path(__file__).with_name("stories")
MONDAY_MORNING = "2026-11-30 09:00"
"""When a story begins that does not say when: working hours of an ordinary week."""

_ACT = re.compile(
    r"(?P<who>[a-z]\w*)(?: (?P<verb>sends|does|picks|types to|hears)(?: (?P<to>[a-z]\w*))?)?"
)
_OTHERS = ("later", "until", "operator", "trouble", "stored", "keys", "nowhere", "unwritten")
_MODIFIERS = frozenset(
    {"answer", "in", "copies", "backwards", "caption", "name", "content", "prints", "except"}
)


class WrongStoryError(ValueError):
    """The file does not say what to play; the text tells where."""


def _words(written: Any) -> Any:
    return [written] if isinstance(written, str) else written


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Expectation(BaseModel):
    """What somebody should have heard. Everything that is named must hold.

    ``has`` and ``lacks`` are looked for in all bubbles together (capitals count for ``lacks``
    only), ``begins`` at the start of the first one; ``choices`` are labels that are offered, or
    how many.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    has: Words = ()
    lacks: Words = ()
    begins: str = ""
    bubbles: int | None = None
    choices: int | Words = ()
    no_choices: Words = ()


def expectation(written: Any) -> Expectation:
    """A text or several = they are there; ``silence`` = nothing came."""
    if written == "silence":
        return Expectation(bubbles=0)
    if isinstance(written, Mapping):
        return Expectation.model_validate(written)
    return Expectation(has=written)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens, and what should come of it for whom."""

    act: str
    what: Any
    who: str = ""
    to: str = ""
    group: str = ""
    copies: int = 1
    backwards: bool = False
    details: Mapping[str, Any] | None = None
    hears: Mapping[str, Expectation] | None = None


class Setting(BaseModel):
    """An officer of the Union in a story."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    cases: bool = False
    role: str = "officer"
    shifts: tuple[tuple[str, str], ...] = ()


class Story(BaseModel):
    """A conversation with everything around it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    about: str
    ugly: bool = False
    official: bool = False
    starts: str = MONDAY_MORNING
    officers: dict[str, Setting] = Field(default_factory=dict)
    strangers: tuple[str, ...] = ()
    settings: dict[str, Any] = Field(default_factory=dict)
    steps: tuple[Any, ...]

    def played(self) -> Iterator[Step]:
        """The steps in order. Raises ``WrongStoryError``."""
        for number, written in enumerate(self.steps, start=1):
            try:
                yield _step(written)
            except (ValueError, TypeError, AttributeError) as error:
                raise WrongStoryError(f"{self.title}, step {number}: {error}") from error


def _step(written: Mapping[str, Any]) -> Step:
    keys = [key for key in written if key not in _MODIFIERS and not key.endswith(" hears")]
    hears = {
        key.removesuffix(" hears"): expectation(value)
        for key, value in written.items()
        if key.endswith(" hears")
    }
    if not keys and hears:
        return Step("nothing", None, hears=hears)
    (key,) = keys
    if key in _OTHERS:
        return Step(key, written[key], details=written, hears=hears)
    found = _ACT.fullmatch(key)
    if found is None:
        raise ValueError(f"nobody can {key!r}")
    group = str(written.get("in", ""))
    if "answer" in written:
        hears[group or found["who"]] = expectation(written["answer"])
    return Step(
        act=found["verb"] or "says",
        what=written[key],
        who=found["who"],
        to=found["to"] or "",
        group=group,
        copies=int(written.get("copies", 1)),
        backwards=bool(written.get("backwards", False)),
        details=written,
        hears=hears,
    )


def stories(folder: Path = FOLDER) -> Iterator[tuple[str, Story]]:
    """All stories with a short name each, file by file. Raises ``WrongStoryError``."""
    for file in sorted(folder.glob("*.yaml")):
        with file.open(encoding="utf-8") as opened:
            for number, written in enumerate(yaml.safe_load_all(opened), start=1):
                yield f"{file.stem}-{number}", _story(file, number, written)


def _story(file: Path, number: int, written: Any) -> Story:
    try:
        return Story.model_validate({"about": file.stem} | written)
    except (ValueError, TypeError) as error:
        raise WrongStoryError(f"{file.name}, story {number}: {error}") from error
