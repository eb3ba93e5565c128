"""Several FAQs at once, out of a file: looked through as a whole, taken whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain

from bot.errors import BotError
from bot.faq.basis import read_basis
from bot.faq.checks import problems
from bot.faq.content import Level, folded
from bot.faq.files.reading import read_file
from bot.faq.files.rows import FaqRow, RowProblem
from bot.faq.known import known_questions
from bot.faq.life_cycle import Author, FaqLifeCycle
from bot.store.faq_models import FaqSource, FaqState
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository
from bot.store.times import utc_now
from knowledge.day import today
from knowledge.documents import Citation
from knowledge.search import Library

Remarks = tuple[str, ...]


class Step(StrEnum):
    """What taking a row does: a new FAQ, a new version of one, nothing."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A row beside what is known: ``replaces`` is the FAQ whose question it asks, ``doubles`` ask
    nearly the same; ``remarks`` are what somebody should look at.
    """

    row: FaqRow
    remarks: tuple[str, ...] = ()
    replaces: Faq | None = None
    doubles: tuple[Faq, ...] = ()

    @property
    def step(self) -> Step:
        """What taking it does."""
        if self.replaces is None:
            return Step.NEW
        return Step.SAME if self.replaces.content == self.row.content else Step.CHANGED


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it would be taken; with a problem nothing of it is."""

    rows: tuple[IncomingRow, ...] = ()
    problems: tuple[RowProblem, ...] = ()


class RefusedFile(BotError):
    """Rows of the file are wrong; ``problems`` are all of them, line by line."""

    http_status = 422

    def __init__(self, found: Sequence[RowProblem]) -> None:
        self.problems = tuple(found)
        told = "\n".join(problem.told() for problem in found)
        super().__init__(public_message=told, log_fields={"problems": len(found)})


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a row."""

    row: IncomingRow
    faq: Faq


class FaqIntake:
    """Reads files of FAQs and takes them into the life-cycle.

    Raises ``UnreadableFile`` and ``RefusedFile``, what the life-cycle raises, and
    ``StateUnavailable`` when the database is away.
    """

    def __init__(
        self,
        life: FaqLifeCycle,
        faqs: FaqRepository,
        library: Callable[[str], Library],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._life = life
        self._faqs = faqs
        self._library = library
        self._clock = clock

    def look(self, oa_id: str, data: bytes, name: str) -> Incoming:
        """The file beside what the account has; nothing is written."""
        library, day = self._library(oa_id), today(self._clock())

        def basis(words: str) -> tuple[Citation, ...]:
            return read_basis(words, library, day)

        file = read_file(data, name, basis)
        return self.beside(oa_id, file.rows, file.problems)

    def beside(
        self, oa_id: str, rows: Sequence[FaqRow], found: Sequence[RowProblem] = ()
    ) -> Incoming:
        """The same for rows that were read already, and what was wrong with them."""
        library, day = self._library(oa_id), today(self._clock())
        known = _Beside(self._faqs, oa_id)
        wrong, remarks = list(found), []
        told = {(problem.line, problem.message) for problem in found}
        for row in rows:
            checked = problems(row.content, library, day)
            faults = (each.message for each in checked if each.level is Level.ERROR)
            wrong += (
                RowProblem(row.place, row.line, m) for m in faults if (row.line, m) not in told
            )
            remarks.append(tuple(each.message for each in checked if each.level is not Level.ERROR))
        incoming = known.put(rows, remarks)
        wrong += _contested(incoming)
        return Incoming(tuple(incoming), tuple(sorted(wrong, key=lambda problem: problem.line)))

    def take(
        self,
        oa_id: str,
        incoming: Incoming,
        by: Author,
        why: str = "",
        *,
        source: FaqSource = FaqSource.FILE,
        origin: str = "",
        publish: bool = False,
    ) -> list[Taken]:
        """All rows at once: new FAQs, and new versions of those whose question is there already."""
        if incoming.problems:
            raise RefusedFile(incoming.problems)
        rows = [each for each in incoming.rows if not _is_done(each, publish)]
        made = self._life.draft_many(
            oa_id,
            [each.row.content for each in rows],
            by,
            why,
            source=source,
            origin=origin,
            publish=publish,
            replacing=[
                (each.replaces.id, each.replaces.version) if each.replaces else None
                for each in rows
            ],
        )
        became = {each.row.place: faq for each, faq in zip(rows, made, strict=True)}
        return [
            Taken(each, faq)
            for each in incoming.rows
            if (faq := became.get(each.row.place) or each.replaces)
        ]


def _is_done(row: IncomingRow, publish: bool) -> bool:
    """Whether taking the row would change nothing."""
    if row.step is not Step.SAME or row.replaces is None:
        return False
    return not publish or row.replaces.state is FaqState.PUBLISHED


def _contested(rows: Sequence[IncomingRow]) -> Iterator[RowProblem]:
    """Rows that would both become the newest version of the same FAQ."""
    first: dict[int, IncomingRow] = {}
    for each in rows:
        if each.replaces is None:
            continue
        before = first.setdefault(each.replaces.id, each)
        if before is not each:
            told = f"Cùng sửa {each.replaces.code} như {before.row.place}; chị giữ một dòng."
            yield RowProblem(each.row.place, each.row.line, told)


class _Beside:
    """What an account has already."""

    def __init__(self, faqs: FaqRepository, oa_id: str) -> None:
        self._faqs = faqs
        self._known = known_questions(faqs.database)(oa_id)
        self._by_question: dict[str, int] = {}
        for number, asked in faqs.questions(oa_id).items():
            if asked:
                self._by_question.setdefault(asked[0], number)

    def put(self, rows: Sequence[FaqRow], remarks: Sequence[Remarks]) -> list[IncomingRow]:
        """Each row with the FAQ that asks its question, and those that nearly do."""
        own = [self._by_question.get(folded(row.content.question), 0) for row in rows]
        near = [self._known.closest(row.content) for row in rows]
        wanted = dict.fromkeys(chain(filter(None, own), *near))
        found = {faq.id: faq for faq in self._faqs.several(wanted)}
        return [
            IncomingRow(row, told, found.get(same), _those(found, numbers, same))
            for row, told, same, numbers in zip(rows, remarks, own, near, strict=True)
        ]


def _those(found: Mapping[int, Faq], numbers: Sequence[int], but: int) -> tuple[Faq, ...]:
    return tuple(found[number] for number in numbers if number in found and number != but)
