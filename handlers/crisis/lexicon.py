"""The cue lists of ``phrases/*.yaml``: classes of phrases, expanded and laid out for scanning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from knowledge.text.fold import fold
from knowledge.text.unicode import normalise

FOLDER = Path(__file__).with_name("phrases")
RULES = FOLDER / "rules.yaml"
#: The class whose phrases hide whatever danger words lie inside them.
COVER = "cover"
#: The class whose phrases ("em gái", "trẻ em") hide the word for oneself inside them.
NOT_ME = "not_me"
#: The class of "không", "chưa": stays seen inside a harmless phrase.
NEGATION = "negation"
#: The class of what a question may be about, "tội mua bán người": it too stays seen.
TOPIC = "topic"
_PLACE = re.compile(r"\{(\w+)\}")


class LexiconError(ValueError):
    """A cue list that cannot be used; the text says in Vietnamese what to mend."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase and its classes; ``strict`` ones count only where accents were typed."""

    kinds: tuple[str, ...]
    words: tuple[str, ...]
    strict: bool


@dataclass(slots=True)
class Node:
    """A place in the tree of folded words: the cues that end here, and what may follow."""

    ends: list[Cue] = field(default_factory=list)
    following: dict[str, Node] = field(default_factory=dict)


def load(path: Path) -> Any:
    """The content of a YAML file, by the fast parser where there is one."""
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506


def class_files(folder: Path = FOLDER) -> list[Path]:
    """The files that hold classes, in a fixed order."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.name != RULES.name]


def written(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Class name → its entries, spelling normalised. ``LexiconError`` for a name given twice."""
    lists: dict[str, list[str]] = {}
    for path in class_files(folder):
        for name, text in load(path).items():
            if name in lists:
                raise LexiconError(f"{path.name}: nhóm “{name}” đã có ở một tệp khác.")
            entries = normalise(str(text)).lower().split(",")
            lists[name] = [" ".join(entry.split()) for entry in entries if entry.strip()]
    return lists


@dataclass(slots=True)
class _Expansion:
    """Entries become phrases: ``@class`` and ``{class}`` are filled in, each class once."""

    lists: dict[str, list[str]]
    done: dict[str, tuple[str, ...]] = field(default_factory=dict)
    under_way: set[str] = field(default_factory=set)

    def of(self, name: str) -> tuple[str, ...]:
        if name in self.done:
            return self.done[name]
        if name not in self.lists:
            raise LexiconError(f"Không có nhóm nào tên “{name}”.")
        if name in self.under_way:
            raise LexiconError(f"Nhóm “{name}” tự gọi lại chính nó.")
        self.under_way.add(name)
        phrases = (phrase for entry in self.lists[name] for phrase in self._entry(entry))
        self.done[name] = tuple(dict.fromkeys(phrases))
        return self.done[name]

    def _entry(self, entry: str) -> Iterator[str]:
        if entry.startswith("@"):
            yield from self.of(entry[1:])
            return
        parts = _PLACE.split(entry)
        choices = [self.of(part) if place % 2 else (part,) for place, part in enumerate(parts)]
        for chosen in product(*choices):
            joined = "".join(chosen)
            yield joined.replace("!", "") + ("!" if "!" in joined else "")


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Class name → all its phrases, ``!`` at the end of strict ones."""
    lists = written()
    expansion = _Expansion(lists)
    return {name: expansion.of(name) for name in lists}


def cues() -> Iterator[Cue]:
    """Every phrase as words, with all its classes."""
    kinds: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for name, listed in phrases().items():
        for phrase in listed:
            words = tuple(phrase.removesuffix("!").split())
            kinds.setdefault((words, phrase.endswith("!")), []).append(name)
    for (words, strict), names in kinds.items():
        yield Cue(tuple(dict.fromkeys(names)), words, strict)


@cache
def tree() -> Node:
    """All cues, by their folded words."""
    return grown(cues())


def grown(listed: Iterable[Cue]) -> Node:
    """A tree of these cues."""
    root = Node()
    folded = cache(fold)
    for cue in listed:
        node = root
        for word in map(folded, cue.words):
            node = node.following.get(word) or node.following.setdefault(word, Node())
        node.ends.append(cue)
    return root
