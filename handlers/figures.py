"""A number that the law changes, asked for by its name: "lương cơ sở hiện nay bao nhiêu".

The numbers are those of ``knowledge/library/values.yaml``, each with its days and its law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers import passage
from handlers.actions import Action, Intent
from handlers.answer import Answer, actions
from handlers.calculators.heard import heard
from handlers.day import EventTime, today, written
from handlers.event_day import time_in
from handlers.passage import ALONE, Passage
from handlers.texts import figures as texts
from handlers.turn import MessageKind, Turn
from knowledge.calculate.calculation import number
from knowledge.citation import short_label
from knowledge.documents import Citation
from knowledge.values import Value, rows_of

_REGIONS = {"1": "1", "i": "1", "mot": "1", "2": "2", "ii": "2", "hai": "2"} | {
    "3": "3", "iii": "3", "ba": "3", "4": "4", "iv": "4", "bon": "4", "tu": "4"
}  # fmt: skip
_REGION = re.compile(rf"\bvung (?P<region>{'|'.join(_REGIONS)})\b")
_HOURLY = re.compile(r"\b(?:theo|mot|moi|1) gio\b|\btoi thieu gio\b")

#: Words that may stand beside the name of a number without asking for anything else.
_BESIDE = frozenset(
    "1 a ad ah anh ap ban bac bao bay biet cac can chau chi chinh cho chua co con cua da dang den "
    "di dong du duoc dung em gio giup ha hien hoi hom ho khi khong la luat luc luong may minh moi "
    "mot muc muon nam nao nay ngay nghi nha nhat nhe nhi nhieu nhu nuoc o oi phu phuong qua quy "
    "ra sao so ta tai tang thang the theo thi tien tim toi tra trong tu va vao vay ve viet voi "
    "vung xem xin dinh dau hang vong giua cuoi hoi truoc sau".split()
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The number that is asked for: what it is called, the rows of the table, a closing word."""

    name: str
    rows: tuple[str, ...]
    closing: str = ""


def handle(turn: Turn) -> list[Action]:
    """The number on the day that is asked about, with its law; [] for anything else."""
    if turn.message.kind is not MessageKind.TEXT:
        return []
    day = today(turn.now)
    told = time_in(turn.message.text, day)
    time = turn.as_of or (told.time if told else None)
    words = heard(told.rest if told else turn.message.text, day).words
    asked = _asked(" ".join(_WORD.findall(words)))
    return _answered(turn, asked, time) if asked else []


def _asked(words: str) -> _Asked | None:
    """The number that folded words ask for, if they ask for nothing else."""
    for phrase, asked in _NAMES:
        if phrase.search(words):
            others = _WORD.findall(_REGION.sub(" ", phrase.sub(" ", words)))
            return asked(words) if _BESIDE.issuperset(others) else None
    return None


def _minimum_wage(words: str) -> _Asked:
    """The region that is named, else all of them by the month, or by the hour."""
    if found := _REGION.search(words):
        region = _REGIONS[found["region"]]
        rows = tuple(f"minimum-wage-{each}-{region}" for each in ("month", "hour"))
        return _Asked(texts.MINIMUM_WAGE, rows)
    each = "hour" if _HOURLY.search(words) else "month"
    rows = tuple(f"minimum-wage-{each}-{region}" for region in range(1, 5))
    return _Asked(texts.MINIMUM_WAGE, rows, texts.WHICH_REGION)


_NAMES = (
    (
        re.compile(r"\bluong co so\b"),
        lambda _: _Asked(texts.BASE_SALARY, ("reference-level",)),
    ),
    (
        re.compile(r"\bmuc tham chieu\b(?: (?:dong |cua )*(?:bao hiem xa hoi|bhxh))?"),
        lambda _: _Asked(texts.REFERENCE_LEVEL, ("reference-level",)),
    ),
    (re.compile(r"\bluong toi thieu\b"), _minimum_wage),
    (
        re.compile(r"\bmuc chuan tro (?:giup|cap)(?: xa hoi)?\b|\bchuan tro giup xa hoi\b"),
        lambda _: _Asked(
            texts.ASSISTANCE, ("social-assistance-standard",), texts.PROVINCE_MAY_PAY_MORE
        ),
    ),
)


def _answered(turn: Turn, asked: _Asked, time: EventTime | None) -> list[Action]:
    day = today(turn.now)
    shown = _shown(asked, time, day)
    newest = max(shown, key=lambda value: value.since)
    shaky = "" if all(value.sure for value in shown) else texts.NOT_READ_IN_THE_LAW
    lead = "\n".join(filter(None, (*_lines(asked, shown, time, day), asked.closing, shaky)))
    basis = newest.basis
    quoted = _quoted(turn, basis) if basis.article else None
    answer = Answer(
        lead=lead,
        passage=quoted,
        intent=Intent.LAW,
        confidence=1.0,
        question=turn.message.text,
        source="" if quoted else short_label(basis.document),
        checked=True,
    )
    return actions(turn, answer)


def _quoted(turn: Turn, basis: Citation) -> Passage:
    """The words that set the number; of a law that has ended, or is not at hand, its place."""
    cited = passage.cited(turn.library, basis, turn.message.text, turn.day, ALONE)
    document = turn.library.document(basis.document)
    return cited or passage.without_words(basis, document, None, turn.day)


def _shown(asked: _Asked, time: EventTime | None, day: date) -> list[Value]:
    """The values that held at the time, else what the table has nearest to it: today's."""
    begins, ends = (time.first, time.last) if time else (day, day)
    rows = [value for name in asked.rows for value in rows_of(name)]
    held = [row for row in rows if row.since <= ends and (row.until is None or begins < row.until)]
    return held or [row for row in rows if row.holds(day)]


def _lines(
    asked: _Asked, shown: Sequence[Value], time: EventTime | None, day: date
) -> Iterator[str]:
    """What is said of the values, a line each."""
    first = min(row.since for row in shown)
    if time and time.first > day:
        yield texts.UNKNOWN_YET
    if len(shown) == 1 and shown[0].holds(day):
        yield texts.now(asked.name, _amount(shown[0]), written(first), _law(shown[0]))
    else:
        yield (texts.several_now if _all_hold(shown, day) else texts.at_the_time)(asked.name)
        yield from (_row(asked, row) for row in shown)
    if time and time.first < first:
        yield texts.unknown_before(written(first))
    if time is None and len(asked.rows) == 1:
        earlier = [row for row in rows_of(asked.rows[0]) if row.until == first]
        yield from (texts.before(_amount(row), written(row.since), _law(row)) for row in earlier)


def _all_hold(shown: Sequence[Value], day: date) -> bool:
    return all(row.holds(day) for row in shown)


def _row(asked: _Asked, row: Value) -> str:
    name = row.about if len(asked.rows) > 1 else ""
    until = written(row.until - timedelta(days=1)) if row.until else ""
    return texts.row(name, _amount(row), written(row.since), until, _law(row))


def _amount(value: Value) -> str:
    return f"{number(value.amount)} {value.unit}"


def _law(value: Value) -> str:
    return short_label(value.basis.document)
