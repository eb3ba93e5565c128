"""What a candidate itself says: where the question's terms stand in its title, its body, the name
of its document, its best line and its definitions, and what kind of text it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from knowledge.index.alignment import align
from knowledge.index.candidates import Candidates, Column, places, relative, stream_rarity
from knowledge.index.matching import Match, shares
from knowledge.index.passages import Held, Passages, defined, highest, passages
from knowledge.index.postings import Scores
from knowledge.index.traits import EXPLAINS_WORDS

#: Sizes of the windows, in syllables, in which the question's terms are sought together.
WINDOWS = (30, 90)


def of_parts(it: Candidates) -> Iterator[Column]:
    """How much of the question title and body cover, and how long they are."""
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


def of_title(it: Candidates) -> Iterator[Column]:
    """How much of the title itself the question covers."""
    match = it.title
    rarity = stream_rarity(it, match)
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


def of_name(it: Candidates) -> Iterator[Column]:
    """The question in the name of the document."""
    match, of = it.name, it.groups[1]
    single, double = shares(it.question.rarity), shares(it.question.pair_rarity)
    rarity = stream_rarity(it, match)
    whole = np.bincount(match.owners, rarity, minlength=match.texts)
    covered = np.bincount(match.holders, rarity[match.hits], minlength=match.texts)
    yield "name covers", (match.held @ single)[of]
    yield "name covers pairs", (match.pairs_held @ double)[of]
    yield "name run", match.longest_run(double)[of]
    yield "name covered", (covered / np.maximum(whole, 1e-6))[of]
    yield "name length", match.lengths[of]
    yield "name bm25", match.saturated(match.counts, it.question.rarity)[of]


def of_parts_together(it: Candidates) -> Iterator[Column]:
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


def of_pairs_together(it: Candidates) -> Iterator[Column]:
    """What title, body and name cover together of the question's pairs."""
    title, body = it.title.pairs_held, it.body.pairs_held
    name = it.name.pairs_held[it.groups[1]]
    asked = it.question
    for mark, weights in (("", asked.pair_rarity), ("!", asked.pair_importance)):
        share = shares(weights)
        yield f"all cover pairs{mark}", (title | body | name) @ share
        yield f"title+name cover pairs{mark}", (title | name) @ share


def of_windows(it: Candidates) -> Iterator[Column]:
    """Where in the body the question's terms stand closest together, and whether early."""
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


def of_traits(it: Candidates) -> Iterator[Column]:
    """What kind of text it is."""
    traits, heading = it.texts.traits, it.texts.traits.heading[it.rows]
    yield "kind", traits.kind[it.documents]
    yield "role", traits.role[it.documents]
    yield "article number", traits.number[it.rows]
    yield "document size", traits.size[it.documents]
    yield "place in document", traits.place[it.rows]
    yield "explains words", (heading >> EXPLAINS_WORDS) & 1


def of_question(it: Candidates) -> Iterator[Column]:
    """What kind of question it is, and whether the heading fits."""
    asked = it.question
    fits = it.texts.traits.heading[it.rows] & np.uint16(it.kinds)
    yield "heading fits", np.bitwise_count(fits)
    yield "question terms", float(asked.terms)
    yield "question weight", float(asked.rarity.sum())
    yield "question accented", float(asked.accented)


def of_alignment(it: Candidates) -> Iterator[Column]:
    """Question and title in their order."""
    found = align(it.title, it.question.places)
    asked, titled = max(len(it.question.places), 1), np.maximum(it.title.sizes, 1)
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


def of_passages(it: Candidates) -> Iterator[Column]:
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


def of_definitions(it: Candidates) -> Iterator[Column]:
    """The definition that is most like the question."""
    rarity = stream_rarity(it, it.body)
    weights = shares(it.question.rarity)
    found = defined(it.body, it.texts.definitions, it.rows, weights, rarity)
    both = 2 * found.covers * found.covered / np.maximum(found.covers + found.covered, 1e-6)
    exact = np.where(found.exact, found.covers, np.float32(0))
    best = {
        name: highest(values.astype(np.float32), found.begins)
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
