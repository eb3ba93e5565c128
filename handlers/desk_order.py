"""A command of an officer: its words, what it means, and the row that answers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.actions import Action
from handlers.people import CaseInBrief, Desk, WaitingInBrief
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Order:
    """A command as it was typed: the code of what is meant and the words after it."""

    turn: Turn
    desk: Desk
    code: str
    text: str

    @property
    def case(self) -> CaseInBrief:
        """The case that is meant."""
        return next(case for case in self.desk.cases if case.code == self.code)

    @property
    def waiting(self) -> WaitingInBrief:
        """The waiting conversation that is meant."""
        return next(each for each in self.desk.waiting if each.code == self.code)


@dataclass(frozen=True, slots=True)
class Command:
    """A row of ``COMMANDS``: the folded words that begin it, the letter of the codes it takes,
    which codes of a desk it may mean when none is named, and what answers it. ``past_too``: it may
    name what is no longer on the desk.
    """

    words: tuple[str, ...]
    letter: str
    fitting: Callable[[Desk], Sequence[str]]
    answer: Callable[[Order], list[Action]]
    past_too: bool = False
