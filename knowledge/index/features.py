"""What the ranker sees of each candidate: how the question's terms stand in its title, body and
document, what its neighbours and its document say, and what kind of text it is.

``NAMES`` is the order of the columns. Everything is computed for all candidates at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from knowledge.index.alignment import align
from knowledge.index.matching import Asked, Match, shares
from knowledge.index.occurrences import Integers
from knowledge.index.passages import Held, Passages, defined, highest, passages
from knowledge.index.postings import Scores
from knowledge.index.rivals import best_other, likeness
from knowledge.index.texts import Texts
from knowledge.index.traits import EXPLAINS_WORDS

#: Sizes of the windows, in syllables, in which the question's terms are sought together.
WINDOWS = (30, 90)

#: Kinds (places in ``KINDS``) that rank as laws: acts and ordinances.
_LAWS = (0, 7, 8)

Column = tuple[str, npt.NDArray[np.generic] | float]
Matrix = npt.NDArray[np.float32]


def places(values: Scores) -> Scores:
    """The rank of each value, 0 for the highest."""
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(values), dtype=np.float32)
    ranks[order] = np.arange(len(values), dtype=np.float32)
    return ranks


def relative(values: Scores) -> Scores:
    """The values divided by the highest."""
    return values / np.float32(max(float(values.max(initial=0)), 1e-6))


@dataclass(frozen=True)
class Candidates:
    """Articles that may answer: their rows, the first stage's scores of all articles, what the
    question asks for, and bits for what kind of question it is. ``fields`` are the candidates'
    scores in words, pairs, syllables, and the sum without importance, shape (rows, 4).
    """

    rows: Integers
    scores: Scores
    fields: Matrix
    question: Asked
    kinds: int
    texts: Texts

    @cached_property
    def documents(self) -> Integers:
        """The document of each candidate."""
        return self.texts.traits.document[self.rows]

    @cached_property
    def groups(self) -> tuple[Integers, Integers]:
        """The distinct documents, and the place of each candidate's among them."""
        distinct, inverse = np.unique(self.documents, return_inverse=True)
        return distinct, inverse

    @cached_property
    def own(self) -> Scores:
        """The first stage's score of each candidate."""
        return self.scores[self.rows]

    @cached_property
    def weight(self) -> Scores:
        """How much the first stage says for each candidate; together 1."""
        best = max(float(self.own.max(initial=0)), 1e-6)
        weight = np.exp((self.own - best) / best * 12)
        return weight / max(float(weight.sum()), 1e-6)

    @cached_property
    def title(self) -> Match:
        """The question in the titles."""
        return Match.of(self.question, self.texts.forward.title, self.rows)

    @cached_property
    def body(self) -> Match:
        """The question in the bodies."""
        return Match.of(self.question, self.texts.forward.body, self.rows)

    @cached_property
    def name(self) -> Match:
        """The question in the names of the distinct documents."""
        return Match.of(self.question, self.texts.forward.name, self.groups[0])


def matrix(candidates: Candidates) -> tuple[tuple[str, ...], Matrix]:
    """The names of the features and their values, shape (candidates, features)."""
    columns = [column for family in FAMILIES for column in family(candidates)]
    values = np.empty((len(candidates.rows), len(columns)), dtype=np.float32)
    for place, (_, column) in enumerate(columns):
        values[:, place] = column
    return tuple(name for name, _ in columns), values


def _first_stage(it: Candidates) -> Iterator[Column]:
    yield "first", it.own
    yield "first/best", relative(it.own)
    yield "first rank", places(it.own)
    for place, name in enumerate(("words", "pairs", "syllables", "plain")):
        yield name, it.fields[:, place]
        yield f"{name}/best", relative(it.fields[:, place])
    yield "plain rank", places(it.fields[:, 3])


def _parts(it: Candidates) -> Iterator[Column]:
    for part, match in (("title", it.title), ("body", it.body)):
        yield from _part(part, match)
        yield f"{part} length", np.log1p(match.lengths)
        yield f"{part} density", (match.counts @ it.question.rarity) / np.maximum(match.lengths, 1)
        yield f"{part} terms", match.held.sum(1)


def _part(part: str, match: Match) -> Iterator[Column]:
    """Shares of the question that a part covers, and BM25 of that part alone."""
    asked = match.question
    weighings = (
        ("", asked.rarity, asked.pair_rarity),
        ("!", asked.importance, asked.pair_importance),
    )
    for mark, weights, pair_weights in weighings:
        single, double = shares(weights), shares(pair_weights)
        terms, pairs = match.held @ single, match.pairs_held @ double
        yield f"{part} covers{mark}", terms
        yield f"{part} covers pairs{mark}", pairs
        yield f"{part} run{mark}", match.longest_run(double)
        bm25 = match.saturated(match.counts, weights)
        yield f"{part} bm25{mark}", bm25
        yield f"{part} bm25/best{mark}", relative(bm25)
        if not mark:
            bm25_pairs = match.saturated(match.pair_counts, pair_weights)
            yield f"{part} bm25 pairs", bm25_pairs
            yield f"{part} bm25 pairs/best", relative(bm25_pairs)
            yield f"{part} bm25 rank", places(bm25 + bm25_pairs)


def _title_side(it: Candidates) -> Iterator[Column]:
    """How much of the title itself the question covers."""
    match = it.title
    rarity = _stream_rarity(it, match)
    whole = np.bincount(match.owners, rarity, minlength=match.texts)
    covered = np.bincount(match.holders, rarity[match.hits], minlength=match.texts)
    yield "title covered", covered / np.maximum(whole, 1e-6)
    yield "title weight", whole
    left, _ = match.adjacent
    pairs = np.bincount(match.holders[left], minlength=match.texts)
    yield "title pairs covered", pairs / np.maximum(match.sizes - 1, 1)
    ends = match.positions == match.sizes[match.holders] - 1
    yield "title ends", np.bincount(match.holders, ends, minlength=match.texts)
    yield "title begins", np.bincount(match.holders, match.positions == 0, minlength=match.texts)


def _stream_rarity(it: Candidates, match: Match) -> Scores:
    """The idf of every syllable of the texts, in the vocabulary that the question is matched in."""
    if it.question.accented:
        return it.texts.forward.accented.rarity[match.numbers]
    return it.texts.forward.plain.rarity[it.texts.forward.folded[match.numbers]]


def _name(it: Candidates) -> Iterator[Column]:
    match, of = it.name, it.groups[1]
    single, double = shares(it.question.rarity), shares(it.question.pair_rarity)
    rarity = _stream_rarity(it, match)
    whole = np.bincount(match.owners, rarity, minlength=match.texts)
    covered = np.bincount(match.holders, rarity[match.hits], minlength=match.texts)
    yield "name covers", (match.held @ single)[of]
    yield "name covers pairs", (match.pairs_held @ double)[of]
    yield "name run", match.longest_run(double)[of]
    yield "name covered", (covered / np.maximum(whole, 1e-6))[of]
    yield "name length", match.lengths[of]
    yield "name bm25", match.saturated(match.counts, it.question.rarity)[of]


def _together(it: Candidates) -> Iterator[Column]:
    """What title, body and name cover together, and the heaviest term that they miss."""
    title, body, name = it.title.held, it.body.held, it.name.held[it.groups[1]]
    texts = {"title+name": title | name, "title+body": title | body, "all": title | body | name}
    for mark, weights in (("", it.question.rarity), ("!", it.question.importance)):
        share = shares(weights)
        for which, held in texts.items():
            yield f"{which} cover{mark}", held @ share
        for which in ("title+body", "all"):
            missed = (~texts[which] * weights).max(1, initial=0)
            yield f"{which} miss{mark}", missed
        unexplained = ~name * share
        rest = np.maximum(unexplained.sum(1), 1e-6)
        yield f"title covers rest{mark}", (title * unexplained).sum(1) / rest
        yield f"body covers rest{mark}", (body * unexplained).sum(1) / rest


def _pairs_together(it: Candidates) -> Iterator[Column]:
    title, body = it.title.pairs_held, it.body.pairs_held
    name = it.name.pairs_held[it.groups[1]]
    asked = it.question
    for mark, weights in (("", asked.pair_rarity), ("!", asked.pair_importance)):
        share = shares(weights)
        yield f"all cover pairs{mark}", (title | body | name) @ share
        yield f"title+name cover pairs{mark}", (title | name) @ share


def _windows(it: Candidates) -> Iterator[Column]:
    asked = it.question
    single, double = shares(asked.importance), shares(asked.pair_importance)
    for size in WINDOWS:
        held, pairs_held = it.body.windows(size)
        terms = held.astype(np.float32) @ single
        pairs = pairs_held.astype(np.float32) @ double
        best = (terms + pairs).argmax(1)[:, None]
        terms, pairs = (np.take_along_axis(part, best, 1)[:, 0] for part in (terms, pairs))
        yield f"window {size}", terms
        yield f"window {size} pairs", pairs
        yield f"window {size}/best", relative(terms + pairs)
    early = it.body.positions < 40
    held = np.zeros((it.body.texts, asked.terms), dtype=np.float32)
    held[it.body.holders[early], it.body.terms[early]] = 1
    yield "body begins", held @ shares(asked.rarity)


def _document(it: Candidates) -> Iterator[Column]:
    """What the other candidates of the same document say for it."""
    distinct, of = it.groups
    best = max(float(it.own.max(initial=0)), 1e-6)
    total = np.bincount(of, it.own, minlength=len(distinct))
    many = np.bincount(of, minlength=len(distinct))
    highest = np.zeros(len(distinct), dtype=np.float32)
    np.maximum.at(highest, of, it.own)
    soft = np.bincount(of, it.weight, minlength=len(distinct))
    yield "document sum", total[of] / best
    yield "document candidates", many[of]
    yield "document best", highest[of] / best
    yield "document weight", soft[of]
    yield "document rank", places(highest)[of]
    yield "behind document's best", (it.own - highest[of]) / best
    yield "document's share found", many[of] / np.maximum(it.texts.traits.size[it.documents], 1)


def _neighbours(it: Candidates) -> Iterator[Column]:
    """The first stage's score of the articles before and after, in the same document."""
    best = max(float(it.own.max(initial=0)), 1e-6)
    last = len(it.scores) - 1
    for name, step in (("next", 1), ("previous", -1)):
        beside = np.clip(it.rows + step, 0, last)
        same = (it.texts.traits.document[beside] == it.documents) & (beside != it.rows)
        yield name, np.where(same, it.scores[beside], 0) / best


def _traits(it: Candidates) -> Iterator[Column]:
    traits, heading = it.texts.traits, it.texts.traits.heading[it.rows]
    yield "kind", traits.kind[it.documents]
    yield "role", traits.role[it.documents]
    yield "article number", traits.number[it.rows]
    yield "document size", traits.size[it.documents]
    yield "place in document", traits.place[it.rows]
    yield "explains words", (heading >> EXPLAINS_WORDS) & 1


def _question(it: Candidates) -> Iterator[Column]:
    asked = it.question
    fits = it.texts.traits.heading[it.rows] & np.uint16(it.kinds)
    yield "heading fits", np.bitwise_count(fits)
    yield "question terms", float(asked.terms)
    yield "question weight", float(asked.rarity.sum())
    yield "question accented", float(asked.accented)


def _alignment(it: Candidates) -> Iterator[Column]:
    """Question and title in their order."""
    places_ = it.question.places
    found = align(it.title, places_)
    asked, titled = max(len(places_), 1), np.maximum(it.title.sizes, 1)
    both = 2 * found.subsequence / (titled + asked)
    yield "subsequence", found.subsequence
    yield "subsequence/title", found.subsequence / titled
    yield "subsequence/question", found.subsequence / asked
    yield "subsequence/both", both
    yield "behind best subsequence", both - both.max(initial=0)
    yield "subsequence rank", places(both)
    yield "substring", found.substring
    yield "substring/title", found.substring / titled
    yield "behind longest substring", found.substring - found.substring.max(initial=0)
    yield from _stretch(found.positions)


def _stretch(positions: npt.NDArray[np.bool_]) -> Iterator[Column]:
    """Which stretch of the question the title has."""
    width = positions.shape[1]
    some = positions.any(axis=1) if width else np.zeros(len(positions), dtype=bool)
    first = np.where(some, positions.argmax(1), width) if width else np.zeros(len(positions))
    last = np.where(some, width - 1 - positions[:, ::-1].argmax(1), -1) if width else first - 1
    yield "stretch begins", first / max(width, 1)
    yield "stretch ends", last / max(width, 1)
    yield "stretch filled", positions.sum(1) / np.maximum(last - first + 1, 1)


def _rivals(it: Candidates) -> Iterator[Column]:
    """Candidates with the same or a similar title."""
    same, alike = likeness(it.title, _stream_rarity(it, it.title))
    score = relative(it.own)
    weight = it.weight
    other = it.documents[:, None] != it.documents[None]
    close, near = alike**2, alike > 0.6
    front = int(score.argmax()) if len(score) else 0
    yield "same titles", same.sum(1)
    yield "behind best same title", score - best_other(same, score)
    yield "better same titles", (same & (score[None] > score[:, None])).sum(1)
    yield "weight of same title", same @ weight
    yield "near titles", near.sum(1)
    yield "nearest title", alike.max(1, initial=0)
    yield "weight of near titles", close @ weight
    yield "weight of near titles elsewhere", (close * other) @ weight
    yield "mean weight of near titles", (close @ weight) / np.maximum(close.sum(1), 1e-6)
    yield "like first's title", np.where(np.arange(len(score)) == front, 1, alike[front])
    yield "behind best near title", score - best_other(near, score)
    yield "in first's document", it.documents == it.documents[front]
    yield from _hierarchy(it, score, other)


def _hierarchy(it: Candidates, score: Scores, other: npt.NDArray[np.bool_]) -> Iterator[Column]:
    """Candidates of other documents, by their rank: law, decree, anything else."""
    level = np.digitize(it.texts.traits.kind[it.documents], (0.5, 1.5))
    level[np.isin(it.texts.traits.kind[it.documents], _LAWS)] = 0
    above = other & (level[None] < level[:, None])
    below = other & (level[None] > level[:, None])
    yield "behind another document", score - best_other(other, score)
    yield "behind a higher document", score - best_other(above, score)
    yield "behind a lower document", score - best_other(below, score)
    yield "level", level
    yield "weight of level", np.bincount(level, it.weight, minlength=3)[level]
    sanctions = it.texts.traits.role[it.documents] >= 4
    share = float(it.weight[sanctions].sum())
    yield "weight of sanctions", np.where(sanctions, share, 1 - share)


def _passages(it: Candidates) -> Iterator[Column]:
    """The best line and point, alone and together with the title and the name."""
    asked = it.question
    single, double = shares(asked.importance), shares(asked.pair_importance)
    found = passages(it.body, it.texts.lines, it.rows)
    title = Held(it.title.held, it.title.pairs_held)
    named = title | Held(it.name.held, it.name.pairs_held).rows(it.groups[1])
    for level, held in (("line", found.line), ("point", found.point)):
        yield from _weighing(level, found.highest(held.weigh(single, double)))
        for beside, text in (("title", title), ("title+name", named)):
            joined = (held | text.rows(found.owners)).weigh(single, double)
            best = np.maximum(found.highest(joined), text.weigh(single, double))
            yield from _weighing(f"{level}+{beside}", best)
    yield from _best_line(it, found, found.line.weigh(single, double))


def _weighing(name: str, best: Scores) -> Iterator[Column]:
    yield name, best
    yield f"behind best {name}", best - best.max(initial=0)
    yield f"{name} rank", places(best)


def _best_line(it: Candidates, found: Passages, weight: Scores) -> Iterator[Column]:
    """Of the best line of each candidate: its lead over the second, its place, its length."""
    texts = len(it.rows)
    best = np.full(texts, -1, dtype=np.int64)
    order = np.argsort(weight, kind="stable")
    best[found.owners[order]] = order
    has = best >= 0
    others = weight.copy()
    others[best[has]] = 0
    second = found.highest(others)
    yield "line lead", np.where(has, weight[best], 0) - second if len(weight) else 0.0
    yield "line place", np.where(has, best - found.begins, -1)
    yield "line length", np.where(has, np.log1p(found.sizes[best]), 0) if len(weight) else 0.0
    yield "lines", np.log1p(np.bincount(found.owners, minlength=texts))


def _definitions(it: Candidates) -> Iterator[Column]:
    """The definition that is most like the question."""
    rarity = _stream_rarity(it, it.body)
    weights = shares(it.question.rarity)
    found = defined(it.body, it.texts.definitions, it.rows, weights, rarity)
    both = 2 * found.covers * found.covered / np.maximum(found.covers + found.covered, 1e-6)
    exact = np.where(found.exact, found.covers, np.float32(0))
    best = {
        name: highest(values.astype(np.float32), found.owners, found.begins)
        for name, values in (
            ("fits", both),
            ("covers", found.covers),
            ("covered", found.covered),
            ("exact", exact),
        )
    }
    for name, values in best.items():
        yield f"definition {name}", values
    yield "behind best definition", best["fits"] - best["fits"].max(initial=0)
    yield "behind exact definition", best["exact"] - best["exact"].max(initial=0)
    yield "definitions", np.log1p(np.bincount(found.owners, minlength=len(it.rows)))


def _links(it: Candidates) -> Iterator[Column]:
    """Citations among the candidates and their documents, and how often each is cited."""
    distinct, of = it.groups
    links = it.texts.links
    cites = links.documents.among(distinct)
    weight = np.bincount(of, it.weight, minlength=len(distinct))
    yield "weight of citing documents", (weight @ cites)[of]
    yield "best citing document", np.where(cites, weight[:, None], 0).max(0, initial=0)[of]
    yield "weight of cited documents", (cites @ weight)[of]
    yield "citing documents", np.log1p(links.documents.cited[it.documents])
    refers = links.articles.among(it.rows)
    yield "weight of citing articles", it.weight @ refers
    yield "weight of cited articles", refers @ it.weight
    yield "best citing article", np.where(refers, relative(it.own)[:, None], 0).max(0, initial=0)
    yield "citing articles", np.log1p(links.articles.cited[it.rows])


FAMILIES = (
    _first_stage, _parts, _title_side, _name, _together, _pairs_together, _windows,
    _document, _neighbours, _traits, _question, _alignment, _rivals, _passages, _definitions,
    _links,
)  # fmt: skip
