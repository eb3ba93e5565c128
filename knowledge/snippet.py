"""The words of an article that answer a question, quoted exactly.

The clause that shares most with the question is quoted whole if it is short enough; of a longer
one the best points, led by the words that introduce them, or the best sentences. ``[…]`` stands for
what was left out, and no other word is ever added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from knowledge.ages import age_match, asked_ages
from knowledge.clauses import Part, parts
from knowledge.documents import Article
from knowledge.quantities import asked_amounts, within
from knowledge.text.fold import fold, words_alone

MARK = "[…]"
DEFAULT_LIMIT = 700
#: Below this length no sensible quotation is possible; smaller limits count as this.
SMALLEST_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of the article with marks, and the clause and point that answer best.

    ``clause`` and ``point`` are ``''`` where the article is not divided or none stands out.
    """

    text: str
    clause: str = ""
    point: str = ""


Span = tuple[int, int]
Term = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause's own words and its points, as places in the text."""

    number: str
    lead: Part
    points: tuple[Part, ...]

    @property
    def span(self) -> Span:
        last = self.points[-1] if self.points else self.lead
        return self.lead.start, last.end


_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+|\n+")
_CLAUSE_BEGINS = re.compile(r"(?:^|\n|\[…\]\s+)(\d{1,3}[a-zđ]?)\.\s")
_POINT_BEGINS = re.compile(r"(?:^|\n|\[…\]\s+)([a-zđ]\d?)\)\s")
_NUMBERING = re.compile(r"\s*(?:\d{1,3}[a-zđ]?|[a-zđ]\d{0,2})[.)/-]\s*")
# Words of a question that tell nothing about the place of its answer.
_EMPTY_WORDS = frozenset(
    "a ai anh ban bao biet cac chi cho co cua da day de di do duoc em gi hay hoi khi khong ko la"
    " lam luc ma minh moi muon nao nay neu nhe nhieu nhu nhung o oi phai ra rang roi sao the thi"
    " thoi toi u va vao vay ve voi xin".split()
)
_PAIR_WEIGHT = 1.5
_AGE_FACTOR = {1: 2.2, 0: 1.0, -1: 0.5}
_AMOUNT_FACTOR = {True: 2.2, False: 1.0}
# What the heading says already is true of every clause and tells none apart.
_HEADING_FACTOR = 0.4
_LENGTH_SHARE = 0.25
_CLOSE_RUNNER_UP = 0.85
_INTRODUCTION = 0.2


def held(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers of the clauses and the letters of the points that begin within a quotation."""
    found = (pattern.findall(words) for pattern in (_CLAUSE_BEGINS, _POINT_BEGINS))
    clauses, points = (tuple(dict.fromkeys(signs)) for signs in found)
    return clauses, points


def quote(
    article: Article, question: str, limit: int = DEFAULT_LIMIT, clause: str = "", point: str = ""
) -> Quote:
    """The best exact words of the article, at most ``limit`` characters.

    ``clause`` and ``point`` ask for that very place; where the article does not have it, the
    question decides. An article without text gives an empty quote.
    """
    text = article.text
    limit = max(limit, SMALLEST_LIMIT)
    clauses = _clauses(text)
    scorer = _Scorer(question, article, clauses)
    chosen = _asked(clauses, clause, point) or max(clauses, key=scorer.clause)
    best_point = _best_point(chosen, scorer, point)
    spans = _chosen_spans(text, chosen, best_point, scorer, limit)
    if not clause:
        spans = _with_runners_up(text, clauses, chosen, spans, scorer, limit)
    return Quote(_rendered(text, spans), chosen.number, best_point)


def _clauses(text: str) -> list[_Clause]:
    found: list[_Clause] = []
    for part in parts(text):
        if part.point:
            last = found[-1]
            found[-1] = _Clause(last.number, last.lead, (*last.points, part))
        else:
            found.append(_Clause(part.clause, part, ()))
    return found


def _asked(clauses: list[_Clause], number: str, letter: str) -> _Clause | None:
    """The clause that was asked for; a point without a clause is looked for in all."""
    if not number and not letter:
        return None
    for clause in clauses:
        if number and clause.number != number:
            continue
        if number or any(part.point == letter for part in clause.points):
            return clause
    return None


def _terms(words: list[str]) -> set[Term]:
    return {*words, *zip(words, words[1:], strict=False)}


class _Scorer:
    """How much a piece of the article shares with the question.

    Words that are rare within the article weigh more.
    """

    def __init__(self, question: str, article: Article, clauses: list[_Clause]) -> None:
        folded = fold(question)
        self._ages, self._amounts = asked_ages(folded), asked_amounts(folded)
        words = _WORD.findall(folded)
        telling = {word for word in words if word not in _EMPTY_WORDS} or set(words)
        pairs = zip(words, words[1:], strict=False)
        self._asked: set[Term] = {*telling, *(pair for pair in pairs if telling & set(pair))}
        self._names_case = bool(self._ages or self._amounts)
        text, title = article.text, article.title
        whole = fold(text)
        self._folded = whole if len(whole) == len(text) else text.lower()
        self._words = words_alone(self._folded)
        self._bags = {clause.span: self._bag(*clause.span) for clause in clauses}
        seen = Counter(word for bag in self._bags.values() for word in bag)
        heading = _terms(_WORD.findall(fold(title)))
        self._weight = {
            term: (log(1 + len(clauses) / seen[term]) if term in seen else 1.0)
            * (_HEADING_FACTOR if term in heading else 1.0)
            * (_PAIR_WEIGHT if isinstance(term, tuple) else 1.0)
            for term in self._asked
        }
        self._scores: dict[Span, float] = {}
        self._usual_length = max(1.0, len(text) / len(clauses))

    def _bag(self, start: int, end: int) -> set[Term]:
        """The question's words and pairs of words that stand in the piece."""
        words = self._words[start:end].split()
        pairs = zip(words, words[1:], strict=False)
        return self._asked.intersection(words) | self._asked.intersection(pairs)

    def span(self, start: int, end: int) -> float:
        """The score of any piece of the text."""
        bag = self._bags.get((start, end)) or self._bag(start, end)
        shared = sum(map(self._weight.__getitem__, bag))
        length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * (end - start) / self._usual_length
        if not self._names_case:
            return shared / length
        factor = _AGE_FACTOR[age_match(self._ages, self._folded[start:end])]
        return shared / length * factor * _AMOUNT_FACTOR[self.is_the_case(start, end)]

    def is_the_case(self, start: int, end: int) -> bool:
        """Whether the piece sets a range that holds an amount or an age of the question."""
        if not self._names_case:
            return False
        words = self._folded[start:end]
        return within(self._amounts, words) or age_match(self._ages, words) > 0

    def clause(self, clause: _Clause) -> float:
        """The score of a clause; a mere introduction of the clauses that follow counts little."""
        if clause.span not in self._scores:
            introduces = not clause.number and self._folded[: clause.span[1]].rstrip().endswith(":")
            factor = _INTRODUCTION if introduces and not clause.points else 1.0
            self._scores[clause.span] = self.span(*clause.span) * factor
        return self._scores[clause.span]


def _best_point(clause: _Clause, scorer: _Scorer, asked: str) -> str:
    """The letter of the point asked for, of the only one that is about the very case, or of the
    clearly best; ``''`` if no point stands out.
    """
    if any(part.point == asked for part in clause.points):
        return asked
    case = [part.point for part in clause.points if scorer.is_the_case(part.start, part.end)]
    if len(case) == 1:
        return case[0]
    scores = sorted((scorer.span(part.start, part.end), part.point) for part in clause.points)
    if not scores or scores[-1][0] == 0:
        return ""
    clear = len(scores) == 1 or scores[-1][0] * _CLOSE_RUNNER_UP > scores[-2][0]
    return scores[-1][1] if clear else ""


def _chosen_spans(
    text: str, clause: _Clause, best_point: str, scorer: _Scorer, limit: int
) -> list[Span]:
    if len(_rendered(text, [clause.span])) <= limit:
        return [clause.span]
    if not clause.points:
        return [_sentences_within(text, clause.span, scorer, limit)]
    return _points_within(text, clause, best_point, scorer, limit)


def _points_within(
    text: str, clause: _Clause, best_point: str, scorer: _Scorer, limit: int
) -> list[Span]:
    """The words that introduce the points, then as many points as fit, the best first."""
    lead = (clause.lead.start, clause.lead.end)
    if lead[1] - lead[0] > limit // 2:
        lead = _sentences_within(text, lead, scorer, limit // 2)
    spans = [lead]
    for part in _ranked(clause, best_point, scorer):
        place = (part.start, part.end)
        if len(spans) == 1:
            room = limit - len(_rendered(text, spans)) - len(f" {MARK} ")
            spans.append(_sentences_within(text, place, scorer, room))
        elif len(_rendered(text, [*spans, place])) <= limit and (
            scorer.span(*place) > 0 or scorer.is_the_case(*place)
        ):
            spans.append(place)
    return spans


def _ranked(clause: _Clause, best_point: str, scorer: _Scorer) -> list[Part]:
    """The points, the best first; before the others those that are about the very case."""
    return sorted(
        clause.points,
        key=lambda part: (
            part.point != best_point,
            not scorer.is_the_case(part.start, part.end),
            -scorer.span(part.start, part.end),
        ),
    )


def _with_runners_up(
    text: str,
    clauses: list[_Clause],
    chosen: _Clause,
    spans: list[Span],
    scorer: _Scorer,
    limit: int,
) -> list[Span]:
    """Further clauses that fit the question nearly as well, as far as there is room."""
    least = scorer.clause(chosen) * _CLOSE_RUNNER_UP
    scored = [(scorer.clause(clause), clause.span) for clause in clauses if clause is not chosen]
    for score, span in sorted(scored, reverse=True):
        if 0 < least <= score and len(_rendered(text, [*spans, span])) <= limit:
            spans = [*spans, span]
    return spans


def _sentences_within(text: str, span: Span, scorer: _Scorer, room: int) -> Span:
    """The best sentence and its neighbours as far as they fit; a too long one is cut at a word."""
    sentences = list(_sentences(text, span))
    place = max(range(len(sentences)), key=lambda index: scorer.span(*sentences[index]))
    first = last = place
    if len(_rendered(text, [sentences[place]])) > room:
        return _cut(text, sentences[place], room)
    for step in (1, -1):
        neighbour = place + step
        while 0 <= neighbour < len(sentences):
            wider = (sentences[min(first, neighbour)][0], sentences[max(last, neighbour)][1])
            if len(_rendered(text, [wider])) > room:
                break
            first, last = min(first, neighbour), max(last, neighbour)
            neighbour += step
    return sentences[first][0], sentences[last][1]


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    numbering = _NUMBERING.match(text, start, end)
    begin = numbering.end() if numbering else start
    for found in _SENTENCE_END.finditer(text, begin, end):
        if found.start() > start:
            yield start, found.start()
            start = found.end()
    if start < end:
        yield start, end


def _cut(text: str, span: Span, room: int) -> Span:
    """The first words of a span that fit with a mark before and after them."""
    start, end = span
    longest = max(1, room - 2 * len(f" {MARK} "))
    if end - start <= longest:
        return span
    space = text.rfind(" ", start, start + longest)
    return start, space if space > start else start + longest


def _rendered(text: str, spans: Iterable[Span]) -> str:
    """The pieces in the order of the text; a mark wherever words of the law are missing."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    pieces = [text[start:end].strip() for start, end in joined]
    body = f" {MARK} ".join(piece for piece in pieces if piece)
    if not body:
        return ""
    before = "" if _at_line_start(text, joined[0][0]) else f"{MARK} "
    after = "" if _at_line_end(text, joined[-1][1]) else f" {MARK}"
    return f"{before}{body}{after}"


def _at_line_start(text: str, place: int) -> bool:
    return not text[:place].rstrip(" \t") or text[place - 1] == "\n"


def _at_line_end(text: str, place: int) -> bool:
    return not text[place:].strip(" \t") or text[place] == "\n"
