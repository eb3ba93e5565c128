"""The time of an event in a message: "sự việc xảy ra tháng 5/2025", "hồi năm 2023 tôi sinh con".

Law is asked for the day of the event only where the message says plainly that something happened
then. Birthdays, numbers of documents, spans ("từ năm 2015") and what merely lies behind ("cưới năm
2010, nay ly hôn") are none: where it is not sure, today's law answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.actions import Action, Conclude, Intent, Say
from handlers.day import EventTime, today
from handlers.texts import validity as texts
from handlers.turn import MessageKind, Turn
from knowledge.text.fold import fold

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SEP = r"\s*[/.-]\s*"
_END = r"(?![\w/]|[.,-]\d)"
#: Times, the most exact first; "year" may be a word that counts back from today.
_TIMES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}{_END}")
    for pattern in (
        rf"(?:ngay\s+)?(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_SEP}{_YEAR}",
        rf"ngay\s+(?:mung\s+)?(?P<day>\d{{1,2}})\s+thang\s+(?P<month>\d{{1,2}})\s+nam\s+{_YEAR}",
        rf"(?:thang\s+)?(?P<month>\d{{1,2}}){_SEP}{_YEAR}",
        rf"thang\s+(?P<month>\d{{1,2}})\s+nam\s+(?:{_YEAR}|(?P<back>ngoai|kia))",
        rf"nam\s+{_YEAR}",
        r"nam\s+(?P<back>ngoai|kia)",
        r"(?P<months>thang)\s+truoc(?!\s+(?:khi|ngay|do))",
        rf"(?<!xa hoi )(?<=hoi ){_YEAR}|(?<=truoc ){_YEAR.replace('year', 'year2')}",
    )
)
_BACK = {"ngoai": 1, "kia": 2}

_FILL = r"(?:(?:tu|vao|hoi|luc|trong|khoang|dau|cuoi|giua|ngay|thang|nam)\s+)*$"
_HAPPENED = re.compile(
    r"(?:(?:su\s+viec|viec|chuyen|vu\s+viec|vu)\s+(?:nay\s+)?)?(?:da\s+)?(?:xay|dien)\s+ra\s+"
    + _FILL
)
_THEN = re.compile(r"(?:(?<!\bxa )\bhoi|thoi\s+diem|ap\s+dung|\bvao)\s+" + _FILL)
_BEFORE = re.compile(r"\btruoc\s+(?:ngay\s+|thang\s+|nam\s+)*$")
_STARTS = re.compile(r"^\s*(?:vao\s+|trong\s+|dau\s+|cuoi\s+|giua\s+|khoang\s+)*$")
_EVENT = re.compile(
    r"\b(?:sinh\s+(?:con|be|chau|em\s+be)|de\s+con|bi\s+(?:phat|danh|lua|sa\s+thai|duoi\s+viec"
    r"|cho\s+nghi|tai\s+nan|bat)|danh\s+(?:vo|con|toi|em)|nghi\s+viec|mat\s+viec|vi\s+pham)"
    r"(?:\s+\w+){0,2}\s+" + _FILL
)
_MUST = re.compile(r"\s*(?:thi\s+)?phai\b")
_SO_THEN = re.compile(r"\s*,?\s*thi\b")

_BIRTH = re.compile(r"\b(?:sinh|sn|de)\s+(?:(?:vao|hoi|ngay|thang|nam|dau|cuoi|khoang)\s+)*$")
_SPAN = re.compile(
    r"\b(?:den|toi|het|tu|ke|sau|han)\s+(?:(?:ngay|thang|nam|het|cuoi|dau|giua|khoang)\s+)*$"
)
_DOCUMENT = re.compile(
    r"\b(?:luat|nghi\s+dinh|nd|thong\s+tu|tt|quyet\s+dinh|qd|nghi\s+quyet|nq|hien\s+phap"
    r"|phap\s+lenh|van\s+ban|so)\s+(?:\w+\s+){0,7}(?:nam\s+)?$"
)
_BACKGROUND = re.compile(
    r"\b(?:cuoi|ket\s+hon|lay\s+(?:chong|vo|nhau)|ly\s+hon|ly\s+than|mua|xay\s+nha|dong\s+(?:bao|bhxh)"
    r"|tham\s+gia|lam\s+viec|lam\s+cong|vao\s+lam|song\s+chung|chung\s+song|xuat\s+ngu|so\s+do"
    r"|cap\s+(?:so|the|giay)|dang\s+ky|nghi\s+huu|tot\s+nghiep)\b"
)
_NOW = re.compile(
    r"\b(?:bay\s+gio|hien\s+(?:nay|tai|gio)|den\s+(?:nay|gio)|luat\s+moi|hom\s+nay"
    r"|(?:gio|nay)\s+(?:toi|em|chi|minh|con|moi|muon|lam|thi|xin|co|can|phai|bi|van|ly|doi))\b"
)
_CLAUSE_END = re.compile(r"[,;:!?\n]|\.(?!\d)")
_WORD = re.compile(r"\w+")

#: What is answered by the law of a day.
_OF_A_DAY = frozenset({Intent.LAW, Intent.FAQ, Intent.PROCEDURE, Intent.GUIDE})

#: A message of so few words beside the time asks the last question once more.
_FOLLOW_UP = 4


@dataclass(frozen=True, slots=True)
class Event:
    """When an event happened, and the message without the words that say so."""

    time: EventTime
    rest: str


def noticed(turn: Turn, picked: bool = False) -> Turn:
    """The turn with the time of its event, and the message without it; what is picked belongs to
    the event of the question before.
    """
    if turn.as_of is None and turn.message.kind is MessageKind.TEXT:
        turn = _with_previous(turn) if picked else _read(turn)
    return replace(turn, conversation=replace(turn.conversation, as_of=turn.as_of))


def announced(turn: Turn, actions: list[Action]) -> list[Action]:
    """The actions, their first words saying which day's law they go by, if not today's."""
    intents = [each.intent for each in actions if isinstance(each, Conclude)]
    first = next((place for place, each in enumerate(actions) if isinstance(each, Say)), None)
    if turn.as_of is None or first is None or not _OF_A_DAY.intersection(intents):
        return actions
    spoken = actions[first]
    text = spoken.text if isinstance(spoken, Say) else ""
    return [*actions[:first], Say(f"{texts.law_of(turn.as_of)}\n\n{text}"), *actions[first + 1 :]]


def _with_previous(turn: Turn) -> Turn:
    return replace(turn, as_of=turn.conversation.as_of)


def _read(turn: Turn) -> Turn:
    event = event_in(turn.message.text, today(turn.now))
    if event is None:
        return turn
    text = event.rest
    if len(_WORD.findall(text)) <= _FOLLOW_UP:
        text = turn.conversation.question
    if not text:
        return turn
    return replace(turn, as_of=event.time, message=replace(turn.message, text=text))


def event_in(text: str, day: date) -> Event | None:
    """The first event before ``day`` that a message tells the time of; None where it tells none."""
    typed = unicodedata.normalize("NFC", text)
    folded = fold(typed)
    if len(folded) != len(typed):
        typed = folded
    for hit in _hits(folded):
        before, after = folded[: hit.start()], folded[hit.end() :]
        start = _frame(before, after, folded)
        time = _time(hit, day, before)
        if start is not None and time is not None and time.last < day:
            return Event(time, _without(typed, start, hit.end()))
    return None


def time_in(text: str, day: date) -> Event | None:
    """The first time that a message names, whether anything happened then or not, and the message
    without it; None where it names none.
    """
    typed = unicodedata.normalize("NFC", text)
    folded = fold(typed)
    if len(folded) != len(typed):
        typed = folded
    for hit in _hits(folded):
        if time := _time(hit, day, folded[: hit.start()]):
            return Event(time, _without(typed, hit.start(), hit.end()))
    return None


def _hits(folded: str) -> Iterator[re.Match[str]]:
    """The times in a text, in its order; of two that overlap the more exact one."""
    taken: list[re.Match[str]] = []
    for pattern in _TIMES:
        for hit in pattern.finditer(folded):
            if not any(hit.start() < other.end() and other.start() < hit.end() for other in taken):
                taken.append(hit)
    yield from sorted(taken, key=lambda hit: hit.start())


def _frame(before: str, after: str, whole: str) -> int | None:
    """Where the words begin that make a time the time of an event; None where none do."""
    if happened := _HAPPENED.search(before):
        return happened.start()
    clause = _CLAUSE_END.split(before)[-1]
    following = _CLAUSE_END.split(after)[0]
    if _is_none(before, clause, following) or _NOW.search(whole):
        return None
    if _BEFORE.search(before) and _MUST.match(after):
        return None
    for frame in (_THEN, _BEFORE):
        if found := frame.search(before):
            return found.start()
    if _STARTS.match(clause):
        return len(before) - len(clause)
    if _EVENT.search(clause) or _SO_THEN.match(after):
        return len(before)
    return None


def _is_none(before: str, clause: str, following: str) -> bool:
    """Whether the time is a birthday, a document's, a span's, or of what merely lies behind."""
    if _BIRTH.search(before) or _SPAN.search(before):
        return True
    plain_year_of_a_document = _DOCUMENT.search(clause) and not _THEN.search(before)
    return bool(plain_year_of_a_document or _BACKGROUND.search(f"{clause} | {following}"))


def _time(hit: re.Match[str], day: date, before: str) -> EventTime | None:
    """The time that the words mean on that day; None where there is no such day."""
    named = {name: value for name, value in hit.groupdict().items() if value}
    if "months" in named:
        return _months_before(day)
    if "back" in named:
        year = day.year - _BACK[named["back"]]
    else:
        year = int(named.get("year") or named["year2"])
    time = EventTime(year, int(named.get("month", 0)), int(named.get("day", 0)))
    try:
        return _ended(time) if _BEFORE.search(before) else time if time.last else None
    except ValueError:
        return None


def _ended(time: EventTime) -> EventTime:
    """The day before a time began."""
    return EventTime.of(time.first - timedelta(days=1))


def _months_before(day: date) -> EventTime:
    last = day.replace(day=1) - timedelta(days=1)
    return EventTime(last.year, last.month)


def _without(typed: str, start: int, end: int) -> str:
    """The message without these words and the punctuation that they leave behind."""
    rest = f"{typed[:start].rstrip(' ,;:.')} {typed[end:].lstrip(' ,;:.')}"
    return re.sub(r"^(?:th\u00ec|thi)\s+", "", rest.strip(), flags=re.IGNORECASE)
