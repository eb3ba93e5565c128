"""Why an article stands where it stands for a question, in terms an officer can follow.

The search is retold, not repeated in other words: terms, scores and chances are those of
``Library.search``. What a group of features says is measured, whatever the ranker is: the
candidate's values are replaced by the median of all candidates, and its score is computed anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

import numpy as np
from rapidfuzz.fuzz import token_sort_ratio

from knowledge.asked import questions_of
from knowledge.documents import Article, Document
from knowledge.errors import SourceError
from knowledge.index.candidates import Candidates
from knowledge.index.features import FAMILIES, matrix
from knowledge.index.importance import WEIGHED
from knowledge.index.question import Question, reading
from knowledge.search import Hit, Library
from knowledge.text.fold import fold
from knowledge.text.segment import segment, split_syllables, syllables
from knowledge.validity import Period, Standing, period

#: What each family of features is about, for officers.
LABELS: Mapping[str, str] = {
    "of_first_stage": "điểm của bước tìm thô",
    "of_parts title": "từ của câu hỏi có trong tên điều",
    "of_parts body": "từ của câu hỏi có trong nội dung điều",
    "of_title": "câu hỏi nói hết được tên điều",
    "of_name": "câu hỏi nhắc tới tên văn bản",
    "of_parts_together": "tên điều, nội dung, tên văn bản cùng phủ câu hỏi",
    "of_pairs_together": "các cặp tiếng liền nhau của câu hỏi",
    "of_beginning": "từ của câu hỏi có ngay ở đầu nội dung",
    "of_document": "các điều khác của cùng văn bản",
    "of_neighbours": "điều liền trước và liền sau",
    "of_traits": "loại văn bản, loại điều",
    "of_question": "kiểu câu hỏi hợp với tên điều",
    "of_rivals": "điều khác có tên giống",
    "of_passages": "một khoản, một điểm phủ câu hỏi",
    "of_links": "văn bản dẫn chiếu lẫn nhau",
    "of_asked": "câu người dân hay hỏi về điều này",
    "of_best_asked": "một câu người dân hay hỏi giống câu hỏi",
}

_OTHER = "đặc điểm khác"


class TermKind(StrEnum):
    """What a term of a question is: a word of pyvi's, two syllables in a row, one syllable."""

    WORD = "word"
    PAIR = "pair"
    SYLLABLE = "syllable"


_KINDS = dict(zip(WEIGHED, (TermKind.WORD, TermKind.PAIR, TermKind.SYLLABLE), strict=True))


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the question. ``importance`` (0..2, 1 is usual) is how much the question hangs on
    it; ``title``, ``body``, ``name`` and ``asked`` (what people would ask) count where it stands;
    ``added`` is its part of the first stage's score.
    """

    text: str
    kind: TermKind
    importance: float
    title: int
    body: int
    name: int
    asked: int
    added: float


@dataclass(frozen=True, slots=True)
class Influence:
    """A group of features, and what it adds to the ranker's score beside a middling candidate."""

    label: str
    change: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that put the article in its place.

    ``asked`` are the questions that we say it answers, those most like the question first, as they
    are written today (the library may have been built with others). ``terms`` and ``influences``
    begin with those that moved most. ``first_place`` (of ``fitting`` articles with any score) and
    ``place`` (of ``ranked`` ones) count from 1; they are None, and ``score`` and ``confidence`` 0,
    where the article was not looked at. ``standing`` is None where no day was named.
    """

    question: str
    read_as: str
    accented: bool
    article: Article
    document: Document
    asked: tuple[str, ...]
    period: Period
    standing: Standing | None
    terms: tuple[Term, ...]
    first_score: float
    first_place: int | None
    fitting: int
    score: float
    place: int | None
    ranked: int
    confidence: float
    influences: tuple[Influence, ...]


def explain(
    library: Library, text: str, article_id: str | None = None, as_of: date | None = None
) -> Explanation:
    """Why the article (without an id: the one found first) stands where it stands.

    Raises:
        SourceError: the library has no such article, or finds none at all.
    """
    question = Question.of(text)
    found, in_force = _lists(library, question, as_of)
    most = len(np.union1d(found.rows, in_force.rows))
    hits = library.search(text, limit=most, as_of=as_of)
    article, document = _meant(library, hits, article_id)
    place = next((n for n, hit in enumerate(hits) if hit.article.id == article.id), None)
    hit = None if place is None else hits[place]
    row = library.row(article.id)
    span = period(article, document)
    asked = _nearest_first(questions_of([document.id]).get(article.id, ()), text)
    own = float(found.scores[row])
    return Explanation(
        question=text,
        read_as=reading(text),
        accented=question.accented,
        article=article,
        document=document,
        asked=asked,
        period=span,
        standing=None if as_of is None else span.standing(as_of),
        terms=_terms(library, question, text, _Counts.of(article, document, asked), row),
        first_score=own,
        first_place=int((found.scores > own).sum()) + 1 if own > 0 else None,
        fitting=int((found.scores > 0).sum()),
        score=hit.score if hit else 0.0,
        place=None if place is None else place + 1,
        ranked=len(hits),
        confidence=hit.confidence if hit else 0.0,
        influences=_influences(library, _judged(found, in_force, hit), row) if hit else (),
    )


def _lists(
    library: Library, question: Question, as_of: date | None
) -> tuple[Candidates, Candidates]:
    """What the search ranks: all that has not expired and, where law to come is among it, what is
    in force by itself.
    """
    found = library.index.candidates(question, allowed=library.unexpired(as_of))
    if as_of is None or (bind := library.in_force(as_of))[found.rows].all():
        return found, found
    return found, library.index.candidates(question, allowed=bind)


def _judged(found: Candidates, in_force: Candidates, hit: Hit) -> Candidates:
    """The list in which the hit was ranked."""
    return in_force if hit.standing is Standing.IN_FORCE else found


def _meant(
    library: Library, hits: Sequence[Hit], article_id: str | None
) -> tuple[Article, Document]:
    if article_id is None:
        if not hits:
            raise SourceError("Không tìm thấy điều nào cho câu hỏi này.")
        return hits[0].article, hits[0].document
    article = library.article(article_id)
    document = library.document(article.document) if article else None
    if article is None or document is None:
        raise SourceError(f"Thư viện không có điều «{article_id}».")
    return article, document


def _terms(
    library: Library, question: Question, text: str, counts: _Counts, row: int
) -> tuple[Term, ...]:
    """The distinct terms of the question, those that add most first."""
    added = _added(library, question, row)
    importance = library.index.first_stage.importance(question)
    merged: dict[tuple[str, str], Term] = {}
    for field, texts in _strings(question, text).items():
        for place, term in enumerate(texts[: len(importance[field])]):
            before = merged.get((field, term))
            merged[field, term] = Term(
                term,
                _KINDS[field],
                max(float(importance[field][place]), before.importance if before else 0.0),
                *counts.places(term, folded=field != "words"),
                added.get((field, place), 0.0) + (before.added if before else 0.0),
            )
    return tuple(sorted(merged.values(), key=lambda term: -term.added))


def _strings(question: Question, text: str) -> dict[str, list[str]]:
    """The terms of each field in the order of ``Question``'s numbers, words with spaces."""
    plain = reading(text)
    parts = split_syllables(plain)
    words = segment(plain) if question.accented else []
    return {
        "words": [" ".join(split_syllables(word)) for word in words],
        "pairs": [f"{left} {right}" for left, right in pairwise(parts)],
        "syllables": parts,
    }


def _added(library: Library, question: Question, row: int) -> dict[tuple[str, int], float]:
    """What each term, by field and place, adds to the article's score."""
    stage = library.index.first_stage
    gathered = stage.gather(question)
    table = gathered.columns.table(np.array([row]))[0]
    shares = table * gathered.pick(stage.importance(question))
    places = zip(gathered.fields.tolist(), gathered.places.tolist(), shares.tolist(), strict=True)
    return {(WEIGHED[field], place): share for field, place, share in places}


@dataclass(frozen=True, slots=True)
class _Counts:
    """The syllables of title, body and name, and of each asked question; and of the same without
    accents.
    """

    parts: tuple[list[str], ...]
    folded: tuple[list[str], ...]

    @classmethod
    def of(cls, article: Article, document: Document, asked: Sequence[str]) -> _Counts:
        texts = (article.title, article.text, document.name, *asked)
        parts = tuple(map(syllables, texts))
        return cls(parts, tuple([fold(each) for each in part] for part in parts))

    def places(self, term: str, *, folded: bool) -> tuple[int, int, int, int]:
        """How often the term stands in title, body, name and asked questions."""
        wanted = tuple((fold(term) if folded else term).split())
        title, body, name, *asked = (
            _runs(part, len(wanted))[wanted] for part in (self.folded if folded else self.parts)
        )
        return title, body, name, sum(asked)


def _nearest_first(asked: Sequence[str], text: str) -> tuple[str, ...]:
    """The asked questions, those whose words are most like the text's first."""
    plain = fold(text)
    return tuple(sorted(asked, key=lambda each: -token_sort_ratio(fold(each), plain)))


def _runs(part: list[str], length: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(part[start:] for start in range(length)), strict=False))


def _influences(library: Library, found: Candidates, row: int) -> tuple[Influence, ...]:
    """What each group of features does to the score of the candidate, largest change first."""
    places = np.flatnonzero(found.rows == row)
    ranker = library.index.ranker
    if ranker is None or not len(places):
        return ()
    names, features = matrix(found)
    place = int(places[0])
    own = float(ranker.scores(names, features)[place])
    middle = np.median(features, axis=0)
    changes = []
    for label, columns in _groups(found, names).items():
        without = features.copy()
        without[place, columns] = middle[columns]
        changes.append(Influence(label, own - float(ranker.scores(names, without)[place])))
    return tuple(sorted(changes, key=lambda each: -abs(each.change)))


def _groups(found: Candidates, names: Sequence[str]) -> dict[str, list[int]]:
    """The columns of the features under the label of their family."""
    place = {name: number for number, name in enumerate(names)}
    groups: dict[str, list[int]] = {}
    for family in FAMILIES:
        for name, _ in family(found):
            part = f"{family.__name__} {name.split()[0]}"
            label = LABELS.get(part) or LABELS.get(family.__name__, _OTHER)
            groups.setdefault(label, []).append(place[name])
    return groups
