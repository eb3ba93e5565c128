"""What an FAQ says: question, other ways to ask it, answer, law, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.errors import BotError
from knowledge.documents import Citation
from knowledge.text.fold import fold
from knowledge.text.unicode import compose

MIN_QUESTION, MAX_QUESTION = 5, 300
MIN_ANSWER, MAX_ANSWER = 10, 1_800
"""Characters. A bubble holds 2,000; quotation, source and choices may need one of their own."""
MAX_VARIANTS, MAX_CITATIONS = 30, 10


@dataclass(frozen=True, slots=True)
class FaqContent:
    """One FAQ's words. ``variants`` are other ways to ask; from ``expires_on`` on it is not shown
    any more.
    """

    question: str
    answer: str
    variants: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    expires_on: date | None = None

    def tidy(self) -> FaqContent:
        """The same with composed letters, without spaces around, without empty or doubled variants
        and citations; every FAQ that is kept is tidy.
        """
        question = _line(self.question)
        known = {fold(question)}
        variants = [v for v in map(_line, self.variants) if v and not _seen(fold(v), known)]
        return replace(
            self,
            question=question,
            answer="\n".join(map(_line, compose(self.answer).strip().split("\n"))),
            variants=tuple(variants),
            citations=tuple(dict.fromkeys(self.citations)),
        )

    @property
    def asked(self) -> tuple[str, ...]:
        """The question and its variants."""
        return (self.question, *self.variants)


def folded(text: str) -> str:
    """The words of a question, without accents, letter case and marks: what makes two the same."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


class Level(StrEnum):
    """How much a finding weighs: it stops the FAQ, somebody should look, it could be better."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about an FAQ: ``field`` is a field of ``FaqContent``, ``message`` Vietnamese."""

    field: str
    message: str
    level: Level = Level.ERROR


class InvalidContent(BotError):
    """The content cannot be taken; ``problems`` tell why, field by field."""

    http_status = 422
    public_message = "Nội dung câu hỏi thường gặp chưa đạt."

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        told = " ".join(dict.fromkeys(problem.message for problem in problems))
        super().__init__(public_message=told, log_fields={"problems": len(problems)})


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop the FAQ."""
    return [problem for problem in problems if problem.level is Level.ERROR]


def faults_of_shape(content: FaqContent) -> list[Problem]:
    """What is too long, too short or too many; no draft is kept with such a fault."""
    found = [
        _length("question", "Câu hỏi", content.question, MIN_QUESTION, MAX_QUESTION),
        _length("answer", "Câu trả lời", content.answer, MIN_ANSWER, MAX_ANSWER),
        *(_length("variants", f"Cách hỏi «{each[:30]}»", each, MIN_QUESTION, MAX_QUESTION)
          for each in content.variants),
        _count("variants", "cách hỏi khác", len(content.variants), MAX_VARIANTS),
        _count("citations", "căn cứ", len(content.citations), MAX_CITATIONS),
    ]  # fmt: skip
    return [problem for problem in found if problem]


def _length(field: str, name: str, text: str, shortest: int, longest: int) -> Problem | None:
    if shortest <= len(text) <= longest:
        return None
    if not text:
        return Problem(field, f"{name} đang để trống; chị hãy viết vào.")
    wanted = f"ít nhất {shortest}" if len(text) < shortest else f"nhiều nhất {longest}"
    return Problem(field, f"{name} có {len(text)} ký tự; cần {wanted}.")


def _count(field: str, name: str, count: int, most: int) -> Problem | None:
    if count <= most:
        return None
    return Problem(field, f"Có {count} {name}; nhiều nhất {most}.")


def _line(text: str) -> str:
    return " ".join(compose(text).split())


def _seen(key: str, known: set[str]) -> bool:
    """Whether the key was there before; it is now."""
    there = key in known
    known.add(key)
    return there
