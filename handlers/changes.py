"""What a person must hear before the words of the law: what of them is no longer so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from handlers.day import written
from handlers.texts import part_of_article
from handlers.texts import validity as texts
from handlers.wording import plain
from knowledge import amendments
from knowledge.amendments import Amendment, Kind, OutdatedWords
from knowledge.citation import short_label
from knowledge.documents import Citation

_CLAUSE = re.compile(r"^\s*(\d{1,3}[^\W\d_]?)\.\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class News:
    """One sentence about a change, the document it rests on, words that tell as much, and the day
    of the change: an answer that names it tells the change itself.
    """

    sentence: str
    by: str
    instead: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is said first, what is said below because it binds only later, what stands over the
    quotation ("" where its words are the law's) and behind the name of the place.
    """

    news: tuple[News, ...] = ()
    coming: tuple[News, ...] = ()
    old: str = ""
    mark: str = ""


@lru_cache(maxsize=256)
def of(place: Citation, text: str, shown: str, day: date) -> Changes:
    """The changes of a place of which ``shown`` is quoted; ``text`` is its whole article.

    Both are "" where nothing is at hand. Of an article only the changes of the clauses that are
    shown count.
    """
    article = Citation(place.document, place.article)
    rows = [row for row in amendments.of(article, text) if _concerns(row, place, shown)]
    begun = [_news(row, place, day) for row in rows if row.begun(day)]
    coming = [_news(row, place, day) for row in rows if not row.begun(day)]
    words = [_about_words(phrase, row) for phrase, row in amendments.words_in(shown, day)]
    heading, mark = _heading(rows, place, day), _mark(rows, day)
    return Changes((*begun, *words), tuple(coming), heading, mark)


def said_first(news: Iterable[News], known: str) -> str:
    """The sentences on lines of their own; without what ``known`` or an earlier one tells."""
    said: list[str] = []
    for each in news:
        heard = plain(" ".join((known, *said)))
        told = any(plain(words) in heard for words in (each.sentence, *each.instead))
        if not told and not (each.since and each.since in known):
            said.append(each.sentence)
    return "\n".join(said)


def unknown_to(documents: Iterable[str], news: Sequence[News]) -> tuple[News, ...]:
    """The news that do not come from one of these documents: who cites it tells it herself."""
    told = {number.lower() for number in documents}
    return tuple(each for each in news if not each.by or each.by.lower() not in told)


def _concerns(row: Amendment, place: Citation, shown: str) -> bool:
    """Whether a change of the article is one of the place, or of other words that are shown."""
    if row.stands_in(shown):
        return True
    if not amendments.touches(row.citation, place):
        return False
    clauses = set(_CLAUSE.findall(shown))
    return bool(place.clause) or not clauses or row.citation.clause in ("", *clauses)


def _news(row: Amendment, place: Citation, day: date) -> News:
    law = short_label(row.amended_by)
    since = written(row.since) if row.since else ""
    tell = _tell if row.begun(day) else _foretell
    sentence = tell(row, _where(row.citation, place), since, law)
    if not row.sure and row.kind is not Kind.REPLACED:
        sentence = f"{sentence} {texts.ASK_FIRST}"
    return News(sentence, row.amended_by, since=since)


def _tell(row: Amendment, where: str, since: str, law: str) -> str:
    """The sentence about a change that binds."""
    match row.kind:
        case Kind.REPEALED:
            return texts.repealed(where, since, law, row.change)
        case Kind.AMOUNT:
            return texts.amount(since, law, row.change)
        case Kind.PARTLY:
            return texts.partly(since, law, row.change)
        case Kind.MAYBE:
            return texts.maybe(where, since, law, row.change)
        case Kind.REPLACED:
            return texts.replaced(since, law, row.change)
        case Kind.OVERTAKEN:
            return texts.overtaken(since, law, row.change)
        case Kind.AMENDED:
            return texts.amended(where, since, law, row.change)


def _foretell(row: Amendment, where: str, since: str, law: str) -> str:
    """The sentence about a change that binds only later than the day that is asked about."""
    match row.kind:
        case Kind.AMOUNT:
            return texts.amount(since, law, row.change)
        case Kind.PARTLY:
            return texts.changes_partly_on(since, law, row.change)
        case Kind.REPLACED:
            return texts.ends_on(since, law, row.change)
        case _:
            return texts.changes_on(where, since, law, row.change)


def _where(amended: Citation, shown: Citation) -> str:
    """What is amended, seen from what is shown: all of it, or one of its parts."""
    if not amended.article:
        return texts.DOCUMENT
    part = _part(amended, shown)
    return part[:1].upper() + part[1:] if part else texts.HERE


def _part(amended: Citation, shown: Citation) -> str:
    """ "điểm c khoản 2", as far as it is narrower than what is shown."""
    point = amended.point if amended.point != shown.point else ""
    clause = amended.clause if amended.clause != shown.clause else ""
    return part_of_article(point=point, clause=clause)


def _heading(rows: Sequence[Amendment], place: Citation, day: date) -> str:
    """What stands over the quotation where its words, or some of them, are old."""
    old = [row for row in rows if row.outdates and row.begun(day)]
    parts = [_part(row.citation, place) for row in old]
    if not old:
        return ""
    return texts.old_words_of(", ".join(dict.fromkeys(parts))) if all(parts) else texts.OLD_WORDS


def _mark(rows: Sequence[Amendment], day: date) -> str:
    outdating = [row for row in rows if row.outdates]
    if not outdating:
        return ""
    last = outdating[-1]
    since = written(last.since) if last.since else ""
    return texts.mark(since) if last.begun(day) else texts.coming_mark(since)


def _about_words(phrase: str, row: OutdatedWords) -> News:
    law = short_label(row.by) if row.by else ""
    return News(texts.still_written(phrase, law, row.now), "", row.instead)
