"""What a file holds: rows as they were written, rows as FAQs, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import BotError
from bot.faq.content import FaqContent


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row by the names of its columns; ``place`` as a person finds it, ``line`` its number."""

    place: str
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell, '' where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class FaqRow:
    """A row that can be read, and where it stands."""

    place: str
    line: int
    content: FaqContent


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row, Vietnamese; ``line`` is 0 where it concerns the whole file."""

    place: str
    line: int
    message: str

    def told(self) -> str:
        """Place and sentence."""
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass(frozen=True, slots=True)
class RawFile:
    """The rows of a file before anything is understood, and what could not even be split."""

    rows: tuple[RawRow, ...] = ()
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class FaqFile:
    """A file as it was understood; with a problem none of its rows may be taken."""

    rows: tuple[FaqRow, ...] = ()
    problems: tuple[RowProblem, ...] = field(default=())


class UnreadableFile(BotError):
    """The file as a whole cannot be taken; ``public_message`` says why and what to do."""

    http_status = 422
